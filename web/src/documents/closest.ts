// Written by scripts/documents.mjs from closest.graphql; do not edit.
import type { Doc } from '../api';

export type ClosestResult = { country: { id: string; name: string } | null; closest: ({ country: { id: string; name: string }; rank: number; measure: { name: 'IDENTICAL' | 'HALF_CREDIT' | 'YES_NO_COINCIDENCE' | 'MEMBERSHIP_IDENTICAL' | 'MEMBERSHIP_HALF_CREDIT' | 'S_ABSOLUTE' | 'S_SQUARED' | 'KAPPA_NOMINAL' | 'KAPPA_ABSOLUTE' | 'KAPPA_SQUARED' | 'PI_NOMINAL' | 'PI_ABSOLUTE' | 'PI_SQUARED' | 'TAU_B' | 'IDEAL_POINT_DISTANCE'; value: number | null; n: number; low: number | null; high: number | null; level: number | null; definition: string; undefinedBecause: string | null } })[]; sources: ({ id: string; importName: string; name: string; kind: string | null; version: string | null; citation: string | null; url: string | null; licence: string | null; loaded: string | null })[] };
export type ClosestVars = { to: string; where?: { body?: ('GENERAL_ASSEMBLY' | 'SECURITY_COUNCIL')[] | null; since?: string | null; until?: string | null; sessions?: (string)[] | null; topics?: (string)[] | null; about?: (string)[] | null; text?: string | null; outcomes?: ('ADOPTED' | 'VETOED' | 'FAILED')[] | null; kinds?: ('WHOLE' | 'PARAGRAPH' | 'AMENDMENT' | 'MOTION' | 'WITHOUT_VOTE')[] | null; contested?: boolean | null; important?: boolean | null; unanimous?: boolean | null; symbols?: (string)[] | null; sources?: (string)[] | null } | null; measure: 'IDENTICAL' | 'HALF_CREDIT' | 'YES_NO_COINCIDENCE' | 'MEMBERSHIP_IDENTICAL' | 'MEMBERSHIP_HALF_CREDIT' | 'S_ABSOLUTE' | 'S_SQUARED' | 'KAPPA_NOMINAL' | 'KAPPA_ABSOLUTE' | 'KAPPA_SQUARED' | 'PI_NOMINAL' | 'PI_ABSOLUTE' | 'PI_SQUARED' | 'TAU_B' | 'IDEAL_POINT_DISTANCE'; minVotes?: number | null; first?: number | null; farthest?: boolean | null };
export const Closest: Doc<ClosestResult, ClosestVars> = { name: 'Closest', text: `query Closest($to: String!, $where: VoteFilter, $measure: MeasureName!, $minVotes: Int, $first: Int, $farthest: Boolean) {
  country(name: $to) {
    id
    name
  }
  closest(
    to: $to
    where: $where
    measure: $measure
    minVotes: $minVotes
    first: $first
    farthest: $farthest
  ) {
    country {
      id
      name
    }
    rank
    measure {
      ...Value
    }
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
