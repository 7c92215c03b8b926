// A heat map of all pairs: SVG while its cells can hold a figure, else canvas.
import type { VNode } from 'preact';
import { useEffect, useRef } from 'preact/hooks';
import { Chart, type Mark } from '../figure';
import { inkOn, legend, step, stepColour, steps } from '../scale';

export interface HeatProps {
  label: string;
  names: readonly string[];
  values: readonly (readonly (number | null)[])[];
  range: readonly [number, number];
  turned: boolean;
  short: (v: number) => string;
  format: (v: number) => string;
  text: (i: number, j: number) => string;
  href: (i: number, j: number) => string | undefined;
}

const canvasFrom = 45;

function layout(p: HeatProps, w: number) {
  const n = p.names.length;
  const longest = Math.max(...p.names.map((x) => x.length), 1);
  const left = n > canvasFrom ? 0 : Math.min(longest * 7 + 8, 150, w * 0.3);
  const top = n > canvasFrom ? 0 : Math.min(longest * 6 + 8, 120);
  const cell = Math.max(n > canvasFrom ? 3 : 18, Math.min(54, Math.floor((w - left - top * 0.5 - 4) / n)));
  return { n, left, top, cell };
}

function marks(p: HeatProps, w: number): Mark[] {
  const { n, left, top, cell } = layout(p, w);
  const out: Mark[] = [];
  for (let i = 0; i < n; i++) for (let j = 0; j < n; j++) {
    // Words are made when asked for: of 193 states there are 37,249 cells.
    out.push({ row: i, x: left + (j + 0.5) * cell, y: top + (i + 0.5) * cell, get text() { return p.text(i, j); }, get href() { return i === j ? undefined : p.href(i, j); } });
  }
  return out;
}

export function HeatPicture(p: HeatProps & { width: number; at?: number; file?: boolean }): VNode {
  const { n, left, top, cell } = layout(p, p.width);
  const at = p.at !== undefined && p.at >= 0 ? [Math.floor(p.at / n), p.at % n] as const : undefined;
  const w = Math.max(p.width, left + n * cell + 4);
  const h = top + n * cell + 4;
  const short = (s: string, px: number): string => (s.length * 6.6 > px ? s.slice(0, Math.max(3, Math.floor(px / 6.6) - 1)) + '…' : s);
  return (
    <svg width={w} height={h} viewBox={`0 0 ${w} ${h}`} aria-hidden="true">
      {n <= canvasFrom && p.names.map((s, k) => (
        <g key={k}>
          <text x={left - 6} y={top + (k + 0.5) * cell + 4} text-anchor="end" font-size="12" fill="var(--ink)" font-weight={at?.[0] === k ? 700 : 400}>{short(s, left - 6)}</text>
          <text transform={`translate(${left + (k + 0.5) * cell + 4} ${top - 6}) rotate(-60)`} font-size="12" fill="var(--ink)" font-weight={at?.[1] === k ? 700 : 400}>{short(s, top * 1.1)}</text>
        </g>
      ))}
      {p.values.map((row, i) => row.map((v, j) => {
        const [x, y] = [left + j * cell, top + i * cell];
        if (i === j) return <rect key={`${i}-${j}`} x={x} y={y} width={cell} height={cell} fill="var(--box)" />;
        if (v == null) return <path key={`${i}-${j}`} d={`M${x} ${y}h${cell}v${cell}h${-cell}Z M${x} ${y + cell}l${cell} ${-cell}`} fill="var(--page)" stroke="var(--none)" />;
        const k = step(v, p.range, p.turned);
        return (
          <g key={`${i}-${j}`}>
            <rect x={x} y={y} width={cell} height={cell} fill={stepColour(k)} stroke="var(--page)" stroke-width={cell > 10 ? 1 : 0} />
            {cell >= 26 && <text x={x + cell / 2} y={y + cell / 2 + 4} text-anchor="middle" font-size={cell >= 34 ? 12 : 10} fill={inkOn(k)}>{p.short(v)}</text>}
          </g>
        );
      }))}
      {at && <rect x={left + at[1] * cell} y={top + at[0] * cell} width={cell} height={cell} fill="none" stroke="var(--ink)" stroke-width="3" />}
    </svg>
  );
}

