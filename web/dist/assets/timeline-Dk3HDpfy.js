var e={name:`Timeline`,text:`query Timeline($a: String!, $b: String!, $since: Date, $until: Date, $first: Int, $after: String) {
  a: country(name: $a) {
    id
    name
  }
  b: country(name: $b) {
    id
    name
  }
  timeline(
    between: [$a, $b]
    since: $since
    until: $until
    first: $first
    after: $after
  ) {
    totalCount
    nodes {
      date
      until
      kind
      text
      held
      about {
        id
        kind
        name
      }
      sources {
        ...From
      }
    }
    pageInfo {
      endCursor
      hasNextPage
    }
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
}`};export{e as t};