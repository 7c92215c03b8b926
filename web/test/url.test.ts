import { describe, expect, it } from 'vitest';
import { specs, viewNames } from '../src/specs';
import { date, decode, encode, isDate, list, text, whole } from '../src/url';

const spec = { a: text('Russia'), of: list(), since: date(), n: whole(15, 5, 100) };

describe('the URL codec', () => {
  it('leaves out what is at its default, in the order named', () => {
    expect(encode(spec, { a: 'Russia', of: [], since: '', n: 15 })).toBe('');
    expect(encode(spec, { n: 20, a: 'China', of: ['Russia', 'Côte d’Ivoire'] })).toBe('?a=China&of=Russia~C%C3%B4te+d%E2%80%99Ivoire&n=20');
  });
  it('reads back what it wrote, for every view', () => {
    for (const [view, s] of Object.entries(specs)) {
      const state: Record<string, unknown> = {};
      for (const [name, p] of Object.entries(s) as [string, any][]) {
        const tries = ['sc', 'yes', 'all', 'decade', 'name', 'ALIGNMENT', 'KAPPA_SQUARED', '2', '1991-12', 'S/RES/2397(2017)', 'a&b=c#?+%~d é'];
        state[name] = tries.map((t) => p.read(t)).find((v) => v !== undefined && v !== p.initial) ?? p.initial;
      }
      const search = encode(s as never, state as never);
      const back = decode(s as never, search);
      expect(back.state, view).toEqual(state);
      expect(back.rejected, view).toEqual([]);
      expect(encode(s as never, back.state), view).toBe(search);
    }
  });
  it('opens a damaged link at the defaults and says which values it could not use', () => {
    const d = decode(spec, '?a=India&n=4&since=2017-13&more=1&of=~~');
    expect(d.state).toEqual({ a: 'India', of: [], since: '', n: 15 });
    expect(d.rejected).toEqual(['since', 'n']);
  });
  it('keeps symbols readable', () => {
    expect(encode({ symbol: text() }, { symbol: 'S/RES/2397(2017)' })).toBe('?symbol=S/RES/2397(2017)');
  });
  it('names no element of a list twice', () => {
    expect(decode(spec, '?of=a~b~a').state.of).toEqual(['a', 'b']);
  });
  it.each([['2017', true], ['2017-12', true], ['2016-02-29', true], ['2017-02-29', false], ['2017-00', false], ['17', false], ['2017-1-1', false], ['0000', false], ['today', false]])('%s is a date: %s', (s, is) => {
    expect(isDate(s)).toBe(is);
  });
  it('has a spec for every view the server answers', () => {
    expect([...viewNames, 'home'].sort()).toEqual(Object.keys(specs).sort());
  });
});
