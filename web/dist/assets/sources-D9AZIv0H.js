var e={name:`SourceList`,text:`query SourceList {
  sources {
    id
    importName
    name
    kind
    citation
    url
    licence
    version
    since
    until
    loaded
    records
  }
}`},t={name:`ConflictList`,text:`query ConflictList($kind: String, $first: Int, $after: String) {
  conflicts(kind: $kind, first: $first, after: $after) {
    totalCount
    nodes {
      kind
      date
      text
      rule
      picked
      about {
        id
        kind
        name
      }
      of {
        id
        name
      }
      values {
        value
        picked
        sources {
          ...From
        }
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
}`};export{e as n,t};