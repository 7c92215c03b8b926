// A graph of states, drawn by sigma (WebGL), which is loaded with this view alone.
import type { VNode } from 'preact';
import { useEffect, useMemo, useRef, useState } from 'preact/hooks';
import Graph from 'graphology';
import forceAtlas2 from 'graphology-layout-forceatlas2';
import Sigma from 'sigma';

export interface NetNode { id: string; name: string; degree: number; community: number; text: string; href: string; ring?: boolean }
export interface NetLink { a: string; b: string; weight: number }
export interface NetProps { label: string; nodes: readonly NetNode[]; links: readonly NetLink[] }

const hues = ['--c0', '--c1', '--c2', '--c3', '--c4', '--c5', '--c6'];
const hue = (community: number): string => hues[(community - 1) % hues.length]!;

export type Placed = Map<string, { x: number; y: number }>;

/** Places by force, from a fixed beginning and for a fixed number of steps, so
 * that one graph has one picture. */
export function arrange(p: Pick<NetProps, 'nodes' | 'links'>): Placed {
  const g = new Graph({ type: 'undirected' });
  p.nodes.forEach((n, i) => {
    const t = (2 * Math.PI * i) / p.nodes.length;
    g.addNode(n.id, { x: Math.cos(t) * (100 + n.community * 20), y: Math.sin(t) * (100 + n.community * 20) });
  });
  for (const l of p.links) if (g.hasNode(l.a) && g.hasNode(l.b) && !g.hasEdge(l.a, l.b)) g.addEdge(l.a, l.b, { weight: l.weight });
  if (g.order > 1) {
    const settings = { ...forceAtlas2.inferSettings(g), gravity: 1, adjustSizes: false, barnesHutOptimize: g.order > 200, edgeWeightInfluence: 0.5 };
    forceAtlas2.assign(g, { iterations: g.order > 250 ? 150 : 300, settings });
  }
  const out: Placed = new Map();
  g.forEachNode((id, a) => out.set(id, { x: a.x as number, y: a.y as number }));
  return out;
}

const size = (n: NetNode, top: number): number => 4 + 9 * Math.sqrt(n.degree / Math.max(1, top));

