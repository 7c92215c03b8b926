// The URL is the only state. A view names its parameters once; this file reads
// them from a search string and writes them back, leaving out what is at its
// default, always in the order named, so that one state has one address.

export interface Param<T> {
  readonly initial: T;
  /** The value of a text; undefined where the text is none of its values. */
  read(text: string): T | undefined;
  write(value: T): string;
}

export type Spec = Record<string, Param<any>>;
export type State<S extends Spec> = { [K in keyof S]: S[K] extends Param<infer T> ? T : never };

export const text = (initial = ''): Param<string> => ({
  initial,
  read: (s) => s.trim(),
  write: (v) => v,
});

/** One of some words. */
export const choice = <T extends string>(words: readonly T[], initial: T): Param<T> => ({
  initial,
  read: (s) => words.find((w) => w === s),
  write: (v) => v,
});

/** A whole number between two bounds; outside them it is no value. */
export const whole = (initial: number, low: number, high: number): Param<number> => ({
  initial,
  read: (s) => (/^-?\d{1,9}$/.test(s) && +s >= low && +s <= high ? +s : undefined),
  write: String,
});

/** A date at its own precision: 2017, 2017-12, 2017-12-22; '' for none. */
export const date = (): Param<string> => ({
  initial: '',
  read: (s) => (s === '' || isDate(s) ? s : undefined),
  write: (v) => v,
});

/** A list, its elements joined by ~, which no name holds. */
export const list = (initial: readonly string[] = []): Param<readonly string[]> => ({
  initial,
  read: (s) => [...new Set(s.split('~').map((x) => x.trim()).filter((x) => x !== ''))],
  write: (v) => v.join('~'),
});

export function isDate(s: string): boolean {
  const m = /^(\d{4})(?:-(\d\d)(?:-(\d\d))?)?$/.exec(s);
  if (!m) return false;
  const [y, mo, d] = [+m[1]!, m[2] ? +m[2] : 1, m[3] ? +m[3] : 1];
  if (y < 1 || mo < 1 || mo > 12 || d < 1) return false;
  const t = new Date(Date.UTC(2000, mo - 1, d));
  t.setUTCFullYear(y, mo - 1, d);
  return t.getUTCMonth() === mo - 1 && t.getUTCDate() === d;
}

/** Reads a search string. Unknown names are ignored, values that are none are
 * at their default: an old or damaged link opens, and rejected names them. */
export function decode<S extends Spec>(spec: S, search: string): { state: State<S>; rejected: string[] } {
  const given = new URLSearchParams(search);
  const state: Record<string, unknown> = {};
  const rejected: string[] = [];
  for (const [name, p] of Object.entries(spec)) {
    const s = given.get(name);
    const v = s === null ? undefined : p.read(s);
    if (s !== null && v === undefined) rejected.push(name);
    state[name] = v === undefined ? p.initial : v;
  }
  return { state: state as State<S>, rejected };
}

/** Writes a state as a search string with its question mark, or ''. */
export function encode<S extends Spec>(spec: S, state: Partial<State<S>>): string {
  const parts: string[] = [];
  for (const [name, p] of Object.entries(spec)) {
    if (!(name in state)) continue;
    const s = p.write(state[name]);
    if (s !== p.write(p.initial)) parts.push(`${name}=${escape(s)}`);
  }
  return parts.length ? '?' + parts.join('&') : '';
}

// Readable where the standard allows: a symbol stays S/RES/2397(2017).
function escape(s: string): string {
  return encodeURIComponent(s).replaceAll('%20', '+').replaceAll('%2F', '/').replaceAll('%3A', ':').replaceAll('%2C', ',');
}
