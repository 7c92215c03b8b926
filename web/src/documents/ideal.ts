// Written by scripts/documents.mjs from ideal.graphql; do not edit.
import type { Doc } from '../api';

export type IdealResult = { idealPoints: ({ country: { id: string; name: string }; session: string; position: number; low: number; high: number; votes: number; fewVotes: boolean; definition: string })[]; sources: ({ id: string; importName: string; name: string; kind: string | null; version: string | null; citation: string | null; url: string | null; licence: string | null; loaded: string | null })[] };
export type IdealVars = { of?: (string)[] | null; sessions?: (string)[] | null };
export const Ideal: Doc<IdealResult, IdealVars> = { name: 'Ideal', text: `query Ideal($of: [String!], $sessions: [String!]) {
  idealPoints(of: $of, sessions: $sessions) {
    country {
      id
      name
    }
    session
    position
    low
    high
    votes
    fewVotes
    definition
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
}` };
