// Series over time with their intervals, and events below the axis.
import type { VNode } from 'preact';
import { scaleLinear } from 'd3-scale';
import { area, line } from 'd3-shape';
import { Chart, type Mark } from '../figure';
import { ticks } from '../scale';

export interface LinePoint { x: number; y: number | null; low?: number | null; high?: number | null; text: string; weight?: number; href?: string | undefined }
export interface LineSeries { label: string; colour: string; shape: Shape; points: readonly LinePoint[] }
export type Shape = 'circle' | 'square' | 'triangle' | 'diamond' | 'cross';
export const shapes: readonly Shape[] = ['circle', 'square', 'triangle', 'diamond', 'cross'];
export const colour = (i: number): string => `var(--c${i % 7})`;

export interface LineProps {
  label: string;
  series: readonly LineSeries[];
  y: readonly [number, number];
  format: (v: number) => string;
  xFormat?: (v: number) => string;
  events?: readonly { x: number; text: string; kind: string; href?: string }[];
  bands?: boolean;
  height?: number;
}

const height = 300;
const edge = { left: 46, right: 12, top: 8, bottom: 26 };

function layout(p: LineProps, width: number) {
  const xs = p.series.flatMap((s) => s.points.map((q) => q.x));
  const [x0, x1] = [Math.min(...xs), Math.max(...xs)];
  const lanes = p.events?.length ? 26 : 0;
  const h = p.height ?? height;
  const x = scaleLinear([x0 === x1 ? x0 - 1 : x0, x0 === x1 ? x1 + 1 : x1], [edge.left + 8, width - edge.right - 8]);
  const y = scaleLinear([p.y[0], p.y[1]], [h - edge.bottom - lanes, edge.top]);
  return { x, y, h, lanes };
}

export function marksOf(p: LineProps, width: number): Mark[] {
  const { x, y, h } = layout(p, width);
  const out: Mark[] = [];
  p.series.forEach((s, row) => s.points.forEach((q) => {
    if (q.y != null) out.push({ row, x: x(q.x), y: y(q.y), text: q.text, href: q.href });
  }));
  for (const e of p.events ?? []) if (e.x >= x.domain()[0]! && e.x <= x.domain()[1]!) out.push({ row: p.series.length, x: x(e.x), y: h - edge.bottom - 10, text: e.text, href: e.href });
  return out;
}

export function Symbol(p: { shape: Shape; x: number; y: number; r: number; colour: string; open?: boolean }): VNode {
  const { x, y, r } = p;
  const common = { fill: p.open ? 'var(--page)' : p.colour, stroke: p.colour, 'stroke-width': 1.5 };
  switch (p.shape) {
    case 'square': return <rect x={x - r} y={y - r} width={2 * r} height={2 * r} {...common} />;
    case 'triangle': return <path d={`M${x} ${y - r * 1.2}L${x + r * 1.1} ${y + r}H${x - r * 1.1}Z`} {...common} />;
    case 'diamond': return <path d={`M${x} ${y - r * 1.3}L${x + r * 1.3} ${y}L${x} ${y + r * 1.3}L${x - r * 1.3} ${y}Z`} {...common} />;
    case 'cross': return <path d={`M${x - r} ${y - r}L${x + r} ${y + r}M${x + r} ${y - r}L${x - r} ${y + r}`} fill="none" stroke={p.colour} stroke-width="2" />;
    default: return <circle cx={x} cy={y} r={r} {...common} />;
  }
}

