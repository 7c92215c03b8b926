// Flows by year, two bars a year.
import type { VNode } from 'preact';
import { scaleLinear } from 'd3-scale';
import { Chart, type Mark } from '../figure';
import { ticks } from '../scale';
import { colour } from './line';

export interface BarsProps { label: string; names: readonly [string, string]; rows: readonly { x: number; a: number | null; b: number | null; text: string }[]; format: (v: number) => string }
const h = 200;
const edge = { left: 62, right: 8, top: 6, bottom: 24 };

function layout(p: BarsProps, w: number) {
  const xs = p.rows.map((r) => r.x);
  const top = Math.max(1, ...p.rows.flatMap((r) => [r.a ?? 0, r.b ?? 0]));
  const [a, b] = [Math.min(...xs), Math.max(...xs)];
  const x = scaleLinear([a - 0.5, b + 0.5], [edge.left, w - edge.right]);
  return { x, y: scaleLinear([0, top], [h - edge.bottom, edge.top]), bar: Math.max(1, (x(1) - x(0)) * 0.4), top };
}

const marks = (p: BarsProps, w: number): Mark[] => {
  const { x, y } = layout(p, w);
  return p.rows.map((r) => ({ row: 0, x: x(r.x), y: y(Math.max(r.a ?? 0, r.b ?? 0)), text: r.text }));
};

export function BarsPicture(p: BarsProps & { width: number; at?: number }): VNode {
  const { x, y, bar, top } = layout(p, p.width);
  const at = p.at !== undefined && p.at >= 0 ? p.rows[p.at] : undefined;
  return (
    <svg width={p.width} height={h + 22} viewBox={`0 0 ${p.width} ${h + 22}`} aria-hidden="true">
      {ticks(0, top, 4).map((t) => (
        <g key={t}>
          <line x1={edge.left} x2={p.width - edge.right} y1={y(t)} y2={y(t)} stroke="var(--faint)" />
          <text x={edge.left - 6} y={y(t) + 4} text-anchor="end" font-size="12" fill="var(--soft)">{p.format(t)}</text>
        </g>
      ))}
      {ticks(x.domain()[0]! + 0.5, x.domain()[1]! - 0.5, Math.max(2, Math.floor(p.width / 90))).filter(Number.isInteger).map((t) => <text key={t} x={x(t)} y={h - 6} text-anchor="middle" font-size="12" fill="var(--soft)">{t}</text>)}
      {p.rows.map((r) => (
        <g key={r.x}>
          {r.a != null && <rect x={x(r.x) - bar} y={y(r.a)} width={bar} height={h - edge.bottom - y(r.a)} fill={colour(0)} />}
          {r.b != null && <rect x={x(r.x)} y={y(r.b)} width={bar} height={h - edge.bottom - y(r.b)} fill="var(--page)" stroke={colour(1)} stroke-width="1.5" />}
        </g>
      ))}
      {at && <rect x={x(at.x) - bar - 2} y={edge.top} width={2 * bar + 4} height={h - edge.bottom - edge.top} fill="none" stroke="var(--ink)" stroke-width="2" />}
      <rect x={edge.left} y={h + 6} width="12" height="12" fill={colour(0)} />
      <text x={edge.left + 18} y={h + 16} font-size="12" fill="var(--ink)">{p.names[0]}</text>
      <rect x={edge.left + (p.width - edge.left) / 2} y={h + 6} width="12" height="12" fill="var(--page)" stroke={colour(1)} stroke-width="1.5" />
      <text x={edge.left + (p.width - edge.left) / 2 + 18} y={h + 16} font-size="12" fill="var(--ink)">{p.names[1]}</text>
    </svg>
  );
}

export const Bars = (p: BarsProps): VNode => <Chart label={p.label} marks={(w) => marks(p, w)} draw={(w, at) => <BarsPicture {...p} width={w} at={at} />} />;
