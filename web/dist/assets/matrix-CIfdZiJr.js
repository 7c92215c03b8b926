var e={name:`Matrix`,text:`query Matrix($among: [String!]!, $where: VoteFilter, $measure: MeasureName!) {
  alignments(among: $among, where: $where, measure: $measure) {
    countries {
      id
      name
    }
    measure
    values
    n
    applied {
      ...Understood
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

fragment Understood on AppliedFilter {
  body
  since
  until
  boundBy
  topics {
    id
    name
  }
  about {
    id
    name
  }
  kinds
  contested
  rollCalls
}`},t={name:`Members`,text:`query Members($of: String!, $at: Date) {
  countries(memberOf: $of, at: $at, first: 250) {
    totalCount
    nodes {
      id
      name
    }
  }
}`};export{t as n,e as t};