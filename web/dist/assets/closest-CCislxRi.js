var e={name:`Closest`,text:`query Closest($to: String!, $where: VoteFilter, $measure: MeasureName!, $minVotes: Int, $first: Int, $farthest: Boolean) {
  country(name: $to) {
    id
    name
  }
  closest(
    to: $to
    where: $where
    measure: $measure
    minVotes: $minVotes
    first: $first
    farthest: $farthest
  ) {
    country {
      id
      name
    }
    rank
    measure {
      ...Value
    }
  }
  sources {
    ...From
  }
}

fragment From on Source {
  id
  importName
  name
  kind
  version
  citation
  url
  licence
  loaded
}

fragment Value on Measure {
  name
  value
  n
  low
  high
  level
  definition
  undefinedBecause
}`};export{e as t};