import type { ComponentChildren, VNode } from 'preact';
import { useEffect, useState } from 'preact/hooks';
import { Argument, Check, OneClaim, type ArgumentResult, type CheckResult, type OneClaimResult } from '../documents/claim';
import { Figure } from '../figure';
import { count, day, decimal, percent, period, unbroken } from '../format';
import { link, linkTo } from '../nav';
import { Answer, Empty, Field, Rejected, Sources, Thing, Title, Warnings, useAsk, useView } from '../parts';

type Verdict = Omit<CheckResult['checkClaim'], 'subject' | 'object' | 'negated'>;

const words: Record<string, [string, string]> = {
  SUPPORTED: ['Supported', '✓'], CONSISTENT: ['Consistent', '≈'], MIXED: ['Mixed', '±'], CONTRADICTED: ['Contradicted', '✗'], NOT_KNOWN: ['Not known', '?'], NOT_DECIDABLE: ['Not decidable', '∅'],
};
export const Verdictword = (p: { of: string }): VNode => <span class={`verdict ${p.of.toLowerCase()}`}><span aria-hidden="true">{words[p.of]?.[1]} </span>{words[p.of]?.[0] ?? p.of}</span>;
const stances: Record<string, string> = { ASSERTS: 'asserts', DENIES: 'denies', REPORTS: 'reports', POSSIBLE: 'holds possible', UNPROVEN: 'holds unproven', EXPECTS: 'expects' };

export default function ClaimView(): VNode {
  const [s, set, rejected] = useView('claim');
  const form = (
    <form class="controls" aria-label="Which claim" onSubmit={(e) => e.preventDefault()}>
      <Field label="A claim as a sentence" value={s.text} set={(text) => set({ text, id: '' })} hint="Russia is an ally of North Korea" size={44} />
      {s.text && <Field label="Said of the day" value={s.at} set={(at) => set({ at })} hint="today" size={10} pattern="\d{4}(-\d\d(-\d\d)?)?" />}
      {(s.text || s.id) && <a href={link('claim', {})}>All claims of the article</a>}
    </form>
  );
  return (
    <>
      <Rejected names={rejected} />
      {s.text ? <Asked s={s} set={set} form={form} /> : s.id ? <Known s={s} set={set} form={form} /> : <Tree s={s} set={set} form={form} />}
    </>
  );
}

interface P { s: ReturnType<typeof useView<'claim'>>[0]; set: ReturnType<typeof useView<'claim'>>[1]; form: VNode }

/** A day of knowledge: a slider by month, and the same as a field. */
function AsOf(p: { value: string; set: (v: string, replace: boolean) => void; days?: readonly string[] }): VNode {
  const now = new Date();
  const today = now.getUTCFullYear() * 12 + now.getUTCMonth();
  const first = 1990 * 12;
  const months = p.value ? +p.value.slice(0, 4) * 12 + (+(p.value.slice(5, 7) || 12) - 1) : today;
  const [draft, setDraft] = useState(months);
  useEffect(() => setDraft(months), [months]);
  // The last day of the month is what was known at its end.
  const write = (m: number): string => (m >= today ? '' : new Date(Date.UTC(Math.floor(m / 12), (m % 12) + 1, 0)).toISOString().slice(0, 10));
  const words_ = draft >= today ? 'today' : day(write(draft).slice(0, 7));
  return (
    <div class="controls">
      <div class="field grow"><label for="asof">Known by: <b>{words_}</b></label>
        <input id="asof" type="range" min={first} max={today} step={1} value={draft} aria-valuetext={words_} list="verdictdays"
          onInput={(e) => setDraft(+e.currentTarget.value)} onChange={(e) => p.set(write(+e.currentTarget.value), true)} />
        {p.days && <datalist id="verdictdays">{p.days.map((d) => <option key={d} value={+d.slice(0, 4) * 12 + +(d.slice(5, 7) || 1) - 1} />)}</datalist>}
      </div>
      <Field label="or the day" value={p.value} set={(v) => p.set(v, false)} hint="today" size={10} pattern="\d{4}(-\d\d(-\d\d)?)?" />
      {p.value && <button type="button" onClick={() => p.set('', false)}>Today</button>}
    </div>
  );
}

function Asked(p: P): VNode {
  const { s, set } = p;
  const vars = { claim: { text: s.text, ...(s.at ? { at: s.at } : {}) }, asOf: s.asOf || null };
  const asking = useAsk(Check, vars);
  return (
    <>
      <Title sub="Held against the record by a fixed rule.">{s.text}</Title>
      {p.form}
      <AsOf value={s.asOf} set={(asOf, r) => set({ asOf }, r)} />
      <Answer asking={asking} replace={(c, m) => link('claim', { ...s, text: s.text.replace(/"([^"]*)"/.exec(m)?.[1] ?? '\u0000', c.name) })}>{(d) => (
        <VerdictBox v={d.checkClaim} query={{ doc: Check, vars }} taken={<>{d.checkClaim.subject && <>about <Thing of={d.checkClaim.subject} /></>}{d.checkClaim.object && <> and <Thing of={d.checkClaim.object} /></>}{d.checkClaim.negated && ', as a denial'}</>} />
      )}</Answer>
    </>
  );
}

