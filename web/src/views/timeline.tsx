import type { VNode } from 'preact';
import { Lanes, LanesPicture, type LanesProps } from '../charts/lanes';
import { Timeline } from '../documents/timeline';
import { Figure } from '../figure';
import { asYear, count, day, tail } from '../format';
import { link, linkTo } from '../nav';
import { Answer, Empty, Field, NameField, Rejected, Sources, Title, useAsk, useView } from '../parts';

const most = 500;

export default function TimelineView(): VNode {
  const [s, set, rejected] = useView('timeline');
  const vars = { a: s.a, b: s.b, since: s.since || null, until: s.until || null, first: most };
  const asking = useAsk(Timeline, vars);
  const [nameA, nameB] = [asking.data?.a?.name ?? s.a, asking.data?.b?.name ?? s.b];
  return (
    <>
      <Title sub="All that is dated between two states: treaties, meetings, leaders, sanctions, wars, and roll calls on which one said yes and the other no.">{`${nameA} and ${nameB} over time`}</Title>
      <Rejected names={rejected} />
      <form class="controls" aria-label="What is listed" onSubmit={(e) => e.preventDefault()}>
        <NameField label="State" value={s.a} set={(a) => set({ a })} />
        <NameField label="and state" value={s.b} set={(b) => set({ b })} />
        <Field label="From" value={s.since} set={(since) => set({ since })} hint="1991" size={9} pattern="\d{4}(-\d\d(-\d\d)?)?" />
        <Field label="To" value={s.until} set={(until) => set({ until })} hint="today" size={9} pattern="\d{4}(-\d\d(-\d\d)?)?" />
      </form>
      <Answer asking={asking} replace={(c, m) => link('timeline', { ...s, [m.includes(`"${s.b}"`) ? 'b' : 'a']: tail(c.id) })}>{(d) => {
        const all = d.timeline.nodes;
        const kinds = [...new Set(all.map((e) => e.kind))].sort((x, y) => all.filter((e) => e.kind === y).length - all.filter((e) => e.kind === x).length || (x < y ? -1 : 1));
        const shown = s.kinds.length ? all.filter((e) => s.kinds.includes(e.kind)) : all;
        if (all.length === 0) return <Empty>Nothing dated is on record between {nameA} and {nameB} in that period.</Empty>;
        const lanes = kinds.filter((k) => shown.some((e) => e.kind === k));
        const chart: LanesProps = {
          label: `Timeline: ${shown.length} entries in ${lanes.length} kinds.`, lanes: lanes.map((k) => k.replaceAll('_', ' ')),
          entries: shown.map((e) => ({ lane: lanes.indexOf(e.kind), from: asYear(e.date), to: e.until && e.until !== e.date ? asYear(e.until) : undefined, sure: e.held === 'YES', text: `${day(e.date)}${e.until && e.until !== e.date ? ` to ${day(e.until)}` : ''}: ${e.text}`, href: e.about ? linkTo(e.about.id) : undefined })),
        };
        return (
          <>
            <div class="row" role="group" aria-label="Kinds shown">
              {kinds.map((k) => {
                const on = s.kinds.length === 0 || s.kinds.includes(k);
                return <button type="button" class="chip" key={k} aria-pressed={on && s.kinds.length > 0} onClick={() => set({ kinds: s.kinds.includes(k) ? s.kinds.filter((x) => x !== k) : [...s.kinds, k] })}>{k.replaceAll('_', ' ')} ({all.filter((e) => e.kind === k).length})</button>;
              })}
              {s.kinds.length > 0 && <button type="button" onClick={() => set({ kinds: [] })}>All kinds</button>}
            </div>
            {d.timeline.totalCount > all.length && <p class="note">The first {count(all.length)} of {count(d.timeline.totalCount)} are shown. <a href={link('timeline', { ...s, since: all[all.length - 1]!.date })}>Go on from {day(all[all.length - 1]!.date)}</a>.</p>}
            {shown.length === 0 ? <Empty>None of the kinds chosen.</Empty> : (
              <Figure id="timeline" title={`${nameA} and ${nameB}: ${count(shown.length)} dated entries`} note={d.timeline.totalCount > all.length ? `Showing the first ${all.length} of ${count(d.timeline.totalCount)}; set a period for the others.` : 'Hollow marks may lie outside the period: their dates are coarse.'}
                n={`${count(d.timeline.totalCount)} entries on record`} sources={shown.flatMap((e) => e.sources)} answer={shown} query={{ doc: Timeline, vars }} draw={(w) => <LanesPicture {...chart} width={w} />}
                cypher={{ file: '21-events-between', params: { a: d.a?.id ?? '', b: d.b?.id ?? '' } }}
                links={(i) => { const a = shown[i]!.about; return [undefined, undefined, undefined, a ? linkTo(a.id) : undefined]; }}
                table={{ columns: ['date', 'until', 'kind', 'text', 'sure'], rows: shown.map((e) => [e.date, e.until, e.kind, e.text, e.held === 'YES' ? 'yes' : 'possibly']) }}>
                <Lanes {...chart} />
              </Figure>
            )}
            <h2>In order, newest first</h2>
            <ul class="list">{[...shown].reverse().map((e, i) => (
              <li key={i}><time>{day(e.date)}{e.until && e.until !== e.date ? ` – ${day(e.until)}` : ''}</time><span class="tag">{e.kind.replaceAll('_', ' ')}</span> {e.about ? <a href={linkTo(e.about.id)}>{e.text}</a> : e.text} <small>{e.held === 'POSSIBLE' && 'date too coarse to be sure; '}<Sources of={e.sources} short /></small></li>
            ))}</ul>
          </>
        );
      }}</Answer>
    </>
  );
}
