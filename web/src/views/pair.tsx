import type { VNode } from 'preact';
import { Bars, BarsPicture } from '../charts/bars';
import { LineChart, LinePicture, type LineProps } from '../charts/line';
import { Dossier, MoreSplits, Pair, type DossierResult, type PairResult, type PairVars } from '../documents/pair';
import { DataTable, Figure } from '../figure';
import { unbroken, asYear, bodyName, choiceWord, count, day, heldWord, interval, measureName, percent, period, tail, usd } from '../format';
import { link, linkTo } from '../nav';
import { Answer, Empty, FilterBar, Field, NameField, Rejected, Select, Sources, Thing, Title, Warnings, measureOptions, useAsk, useView } from '../parts';
import { inWords, where } from '../where';
import { ask } from '../api';
import { useEffect, useState } from 'preact/hooks';
import type { Candidate } from '../api';

type Alignment = PairResult['alignment'];
type Split = Alignment['splits']['nodes'][number];

export default function PairView(): VNode {
  const [s, set, rejected] = useView('pair');
  const vars = { a: s.a, b: s.b, where: where(s), by: s.by.toUpperCase() as 'YEAR', measure: s.measure,
    both: !s.body && s.by !== 'session', assembly: where({ ...s, body: 'ga' }), council: where({ ...s, body: 'sc' }) };
  const asking = useAsk(Pair, vars);
  const dossierVars = { a: s.a, b: s.b, at: s.at || null, since: s.since || null, until: s.until || null };
  // The dossier is asked for once the votes are there, so as not to slow them.
  const dossier = useAsk(Dossier, asking.error || asking.busy ? null : dossierVars);
  const a = asking.data?.alignment;
  const [nameA, nameB] = [a?.a.name ?? s.a, a?.b.name ?? s.b];
  const replace = (c: Candidate, message: string): string => {
    const which = message.includes(`"${s.b}"`) && !message.includes(`"${s.a}"`) ? 'b' : 'a';
    return link('pair', { ...s, [which]: tail(c.id) });
  };
  return (
    <>
      <Title sub={inWords(s)}>{`${nameA} and ${nameB}`}</Title>
      <Rejected names={rejected} />
      <FilterBar value={s} set={set}>
        <NameField label="State" value={s.a} set={(v) => set({ a: v })} />
        <NameField label="and state" value={s.b} set={(v) => set({ b: v })} />
        <button type="button" onClick={() => set({ a: s.b, b: s.a })}>Swap</button>
      </FilterBar>
      <Answer asking={asking} replace={replace}>{(d) => <Votes a={d.alignment} series={d.alignment.series ?? [...(d.assembly?.series ?? []), ...(d.council?.series ?? [])]} s={s} set={set} vars={vars} dossier={dossier.data} />}</Answer>
      {!asking.error && <Answer asking={dossier}>{(d) => <Rest d={d} vars={dossierVars} nameA={nameA} nameB={nameB} at={s.at} set={set} />}</Answer>}
    </>
  );
}

