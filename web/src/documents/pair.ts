// Written by scripts/documents.mjs from pair.graphql; do not edit.
import type { Doc } from '../api';

export type PairResult = { alignment: { a: { id: string; name: string }; b: { id: string; name: string }; sentence: string; n: number; members: number; missing: number; unknown: number; byBody: ({ label: string; body: 'GENERAL_ASSEMBLY' | 'SECURITY_COUNCIL' | null; since: string | null; until: string | null; n: number; same: number; oneAbstained: number; opposed: number; members: number; missing: number; identical: { name: 'IDENTICAL' | 'HALF_CREDIT' | 'YES_NO_COINCIDENCE' | 'MEMBERSHIP_IDENTICAL' | 'MEMBERSHIP_HALF_CREDIT' | 'S_ABSOLUTE' | 'S_SQUARED' | 'KAPPA_NOMINAL' | 'KAPPA_ABSOLUTE' | 'KAPPA_SQUARED' | 'PI_NOMINAL' | 'PI_ABSOLUTE' | 'PI_SQUARED' | 'TAU_B' | 'IDEAL_POINT_DISTANCE'; value: number | null; n: number; low: number | null; high: number | null; level: number | null; definition: string; undefinedBecause: string | null }; halfCredit: { value: number | null } })[]; contested: { label: string; body: 'GENERAL_ASSEMBLY' | 'SECURITY_COUNCIL' | null; since: string | null; until: string | null; n: number; same: number; oneAbstained: number; opposed: number; members: number; missing: number; identical: { name: 'IDENTICAL' | 'HALF_CREDIT' | 'YES_NO_COINCIDENCE' | 'MEMBERSHIP_IDENTICAL' | 'MEMBERSHIP_HALF_CREDIT' | 'S_ABSOLUTE' | 'S_SQUARED' | 'KAPPA_NOMINAL' | 'KAPPA_ABSOLUTE' | 'KAPPA_SQUARED' | 'PI_NOMINAL' | 'PI_ABSOLUTE' | 'PI_SQUARED' | 'TAU_B' | 'IDEAL_POINT_DISTANCE'; value: number | null; n: number; low: number | null; high: number | null; level: number | null; definition: string; undefinedBecause: string | null }; halfCredit: { value: number | null } }; identical: { name: 'IDENTICAL' | 'HALF_CREDIT' | 'YES_NO_COINCIDENCE' | 'MEMBERSHIP_IDENTICAL' | 'MEMBERSHIP_HALF_CREDIT' | 'S_ABSOLUTE' | 'S_SQUARED' | 'KAPPA_NOMINAL' | 'KAPPA_ABSOLUTE' | 'KAPPA_SQUARED' | 'PI_NOMINAL' | 'PI_ABSOLUTE' | 'PI_SQUARED' | 'TAU_B' | 'IDEAL_POINT_DISTANCE'; value: number | null; n: number; low: number | null; high: number | null; level: number | null; definition: string; undefinedBecause: string | null }; halfCredit: { name: 'IDENTICAL' | 'HALF_CREDIT' | 'YES_NO_COINCIDENCE' | 'MEMBERSHIP_IDENTICAL' | 'MEMBERSHIP_HALF_CREDIT' | 'S_ABSOLUTE' | 'S_SQUARED' | 'KAPPA_NOMINAL' | 'KAPPA_ABSOLUTE' | 'KAPPA_SQUARED' | 'PI_NOMINAL' | 'PI_ABSOLUTE' | 'PI_SQUARED' | 'TAU_B' | 'IDEAL_POINT_DISTANCE'; value: number | null; n: number; low: number | null; high: number | null; level: number | null; definition: string; undefinedBecause: string | null }; chosen: { name: 'IDENTICAL' | 'HALF_CREDIT' | 'YES_NO_COINCIDENCE' | 'MEMBERSHIP_IDENTICAL' | 'MEMBERSHIP_HALF_CREDIT' | 'S_ABSOLUTE' | 'S_SQUARED' | 'KAPPA_NOMINAL' | 'KAPPA_ABSOLUTE' | 'KAPPA_SQUARED' | 'PI_NOMINAL' | 'PI_ABSOLUTE' | 'PI_SQUARED' | 'TAU_B' | 'IDEAL_POINT_DISTANCE'; value: number | null; n: number; low: number | null; high: number | null; level: number | null; definition: string; undefinedBecause: string | null }; kappa: { name: 'IDENTICAL' | 'HALF_CREDIT' | 'YES_NO_COINCIDENCE' | 'MEMBERSHIP_IDENTICAL' | 'MEMBERSHIP_HALF_CREDIT' | 'S_ABSOLUTE' | 'S_SQUARED' | 'KAPPA_NOMINAL' | 'KAPPA_ABSOLUTE' | 'KAPPA_SQUARED' | 'PI_NOMINAL' | 'PI_ABSOLUTE' | 'PI_SQUARED' | 'TAU_B' | 'IDEAL_POINT_DISTANCE'; value: number | null; n: number; low: number | null; high: number | null; level: number | null; definition: string; undefinedBecause: string | null }; yesNo: { name: 'IDENTICAL' | 'HALF_CREDIT' | 'YES_NO_COINCIDENCE' | 'MEMBERSHIP_IDENTICAL' | 'MEMBERSHIP_HALF_CREDIT' | 'S_ABSOLUTE' | 'S_SQUARED' | 'KAPPA_NOMINAL' | 'KAPPA_ABSOLUTE' | 'KAPPA_SQUARED' | 'PI_NOMINAL' | 'PI_ABSOLUTE' | 'PI_SQUARED' | 'TAU_B' | 'IDEAL_POINT_DISTANCE'; value: number | null; n: number; low: number | null; high: number | null; level: number | null; definition: string; undefinedBecause: string | null }; counts: { order: ('YES' | 'NO' | 'ABSTAIN' | 'ABSENT')[]; table: ((number)[])[] }; series?: ({ label: string; body: 'GENERAL_ASSEMBLY' | 'SECURITY_COUNCIL' | null; since: string | null; until: string | null; n: number; same: number; oneAbstained: number; opposed: number; members: number; missing: number; identical: { name: 'IDENTICAL' | 'HALF_CREDIT' | 'YES_NO_COINCIDENCE' | 'MEMBERSHIP_IDENTICAL' | 'MEMBERSHIP_HALF_CREDIT' | 'S_ABSOLUTE' | 'S_SQUARED' | 'KAPPA_NOMINAL' | 'KAPPA_ABSOLUTE' | 'KAPPA_SQUARED' | 'PI_NOMINAL' | 'PI_ABSOLUTE' | 'PI_SQUARED' | 'TAU_B' | 'IDEAL_POINT_DISTANCE'; value: number | null; n: number; low: number | null; high: number | null; level: number | null; definition: string; undefinedBecause: string | null }; halfCredit: { value: number | null } })[]; splits: { totalCount: number; nodes: ({ rollCall: { id: string; symbol: string; body: 'GENERAL_ASSEMBLY' | 'SECURITY_COUNCIL'; date: string; title: string | null; outcome: 'ADOPTED' | 'VETOED' | 'FAILED'; kind: 'WHOLE' | 'PARAGRAPH' | 'AMENDMENT' | 'MOTION' | 'WITHOUT_VOTE'; yes: number | null; no: number | null; abstain: number | null; topics: ({ id: string; name: string })[] }; aChoice: 'YES' | 'NO' | 'ABSTAIN' | 'ABSENT'; bChoice: 'YES' | 'NO' | 'ABSTAIN' | 'ABSENT'; opposed: boolean })[]; pageInfo: { endCursor: string | null; hasNextPage: boolean } }; opposed: { totalCount: number }; agreed: { totalCount: number; nodes: ({ rollCall: { id: string; symbol: string; body: 'GENERAL_ASSEMBLY' | 'SECURITY_COUNCIL'; date: string; title: string | null; outcome: 'ADOPTED' | 'VETOED' | 'FAILED'; kind: 'WHOLE' | 'PARAGRAPH' | 'AMENDMENT' | 'MOTION' | 'WITHOUT_VOTE'; yes: number | null; no: number | null; abstain: number | null; topics: ({ id: string; name: string })[] }; aChoice: 'YES' | 'NO' | 'ABSTAIN' | 'ABSENT'; bChoice: 'YES' | 'NO' | 'ABSTAIN' | 'ABSENT'; opposed: boolean })[] }; applied: { body: ('GENERAL_ASSEMBLY' | 'SECURITY_COUNCIL')[]; since: string | null; until: string | null; boundBy: (string)[]; topics: ({ id: string; name: string })[]; about: ({ id: string; name: string })[]; kinds: ('WHOLE' | 'PARAGRAPH' | 'AMENDMENT' | 'MOTION' | 'WITHOUT_VOTE')[]; contested: boolean | null; rollCalls: number }; sources: ({ id: string; importName: string; name: string; kind: string | null; version: string | null; citation: string | null; url: string | null; licence: string | null; loaded: string | null })[]; warnings: (string)[] }; assembly?: { series: ({ label: string; body: 'GENERAL_ASSEMBLY' | 'SECURITY_COUNCIL' | null; since: string | null; until: string | null; n: number; same: number; oneAbstained: number; opposed: number; members: number; missing: number; identical: { name: 'IDENTICAL' | 'HALF_CREDIT' | 'YES_NO_COINCIDENCE' | 'MEMBERSHIP_IDENTICAL' | 'MEMBERSHIP_HALF_CREDIT' | 'S_ABSOLUTE' | 'S_SQUARED' | 'KAPPA_NOMINAL' | 'KAPPA_ABSOLUTE' | 'KAPPA_SQUARED' | 'PI_NOMINAL' | 'PI_ABSOLUTE' | 'PI_SQUARED' | 'TAU_B' | 'IDEAL_POINT_DISTANCE'; value: number | null; n: number; low: number | null; high: number | null; level: number | null; definition: string; undefinedBecause: string | null }; halfCredit: { value: number | null } })[] }; council?: { series: ({ label: string; body: 'GENERAL_ASSEMBLY' | 'SECURITY_COUNCIL' | null; since: string | null; until: string | null; n: number; same: number; oneAbstained: number; opposed: number; members: number; missing: number; identical: { name: 'IDENTICAL' | 'HALF_CREDIT' | 'YES_NO_COINCIDENCE' | 'MEMBERSHIP_IDENTICAL' | 'MEMBERSHIP_HALF_CREDIT' | 'S_ABSOLUTE' | 'S_SQUARED' | 'KAPPA_NOMINAL' | 'KAPPA_ABSOLUTE' | 'KAPPA_SQUARED' | 'PI_NOMINAL' | 'PI_ABSOLUTE' | 'PI_SQUARED' | 'TAU_B' | 'IDEAL_POINT_DISTANCE'; value: number | null; n: number; low: number | null; high: number | null; level: number | null; definition: string; undefinedBecause: string | null }; halfCredit: { value: number | null } })[] } };
export type PairVars = { a: string; b: string; where?: { body?: ('GENERAL_ASSEMBLY' | 'SECURITY_COUNCIL')[] | null; since?: string | null; until?: string | null; sessions?: (string)[] | null; topics?: (string)[] | null; about?: (string)[] | null; text?: string | null; outcomes?: ('ADOPTED' | 'VETOED' | 'FAILED')[] | null; kinds?: ('WHOLE' | 'PARAGRAPH' | 'AMENDMENT' | 'MOTION' | 'WITHOUT_VOTE')[] | null; contested?: boolean | null; important?: boolean | null; unanimous?: boolean | null; symbols?: (string)[] | null; sources?: (string)[] | null } | null; by: 'YEAR' | 'SESSION' | 'DECADE'; measure: 'IDENTICAL' | 'HALF_CREDIT' | 'YES_NO_COINCIDENCE' | 'MEMBERSHIP_IDENTICAL' | 'MEMBERSHIP_HALF_CREDIT' | 'S_ABSOLUTE' | 'S_SQUARED' | 'KAPPA_NOMINAL' | 'KAPPA_ABSOLUTE' | 'KAPPA_SQUARED' | 'PI_NOMINAL' | 'PI_ABSOLUTE' | 'PI_SQUARED' | 'TAU_B' | 'IDEAL_POINT_DISTANCE'; both: boolean; assembly?: { body?: ('GENERAL_ASSEMBLY' | 'SECURITY_COUNCIL')[] | null; since?: string | null; until?: string | null; sessions?: (string)[] | null; topics?: (string)[] | null; about?: (string)[] | null; text?: string | null; outcomes?: ('ADOPTED' | 'VETOED' | 'FAILED')[] | null; kinds?: ('WHOLE' | 'PARAGRAPH' | 'AMENDMENT' | 'MOTION' | 'WITHOUT_VOTE')[] | null; contested?: boolean | null; important?: boolean | null; unanimous?: boolean | null; symbols?: (string)[] | null; sources?: (string)[] | null } | null; council?: { body?: ('GENERAL_ASSEMBLY' | 'SECURITY_COUNCIL')[] | null; since?: string | null; until?: string | null; sessions?: (string)[] | null; topics?: (string)[] | null; about?: (string)[] | null; text?: string | null; outcomes?: ('ADOPTED' | 'VETOED' | 'FAILED')[] | null; kinds?: ('WHOLE' | 'PARAGRAPH' | 'AMENDMENT' | 'MOTION' | 'WITHOUT_VOTE')[] | null; contested?: boolean | null; important?: boolean | null; unanimous?: boolean | null; symbols?: (string)[] | null; sources?: (string)[] | null } | null };
export const Pair: Doc<PairResult, PairVars> = { name: 'Pair', text: `query Pair($a: String!, $b: String!, $where: VoteFilter, $by: Period!, $measure: MeasureName!, $both: Boolean!, $assembly: VoteFilter, $council: VoteFilter) {
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
}` };

