// A ranking: a row for each state, its value and interval.
import type { VNode } from 'preact';
import { scaleLinear } from 'd3-scale';
import { Chart, type Mark } from '../figure';
import { ticks } from '../scale';
import { Symbol, colour, type Shape } from './line';

export interface Dot { label: string; value: number | null; low?: number | null; high?: number | null; text: string; href?: string; note?: string; group?: number }
export interface DotsProps { label: string; dots: readonly Dot[]; x: readonly [number, number]; format: (v: number) => string; groups?: readonly { label: string; shape: Shape }[] }

const rowHeight = 22;
const left = (w: number): number => Math.min(170, w * 0.38);

const scale = (p: DotsProps, w: number) => scaleLinear([p.x[0], p.x[1]], [left(w) + 8, w - 14]);

function marks(p: DotsProps, w: number): Mark[] {
  const x = scale(p, w);
  return p.dots.map((d, i) => ({ row: i, x: d.value == null ? left(w) : x(d.value), y: i * rowHeight + rowHeight / 2, text: d.text, href: d.href }));
}

export function DotsPicture(p: DotsProps & { width: number; at?: number }): VNode {
  const x = scale(p, p.width);
  const h = p.dots.length * rowHeight;
  const l = left(p.width);
  const most = Math.floor(l / 7);
  return (
    <svg width={p.width} height={h + 24} viewBox={`0 0 ${p.width} ${h + 24}`} aria-hidden="true">
      {ticks(p.x[0], p.x[1], p.width < 500 ? 3 : 6).map((t) => (
        <g key={t}>
          <line x1={x(t)} x2={x(t)} y1={0} y2={h} stroke="var(--faint)" />
          <text x={x(t)} y={h + 16} text-anchor="middle" font-size="12" fill="var(--soft)">{p.format(t)}</text>
        </g>
      ))}
      {p.dots.map((d, i) => {
        const y = i * rowHeight + rowHeight / 2;
        const g = p.groups?.[d.group ?? 0];
        const c = colour(d.group ?? 0);
        return (
          <g key={i}>
            {p.at === i && <rect x={0} y={i * rowHeight} width={p.width} height={rowHeight} fill="var(--box)" stroke="var(--ink)" stroke-width="1" />}
            <text x={l} y={y + 4} text-anchor="end" font-size="13" fill="var(--ink)">{d.label.length > most ? d.label.slice(0, most - 1) + '…' : d.label}</text>
            {d.value != null && d.low != null && d.high != null && <line x1={x(Math.max(p.x[0], d.low))} x2={x(Math.min(p.x[1], d.high))} y1={y} y2={y} stroke={c} stroke-width="3" stroke-opacity="0.4" />}
            {d.value != null && <Symbol shape={g?.shape ?? 'circle'} x={x(d.value)} y={y} r={4.5} colour={c} />}
          </g>
        );
      })}
    </svg>
  );
}

export const Dots = (p: DotsProps): VNode => <Chart label={p.label} marks={(w) => marks(p, w)} draw={(w, at) => <DotsPicture {...p} width={w} at={at} />} />;
