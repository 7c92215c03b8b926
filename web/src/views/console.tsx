import type { VNode } from 'preact';
import { useEffect, useRef, useState } from 'preact/hooks';
import { endpoint } from '../api';
import { Title, useView } from '../parts';
import { Ballots } from '../documents/rollcall';
import { Closest } from '../documents/closest';
import { Dossier, Pair } from '../documents/pair';
import { Matrix } from '../documents/matrix';
import { Find } from '../documents/search';
import { SourceList } from '../documents/sources';
import { Timeline } from '../documents/timeline';

interface Saved { name: string; query: string; variables: string }

const json = (v: object): string => JSON.stringify(v, null, 2);
const examples: Saved[] = [
  {
    name: 'How often do Russia and China vote together on North Korea?', variables: json({ where: { body: ['SECURITY_COUNCIL'], topics: ['dprk'] } }),
    query: `query ($where: VoteFilter) {
  alignment(between: ["Russia", "China"], where: $where) {
    sentence
    n
    identical { value low high definition }
    splits(first: 5) { totalCount nodes { rollCall { symbol date title } aChoice bChoice } }
    warnings
  }
}`,
  },
  { name: 'Who is meant by a name?', variables: json({ name: 'the Kremlin' }), query: 'query ($name: String!, $at: Date) {\n  country(name: $name, at: $at) {\n    id\n    name\n    names { text lang kind since until }\n  }\n}' },
  { name: 'A pair: all the page shows', query: Pair.text, variables: json({ a: 'Russia', b: 'China', where: null, by: 'YEAR', measure: 'IDENTICAL', both: true, assembly: { body: ['GENERAL_ASSEMBLY'] }, council: { body: ['SECURITY_COUNCIL'] } }) },
  { name: 'A pair: the dossier', query: Dossier.text, variables: json({ a: 'Russia', b: 'North Korea', at: '2024-12-31' }) },
  { name: 'All pairs among five states', query: Matrix.text, variables: json({ among: ['Russia', 'China', 'United States', 'France', 'United Kingdom'], where: { body: ['SECURITY_COUNCIL'] }, measure: 'IDENTICAL' }) },
  { name: 'Who votes most like Russia?', query: Closest.text, variables: json({ to: 'Russia', where: { since: '2014' }, measure: 'IDENTICAL', first: 20 }) },
  { name: 'One roll call and its votes', query: Ballots.text, variables: json({ symbol: 'S/RES/2397(2017)' }) },
  { name: 'All that is dated between two states', query: Timeline.text, variables: json({ a: 'Russia', b: 'North Korea', since: '1991', first: 100 }) },
  { name: 'Things by their names', query: Find.text, variables: json({ text: 'Lavrov', first: 10 }) },
  { name: 'Which datasets are loaded?', query: SourceList.text, variables: '' },
];

const shelf = 'entente.queries';
function stored(): Saved[] {
  try {
    const v = JSON.parse(localStorage.getItem(shelf) ?? '[]');
    return Array.isArray(v) ? v.filter((x) => typeof x?.name === 'string' && typeof x?.query === 'string').map((x) => ({ name: x.name, query: x.query, variables: String(x.variables ?? '') })) : [];
  } catch {
    return [];
  }
}
function store(list: Saved[]): void {
  try { localStorage.setItem(shelf, JSON.stringify(list)); } catch { /* The browser keeps nothing; the link still does. */ }
}