export type MoreSplitsResult = { alignment: { splits: { totalCount: number; nodes: ({ rollCall: { id: string; symbol: string; body: 'GENERAL_ASSEMBLY' | 'SECURITY_COUNCIL'; date: string; title: string | null; outcome: 'ADOPTED' | 'VETOED' | 'FAILED'; kind: 'WHOLE' | 'PARAGRAPH' | 'AMENDMENT' | 'MOTION' | 'WITHOUT_VOTE'; yes: number | null; no: number | null; abstain: number | null; topics: ({ id: string; name: string })[] }; aChoice: 'YES' | 'NO' | 'ABSTAIN' | 'ABSENT'; bChoice: 'YES' | 'NO' | 'ABSTAIN' | 'ABSENT'; opposed: boolean })[]; pageInfo: { endCursor: string | null; hasNextPage: boolean } } } };
export type MoreSplitsVars = { a: string; b: string; where?: { body?: ('GENERAL_ASSEMBLY' | 'SECURITY_COUNCIL')[] | null; since?: string | null; until?: string | null; sessions?: (string)[] | null; topics?: (string)[] | null; about?: (string)[] | null; text?: string | null; outcomes?: ('ADOPTED' | 'VETOED' | 'FAILED')[] | null; kinds?: ('WHOLE' | 'PARAGRAPH' | 'AMENDMENT' | 'MOTION' | 'WITHOUT_VOTE')[] | null; contested?: boolean | null; important?: boolean | null; unanimous?: boolean | null; symbols?: (string)[] | null; sources?: (string)[] | null } | null; after?: string | null };
export const MoreSplits: Doc<MoreSplitsResult, MoreSplitsVars> = { name: 'MoreSplits', text: `query MoreSplits($a: String!, $b: String!, $where: VoteFilter, $after: String) {
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
}` };

