import type { VNode } from 'preact';
import { SourceList } from '../documents/sources';
import { Answer, Title, useAsk } from '../parts';
import { link } from '../nav';
import { count, day } from '../format';
import { read } from '../find';
import { reader } from '../sentence';

const examples = ['Russia China since 1991 on North Korea', 'United States Israel in the General Assembly', 'Russia since 2014', 'Russia, China, Iran, Belarus, Syria', 'France Germany 1973-1989', 'sanctions votes'];
const understand = reader(['Russia', 'China', 'United States', 'Israel', 'Iran', 'Belarus', 'Syria', 'France', 'Germany', 'North Korea']);

export default function Home(): VNode {
  const asking = useAsk(SourceList, {});
  return (
    <>
      <Title sub="How states vote together in the United Nations, and what else is on record between them. Every number has its n, its definition and its sources.">Ask the record</Title>
      <h2>In the search box, in plain words</h2>
      <ul>{examples.map((e) => <li key={e}><a href={read(e, understand)}>{e}</a></li>)}</ul>
      <h2>Or begin with a view</h2>
      <ul class="cards">
        <li><a href={link('pair', { a: 'Russia', b: 'China' })}><b>Pair</b></a><br />Two states: how often they vote the same, year by year, where they split, and the dossier of treaties, trade and visits.</li>
        <li><a href={link('map', {})}><b>Map</b></a><br />How all members align with one state.</li>
        <li><a href={link('matrix', {})}><b>Matrix</b></a><br />All pairs of a group at once, likest beside likest.</li>
        <li><a href={link('neighbours', {})}><b>Neighbours</b></a><br />Who votes most and least like a state.</li>
        <li><a href={link('network', {})}><b>Network</b></a><br />Alliances, agreements and alignment as a graph.</li>
        <li><a href={link('ideal-points', {})}><b>Ideal points</b></a><br />Estimated positions in the Assembly, session by session.</li>
        <li><a href={link('timeline', {})}><b>Timeline</b></a><br />All that is dated between two states.</li>
        <li><a href={link('claim', {})}><b>Claims</b></a><br />A sentence held against the record, and an article’s argument as a tree.</li>
        <li><a href={link('console', {})}><b>Console</b></a><br />The GraphQL API that all of this is drawn from.</li>
      </ul>
      <h2>What is loaded</h2>
      <Answer asking={asking}>{(d) => {
        const loaded = d.sources.filter((s) => s.kind === 'dataset' && s.loaded);
        const records = loaded.reduce((n, s) => n + s.records, 0);
        return <p>{loaded.length} of {d.sources.filter((s) => s.kind === 'dataset').length} datasets known{records > 0 ? `, ${count(records)} records` : ''}; the newest speaks until {day(loaded.map((s) => s.until ?? '').sort().at(-1))}. <a href="sources">What each is, its licence, and where sources differ</a>.</p>;
      }}</Answer>
    </>
  );
}
