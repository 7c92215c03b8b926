// The frame of every chart: under it n, definition and sources, the table
// behind it, the data as files, links to it and the query that made it.
import type { ComponentChildren, VNode } from 'preact';
import { useContext, useEffect, useMemo, useRef, useState } from 'preact/hooks';
import { endpoint, type Doc } from './api';
import { csv, png, save, svgText, type Cell, type Table } from './export';
import { PlaceContext, link, stateOf } from './nav';
import { Sources, type From } from './parts';

export interface FigureProps {
  id: string;
  title: string;
  /** What the reader should see in it, one line. */
  note?: string | undefined;
  n?: string | undefined;
  definition?: string | undefined;
  sources?: readonly From[] | undefined;
  /** The table behind it; a function where it is long. */
  table: Table | (() => Table);
  /** The answer it was drawn from. */
  answer: unknown;
  query: { doc: Doc<any, any>; vars: object };
  /** A query of the cookbook that counts the same, and its parameters. */
  cypher?: { file: string; params: Record<string, unknown> } | undefined;
  /** The chart at a width, without interaction. */
  draw?: ((width: number) => VNode) | undefined;
  links?: ((row: number) => (string | undefined)[]) | undefined;
  /** What is shown is the table already. */
  plain?: boolean;
  children: ComponentChildren;
}

export function Figure(p: FigureProps): VNode {
  const { figure, search, view } = useContext(PlaceContext);
  const [open, setOpen] = useState<'' | 'table' | 'query' | 'embed'>('');
  const [said, say] = useState('');
  const table = (): Table => (typeof p.table === 'function' ? p.table() : p.table);
  const file = `entente-${view}-${p.id}`;
  const notes = [p.n, p.definition && `Definition: ${p.definition}`, p.sources?.length && `Sources: ${p.sources.filter((s) => s.kind !== 'citation').map((s) => s.name + (s.version ? ` (${s.version})` : '')).join('; ')}`, address(false)].filter(Boolean).join('. ');
  function address(frame: boolean): string {
    const base = new URL('.', location.href);
    const own = stateOf(search);
    return frame ? new URL(`embed?view=${view}&figure=${p.id}${own && `&${own}`}`, base).href : new URL((view === 'home' ? './' : view) + (own && `?${own}`), base).href + `#${p.id}`;
  }
  const root = useRef<HTMLElement>(null);
  // A link to one figure of a view leads to it once it is there.
  useEffect(() => { if (location.hash === `#${p.id}`) root.current?.scrollIntoView(); }, []);
  const toggle = (what: typeof open): void => setOpen(open === what ? '' : what);
  const svg = (): string => svgText(p.draw!(960), p.title, notes);
  const copy = (what: string, text: string): void => {
    navigator.clipboard?.writeText(text).then(() => say(`${what} copied.`), () => say(text)) ?? say(text);
  };
  return (
    <figure ref={root} class={`figure${figure === p.id ? ' chosen' : ''}`} id={p.id} aria-labelledby={`${p.id}-title`}>
      <figcaption>
        <h2 id={`${p.id}-title`}>{p.title}</h2>
        {p.note && <p class="sub">{p.note}</p>}
      </figcaption>
      {p.children}
      <div class="under">
        {(p.n || p.definition) && <p>{p.n && <><b>n</b> {p.n}. </>}{p.definition}</p>}
        {p.sources && p.sources.length > 0 && <p>Sources: <Sources of={p.sources} short /></p>}
      </div>
      <div class="tools no-print" role="group" aria-label={`${p.title}: data and links`}>
        {!p.plain && <button type="button" aria-expanded={open === 'table'} onClick={() => toggle('table')}>Table</button>}
        <button type="button" onClick={() => save(`${file}.csv`, new Blob(['\ufeff' + csv(table())], { type: 'text/csv;charset=utf-8' }))}>CSV</button>
        <button type="button" onClick={() => save(`${file}.json`, new Blob([JSON.stringify({ query: p.query.doc.text, variables: p.query.vars, data: p.answer }, null, 2)], { type: 'application/json' }))}>JSON</button>
        {p.draw && <button type="button" onClick={() => save(`${file}.svg`, new Blob([svg()], { type: 'image/svg+xml' }))}>SVG</button>}
        {p.draw && <button type="button" onClick={() => png(svg()).then((b) => save(`${file}.png`, b), (e) => say(e.message))}>PNG</button>}
        <button type="button" onClick={() => copy('Link', address(false))}>Link</button>
        <button type="button" aria-expanded={open === 'embed'} onClick={() => toggle('embed')}>Embed</button>
        <button type="button" aria-expanded={open === 'query'} onClick={() => toggle('query')}>Query</button>
        <span class="said" role="status">{said}</span>
      </div>
      {open === 'table' && <DataTable table={table()} caption={p.title} links={p.links} />}
      {open === 'embed' && <Code label="Embed code" text={`<iframe src="${address(true)}" title="${p.title.replaceAll('"', '&quot;')}" width="100%" height="520" loading="lazy"></iframe>`} copy={copy} />}
      {open === 'query' && (
        <>
          <Code label="The query behind this, GraphQL" text={p.query.doc.text} copy={copy} />
          <Code label="Its variables" text={JSON.stringify(p.query.vars, null, 2)} copy={copy} />
          <p><a href={link('console', { query: p.query.doc.text, variables: JSON.stringify(p.query.vars) })}>Open it in the console</a>; or POST it to <code>{new URL(endpoint, location.href).pathname}</code>.</p>
          {p.cypher && <Cypher {...p.cypher} copy={copy} />}
        </>
      )}
    </figure>
  );
}

