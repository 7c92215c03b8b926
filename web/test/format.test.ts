import { describe, expect, it } from 'vitest';
import { asYear, count, day, decimal, interval, percent, period, usd } from '../src/format';
import { csv } from '../src/export';

describe('formatting', () => {
  it('writes shares as the sentences of the API do', () => {
    expect(percent(0.9444444444444444)).toBe('94.4 %');
    expect(percent(0.9722222222222222)).toBe('97.2 %');
  });
  it('says undefined and dash, never 0, for nothing', () => {
    expect(percent(null)).toBe('undefined');
    expect(decimal(null)).toBe('undefined');
    expect(count(null)).toBe('–');
    expect(usd(null)).toBe('–');
    expect(usd(0)).toBe('$0');
  });
  it('writes negative numbers with a minus and no negative zero', () => {
    expect(decimal(-0.123456)).toBe('−0.123');
    expect(decimal(-0.0001)).toBe('0.000');
  });
  it('gives intervals in the unit of the measure', () => {
    expect(interval({ name: 'IDENTICAL', value: 0.5, low: 0.25, high: 0.75 })).toBe('50.0 % (25.0–75.0)');
    expect(interval({ name: 'KAPPA_SQUARED', value: 0.5, low: -0.1, high: 0.75 })).toBe('0.500 (−0.100 to 0.750)');
    expect(interval({ name: 'IDENTICAL', value: null, low: null, high: null })).toBe('undefined');
    expect(interval({ name: 'IDENTICAL', value: 1, low: null, high: null })).toBe('100.0 %');
  });
  it.each([[1234567890123, '$1.23 tn'], [45600000000, '$45.6 bn'], [999999, '$1 m'], [1500, '$1.5 k'], [12, '$12']])('%d dollars are %s', (v, s) => {
    expect(usd(v)).toBe(s);
  });
  it('keeps the precision of dates', () => {
    expect(day('2017-12-22')).toBe('22 Dec 2017');
    expect(day('2017-12')).toBe('Dec 2017');
    expect(day('2017')).toBe('2017');
    expect(day(null)).toBe('');
  });
  it('names an open end for what it is', () => {
    expect(period('2012-05-07', null, '2026-05-17')).toBe('7 May 2012 – last seen 17 May 2026');
    expect(period('2012', null)).toBe('2012 – no end on record');
    expect(period(null, '2012')).toBe('beginning not on record – 2012');
    expect(period('2012', '2012')).toBe('2012');
  });
  it('puts a coarse date in the middle of what it may mean', () => {
    expect(asYear('2017')).toBe(2017.5);
    expect(asYear('2017-01')).toBeCloseTo(2017.042, 2);
    expect(asYear('2017-12-31')).toBeLessThan(2018);
  });
});

describe('CSV', () => {
  it('quotes, doubles quotes and leaves nothing for null', () => {
    expect(csv({ columns: ['a', 'b'], rows: [['x,y', 'he said "no"'], [null, 0], ['line\nbreak', 1.5]] })).toBe('a,b\r\n"x,y","he said ""no"""\r\n,0\r\n"line\nbreak",1.5\r\n');
  });
  it('lets no spreadsheet run a text as a formula, and leaves numbers alone', () => {
    expect(csv({ columns: ['a'], rows: [['=1+1'], ['-x'], [-1], ['@a'], [NaN]] })).toBe("a\r\n'=1+1\r\n'-x\r\n-1\r\n'@a\r\n\r\n");
  });
});
