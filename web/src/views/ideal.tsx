import type { VNode } from 'preact';
import { LineChart, LinePicture, colour, shapes, type LineProps } from '../charts/line';
import { Ideal } from '../documents/ideal';
import { Figure } from '../figure';
import { count, decimal, tail } from '../format';
import { link } from '../nav';
import { Answer, Empty, Field, Names, Rejected, Title, useAsk, useView } from '../parts';

export default function IdealView(): VNode {
  const [s, set, rejected] = useView('ideal-points');
  const sessions = s.since > 1 || s.until < 200 ? Array.from({ length: Math.min(150, s.until - s.since + 1) }, (_, i) => String(s.since + i)).filter((x) => +x <= 120) : null;
  const vars = { of: [...s.of], sessions };
  const asking = useAsk(Ideal, s.of.length ? vars : null);
  return (
    <>
      <Title sub="Estimated from the votes of the General Assembly, session by session. Order and distance within a session are what the votes tell; the axis has no other meaning.">Ideal points</Title>
      <Rejected names={rejected} />
      <form class="controls" aria-label="Which states" onSubmit={(e) => e.preventDefault()}>
        <Names label="States" value={s.of} set={(of) => set({ of })} />
        <Field label="From session" value={s.since > 1 ? String(s.since) : ''} set={(v) => set({ since: /^\d+$/.test(v) ? +v : 1 })} hint="1" size={6} pattern="\d*" />
        <Field label="To session" value={s.until < 200 ? String(s.until) : ''} set={(v) => set({ until: /^\d+$/.test(v) ? +v : 200 })} hint="last" size={6} pattern="\d*" />
      </form>
      {s.of.length === 0 && <Empty>Name a state.</Empty>}
      {s.of.length > 12 && <p class="note">More than twelve lines are hard to tell apart; the table has them all.</p>}
      {s.of.length > 0 && (
        <Answer asking={asking} replace={(c, m) => link('ideal-points', { ...s, of: s.of.map((x) => (m.includes(`"${x}"`) ? tail(c.id) : x)) })}>{(d) => {
          const points = d.idealPoints;
          if (points.length === 0) return <Empty>None of these states voted in those sessions.</Empty>;
          const ids = [...new Set(points.map((p) => p.country.id))];
          const bound = Math.max(1, Math.ceil(Math.max(...points.map((p) => Math.max(Math.abs(p.low), Math.abs(p.high))))));
          const line: LineProps = {
            label: `Line chart: estimated positions of ${ids.length} states by session.`, y: [-bound, bound], format: (v) => decimal(v, 1), height: 380,
            series: ids.map((id, i) => ({
              label: points.findLast((p) => p.country.id === id)!.country.name, colour: colour(i), shape: shapes[i % shapes.length]!,
              points: points.filter((p) => p.country.id === id).map((p) => ({ x: +p.session, y: p.position, low: p.low, high: p.high, weight: p.fewVotes ? 1 : 99, text: `${p.country.name}, session ${p.session}: ${decimal(p.position, 2)} (${decimal(p.low, 2)} to ${decimal(p.high, 2)}), ${p.votes} votes${p.fewVotes ? ', too few to say much' : ''}` })),
            })),
          };
          return (
            <Figure id="ideal" title="Estimated positions by session" note="The band holds 90 % of the draws. Hollow marks rest on fewer than five votes." n={`${count(Math.min(...points.map((p) => p.votes)))} to ${count(Math.max(...points.map((p) => p.votes)))} votes a state and session`}
              definition={points[0]!.definition} sources={d.sources.filter((x) => x.loaded && /^(undl-ga|undl-wide|unvotes)/.test(x.importName))} answer={points} query={{ doc: Ideal, vars }} draw={(w) => <LinePicture {...line} width={w} />}
              table={{ columns: ['session', 'state', 'position', 'low', 'high', 'votes'], rows: points.map((p) => [+p.session, p.country.name, p.position, p.low, p.high, p.votes]) }}>
              <LineChart {...line} />
            </Figure>
          );
        }}</Answer>
      )}
    </>
  );
}
