import type { VNode } from 'preact';
import { useMemo } from 'preact/hooks';
import { Heat, HeatPicture, type HeatProps } from '../charts/heat';
import { Matrix, Members, type MatrixResult } from '../documents/matrix';
import { Figure } from '../figure';
import { count, decimal, isShare, measureName, tail, value } from '../format';
import { link } from '../nav';
import { Answer, Empty, FilterBar, Names, Rejected, Select, Title, measureOptions, useAsk, useView } from '../parts';
import { range, similarOrder } from '../scale';
import { inWords, where } from '../where';

const most = 250;

export default function MatrixView(): VNode {
  const [s, set, rejected] = useView('matrix');
  const members = useAsk(Members, s.org ? { of: s.org, at: s.until || null } : null);
  const among = s.org ? members.data?.countries.nodes.map((c) => tail(c.id)) ?? [] : [...s.of];
  const asking = useAsk(Matrix, among.length >= 2 && among.length <= most && !(s.org && members.busy) ? { among, where: where(s), measure: s.measure } : null);
  const vars = { among, where: where(s), measure: s.measure };
  return (
    <>
      <Title sub={`${measureName[s.measure]}, ${inWords(s)}`}>{s.org === 'UN' ? 'All pairs of the United Nations' : s.org === 'UNSC' ? 'All pairs of the Security Council' : s.org ? `All pairs of ${s.org}` : 'All pairs of a group'}</Title>
      <Rejected names={rejected} />
      <FilterBar value={s} set={set}>
        {!s.org && <Names label="States" value={s.of} set={(of) => set({ of })} />}
        <Select label="Group" value={s.org} set={(org) => set({ org })} options={[['', 'States named'], ['UNSC', 'Security Council'], ['UN', 'All UN members'], ...(['', 'UNSC', 'UN'].includes(s.org) ? [] : [[s.org, s.org] as const])]} />
        <Select label="Measure" value={s.measure} set={(measure) => set({ measure })} options={measureOptions} />
        <Select label="Order" value={s.order} set={(order) => set({ order })} options={[['similar', 'Alike beside alike'], ['name', 'By name'], ['given', 'As given']]} />
      </FilterBar>
      {s.org && members.error && <Answer asking={members}>{() => null}</Answer>}
      {!s.org && among.length < 2 && <Empty>Name two states or more.</Empty>}
      {among.length > most && <Empty>That is {among.length} states; at most {most} can be asked for at once. Take some away.</Empty>}
      {among.length >= 2 && among.length <= most && (
        <Answer asking={asking} replace={(c, m) => link('matrix', { ...s, of: s.of.map((x) => (m.includes(`"${x}"`) ? tail(c.id) : x)) })}>{(d) => <Drawn d={d} s={s} vars={vars} />}</Answer>
      )}
    </>
  );
}

function Drawn(p: { d: MatrixResult; s: ReturnType<typeof useView<'matrix'>>[0]; vars: object }): VNode {
  const { d, s, vars } = p;
  const a = d.alignments;
  const turned = a.measure === 'IDEAL_POINT_DISTANCE';
  const flat = a.values.flat().filter((v): v is number => v != null);
  const given = a.countries.map((_, i) => i);
  const order = useMemo(() => (s.order === 'given' ? given : s.order === 'name' ? given.sort((i, j) => a.countries[i]!.name.localeCompare(a.countries[j]!.name, 'en')) : similarOrder(a.values, turned)), [a, s.order]);
  const name = (i: number): string => a.countries[order[i]!]!.name;
  const id = (i: number): string => tail(a.countries[order[i]!]!.id);
  const at = (i: number, j: number): number | null => a.values[order[i]!]![order[j]!] ?? null;
  const { pairs, some } = useMemo(() => {
    const pairs = order.flatMap((x, i) => order.slice(i + 1).map((y) => [x, y] as const));
    return { pairs, some: pairs.filter(([x, y]) => a.values[x]![y] != null) };
  }, [a, order]);
  if (some.length === 0) return <Empty>No two of these voted on one roll call of that kind. {a.applied.rollCalls === 0 ? 'There is no such roll call on record.' : ''}</Empty>;
  const heat: HeatProps = {
    label: `Heat map: ${measureName[a.measure]} of ${order.length} states, each with each.`,
    names: order.map((i) => a.countries[i]!.name), values: order.map((i) => order.map((j) => a.values[i]![j] ?? null)), range: range(a.measure, flat), turned,
    short: (v) => (isShare(a.measure) ? String(Math.round(v * 100)) : decimal(v, 2)), format: (v) => (isShare(a.measure) ? `${Math.round(v * 100)} %` : decimal(v, 2)),
    text: (i, j) => (i === j ? `${name(i)} with itself` : `${name(i)} and ${name(j)}: ${at(i, j) == null ? 'no common vote' : value(at(i, j), a.measure)}, n ${count(a.n[order[i]!]![order[j]!])}`),
    href: (i, j) => link('pair', { a: id(i), b: id(j), body: s.body, since: s.since, until: s.until, topic: s.topic, about: s.about, contested: s.contested, kind: s.kind, text: s.text, measure: s.measure }),
  };
  const few = Math.min(...some.map(([x, y]) => a.n[x]![y]!));
  return (
    <Figure id="matrix" title={`${measureName[a.measure]}, ${inWords(s)}`} note={`${order.length} states, ${count(pairs.length)} pairs${some.length < pairs.length ? `, ${count(pairs.length - some.length)} without a common vote` : ''}. Deep is near, pale is far.`}
      n={`${count(few)} to ${count(Math.max(...some.map(([x, y]) => a.n[x]![y]!)))} roll calls a pair, of ${count(a.applied.rollCalls)} asked for`} sources={d.sources.filter((x) => x.loaded && /^(undl|unvotes|sc-|starter)/.test(x.importName))}
      answer={a} query={{ doc: Matrix, vars }} draw={(w) => <HeatPicture {...heat} width={w} />}
      cypher={{ file: '13-matrix', params: { among: a.countries.map((c) => c.id), body: s.body === 'sc' ? 'security_council' : 'general_assembly' } }}
      links={(i) => [undefined, undefined, heat.href(order.indexOf(pairs[i]![0]), order.indexOf(pairs[i]![1]))]}
      table={() => ({ columns: ['state', 'and state', a.measure.toLowerCase(), 'n'], rows: pairs.map(([x, y]) => [a.countries[x]!.name, a.countries[y]!.name, a.values[x]![y], a.n[x]![y]]) })}>
      <Heat {...heat} />
    </Figure>
  );
}