function Known(p: P): VNode {
  const { s, set } = p;
  const vars = { id: s.id, asOf: s.asOf || null };
  const asking = useAsk(OneClaim, vars);
  return (
    <>
      <Title sub={s.id}>{asking.data?.claim?.text ?? 'A claim'}</Title>
      {p.form}
      <AsOf value={s.asOf} set={(asOf, r) => set({ asOf }, r)} days={asking.data?.verdictHistory.map((h) => h.asOf)} />
      <Answer asking={asking}>{(d) => (d.claim ? <ClaimBox c={d.claim} history={d.verdictHistory} vars={vars} set={set} /> : <Empty>There was no such claim on record.</Empty>)}</Answer>
    </>
  );
}

function ClaimBox(p: { c: NonNullable<OneClaimResult['claim']>; history: OneClaimResult['verdictHistory']; vars: object; set: P['set'] }): VNode {
  const { c } = p;
  const refs = (title: string, xs: readonly { id: string; name: string }[]): ComponentChildren => xs.length > 0 && <><h3>{title}</h3><ul class="list">{xs.map((x) => <li key={x.id}><a href={linkTo(x.id)}>{x.name}</a></li>)}</ul></>;
  return (
    <>
      <Warnings of={[...(c.status !== 'open' ? [`${c.status}: ${c.statusReason ?? 'no reason given'}`] : []), ...c.warnings]} />
      <VerdictBox v={c.verdict} query={{ doc: OneClaim, vars: p.vars }} taken={<>{c.subject && <>about <Thing of={c.subject} /></>}{c.objects.map((o) => <span key={o.id}> and <Thing of={o} /></span>)}{(c.since || c.until) && `; claimed of ${period(c.since, c.until)}`}</>} />
      <div class="columns">
        <section>
          <h2>Who says it</h2>
          {c.statements.length === 0 && <p class="note">Nobody on record.</p>}
          <ul class="list">{c.statements.map((x, i) => <li key={i}>{x.retracted ? <s>{x.claimant.name}</s> : <Thing of={x.claimant} />} <b>{stances[x.stance]}</b> it <small>{[day(x.date), x.manner, x.medium, x.audience && `to ${x.audience}`, x.note, x.retracted && 'taken back'].filter(Boolean).join('; ')} <Sources of={x.sources} short /></small></li>)}</ul>
          {c.evidence.length > 0 && <><h3>Linked by hand</h3><ul class="list">{c.evidence.map((x, i) => <li key={i}>{x.against ? 'against: ' : 'for: '}<Thing of={x.what} /> <small>{[day(x.date), x.note, x.by && `by ${x.by}`, x.retracted && 'taken back'].filter(Boolean).join('; ')}</small></li>)}</ul></>}
        </section>
        <section>
          {p.history.length > 0 && <><h2>How the verdict changed</h2><ul class="list">{p.history.map((h, i) => <li key={i}><time>{day(h.asOf)}</time><Verdictword of={h.word} /> <button type="button" onClick={() => p.set({ asOf: h.asOf })}>As of then</button></li>)}</ul></>}
          {refs('It rests on', c.premises)}
          {refs('On it rest', c.premiseOf)}
          {refs('It cannot stand beside', c.contradicts)}
          {c.watch.length > 0 && <><h3>What to watch</h3><ul class="list">{c.watch.map((w) => <li key={w.id}>{w.text} <small>{w.sentence}</small></li>)}</ul></>}
        </section>
      </div>
      <p class="under">Sources: <Sources of={c.sources} /></p>
    </>
  );
}

