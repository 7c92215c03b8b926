// run.mjs: every view in a real browser on the real binary, with the starter
// graph and, where the records are at hand, with the Assembly imported.
//
//   node e2e/run.mjs [--binary ../dist/entente] [--only WORD] [--shots FOLDER]
//
// ENTENTE_DATA names the folder of records (default ../../shared/data);
// REQUIRE_DATA=1 fails without it.
import assert from 'node:assert/strict';
import { existsSync, mkdirSync, mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { createServer } from 'node:http';
import { createRequire } from 'node:module';
import { tmpdir } from 'node:os';
import { dirname, join, resolve } from 'node:path';
import { fileURLToPath } from 'node:url';
import { chromium } from 'playwright-core';
import { ask, importAll, serve } from './serve.mjs';

const here = dirname(fileURLToPath(import.meta.url));
const option = (name, other) => { const i = process.argv.indexOf(`--${name}`); return i > 0 ? process.argv[i + 1] : other; };
const binary = resolve(option('binary', join(here, '../../dist/entente')));
const only = option('only', '');
const shots = option('shots', '');
const data = resolve(process.env.ENTENTE_DATA || join(here, '../../../shared/data'));
const axe = readFileSync(createRequire(import.meta.url).resolve('axe-core/axe.min.js'), 'utf8');
const work = mkdtempSync(join(tmpdir(), 'entente-web-'));
if (shots) mkdirSync(shots, { recursive: true });

const browser = await chromium.launch({ executablePath: process.env.CHROMIUM || '/usr/bin/chromium', args: ['--no-sandbox'] });
let passed = 0;
const failures = [];
async function test(name, body) {
  if (only && !name.includes(only)) return;
  const start = Date.now();
  try {
    await body();
    passed++;
    console.log(`ok   ${name} (${Date.now() - start} ms)`);
  } catch (e) {
    failures.push(name);
    console.log(`FAIL ${name}\n     ${String(e.stack ?? e).split('\n').slice(0, 12).join('\n     ')}`);
  }
}

/** A page whose every outside request, script error and breach of the policy is kept. */
async function open(o = {}) {
  const context = await browser.newContext({ viewport: { width: o.width ?? 1280, height: 900 }, colorScheme: o.scheme ?? 'light', reducedMotion: o.motion ?? 'no-preference', acceptDownloads: true });
  const page = await context.newPage();
  const wrong = [];
  page.on('pageerror', (e) => wrong.push(`script: ${e.message}`));
  page.on('console', (m) => { if (m.type() === 'error' && !(o.refused && /status of 4|status of 5|ERR_FAILED/.test(m.text()))) wrong.push(`console: ${m.text()}`); });
  page.on('request', (r) => { const u = new URL(r.url()); if (!['127.0.0.1', ''].includes(u.hostname)) wrong.push(`outside: ${r.url()}`); });
  return { page, context, wrong };
}
const settled = async (page) => {
  await page.waitForFunction(() => document.querySelector('h1') && !document.querySelector('.state.loading') && !document.querySelector('.answer.old') && !/being computed/.test(document.querySelector('.state.problem')?.textContent ?? ''), undefined, { timeout: 90_000 });
  await page.waitForTimeout(120);
};
const goto = async (page, base, path) => { await page.goto(`${base}/${path}`); await settled(page); };
const tableOf = (page, figure) => page.evaluate(async (id) => {
  const f = document.getElementById(id);
  const b = [...f.querySelectorAll('.tools button')].find((x) => x.textContent === 'Table');
  if (b && b.getAttribute('aria-expanded') === 'false') b.click();
  await new Promise((r) => setTimeout(r, 100));
  f.querySelectorAll('.table > p button').forEach((x) => x.click());
  await new Promise((r) => setTimeout(r, 150));
  const t = [...f.querySelectorAll('table')].at(-1);
  return [...t.querySelectorAll('tbody tr')].map((r) => [...r.children].map((c) => c.textContent));
}, figure);
const near = (shown, value, what) => assert.ok(Math.abs(Number(String(shown).replace('−', '-')) - value) <= 0.00005001, `${what}: the page has ${shown}, the API ${value}`);

const common = [
  '', 'pair?a=Russia&b=China', 'pair?a=Russia&b=China&body=sc&topic=dprk', 'pair?a=Russia&b=North+Korea&by=decade', 'pair?a=Korea&b=China', 'pair?a=Atlantis&b=China', 'pair?a=Russia&b=China&since=1900&until=1901',
  'matrix', 'matrix?org=UNSC', 'map', 'neighbours', 'neighbours?a=Atlantis', 'network?at=1980', 'network', 'timeline', 'claim', 'claim?id=claim/article-1', 'claim?text=Russia+is+an+ally+of+North+Korea&at=2023-07-27',
  'country?id=Russia', 'country?id=Congo', 'person?id=person/sergei-lavrov', 'person?id=person/nobody', 'agreement?id=agreement/sov-prk-1961', 'thing?id=event/kim-putin-vladivostok-2019', 'thing',
  'rollcall?symbol=S/RES/2397(2017)', 'rollcall?symbol=S/RES/9999(2017)', 'rollcall', 'rollcalls', 'rollcalls?topic=dprk', 'rollcalls?since=1900&until=1901', 'search?q=Lavrov', 'search?q=xyzzyq', 'search', 'console', 'sources', 'nothing-here', 'ideal-points',
  'embed?view=pair&figure=series&a=Russia&b=China', 'embed?view=matrix&figure=matrix',
];

// These are looked at in both widths with both palettes.
const full = ['pair?a=Russia&b=China', 'map', 'matrix', 'claim', 'timeline'];

async function every(base, graph, paths) {
  for (const path of paths) {
    await test(`${graph}: /${path}: policy, requests, width, axe`, async () => {
      for (const [width, scheme] of full.includes(path) ? [[1280, 'light'], [360, 'dark'], [1280, 'dark'], [360, 'light']] : [[1280, 'light'], [360, 'dark']]) {
        const { page, context, wrong } = await open({ width, scheme, refused: true });
        if (path === 'nothing-here') {
          const r = await page.goto(`${base}/${path}`);
          assert.equal(r.status(), 404);
          await context.close();
          return;
        }
        await goto(page, base, path);
        assert.ok((await page.textContent('h1')).trim() !== '', 'no heading');
        const [content, window_] = await page.evaluate(() => [document.documentElement.scrollWidth, innerWidth]);
        assert.ok(content <= window_, `at ${width} the page is ${content} wide`);
        await page.evaluate(axe);
        // Everything a click can open is looked at too.
        await page.evaluate(() => document.querySelectorAll('main details:not([open]) > summary').forEach((s) => s.click()));
        await page.evaluate(() => [...document.querySelectorAll('.tools button')].filter((b) => ['Table', 'Query'].includes(b.textContent)).slice(0, 2).forEach((b) => b.click()));
        await page.waitForTimeout(80);
        const result = await page.evaluate(() => globalThis.axe.run(document, { resultTypes: ['violations'] }));
        assert.deepEqual(result.violations.map((v) => `${v.id}: ${v.nodes.slice(0, 3).map((n) => n.target.join(' ') + ' ' + n.failureSummary.replace(/\s+/g, ' ').slice(0, 160)).join(' | ')}`), [], `axe at ${width}, ${scheme}`);
        assert.deepEqual(wrong, []);
        await context.close();
      }
    });
  }
}

async function numbers(base, graph) {
  await test(`${graph}: the pair's numbers are the API's`, async () => {
    for (const [a, b, where, search] of [
      ['Russia', 'China', {}, ''], ['Russia', 'China', { body: ['SECURITY_COUNCIL'], topics: ['dprk'] }, '&body=sc&topic=dprk'], ['United States', 'Israel', { body: ['GENERAL_ASSEMBLY'], since: '1991', until: '2010' }, '&body=ga&since=1991&until=2010'],
      ['France', 'Germany', { contested: true }, '&contested=yes'],
    ]) {
      const q = '{ sentence n members missing identical { value low high } halfCredit { value } contested { n same } counts { table } splits { totalCount } opposed: splits(opposed: true) { totalCount } }';
      const { alignment: api } = await ask(base, `query ($a: String!, $b: String!, $w: VoteFilter) { alignment(between: [$a, $b], where: $w) ${q} }`, { a, b, w: where });
      const { page, context } = await open();
      await goto(page, base, `pair?a=${encodeURIComponent(a)}&b=${encodeURIComponent(b)}${search}`);
      assert.equal((await page.textContent('#sentence')).replaceAll('\u00a0', ' '), api.sentence);
      const percent = (v) => (v === null ? 'undefined' : `${(v * 100).toFixed(1)} %`);
      assert.equal(await page.textContent('[data-measure=IDENTICAL]'), percent(api.identical.value));
      assert.equal(await page.textContent('[data-measure=HALF_CREDIT]'), percent(api.halfCredit.value));
      if (api.n === 0) { await context.close(); continue; }
      const said = (await page.textContent('#series .under')).replaceAll(',', '');
      assert.ok(said.includes(`n ${api.n} roll calls`) && said.includes(`of ${api.members} while`) && said.includes(`${api.missing} are left out`), said);
      assert.deepEqual((await tableOf(page, 'positions')).map((r) => r.slice(1).map(Number)), api.counts.table);
      const splits = (await page.textContent('#splits .sub')).replaceAll(',', '');
      assert.ok(splits.startsWith(`${api.splits.totalCount} roll calls`) && splits.includes(`of them ${api.opposed.totalCount} yes`), splits);
      await context.close();
    }
  });
  await test(`${graph}: the series' numbers are the API's, body by body`, async () => {
    const { page, context } = await open();
    await goto(page, base, 'pair?a=Russia&b=China&since=1991');
    const rows = await tableOf(page, 'series');
    let checked = 0;
    for (const [body, name] of [['GENERAL_ASSEMBLY', 'General Assembly'], ['SECURITY_COUNCIL', 'Security Council']]) {
      const { alignment } = await ask(base, '{ alignment(between: ["Russia", "China"], where: { since: "1991", body: [' + body + '] }) { series(by: YEAR) { label n same oneAbstained opposed identical { value low high } } } }');
      const own = rows.filter((r) => r[1] === name);
      assert.equal(own.length, alignment.series.length);
      alignment.series.forEach((p, i) => {
        assert.deepEqual([own[i][0], ...own[i].slice(2, 6).map(Number)], [p.label, p.n, p.same, p.oneAbstained, p.opposed]);
        if (p.identical.value !== null) { near(own[i][6], p.identical.value, p.label); near(own[i][7], p.identical.low, p.label); near(own[i][8], p.identical.high, p.label); checked++; }
      });
    }
    assert.ok(checked > 10, `${checked} points compared`);
    await context.close();
  });
  await test(`${graph}: the matrix' numbers are the API's`, async () => {
    const { page, context } = await open();
    const among = ['Russia', 'China', 'United States', 'France', 'India'];
    for (const measure of ['IDENTICAL', 'KAPPA_SQUARED']) {
      const { alignments: api } = await ask(base, 'query ($a: [String!]!, $m: MeasureName) { alignments(among: $a, measure: $m, where: { body: [GENERAL_ASSEMBLY] }) { countries { name } values n } }', { a: among, m: measure });
      await goto(page, base, `matrix?of=${among.map(encodeURIComponent).join('~')}&body=ga${measure === 'IDENTICAL' ? '' : `&measure=${measure}`}`);
      const rows = await tableOf(page, 'matrix');
      assert.equal(rows.length, 10);
      for (const [x, y, v, n] of rows) {
        const [i, j] = [x, y].map((s) => api.countries.findIndex((c) => c.name === s));
        near(v, api.values[i][j], `${x} and ${y}`);
        assert.equal(+n, api.n[i][j]);
      }
    }
    await context.close();
  });
  await test(`${graph}: the neighbours' numbers are the API's`, async () => {
    const { page, context } = await open();
    for (const [end, farthest] of [['closest', false], ['farthest', true]]) {
      const { closest } = await ask(base, `{ closest(to: "Russia", where: { body: [GENERAL_ASSEMBLY] }, first: 15, farthest: ${farthest}) { rank country { name } measure { value n } } }`);
      await goto(page, base, 'neighbours');
      const rows = await tableOf(page, end);
      assert.equal(rows.length, closest.length);
      closest.forEach((c, i) => { assert.deepEqual([rows[i][0], rows[i][1], rows[i][5]], [String(c.rank), c.country.name, String(c.measure.n)]); near(rows[i][2], c.measure.value, c.country.name); });
    }
    await context.close();
  });
  await test(`${graph}: the map has all 193 members, each with the API's number`, async () => {
    const { page, context } = await open();
    await goto(page, base, 'map');
    assert.match(await page.textContent('#map .sub'), /^193 of 193 members drawn, 28 of them/);
    const rows = await tableOf(page, 'map');
    assert.equal(rows.length, 193);
    const { closest } = await ask(base, '{ closest(to: "Russia", where: { body: [GENERAL_ASSEMBLY] }, minVotes: 1, first: 500) { country { name } measure { value n } } }');
    let compared = 0;
    for (const r of rows) {
      const c = closest.find((x) => x.country.name === r[0]);
      if (!c) { assert.equal(r[1], ''); continue; }
      near(r[1], c.measure.value, r[0]);
      assert.equal(+r[4], c.measure.n);
      compared++;
    }
    assert.ok(compared > 150, `${compared} compared`);
    // Each is reached by the arrow keys: Home and then every member's mark.
    const chart = page.locator('#map .chart');
    await chart.focus();
    await page.keyboard.press('Home');
    assert.match(await page.textContent('#map .readout'), /^Afghanistan/);
    await page.keyboard.press('ArrowLeft');
    assert.doesNotMatch(await page.textContent('#map .readout'), /^Afghanistan/);
    await context.close();
  });
  await test(`${graph}: the roll call's votes are the API's`, async () => {
    const { page, context } = await open();
    const { rollCall } = await ask(base, '{ rollCall(symbol: "S/RES/2397(2017)") { votes { country { name } choice } } }');
    await goto(page, base, 'rollcall?symbol=Resolution+2397+(2017)');
    const shown = await page.$$eval('#votes section', (xs) => Object.fromEntries(xs.map((x) => [x.querySelector('h3').textContent, [...x.querySelectorAll('a')].map((a) => a.textContent)])));
    const yes = rollCall.votes.filter((v) => v.choice === 'YES').map((v) => v.country.name);
    assert.deepEqual(shown[`Yes (${yes.length})`], yes);
    await context.close();
  });
  await test(`${graph}: the claim's verdict is the API's, then and now`, async () => {
    const { page, context } = await open();
    for (const asOf of ['', '2023-07-31']) {
      const { claim } = await ask(base, 'query ($d: Date) { claim(id: "claim/article-1", asOf: $d) { verdict { word sentence } } }', { d: asOf || null });
      await goto(page, base, `claim?id=claim/article-1${asOf && `&asOf=${asOf}`}`);
      const text = (await page.textContent('#verdict .sentence')).replaceAll('\u00a0', ' ');
      assert.ok(text.endsWith(claim.verdict.sentence) && text.toUpperCase().includes(claim.verdict.word.replace('_', ' ')), text);
    }
    await context.close();
  });
}

async function behaviour(base) {
  await test('a name that can mean several offers them, and a click answers', async () => {
    const { page, context } = await open({ refused: true });
    await goto(page, base, 'pair?a=Korea&b=China&topic=dprk');
    await page.click('.candidates a >> text=South Korea');
    await page.waitForSelector('#sentence');
    assert.equal(new URL(page.url()).search, '?a=KOR&topic=dprk');
    await context.close();
  });
  await test('the search box reads a sentence, with / to reach it', async () => {
    const { page, context } = await open();
    await goto(page, base, '');
    await page.waitForFunction(() => document.querySelectorAll('#names option').length > 100);
    await page.keyboard.press('/');
    await page.keyboard.type('Russia China since 1991 on North Korea');
    await page.keyboard.press('Enter');
    await page.waitForSelector('#sentence');
    assert.equal(new URL(page.url()).search, '?since=1991&topic=dprk');
    assert.equal(await page.inputValue('input[list=names] >> nth=0'), 'Russia');
    await context.close();
  });
  await test('controls write the address, the address reopens the view, back goes back', async () => {
    const { page, context } = await open();
    await goto(page, base, 'pair?a=Russia&b=China');
    const first = await page.textContent('#sentence');
    await page.selectOption('label:has-text("Body") + select', 'sc');
    await page.waitForFunction((s) => document.querySelector('#sentence').textContent !== s, first);
    await page.selectOption('label:has-text("Topic") + select', 'dprk');
    await page.waitForFunction(() => /topic=dprk/.test(location.search) && /North Korea/.test(document.querySelector('#sentence').textContent));
    const [url, sentence] = [page.url(), await page.textContent('#sentence')];
    const other = await open();
    await other.page.goto(url);
    await settled(other.page);
    assert.equal(await other.page.textContent('#sentence'), sentence);
    await other.context.close();
    await page.goBack();
    await page.goBack();
    await page.waitForFunction((s) => document.querySelector('#sentence')?.textContent === s, first);
    await context.close();
  });
  await test('a chart is one tab stop; arrows go through it, its value is read out, Enter opens', async () => {
    const { page, context } = await open();
    await goto(page, base, 'pair?a=Russia&b=China&body=ga');
    assert.equal(await page.$$eval('#series .chart, #series .chart [tabindex="0"], #series .chart a', (x) => x.length), 1);
    await page.focus('#series .chart');
    await page.keyboard.press('Home');
    const one = await page.textContent('#series [role=status].readout');
    await page.keyboard.press('ArrowRight');
    const two = await page.textContent('#series [role=status].readout');
    assert.match(one, /^\d{4}, General Assembly: \d/);
    assert.notEqual(one, two);
    await page.keyboard.press('Enter');
    await page.waitForFunction(() => /rollcalls/.test(location.pathname));
    await settled(page);
    const { alignment } = await ask(base, '{ alignment(between: ["Russia", "China"], where: { body: [GENERAL_ASSEMBLY] }) { series(by: YEAR) { label since until n } } }');
    const p = alignment.series.filter((x) => x.n > 0)[1];
    assert.equal(new URL(page.url()).searchParams.get('since'), p.since);
    await context.close();
  });
  await test('all of a page is reached by Tab, in the order of the page, with a visible focus', async () => {
    const { page, context } = await open();
    await goto(page, base, 'neighbours');
    const seen = [];
    for (let i = 0; i < 80; i++) {
      await page.keyboard.press('Tab');
      const f = await page.evaluate(() => { const e = document.activeElement; const s = getComputedStyle(e); return e === document.body ? null : { tag: e.tagName, text: (e.getAttribute('aria-label') ?? e.textContent).slice(0, 30), outline: s.outlineStyle !== 'none' && parseFloat(s.outlineWidth) >= 2, chart: e.classList.contains('chart'), y: e.getBoundingClientRect().top + scrollY }; });
      if (!f) break;
      seen.push(f);
    }
    assert.equal(seen[0].text, 'To the content');
    assert.equal(seen.filter((f) => f.chart).length, 2);
    assert.ok(seen.some((f) => f.text === 'CSV') && seen.some((f) => f.tag === 'SELECT'));
    assert.deepEqual(seen.filter((f) => !f.outline).map((f) => f.text), []);
    await context.close();
  });
  await test('files: CSV, JSON, SVG and PNG hold what is shown', async () => {
    const { page, context } = await open();
    await goto(page, base, 'pair?a=Russia&b=China&body=ga');
    const download = async (what) => {
      const [d] = await Promise.all([page.waitForEvent('download'), page.click(`#series .tools button >> text="${what}"`)]);
      return readFileSync(await d.path());
    };
    const { alignment } = await ask(base, '{ alignment(between: ["Russia", "China"], where: { body: [GENERAL_ASSEMBLY] }) { series(by: YEAR) { label n same identical { value } } } }');
    const lines = String(await download('CSV')).replace(/^\ufeff/, '').trim().split('\r\n').map((l) => l.split(','));
    assert.equal(lines[0].slice(0, 4).join(), 'year,body,n,same');
    assert.deepEqual(lines.slice(1).map((l) => [l[0], +l[2], +l[3], l[6] === '' ? null : +l[6]]), alignment.series.map((p) => [p.label, p.n, p.same, p.identical.value]));
    const json = JSON.parse(await download('JSON'));
    assert.equal(json.data.length, alignment.series.length);
    assert.ok(json.query.includes('alignment(') && json.variables.a === 'Russia');
    const svg = String(await download('SVG'));
    assert.ok(!/var\(|class=|href=|<script/.test(svg), 'the SVG leans on the page');
    assert.ok(svg.includes('Votes together by year') && svg.includes('Definition:') && svg.includes('Sources:'));
    const parsed = await page.evaluate((s) => { const d = new DOMParser().parseFromString(s, 'image/svg+xml'); return [d.querySelectorAll('parsererror').length, d.querySelectorAll('circle').length]; }, svg);
    assert.equal(parsed[0], 0);
    assert.ok(parsed[1] >= alignment.series.filter((p) => p.n > 0).length);
    const png = await download('PNG');
    assert.ok(png.subarray(1, 4).toString() === 'PNG' && png.length > 10_000, `${png.length} bytes`);
    await context.close();
  });
  await test('the exports of every chart draw something', async () => {
    const { page, context } = await open();
    for (const [path, figure, mark] of [['matrix', 'matrix', 'rect'], ['map', 'map', 'path'], ['neighbours', 'closest', 'circle'], ['timeline', 'timeline', 'circle, rect, path'], ['network?at=1980', 'network', 'circle']]) {
      await goto(page, base, path);
      if (!(await page.$(`#${figure}`))) continue;
      const [d] = await Promise.all([page.waitForEvent('download'), page.click(`#${figure} .tools button >> text="SVG"`)]);
      const svg = readFileSync(await d.path(), 'utf8');
      const n = await page.evaluate(([s, m]) => { const x = new DOMParser().parseFromString(s, 'image/svg+xml'); return x.querySelector('parsererror') ? -1 : x.querySelectorAll(m).length; }, [svg, mark]);
      assert.ok(n > 1 && !svg.includes('var('), `${path}: ${n} marks`);
    }
    await context.close();
  });
  await test('/embed may be framed by another page and shows its figure alone; a view may not', async () => {
    const { page, context } = await open({ refused: true });
    const site = createServer((_, r) => r.setHeader('content-type', 'text/html').end(`<iframe id="f" src="${base}/embed?view=pair&figure=series&a=Russia&b=China" width="800" height="600"></iframe><iframe id="g" src="${base}/pair"></iframe>`));
    await new Promise((done) => site.listen(0, '127.0.0.1', done));
    const outer = page;
    await outer.goto(`http://127.0.0.1:${site.address().port}/`);
    const f = await (await outer.waitForSelector('#f')).contentFrame();
    await f.waitForSelector('#series svg');
    assert.deepEqual(await f.$$eval('main h1, main .figure, main .controls', (xs) => xs.filter((x) => x.offsetWidth > 1 && x.offsetParent).map((x) => x.id || x.tagName)), ['series']);
    const g = await (await outer.waitForSelector('#g')).contentFrame();
    assert.equal(await g.$('#app'), null);
    site.close();
    await context.close();
  });
  await test('the query behind a chart runs in the console, the Cypher is the cookbook’s', async () => {
    const { page, context } = await open();
    await goto(page, base, 'pair?a=Russia&b=China&body=sc');
    await page.click('#series .tools button >> text="Query"');
    await page.waitForFunction(() => /MATCH \(:Country/.test(document.querySelector('#series').textContent));
    assert.match(await page.textContent('#series'), /:param body => "security_council"/);
    await page.click('#series a >> text=Open it in the console');
    await page.waitForSelector('#query');
    await page.click('button >> text="Ask"');
    await page.waitForFunction(() => /Answered in/.test(document.body.textContent));
    assert.match(await page.textContent('pre[aria-label="Answer as JSON"]'), /"sentence"/);
    await context.close();
  });
  await test('each query of the console is valid', async () => {
    const { page, context, wrong } = await open({ refused: true });
    await goto(page, base, 'console');
    const n = await page.$$eval('#saved optgroup option', (x) => x.length);
    assert.ok(n >= 8);
    for (let i = 0; i < n; i++) {
      await page.selectOption('#saved', String(i));
      await page.click('button >> text="Ask"');
      await page.waitForFunction(() => /Answered in|error/.test(document.querySelector('.row [role=status]').textContent));
      assert.match(await page.textContent('.row [role=status]'), /Answered in/, `query ${i}`);
    }
    await page.waitForFunction(() => document.querySelectorAll('.docs details').length > 50);
    assert.deepEqual(wrong, []);
    await context.close();
  });
  await test('refusals are told: too much, too slow, a server away', async () => {
    const { page, context } = await open({ refused: true });
    for (const [code, head] of [['TOO_COMPLEX', 'too much'], ['TIMEOUT', 'too long'], ['INTERNAL', 'No answer'], ['FORBIDDEN', 'No answer']]) {
      await page.route('**/graphql', (r) => r.fulfill({ status: 400, contentType: 'application/json', body: JSON.stringify({ errors: [{ message: 'as the test says', extensions: { code } }] }) }));
      await page.goto(`${base}/pair?a=Russia&b=China`);
      await page.waitForSelector('.state.problem');
      const text = await page.textContent('.state.problem');
      assert.ok(text.includes(head) && text.includes('as the test says'), text);
      await page.unroute('**/graphql');
    }
    await page.route('**/graphql', (r) => r.abort());
    await page.goto(`${base}/matrix`);
    await page.waitForSelector('.state.problem');
    assert.match(await page.textContent('.state.problem'), /does not answer/);
    await page.unroute('**/graphql');
    await page.waitForSelector('#matrix', { timeout: 15_000 });
    await page.goto(`${base}/matrix?of=${Array.from({ length: 251 }, (_, i) => `x${i}`).join('~')}`);
    await page.waitForSelector('.state.empty');
    assert.match(await page.textContent('.state.empty'), /251 states; at most 250/);
    await page.route('**/graphql', () => undefined);
    await page.goto(`${base}/neighbours`);
    await page.waitForSelector('.state.loading >> text=Asking the record');
    await context.close();
  });
  await test('what a source says is text, never markup', async () => {
    const { page, context, wrong } = await open({ refused: true });
    await goto(page, base, `pair?a=${encodeURIComponent('<img src=x onerror=alert(1)>')}&b=China`);
    assert.equal(await page.$$eval('main img', (x) => x.length), 0);
    assert.match(await page.textContent('.state.problem'), /<img src=x/);
    assert.deepEqual(wrong, []);
    await context.close();
  });
  await test('reduced motion is obeyed', async () => {
    for (const [motion, want] of [['reduce', '0s'], ['no-preference', '0.15s']]) {
      const { page, context } = await open({ motion });
      await goto(page, base, 'pair?a=Russia&b=China');
      assert.equal(await page.$eval('.answer', (e) => getComputedStyle(e).transitionDuration), want);
      await context.close();
    }
  });
  await test('the first view loads at most 60 KB of packed script', async () => {
    for (const path of ['', 'pair?a=Russia&b=China']) {
      const { page, context } = await open();
      let bytes = 0;
      page.on('response', (r) => { if (r.url().endsWith('.js')) { assert.equal(r.headers()['content-encoding'] ?? 'small', +r.headers()['content-length'] < 1024 && !r.headers()['content-encoding'] ? 'small' : 'gzip'); bytes += +r.headers()['content-length']; } });
      await goto(page, base, path);
      assert.ok(bytes > 1000 && bytes <= 60 << 10, `${bytes} bytes`);
      console.log(`     /${path}: ${bytes} bytes of packed script`);
      await context.close();
    }
  });
}

async function speed(base, graph) {
  const { page, context } = await open();
  const first = [];
  for (let i = 0; i < 5; i++) {
    await page.goto('about:blank');
    await page.goto(`${base}/pair?a=Russia&b=China&since=${1960 + i}`);
    await page.waitForSelector('#series svg');
    first.push(await page.evaluate(() => performance.now()));
  }
  const control = [];
  for (let i = 0; i < 30; i++) {
    const since = String(1975 + i);
    const took = await page.evaluate((v) => new Promise((done, fail) => {
      const box = [...document.querySelectorAll('.controls label')].find((l) => l.textContent === 'From').parentElement.querySelector('input');
      const before = document.querySelector('#sentence').textContent;
      const late = setTimeout(() => fail(new Error(`no answer for ${v}`)), 10_000);
      const start = performance.now();
      new MutationObserver((_, o) => {
        const now = document.querySelector('#sentence')?.textContent ?? before;
        if (now !== before) { o.disconnect(); clearTimeout(late); done(performance.now() - start); }
      }).observe(document.querySelector('main'), { subtree: true, characterData: true, childList: true });
      box.value = v;
      box.dispatchEvent(new Event('input', { bubbles: true }));
      box.dispatchEvent(new Event('change', { bubbles: true }));
    }), since);
    control.push(took);
  }
  const rank = (xs, q) => Math.round([...xs].sort((a, b) => a - b)[Math.min(xs.length - 1, Math.floor(q * xs.length))]);
  console.log(`${graph}: first chart ${rank(first, 0.5)} ms (median of ${first.length}), slowest ${rank(first, 1)} ms; answer to a control ${rank(control, 0.5)} ms median, ${rank(control, 0.95)} ms p95`);
  await context.close();
}

async function picture(base) {
  for (const [name, path, width, scheme] of [['pair', 'pair?a=Russia&b=China&since=1991', 1280, 'light'], ['map', 'map?since=2000', 1280, 'light'], ['matrix', 'matrix?body=ga', 1280, 'dark'], ['pair-small', 'pair?a=Russia&b=China&since=1991', 360, 'dark']]) {
    const { page, context } = await open({ width, scheme });
    await goto(page, base, path);
    await page.waitForTimeout(400);
    await page.screenshot({ path: join(shots, `${name}.jpg`), type: 'jpeg', quality: 36 });
    await context.close();
  }
}

let server;
try {
  server = await serve(binary, join(work, 'starter.db'));
  await every(server.base, 'starter', common);
  await numbers(server.base, 'starter');
  await behaviour(server.base);
  await server.stop();

  if (!existsSync(join(data, 'undl'))) {
    assert.notEqual(process.env.REQUIRE_DATA, '1', `there are no records in ${data}`);
    console.log('skip the Assembly: there are no records at hand');
  } else {
    const store = join(work, 'assembly.db');
    importAll(binary, store, [['undl-ga', join(data, 'undl/ga_voting_1946_2021.csv.gz')], ['undl-sc', join(data, 'undl/sc_voting_1946_2021.csv.gz')]]);
    server = await serve(binary, store);
    await numbers(server.base, 'Assembly');
    await every(server.base, 'Assembly', ['matrix?org=UN&body=ga', 'map', 'ideal-points', 'pair?a=Russia&b=China', 'neighbours?a=Tuvalu', 'rollcalls?text=nuclear']);
    await test('Assembly: the ideal points are the API’s', async () => {
      const { page, context } = await open();
      await goto(page, server.base, 'ideal-points?of=Russia~China&since=60&until=62');
      const { idealPoints } = await ask(server.base, '{ idealPoints(of: ["Russia", "China"], sessions: ["60", "61", "62"]) { session country { name } position votes } }');
      const rows = await tableOf(page, 'ideal');
      assert.equal(rows.length, idealPoints.length);
      idealPoints.forEach((p, i) => { assert.deepEqual([rows[i][0], rows[i][1], +rows[i][5]], [p.session, p.country.name, p.votes]); near(rows[i][2], p.position, p.session); });
      await context.close();
    });
    if (!only) await speed(server.base, 'Assembly');
    if (shots) await picture(server.base);
    await server.stop();
  }
  server = undefined;
} finally {
  await server?.stop();
  await browser.close();
  rmSync(work, { recursive: true, force: true });
}
console.log(`${passed} passed, ${failures.length} failed`);
if (failures.length) process.exit(1);
