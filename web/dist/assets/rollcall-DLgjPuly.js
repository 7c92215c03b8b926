var e={name:`Ballots`,text:`query Ballots($symbol: String!) {
  rollCall(symbol: $symbol) {
    ...Ballot
    draft
    meeting
    session
    absent
    vetoedBy {
      id
      name
    }
    concerns {
      id
      name
    }
    votes {
      country {
        id
        name
      }
      choice
      noChoice
    }
    sources {
      ...From
    }
    warnings
  }
}

fragment Ballot on RollCall {
  id
  symbol
  body
  date
  title
  outcome
  kind
  yes
  no
  abstain
  topics {
    id
    name
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
}`},t={name:`BallotById`,text:`query BallotById($id: ID!) {
  node(id: $id) {
    __typename
    ... on RollCall {
      ...Ballot
      draft
      meeting
      session
      absent
      vetoedBy {
        id
        name
      }
      concerns {
        id
        name
      }
      votes {
        country {
          id
          name
        }
        choice
        noChoice
      }
      sources {
        ...From
      }
      warnings
    }
  }
}

fragment Ballot on RollCall {
  id
  symbol
  body
  date
  title
  outcome
  kind
  yes
  no
  abstain
  topics {
    id
    name
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
}`},n={name:`BallotList`,text:`query BallotList($where: VoteFilter, $first: Int, $after: String) {
  rollCalls(where: $where, first: $first, after: $after) {
    totalCount
    nodes {
      ...Ballot
    }
    pageInfo {
      endCursor
      hasNextPage
    }
  }
}

fragment Ballot on RollCall {
  id
  symbol
  body
  date
  title
  outcome
  kind
  yes
  no
  abstain
  topics {
    id
    name
  }
}`};export{n,e as r,t};