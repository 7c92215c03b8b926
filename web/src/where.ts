// The filter of the URL as the API takes it, and in words.
import type { PairVars } from './documents/pair';
import type { filter } from './specs';
import type { State } from './url';

export type Where = NonNullable<PairVars['where']>;
export type Filter = State<typeof filter>;

export function where(f: Filter): Where | null {
  const w: Where = {};
  if (f.body) w.body = [f.body === 'ga' ? 'GENERAL_ASSEMBLY' : 'SECURITY_COUNCIL'];
  if (f.since) w.since = f.since;
  if (f.until) w.until = f.until;
  if (f.topic.length) w.topics = [...f.topic];
  if (f.about.length) w.about = [...f.about];
  if (f.contested) w.contested = f.contested === 'yes';
  if (f.kind === 'all') w.kinds = ['WHOLE', 'PARAGRAPH', 'AMENDMENT', 'MOTION'];
  else if (f.kind) w.kinds = [f.kind.toUpperCase() as 'PARAGRAPH'];
  if (f.text) w.text = f.text;
  return Object.keys(w).length ? w : null;
}

/** "Security Council, since 1991, on North Korea". */
export function inWords(f: Filter): string {
  const parts = [f.body === 'ga' ? 'General Assembly' : f.body === 'sc' ? 'Security Council' : 'both bodies'];
  if (f.since && f.until) parts.push(`${f.since} to ${f.until}`);
  else if (f.since) parts.push(`since ${f.since}`);
  else if (f.until) parts.push(`until ${f.until}`);
  if (f.topic.length) parts.push(`on ${f.topic.map(topicName).join(', ')}`);
  if (f.about.length) parts.push(`about ${f.about.join(', ')}`);
  if (f.contested) parts.push(f.contested === 'yes' ? 'contested only' : 'uncontested only');
  if (f.kind) parts.push(f.kind === 'all' ? 'all votes' : `votes on ${f.kind === 'paragraph' ? 'paragraphs' : f.kind + 's'}`);
  if (f.text) parts.push(`with “${f.text}” in the title`);
  return parts.join(', ');
}

/** Topics that the record sorts roll calls by: id and name. */
export const topics: readonly (readonly [string, string])[] = [
  ['dprk', 'North Korea'], ['nuclear-nonproliferation', 'Nuclear weapons and non-proliferation'], ['disarmament', 'Disarmament and arms control'],
  ['ukraine', 'Ukraine'], ['syria', 'Syria'], ['palestine-israel', 'Palestine and Israel'], ['iran', 'Iran'], ['iraq', 'Iraq'],
  ['balkans', 'Yugoslavia and its successors'], ['libya', 'Libya'], ['sudan', 'Sudan and South Sudan'], ['afghanistan', 'Afghanistan'],
  ['terrorism', 'Terrorism'], ['sanctions', 'Sanctions'], ['peacekeeping', 'Peacekeeping'], ['human-rights', 'Human rights'],
  ['decolonization', 'Decolonization'], ['membership', 'Membership'], ['procedure', 'Procedure and appointments'],
];
export const topicName = (id: string): string => topics.find((t) => t[0] === id)?.[1] ?? id;
