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

/** An order in which neighbours are alike: the closest pairs are joined first
 * (average linkage), the halves of each join turned so that the nearer ends
 * meet. Undefined values count as the lowest. Deterministic. */
export function similarOrder(values: readonly (readonly (number | null)[])[], turned = false): number[] {
  const n = values.length;
  const sim = (i: number, j: number): number => {
    const v = values[i]![j];
    return v == null ? -Infinity : turned ? -v : v;
  };
  let groups: number[][] = Array.from({ length: n }, (_, i) => [i]);
  // Average similarity between groups, kept and updated as groups are joined.
  let s = groups.map((_, i) => groups.map((_, j) => Math.max(sim(i, j), -2)));
  while (groups.length > 1) {
    let [bi, bj, best] = [0, 1, -Infinity];
    for (let i = 0; i < groups.length; i++) for (let j = i + 1; j < groups.length; j++) if (s[i]![j]! > best) [bi, bj, best] = [i, j, s[i]![j]!];
    const [x, y] = [groups[bi]!, groups[bj]!];
    const ways = [[x, y], [x, [...y].reverse()], [[...x].reverse(), y], [[...x].reverse(), [...y].reverse()]] as const;
    let joined = [...x, ...y];
    let top = -Infinity;
    for (const [p, q] of ways) {
      const near = sim(p[p.length - 1]!, q[0]!);
      if (near > top) [top, joined] = [near, [...p, ...q]];
    }
    const row = s[bi]!.map((v, k) => (v * x.length + s[bj]![k]! * y.length) / (x.length + y.length));
    groups[bi] = joined;
    s[bi] = row;
    for (let k = 0; k < groups.length; k++) s[k]![bi] = row[k]!;
    groups = groups.filter((_, k) => k !== bj);
    s = s.filter((_, k) => k !== bj).map((r) => r.filter((_, k) => k !== bj));
  }
  return groups[0] ?? [];
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