export function Net(p: NetProps & { placed: Placed; open: (id: string) => void }): VNode {
  const box = useRef<HTMLDivElement>(null);
  const sigma = useRef<Sigma | null>(null);
  const [at, setAt] = useState<string | null>(null);
  const [failed, fail] = useState('');
  const atRef = useRef<string | null>(null);
  atRef.current = at;
  const near = useMemo(() => {
    const m = new Map<string, Set<string>>();
    for (const l of p.links) {
      (m.get(l.a) ?? m.set(l.a, new Set()).get(l.a)!).add(l.b);
      (m.get(l.b) ?? m.set(l.b, new Set()).get(l.b)!).add(l.a);
    }
    return m;
  }, [p.links]);
  const by = useMemo(() => new Map(p.nodes.map((n) => [n.id, n])), [p.nodes]);
  useEffect(() => {
    const css = getComputedStyle(box.current!);
    const colour = (v: string): string => css.getPropertyValue(v).trim();
    const g = new Graph({ type: 'undirected' });
    const top = Math.max(...p.nodes.map((n) => n.degree));
    for (const n of p.nodes) g.addNode(n.id, { ...p.placed.get(n.id)!, label: n.name, size: size(n, top), color: colour(hue(n.community)) });
    for (const l of p.links) if (g.hasNode(l.a) && g.hasNode(l.b) && !g.hasEdge(l.a, l.b)) g.addEdge(l.a, l.b, { size: 0.8, color: colour('--none') });
    const ink = colour('--ink');
    const [act, faint] = [colour('--act'), colour('--faint')];
    try {
      const s = new Sigma(g, box.current!, {
        labelColor: { color: ink }, labelSize: 12, labelFont: 'system-ui, sans-serif', labelRenderedSizeThreshold: p.nodes.length > 60 ? 8 : 2, allowInvalidContainer: true, defaultDrawNodeHover: () => undefined,
        nodeReducer: (id, a) => {
          const c = atRef.current;
          if (!c) return a;
          if (id === c) return { ...a, highlighted: true, forceLabel: true, zIndex: 2, size: a.size + 3 };
          return near.get(c)?.has(id) ? { ...a, forceLabel: true, zIndex: 1 } : { ...a, color: faint, label: '' };
        },
        edgeReducer: (id, a) => {
          const c = atRef.current;
          if (!c) return a;
          return g.hasExtremity(id, c) ? { ...a, color: act, size: 1.6, zIndex: 1 } : { ...a, hidden: true };
        },
      });
      s.on('enterNode', (e) => setAt(e.node));
      s.on('clickNode', (e) => p.open(e.node));
      s.on('clickStage', () => setAt(null));
      sigma.current = s;
      const theme = matchMedia('(prefers-color-scheme: dark)');
      const repaint = (): void => setAt((x) => x);
      theme.addEventListener('change', repaint);
      return () => { theme.removeEventListener('change', repaint); s.kill(); sigma.current = null; };
    } catch (e) {
      fail(`The graph cannot be drawn here (${(e as Error).message}); the table has all of it.`);
      return undefined;
    }
  }, [p.nodes, p.links, p.placed]);
  useEffect(() => { sigma.current?.refresh(); }, [at]);
  const order = p.nodes;
  const zoom = (k: number): void => {
    const c = sigma.current?.getCamera();
    if (c) c.setState({ ratio: c.getState().ratio * k });
  };
  const n = at ? by.get(at) : undefined;
  return (
    <div class="chartbox">
      {failed && <p class="bad">{failed}</p>}
      <div class="net" ref={box} tabIndex={0} role="application" aria-roledescription="graph" aria-label={`${p.label} Left and right go through the states by their links, up and down through the neighbours of one; plus and minus zoom, Enter opens a state.`}
        onKeyDown={(e) => {
          const i = order.findIndex((x) => x.id === at);
          const go = (id: string | undefined): void => { e.preventDefault(); if (id) setAt(id); };
          if (e.key === 'ArrowRight') go(order[(i + 1) % order.length]?.id);
          else if (e.key === 'ArrowLeft') go(order[(i - 1 + order.length) % order.length]?.id);
          else if (e.key === 'Home') go(order[0]?.id);
          else if (e.key === 'End') go(order[order.length - 1]?.id);
          else if ((e.key === 'ArrowDown' || e.key === 'ArrowUp') && at) {
            const own = order.filter((x) => near.get(at)?.has(x.id));
            go((e.key === 'ArrowDown' ? own[0] : own[own.length - 1])?.id);
          } else if (e.key === '+' || e.key === '=') { e.preventDefault(); zoom(0.8); } else if (e.key === '-') { e.preventDefault(); zoom(1.25); } else if (e.key === 'Escape') setAt(null);
          else if (e.key === 'Enter' && at) { e.preventDefault(); p.open(at); }
        }} />
      <p class="readout" role="status">{n ? <>{n.text} <a href={n.href} tabIndex={-1}>Open</a></> : <span class="hint">Point at a state, or go through them with the arrow keys. Colours are communities; size is the number of links.</span>}</p>
      <div class="row no-print"><button type="button" onClick={() => zoom(0.8)}>Nearer</button><button type="button" onClick={() => zoom(1.25)}>Farther</button><button type="button" onClick={() => { sigma.current?.getCamera().setState({ x: 0.5, y: 0.5, ratio: 1 }); setAt(null); }}>Whole graph</button></div>
    </div>
  );
}

/** The same as a drawing for export. */
export function NetPicture(p: NetProps & { placed: Placed; width: number }): VNode {
  const at = [...p.placed.values()];
  const [x0, x1, y0, y1] = [Math.min(...at.map((q) => q.x)), Math.max(...at.map((q) => q.x)), Math.min(...at.map((q) => q.y)), Math.max(...at.map((q) => q.y))];
  const h = Math.round(p.width * 0.65);
  const k = Math.min((p.width - 120) / Math.max(1e-9, x1 - x0), (h - 60) / Math.max(1e-9, y1 - y0));
  const place = (id: string): [number, number] => { const q = p.placed.get(id)!; return [p.width / 2 + (q.x - (x0 + x1) / 2) * k, h / 2 - (q.y - (y0 + y1) / 2) * k]; };
  const top = Math.max(...p.nodes.map((n) => n.degree));
  return (
    <svg width={p.width} height={h} viewBox={`0 0 ${p.width} ${h}`}>
      {p.links.filter((l) => p.placed.has(l.a) && p.placed.has(l.b)).map((l) => { const [[a, b], [c, d]] = [place(l.a), place(l.b)]; return <line key={l.a + l.b} x1={a} y1={b} x2={c} y2={d} stroke="var(--none)" stroke-width="0.6" />; })}
      {p.nodes.map((n) => { const [x, y] = place(n.id); return <circle key={n.id} cx={x} cy={y} r={size(n, top) * 0.8} fill={`var(${hue(n.community)})`} stroke="var(--page)" />; })}
      {p.nodes.map((n) => { const [x, y] = place(n.id); return <text key={n.id} x={x + size(n, top)} y={y + 3} font-size="9" fill="var(--ink)">{n.name}</text>; })}
    </svg>
  );
}