/** A pixel for each cell; the chart is this, enlarged. */
function cells(p: HeatProps, same: string, none: string): HTMLCanvasElement {
  const n = p.names.length;
  const el = document.createElement('canvas');
  [el.width, el.height] = [n, n];
  const c = el.getContext('2d')!;
  const image = c.createImageData(n, n);
  const rgb = (hex: string): readonly number[] => [1, 3, 5].map((k) => parseInt(hex.trim().slice(k, k + 2), 16));
  const colours = Array.from({ length: steps }, (_, k) => stepColour(k).match(/\d+/g)!.map(Number));
  const [own, nothing] = [rgb(same), rgb(none)];
  for (let i = 0; i < n; i++) for (let j = 0; j < n; j++) {
    const v = p.values[i]![j];
    const q = i === j ? own : v == null ? nothing : colours[step(v, p.range, p.turned)]!;
    image.data.set([q[0]!, q[1]!, q[2]!, 255], (i * n + j) * 4);
  }
  c.putImageData(image, 0, 0);
  return el;
}

function HeatCanvas(p: HeatProps & { width: number; at: number }): VNode {
  const ref = useRef<HTMLCanvasElement>(null);
  const { n, cell } = layout(p, p.width);
  const size = n * cell;
  useEffect(() => {
    const el = ref.current!;
    const ratio = Math.min(3, devicePixelRatio || 1);
    [el.width, el.height] = [size * ratio, size * ratio];
    [el.style.width, el.style.height] = [`${size}px`, `${size}px`];
    const c = el.getContext('2d')!;
    const css = getComputedStyle(el);
    c.scale(ratio, ratio);
    c.imageSmoothingEnabled = false;
    c.drawImage(cells(p, css.getPropertyValue('--box'), css.getPropertyValue('--none')), 0, 0, size, size);
    if (p.at >= 0) {
      c.strokeStyle = css.getPropertyValue('--ink');
      c.lineWidth = 2;
      c.strokeRect((p.at % n) * cell - 1, Math.floor(p.at / n) * cell - 1, cell + 2, cell + 2);
    }
  });
  return <canvas ref={ref} aria-hidden="true" />;
}

export function Heat(p: HeatProps): VNode {
  const n = p.names.length;
  return (
    <>
      <Chart label={p.label} marks={(w) => marks(p, w)}
        step={(_, at, key) => {
          const [i, j] = [Math.floor(at / n), at % n];
          const to = key === 'ArrowRight' ? [i, j + 1] : key === 'ArrowLeft' ? [i, j - 1] : key === 'ArrowDown' ? [i + 1, j] : [i - 1, j];
          return to[0]! < 0 || to[1]! < 0 || to[0]! >= n || to[1]! >= n ? at : to[0]! * n + to[1]!;
        }}
        draw={(w, at) => (n > canvasFrom ? <HeatCanvas {...p} width={w} at={at} /> : <HeatPicture {...p} width={w} at={at} />)} />
      <Legend range={p.range} turned={p.turned} format={p.format} />
    </>
  );
}

export function Legend(p: { range: readonly [number, number]; turned: boolean; format: (v: number) => string; none?: string }): VNode {
  const all = legend(p.range, p.turned);
  return (
    <ul class="legend" aria-label="Colours">
      {all.map((l) => (
        <li key={l.from}>
          <svg width="22" height="14" aria-hidden="true"><rect width="22" height="14" fill={stepColour(l.step)} stroke="var(--line)" /></svg>
          {p.format(l.from)}{l === all[all.length - 1] ? `–${p.format(l.to)}` : ''}
        </li>
      ))}
      <li><svg width="22" height="14" aria-hidden="true"><path d="M0 0h22v14H0ZM0 14L22 0" fill="var(--page)" stroke="var(--line)" /></svg>{p.none ?? 'no common vote'}</li>
    </ul>
  );
}
