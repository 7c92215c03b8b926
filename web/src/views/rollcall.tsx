import type { VNode } from 'preact';
import type { Asking } from '../api';
import { BallotById, Ballots, type BallotsResult } from '../documents/rollcall';
import { Figure } from '../figure';
import { bodyName, choiceWord, count, day, tail } from '../format';
import { link } from '../nav';
import { Answer, Empty, Field, Sources, Thing, Title, Warnings, useAsk, useView } from '../parts';

type RollCall = NonNullable<BallotsResult['rollCall']>;
const order = ['YES', 'NO', 'ABSTAIN', 'ABSENT', 'UNKNOWN', 'NOT_MEMBER'];
const heads: Record<string, string> = { YES: 'Yes', NO: 'No', ABSTAIN: 'Abstained', ABSENT: 'Took no part', UNKNOWN: 'Position not known', NOT_MEMBER: 'No member' };

export default function RollCallView(): VNode {
  const [s, set] = useView('rollcall');
  // Links carry the id, which is exact; people type symbols in any form.
  const byId = useAsk(BallotById, s.symbol ? { id: `rollcall/${s.symbol}` } : null);
  const found = byId.data?.node?.__typename === 'RollCall' ? byId.data.node : undefined;
  const bySymbol = useAsk(Ballots, s.symbol && byId.data && !byId.busy && !found ? { symbol: s.symbol } : null);
  const asking: Asking<unknown> = found || !byId.data ? byId : bySymbol;
  const r = found ?? bySymbol.data?.rollCall;
  const form = (
    <form class="controls" aria-label="Which roll call" onSubmit={(e) => e.preventDefault()}>
      <Field label="Symbol of the resolution or draft" value={s.symbol} set={(symbol) => set({ symbol, a: '', b: '' })} hint="S/RES/2397(2017)" size={24} />
    </form>
  );
  if (!s.symbol) return <><Title>Roll call</Title>{form}<Empty>Name a resolution or draft: S/RES/2397(2017), A/RES/76/179, or go through <a href="rollcalls">all roll calls</a>.</Empty></>;
  return (
    <>
      <Title sub={r?.title ?? undefined}>{r?.symbol ?? s.symbol}</Title>
      {form}
      <Answer asking={asking}>{() => r && <Page r={r} s={s} byId={!!found} />}</Answer>
    </>
  );
}

function Page(p: { r: RollCall; s: { symbol: string; a: string; b: string }; byId: boolean }): VNode {
  const { r, s } = p;
  const groups = order.map((c) => [c, r.votes.filter((v) => (v.choice ?? v.noChoice) === c)] as const).filter(([, v]) => v.length > 0);
  const marked = new Set([s.a, s.b].filter(Boolean));
  return (
    <>
      <Warnings of={r.warnings} />
      <dl class="facts">
        <dt>Date</dt><dd>{day(r.date)}</dd>
        <dt>Body</dt><dd>{bodyName[r.body]}{r.session ? `, session ${r.session}` : ''}</dd>
        <dt>Outcome</dt><dd>{r.outcome.toLowerCase()}{r.vetoedBy.length > 0 && <> by {r.vetoedBy.map((c, i) => <span key={c.id}>{i > 0 && ', '}<Thing of={c} /></span>)}</>}</dd>
        <dt>Voted on</dt><dd>{r.kind === 'WHOLE' ? 'the whole text' : r.kind === 'WITHOUT_VOTE' ? 'adopted without a vote' : r.kind.toLowerCase()}</dd>
        <dt>Tally stated</dt><dd>{[['yes', r.yes], ['no', r.no], ['abstained', r.abstain], ['took no part', r.absent]].map(([k, v]) => `${v ?? '–'} ${k}`).join(', ')}</dd>
        {r.topics.length > 0 && <><dt>Topics</dt><dd>{r.topics.map((t, i) => <span key={t.id}>{i > 0 && ', '}<a href={link('rollcalls', { topic: [t.id] })}>{t.name}</a></span>)}</dd></>}
        {r.concerns.length > 0 && <><dt>About</dt><dd>{r.concerns.map((c, i) => <span key={c.id}>{i > 0 && ', '}<Thing of={c} /></span>)}</dd></>}
        {r.draft && r.draft !== r.symbol && <><dt>Draft</dt><dd>{r.draft}</dd></>}
        {r.meeting && <><dt>Meeting</dt><dd>{r.meeting}</dd></>}
      </dl>
      {r.votes.length === 0 ? <Empty>No positions are on record{r.kind === 'WITHOUT_VOTE' ? ': it was adopted without a vote' : ''}.</Empty> : (
        <Figure id="votes" title="Positions" plain n={`${count(r.votes.filter((v) => v.choice && v.choice !== 'ABSENT').length)} votes cast`} sources={r.sources} answer={r} query={p.byId ? { doc: BallotById, vars: { id: r.id } } : { doc: Ballots, vars: { symbol: s.symbol } }}
          cypher={{ file: '29-roll-call-positions', params: { rollCall: r.id } }}
          table={{ columns: ['state', 'position'], rows: r.votes.map((v) => [v.country.name, choiceWord[v.choice ?? v.noChoice ?? '']!]) }}>
          {groups.map(([c, votes]) => (
            <section key={c}>
              <h3>{heads[c]} ({votes.length})</h3>
              <p>{votes.map((v, i) => <span key={v.country.id}>{i > 0 && ', '}{marked.has(tail(v.country.id)) ? <b><Thing of={v.country} /></b> : <Thing of={v.country} />}</span>)}</p>
            </section>
          ))}
        </Figure>
      )}
      <p class="under">Recorded in: <Sources of={r.sources} /></p>
    </>
  );
}
