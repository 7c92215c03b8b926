import type { ComponentChildren, VNode } from 'preact';
import { useContext } from 'preact/hooks';
import { Thing as ThingQuery, type ThingResult } from '../documents/thing';
import { Figure } from '../figure';
import { count, day, period } from '../format';
import { PlaceContext, link, linkTo } from '../nav';
import { Answer, Empty, Sources, Thing, Title, Warnings, useAsk } from '../parts';

type Node = NonNullable<ThingResult['node']>;

export default function ThingView(): VNode {
  const { search } = useContext(PlaceContext);
  const id = new URLSearchParams(search).get('id') ?? '';
  const asking = useAsk(ThingQuery, id ? { id } : null);
  if (!id) return <><Title>Nothing chosen</Title><Empty>The address names no id. <a href="./">Search for a person, an agreement or an event</a>.</Empty></>;
  return <>{asking.error && <Title>Not on record</Title>}<Answer asking={asking}>{(d) => (d.node ? <Page n={d.node} d={d} /> : <><Title>Not on record</Title><Empty>There is nothing with the id {id} in the store. It may come with a dataset that is <a href="sources">not loaded</a>.</Empty></>)}</Answer></>;
}

const facts = (rows: readonly (readonly [string, ComponentChildren])[]): VNode => (
  <dl class="facts">{rows.filter(([, v]) => v != null && v !== '' && v !== false && !(Array.isArray(v) && v.length === 0)).map(([k, v]) => <><dt key={k}>{k}</dt><dd>{v}</dd></>)}</dl>
);

const names = (xs: readonly { id: string; name: string }[]): ComponentChildren => xs.length > 0 && xs.map((x, i) => <span key={x.id}>{i > 0 && ', '}<Thing of={x} /></span>);

function Page(p: { n: Node; d: ThingResult }): VNode {
  const { n, d } = p;
  const kind = n.__typename;
  const title = 'title' in n ? n.title : 'name' in n ? n.name : kind === 'TopicNode' ? n.topic.name : kind === 'Claim' ? n.text : n.id;
  return (
    <>
      <Title sub={`${kind === 'TopicNode' ? 'Topic' : kind}, ${n.id}`}>{title ?? n.id}</Title>
      {'warnings' in n && <Warnings of={n.warnings} />}
      {n.__typename === 'Person' && (
        <>
          {facts([['Other names', n.names.join(', ')], ['Born', day(n.born)], ['Died', day(n.died)], ['Also on record as', names(n.mergedWith)]])}
          <h2>Posts ({n.tenures.length})</h2>
          {n.tenures.length === 0 && <Empty>No post is on record.</Empty>}
          <ul class="list">{n.tenures.map((t, i) => <li key={i}><time>{period(t.since, t.until, t.lastSeen)}</time>{t.leads ? <b>{t.office}</b> : t.office}, <Thing of={t.country} /> <small>{[t.entry && `came: ${t.entry}`, t.exit && `went: ${t.exit}`, t.remark, t.note].filter(Boolean).join('; ')} <Sources of={t.sources} short /></small></li>)}</ul>
        </>
      )}
      {n.__typename === 'Agreement' && (
        <>
          {facts([['Kind', n.kind], ['Signed', day(n.signed)], ['In force', period(n.since, n.until)], ['Status', n.status], ['Obligations', n.obligations.join(', ').replaceAll('_', '-')]])}
          <h2>Parties</h2>
          <ul class="list">{n.parties.map((x, i) => <li key={i}><Thing of={x.who} /> <small>{x.role}{x.since || x.until ? `, ${period(x.since, x.until)}` : ''} <Sources of={x.sources} short /></small></li>)}</ul>
          {new Set(n.parties.map((x) => x.who.id)).size === 2 && <p><a href={link('pair', { a: n.parties[0]!.who.id.slice(8), b: n.parties.find((x) => x.who.id !== n.parties[0]!.who.id)!.who.id.slice(8) })}>How the two vote, and all else between them</a></p>}
        </>
      )}
      {n.__typename === 'Event' && (
        <>
          {facts([['Kind', n.kind], ['When', period(n.since, n.until ?? n.since)], ['Outcome', n.outcome], ['Also called', n.names.join(', ')], ['Where', names(n.places)]])}
          <h2>Who took part</h2>
          <ul class="list">{n.participants.map((x, i) => <li key={i}><Thing of={x.who} /> <small>{[x.role, x.outcome, x.initiator && 'began it', x.remark].filter(Boolean).join(', ')} <Sources of={x.sources} short /></small></li>)}</ul>
        </>
      )}
      {n.__typename === 'Organisation' && facts([['Kind', n.kind], ['Other names', n.names.join(', ')], ['Time', n.since || n.until ? period(n.since, n.until) : '']])}
      {n.__typename === 'Place' && facts([['Kind', n.kind], ['Status', n.status], ['Other names', n.names.join(', ')]])}
      {n.__typename === 'Claim' && facts([['Kind of claim', n.predicate], ['Period claimed', period(n.since, n.until)], ['Status', n.claimStatus]])}
      {n.__typename === 'TopicNode' && <>{facts([['What belongs to it', n.definition]])}<p><a href={link('rollcalls', { topic: [n.topic.id] })}>Its roll calls</a></p></>}
      {n.__typename === 'Source' && facts([['Import name', n.importName], ['Kind', n.kind], ['Loaded', n.loaded ?? 'no'], ['Records', count(n.records)], ['Covers', n.since || n.until ? period(n.since, n.until) : ''], ['Version', n.version], ['Licence', n.licence], ['Citation', n.citation], ['Found at', n.url && <a href={n.url} rel="noreferrer noopener">{n.url}</a>]])}
      {'sources' in n && n.sources.length > 0 && <p class="under">Sources: <Sources of={n.sources} /></p>}
      {d.statements.totalCount > 0 && (
        <Figure id="statements" title="What each source says" plain note={d.statements.totalCount > d.statements.nodes.length ? `Showing ${d.statements.nodes.length} of ${count(d.statements.totalCount)} statements.` : undefined} answer={d.statements} query={{ doc: ThingQuery, vars: { id: n.id } }}
          table={{ columns: ['statement', 'relation', 'since', 'until', 'record', 'withdrawn', 'source'], rows: d.statements.nodes.map((s) => [s.text, s.relation, s.since, s.until, s.ref, s.isWithdrawn ? s.withdrawn ?? 'yes' : '', s.sources.map((x) => x.importName || x.name).join('; ')]) }}>
          <ul class="list">{d.statements.nodes.map((s, i) => (
            <li key={i}>{s.isWithdrawn ? <s>{s.text}</s> : s.text}{s.isWithdrawn && ` (taken back${s.withdrawn ? `, ${day(s.withdrawn)}` : ''})`} <small>{s.note ? `${s.note}; ` : ''}{s.ref ? `record ${s.ref}; ` : ''}<Sources of={s.sources} short /></small>{s.other.id !== n.id && <> <a href={linkTo(s.other.id)} aria-label={`${s.other.name}: its page`}>→</a></>}</li>
          ))}</ul>
        </Figure>
      )}
    </>
  );
}