type Series = NonNullable<Alignment['series']>;
function Votes(p: { a: Alignment; series: Series; s: ReturnType<typeof useView<'pair'>>[0]; set: ReturnType<typeof useView<'pair'>>[1]; vars: PairVars; dossier: DossierResult | undefined }): VNode {
  const { a, s, series } = p;
  if (a.members === 0) {
    return <Empty>{a.sentence} There is no roll call of this kind while both were members; ask for a longer period, both bodies or no topic.</Empty>;
  }
  const chosen = s.measure === 'IDENTICAL' ? null : a.chosen;
  const tiles = [
    { name: 'Identical votes', m: a.identical, extra: `${count(a.byBody.reduce((n, x) => n + x.same, 0))} of ${count(a.n)}` },
    { name: 'Half credit for an abstention', m: a.halfCredit, extra: '' },
    { name: 'Contested votes only', m: a.contested.identical, extra: `${count(a.contested.same)} of ${count(a.contested.n)}` },
    { name: 'Kappa, squared', m: a.kappa, extra: 'agreement beyond chance, −1 to 1' },
    ...(chosen && !['HALF_CREDIT', 'KAPPA_SQUARED'].includes(chosen.name) ? [{ name: measureName[chosen.name]!, m: chosen, extra: '' }] : []),
  ];
  const events = (p.dossier?.relations.events.nodes ?? []).filter((e) => e.since).map((e) => ({ x: asYear(e.since!), kind: e.kind ?? 'event', text: `${day(e.since)}: ${e.title}`, href: linkTo(e.id) }));
  const agreements = (p.dossier?.relations.agreements ?? []).filter((x) => x.signed).map((x) => ({ x: asYear(x.signed!), kind: 'agreement', text: `${day(x.signed)}: signed ${x.name}`, href: linkTo(x.id) }));
  const bodies = [...new Set(series.filter((q) => q.n > 0).map((q) => q.body))];
  const half = (q: Series[number]) => (s.measure === 'HALF_CREDIT' ? { name: 'HALF_CREDIT', value: q.halfCredit.value, low: null, high: null } : q.identical);
  const line: LineProps = {
    label: `Line chart: share of identical votes of ${a.a.name} and ${a.b.name} by ${s.by}.`,
    y: [0, 1], format: (v) => `${Math.round(v * 100)} %`,
    series: bodies.map((b) => ({
      label: b ? bodyName[b]! : 'Both bodies', colour: b === 'SECURITY_COUNCIL' ? 'var(--c1)' : 'var(--c0)', shape: b === 'SECURITY_COUNCIL' ? 'square' : 'circle',
      points: series.filter((q) => q.body === b && q.n > 0).map((q) => ({
        x: s.by === 'session' ? +(q.label.replace(/\D/g, '') || asYear(q.since ?? '0')) : +(/\d{1,4}/.exec(q.label)?.[0] ?? 0), y: half(q).value, low: half(q).low, high: half(q).high, weight: q.n,
        text: `${q.label}${b ? `, ${bodyName[b]}` : ''}: ${interval(half(q))}; ${q.same} of ${q.n} the same, ${q.oneAbstained} with one abstention, ${q.opposed} opposed`,
        href: link('rollcalls', { ...filterOf(s), body: b === 'SECURITY_COUNCIL' ? 'sc' : 'ga', since: q.since ?? '', until: q.until ?? '' }),
      })),
    })),
    events: s.by === 'session' ? [] : [...events, ...agreements].sort((x, y) => x.x - y.x),
  };
  const query = { doc: Pair, vars: p.vars };
  return (
    <>
      <p class="sentence" id="sentence">{unbroken(a.sentence)}</p>
      <Warnings of={[...a.applied.boundBy.map((b) => `Period: ${b}.`), ...a.warnings]} />
      <dl class="measures">
        {tiles.map((t) => (
          <div key={t.name}>
            <dt>{t.name}</dt>
            <dd><span class="big" data-measure={t.m.name}>{t.m.value == null ? 'undefined' : interval(t.m).replace(/ \(.*/, '')}</span>
              <small>{t.m.value == null ? t.m.undefinedBecause : <>{t.m.low != null && `interval ${interval(t.m).replace(/^[^(]*\((.*)\)$/, '$1')}; `}{t.extra || `n ${count(t.m.n)}`}</>}</small></dd>
          </div>
        ))}
        {a.byBody.length > 1 && a.byBody.map((b) => (
          <div key={b.label}>
            <dt>{b.body ? bodyName[b.body] : b.label}</dt>
            <dd><span class="big">{percent(b.identical.value)}</span><small>{count(b.same)} of {count(b.n)}; {count(b.opposed)} opposed</small></dd>
          </div>
        ))}
      </dl>
      {bodies.length === 0 ? <Empty>No roll call on which both voted, so no series.</Empty> : (
        <Figure id="series" title={`Votes together by ${s.by}`} note={line.events?.length ? 'Below the axis: treaties signed and meetings on record. Hollow marks rest on fewer than ten votes.' : 'Hollow marks rest on fewer than ten votes.'}
          n={`${count(a.n)} roll calls on which both voted; of ${count(a.members)} while both were members ${count(a.missing)} are left out`} definition={a.identical.definition} sources={a.sources}
          answer={series} query={query}
          cypher={{ file: '04-agreement-by-year', params: { a: a.a.id, b: a.b.id, body: s.body === 'sc' ? 'security_council' : 'general_assembly' } }}
          table={{
            columns: [s.by, 'body', 'n', 'same', 'one abstained', 'opposed', 'identical', 'low', 'high', 'half credit'],
            rows: series.map((q) => [q.label, q.body ? bodyName[q.body]! : 'both', q.n, q.same, q.oneAbstained, q.opposed, q.identical.value, q.identical.low, q.identical.high, q.halfCredit.value]),
          }}
          draw={(w) => <LinePicture {...line} width={w} />}>
          <div class="row no-print">
            <Select label="Step" value={s.by} set={(by) => p.set({ by })} options={[['year', 'Years'], ['session', 'Sessions of the Assembly'], ['decade', 'Decades']]} />
            <Select label="Another measure" value={s.measure} set={(measure) => p.set({ measure })} options={measureOptions} />
          </div>
          <LineChart {...line} />
        </Figure>
      )}
      <Figure id="positions" plain title="Position by position" note={`Rows are ${a.a.name}, columns ${a.b.name}.`} n={count(a.members)} sources={a.sources} answer={a.counts} query={query}
        cypher={{ file: '03-positions-table', params: { a: a.a.id, b: a.b.id, body: s.body === 'sc' ? 'security_council' : 'general_assembly' } }}
        table={{ columns: [`${a.a.name} \\ ${a.b.name}`, ...a.counts.order.map((c) => choiceWord[c]!)], rows: a.counts.table.map((r, i) => [choiceWord[a.counts.order[i]!]!, ...r]) }}>
        <DataTable caption={`Roll calls by the two positions`} table={{ columns: [`${a.a.name}`, ...a.counts.order.map((c) => choiceWord[c]!)], rows: a.counts.table.map((r, i) => [choiceWord[a.counts.order[i]!]!, ...r]) }} />
      </Figure>
      <Splits a={a} s={s} vars={p.vars} />
    </>
  );
}

const filterOf = (s: ReturnType<typeof useView<'pair'>>[0]) => ({ body: s.body, topic: s.topic, about: s.about, contested: s.contested, kind: s.kind, text: s.text });

function Splits(p: { a: Alignment; s: { body: string }; vars: PairVars }): VNode {
  const { a, s } = p;
  const [more, setMore] = useState<Split[]>([]);
  const [cursor, setCursor] = useState(a.splits.pageInfo);
  const [busy, setBusy] = useState(false);
  useEffect(() => { setMore([]); setCursor(a.splits.pageInfo); }, [a]);
  const rows = [...a.splits.nodes, ...more];
  const show = (r: Split): (string | number | null)[] => [r.rollCall.date, r.rollCall.symbol, choiceWord[r.aChoice]!, choiceWord[r.bChoice]!, r.opposed ? 'opposed' : 'one abstained', r.rollCall.title];
  const columns = ['date', 'roll call', a.a.name, a.b.name, 'how', 'title'];
  return (
    <>
      <Figure id="splits" plain title="Where they split" note={`${count(a.splits.totalCount)} roll calls, of them ${count(a.opposed.totalCount)} yes against no; newest first.`} sources={a.sources}
        answer={rows} query={{ doc: MoreSplits, vars: { a: p.vars.a, b: p.vars.b, where: p.vars.where ?? null, after: null } }} table={{ columns, rows: rows.map(show) }}
        cypher={{ file: '08-splits', params: { a: a.a.id, b: a.b.id, body: s.body === 'sc' ? 'security_council' : 'general_assembly' } }}>
        {rows.length === 0 ? <p>They never differed in what was asked for.</p> : <Ballots rows={rows} a={a.a} b={a.b} caption={`Splits: ${rows.length} of ${count(a.splits.totalCount)}`} />}
        {cursor.hasNextPage && rows.length < a.splits.totalCount && (
          <p><button type="button" disabled={busy} onClick={() => {
            setBusy(true);
            ask(MoreSplits, { a: p.vars.a, b: p.vars.b, where: p.vars.where ?? null, after: cursor.endCursor }).then((r) => {
              setMore([...more, ...r.alignment.splits.nodes]);
              setCursor(r.alignment.splits.pageInfo);
            }, () => undefined).finally(() => setBusy(false));
          }}>Show 100 more</button> <small>showing {rows.length} of {count(a.splits.totalCount)}</small></p>
        )}
      </Figure>
      <details>
        <summary>Where they agreed: {count(a.agreed.totalCount)} roll calls, the newest ten</summary>
        <Ballots rows={a.agreed.nodes} a={a.a} b={a.b} caption="Agreed" />
      </details>
    </>
  );
}

function Ballots(p: { rows: readonly Split[]; a: { id: string; name: string }; b: { id: string; name: string }; caption: string }): VNode {
  const titled = p.rows.some((r) => r.rollCall.title);
  return (
    <DataTable caption={p.caption} most={500} table={{
      columns: ['date', 'roll call', p.a.name, p.b.name, ...(titled ? ['title'] : [])],
      rows: p.rows.map((r) => [r.rollCall.date, r.rollCall.symbol, choiceWord[r.aChoice]!, choiceWord[r.bChoice]! + (r.opposed ? ' – opposed' : ''), ...(titled ? [short(r.rollCall.title)] : [])]),
    }} links={(i) => [undefined, link('rollcall', { symbol: tail(p.rows[i]!.rollCall.id), a: tail(p.a.id), b: tail(p.b.id) })]} />
  );
}

const short = (s: string | null): string => (s && s.length > 140 ? s.slice(0, 139) + '…' : s ?? '');

function Rest(p: { d: DossierResult; vars: object; nameA: string; nameB: string; at: string; set: (s: { at: string }) => void }): VNode {
  const r = p.d.relations;
  const query = { doc: Dossier, vars: p.vars };
  const flags = [['Bound by a pledge of defence', r.allied], ['At war', r.atWar], ['Rivals', r.rivals], ['Neighbours on land or sea', r.contiguous]] as const;
  // One bar pair a year: of several sources the one that has most years.
  const bySource = new Map<string, typeof r.trade.years>();
  for (const y of r.trade.years) {
    const k = y.sources.find((x) => x.kind === 'dataset')?.importName ?? '';
    bySource.set(k, [...(bySource.get(k) ?? []), y]);
  }
  const main = [...bySource.entries()].sort((x, y) => y[1].length - x[1].length)[0];
  const bars = main && {
    label: `Bar chart: exports between ${p.nameA} and ${p.nameB} by year, US dollars.`, names: [`${p.nameA} to ${p.nameB}`, `${p.nameB} to ${p.nameA}`] as const, format: (v: number) => usd(v),
    rows: main[1].map((y) => ({ x: y.year, a: y.aExports == null ? null : Number(y.aExports), b: y.bExports == null ? null : Number(y.bExports), text: `${y.year}: ${p.nameA} to ${p.nameB} ${usd(y.aExports as number | null)}, ${p.nameB} to ${p.nameA} ${usd(y.bExports as number | null)}` })),
  };
  return (
    <section aria-label="Dossier">
      <header class="title"><h2>The dossier at {day(r.at)}</h2><p>{r.sentence}</p></header>
      <div class="row no-print"><Field label="Judged at" value={p.at} set={(at) => p.set({ at })} hint="today" size={10} pattern="\d{4}(-\d\d(-\d\d)?)?" /></div>
      <ul class="list">{flags.map(([name, f]) => <li key={name}>{name}: <b>{heldWord[f.held]}</b>{f.note && <small> ({f.note})</small>}</li>)}</ul>
      <Warnings of={r.warnings} />
      <div class="columns">
        <section>
          <h3>Agreements ({r.agreements.length})</h3>
          {r.agreements.length === 0 && <p class="note">None on record.</p>}
          <ul class="list">{r.agreements.map((x) => (
            <li key={x.id}><time>{period(x.since ?? x.signed, x.until)}</time><Thing of={x} /> <small>{x.kind}; in force: {heldWord[x.held ?? 'NOT_KNOWN']}. <Sources of={x.sources} short /></small></li>
          ))}</ul>
          <h3>Alliances by source ({r.alliances.length})</h3>
          <ul class="list">{r.alliances.map((x, i) => (
            <li key={i}><time>{period(x.since, x.until)}</time>{x.obligations.join(', ').replaceAll('_', '-')} <small><Sources of={x.sources} short /></small></li>
          ))}</ul>
          <h3>Who led</h3>
          <ul class="list">{[...r.aLeaders, ...r.bLeaders].map((o, i) => (
            <li key={i}>{o.name}: {o.holders.length ? unique(o.holders.map((h) => h.person)).map((q, k) => <span key={q.id}>{k > 0 && ', '}<Thing of={q} /></span>) : '–'} {o.note && <small>({o.note})</small>}</li>
          ))}</ul>
        </section>
        <section>
          <h3>Visits and meetings ({count(r.events.totalCount)})</h3>
          {r.events.totalCount === 0 && <p class="note">None on record for the period.</p>}
          <ul class="list">{r.events.nodes.slice(-15).reverse().map((e) => <li key={e.id}><time>{day(e.since)}</time><Thing of={{ id: e.id, name: e.title }} /> <small>{e.kind}</small></li>)}</ul>
          {r.events.totalCount > 15 && <p><a href={link('timeline', { a: tail(p.nameA), b: p.nameB })}>All of them on the timeline</a></p>}
          <h3>Sanctions on one another ({count(r.sanctions.totalCount)})</h3>
          <ul class="list">{r.sanctions.nodes.map((x, i) => (
            <li key={i}><time>{period(x.since, x.until, x.lastSeen)}</time><Thing of={x.from} /> on <Thing of={x.to} />: {x.types.join(', ')} <small><Sources of={x.sources} short /></small></li>
          ))}</ul>
          {r.conflicts.totalCount > 0 && (
            <details>
              <summary>Where sources differ ({count(r.conflicts.totalCount)})</summary>
              <ul class="list">{r.conflicts.nodes.map((c, i) => <li key={i}><time>{day(c.date)}</time>{c.text} <small>{c.picked && `taken: ${c.picked} (${c.rule})`}</small></li>)}</ul>
              {r.conflicts.totalCount > r.conflicts.nodes.length && <p class="note">The newest {r.conflicts.nodes.length}; <a href={link('sources', {})}>all conflicts</a>.</p>}
            </details>
          )}
        </section>
      </div>
      {bars ? (
        <Figure id="trade" title="Trade by year" note="US dollars of the year. A year without a bar has no figure, which is not zero." n={`${main[1].length} years of ${main[0]}${bySource.size > 1 ? `; ${[...bySource.keys()].slice(1).join(', ')} in the table` : ''}`} sources={r.trade.years.flatMap((y) => y.sources)}
          answer={r.trade} query={query} draw={(w) => <BarsPicture {...bars} width={w} />}
          table={{ columns: ['year', `${p.nameA} exports USD`, `${p.nameB} exports USD`, 'reported by', 'and by', 'source'], rows: r.trade.years.map((y) => [y.year, y.aExports as number | null, y.bExports as number | null, y.aReporter, y.bReporter, y.sources.find((x) => x.kind === 'dataset')?.importName ?? '']) }}>
          <Bars {...bars} />
        </Figure>
      ) : <p class="note">No trade on record between them for the period.</p>}
      <details>
        <summary>What each dataset knows at {day(r.at)}</summary>
        <ul>{r.coverage.map((c, i) => <li key={i}>{c.subject}: {c.sentence}</li>)}</ul>
      </details>
    </section>
  );
}

const unique = <T extends { id: string }>(xs: readonly T[]): T[] => xs.filter((x, i) => xs.findIndex((y) => y.id === x.id) === i);