// The cookbook itself, read at build time, so that the two cannot differ.
const cookbook = import.meta.glob('../../docs/cypher/{02,03,04,08,12,13,15,17,21,29}-*.cypher', { query: '?raw', import: 'default' }) as Record<string, () => Promise<string>>;

function Cypher(p: { file: string; params: Record<string, unknown>; copy: (what: string, text: string) => void }): VNode {
  const [text, set] = useState('');
  useEffect(() => {
    cookbook[`../../docs/cypher/${p.file}.cypher`]?.().then((t) => set(t.replace(/^\/\/ \$.*\n/gm, '').replace(/^\/\/\n(?=\/\/\n)/gm, '')), () => set('// The query could not be loaded.'));
  }, [p.file]);
  const params = Object.entries(p.params).map(([k, v]) => `:param ${k} => ${JSON.stringify(v)};`).join('\n');
  return <Code label="The same count in Cypher, for a graph in Neo4j (without further filters)" text={`${params}\n${text}`} copy={p.copy} />;
}

export function Code(p: { label: string; text: string; copy: (what: string, text: string) => void }): VNode {
  return (
    <div class="code">
      <p><b>{p.label}</b> <button type="button" onClick={() => p.copy(p.label, p.text)}>Copy</button></p>
      <pre tabIndex={0} role="region" aria-label={p.label}>{p.text}</pre>
    </div>
  );
}

/** A table: a caption, a row of heads, rows heads in the first column; a column
 * of numbers is set to the right. Sorted by a click on its head. */
export function DataTable(p: { table: Table; caption: string; links?: ((row: number) => (string | undefined)[]) | undefined; most?: number }): VNode {
  const [sort, setSort] = useState<{ column: number; down: boolean } | null>(null);
  const [all, setAll] = useState(false);
  const most = p.most ?? 250;
  const { columns, rows } = p.table;
  const numeric = columns.map((_, c) => rows.some((r) => r[c] != null) && rows.every((r) => r[c] == null || typeof r[c] === 'number'));
  const order = rows.map((_, i) => i);
  if (sort) {
    const key = (i: number): Cell => rows[i]![sort.column];
    order.sort((i, j) => {
      const [x, y] = [key(i), key(j)];
      if (x == null || y == null) return x == null ? (y == null ? i - j : 1) : -1;
      const d = typeof x === 'number' && typeof y === 'number' ? x - y : String(x).localeCompare(String(y), 'en', { numeric: true });
      return (sort.down ? -d : d) || i - j;
    });
  }
  const shown = all ? order : order.slice(0, most);
  return (
    <div class="table" role="region" aria-label={`Table: ${p.caption}`} tabIndex={0}>
      <table>
        <caption>{p.caption}{rows.length > shown.length && `: ${shown.length} of ${rows.length} rows`}</caption>
        <thead>
          <tr>{columns.map((c, i) => (
            <th key={c} scope="col" class={numeric[i] ? 'num' : undefined} aria-sort={sort?.column === i ? (sort.down ? 'descending' : 'ascending') : 'none'}>
              <button type="button" onClick={() => setSort(sort?.column === i ? (sort.down ? null : { column: i, down: true }) : { column: i, down: false })}>{c}<span aria-hidden="true">{sort?.column === i ? (sort.down ? ' ▼' : ' ▲') : ''}</span></button>
            </th>
          ))}</tr>
        </thead>
        <tbody>
          {shown.map((i) => {
            const hrefs = p.links?.(i) ?? [];
            return (
              <tr key={i}>{rows[i]!.map((c, k) => {
                const text = typeof c === 'number' ? tidy(c) : c ?? '';
                const inner = hrefs[k] ? <a href={hrefs[k]}>{text}</a> : text;
                return k === 0 ? <th scope="row" key={k} class={look(c, numeric[k])}>{inner}</th> : <td key={k} class={look(c, numeric[k])}>{inner}</td>;
              })}</tr>
            );
          })}
        </tbody>
      </table>
      {rows.length > most && !all && <p><button type="button" onClick={() => setAll(true)}>Show all {rows.length} rows</button></p>}
    </div>
  );
}

