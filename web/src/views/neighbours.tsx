import type { VNode } from 'preact';
import { Dots, DotsPicture, type DotsProps } from '../charts/dots';
import { Closest, type ClosestResult } from '../documents/closest';
import { Figure } from '../figure';
import { count, decimal, interval, isShare, measureName, tail } from '../format';
import { link } from '../nav';
import { Answer, Empty, Field, FilterBar, NameField, Rejected, Select, Title, measureOptions, useAsk, useView } from '../parts';
import { range } from '../scale';
import { inWords, where } from '../where';

export default function Neighbours(): VNode {
  const [s, set, rejected] = useView('neighbours');
  const vars = { to: s.a, where: where(s), measure: s.measure, minVotes: s.min || null, first: s.show };
  const near = useAsk(Closest, { ...vars, farthest: false });
  const far = useAsk(Closest, near.error ? null : { ...vars, farthest: true });
  const name = near.data?.country?.name ?? s.a;
  const show = (d: ClosestResult, end: 'closest' | 'farthest'): VNode => {
    if (d.closest.length === 0) return <Empty>No state has enough votes in common with {name} for a ranking{s.min ? '' : ': by default 30, and half of what its best-recorded neighbour has'}. Ask for a longer period, or for fewer votes.</Empty>;
    const values = d.closest.flatMap((r) => [r.measure.value, r.measure.low, r.measure.high]).filter((v): v is number => v != null);
    const [low, high] = range(s.measure, values);
    const own = (lo: number, hi: number): [number, number] => [Math.max(low, Math.floor(lo * 10) / 10), Math.min(high, Math.ceil(hi * 10) / 10)];
    const dots: DotsProps = {
      label: `Ranking: the ${d.closest.length} states ${end === 'closest' ? 'closest to' : 'farthest from'} ${name} by ${measureName[s.measure]}.`,
      x: own(Math.min(...values), Math.max(...values)), format: (v) => (isShare(s.measure) ? `${Math.round(v * 100)} %` : decimal(v, 2)),
      dots: d.closest.map((r) => ({
        label: r.country.name, value: r.measure.value, low: r.measure.low, high: r.measure.high, group: end === 'closest' ? 0 : 1,
        text: `${r.rank}. ${r.country.name}: ${interval(r.measure)}, n ${count(r.measure.n)}`,
        href: link('pair', { a: s.a, b: tail(r.country.id), body: s.body, since: s.since, until: s.until, topic: s.topic, about: s.about, contested: s.contested, kind: s.kind, text: s.text }),
      })),
      groups: [{ label: 'closest', shape: 'circle' }, { label: 'farthest', shape: 'square' }],
    };
    const ns = d.closest.map((r) => r.measure.n);
    return (
      <Figure id={end} title={end === 'closest' ? `Closest to ${name}` : `Farthest from ${name}`} note="The bar is the interval; states whose bars overlap can hardly be told apart."
        n={`${count(Math.min(...ns))} to ${count(Math.max(...ns))} roll calls a state`} definition={d.closest[0]!.measure.definition} sources={d.sources.filter((x) => x.loaded && /^(undl|unvotes|sc-|starter)/.test(x.importName))}
        answer={d.closest} query={{ doc: Closest, vars: { ...vars, farthest: end === 'farthest' } }} draw={(w) => <DotsPicture {...dots} width={w} />}
        cypher={{ file: '12-closest-partners', params: { to: d.country?.id ?? '', body: s.body === 'sc' ? 'security_council' : 'general_assembly', least: s.min || 30, first: s.show } }}
        links={(i) => [undefined, dots.dots[i]!.href]}
        table={{ columns: ['rank', 'state', s.measure.toLowerCase(), 'low', 'high', 'n'], rows: d.closest.map((r) => [r.rank, r.country.name, r.measure.value, r.measure.low, r.measure.high, r.measure.n]) }}>
        <Dots {...dots} />
      </Figure>
    );
  };
  return (
    <>
      <Title sub={`${measureName[s.measure]}, ${inWords(s)}`}>{`Who votes like ${name}`}</Title>
      <Rejected names={rejected} />
      <FilterBar value={s} set={set}>
        <NameField label="State" value={s.a} set={(a) => set({ a })} />
        <Select label="Measure" value={s.measure} set={(measure) => set({ measure })} options={measureOptions} />
        <Select label="Show" value={String(s.show)} set={(v) => set({ show: +v })} options={[...new Set([10, 15, 25, 50, 100, s.show])].sort((x, y) => x - y).map((v) => [String(v), `${v} states`] as const)} />
        <Field label="Least votes" value={s.min ? String(s.min) : ''} set={(v) => set({ min: /^\d+$/.test(v) ? +v : 0 })} hint="default" size={7} pattern="\d*" />
      </FilterBar>
      <div class="columns">
        <Answer asking={near} replace={(c) => link('neighbours', { ...s, a: tail(c.id) })}>{(d) => show(d, 'closest')}</Answer>
        {!near.error && <Answer asking={far}>{(d) => show(d, 'farthest')}</Answer>}
      </div>
    </>
  );
}
