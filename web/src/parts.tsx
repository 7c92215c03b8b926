// Pieces that all views use: the four states, links, controls.
import type { ComponentChildren, VNode } from 'preact';
import { useEffect, useId, useRef, useState } from 'preact/hooks';
import { askKept, useAsk, type Asking, type Candidate } from './api';
import { CountryNames } from './documents/search';
import { linkTo, useView } from './nav';
import { day, measureName } from './format';
import { measures } from './specs';
import { topics, type Filter } from './where';

export function Thing(p: { of: { id: string; name: string } | null | undefined; children?: ComponentChildren }): VNode {
  if (!p.of) return <>–</>;
  return <a href={linkTo(p.of.id)}>{p.children ?? p.of.name}</a>;
}

/** An unanswered question: why, and what to try. replace gives the address for
 * a candidate in the place of the name that was not understood. */
export function Problem(p: { asking: Asking<unknown>; replace?: ((c: Candidate, message: string) => string | undefined) | undefined }): VNode | null {
  const e = p.asking.error;
  // What is only not ready yet is asked for again without being told to.
  useEffect(() => {
    if (e?.code !== 'UNAVAILABLE' && e?.code !== 'OFFLINE') return;
    const t = setTimeout(p.asking.again, Math.min(30, e.wait || 3) * 1000);
    return () => clearTimeout(t);
  }, [e]);
  if (!e) return null;
  const head: Record<string, string> = {
    UNKNOWN_NAME: 'That name is not known', AMBIGUOUS_NAME: 'That name can mean several', BAD_REQUEST: 'That cannot be asked', NOT_FOUND: 'Nothing of the kind is on record',
    TOO_COMPLEX: 'That is too much for one question', TIMEOUT: 'That took too long', UNAVAILABLE: 'Not available just now', OFFLINE: 'No answer',
  };
  const hint: Record<string, string> = {
    TOO_COMPLEX: 'Ask for fewer states, a shorter period or one body.', TIMEOUT: 'Ask for fewer states, a shorter period or one body, or try again.',
    UNAVAILABLE: 'This page asks again by itself.', OFFLINE: 'This page asks again by itself.',
  };
  return (
    <div class="state problem" role="status">
      <h2>{head[e.code] ?? 'No answer'}</h2>
      <p>{e.message}</p>
      {hint[e.code] && <p>{hint[e.code]}</p>}
      {e.candidates.length > 0 && (
        <ul class="candidates">
          {e.candidates.map((c) => (
            <li key={c.id}>
              <a href={p.replace?.(c, e.message) ?? linkTo(c.id)}>{c.name}</a> <small>{c.id}{c.since ? `, since ${day(c.since)}` : ''}{c.until ? `, until ${day(c.until)}` : ''}</small>
            </li>
          ))}
        </ul>
      )}
      <p><button type="button" onClick={p.asking.again}>Try again</button></p>
    </div>
  );
}

/** Shows what is asked: waiting, refused or answered. While a new answer is
 * awaited the old one stays, marked as old. */
export function Answer<R>(p: { asking: Asking<R>; children: (data: R) => ComponentChildren; replace?: (c: Candidate, message: string) => string | undefined }): VNode {
  const { asking } = p;
  if (asking.error) return <Problem asking={asking} replace={p.replace} />;
  if (asking.data === undefined) return <div class="state loading" role="status"><p>{asking.busy ? 'Asking the record …' : ''}</p></div>;
  return <div class={asking.busy ? 'answer old' : 'answer'} aria-busy={asking.busy}>{p.children(asking.data)}</div>;
}

export const Empty = (p: { children: ComponentChildren }): VNode => <div class="state empty"><p>{p.children}</p></div>;

export function Warnings(p: { of: readonly string[] }): VNode | null {
  if (!p.of.length) return null;
  return (
    <details class="warnings" open={p.of.length <= 3}>
      <summary>{p.of.length === 1 ? 'One caveat' : `${p.of.length} caveats`}</summary>
      <ul>{p.of.map((w) => <li key={w}>{w}</li>)}</ul>
    </details>
  );
}

export interface From { id: string; importName: string; name: string; kind?: string | null; version?: string | null; loaded?: string | null }
export function Sources(p: { of: readonly From[]; short?: boolean }): VNode | null {
  const seen = p.of.filter((s, i) => p.of.findIndex((x) => x.id === s.id) === i && !(p.short && s.kind === 'citation'));
  if (!seen.length) return null;
  return (
    <>
      {seen.map((s, i) => (
        <span key={s.id}>{i > 0 && '; '}<a href={linkTo(s.id)}>{p.short ? s.importName || s.name : s.name}</a>{s.version ? ` (${s.version})` : ''}</span>
      ))}
    </>
  );
}

// ---- controls

let names: string[] | undefined;
const waiting = new Set<(n: string[]) => void>();
export function useNames(): string[] {
  const [n, set] = useState<string[]>(names ?? []);
  useEffect(() => {
    if (names) return;
    waiting.add(set);
    if (waiting.size === 1) {
      askKept(CountryNames, {}).then((r) => {
        names = r.countries.nodes.map((c) => c.name).sort((a, b) => a.localeCompare(b, 'en'));
        waiting.forEach((f) => f(names!));
        waiting.clear();
      }, () => waiting.clear());
    }
    return () => { waiting.delete(set); };
  }, []);
  return n;
}

/** Names of states offered while typing; once on a page. */
export function NameList(): VNode {
  const n = useNames();
  return <datalist id="names">{n.map((x) => <option key={x} value={x} />)}</datalist>;
}

