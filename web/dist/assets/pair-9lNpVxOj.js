var e={name:`Pair`,text:`query Pair($a: String!, $b: String!, $where: VoteFilter, $by: Period!, $measure: MeasureName!, $both: Boolean!, $assembly: VoteFilter, $council: VoteFilter) {
  alignment(between: [$a, $b], where: $where) {
    a {
      id
      name
    }
    b {
      id
      name
    }
    sentence
    n
    members
    missing
    unknown
    byBody {
      ...Point
    }
    contested {
      ...Point
    }
    identical {
      ...Value
    }
    halfCredit {
      ...Value
    }
    chosen: measure(name: $measure) {
      ...Value
    }
    kappa: measure(name: KAPPA_SQUARED) {
      ...Value
    }
    yesNo: measure(name: YES_NO_COINCIDENCE) {
      ...Value
    }
    counts {
      order
      table
    }
    series(by: $by) @skip(if: $both) {
      ...Point
    }
    splits(first: 25) {
      totalCount
      nodes {
        rollCall {
          ...Ballot
        }
        aChoice
        bChoice
        opposed
      }
      pageInfo {
        endCursor
        hasNextPage
      }
    }
    opposed: splits(opposed: true, first: 1) {
      totalCount
    }
    agreed(first: 10) {
      totalCount
      nodes {
        rollCall {
          ...Ballot
        }
        aChoice
        bChoice
        opposed
      }
    }
    applied {
      ...Understood
    }
    sources {
      ...From
    }
    warnings
  }
  assembly: alignment(between: [$a, $b], where: $assembly) @include(if: $both) {
    series(by: $by) {
      ...Point
    }
  }
  council: alignment(between: [$a, $b], where: $council) @include(if: $both) {
    series(by: $by) {
      ...Point
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
}

fragment Point on AlignmentPoint {
  label
  body
  since
  until
  n
  same
  oneAbstained
  opposed
  members
  missing
  identical {
    ...Value
  }
  halfCredit {
    value
  }
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
}`},t={name:`MoreSplits`,text:`query MoreSplits($a: String!, $b: String!, $where: VoteFilter, $after: String) {
  alignment(between: [$a, $b], where: $where) {
    splits(first: 100, after: $after) {
      totalCount
      nodes {
        rollCall {
          ...Ballot
        }
        aChoice
        bChoice
        opposed
      }
      pageInfo {
        endCursor
        hasNextPage
      }
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
}`},n={name:`Dossier`,text:`query Dossier($a: String!, $b: String!, $at: Date, $since: Date, $until: Date) {
  relations(between: [$a, $b], at: $at, since: $since, until: $until) {
    at
    sentence
    allied {
      held
      note
    }
    atWar {
      held
      note
    }
    rivals {
      held
      note
    }
    contiguous {
      held
      note
    }
    agreements {
      id
      name
      kind
      signed
      since
      until
      held
      heldNote
      obligations
      sources {
        ...From
      }
    }
    alliances {
      obligations
      since
      until
      held
      note
      ref
      sources {
        ...From
      }
    }
    sanctions(first: 25, direct: true, orderBy: SINCE, descending: true) {
      totalCount
      nodes {
        from {
          id
          name
        }
        to {
          id
          name
        }
        types
        since
        until
        lastSeen
        held
        note
        ref
        sources {
          ...From
        }
      }
    }
    trade(orderBy: YEAR) {
      years {
        year
        aExports
        bExports
        aReporter
        bReporter
        sources {
          ...From
        }
      }
      warnings
    }
    events(
      first: 500
      kinds: ["visit", "meeting", "summit", "call", "statement", "pledge", "cooperation", "recognition"]
    ) {
      totalCount
      nodes {
        id
        title
        kind
        since
      }
    }
    aLeaders {
      name
      status
      note
      holders {
        person {
          id
          name
        }
      }
    }
    bLeaders {
      name
      status
      note
      holders {
        person {
          id
          name
        }
      }
    }
    memberships {
      organisation {
        id
        name
      }
      held
      note
    }
    conflicts(first: 10) {
      totalCount
      nodes {
        kind
        date
        text
        rule
        picked
      }
    }
    coverage {
      subject
      dataset
      sentence
      answers
    }
    warnings
    sources {
      ...From
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
}`};export{t as n,e as r,n as t};