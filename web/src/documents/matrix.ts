// Written by scripts/documents.mjs from matrix.graphql; do not edit.
import type { Doc } from '../api';

export type MatrixResult = { alignments: { countries: ({ id: string; name: string })[]; measure: 'IDENTICAL' | 'HALF_CREDIT' | 'YES_NO_COINCIDENCE' | 'MEMBERSHIP_IDENTICAL' | 'MEMBERSHIP_HALF_CREDIT' | 'S_ABSOLUTE' | 'S_SQUARED' | 'KAPPA_NOMINAL' | 'KAPPA_ABSOLUTE' | 'KAPPA_SQUARED' | 'PI_NOMINAL' | 'PI_ABSOLUTE' | 'PI_SQUARED' | 'TAU_B' | 'IDEAL_POINT_DISTANCE'; values: ((number | null)[])[]; n: ((number)[])[]; applied: { body: ('GENERAL_ASSEMBLY' | 'SECURITY_COUNCIL')[]; since: string | null; until: string | null; boundBy: (string)[]; topics: ({ id: string; name: string })[]; about: ({ id: string; name: string })[]; kinds: ('WHOLE' | 'PARAGRAPH' | 'AMENDMENT' | 'MOTION' | 'WITHOUT_VOTE')[]; contested: boolean | null; rollCalls: number } }; sources: ({ id: string; importName: string; name: string; kind: string | null; version: string | null; citation: string | null; url: string | null; licence: string | null; loaded: string | null })[] };
export type MatrixVars = { among: (string)[]; where?: { body?: ('GENERAL_ASSEMBLY' | 'SECURITY_COUNCIL')[] | null; since?: string | null; until?: string | null; sessions?: (string)[] | null; topics?: (string)[] | null; about?: (string)[] | null; text?: string | null; outcomes?: ('ADOPTED' | 'VETOED' | 'FAILED')[] | null; kinds?: ('WHOLE' | 'PARAGRAPH' | 'AMENDMENT' | 'MOTION' | 'WITHOUT_VOTE')[] | null; contested?: boolean | null; important?: boolean | null; unanimous?: boolean | null; symbols?: (string)[] | null; sources?: (string)[] | null } | null; measure: 'IDENTICAL' | 'HALF_CREDIT' | 'YES_NO_COINCIDENCE' | 'MEMBERSHIP_IDENTICAL' | 'MEMBERSHIP_HALF_CREDIT' | 'S_ABSOLUTE' | 'S_SQUARED' | 'KAPPA_NOMINAL' | 'KAPPA_ABSOLUTE' | 'KAPPA_SQUARED' | 'PI_NOMINAL' | 'PI_ABSOLUTE' | 'PI_SQUARED' | 'TAU_B' | 'IDEAL_POINT_DISTANCE' };
export const Matrix: Doc<MatrixResult, MatrixVars> = { name: 'Matrix', text: `query Matrix($among: [String!]!, $where: VoteFilter, $measure: MeasureName!) {
  alignments(among: $among, where: $where, measure: $measure) {
    countries {
      id
      name
    }
    measure
    values
    n
    applied {
      ...Understood
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
}` };

export type MembersResult = { countries: { totalCount: number; nodes: ({ id: string; name: string })[] } };
export type MembersVars = { of: string; at?: string | null };
export const Members: Doc<MembersResult, MembersVars> = { name: 'Members', text: `query Members($of: String!, $at: Date) {
  countries(memberOf: $of, at: $at, first: 250) {
    totalCount
    nodes {
      id
      name
    }
  }
}` };