function VerdictBox(p: { v: Verdict; query: { doc: any; vars: object }; taken: ComponentChildren }): VNode {
  const { v } = p;
  const proofs = (title: string, xs: Verdict['evidenceFor'], more: number): VNode => (
    <section>
      <h3>{title} ({count(xs.length + more)})</h3>
      {xs.length === 0 && <p class="note">None on record.</p>}
      <ul class="list">{xs.map((e, i) => <li key={i}><time>{day(e.date)}</time><a href={linkTo(e.id)}>{e.text}</a> <small>{e.byHand && 'linked by hand; '}<Sources of={e.sources} short /></small></li>)}</ul>
      {more > 0 && <p class="note">Showing {xs.length} of {count(xs.length + more)}.</p>}
    </section>
  );
  const figure = (x: Verdict['numbers'][number]): string => (x.value == null ? 'not known' : x.unit === 'share' ? percent(x.value) : x.unit === 'count' ? count(x.value) : decimal(x.value));
  const list = (title: string, xs: readonly string[]): ComponentChildren => xs.length > 0 && <details><summary>{title} ({xs.length})</summary><ul>{xs.map((x) => <li key={x}>{x}</li>)}</ul></details>;
  return (
    <Figure id="verdict" title="Verdict" plain n={`${count(v.n)} records`} definition={v.definition} sources={[...v.evidenceFor, ...v.evidenceAgainst].flatMap((e) => e.sources)} answer={v} query={p.query}
      table={{ columns: ['side', 'date', 'text', 'record'], rows: [...v.evidenceFor.map((e) => ['for', e.date, e.text, e.id]), ...v.evidenceAgainst.map((e) => ['against', e.date, e.text, e.id])] }}>
      <p class="sentence"><Verdictword of={v.word} /> {unbroken(v.sentence)}</p>
      <p class="sub">Taken {p.taken}; judged {v.at ? `at ${day(v.at)}` : `over ${period(v.since, v.until)}`}, by what was known on {day(v.asOf)}.</p>
      {v.numbers.length > 0 && <dl class="measures">{v.numbers.map((x, i) => <div key={i}><dt>{x.name}{x.year ? `, ${x.year}` : ''}</dt><dd><span class="big">{figure(x)}</span><small>n {count(x.n)}{x.low != null && x.high != null ? `; interval ${x.unit === 'share' ? `${percent(x.low)} to ${percent(x.high)}` : `${decimal(x.low)} to ${decimal(x.high)}`}` : ''}{x.source ? `; ${x.source}` : ''}{x.note ? `; ${x.note}` : ''}</small></dd></div>)}</dl>}
      <div class="columns">{proofs('For it', v.evidenceFor, v.moreFor)}{proofs('Against it', v.evidenceAgainst, v.moreAgainst)}</div>
      {list('How far the records reach', v.coverage)}{list('What this does not say', v.limits)}{list('What would change it', v.wouldChange)}
    </Figure>
  );
}

function Tree(p: P): VNode {
  const { s, set } = p;
  const vars = { of: s.of, asOf: s.asOf || null };
  const asking = useAsk(Argument, vars);
  return (
    <>
      <Title sub="A claim against the record, and the argument of a text as a tree: each conclusion with the premises it rests on, as they stood then and stand now.">Claims</Title>
      {p.form}
      <AsOf value={s.asOf} set={(asOf, r) => set({ asOf }, r)} />
      <Answer asking={asking}>{(d) => <Branches b={d.brief} vars={vars} asOf={s.asOf} />}</Answer>
    </>
  );
}

function Branches(p: { b: ArgumentResult['brief']; vars: object; asOf: string }): VNode {
  const { b } = p;
  if (b.tree.length === 0) return <Empty>No claim of a text of that name is on record.</Empty>;
  return (
    <Figure id="argument" title={`The argument of ${b.author ? b.author.name : b.of}, ${day(b.then)}`} plain n={`${count(b.claims)} claims`} definition="Each verdict is by the fixed rule of its kind of claim; a conclusion is not judged by its premises." answer={b} query={{ doc: Argument, vars: p.vars }}
      table={{ columns: ['depth', 'claim', 'stance', 'verdict then', 'verdict now', 'held then', 'holds now', 'changed on', 'changed by'], rows: b.tree.map((x) => [x.depth, x.claim.text, x.stance && stances[x.stance]!, x.then.word, x.now.word, x.heldThen, x.heldNow, x.changedOn, x.changedBy?.text]) }}>
      <ul class="list tree">{b.tree.map((x, i) => (
        <li key={i} class={`depth${Math.min(4, x.depth)}`}>
          <a href={link('claim', { id: x.claim.id, asOf: p.asOf })}>{x.claim.text}</a>{x.again ? <small> (see above)</small> : (
            <> <small>{x.stance && `${stances[x.stance]}; `}then <Verdictword of={x.then.word} />{x.now.word !== x.then.word ? <>, now <Verdictword of={x.now.word} />{x.changedOn && ` since ${day(x.changedOn)}`}{x.changedBy && <>: <a href={linkTo(x.changedBy.id)}>{x.changedBy.text}</a></>}</> : ', and now'}; as put: {x.heldNow}</small></>
          )}
        </li>
      ))}</ul>
      {b.watch.length > 0 && <details><summary>What to watch ({b.watch.length})</summary><ul>{b.watch.map((w) => <li key={w.id}>{w.text} <small>{w.sentence}</small></li>)}</ul></details>}
    </Figure>
  );
}
