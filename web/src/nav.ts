// The address bar: read, followed, changed.
import { createContext } from 'preact';
import { useContext, useEffect, useState } from 'preact/hooks';
import { specs, viewNames, type ViewName } from './specs';
import { decode, encode, type State } from './url';

export interface Place {
  view: ViewName | 'missing';
  search: string;
  /** The id of the one figure shown, in a frame of another page. */
  figure: string;
  embedded: boolean;
}

export function place(path: string, search: string): Place {
  const last = path.slice(path.lastIndexOf('/') + 1);
  const q = new URLSearchParams(search);
  const embedded = last === 'embed';
  const name = embedded ? q.get('view') ?? '' : last;
  const view = name === '' ? 'home' : viewNames.find((v) => v === name) ?? 'missing';
  return { view, search, figure: embedded ? q.get('figure') ?? '' : '', embedded };
}

/** The parameters of the view itself, without those of the frame around it. */
export const stateOf = (search: string): string => search.replace(/^\?/, '').split('&').filter((x) => x && !/^(view|figure)=/.test(x)).join('&');

const here = (): Place => place(location.pathname, location.search);
const listeners = new Set<() => void>();
const tell = (): void => listeners.forEach((f) => f());
addEventListener('popstate', tell);

export function usePlace(): Place {
  const [p, set] = useState(here);
  useEffect(() => {
    const f = (): void => set(here());
    listeners.add(f);
    return () => { listeners.delete(f); };
  }, []);
  return p;
}

/** Goes to an address of ours. A change of a control replaces where it is a
 * step of the same thought (typing, sliding), else it can be gone back from. */
export function go(href: string, replace = false): void {
  if (href === location.pathname.slice(location.pathname.lastIndexOf('/') + 1) + location.search) return;
  history[replace ? 'replaceState' : 'pushState'](null, '', href || './');
  tell();
}

/** Links of ours are followed in the page. */
export function followLinks(root: HTMLElement): void {
  root.addEventListener('click', (e) => {
    if (e.defaultPrevented || e.button !== 0 || e.metaKey || e.ctrlKey || e.shiftKey || e.altKey) return;
    const a = (e.target as Element).closest('a');
    const href = a?.getAttribute('href');
    if (!a || !href || a.target || a.hasAttribute('download') || /^([a-z]+:|#|\/)/i.test(href)) return;
    e.preventDefault();
    go(href.replace(/^\.\//, ''));
    scrollTo(0, 0);
  });
}

/** The address of a view in a state. */
export function link<V extends ViewName>(view: V, state: Partial<State<(typeof specs)[V]>>): string {
  return (view === 'home' ? './' : view) + encode(specs[view] as never, state as never);
}

/** The address of a thing by its id. */
export function linkTo(id: string): string {
  const kind = id.slice(0, id.indexOf('/'));
  switch (kind) {
    case 'country': return link('country', { id: id.slice(8) });
    case 'rollcall': return link('rollcall', { symbol: id.slice(9) });
    case 'topic': return link('rollcalls', { topic: [id.slice(6)] });
    case 'claim': return link('claim', { id });
    case 'person': return link('person', { id });
    case 'agreement': return link('agreement', { id });
    default: return link('thing', { id });
  }
}

export const PlaceContext = createContext<Place>({ view: 'home', search: '', figure: '', embedded: false });

/** The state of a view from the address, and how to change it. */
export function useView<V extends ViewName>(view: V): [State<(typeof specs)[V]>, (patch: Partial<State<(typeof specs)[V]>>, replace?: boolean) => void, string[]] {
  const { search, embedded, figure } = useContext(PlaceContext);
  const { state, rejected } = decode(specs[view] as never, search) as { state: State<(typeof specs)[V]>; rejected: string[] };
  return [state, (patch, replace) => {
    const s = encode(specs[view] as never, { ...state, ...patch } as never);
    if (embedded) go(`embed?view=${view}${figure ? `&figure=${figure}` : ''}${s.replace('?', '&')}`, true);
    else go((view as string) === 'home' ? s || './' : view + s, replace);
  }, rejected];
}
