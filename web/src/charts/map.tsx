// The world: a shape for each state that is large enough, a dot for each other.
import type { VNode } from 'preact';
import { geoEqualEarth, geoPath } from 'd3-geo';
import { feature } from 'topojson-client';
import { dots, shapes } from 'virtual:atlas';
import { Chart, type Mark } from '../figure';
import { step, stepColour } from '../scale';

export interface Area { m49: string; name: string; value: number | null; text: string; href?: string | undefined; self?: boolean }
export interface WorldProps { label: string; areas: readonly Area[]; range: readonly [number, number]; turned: boolean }

const features = feature(shapes, shapes.objects.countries).features;
const byNumber = new Map(features.filter((f) => f.id !== undefined).map((f) => [String(f.id), f]));
const dotByNumber = new Map(dots.map(([id, lon, lat]) => [id, [lon, lat] as const]));

/** Numbers of the states that can be drawn at all. */
export const drawable = (m49: string): 'shape' | 'dot' | undefined => (byNumber.has(m49) ? 'shape' : dotByNumber.has(m49) ? 'dot' : undefined);

function layout(width: number) {
  const height = Math.round(width * 0.49);
  const projection = geoEqualEarth().fitExtent([[2, 2], [width - 2, height - 2]], { type: 'Sphere' });
  return { height, projection, path: geoPath(projection).digits(1) };
}

interface Drawn { area: Area; x: number; y: number; d?: string | undefined }
const cache = new Map<number, Map<string, { x: number; y: number; d?: string | undefined }>>();

/** Where each area is at a width: computed once, since colours change more
 * often than shapes. */
function draw(p: WorldProps, width: number): Drawn[] {
  let places = cache.get(width);
  if (!places) {
    const { projection, path } = layout(width);
    places = new Map();
    for (const [id, f] of byNumber) {
      const [x, y] = path.centroid(biggest(f) as never);
      places.set(id, { x, y, d: path(f) ?? undefined });
    }
    for (const [id, at] of dotByNumber) {
      const q = projection([at[0], at[1]]);
      if (q) places.set(id, { x: q[0], y: q[1] });
    }
    if (cache.size > 6) cache.clear();
    cache.set(width, places);
  }
  return p.areas.flatMap((area) => {
    const q = places.get(area.m49);
    return q ? [{ area, ...q }] : [];
  });
}

// The mark of France is in France and not between it and Guiana.
function biggest(f: (typeof features)[number]): unknown {
  if (f.geometry.type !== 'MultiPolygon') return f;
  const size = (ring: number[][]): number => Math.abs(ring.reduce((s, [x, y], i) => { const [u, v] = ring[(i + 1) % ring.length]!; return s + x! * v! - u! * y!; }, 0));
  const all = f.geometry.coordinates;
  return { type: 'Polygon', coordinates: all.reduce((a, b) => (size(b[0]!) > size(a[0]!) ? b : a)) };
}

const marks = (p: WorldProps, width: number): Mark[] => draw(p, width).map((q) => ({ row: 0, x: q.x, y: q.y, text: q.area.text, href: q.area.href }));

export function WorldPicture(p: WorldProps & { width: number; at?: number }): VNode {
  const { height, path } = layout(p.width);
  const drawn = draw(p, p.width);
  const known = new Set(p.areas.map((a) => a.m49));
  const at = p.at !== undefined && p.at >= 0 ? drawn[p.at] : undefined;
  const fill = (a: Area): string => (a.self ? 'var(--ink)' : a.value == null ? 'url(#nodata)' : stepColour(step(a.value, p.range, p.turned)));
  const r = p.width < 500 ? 2.6 : 4;
  return (
    <svg width={p.width} height={height} viewBox={`0 0 ${p.width} ${height}`} aria-hidden="true">
      <defs><pattern id="nodata" width="5" height="5" patternUnits="userSpaceOnUse" patternTransform="rotate(45)"><rect width="5" height="5" fill="var(--page)" /><rect width="1.6" height="5" fill="var(--none)" /></pattern></defs>
      <path d={path({ type: 'Sphere' }) ?? ''} fill="var(--box)" stroke="var(--faint)" />
      {features.filter((f) => !known.has(String(f.id))).map((f, i) => <path key={i} d={path(f) ?? ''} fill="url(#nodata)" stroke="var(--line)" stroke-width="0.4" />)}
      {drawn.map((q) => q.d && <path key={q.area.m49} d={q.d} fill={fill(q.area)} stroke="var(--page)" stroke-width="0.6" />)}
      {drawn.map((q) => !q.d && <circle key={q.area.m49} cx={q.x} cy={q.y} r={r} fill={fill(q.area)} stroke="var(--ink)" stroke-width="0.8" />)}
      {at && (at.d ? <path d={at.d} fill="none" stroke="var(--ink)" stroke-width="2.5" /> : <circle cx={at.x} cy={at.y} r={r + 3} fill="none" stroke="var(--ink)" stroke-width="2.5" />)}
      {at && <circle cx={at.x} cy={at.y} r="3" fill="var(--c1)" stroke="var(--page)" />}
    </svg>
  );
}

/** Arrows go to the nearest state in that direction. */
function toward(ms: readonly Mark[], at: number, key: string): number {
  const m = ms[at]!;
  const [dx, dy] = key === 'ArrowRight' ? [1, 0] : key === 'ArrowLeft' ? [-1, 0] : key === 'ArrowDown' ? [0, 1] : [0, -1];
  let [best, low] = [at, Infinity];
  ms.forEach((o, k) => {
    const along = (o.x - m.x) * dx! + (o.y - m.y) * dy!;
    const aside = Math.abs((o.x - m.x) * dy!) + Math.abs((o.y - m.y) * dx!);
    if (k !== at && along > 0.5 && aside <= along * 1.5) {
      const cost = along + aside * 2;
      if (cost < low) [best, low] = [k, cost];
    }
  });
  return best;
}

export const World = (p: WorldProps): VNode => (
  <Chart label={p.label} marks={(w) => marks(p, w)} draw={(w, at) => <WorldPicture {...p} width={w} at={at} />} step={toward} />
);
