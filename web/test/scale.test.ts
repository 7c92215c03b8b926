import { describe, expect, it } from 'vitest';
import { inkOn, legend, range, similarOrder, step, stepColour, steps, ticks } from '../src/scale';

const luminance = (rgb: string): number => {
  const [r, g, b] = rgb.match(/\d+/g)!.map((c) => { const s = +c / 255; return s <= 0.04045 ? s / 12.92 : ((s + 0.055) / 1.055) ** 2.4; });
  return 0.2126 * r! + 0.7152 * g! + 0.0722 * b!;
};

describe('colours', () => {
  it('cover a range from end to end', () => {
    expect(step(0, [0, 1])).toBe(0);
    expect(step(1, [0, 1])).toBe(steps - 1);
    expect(step(-5, [0, 1])).toBe(0);
    expect(step(1, [0, 1], true)).toBe(0);
    expect(step(0.5, [1, 1])).toBe(0);
  });
  it('get darker step by step, so that they are told apart without their hue', () => {
    const l = Array.from({ length: steps }, (_, i) => luminance(stepColour(i)));
    for (let i = 1; i < steps; i++) expect(l[i]).toBeLessThan(l[i - 1]!);
  });
  it('carry text of a contrast of 4.5 at least', () => {
    for (let i = 0; i < steps; i++) {
      const [a, b] = [luminance(stepColour(i)), inkOn(i) === '#ffffff' ? 1 : luminance('rgb(17 17 17)')];
      expect((Math.max(a, b) + 0.05) / (Math.min(a, b) + 0.05), `step ${i}`).toBeGreaterThan(4.5);
    }
  });
  it('have a legend without gaps', () => {
    const l = legend([-1, 1]);
    expect(l[0]!.from).toBe(-1);
    expect(l[l.length - 1]!.to).toBeCloseTo(1);
    l.slice(1).forEach((x, i) => expect(x.from).toBeCloseTo(l[i]!.to));
  });
  it('know which measures go below zero', () => {
    expect(range('KAPPA_SQUARED')).toEqual([-1, 1]);
    expect(range('IDENTICAL')).toEqual([0, 1]);
    expect(range('IDEAL_POINT_DISTANCE', [2.5])).toEqual([0, 2.5]);
  });
});

describe('order', () => {
  it('puts the alike beside the alike, and loses none', () => {
    const v = [[1, 0.1, 0.9, 0.2], [0.1, 1, 0.2, 0.8], [0.9, 0.2, 1, 0.3], [0.2, 0.8, 0.3, 1]];
    const o = similarOrder(v);
    expect([...o].sort()).toEqual([0, 1, 2, 3]);
    expect(Math.abs(o.indexOf(0) - o.indexOf(2))).toBe(1);
    expect(Math.abs(o.indexOf(1) - o.indexOf(3))).toBe(1);
    expect(similarOrder(v)).toEqual(o);
  });
  it('bears undefined values, one state and none', () => {
    expect(similarOrder([[null, null], [null, null]]).sort()).toEqual([0, 1]);
    expect(similarOrder([[1]])).toEqual([0]);
    expect(similarOrder([])).toEqual([]);
  });
});

describe('ticks', () => {
  it.each([[0, 1, 5, [0, 0.2, 0.4, 0.6, 0.8, 1]], [-1, 1, 5, [-1, -0.5, 0, 0.5, 1]], [1946, 2025, 4, [1960, 1980, 2000, 2020]], [5, 5, 3, [5]]])('from %d to %d', (a, b, n, want) => {
    expect(ticks(a, b, n)).toEqual(want);
  });
});
