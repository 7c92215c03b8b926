// Written by scripts/documents.mjs from thing.graphql; do not edit.
import type { Doc } from '../api';

export type ThingResult = { node: ({ __typename: 'Agreement'; id: string; name: string; kind: string | null; signed: string | null; since: string | null; until: string | null; obligations: (string)[]; status: string | null; parties: ({ who: { id: string; kind: string; name: string }; role: string | null; since: string | null; until: string | null; sources: ({ id: string; importName: string; name: string; kind: string | null; version: string | null; citation: string | null; url: string | null; licence: string | null; loaded: string | null })[] })[]; warnings: (string)[]; sources: ({ id: string; importName: string; name: string; kind: string | null; version: string | null; citation: string | null; url: string | null; licence: string | null; loaded: string | null })[] } | { __typename: 'Claim'; id: string; text: string; predicate: string | null; since: string | null; until: string | null; claimStatus: string; warnings: (string)[]; sources: ({ id: string; importName: string; name: string; kind: string | null; version: string | null; citation: string | null; url: string | null; licence: string | null; loaded: string | null })[] } | { __typename: 'Condition'; id: string } | { __typename: 'Country'; id: string } | { __typename: 'Event'; id: string; title: string; kind: string | null; since: string | null; until: string | null; names: (string)[]; outcome: string | null; participants: ({ who: { id: string; kind: string; name: string }; role: string | null; outcome: string | null; initiator: boolean; remark: string | null; sources: ({ id: string; importName: string; name: string; kind: string | null; version: string | null; citation: string | null; url: string | null; licence: string | null; loaded: string | null })[] })[]; places: ({ id: string; name: string })[]; warnings: (string)[]; sources: ({ id: string; importName: string; name: string; kind: string | null; version: string | null; citation: string | null; url: string | null; licence: string | null; loaded: string | null })[] } | { __typename: 'Organisation'; id: string; name: string; names: (string)[]; kind: string | null; since: string | null; until: string | null; warnings: (string)[]; sources: ({ id: string; importName: string; name: string; kind: string | null; version: string | null; citation: string | null; url: string | null; licence: string | null; loaded: string | null })[] } | { __typename: 'Person'; id: string; name: string; names: (string)[]; born: string | null; died: string | null; tenures: ({ country: { id: string; name: string }; office: string; leads: boolean; since: string | null; until: string | null; lastSeen: string | null; entry: string | null; exit: string | null; remark: string | null; note: string | null; sources: ({ id: string; importName: string; name: string; kind: string | null; version: string | null; citation: string | null; url: string | null; licence: string | null; loaded: string | null })[] })[]; mergedWith: ({ id: string; name: string })[]; warnings: (string)[]; sources: ({ id: string; importName: string; name: string; kind: string | null; version: string | null; citation: string | null; url: string | null; licence: string | null; loaded: string | null })[] } | { __typename: 'Place'; id: string; name: string; names: (string)[]; kind: string | null; status: string | null; warnings: (string)[]; sources: ({ id: string; importName: string; name: string; kind: string | null; version: string | null; citation: string | null; url: string | null; licence: string | null; loaded: string | null })[] } | { __typename: 'RollCall'; id: string } | { __typename: 'Source'; id: string; name: string; importName: string; kind: string | null; citation: string | null; url: string | null; licence: string | null; version: string | null; since: string | null; until: string | null; loaded: string | null; records: number } | { __typename: 'TopicNode'; id: string; topic: { id: string; name: string }; definition: string | null }) | null; statements: { totalCount: number; nodes: ({ relation: string; text: string; since: string | null; until: string | null; firstSeen: string | null; lastSeen: string | null; isWithdrawn: boolean; withdrawn: string | null; note: string | null; ref: string | null; other: { id: string; kind: string; name: string }; sources: ({ id: string; importName: string; name: string; kind: string | null; version: string | null; citation: string | null; url: string | null; licence: string | null; loaded: string | null })[] })[] } };
export type ThingVars = { id: string };
export const Thing: Doc<ThingResult, ThingVars> = { name: 'Thing', text: `query Thing($id: ID!) {
  node(id: $id) {
    __typename
    id
    ... on Person {
      name
      names
      born
      died
      tenures {
        country {
          id
          name
        }
        office
        leads
        since
        until
        lastSeen
        entry
        exit
        remark
        note
        sources {
          ...From
        }
      }
      mergedWith {
        id
        name
      }
      warnings
      sources {
        ...From
      }
    }
    ... on Agreement {
      name
      kind
      signed
      since
      until
      obligations
      status
      parties {
        who {
          id
          kind
          name
        }
        role
        since
        until
        sources {
          ...From
        }
      }
      warnings
      sources {
        ...From
      }
    }
    ... on Event {
      title
      kind
      since
      until
      names
      outcome
      participants {
        who {
          id
          kind
          name
        }
        role
        outcome
        initiator
        remark
        sources {
          ...From
        }
      }
      places {
        id
        name
      }
      warnings
      sources {
        ...From
      }
    }
    ... on Organisation {
      name
      names
      kind
      since
      until
      warnings
      sources {
        ...From
      }
    }
    ... on Place {
      name
      names
      kind
      status
      warnings
      sources {
        ...From
      }
    }
    ... on Claim {
      text
      predicate
      since
      until
      claimStatus: status
      warnings
      sources {
        ...From
      }
    }
    ... on TopicNode {
      topic {
        id
        name
      }
      definition
    }
    ... on Source {
      name
      importName
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
  }
  statements(of: $id, first: 100) {
    totalCount
    nodes {
      relation
      text
      since
      until
      firstSeen
      lastSeen
      isWithdrawn
      withdrawn
      note
      ref
      other {
        id
        kind
        name
      }
      sources {
        ...From
      }
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
