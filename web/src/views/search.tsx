import { useMemo } from 'preact/hooks';
import type { VNode } from 'preact';
import { Find } from '../documents/search';
import { link, linkTo } from '../nav';
import { Answer, Empty, Title, useAsk, useNames, useView } from '../parts';
import { reader } from '../sentence';

export default function SearchView(): VNode {
  const [s] = useView('search');
  const names = useNames();
  const a = useMemo(() => reader(names)(s.q), [names, s.q]);
  const asking = useAsk(Find, s.q ? { text: s.q, first: 50 } : null);
  const filter = { body: a.body, since: a.since, until: a.until, topic: a.topic, about: a.about };
  const ideas: [string, string][] = [];
  if (a.names.length >= 2) ideas.push([`${a.names[0]} and ${a.names[1]}`, link('pair', { a: a.names[0]!, b: a.names[1]!, ...filter })], [`Timeline of ${a.names[0]} and ${a.names[1]}`, link('timeline', { a: a.names[0]!, b: a.names[1]!, since: a.since, until: a.until })]);
  if (a.names.length > 2) ideas.push([`Matrix of ${a.names.join(', ')}`, link('matrix', { of: a.names, ...filter })]);
  if (a.names.length === 1) ideas.push([`Who votes like ${a.names[0]}`, link('neighbours', { a: a.names[0]!, ...filter })], [`${a.names[0]} on the map`, link('map', { a: a.names[0]!, ...filter })], [`${a.names[0]}: names, leaders, allies`, link('country', { id: a.names[0]! })]);
  if (a.topic.length || a.about.length || a.since) ideas.push(['Roll calls', link('rollcalls', filter)]);
  const text = s.q.trim();
  if (text) ideas.push([`Roll calls with “${text}” in the title`, link('rollcalls', { text })]);
  return (
    <>
      <Title sub={s.q ? `for “${s.q}”` : 'Type two names, a period, a topic: Russia China since 1991 on North Korea'}>Search</Title>
      {ideas.length > 0 && <><h2>It may ask for</h2><ul class="list">{ideas.map(([t, href]) => <li key={t}><a href={href}>{t}</a></li>)}</ul></>}
      {a.rest && a.names.length > 0 && <p class="note">Nothing was made of “{a.rest}”.</p>}
      {s.q && (
        <>
          <h2>On record under that name</h2>
          <Answer asking={asking}>{(d) => (d.search.length === 0 ? <Empty>Nothing on record has a name like that. Try fewer letters, another spelling, or a resolution’s symbol such as S/RES/2397(2017).</Empty> : (
            <ul class="list">{d.search.map((h) => <li key={h.id}><span class="tag">{h.kind}</span> <a href={linkTo(h.id)}>{h.name}</a> <small>{h.why !== h.name && h.why !== 'name' ? h.why : ''}</small></li>)}</ul>
          ))}</Answer>
        </>
      )}
    </>
  );
}
