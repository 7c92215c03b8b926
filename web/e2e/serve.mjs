// serve.mjs: the real binary on a store of its own, for tests.
import { spawn, spawnSync } from 'node:child_process';
import { createServer } from 'node:net';

const freePort = () => new Promise((done) => {
  const s = createServer();
  s.listen(0, '127.0.0.1', () => { const { port } = s.address(); s.close(() => done(port)); });
});

/** Starts serve; gives its address and a way to end it. */
export async function serve(binary, store) {
  const port = await freePort();
  const log = [];
  const p = spawn(binary, ['serve', '--store', store, '--listen', `127.0.0.1:${port}`], { stdio: ['ignore', 'ignore', 'pipe'] });
  p.stderr.on('data', (d) => { log.push(String(d)); if (log.length > 200) log.shift(); });
  const base = `http://127.0.0.1:${port}`;
  for (let i = 0; ; i++) {
    try { if ((await fetch(`${base}/readyz`)).ok) break; } catch { /* not yet */ }
    if (i > 300 || p.exitCode !== null) throw new Error(`the server did not come up:\n${log.join('')}`);
    await new Promise((r) => setTimeout(r, 200));
  }
  return { base, stop: () => new Promise((done) => { p.once('exit', done); p.kill('SIGTERM'); }) };
}

export function importAll(binary, store, sets) {
  for (const [name, file] of sets) {
    const r = spawnSync(binary, ['import', name, file, '--store', store], { encoding: 'utf8' });
    if (r.status !== 0 && r.status !== 4) throw new Error(`import ${name}: exit ${r.status}\n${r.stderr}`);
  }
}

export async function ask(base, query, variables = {}) {
  const r = await fetch(`${base}/graphql`, { method: 'POST', headers: { 'content-type': 'application/json' }, body: JSON.stringify({ query, variables }) });
  const a = await r.json();
  if (a.errors) throw new Error(a.errors[0].message);
  return a.data;
}
