// Written by scripts/documents.mjs from rollcall.graphql; do not edit.
import type { Doc } from '../api';

export type BallotsResult = { rollCall: { id: string; symbol: string; body: 'GENERAL_ASSEMBLY' | 'SECURITY_COUNCIL'; date: string; title: string | null; outcome: 'ADOPTED' | 'VETOED' | 'FAILED'; kind: 'WHOLE' | 'PARAGRAPH' | 'AMENDMENT' | 'MOTION' | 'WITHOUT_VOTE'; yes: number | null; no: number | null; abstain: number | null; topics: ({ id: string; name: string })[]; draft: string | null; meeting: string | null; session: string | null; absent: number | null; vetoedBy: ({ id: string; name: string })[]; concerns: ({ id: string; name: string })[]; votes: ({ country: { id: string; name: string }; choice: 'YES' | 'NO' | 'ABSTAIN' | 'ABSENT' | null; noChoice: 'NOT_MEMBER' | 'UNKNOWN' | null })[]; sources: ({ id: string; importName: string; name: string; kind: string | null; version: string | null; citation: string | null; url: string | null; licence: string | null; loaded: string | null })[]; warnings: (string)[] } | null };
export type BallotsVars = { symbol: string };
export const Ballots: Doc<BallotsResult, BallotsVars> = { name: 'Ballots', text: `query Ballots($symbol: String!) {
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
}` };

export type BallotByIdResult = { node: ({ __typename: 'Agreement' } | { __typename: 'Claim' } | { __typename: 'Condition' } | { __typename: 'Country' } | { __typename: 'Event' } | { __typename: 'Organisation' } | { __typename: 'Person' } | { __typename: 'Place' } | { __typename: 'RollCall'; id: string; symbol: string; body: 'GENERAL_ASSEMBLY' | 'SECURITY_COUNCIL'; date: string; title: string | null; outcome: 'ADOPTED' | 'VETOED' | 'FAILED'; kind: 'WHOLE' | 'PARAGRAPH' | 'AMENDMENT' | 'MOTION' | 'WITHOUT_VOTE'; yes: number | null; no: number | null; abstain: number | null; topics: ({ id: string; name: string })[]; draft: string | null; meeting: string | null; session: string | null; absent: number | null; vetoedBy: ({ id: string; name: string })[]; concerns: ({ id: string; name: string })[]; votes: ({ country: { id: string; name: string }; choice: 'YES' | 'NO' | 'ABSTAIN' | 'ABSENT' | null; noChoice: 'NOT_MEMBER' | 'UNKNOWN' | null })[]; sources: ({ id: string; importName: string; name: string; kind: string | null; version: string | null; citation: string | null; url: string | null; licence: string | null; loaded: string | null })[]; warnings: (string)[] } | { __typename: 'Source' } | { __typename: 'TopicNode' }) | null };
export type BallotByIdVars = { id: string };
export const BallotById: Doc<BallotByIdResult, BallotByIdVars> = { name: 'BallotById', text: `query BallotById($id: ID!) {
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
}` };

export type BallotListResult = { rollCalls: { totalCount: number; nodes: ({ id: string; symbol: string; body: 'GENERAL_ASSEMBLY' | 'SECURITY_COUNCIL'; date: string; title: string | null; outcome: 'ADOPTED' | 'VETOED' | 'FAILED'; kind: 'WHOLE' | 'PARAGRAPH' | 'AMENDMENT' | 'MOTION' | 'WITHOUT_VOTE'; yes: number | null; no: number | null; abstain: number | null; topics: ({ id: string; name: string })[] })[]; pageInfo: { endCursor: string | null; hasNextPage: boolean } } };
export type BallotListVars = { where?: { body?: ('GENERAL_ASSEMBLY' | 'SECURITY_COUNCIL')[] | null; since?: string | null; until?: string | null; sessions?: (string)[] | null; topics?: (string)[] | null; about?: (string)[] | null; text?: string | null; outcomes?: ('ADOPTED' | 'VETOED' | 'FAILED')[] | null; kinds?: ('WHOLE' | 'PARAGRAPH' | 'AMENDMENT' | 'MOTION' | 'WITHOUT_VOTE')[] | null; contested?: boolean | null; important?: boolean | null; unanimous?: boolean | null; symbols?: (string)[] | null; sources?: (string)[] | null } | null; first?: number | null; after?: string | null };
export const BallotList: Doc<BallotListResult, BallotListVars> = { name: 'BallotList', text: `query BallotList($where: VoteFilter, $first: Int, $after: String) {
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
}` };
