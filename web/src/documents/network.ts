// Written by scripts/documents.mjs from network.graphql; do not edit.
import type { Doc } from '../api';

export type NetResult = { network: { kind: 'ALLIANCES' | 'AGREEMENTS' | 'ALIGNMENT'; at: string | null; definition: string; nodeCount: number; linkCount: number; communities: number; modularity: number | null; density: number | null; nodes: ({ country: { id: string; name: string }; degree: number; weighted: number; betweenness: number; eigenvector: number; community: number })[]; links: ({ a: { id: string; name: string }; b: { id: string; name: string }; weight: number; n: number })[]; coverage: (string)[]; notKnown: (string)[]; warnings: (string)[]; sources: ({ id: string; importName: string; name: string; kind: string | null; version: string | null; citation: string | null; url: string | null; licence: string | null; loaded: string | null })[] } };
export type NetVars = { of: 'ALLIANCES' | 'AGREEMENTS' | 'ALIGNMENT'; at?: string | null; obligation?: string | null; where?: { body?: ('GENERAL_ASSEMBLY' | 'SECURITY_COUNCIL')[] | null; since?: string | null; until?: string | null; sessions?: (string)[] | null; topics?: (string)[] | null; about?: (string)[] | null; text?: string | null; outcomes?: ('ADOPTED' | 'VETOED' | 'FAILED')[] | null; kinds?: ('WHOLE' | 'PARAGRAPH' | 'AMENDMENT' | 'MOTION' | 'WITHOUT_VOTE')[] | null; contested?: boolean | null; important?: boolean | null; unanimous?: boolean | null; symbols?: (string)[] | null; sources?: (string)[] | null } | null; first?: number | null };
export const Net: Doc<NetResult, NetVars> = { name: 'Net', text: `query Net($of: NetworkKind!, $at: Date, $obligation: String, $where: VoteFilter, $first: Int) {
  network(of: $of, at: $at, obligation: $obligation, where: $where, first: $first) {
    kind
    at
    definition
    nodeCount
    linkCount
    communities
    modularity
    density
    nodes {
      country {
        id
        name
      }
      degree
      weighted
      betweenness
      eigenvector
      community
    }
    links {
      a {
        id
        name
      }
      b {
        id
        name
      }
      weight
      n
    }
    coverage
    notKnown
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
