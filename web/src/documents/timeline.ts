// Written by scripts/documents.mjs from timeline.graphql; do not edit.
import type { Doc } from '../api';

export type TimelineResult = { a: { id: string; name: string } | null; b: { id: string; name: string } | null; timeline: { totalCount: number; nodes: ({ date: string; until: string | null; kind: string; text: string; held: 'YES' | 'NO' | 'POSSIBLE' | 'NOT_KNOWN'; about: { id: string; kind: string; name: string } | null; sources: ({ id: string; importName: string; name: string; kind: string | null; version: string | null; citation: string | null; url: string | null; licence: string | null; loaded: string | null })[] })[]; pageInfo: { endCursor: string | null; hasNextPage: boolean } } };
export type TimelineVars = { a: string; b: string; since?: string | null; until?: string | null; first?: number | null; after?: string | null };
export const Timeline: Doc<TimelineResult, TimelineVars> = { name: 'Timeline', text: `query Timeline($a: String!, $b: String!, $since: Date, $until: Date, $first: Int, $after: String) {
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
}` };
