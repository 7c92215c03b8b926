// The views and the parameters of each.
import { choice, date, list, text, whole } from './url';
import names from './views.json';

export const measures = [
  'IDENTICAL', 'HALF_CREDIT', 'YES_NO_COINCIDENCE', 'MEMBERSHIP_IDENTICAL', 'MEMBERSHIP_HALF_CREDIT', 'S_ABSOLUTE', 'S_SQUARED',
  'KAPPA_NOMINAL', 'KAPPA_ABSOLUTE', 'KAPPA_SQUARED', 'PI_NOMINAL', 'PI_ABSOLUTE', 'PI_SQUARED', 'TAU_B', 'IDEAL_POINT_DISTANCE',
] as const;
export type MeasureName = (typeof measures)[number];

/** Which roll calls: shared by all views of votes. */
export const filter = {
  body: choice(['', 'ga', 'sc'] as const, ''),
  since: date(),
  until: date(),
  topic: list(),
  about: list(),
  contested: choice(['', 'yes', 'no'] as const, ''),
  kind: choice(['', 'paragraph', 'amendment', 'motion', 'all'] as const, ''),
  text: text(),
};
const measure = choice(measures, 'IDENTICAL');

export const group = ['Russia', 'China', 'United States', 'United Kingdom', 'France', 'India', 'Brazil', 'South Africa', 'North Korea', 'Iran'];

export const specs = {
  home: {},
  pair: { a: text('Russia'), b: text('China'), ...filter, measure, by: choice(['year', 'session', 'decade'] as const, 'year'), at: date() },
  matrix: { of: list(group), org: text(), ...filter, measure, order: choice(['given', 'name', 'similar'] as const, 'similar') },
  map: { a: text('Russia'), ...filter, body: choice(['', 'ga', 'sc'] as const, 'ga'), measure },
  neighbours: { a: text('Russia'), ...filter, body: choice(['', 'ga', 'sc'] as const, 'ga'), measure, show: whole(15, 5, 100), min: whole(0, 0, 100000) },
  network: { of: choice(['ALLIANCES', 'AGREEMENTS', 'ALIGNMENT'] as const, 'ALLIANCES'), at: date(), pledge: text('defence'), most: whole(100, 5, 500), around: text(), steps: whole(1, 1, 3) },
  'ideal-points': { of: list(['Russia', 'China', 'United States', 'France', 'India']), since: whole(1, 1, 200), until: whole(200, 1, 200) },
  timeline: { a: text('Russia'), b: text('North Korea'), since: date(), until: date(), kinds: list() },
  country: { id: text('Russia'), at: date() },
  person: { id: text() },
  agreement: { id: text() },
  thing: { id: text() },
  rollcall: { symbol: text(), a: text(), b: text() },
  rollcalls: { ...filter },
  search: { q: text() },
  console: { query: text(), variables: text() },
  sources: { kind: text() },
  claim: { id: text(), text: text(), at: date(), asOf: date(), of: text('article') },
} as const;
export type ViewName = keyof typeof specs;

// The server answers these addresses with the page; the two lists are one.
export const viewNames = names as ViewName[];