export function Field(p: { label: string; value: string; set: (v: string) => void; list?: string; hint?: string; size?: number; pattern?: string }): VNode {
  const id = useId();
  const [draft, setDraft] = useState(p.value);
  const [given, setGiven] = useState(p.value);
  if (given !== p.value) {
    setGiven(p.value);
    setDraft(p.value);
  }
  const done = (v: string): void => { if (v.trim() !== p.value) p.set(v.trim()); };
  return (
    <div class={(p.size ?? 0) > 30 ? 'field wide' : 'field'}>
      <label for={id}>{p.label}</label>
      <input id={id} value={draft} list={p.list} type="text" placeholder={p.hint} size={p.size ?? 14} pattern={p.pattern} autocomplete="off" spellcheck={false}
        onInput={(e) => setDraft(e.currentTarget.value)} onChange={(e) => done(e.currentTarget.value)}
        onKeyDown={(e) => { if (e.key === 'Enter') { e.preventDefault(); done(e.currentTarget.value); } }} />
    </div>
  );
}

export function Select<T extends string>(p: { label: string; value: T; set: (v: T) => void; options: readonly (readonly [T, string])[] }): VNode {
  const id = useId();
  return (
    <div class="field">
      <label for={id}>{p.label}</label>
      <select id={id} value={p.value} onChange={(e) => p.set(e.currentTarget.value as T)}>
        {p.options.map(([v, text]) => <option key={v} value={v} selected={v === p.value}>{text}</option>)}
      </select>
    </div>
  );
}

export const NameField = (p: { label: string; value: string; set: (v: string) => void }): VNode => <Field {...p} list="names" hint="a state" />;

/** A list of names: those chosen with a button to take each away, and a field to add one. */
export function Names(p: { label: string; value: readonly string[]; set: (v: string[]) => void }): VNode {
  const id = useId();
  const box = useRef<HTMLInputElement>(null);
  const add = (v: string): void => {
    const more = v.split(/[,;~]/).map((x) => x.trim()).filter((x) => x && !p.value.includes(x));
    if (more.length) p.set([...p.value, ...more]);
    if (box.current) box.current.value = '';
  };
  return (
    <div class="field wide">
      <label for={id}>{p.label}</label>
      <div class="chips">
        {p.value.map((v) => <button type="button" class="chip" key={v} aria-label={`Take ${v} away`} onClick={() => p.set(p.value.filter((x) => x !== v))}>{v} <span aria-hidden="true">×</span></button>)}
        <input id={id} ref={box} list="names" size={14} placeholder="add a state" autocomplete="off" onChange={(e) => add(e.currentTarget.value)}
          onKeyDown={(e) => { if (e.key === 'Enter') { e.preventDefault(); add(e.currentTarget.value); } }} />
      </div>
    </div>
  );
}

export const measureOptions = measures.map((m) => [m, measureName[m]!] as const);

/** The filter all views of votes share. */
export function FilterBar(p: { value: Filter; set: (f: Partial<Filter>) => void; short?: boolean; children?: ComponentChildren }): VNode {
  const { value: v, set } = p;
  const more = [v.about.length > 0, v.contested, v.kind, v.text].filter(Boolean).length;
  return (
    <form class="controls" aria-label="What is counted" onSubmit={(e) => e.preventDefault()}>
      {p.children}
      <Select label="Body" value={v.body} set={(body) => set({ body })} options={[['', 'Both'], ['ga', 'General Assembly'], ['sc', 'Security Council']]} />
      <Field label="From" value={v.since} set={(since) => set({ since })} hint="1991" size={9} pattern="\d{4}(-\d\d(-\d\d)?)?" />
      <Field label="To" value={v.until} set={(until) => set({ until })} hint="today" size={9} pattern="\d{4}(-\d\d(-\d\d)?)?" />
      <Select label="Topic" value={(v.topic.length > 1 ? v.topic.join('~') : v.topic[0] ?? '') as string} set={(t) => set({ topic: t ? t.split('~') : [] })}
        options={[['', 'All'], ...topics, ...(v.topic.length > 1 || (v.topic[0] && !topics.some((t) => t[0] === v.topic[0])) ? [[v.topic.join('~'), v.topic.join(', ')] as const] : [])]} />
      <details class="more" open={more > 0}>
        <summary>More{more ? ` (${more})` : ''}</summary>
        <div class="row">
          <Field label="About state" value={v.about.join('~')} set={(a) => set({ about: a ? a.split('~') : [] })} list="names" />
          <Select label="Division" value={v.contested} set={(contested) => set({ contested })} options={[['', 'All'], ['yes', 'Contested only'], ['no', 'Uncontested only']]} />
          <Select label="Voted on" value={v.kind} set={(kind) => set({ kind })} options={[['', 'Whole texts'], ['paragraph', 'Paragraphs'], ['amendment', 'Amendments'], ['motion', 'Motions'], ['all', 'All of these']]} />
          <Field label="Words in title" value={v.text} set={(text) => set({ text })} />
        </div>
      </details>
    </form>
  );
}

/** A heading that takes the focus when the view changes, and names the page. */
export function Title(p: { children: string; sub?: ComponentChildren }): VNode {
  useEffect(() => { document.title = `${p.children} – Entente`; }, [p.children]);
  return (
    <header class="title">
      <h1 tabIndex={-1}>{p.children}</h1>
      {p.sub && <p class="sub">{p.sub}</p>}
    </header>
  );
}

export function Rejected(p: { names: readonly string[] }): VNode | null {
  if (!p.names.length) return null;
  return <p class="note" role="status">The link has no usable value for {p.names.join(', ')}; {p.names.length > 1 ? 'they are' : 'it is'} left at the default.</p>;
}

export { useAsk, useView };
