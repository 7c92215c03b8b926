import type { VNode } from 'preact';
import { ConflictList, SourceList } from '../documents/sources';
import { DataTable, Figure } from '../figure';
import { count, day, period } from '../format';
import { linkTo } from '../nav';
import { Answer, Empty, Select, Title, useAsk, useView } from '../parts';

const kinds = [['', 'All'], ['vote', 'Votes'], ['roll_call_date', 'Dates of roll calls'], ['roll_call_tally', 'Tallies'], ['office', 'Offices'], ['alliance', 'Alliances'], ['trade_share', 'Shares of trade'], ['event_date', 'Dates of events']] as const;

export default function SourcesView(): VNode {
  const [s, set] = useView('sources');
  const asking = useAsk(SourceList, {});
  const vars = { kind: s.kind || null, first: 100 };
  const conflicts = useAsk(ConflictList, vars);
  return (
    <>
      <Title sub="What the answers rest on: what is loaded, how to cite it, on what terms, and where sources differ.">Sources</Title>
      <Answer asking={asking}>{(d) => {
        const sets = d.sources.filter((x) => x.kind === 'dataset');
        const [loaded, missing] = [sets.filter((x) => x.loaded), sets.filter((x) => !x.loaded)];
        const cited = d.sources.filter((x) => x.kind !== 'dataset');
        return (
          <>
            <Figure id="datasets" title={`Loaded: ${loaded.length} of ${sets.length} datasets`} answer={d.sources} query={{ doc: SourceList, vars: {} }}
              table={{ columns: ['dataset', 'import name', 'records', 'since', 'until', 'version', 'licence', 'citation', 'url', 'loaded'], rows: sets.map((x) => [x.name, x.importName, x.records, x.since, x.until, x.version, x.licence, x.citation, x.url, x.loaded]) }}>
              {loaded.length === 0 && <Empty>No dataset is loaded.</Empty>}
              <ul class="list">{loaded.map((x) => (
                <li key={x.id}><a href={linkTo(x.id)}><b>{x.name}</b></a> <small>{x.importName}</small><br />
                  {count(x.records)} records{x.since || x.until ? `, ${period(x.since, x.until)}` : ''}{x.version ? `, version ${x.version}` : ''}{x.loaded === 'starter' ? ', the part in the starter graph' : ''}.
                  <br /><small>Licence: {x.licence ?? 'not stated'}. {x.citation && <>Cite: {x.citation}</>}</small></li>
              ))}</ul>
            </Figure>
            {missing.length > 0 && (
              <section>
                <h2>Known, not loaded ({missing.length})</h2>
                <p class="note">What these would tell is not known here, which is no “no”.</p>
                <ul class="list">{missing.map((x) => <li key={x.id}><b>{x.name}</b> <code>entente import {x.importName} FILE</code><br /><small>{x.since || x.until ? `${period(x.since, x.until)}. ` : ''}Licence: {x.licence ?? 'not stated'}. {x.citation}</small></li>)}</ul>
              </section>
            )}
            {cited.length > 0 && <details><summary>{cited.length} single citations</summary><DataTable caption="Citations" table={{ columns: ['citation', 'records'], rows: cited.map((x) => [x.name, x.records]) }} links={(i) => [linkTo(cited[i]!.id)]} /></details>}
          </>
        );
      }}</Answer>
      <h2>Where sources differ</h2>
      <form class="controls" aria-label="Which conflicts" onSubmit={(e) => e.preventDefault()}><Select label="Kind of fact" value={s.kind} set={(kind) => set({ kind })} options={kinds} /></form>
      <Answer asking={conflicts}>{(d) => (d.conflicts.totalCount === 0 ? <Empty>No two sources differ on facts of this kind.</Empty> : (
        <Figure id="conflicts" title={`${count(d.conflicts.totalCount)} conflicts`} note={d.conflicts.totalCount > d.conflicts.nodes.length ? `Showing the newest ${d.conflicts.nodes.length}.` : undefined} answer={d.conflicts} query={{ doc: ConflictList, vars }}
          table={{ columns: ['date', 'kind', 'text', 'taken', 'rule'], rows: d.conflicts.nodes.map((c) => [c.date, c.kind, c.text, c.picked, c.rule]) }}>
          <ul class="list">{d.conflicts.nodes.slice(0, 40).map((c, i) => (
            <li key={i}><time>{day(c.date)}</time><a href={linkTo(c.about.id)}>{c.text}</a> <small>{c.picked ? `Taken: ${c.picked}, by ${c.rule}` : `None taken: ${c.rule}`}</small></li>
          ))}</ul>
        </Figure>
      ))}</Answer>
    </>
  );
}
