// What happened when: a lane for each kind, a mark for a day, a bar for a spell.
import type { VNode } from 'preact';
import { scaleLinear } from 'd3-scale';
import { Chart, type Mark } from '../figure';
import { ticks } from '../scale';
import { Symbol, colour, shapes } from './line';

export interface LaneEntry { lane: number; from: number; to?: number | undefined; text: string; href?: string | undefined; sure: boolean }
export interface LanesProps { label: string; lanes: readonly string[]; entries: readonly LaneEntry[] }

const rowHeight = 26;
const left = (w: number): number => Math.min(120, w * 0.3);

function scale(p: LanesProps, w: number) {
  const xs = p.entries.flatMap((e) => (e.to === undefined ? [e.from] : [e.from, e.to]));
  const [a, b] = [Math.min(...xs), Math.max(...xs)];
  return scaleLinear([a, b > a ? b : a + 1], [left(w) + 10, w - 12]);
}

function marks(p: LanesProps, w: number): Mark[] {
  const x = scale(p, w);
  return p.entries.map((e) => ({ row: e.lane, x: x(e.from), y: (e.lane + 0.5) * rowHeight, text: e.text, href: e.href }));
}

export function LanesPicture(p: LanesProps & { width: number; at?: number }): VNode {
  const x = scale(p, p.width);
  const h = p.lanes.length * rowHeight;
  const l = left(p.width);
  const at = p.at !== undefined && p.at >= 0 ? p.entries[p.at] : undefined;
  return (
    <svg width={p.width} height={h + 24} viewBox={`0 0 ${p.width} ${h + 24}`} aria-hidden="true">
      {ticks(x.domain()[0]!, x.domain()[1]!, Math.max(2, Math.floor(p.width / 100))).filter(Number.isInteger).map((t) => (
        <g key={t}>
          <line x1={x(t)} x2={x(t)} y1={0} y2={h} stroke="var(--faint)" />
          <text x={x(t)} y={h + 17} text-anchor="middle" font-size="12" fill="var(--soft)">{t}</text>
        </g>
      ))}
      {p.lanes.map((s, i) => <text key={s} x={l} y={(i + 0.5) * rowHeight + 4} text-anchor="end" font-size="12" fill="var(--ink)">{s}</text>)}
      {p.entries.map((e, i) => {
        const y = (e.lane + 0.5) * rowHeight;
        return (
          <g key={i}>
            {e.to !== undefined && e.to > e.from + 0.3 && <line x1={x(e.from)} x2={x(e.to)} y1={y} y2={y} stroke={colour(e.lane)} stroke-width="5" stroke-opacity="0.35" />}
            <Symbol shape={shapes[e.lane % shapes.length]!} x={x(e.from)} y={y} r={4} colour={colour(e.lane)} open={!e.sure} />
          </g>
        );
      })}
      {at && <circle cx={x(at.from)} cy={(at.lane + 0.5) * rowHeight} r="9" fill="none" stroke="var(--ink)" stroke-width="2" />}
    </svg>
  );
}

export const Lanes = (p: LanesProps): VNode => <Chart label={p.label} marks={(w) => marks(p, w)} draw={(w, at) => <LanesPicture {...p} width={w} at={at} />} />;
