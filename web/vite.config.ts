import { existsSync, readFileSync, readdirSync } from 'node:fs';
import { createRequire } from 'node:module';
import { join } from 'node:path';
import { geoCentroid } from 'd3-geo';
import { feature } from 'topojson-client';
import type { Topology, GeometryCollection } from 'topojson-specification';
import { defineConfig, type Plugin } from 'vite';

// The shapes of the 1:110m atlas, and a point for every state that only the
// 1:10m atlas has: at 1:110m more than twenty members of the United Nations are
// too small to be drawn. Both are Natural Earth's, in the public domain.
function atlas(): Plugin {
  const id = 'virtual:atlas';
  const read = (file: string): Topology<{ countries: GeometryCollection<{ name: string }> }> =>
    JSON.parse(readFileSync(createRequire(import.meta.url).resolve(`world-atlas/${file}`), 'utf8'));
  return {
    name: 'atlas',
    resolveId: (s) => (s === id ? '\0' + id : undefined),
    load(s) {
      if (s !== '\0' + id) return undefined;
      const coarse = read('countries-110m.json');
      const fine = read('countries-10m.json');
      const drawn = new Set(coarse.objects.countries.geometries.map((g) => g.id));
      const dots = feature(fine, fine.objects.countries).features
        .filter((f) => f.id !== undefined && !drawn.has(f.id))
        .map((f) => [f.id, ...geoCentroid(f).map((v) => Math.round(v * 100) / 100)])
        .sort((a, b) => (String(a[0]) < String(b[0]) ? -1 : 1));
      const shapes = { ...coarse, objects: { countries: coarse.objects.countries } };
      return `export const shapes = JSON.parse(${JSON.stringify(JSON.stringify(shapes))});\nexport const dots = ${JSON.stringify(dots)};`;
    },
  };
}

// What is bundled keeps its licence: the texts go along as licences.txt.
function licences(): Plugin {
  const packages = new Map<string, string>([['world-atlas', join(import.meta.dirname, 'node_modules/world-atlas')]]);
  return {
    name: 'licences',
    generateBundle(_, bundle) {
      for (const chunk of Object.values(bundle)) {
        for (const id of chunk.type === 'chunk' ? Object.keys(chunk.modules) : []) {
          const m = /^(.*\/node_modules\/((?:@[^/]+\/)?[^/]+))\//.exec(id.replaceAll('\\', '/').replace(/^\0/, ''));
          if (m) packages.set(m[2]!, m[1]!);
        }
      }
      const texts = [...packages.entries()].sort(([a], [b]) => (a < b ? -1 : 1)).map(([name, folder]) => {
        const { version, license, author } = JSON.parse(readFileSync(join(folder, 'package.json'), 'utf8'));
        const file = readdirSync(folder).sort().find((f) => /^licen[cs]e/i.test(f));
        const text = file && existsSync(join(folder, file)) ? readFileSync(join(folder, file), 'utf8').trim() : `Licence: ${license}. Author: ${typeof author === 'string' ? author : author?.name ?? 'not named'}.`;
        return `${name} ${version} (${license})\n\n${text}\n`;
      });
      const head = 'The page holds parts of the following packages. The shapes of the map are Natural Earth, which is in the public domain.\n';
      this.emitFile({ type: 'asset', fileName: 'licences.txt', source: [head, ...texts].join(`\n${'-'.repeat(72)}\n\n`) });
    },
  };
}

export default defineConfig({
  base: './',
  plugins: [atlas(), licences()],
  build: {
    target: 'es2022',
    modulePreload: { polyfill: false },
    assetsInlineLimit: 0,
    reportCompressedSize: false,
    chunkSizeWarningLimit: 300,
  },
  server: { proxy: { '/graphql': 'http://127.0.0.1:8080' } },
});
