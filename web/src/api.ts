// The API: one function to ask it, one hook to show what it says.
import { useEffect, useRef, useState } from 'preact/hooks';

/** A document of src/documents, with the types of its answer and variables. */
export interface Doc<R, V> {
  readonly name: string;
  readonly text: string;
  readonly __types?: (v: V) => R;
}

export interface Candidate {
  id: string;
  name: string;
  why?: string;
  since?: string;
  until?: string;
}

/** Why there is no answer. Codes are the API's; OFFLINE is ours. */
export class Refusal extends Error {
  constructor(readonly code: string, message: string, readonly candidates: Candidate[] = [], readonly wait = 0) {
    super(message);
  }
}

// Beside the page, wherever that is mounted: no view lies deeper than one level.
export const endpoint = 'graphql';

export async function ask<R, V>(doc: Doc<R, V>, vars: V, signal?: AbortSignal): Promise<R> {
  let r: Response;
  try {
    r = await fetch(endpoint, {
      method: 'POST',
      headers: { 'content-type': 'application/json', accept: 'application/graphql-response+json, application/json;q=0.9' },
      body: JSON.stringify({ query: doc.text, operationName: doc.name, variables: vars }),
      ...(signal ? { signal } : {}),
    });
  } catch (e) {
    if (signal?.aborted) throw e;
    throw new Refusal('OFFLINE', 'The server does not answer. Is it running?');
  }
  let body: { data?: R | null; errors?: { message: string; extensions?: { code?: string; candidates?: Candidate[] } }[] };
  try {
    body = await r.json();
  } catch (e) {
    if (signal?.aborted) throw e;
    throw new Refusal('INTERNAL', `The server answered ${r.status} with something else than JSON.`);
  }
  const e = body.errors?.[0];
  if (e) throw new Refusal(e.extensions?.code ?? 'INTERNAL', e.message, e.extensions?.candidates ?? [], Number(r.headers.get('retry-after') ?? 0));
  if (!body.data) throw new Refusal('INTERNAL', 'The server gave no answer.');
  return body.data;
}

// Answers of this visit, the last used at the end. The server keeps its own, so
// few are enough to make going back instant.
const kept = new Map<string, unknown>();
const most = 60;
const underway = new Map<string, Promise<unknown>>();

export function askKept<R, V>(doc: Doc<R, V>, vars: V): Promise<R> {
  const key = doc.name + JSON.stringify(vars);
  const running = underway.get(key);
  if (running) return running as Promise<R>;
  const p = ask(doc, vars).then((r) => {
    kept.delete(key);
    kept.set(key, r);
    if (kept.size > most) kept.delete(kept.keys().next().value!);
    return r;
  }).finally(() => underway.delete(key));
  underway.set(key, p);
  return p;
}

export interface Asking<R> {
  /** The last answer; while another is awaited that of the question before. */
  data: R | undefined;
  error: Refusal | undefined;
  /** Whether an answer is awaited. */
  busy: boolean;
  again: () => void;
}

/** Asks when the question changes; null asks nothing. */
export function useAsk<R, V>(doc: Doc<R, V>, vars: V | null): Asking<R> {
  const key = vars === null ? '' : doc.name + JSON.stringify(vars);
  const [tick, setTick] = useState(0);
  const [state, setState] = useState<{ key: string; data?: R | undefined; error?: Refusal | undefined }>(() => ({ key, data: kept.get(key) as R | undefined }));
  const last = useRef<R | undefined>(state.data);
  useEffect(() => {
    if (vars === null) return;
    const have = kept.get(key) as R | undefined;
    if (have !== undefined) {
      last.current = have;
      setState({ key, data: have });
      return;
    }
    let over = false;
    askKept(doc, vars).then(
      (data) => { if (!over) { last.current = data; setState({ key, data }); } },
      (e) => { if (!over) setState({ key, error: e instanceof Refusal ? e : new Refusal('INTERNAL', String(e?.message ?? e)) }); },
    );
    return () => { over = true; };
  }, [key, tick]);
  const current = state.key === key;
  return {
    data: current && state.data !== undefined ? state.data : current && state.error ? undefined : last.current,
    error: current ? state.error : undefined,
    busy: vars !== null && (!current || (state.data === undefined && state.error === undefined)),
    again: () => setTick((t) => t + 1),
  };
}