export default function Console(): VNode {
  const [s, set] = useView('console');
  const [query, setQuery] = useState(s.query || examples[0]!.query);
  const [variables, setVariables] = useState(s.query ? s.variables : examples[0]!.variables);
  const [mine, setMine] = useState(stored);
  const [name, setName] = useState('');
  const [answer, setAnswer] = useState('');
  const [said, say] = useState<{ text: string; bad?: boolean }>({ text: '' });
  const box = useRef<HTMLTextAreaElement>(null);
  const vbox = useRef<HTMLTextAreaElement>(null);
  useEffect(() => {
    if (s.query && s.query !== query) { setQuery(s.query); setVariables(s.variables); }
  }, [s.query, s.variables]);
  const run = async (): Promise<void> => {
    let v: unknown = null;
    if (variables.trim()) {
      try { v = JSON.parse(variables); } catch (e) {
        say({ text: `The variables are not JSON: ${(e as Error).message}`, bad: true });
        vbox.current?.focus();
        return;
      }
    }
    set({ query, variables }, true);
    say({ text: 'Asking …' });
    const start = performance.now();
    try {
      const r = await fetch(endpoint, { method: 'POST', headers: { 'content-type': 'application/json', accept: 'application/graphql-response+json, application/json;q=0.9' }, body: JSON.stringify({ query, variables: v }) });
      const a = await r.json();
      setAnswer(JSON.stringify(a, null, 2));
      say(a.errors ? { text: `${a.errors.length === 1 ? 'One error' : `${a.errors.length} errors`}: ${a.errors[0].message}`, bad: true } : { text: `Answered in ${Math.round(performance.now() - start)} ms.` });
    } catch (e) {
      say({ text: `The server did not answer: ${(e as Error).message}`, bad: true });
    }
  };
  const key = (e: KeyboardEvent): void => {
    if (e.key === 'Enter' && (e.ctrlKey || e.metaKey)) {
      e.preventDefault();
      void run();
    }
  };
  const all = [...examples, ...mine];
  return (
    <>
      <Title sub="The GraphQL API that every view is drawn from. Ctrl+Enter asks.">Console</Title>
      <div class="console">
        <section aria-label="Question">
          <div class="field"><label for="saved">Queries</label>
            <select id="saved" value="" onChange={(e) => {
              const q = all[Number(e.currentTarget.value)];
              if (q) { setQuery(q.query); setVariables(q.variables); setAnswer(''); say({ text: '' }); }
              e.currentTarget.value = '';
            }}>
              <option value="">Choose one …</option>
              <optgroup label="Examples">{examples.map((q, i) => <option key={q.name} value={i}>{q.name}</option>)}</optgroup>
              {mine.length > 0 && <optgroup label="Saved in this browser">{mine.map((q, i) => <option key={q.name} value={examples.length + i}>{q.name}</option>)}</optgroup>}
            </select></div>
          <div class="field"><label for="query">Query</label><textarea id="query" ref={box} rows={18} spellcheck={false} value={query} onInput={(e) => setQuery(e.currentTarget.value)} onKeyDown={key} /></div>
          <div class="field"><label for="variables">Variables (JSON)</label><textarea id="variables" ref={vbox} rows={5} spellcheck={false} value={variables} onInput={(e) => setVariables(e.currentTarget.value)} onKeyDown={key} /></div>
          <p class="row"><button type="button" onClick={() => void run()}>Ask</button><span class={said.bad ? 'bad' : ''} role="status">{said.text}</span></p>
          <div class="row">
            <div class="field"><label for="savename">Name</label><input id="savename" value={name} size={18} onInput={(e) => setName(e.currentTarget.value)} /></div>
            <button type="button" disabled={!name.trim()} onClick={() => { const list = [...mine.filter((q) => q.name !== name.trim()), { name: name.trim(), query, variables }]; setMine(list); store(list); say({ text: `Saved as “${name.trim()}” in this browser.` }); }}>Save</button>
            {mine.some((q) => q.name === name.trim()) && <button type="button" onClick={() => { const list = mine.filter((q) => q.name !== name.trim()); setMine(list); store(list); say({ text: 'Taken away.' }); }}>Delete</button>}
          </div>
          <p class="note">The address of this page holds the query once it was asked.</p>
        </section>
        <section aria-label="Answer"><h2>Answer</h2><pre tabIndex={0} role="region" aria-label="Answer as JSON">{answer || 'Nothing asked yet.'}</pre></section>
        <Docs />
      </div>
    </>
  );
}

interface TypeRef { kind: string; name: string | null; ofType: TypeRef | null }
interface FieldDoc { name: string; description: string | null; args?: { name: string; type: TypeRef; defaultValue: string | null }[]; type: TypeRef }
interface TypeDoc { name: string; description: string | null; fields: FieldDoc[] | null; inputFields: FieldDoc[] | null; enumValues: { name: string; description: string | null }[] | null }

const word = (t: TypeRef): string => (t.kind === 'NON_NULL' ? word(t.ofType!) + '!' : t.kind === 'LIST' ? `[${word(t.ofType!)}]` : t.name ?? '');
// [[Int!]!]! is six deep.
const ref = '{ kind name ofType { kind name ofType { kind name ofType { kind name ofType { kind name ofType { kind name } } } } } }';
const introspection = `{ __schema { types { name description fields { name description args { name type ${ref} defaultValue } type ${ref} } inputFields { name description type ${ref} defaultValue } enumValues { name description } } } }`;

function Docs(): VNode {
  const [types, setTypes] = useState<TypeDoc[] | null>(null);
  const [failed, fail] = useState(false);
  const [find, setFind] = useState('');
  useEffect(() => {
    fetch(endpoint, { method: 'POST', headers: { 'content-type': 'application/json' }, body: JSON.stringify({ query: introspection }) }).then((r) => r.json()).then((a) => {
      const list = (a.data.__schema.types as TypeDoc[]).filter((t) => !t.name.startsWith('__'));
      setTypes(list.sort((x, y) => (x.name === 'Query' ? -1 : y.name === 'Query' ? 1 : x.name < y.name ? -1 : 1)));
    }).catch(() => fail(true));
  }, []);
  const w = find.trim().toLowerCase();
  const shown = types?.filter((t) => !w || JSON.stringify([t.name, t.description, t.fields?.map((f) => [f.name, f.description]), t.inputFields?.map((f) => f.name), t.enumValues]).toLowerCase().includes(w));
  return (
    <section aria-label="Reference">
      <h2>Reference</h2>
      <div class="field"><label for="finddoc">Find a type or field</label><input id="finddoc" type="search" value={find} onInput={(e) => setFind(e.currentTarget.value)} /></div>
      {failed && <p class="bad" role="alert">The reference could not be loaded.</p>}
      <div class="docs" tabIndex={0} role="region" aria-label="Types and fields">
        {!types && !failed && <p>Loading …</p>}
        {shown?.length === 0 && <p>No type or field has that word.</p>}
        {shown?.map((t) => (
          <details key={t.name} open={w !== '' ? shown.length < 8 : t.name === 'Query'}>
            <summary>{t.name}</summary>
            <p>{t.description}</p>
            <dl>
              {[...(t.fields ?? []), ...(t.inputFields ?? [])].map((f) => (
                <div key={f.name}><dt>{f.name}{f.args?.length ? `(${f.args.map((a) => `${a.name}: ${word(a.type)}${a.defaultValue ? ` = ${a.defaultValue}` : ''}`).join(', ')})` : ''}: {word(f.type)}</dt><dd>{f.description}</dd></div>
              ))}
              {t.enumValues?.map((v) => <div key={v.name}><dt>{v.name}</dt><dd>{v.description}</dd></div>)}
            </dl>
          </details>
        ))}
      </div>
    </section>
  );
}
