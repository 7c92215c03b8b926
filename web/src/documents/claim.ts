// Written by scripts/documents.mjs from claim.graphql; do not edit.
import type { Doc } from '../api';

export type CheckResult = { checkClaim: { word: 'SUPPORTED' | 'CONSISTENT' | 'MIXED' | 'CONTRADICTED' | 'NOT_KNOWN' | 'NOT_DECIDABLE'; sentence: string; predicate: string | null; n: number; numbers: ({ name: string; value: number | null; n: number; low: number | null; high: number | null; unit: string | null; year: number | null; note: string | null; source: string | null })[]; evidenceFor: ({ id: string; date: string | null; text: string; byHand: boolean; sources: ({ id: string; importName: string; name: string; kind: string | null; version: string | null; citation: string | null; url: string | null; licence: string | null; loaded: string | null })[] })[]; evidenceAgainst: ({ id: string; date: string | null; text: string; byHand: boolean; sources: ({ id: string; importName: string; name: string; kind: string | null; version: string | null; citation: string | null; url: string | null; licence: string | null; loaded: string | null })[] })[]; moreFor: number; moreAgainst: number; coverage: (string)[]; limits: (string)[]; wouldChange: (string)[]; definition: string; at: string | null; since: string | null; until: string | null; asOf: string; subject: { id: string; kind: string; name: string } | null; object: { id: string; kind: string; name: string } | null; negated: boolean } };
export type CheckVars = { claim: { text?: string | null; predicate?: unknown | null; subject?: string | null; object?: string | null; place?: string | null; topic?: string | null; body?: 'GENERAL_ASSEMBLY' | 'SECURITY_COUNCIL' | null; symbol?: string | null; obligation?: string | null; detail?: string | null; coder?: string | null; agreedWith?: string | null; every?: boolean | null; negated?: boolean | null; sometime?: boolean | null; since?: string | null; until?: string | null; at?: string | null }; asOf?: string | null };
export const Check: Doc<CheckResult, CheckVars> = { name: 'Check', text: `query Check($claim: ClaimInput!, $asOf: Date) {
  checkClaim(claim: $claim, asOf: $asOf) {
    ...Word
    subject {
      id
      kind
      name
    }
    object {
      id
      kind
      name
    }
    negated
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

fragment Proof on Evidence {
  id
  date
  text
  byHand
  sources {
    ...From
  }
}

fragment Word on Verdict {
  word
  sentence
  predicate
  n
  numbers {
    name
    value
    n
    low
    high
    unit
    year
    note
    source
  }
  evidenceFor {
    ...Proof
  }
  evidenceAgainst {
    ...Proof
  }
  moreFor
  moreAgainst
  coverage
  limits
  wouldChange
  definition
  at
  since
  until
  asOf
}` };