export type DossierResult = { relations: { at: string; sentence: string; allied: { held: 'YES' | 'NO' | 'POSSIBLE' | 'NOT_KNOWN'; note: string | null }; atWar: { held: 'YES' | 'NO' | 'POSSIBLE' | 'NOT_KNOWN'; note: string | null }; rivals: { held: 'YES' | 'NO' | 'POSSIBLE' | 'NOT_KNOWN'; note: string | null }; contiguous: { held: 'YES' | 'NO' | 'POSSIBLE' | 'NOT_KNOWN'; note: string | null }; agreements: ({ id: string; name: string; kind: string | null; signed: string | null; since: string | null; until: string | null; held: 'YES' | 'NO' | 'POSSIBLE' | 'NOT_KNOWN' | null; heldNote: string | null; obligations: (string)[]; sources: ({ id: string; importName: string; name: string; kind: string | null; version: string | null; citation: string | null; url: string | null; licence: string | null; loaded: string | null })[] })[]; alliances: ({ obligations: (string)[]; since: string | null; until: string | null; held: 'YES' | 'NO' | 'POSSIBLE' | 'NOT_KNOWN' | null; note: string | null; ref: string | null; sources: ({ id: string; importName: string; name: string; kind: string | null; version: string | null; citation: string | null; url: string | null; licence: string | null; loaded: string | null })[] })[]; sanctions: { totalCount: number; nodes: ({ from: { id: string; name: string }; to: { id: string; name: string }; types: (string)[]; since: string | null; until: string | null; lastSeen: string | null; held: 'YES' | 'NO' | 'POSSIBLE' | 'NOT_KNOWN' | null; note: string | null; ref: string | null; sources: ({ id: string; importName: string; name: string; kind: string | null; version: string | null; citation: string | null; url: string | null; licence: string | null; loaded: string | null })[] })[] }; trade: { years: ({ year: number; aExports: number | null; bExports: number | null; aReporter: string | null; bReporter: string | null; sources: ({ id: string; importName: string; name: string; kind: string | null; version: string | null; citation: string | null; url: string | null; licence: string | null; loaded: string | null })[] })[]; warnings: (string)[] }; events: { totalCount: number; nodes: ({ id: string; title: string; kind: string | null; since: string | null })[] }; aLeaders: ({ name: string; status: 'HELD' | 'POSSIBLE' | 'LAST_KNOWN' | 'UNDECIDED' | 'EMPTY'; note: string | null; holders: ({ person: { id: string; name: string } })[] })[]; bLeaders: ({ name: string; status: 'HELD' | 'POSSIBLE' | 'LAST_KNOWN' | 'UNDECIDED' | 'EMPTY'; note: string | null; holders: ({ person: { id: string; name: string } })[] })[]; memberships: ({ organisation: { id: string; name: string }; held: 'YES' | 'NO' | 'POSSIBLE' | 'NOT_KNOWN'; note: string | null })[]; conflicts: { totalCount: number; nodes: ({ kind: string; date: string | null; text: string; rule: string; picked: string | null })[] }; coverage: ({ subject: string; dataset: string; sentence: string; answers: boolean })[]; warnings: (string)[]; sources: ({ id: string; importName: string; name: string; kind: string | null; version: string | null; citation: string | null; url: string | null; licence: string | null; loaded: string | null })[] } };
export type DossierVars = { a: string; b: string; at?: string | null; since?: string | null; until?: string | null };
export const Dossier: Doc<DossierResult, DossierVars> = { name: 'Dossier', text: `query Dossier($a: String!, $b: String!, $at: Date, $since: Date, $until: Date) {
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
}` };
