// Written by scripts/documents.mjs from map.graphql; do not edit.
import type { Doc } from '../api';

export type MapValuesResult = { country: { id: string; name: string } | null; closest: ({ country: { id: string; name: string }; rank: number; measure: { value: number | null; n: number; low: number | null; high: number | null; definition: string } })[]; sources: ({ id: string; importName: string; name: string; kind: string | null; version: string | null; citation: string | null; url: string | null; licence: string | null; loaded: string | null })[] };
export type MapValuesVars = { to: string; where?: { body?: ('GENERAL_ASSEMBLY' | 'SECURITY_COUNCIL')[] | null; since?: string | null; until?: string | null; sessions?: (string)[] | null; topics?: (string)[] | null; about?: (string)[] | null; text?: string | null; outcomes?: ('ADOPTED' | 'VETOED' | 'FAILED')[] | null; kinds?: ('WHOLE' | 'PARAGRAPH' | 'AMENDMENT' | 'MOTION' | 'WITHOUT_VOTE')[] | null; contested?: boolean | null; important?: boolean | null; unanimous?: boolean | null; symbols?: (string)[] | null; sources?: (string)[] | null } | null; measure: 'IDENTICAL' | 'HALF_CREDIT' | 'YES_NO_COINCIDENCE' | 'MEMBERSHIP_IDENTICAL' | 'MEMBERSHIP_HALF_CREDIT' | 'S_ABSOLUTE' | 'S_SQUARED' | 'KAPPA_NOMINAL' | 'KAPPA_ABSOLUTE' | 'KAPPA_SQUARED' | 'PI_NOMINAL' | 'PI_ABSOLUTE' | 'PI_SQUARED' | 'TAU_B' | 'IDEAL_POINT_DISTANCE' };
export const MapValues: Doc<MapValuesResult, MapValuesVars> = { name: 'MapValues', text: `query MapValues($to: String!, $where: VoteFilter, $measure: MeasureName!) {
  country(name: $to) {
    id
    name
  }
  closest(to: $to, where: $where, measure: $measure, minVotes: 1, first: 500) {
    country {
      id
      name
    }
    rank
    measure {
      value
      n
      low
      high
      definition
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
}` };

export type PlacesResult = { countries: { totalCount: number; nodes: ({ id: string; name: string; iso3: string | null; codes: ({ system: string; value: string })[] })[] } };
export type PlacesVars = {  };
export const Places: Doc<PlacesResult, PlacesVars> = { name: 'Places', text: `query Places {
  countries(memberOf: "UN", first: 250) {
    totalCount
    nodes {
      id
      name
      iso3
      codes {
        system
        value
      }
    }
  }
}` };
