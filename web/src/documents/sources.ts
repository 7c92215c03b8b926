// Written by scripts/documents.mjs from sources.graphql; do not edit.
import type { Doc } from '../api';

export type SourceListResult = { sources: ({ id: string; importName: string; name: string; kind: string | null; citation: string | null; url: string | null; licence: string | null; version: string | null; since: string | null; until: string | null; loaded: string | null; records: number })[] };
export type SourceListVars = {  };
export const SourceList: Doc<SourceListResult, SourceListVars> = { name: 'SourceList', text: `query SourceList {
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
}` };

export type ConflictListResult = { conflicts: { totalCount: number; nodes: ({ kind: string; date: string | null; text: string; rule: string; picked: string | null; about: { id: string; kind: string; name: string }; of: ({ id: string; name: string })[]; values: ({ value: string; picked: boolean; sources: ({ id: string; importName: string; name: string; kind: string | null; version: string | null; citation: string | null; url: string | null; licence: string | null; loaded: string | null })[] })[] })[]; pageInfo: { endCursor: string | null; hasNextPage: boolean } } };
export type ConflictListVars = { kind?: string | null; first?: number | null; after?: string | null };
export const ConflictList: Doc<ConflictListResult, ConflictListVars> = { name: 'ConflictList', text: `query ConflictList($kind: String, $first: Int, $after: String) {
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
}` };