export type OneClaimResult = { claim: { id: string; text: string; predicate: string | null; since: string | null; until: string | null; status: string; statusReason: string | null; subject: { id: string; kind: string; name: string } | null; objects: ({ id: string; kind: string; name: string })[]; topics: ({ id: string; kind: string; name: string })[]; statements: ({ claimant: { id: string; kind: string; name: string }; stance: 'ASSERTS' | 'DENIES' | 'REPORTS' | 'POSSIBLE' | 'UNPROVEN' | 'EXPECTS'; date: string | null; audience: string | null; medium: string | null; manner: string | null; note: string | null; retracted: boolean; sources: ({ id: string; importName: string; name: string; kind: string | null; version: string | null; citation: string | null; url: string | null; licence: string | null; loaded: string | null })[] })[]; evidence: ({ what: { id: string; kind: string; name: string }; against: boolean; date: string | null; by: string | null; note: string | null; retracted: boolean })[]; premises: ({ id: string; kind: string; name: string })[]; premiseOf: ({ id: string; kind: string; name: string })[]; contradicts: ({ id: string; kind: string; name: string })[]; watch: ({ id: string; text: string; happened: 'YES' | 'NO' | 'NOT_KNOWN' | 'NOT_DECIDABLE'; on: string | null; sentence: string; note: string | null })[]; verdict: { word: 'SUPPORTED' | 'CONSISTENT' | 'MIXED' | 'CONTRADICTED' | 'NOT_KNOWN' | 'NOT_DECIDABLE'; sentence: string; predicate: string | null; n: number; numbers: ({ name: string; value: number | null; n: number; low: number | null; high: number | null; unit: string | null; year: number | null; note: string | null; source: string | null })[]; evidenceFor: ({ id: string; date: string | null; text: string; byHand: boolean; sources: ({ id: string; importName: string; name: string; kind: string | null; version: string | null; citation: string | null; url: string | null; licence: string | null; loaded: string | null })[] })[]; evidenceAgainst: ({ id: string; date: string | null; text: string; byHand: boolean; sources: ({ id: string; importName: string; name: string; kind: string | null; version: string | null; citation: string | null; url: string | null; licence: string | null; loaded: string | null })[] })[]; moreFor: number; moreAgainst: number; coverage: (string)[]; limits: (string)[]; wouldChange: (string)[]; definition: string; at: string | null; since: string | null; until: string | null; asOf: string }; warnings: (string)[]; sources: ({ id: string; importName: string; name: string; kind: string | null; version: string | null; citation: string | null; url: string | null; licence: string | null; loaded: string | null })[] } | null; verdictHistory: ({ asOf: string; word: 'SUPPORTED' | 'CONSISTENT' | 'MIXED' | 'CONTRADICTED' | 'NOT_KNOWN' | 'NOT_DECIDABLE'; sentence: string; written: boolean })[] };
export type OneClaimVars = { id: string; asOf?: string | null };
export const OneClaim: Doc<OneClaimResult, OneClaimVars> = { name: 'OneClaim', text: `query OneClaim($id: ID!, $asOf: Date) {
  claim(id: $id, asOf: $asOf) {
    id
    text
    predicate
    since
    until
    status
    statusReason
    subject {
      id
      kind
      name
    }
    objects {
      id
      kind
      name
    }
    topics {
      id
      kind
      name
    }
    statements {
      claimant {
        id
        kind
        name
      }
      stance
      date
      audience
      medium
      manner
      note
      retracted
      sources {
        ...From
      }
    }
    evidence {
      what {
        id
        kind
        name
      }
      against
      date
      by
      note
      retracted
    }
    premises {
      id
      kind
      name
    }
    premiseOf {
      id
      kind
      name
    }
    contradicts {
      id
      kind
      name
    }
    watch {
      id
      text
      happened
      on
      sentence
      note
    }
    verdict {
      ...Word
    }
    warnings
    sources {
      ...From
    }
  }
  verdictHistory(claim: $id) {
    asOf
    word
    sentence
    written
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

fragment Proof on Evidence {
  id
  date
  text
  byHand
  sources {
    ...From
  }
}

fragment Word on Verdict {
  word
  sentence
  predicate
  n
  numbers {
    name
    value
    n
    low
    high
    unit
    year
    note
    source
  }
  evidenceFor {
    ...Proof
  }
  evidenceAgainst {
    ...Proof
  }
  moreFor
  moreAgainst
  coverage
  limits
  wouldChange
  definition
  at
  since
  until
  asOf
}` };

export type ArgumentResult = { brief: { of: string; author: { id: string; kind: string; name: string } | null; then: string; asOf: string; claims: number; tree: ({ depth: number; again: boolean; claim: { id: string; text: string; status: string }; stance: 'ASSERTS' | 'DENIES' | 'REPORTS' | 'POSSIBLE' | 'UNPROVEN' | 'EXPECTS' | null; then: { word: 'SUPPORTED' | 'CONSISTENT' | 'MIXED' | 'CONTRADICTED' | 'NOT_KNOWN' | 'NOT_DECIDABLE' }; now: { word: 'SUPPORTED' | 'CONSISTENT' | 'MIXED' | 'CONTRADICTED' | 'NOT_KNOWN' | 'NOT_DECIDABLE' }; heldThen: string; heldNow: string; changedOn: string | null; changedBy: { id: string; text: string } | null })[]; watch: ({ id: string; text: string; happened: 'YES' | 'NO' | 'NOT_KNOWN' | 'NOT_DECIDABLE'; on: string | null; sentence: string })[] } };
export type ArgumentVars = { of: string; asOf?: string | null };
export const Argument: Doc<ArgumentResult, ArgumentVars> = { name: 'Argument', text: `query Argument($of: String!, $asOf: Date) {
  brief(of: $of, asOf: $asOf) {
    of
    author {
      id
      kind
      name
    }
    then
    asOf
    claims
    tree {
      depth
      again
      claim {
        id
        text
        status
      }
      stance
      then {
        word
      }
      now {
        word
      }
      heldThen
      heldNow
      changedOn
      changedBy {
        id
        text
      }
    }
    watch {
      id
      text
      happened
      on
      sentence
    }
  }
}` };
