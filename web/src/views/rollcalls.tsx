import { useEffect, useState } from 'preact/hooks';
import type { VNode } from 'preact';
import { ask } from '../api';
import { BallotList, type BallotListResult } from '../documents/rollcall';
import { DataTable, Figure } from '../figure';
import { bodyName, count, tail } from '../format';
import { link } from '../nav';
import { Answer, Empty, FilterBar, Rejected, Title, useAsk, useView } from '../parts';
import { inWords, where } from '../where';

type Rows = BallotListResult['rollCalls'];

export default function RollCalls(): VNode {
  const [s, set, rejected] = useView('rollcalls');
  const vars = { where: where(s), first: 100 };
  const asking = useAsk(BallotList, vars);
  return (
    <>
      <Title sub={inWords(s)}>Roll calls</Title>
      <Rejected names={rejected} />
      <FilterBar value={s} set={set} />
      <Answer asking={asking}>{(d) => <List first={d.rollCalls} vars={vars} />}</Answer>
    </>
  );
}

function List(p: { first: Rows; vars: { where: ReturnType<typeof where>; first: number } }): VNode {
  const [more, setMore] = useState<Rows['nodes']>([]);
  const [page, setPage] = useState(p.first.pageInfo);
  const [busy, setBusy] = useState(false);
  useEffect(() => { setMore([]); setPage(p.first.pageInfo); }, [p.first]);
  const rows = [...p.first.nodes, ...more];
  if (rows.length === 0) return <Empty>No roll call of that kind is on record. Ask for a longer period, both bodies or no topic.</Empty>;
  const titled = rows.some((r) => r.title);
  const table = { columns: ['date', 'symbol', 'body', 'outcome', 'yes', 'no', 'abstained', ...(titled ? ['title'] : []), 'topics'], rows: rows.map((r) => [r.date, r.symbol, bodyName[r.body]!, r.outcome.toLowerCase(), r.yes, r.no, r.abstain, ...(titled ? [r.title && r.title.length > 140 ? r.title.slice(0, 139) + '…' : r.title] : []), r.topics.map((t) => t.name).join(', ')]) };
  return (
    <Figure id="rollcalls" title={`${count(p.first.totalCount)} roll calls`} plain note="Newest first. Tallies are as a source states them." n={count(p.first.totalCount)} answer={rows} query={{ doc: BallotList, vars: p.vars }} table={table}>
      <DataTable caption={`Roll calls: ${count(rows.length)} of ${count(p.first.totalCount)}`} table={table} most={1000} links={(i) => [undefined, link('rollcall', { symbol: tail(rows[i]!.id) })]} />
      {page.hasNextPage && <p><button type="button" disabled={busy} onClick={() => {
        setBusy(true);
        ask(BallotList, { ...p.vars, after: page.endCursor }).then((r) => { setMore([...more, ...r.rollCalls.nodes]); setPage(r.rollCalls.pageInfo); }, () => undefined).finally(() => setBusy(false));
      }}>Show 100 more</button> <small>showing {count(rows.length)} of {count(p.first.totalCount)}</small></p>}
    </Figure>
  );
}
