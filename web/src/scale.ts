// Colours and orders of the charts.

/** Range of a measure's values, for colour and axes. */
export function range(measure: string, values: readonly number[] = []): [number, number] {
  if (/^(S_|KAPPA|PI_|TAU)/.test(measure)) return [-1, 1];
  if (measure === 'IDEAL_POINT_DISTANCE') return [0, Math.max(1, ...values)];
  return [0, 1];
}

// One ramp from pale to deep, even in lightness, read the same by those who do
// not tell red from green; the low end is warm, so that low is not "no data".
const ramp: readonly [number, number, number][] = [
  [253, 231, 200], [246, 205, 160], [222, 190, 170], [176, 178, 190], [125, 160, 200], [78, 134, 193], [38, 104, 173], [15, 73, 140], [8, 43, 96],
];
export const steps = ramp.length;

/** The step, 0 to steps - 1, of a value in a range. Near is deep, so a
 * distance is turned round. */
export function step(value: number, [low, high]: readonly [number, number], turned = false): number {
  const t = high > low ? (value - low) / (high - low) : 0;
  const u = Math.min(1, Math.max(0, turned ? 1 - t : t));
  return Math.min(steps - 1, Math.floor(u * steps));
}

export const stepColour = (i: number): string => `rgb(${ramp[i]!.join(' ')})`;

/** Black or white, whichever is read better on a step. */
export function inkOn(i: number): string {
  const [r, g, b] = ramp[i]!.map((c) => {
    const s = c / 255;
    return s <= 0.04045 ? s / 12.92 : ((s + 0.055) / 1.055) ** 2.4;
  }) as [number, number, number];
  const l = 0.2126 * r + 0.7152 * g + 0.0722 * b;
  return (l + 0.05) / 0.05 > 1.05 / (l + 0.05) ? '#111111' : '#ffffff';
}

/** Bounds of each step, for a legend. */
export function legend([low, high]: readonly [number, number], turned = false): { from: number; to: number; step: number }[] {
  const w = (high - low) / steps;
  return Array.from({ length: steps }, (_, k) => ({ from: low + k * w, to: low + (k + 1) * w, step: turned ? steps - 1 - k : k }));
}

/** An order in which neighbours are alike: the closest groups are joined first
 * (average linkage), the halves of each join turned so that the nearer ends
 * meet. Undefined values count as the lowest. Deterministic; each group keeps
 * its nearest one in mind, so that 193 states take milliseconds. */
export function similarOrder(values: readonly (readonly (number | null)[])[], turned = false): number[] {
  const n = values.length;
  if (n < 2) return values.map((_, i) => i);
  const lowest = -1e6;
  const first = new Float64Array(n * n);
  for (let i = 0; i < n; i++) for (let j = 0; j < n; j++) {
    const v = values[i]![j];
    first[i * n + j] = v == null ? lowest : turned ? -v : v;
  }
  const s = first.slice();
  const groups: number[][] = values.map((_, i) => [i]);
  const alive = new Uint8Array(n).fill(1);
  const best = new Int32Array(n);
  const seek = (i: number): void => {
    let [k, top] = [-1, -Infinity];
    for (let j = 0; j < n; j++) if (j !== i && alive[j] && s[i * n + j]! > top) [k, top] = [j, s[i * n + j]!];
    best[i] = k;
  };
  for (let i = 0; i < n; i++) seek(i);
  let last = 0;
  for (let joins = 1; joins < n; joins++) {
    let [i, top] = [-1, -Infinity];
    for (let k = 0; k < n; k++) if (alive[k] && s[k * n + best[k]!]! > top) [i, top] = [k, s[k * n + best[k]!]!];
    const j = best[i]!;
    const [x, y] = [groups[i]!, groups[j]!];
    const near = (p: number, q: number): number => first[p * n + q]!;
    const [xa, xb, ya, yb] = [x[0]!, x[x.length - 1]!, y[0]!, y[y.length - 1]!];
    const ways = [near(xb, ya), near(xb, yb), near(xa, ya), near(xa, yb)];
    const way = ways.indexOf(Math.max(...ways));
    groups[i] = [...(way > 1 ? x.toReversed() : x), ...(way % 2 ? y.toReversed() : y)];
    alive[j] = 0;
    for (let k = 0; k < n; k++) if (alive[k] && k !== i) {
      const v = (s[i * n + k]! * x.length + s[j * n + k]! * y.length) / (x.length + y.length);
      s[i * n + k] = s[k * n + i] = v;
    }
    if (joins < n - 1) for (let k = 0; k < n; k++) if (alive[k] && (k === i || best[k] === i || best[k] === j)) seek(k);
    last = i;
  }
  return groups[last]!;
}

/** Round tick values between two bounds, at most about n. */
export function ticks(low: number, high: number, n: number): number[] {
  if (!(high > low)) return [low];
  const raw = (high - low) / Math.max(1, n);
  const size = 10 ** Math.floor(Math.log10(raw));
  const stepSize = [1, 2, 5, 10].map((k) => k * size).find((k) => k >= raw)!;
  const out: number[] = [];
  for (let k = Math.ceil(low / stepSize - 1e-9); k * stepSize <= high + stepSize * 1e-9; k++) out.push(+(k * stepSize).toPrecision(12));
  return out;
}