export function LinePicture(p: LineProps & { width: number; at?: number }): VNode {
  const { x, y, h, lanes } = layout(p, p.width);
  const base = h - edge.bottom - lanes;
  const xt = ticks(x.domain()[0]!, x.domain()[1]!, Math.max(2, Math.floor(p.width / 90))).filter((t) => Number.isInteger(t));
  const at = p.at !== undefined && p.at >= 0 ? marksOf(p, p.width)[p.at] : undefined;
  const rows = Math.ceil(p.series.length / Math.max(1, Math.floor((p.width - edge.left) / 150)));
  const legend = 18 * rows + 4;
  const perRow = Math.max(1, Math.floor((p.width - edge.left) / 150));
  return (
    <svg width={p.width} height={h + legend} viewBox={`0 0 ${p.width} ${h + legend}`} aria-hidden="true">
      {ticks(p.y[0], p.y[1], 5).map((t) => (
        <g key={t}>
          <line x1={edge.left} x2={p.width - edge.right} y1={y(t)} y2={y(t)} stroke="var(--faint)" />
          <text x={edge.left - 6} y={y(t) + 4} text-anchor="end" font-size="12" fill="var(--soft)">{p.format(t)}</text>
        </g>
      ))}
      {xt.map((t) => <text key={t} x={x(t)} y={h - 8} text-anchor="middle" font-size="12" fill="var(--soft)">{(p.xFormat ?? String)(t)}</text>)}
      <line x1={edge.left} x2={p.width - edge.right} y1={base} y2={base} stroke="var(--line)" />
      {p.bands !== false && p.series.map((s) => {
        const has = (q: LinePoint): boolean => q.low != null && q.high != null && q.y != null;
        const d = area<LinePoint>().defined(has).x((q) => x(q.x)).y0((q) => y(Math.max(p.y[0], q.low!))).y1((q) => y(Math.min(p.y[1], q.high!)))(gaps(s.points));
        return <path key={s.label} d={d ?? ''} fill={s.colour} fill-opacity="0.13" />;
      })}
      {p.series.map((s) => (
        <g key={s.label}>
          <path d={line<LinePoint>().defined((q) => q.y != null).x((q) => x(q.x)).y((q) => y(q.y!))(gaps(s.points)) ?? ''} fill="none" stroke={s.colour} stroke-width="2" stroke-linejoin="round" />
          {s.points.map((q) => q.y != null && <Symbol key={q.x} shape={s.shape} x={x(q.x)} y={y(q.y)} r={s.points.length > 45 ? 2.2 : 3.2} colour={s.colour} open={(q.weight ?? 99) < 10} />)}
        </g>
      ))}
      {p.events && lanes > 0 && (
        <g>
          <line x1={edge.left} x2={p.width - edge.right} y1={base + 18} y2={base + 18} stroke="var(--faint)" />
          <text x={edge.left - 6} y={base + 22} text-anchor="end" font-size="11" fill="var(--soft)">events</text>
          {p.events.map((e, i) => e.x >= x.domain()[0]! && e.x <= x.domain()[1]! && <path key={i} d={`M${x(e.x)} ${base + 11}v14`} stroke="var(--c6)" stroke-width="2" />)}
        </g>
      )}
      {p.series.map((s, i) => (
        <g key={s.label}>
          <Symbol shape={s.shape} x={edge.left + 8 + (i % perRow) * 150} y={h + 10 + 18 * Math.floor(i / perRow)} r={4} colour={s.colour} />
          <text x={edge.left + 18 + (i % perRow) * 150} y={h + 14 + 18 * Math.floor(i / perRow)} font-size="12" fill="var(--ink)">{s.label}</text>
        </g>
      ))}
      {at && <circle cx={at.x} cy={at.y} r="8" fill="none" stroke="var(--ink)" stroke-width="2" />}
    </svg>
  );
}

/** Years without a value break the line: nothing is drawn where nothing was counted. */
function gaps(points: readonly LinePoint[]): LinePoint[] {
  const sorted = [...points].sort((a, b) => a.x - b.x);
  const usual = Math.min(...sorted.slice(1).map((q, i) => q.x - sorted[i]!.x).filter((d) => d > 0), Infinity);
  const out: LinePoint[] = [];
  sorted.forEach((q, i) => {
    if (i > 0 && q.x - sorted[i - 1]!.x > usual * 1.5) out.push({ x: q.x, y: null, text: '' });
    out.push(q);
  });
  return out;
}

export function LineChart(p: LineProps): VNode {
  return <Chart label={p.label} marks={(w) => marksOf(p, w)} draw={(w, at) => <LinePicture {...p} width={w} at={at} />} />;
}
