// Reads what a person types into the search box: "Russia China since 1991 on
// North Korea" is two names, a period and a topic. It knows the names it is
// given and guesses at no others; what it does not understand it gives back.
import { topics } from './where';

export interface Asked {
  names: string[];
  since: string;
  until: string;
  topic: string[];
  about: string[];
  body: '' | 'ga' | 'sc';
  /** Words it made nothing of. */
  rest: string;
}

const fold = (s: string): string => s.normalize('NFKD').replace(/\p{M}/gu, '').toLowerCase().replace(/[’']/g, "'").trim();

// What people call topics besides their names.
const topicWords: Record<string, string> = {
  dprk: 'dprk', 'nuclear weapons': 'nuclear-nonproliferation', 'non-proliferation': 'nuclear-nonproliferation', nonproliferation: 'nuclear-nonproliferation', nuclear: 'nuclear-nonproliferation',
  disarmament: 'disarmament', 'arms control': 'disarmament', palestine: 'palestine-israel', 'the middle east': 'palestine-israel', 'israel and palestine': 'palestine-israel',
  yugoslavia: 'balkans', bosnia: 'balkans', kosovo: 'balkans', 'the balkans': 'balkans', 'south sudan': 'sudan', decolonisation: 'decolonization', apartheid: 'decolonization',
  'peace operations': 'peacekeeping', appointments: 'procedure',
};
for (const [id, name] of topics) {
  topicWords[fold(name)] = id;
  topicWords[id] = id;
}

const filler = new Set(['and', 'with', 'vs', 'versus', 'the', 'of', 'between', 'in', 'vote', 'votes', 'voting', 'together', 'how', 'often', 'do', 'does', 'did', 'agree', 'agreement', ',', '&', '-', '–', '?']);

const bodies: Record<string, 'ga' | 'sc'> = {
  'general assembly': 'ga', assembly: 'ga', unga: 'ga', ga: 'ga', 'security council': 'sc', council: 'sc', unsc: 'sc', sc: 'sc',
};

/** A reader over some country names: short names, and other names for them. */
export function reader(names: readonly string[]): (text: string) => Asked {
  const known = new Map(names.map((n) => [fold(n), n]));
  for (const [word, name] of Object.entries({ usa: 'United States', us: 'United States', 'u.s.': 'United States', america: 'United States', uk: 'United Kingdom', britain: 'United Kingdom', ussr: 'Soviet Union', 'soviet union': 'Soviet Union', moscow: 'Moscow', beijing: 'Beijing', washington: 'Washington', pyongyang: 'Pyongyang', dprk: 'North Korea', prc: 'China' })) {
    if (!known.has(word)) known.set(word, name);
  }
  const longest = (table: { has(k: string): boolean }, words: string[], at: number): number => {
    for (let n = Math.min(7, words.length - at); n > 0; n--) if (table.has(fold(words.slice(at, at + n).join(' ')))) return n;
    return 0;
  };
  const topicTable = new Map(Object.entries(topicWords));
  const bodyTable = new Map(Object.entries(bodies));

  return (text) => {
    const out: Asked = { names: [], since: '', until: '', topic: [], about: [], body: '', rest: '' };
    const words = text.replace(/[,;?“”"]/g, ' ').replace(/\s+/g, ' ').trim().split(' ').filter((w) => w !== '');
    const rest: string[] = [];
    const day = '(\\d{4}(?:-\\d\\d(?:-\\d\\d)?)?)';
    const one = new RegExp(`^${day}$`);
    const span = new RegExp(`^${day}(?:[-–—]|\\.\\.)${day}$`);
    for (let i = 0; i < words.length; ) {
      const w = fold(words[i]!);
      const next = words[i + 1] ?? '';
      const between = /^(\d{4})[-–—](\d{4})$/.exec(w) ?? (one.test(w) ? null : span.exec(w));
      if (between) {
        [out.since, out.until] = [between[1]!, between[2]!];
        i++;
      } else if (['since', 'from', 'after'].includes(w) && one.test(next)) {
        out.since = w === 'after' && /^\d{4}$/.test(next) ? String(+next + 1) : next;
        i += 2;
        if (['to', 'until', 'till', '-', '–'].includes(fold(words[i] ?? '')) && one.test(words[i + 1] ?? '')) {
          out.until = words[i + 1]!;
          i += 2;
        }
      } else if (['until', 'till', 'to', 'before'].includes(w) && one.test(next)) {
        out.until = w === 'before' && /^\d{4}$/.test(next) ? String(+next - 1) : next;
        i += 2;
      } else if (w === 'in' && one.test(next)) {
        out.since = out.until = next;
        i += 2;
      } else if (one.test(w) && one.test(words[i + 2] ?? '') && ['to', '-', '–', 'until', 'and'].includes(fold(next))) {
        [out.since, out.until] = [w, words[i + 2]!];
        i += 3;
      } else if (one.test(w) && out.names.length > 0 && !out.since) {
        out.since = out.until = w;
        i++;
      } else if (['on', 'about', 'over', 'regarding', 'concerning'].includes(w) && i + 1 < words.length) {
        const skip = fold(next) === 'the' && !longest(topicTable, words, i + 1) && !longest(known, words, i + 1) ? 2 : 1;
        const t = longest(topicTable, words, i + skip);
        const c = longest(known, words, i + skip);
        // "about Ukraine" asks for texts that concern the state; "on Ukraine" for the topic.
        if (t && t >= c && (w !== 'about' || !c)) {
          out.topic.push(topicWords[fold(words.slice(i + skip, i + skip + t).join(' '))]!);
          i += skip + t;
        } else if (c) {
          out.about.push(known.get(fold(words.slice(i + skip, i + skip + c).join(' ')))!);
          i += skip + c;
        } else {
          rest.push(words[i]!);
          i++;
        }
      } else {
        const b = longest(bodyTable, words, i);
        const c = longest(known, words, i);
        if (c && c >= b) {
          const name = known.get(fold(words.slice(i, i + c).join(' ')))!;
          if (!out.names.includes(name)) out.names.push(name);
          i += c;
        } else if (b) {
          out.body = bodies[fold(words.slice(i, i + b).join(' '))]!;
          i += b;
        } else {
          if (!filler.has(w)) rest.push(words[i]!);
          i++;
        }
      }
    }
    out.rest = rest.join(' ');
    return out;
  };
}
