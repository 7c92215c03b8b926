import { describe, expect, it } from 'vitest';
import { reader, type Asked } from '../src/sentence';

const read = reader(['Russia', 'China', 'North Korea', 'South Korea', 'United States', 'United Kingdom', 'France', 'Germany', 'Ukraine', 'Syria', 'Iran', 'Israel', 'Guinea', 'Papua New Guinea', 'Côte d’Ivoire', 'Niger', 'Trinidad and Tobago']);
const none: Asked = { names: [], since: '', until: '', topic: [], about: [], body: '', rest: '' };

describe('the sentence of the search box', () => {
  it.each<[string, Partial<Asked>]>([
    ['Russia China since 1991 on North Korea', { names: ['Russia', 'China'], since: '1991', topic: ['dprk'] }],
    ['russia and china', { names: ['Russia', 'China'] }],
    ['How often do Russia and China vote together on Syria?', { names: ['Russia', 'China'], topic: ['syria'] }],
    ['USA, UK 1973-1989', { names: ['United States', 'United Kingdom'], since: '1973', until: '1989' }],
    ['France Germany from 1973 to 1989', { names: ['France', 'Germany'], since: '1973', until: '1989' }],
    ['France Germany until 2001-09-11', { names: ['France', 'Germany'], until: '2001-09-11' }],
    ['France Germany in 1974', { names: ['France', 'Germany'], since: '1974', until: '1974' }],
    ['France Germany after 1990', { names: ['France', 'Germany'], since: '1991' }],
    ['France Germany before 1990', { names: ['France', 'Germany'], until: '1989' }],
    ['Russia China about Ukraine', { names: ['Russia', 'China'], about: ['Ukraine'] }],
    ['Russia China on Ukraine', { names: ['Russia', 'China'], topic: ['ukraine'] }],
    ['Russia China on Germany', { names: ['Russia', 'China'], about: ['Germany'] }],
    ['Russia China on human rights in the General Assembly', { names: ['Russia', 'China'], topic: ['human-rights'], body: 'ga' }],
    ['US Israel UNSC', { names: ['United States', 'Israel'], body: 'sc' }],
    ['Papua New Guinea Guinea', { names: ['Papua New Guinea', 'Guinea'] }],
    ["Cote d'Ivoire Niger", { names: ['Côte d’Ivoire', 'Niger'] }],
    ['Trinidad and Tobago, France', { names: ['Trinidad and Tobago', 'France'] }],
    ['Soviet Union China', { names: ['Soviet Union', 'China'] }],
    ['Russia Russia', { names: ['Russia'] }],
    ['', {}],
    ['Atlantis China', { names: ['China'], rest: 'Atlantis' }],
    ['S/RES/2397(2017)', { rest: 'S/RES/2397(2017)' }],
    ['Lavrov', { rest: 'Lavrov' }],
    ['on', { rest: 'on' }],
  ])('%s', (text, want) => {
    expect(read(text)).toEqual({ ...none, ...want });
  });
  it('bears whatever is typed', () => {
    for (const s of ['since since 1991', 'on on on', '1991', '-- ~~ ""', 'a'.repeat(5000), 'from 1991 to', '٢٠٢٠ 中国']) expect(() => read(s)).not.toThrow();
  });
});
