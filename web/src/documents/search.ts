// Written by scripts/documents.mjs from search.graphql; do not edit.
import type { Doc } from '../api';

export type FindResult = { search: ({ id: string; kind: string; name: string; why: string; score: number })[] };
export type FindVars = { text: string; kinds?: (string)[] | null; first?: number | null };
export const Find: Doc<FindResult, FindVars> = { name: 'Find', text: `query Find($text: String!, $kinds: [String!], $first: Int) {
  search(text: $text, kinds: $kinds, first: $first) {
    id
    kind
    name
    why
    score
  }
}` };

export type CountryNamesResult = { countries: { nodes: ({ id: string; name: string; iso3: string | null; until: string | null })[] } };
export type CountryNamesVars = {  };
export const CountryNames: Doc<CountryNamesResult, CountryNamesVars> = { name: 'CountryNames', text: `query CountryNames {
  countries(first: 500) {
    nodes {
      id
      name
      iso3
      until
    }
  }
}` };
