import type { VNode } from 'preact';
import { CountryPage } from '../documents/country';
import { DataTable } from '../figure';
import { day, heldWord, period, tail } from '../format';
import { link } from '../nav';
import { Answer, Empty, Field, NameField, Rejected, Sources, Thing, Title, Warnings, useAsk, useView } from '../parts';

export default function CountryView(): VNode {
  const [s, set, rejected] = useView('country');
  const asking = useAsk(CountryPage, { name: s.id, at: s.at || null });
  const c = asking.data?.country;
  const id = c ? tail(c.id) : s.id;
  return (
    <>
      <Title sub={c ? `${c.id}${c.iso3 ? `, ${c.iso3}` : ''}${c.since || c.until ? `; ${period(c.since, c.until)}` : ''}` : undefined}>{c?.name ?? s.id}</Title>
      <Rejected names={rejected} />
      <form class="controls" aria-label="Which state, and when" onSubmit={(e) => e.preventDefault()}>
        <NameField label="State" value={s.id} set={(v) => set({ id: v })} />
        <Field label="At" value={s.at} set={(at) => set({ at })} hint="today" size={10} pattern="\d{4}(-\d\d(-\d\d)?)?" />
      </form>
      <Answer asking={asking} replace={(x) => link('country', { ...s, id: tail(x.id) })}>{(d) => (
        <>
          <p class="row">
            <a href={link('neighbours', { a: id })}>Who votes like it</a> <a href={link('map', { a: id })}>On the map</a> <a href={link('network', { around: c?.name ?? s.id })}>Its alliances</a> <a href={link('ideal-points', { of: [c?.name ?? s.id] })}>Its positions over time</a>{' '}
            {['Russia', 'China', 'United States', 'France'].filter((n) => n !== c?.name).map((n) => <a key={n} href={link('pair', { a: id, b: n })}>with {n}</a>)}
          </p>
          <div class="columns">
            <section>
              <h2>Who led it at {day(d.officeHolders.at)}</h2>
              <Warnings of={[...d.officeHolders.notKnown, ...d.officeHolders.warnings]} />
              {d.officeHolders.offices.length === 0 && <Empty>No office of it is on record.</Empty>}
              <ul class="list">{d.officeHolders.offices.slice(0, 30).map((o, i) => (
                <li key={i}>{o.leads ? <b>{o.name}</b> : o.name}: {o.holders.length ? o.holders.map((h, k) => <span key={k}>{k > 0 && '; '}<Thing of={h.person} /> <small>{period(h.since, h.until, h.lastSeen)} <Sources of={h.sources} short /></small></span>) : '–'} {o.note && <small>({o.note})</small>}</li>
              ))}</ul>
              {d.officeHolders.offices.length > 30 && <p class="note">Showing 30 of {d.officeHolders.offices.length} offices.</p>}
            </section>
            <section>
              <h2>Allies at {day(d.allies.at)}</h2>
              <p>{d.allies.sentence}</p>
              <ul class="list">
                {d.allies.allies.map((x) => <li key={x.country.id}><Thing of={x.country} /> <small>{heldWord[x.held]}; {x.obligations.join(', ').replaceAll('_', '-')}{x.note ? `; ${x.note}` : ''}</small></li>)}
                {d.allies.lastKnown.map((x) => <li key={x.country.id}><Thing of={x.country} /> <small>last known; {x.note}</small></li>)}
              </ul>
              {d.allies.notKnown.length > 0 && <p class="note">Others may be missing: {d.allies.notKnown.join('; ')}.</p>}
              <p class="under">Sources: <Sources of={d.allies.sources} short /></p>
            </section>
          </div>
          {d.country && (
            <>
              {(d.country.predecessors.length > 0 || d.country.successors.length > 0) && <p>{d.country.predecessors.length > 0 && <>Followed {d.country.predecessors.map((x, i) => <span key={x.id}>{i > 0 && ', '}<Thing of={x} /></span>)}. </>}{d.country.successors.length > 0 && <>Followed by {d.country.successors.map((x, i) => <span key={x.id}>{i > 0 && ', '}<Thing of={x} /></span>)}.</>}</p>}
              <details><summary>Names ({d.country.names.length}) and codes ({d.country.codes.length})</summary>
                <div class="columns">
                  <DataTable caption="Names" table={{ columns: ['name', 'language', 'kind', 'since', 'until'], rows: d.country.names.map((n) => [n.text, n.lang, n.kind, n.since, n.until]) }} />
                  <DataTable caption="Codes" table={{ columns: ['system', 'code', 'since', 'until'], rows: d.country.codes.map((n) => [n.system, n.value, n.since, n.until]) }} />
                </div>
              </details>
            </>
          )}
        </>
      )}</Answer>
    </>
  );
}
