import type { VNode } from 'preact';
import { Legend } from '../charts/heat';
import { World, WorldPicture, drawable, type WorldProps } from '../charts/map';
import { MapValues, Places } from '../documents/map';
import { Figure } from '../figure';
import { count, decimal, interval, isShare, measureName, tail, value } from '../format';
import { link } from '../nav';
import { Answer, Empty, FilterBar, NameField, Rejected, Select, Title, measureOptions, useAsk, useView } from '../parts';
import { range } from '../scale';
import { inWords, where } from '../where';

export default function MapView(): VNode {
  const [s, set, rejected] = useView('map');
  const vars = { to: s.a, where: where(s), measure: s.measure };
  const asking = useAsk(MapValues, vars);
  const places = useAsk(Places, {});
  const name = asking.data?.country?.name ?? s.a;
  return (
    <>
      <Title sub={`${measureName[s.measure]}, ${inWords(s)}`}>{`How the members of the United Nations vote with ${name}`}</Title>
      <Rejected names={rejected} />
      <FilterBar value={s} set={set}>
        <NameField label="State" value={s.a} set={(a) => set({ a })} />
        <Select label="Measure" value={s.measure} set={(measure) => set({ measure })} options={measureOptions} />
      </FilterBar>
      <Answer asking={asking} replace={(c) => link('map', { ...s, a: tail(c.id) })}>{(d) => (
        <Answer asking={places}>{(w) => {
          const by = new Map(d.closest.map((r) => [r.country.id, r]));
          const flat = d.closest.map((r) => r.measure.value).filter((v): v is number => v != null);
          const short = (v: number): string => (isShare(s.measure) ? `${Math.round(v * 100)} %` : decimal(v, 2));
          const members = w.countries.nodes.map((c) => {
            const r = by.get(c.id);
            const self = c.id === d.country?.id;
            const m49 = c.codes.filter((x) => x.system === 'm49').map((x) => x.value.padStart(3, '0'));
            return {
              ...c, self, r, m49: m49.find((x) => drawable(x)) ?? '', value: r?.measure.value ?? null,
              text: self ? `${c.name}: the state compared` : r ? `${c.name}: ${interval({ ...r.measure, name: s.measure })}, n ${count(r.measure.n)}` : `${c.name}: no common vote`,
              href: self ? undefined : link('pair', { a: s.a, b: tail(c.id), body: s.body, since: s.since, until: s.until, topic: s.topic, about: s.about, contested: s.contested, kind: s.kind, text: s.text, measure: s.measure }),
            };
          });
          if (flat.length === 0) return <Empty>No member voted with {name} on a roll call of that kind. Ask for a longer period, another body or no topic.</Empty>;
          const turned = s.measure === 'IDEAL_POINT_DISTANCE';
          const areas = members.filter((m) => m.m49).sort((x, y) => x.name.localeCompare(y.name, 'en'));
          const world: WorldProps = { label: `World map: ${measureName[s.measure]} of ${areas.length} members with ${name}.`, areas, range: range(s.measure, flat), turned };
          const with_ = members.filter((m) => m.r);
          const ns = with_.map((m) => m.r!.measure.n);
          const ranked = with_.filter((m) => m.r!.measure.n >= Math.max(...ns) / 2 && m.value != null).sort((x, y) => x.r!.rank - y.r!.rank);
          return (
            <Figure id="map" title={`Votes with ${name}`} note={`${areas.length} of ${w.countries.totalCount} members drawn, ${areas.filter((m) => drawable(m.m49) === 'dot').length} of them, too small for the scale, as dots. Shapes are Natural Earth’s; they take no side on a border. A former state’s votes count for none of its successors.`}
              n={`${count(Math.min(...ns))} to ${count(Math.max(...ns))} roll calls a state`} definition={d.closest[0]?.measure.definition} sources={d.sources.filter((x) => x.loaded && /^(undl|unvotes|sc-|starter)/.test(x.importName))}
              answer={d.closest} query={{ doc: MapValues, vars }} draw={(width) => <WorldPicture {...world} width={width} />}
              cypher={{ file: '12-closest-partners', params: { to: d.country?.id ?? '', body: s.body === 'sc' ? 'security_council' : 'general_assembly', least: 1, first: 250 } }}
              links={(i) => [members[i]!.href]}
              table={{ columns: ['state', s.measure.toLowerCase(), 'low', 'high', 'n', 'rank'], rows: members.map((m) => [m.name, m.value, m.r?.measure.low, m.r?.measure.high, m.r?.measure.n, m.r?.rank]) }}>
              <World {...world} />
              <Legend range={world.range} turned={turned} format={short} />
              <p class="note">Among members with at least half of the most votes in common: likest {ranked.slice(0, 3).map((m) => `${m.name} ${value(m.value, s.measure)}`).join(', ')}; least like {ranked.slice(-3).reverse().map((m) => `${m.name} ${value(m.value, s.measure)}`).join(', ')}. <a href={link('neighbours', { a: s.a, body: s.body, since: s.since, until: s.until, topic: s.topic, about: s.about })}>The rankings</a>.</p>
            </Figure>
          );
        }}</Answer>
      )}</Answer>
    </>
  );
}
