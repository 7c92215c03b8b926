import { useMemo, useState } from 'preact/hooks';
import type { VNode } from 'preact';
import { Net, NetPicture, arrange, type NetProps } from '../charts/net';
import { Net as NetQuery, type NetResult } from '../documents/network';
import { Figure } from '../figure';
import { count, day, decimal, tail } from '../format';
import { link, linkTo } from '../nav';
import { Answer, Empty, Field, NameField, Rejected, Select, Title, Warnings, useAsk, useView } from '../parts';

type Network = NetResult['network'];
const nouns: Record<string, string> = { ALLIANCES: 'Alliances', AGREEMENTS: 'Agreements', ALIGNMENT: 'Alignment in votes' };

export default function NetworkView(): VNode {
  const [s, set, rejected] = useView('network');
  // A neighbourhood is cut out of all states, not out of the most linked.
  const vars = { of: s.of, at: s.at || null, obligation: s.of === 'ALLIANCES' ? s.pledge || null : null, first: s.around ? 500 : s.most };
  const today = useAsk(NetQuery, vars);
  // Where nothing is known at today, the last day the records speak of is shown.
  const w = today.data?.network;
  const last = !s.at && w && w.linkCount === 0 ? [...w.coverage, ...w.notKnown].map((c) => /not known after (\d{4}(-\d\d){0,2})/.exec(c)?.[1] ?? '').filter(Boolean).sort()[0] : undefined;
  const back = useAsk(NetQuery, last ? { ...vars, at: last } : null);
  const asking = last ? back : today;
  return (
    <>
      <Title sub={s.around ? `Around ${s.around}, ${s.steps === 1 ? 'its direct links' : `${s.steps} links far`}` : 'States and what links them, with the communities the links make.'}>{`${nouns[s.of]} as a network`}</Title>
      <Rejected names={rejected} />
      <form class="controls" aria-label="Which network" onSubmit={(e) => e.preventDefault()}>
        <Select label="Links are" value={s.of} set={(of) => set({ of })} options={[['ALLIANCES', 'Alliances'], ['AGREEMENTS', 'Agreements in force'], ['ALIGNMENT', 'Voting alike']]} />
        <Field label="At" value={s.at} set={(at) => set({ at })} hint="today" size={10} pattern="\d{4}(-\d\d(-\d\d)?)?" />
        {s.of === 'ALLIANCES' && <Select label="Pledge" value={s.pledge} set={(pledge) => set({ pledge })} options={[['defence', 'Defence'], ['offence', 'Offence'], ['neutrality', 'Neutrality'], ['non_aggression', 'Non-aggression'], ['consultation', 'Consultation'], ['any', 'Any']]} />}
        <NameField label="Around" value={s.around} set={(around) => set({ around })} />
        {s.around && <Select label="Links far" value={String(s.steps)} set={(v) => set({ steps: +v })} options={[['1', 'One'], ['2', 'Two'], ['3', 'Three']]} />}
        {!s.around && <Select label="At most" value={String(s.most)} set={(v) => set({ most: +v })} options={[...new Set([25, 50, 100, 200, 300, 500, s.most])].sort((x, y) => x - y).map((v) => [String(v), `${v} states`] as const)} />}
      </form>
      <Answer asking={asking}>{(d) => <>{last && <p class="note">Nothing is known for today; this is {day(last)}, the last the records speak of.</p>}<Drawn w={d.network} s={s} set={set} vars={last ? { ...vars, at: last } : vars} /></>}</Answer>
    </>
  );
}

