// Where a search leads.
import { link } from './nav';
import type { Asked } from './sentence';

/** Two names are a pair, three or more a matrix, one with a period or a topic
 * its neighbours; everything else is looked up. */
export function read(text: string, understand: (t: string) => Asked): string {
  const a = understand(text);
  const filter = { body: a.body, since: a.since, until: a.until, topic: a.topic, about: a.about };
  if (a.rest === '') {
    if (a.names.length === 2) return link('pair', { a: a.names[0]!, b: a.names[1]!, ...filter });
    if (a.names.length > 2) return link('matrix', { of: a.names, ...filter });
    if (a.names.length === 1 && (a.since || a.until || a.topic.length || a.about.length || a.body)) return link('neighbours', { a: a.names[0]!, ...filter });
    if (a.names.length === 0 && (a.topic.length || a.about.length)) return link('rollcalls', filter);
  }
  return link('search', { q: text });
}