const look = (c: Cell, number: boolean | undefined): string | undefined => (number ? 'num' : typeof c === 'string' && /^\d{4}-\d\d/.test(c) ? 'day' : undefined);
const tidy = (v: number): string => (Number.isInteger(v) ? String(v) : v.toFixed(4)).replace('-', '−');

// ---- the interaction of charts

export interface Mark {
  /** Row and place in the row: left and right move in it, up and down change it. */
  row: number;
  x: number;
  y: number;
  text: string;
  href?: string | undefined;
}

/** A chart as one tab stop: arrows go from mark to mark, Home and End to the
 * ends, Enter opens; the mark's values are read out and shown beneath. */
export interface ChartProps {
  label: string;
  /** The marks at a width. */
  marks: (width: number) => readonly Mark[];
  /** The picture at a width, with one mark, or none (-1), shown as chosen. */
  draw: (width: number, at: number) => ComponentChildren;
  /** Where a key leads, where that is not the usual. */
  step?: ((marks: readonly Mark[], at: number, key: string) => number | undefined) | undefined;
  /** Narrower than this the chart is scrolled in its own box. */
  minWidth?: number | undefined;
}

export function Chart(p: ChartProps): VNode {
  const box = useRef<HTMLDivElement>(null);
  const [width, setWidth] = useState(0);
  const [at, setAt] = useState(-1);
  useEffect(() => {
    const el = box.current!;
    const measure = (): void => setWidth(Math.max(p.minWidth ?? 240, Math.floor(el.clientWidth)));
    measure();
    const o = new ResizeObserver(measure);
    o.observe(el);
    return () => o.disconnect();
  }, []);
  const marks = useMemo(() => (width ? p.marks(width) : []), [p.marks, width]);
  const i = at < marks.length ? at : -1;
  const move = (key: string): number | undefined => {
    if (!marks.length) return undefined;
    if (key === 'Home') return 0;
    if (key === 'End') return marks.length - 1;
    if (!key.startsWith('Arrow')) return undefined;
    if (i < 0) return 0;
    const own = p.step?.(marks, i, key);
    if (own !== undefined) return own;
    const m = marks[i]!;
    const better = (ok: (o: Mark) => boolean, cost: (o: Mark) => number): number => {
      let [best, low] = [i, Infinity];
      marks.forEach((o, k) => { if (k !== i && ok(o) && cost(o) < low) [best, low] = [k, cost(o)]; });
      return best;
    };
    switch (key) {
      case 'ArrowRight': return better((o) => o.row === m.row && o.x > m.x, (o) => o.x - m.x);
      case 'ArrowLeft': return better((o) => o.row === m.row && o.x < m.x, (o) => m.x - o.x);
      case 'ArrowDown': return better((o) => o.row > m.row, (o) => (o.row - m.row) * 1e6 + Math.abs(o.x - m.x));
      default: return better((o) => o.row < m.row, (o) => (m.row - o.row) * 1e6 + Math.abs(o.x - m.x));
    }
  };
  const nearest = (e: MouseEvent): number => {
    const r = box.current!.getBoundingClientRect();
    const [x, y] = [e.clientX - r.left + box.current!.scrollLeft, e.clientY - r.top];
    let [best, low] = [-1, 900];
    marks.forEach((m, k) => {
      const d = (m.x - x) ** 2 + (m.y - y) ** 2;
      if (d < low) [best, low] = [k, d];
    });
    return best;
  };
  const mark = marks[i];
  return (
    <div class="chartbox">
      <div class="chart" ref={box} tabIndex={0} role="application" aria-roledescription="chart" aria-label={`${p.label} Arrow keys go from value to value${marks.some((m) => m.href) ? ', Enter opens one' : ''}.`}
        onKeyDown={(e) => {
          const to = move(e.key);
          if (to !== undefined) {
            e.preventDefault();
            setAt(to);
          } else if (e.key === 'Enter' && mark?.href) {
            e.preventDefault();
            const a = document.createElement('a');
            a.href = mark.href;
            box.current!.append(a);
            a.click();
            a.remove();
          } else if (e.key === 'Escape') setAt(-1);
        }}
        onMouseMove={(e) => { const k = nearest(e); if (k !== i) setAt(k); }}
        onClick={(e) => { if (!(e.target as Element).closest('a')) { const k = nearest(e); if (k >= 0) setAt(k); } }}>
        {width > 0 ? p.draw(width, i) : <div class="hold" />}
      </div>
      <p class="readout" role="status">{mark ? <>{mark.text}{mark.href && <> <a href={mark.href} tabIndex={-1}>Open</a></>}</> : <span class="hint">Point at the chart, or go through it with the arrow keys.</span>}</p>
    </div>
  );
}