function Drawn(p: { w: Network; s: ReturnType<typeof useView<'network'>>[0]; set: ReturnType<typeof useView<'network'>>[1]; vars: object }): VNode {
  const { w, s } = p;
  const [opened, setOpened] = useState('');
  const cut = useMemo(() => {
    let nodes = w.nodes;
    let missing = '';
    if (s.around) {
      const word = s.around.toLowerCase();
      const centre = w.nodes.find((n) => n.country.name.toLowerCase() === word || tail(n.country.id).toLowerCase() === word);
      if (!centre) missing = s.around;
      else {
        const keep = new Set([centre.country.id]);
        for (let k = 0; k < s.steps; k++) for (const l of w.links.filter((l) => keep.has(l.a.id) !== keep.has(l.b.id))) { keep.add(l.a.id); keep.add(l.b.id); }
        nodes = w.nodes.filter((n) => keep.has(n.country.id));
      }
    }
    const shown = new Set(nodes.map((n) => n.country.id));
    const links = w.links.filter((l) => shown.has(l.a.id) && shown.has(l.b.id));
    const net: NetProps = {
      label: `Graph of ${nodes.length} states and ${links.length} links.`,
      nodes: nodes.map((n) => ({ id: n.country.id, name: n.country.name, degree: n.degree, community: n.community, text: `${n.country.name}: ${n.degree} links, community ${n.community}, betweenness ${decimal(n.betweenness)}`, href: linkTo(n.country.id) })),
      links: links.map((l) => ({ a: l.a.id, b: l.b.id, weight: l.weight })),
    };
    return { nodes, links, net, missing, placed: arrange(net) };
  }, [w, s.around, s.steps]);
  if (w.nodeCount === 0 || w.linkCount === 0) return <Empty>No link of this kind is on record{w.at ? ` at ${day(w.at)}` : ''}. {w.notKnown.length > 0 && `It may be missing: ${w.notKnown.join('; ')}. `}Try an earlier date.</Empty>;
  if (cut.missing) return <Empty>{cut.missing} has no link in this network, or goes by another name in it. <a href={link('network', { ...s, around: '' })}>Show the whole network</a>.</Empty>;
  const { net, placed, nodes, links } = cut;
  const chosen = opened ? w.nodes.find((n) => n.country.id === opened) : undefined;
  return (
    <>
      <Warnings of={[...w.notKnown.map((x) => `Links may be missing: ${x}.`), ...w.warnings]} />
      <Figure id="network" title={`${nouns[w.kind]}${w.at ? ` at ${day(w.at)}` : ''}`} note={`Showing ${count(nodes.length)} of ${count(w.nodeCount)} states and ${count(links.length)} of ${count(w.linkCount)} links${w.links.length < w.linkCount ? '; the heaviest 500 at most are sent' : ''}.`}
        n={`${count(w.nodeCount)} states, ${count(w.linkCount)} links, ${count(w.communities)} communities, density ${decimal(w.density)}, modularity ${decimal(w.modularity)}`} definition={w.definition} sources={w.sources}
        answer={w} query={{ doc: NetQuery, vars: p.vars }} draw={(width) => <NetPicture {...net} placed={placed} width={width} />} links={(i) => [linkTo(nodes[i]!.country.id)]}
        table={{ columns: ['state', 'links', 'weighted', 'betweenness', 'eigenvector', 'community', 'linked with'], rows: nodes.map((n) => [n.country.name, n.degree, n.weighted, n.betweenness, n.eigenvector, n.community, links.filter((l) => l.a.id === n.country.id || l.b.id === n.country.id).map((l) => (l.a.id === n.country.id ? l.b.name : l.a.name)).join('; ')]) }}>
        <Net {...net} placed={placed} open={setOpened} />
        {chosen && (
          <div class="state" role="status">
            <p><b>{chosen.country.name}</b>: {chosen.degree} links. <a href={linkTo(chosen.country.id)}>Its page</a> · <button type="button" onClick={() => p.set({ around: chosen.country.name, steps: 1 })}>Only its neighbours</button> <button type="button" onClick={() => p.set({ around: chosen.country.name, steps: Math.min(3, s.around === chosen.country.name ? s.steps + 1 : 2) })}>And theirs</button>{s.around && <> <button type="button" onClick={() => p.set({ around: '' })}>All states</button></>}</p>
          </div>
        )}
      </Figure>
    </>
  );
}
