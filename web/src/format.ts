// Numbers and dates as the page writes them. English, since all words are.

const grouped = new Intl.NumberFormat('en-GB', { maximumFractionDigits: 0 });
/** 4328 as 4,328; null as a dash with no claim of being zero. */
export const count = (n: number | null | undefined): string => (n == null ? '–' : grouped.format(n));

/** Measures that are shares, read as per cent; the others are read as they are. */
const shares = new Set(['IDENTICAL', 'HALF_CREDIT', 'YES_NO_COINCIDENCE', 'MEMBERSHIP_IDENTICAL', 'MEMBERSHIP_HALF_CREDIT']);
export const isShare = (measure: string): boolean => shares.has(measure);

/** 0.9444 as 94.4 %, as the API's sentences do. */
export const percent = (v: number | null | undefined): string => (v == null ? 'undefined' : `${(v * 100).toFixed(1)} %`);

/** The minus is U+2212, as tall as the digits. */
export const decimal = (v: number | null | undefined, digits = 3): string =>
  v == null ? 'undefined' : (v.toFixed(digits).replace(/^-(0\.0*)$/, '$1')).replace('-', '−');

export const value = (v: number | null | undefined, measure: string): string => (isShare(measure) ? percent(v) : decimal(v));

/** "94.4 % (81.9–98.5)", without the bracket where there is no interval. */
export function interval(m: { name: string; value: number | null; low: number | null; high: number | null }): string {
  if (m.value == null) return 'undefined';
  if (m.low == null || m.high == null) return value(m.value, m.name);
  return isShare(m.name)
    ? `${percent(m.value)} (${(m.low * 100).toFixed(1)}–${(m.high * 100).toFixed(1)})`
    : `${decimal(m.value)} (${decimal(m.low)} to ${decimal(m.high)})`;
}

/** US dollars at three figures: 1.23 bn. */
export function usd(v: number | null | undefined): string {
  if (v == null) return '–';
  for (const [size, name] of [[1e12, 'tn'], [1e9, 'bn'], [1e6, 'm'], [1e3, 'k']] as const) {
    if (Math.abs(v) >= size * 0.9995) return `$${Number((v / size).toPrecision(3))} ${name}`;
  }
  return `$${v}`;
}

const months = ['Jan', 'Feb', 'Mar', 'Apr', 'May', 'Jun', 'Jul', 'Aug', 'Sep', 'Oct', 'Nov', 'Dec'];
/** A date at the precision it has: 22 Dec 2017, Dec 2017, 2017. */
export function day(d: string | null | undefined): string {
  if (!d) return '';
  const [y, m, dd] = d.split('-');
  return [dd ? String(+dd) : '', m ? months[+m - 1] : '', y].filter(Boolean).join(' ');
}

/** A period with open ends named for what they are. */
export function period(since: string | null | undefined, until: string | null | undefined, lastSeen?: string | null): string {
  if (!since && !until) return lastSeen ? `undated, last seen ${day(lastSeen)}` : 'undated';
  if (since && since === until) return day(since);
  const end = until ? day(until) : lastSeen ? `last seen ${day(lastSeen)}` : 'no end on record';
  return `${since ? day(since) : 'beginning not on record'} – ${end}`;
}

/** A date as a number of years, for axes: the middle of what it may mean. */
export function asYear(d: string): number {
  const [y, m, dd] = d.split('-');
  if (!m) return +y! + 0.5;
  if (!dd) return +y! + (+m - 0.5) / 12;
  return +y! + (+m - 1) / 12 + (+dd - 0.5) / 372;
}

export const choiceWord: Record<string, string> = { YES: 'yes', NO: 'no', ABSTAIN: 'abstained', ABSENT: 'took no part', NOT_MEMBER: 'no member', UNKNOWN: 'not known' };
export const bodyName: Record<string, string> = { GENERAL_ASSEMBLY: 'General Assembly', SECURITY_COUNCIL: 'Security Council' };
export const heldWord: Record<string, string> = { YES: 'yes', NO: 'no', POSSIBLE: 'possibly', NOT_KNOWN: 'not known' };

export const measureName: Record<string, string> = {
  IDENTICAL: 'Identical votes', HALF_CREDIT: 'Half credit for an abstention', YES_NO_COINCIDENCE: 'Yes–no coincidence',
  MEMBERSHIP_IDENTICAL: 'Identical, absences counted', MEMBERSHIP_HALF_CREDIT: 'Half credit, absences counted',
  S_ABSOLUTE: 'S, absolute', S_SQUARED: 'S, squared', KAPPA_NOMINAL: 'Kappa, nominal', KAPPA_ABSOLUTE: 'Kappa, absolute', KAPPA_SQUARED: 'Kappa, squared',
  PI_NOMINAL: 'Pi, nominal', PI_ABSOLUTE: 'Pi, absolute', PI_SQUARED: 'Pi, squared', TAU_B: 'Tau-b', IDEAL_POINT_DISTANCE: 'Ideal point distance',
};

/** "source/x/RUS" and "country/RUS" as the part that names and links take. */
export const tail = (id: string): string => id.replace(/^[a-z]+\//, '');

/** A number and its per cent sign stay on one line. */
export const unbroken = (s: string): string => s.replaceAll(' %', '\u00a0%');
