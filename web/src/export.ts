// What leaves the page: tables as CSV, charts as SVG and PNG. All are made from
// the data, not from the screen, so that a chart not yet drawn exports whole.
import { render, type VNode } from 'preact';

export type Cell = string | number | null | undefined;
export interface Table {
  columns: readonly string[];
  rows: readonly (readonly Cell[])[];
}

/** RFC 4180 with a line of column names. A text that a spreadsheet would run as
 * a formula gets an apostrophe before it. */
export function csv(t: Table): string {
  const cell = (c: Cell): string => {
    if (c == null) return '';
    if (typeof c === 'number') return Number.isFinite(c) ? String(c) : '';
    const s = /^[=+\-@\t\r]/.test(c) ? `'${c}` : c;
    return /[",\r\n]/.test(s) ? `"${s.replaceAll('"', '""')}"` : s;
  };
  return [t.columns, ...t.rows].map((r) => r.map(cell).join(',') + '\r\n').join('');
}

// The palette of exports: the light one, since they go onto paper and slides.
const paper: Record<string, string> = {
  '--ink': '#1b1f24', '--soft': '#57606a', '--page': '#ffffff', '--box': '#f4f6f8', '--line': '#8c959f', '--faint': '#d5dae0', '--act': '#0a5bb5',
  '--c0': '#0b62c4', '--c1': '#b34700', '--c2': '#0b7a4b', '--c3': '#8a2f9e', '--c4': '#7a5c00', '--c5': '#a3123f', '--c6': '#41596f', '--none': '#c9ced6',
};

/** A chart as a file of its own: fixed size, colours written out, title and
 * note in it. */
export function svgText(chart: VNode, title: string, note: string, width = 960): string {
  const box = document.createElement('div');
  render(chart, box);
  const svg = box.querySelector('svg');
  if (!svg) throw new Error('the chart drew nothing');
  const height = +(svg.getAttribute('height') ?? 400);
  const inner = new XMLSerializer().serializeToString(svg).replace(/^<svg[^>]*>/, '').replace(/<\/svg>$/, '');
  render(null, box);
  const lines = wrap(note, 150);
  const total = height + 48 + lines.length * 15 + 8;
  const text = `<svg xmlns="http://www.w3.org/2000/svg" width="${width}" height="${total}" viewBox="0 0 ${width} ${total}" font-family="system-ui, sans-serif" font-size="13">
<title>${escapeXML(title)}</title>
<rect width="${width}" height="${total}" fill="var(--page)"/>
<text x="12" y="26" font-size="17" font-weight="600" fill="var(--ink)">${escapeXML(title)}</text>
<g transform="translate(0 40)">${inner}</g>
${lines.map((l, i) => `<text x="12" y="${height + 56 + i * 15}" font-size="11" fill="var(--soft)">${escapeXML(l)}</text>`).join('\n')}
</svg>
`;
  return text.replace(/var\((--[a-z0-9]+)\)/g, (whole, name: string) => paper[name] ?? whole);
}

function wrap(s: string, most: number): string[] {
  const lines: string[] = [];
  let line = '';
  for (const w of s.split(/\s+/)) {
    if (line && line.length + w.length + 1 > most) {
      lines.push(line);
      line = w;
    } else line = line ? `${line} ${w}` : w;
  }
  return line ? [...lines, line] : lines;
}

const escapeXML = (s: string): string => s.replaceAll('&', '&amp;').replaceAll('<', '&lt;').replaceAll('>', '&gt;').replaceAll('"', '&quot;');

/** An SVG text as a PNG of twice its size. */
export async function png(svg: string): Promise<Blob> {
  const image = new Image();
  const url = URL.createObjectURL(new Blob([svg], { type: 'image/svg+xml' }));
  try {
    image.src = url;
    await image.decode();
    const canvas = document.createElement('canvas');
    [canvas.width, canvas.height] = [image.width * 2, image.height * 2];
    const c = canvas.getContext('2d')!;
    c.scale(2, 2);
    c.drawImage(image, 0, 0);
    return await new Promise((done, fail) => canvas.toBlob((b) => (b ? done(b) : fail(new Error('the picture could not be made'))), 'image/png'));
  } finally {
    URL.revokeObjectURL(url);
  }
}

export function save(name: string, data: Blob): void {
  const a = document.createElement('a');
  a.href = URL.createObjectURL(data);
  a.download = name;
  a.click();
  setTimeout(() => URL.revokeObjectURL(a.href), 10_000);
}
