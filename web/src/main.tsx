// The shell: what is around every view.
import { render, type ComponentType, type VNode } from 'preact';
import { useContext, useEffect, useMemo, useRef, useState } from 'preact/hooks';
import './style.css';
import { PlaceContext, followLinks, go, link, stateOf, usePlace } from './nav';
import { NameList, Title, useNames } from './parts';
import { reader } from './sentence';
import type { ViewName } from './specs';
import { read } from './find';

type Page = ComponentType;
const pages: Record<ViewName, () => Promise<{ default: Page }>> = {
  home: () => import('./views/home'),
  pair: () => import('./views/pair'),
  matrix: () => import('./views/matrix'),
  map: () => import('./views/map'),
  neighbours: () => import('./views/neighbours'),
  network: () => import('./views/network'),
  'ideal-points': () => import('./views/ideal'),
  timeline: () => import('./views/timeline'),
  country: () => import('./views/country'),
  person: () => import('./views/thing'),
  agreement: () => import('./views/thing'),
  thing: () => import('./views/thing'),
  rollcall: () => import('./views/rollcall'),
  rollcalls: () => import('./views/rollcalls'),
  search: () => import('./views/search'),
  console: () => import('./views/console'),
  sources: () => import('./views/sources'),
  claim: () => import('./views/claim'),
};

const menu: readonly (readonly [ViewName, string])[] = [
  ['pair', 'Pair'], ['matrix', 'Matrix'], ['map', 'Map'], ['neighbours', 'Neighbours'], ['network', 'Network'], ['ideal-points', 'Ideal points'],
  ['timeline', 'Timeline'], ['claim', 'Claims'], ['rollcalls', 'Roll calls'], ['sources', 'Sources'], ['console', 'Console'],
];

const loaded = new Map<string, Page>();

function View(p: { name: ViewName }): VNode {
  const [, tick] = useState(0);
  const [failed, setFailed] = useState(false);
  const page = loaded.get(p.name);
  useEffect(() => {
    if (page) return;
    setFailed(false);
    pages[p.name]().then((m) => { loaded.set(p.name, m.default); tick((t) => t + 1); }, () => setFailed(true));
  }, [p.name, page]);
  if (failed) return <div class="state problem" role="alert"><h1>The page could not be loaded</h1><p>The server does not answer, or has been renewed. <a href={location.href} target="_self">Load it again</a>.</p></div>;
  if (!page) return <div class="state loading" role="status"><p>Loading …</p></div>;
  const Page = page;
  return <Page key={p.name} />;
}

function Search(): VNode {
  const place = useContext(PlaceContext);
  const names = useNames();
  const understand = useMemo(() => reader(names), [names]);
  const asked = place.view === 'search' ? new URLSearchParams(place.search).get('q') ?? '' : '';
  const [text, setText] = useState(asked);
  const box = useRef<HTMLInputElement>(null);
  useEffect(() => { if (asked) setText(asked); }, [asked]);
  useEffect(() => {
    const f = (e: KeyboardEvent): void => {
      if (e.key === '/' && !e.ctrlKey && !e.metaKey && !e.altKey && !(e.target as Element).closest('input, textarea, select, [contenteditable]')) {
        e.preventDefault();
        box.current?.focus();
        box.current?.select();
      }
    };
    addEventListener('keydown', f);
    return () => removeEventListener('keydown', f);
  }, []);
  return (
    <form class="search" role="search" onSubmit={(e) => {
      e.preventDefault();
      const t = text.trim();
      if (t) go(read(t, understand));
    }}>
      <label for="q" class="hidden">Search</label>
      <input id="q" ref={box} type="search" value={text} onInput={(e) => setText(e.currentTarget.value)} placeholder="Russia China since 1991 on North Korea" autocomplete="off" enterkeyhint="search" />
      <button type="submit">Find</button>
    </form>
  );
}

function App(): VNode {
  const p = usePlace();
  const main = useRef<HTMLElement>(null);
  const [announced, announce] = useState('');
  const first = useRef(true);
  useEffect(() => {
    if (first.current) { first.current = false; return; }
    const t = setTimeout(() => {
      const h = main.current?.querySelector('h1');
      (h as HTMLElement | null)?.focus({ preventScroll: true });
      announce(document.title);
    }, 60);
    return () => clearTimeout(t);
  }, [p.view]);
  const body = p.view === 'missing' ? <><Title>Nothing here</Title><p>There is no page at this address. <a href="./">To the beginning</a>.</p></> : <View name={p.view} />;
  if (p.embedded) {
    return (
      <PlaceContext.Provider value={p}>
        <main ref={main} class={`view embed${p.figure ? ' one' : ''}`}>{body}</main>
        <footer class="embed-link"><a href={(p.view === 'missing' ? './' : p.view) + (stateOf(p.search) && `?${stateOf(p.search)}`)} target="_blank" rel="noopener">Entente</a></footer>
      </PlaceContext.Provider>
    );
  }
  return (
    <PlaceContext.Provider value={p}>
      <a class="skip" href="#main" onClick={(e) => { e.preventDefault(); main.current?.focus(); }}>To the content</a>
      <header class="top">
        <a class="brand" href="./">Entente</a>
        <Search />
        <nav aria-label="Views">
          <ul>{menu.map(([v, name]) => <li key={v}><a href={link(v, {})} aria-current={p.view === v ? 'page' : undefined}>{name}</a></li>)}</ul>
        </nav>
      </header>
      <main id="main" ref={main} tabIndex={-1} class="view">{body}</main>
      <footer>
        <p>Counts of what is on record, each with its sources. Agreement in votes is not alliance, and tells nothing of who follows whom. <a href="sources">Sources, licences and gaps</a>. Maps: Natural Earth. <a href="licences.txt" target="_self">Licences of the page’s parts</a>.</p>
      </footer>
      <NameList />
      <div class="hidden" role="status">{announced}</div>
    </PlaceContext.Provider>
  );
}

const root = document.getElementById('app')!;
followLinks(document.body);
render(<App />, root);
