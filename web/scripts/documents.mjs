// documents.mjs: checks src/documents/*.graphql against schema/schema.graphql
// and writes, beside each, the document as TypeScript with the types of its
// variables and its answer. With --check it fails where a written file is not
// what it would write.
import { readFileSync, readdirSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { buildSchema, getNamedType, isAbstractType, isEnumType, isInputObjectType, isListType, isNonNullType, isObjectType, parse, print, validate } from 'graphql';

const here = dirname(fileURLToPath(import.meta.url));
const folder = join(here, '../src/documents');
const schema = buildSchema(readFileSync(join(here, '../../schema/schema.graphql'), 'utf8'));
const checkOnly = process.argv.includes('--check');
const scalars = { ID: 'string', String: 'string', Date: 'string', Int: 'number', Float: 'number', Long: 'number', Boolean: 'boolean' };

const files = readdirSync(folder).filter((f) => f.endsWith('.graphql')).sort();
const fragments = new Map();
const operations = [];
for (const f of files) {
  for (const d of parse(readFileSync(join(folder, f), 'utf8')).definitions) {
    if (d.kind === 'FragmentDefinition') fragments.set(d.name.value, d);
    else operations.push({ file: f, op: d });
  }
}

/** The fragments a definition spreads, and those they spread. */
function used(def, seen = new Set()) {
  JSON.stringify(def, (_, v) => {
    if (v?.kind === 'FragmentSpread' && !seen.has(v.name.value)) {
      seen.add(v.name.value);
      const f = fragments.get(v.name.value);
      if (f) used(f, seen);
    }
    return v;
  });
  return seen;
}

const wrap = (type, inner) => isNonNullType(type) ? bare(type.ofType, inner) : `${bare(type, inner)} | null`;
const bare = (type, inner) => isListType(type) ? `(${wrap(type.ofType, inner)})[]` : inner(type);

function leaf(type) {
  if (isEnumType(type)) return type.getValues().map((v) => `'${v.name}'`).join(' | ');
  return scalars[type.name] ?? 'unknown';
}

/** Fields of a selection on one object type, fragments followed. */
function collect(selections, type, into = new Map()) {
  for (const s of selections) {
    if (s.kind === 'Field') {
      const key = s.alias?.value ?? s.name.value;
      const old = into.get(key);
      const sub = [...(old?.sub ?? []), ...(s.selectionSet?.selections ?? [])];
      into.set(key, { field: s.name.value, sub, maybe: (s.directives?.length ?? 0) > 0 });
      continue;
    }
    const on = s.kind === 'InlineFragment' ? s.typeCondition?.name.value : fragments.get(s.name.value).typeCondition.name.value;
    const set = s.kind === 'InlineFragment' ? s.selectionSet : fragments.get(s.name.value).selectionSet;
    const target = on ? schema.getType(on) : type;
    if (target === type || (isAbstractType(target) && schema.isSubType(target, type))) collect(set.selections, type, into);
  }
  return into;
}

function objectType(selections, type) {
  const lines = [];
  for (const [key, { field, sub, maybe }] of collect(selections, type)) {
    if (field === '__typename') { lines.push(`${key}: '${type.name}'`); continue; }
    const t = type.getFields()[field].type;
    lines.push(`${key}${maybe ? '?' : ''}: ${wrap(t, (n) => sub.length ? selectionType(sub, getNamedType(n)) : leaf(n))}`);
  }
  return `{ ${lines.join('; ')} }`;
}

function selectionType(selections, type) {
  if (isObjectType(type)) return objectType(selections, type);
  return '(' + schema.getPossibleTypes(type).map((t) => objectType(selections, t)).join(' | ') + ')';
}

function inputType(type) {
  return wrap(type, (n) => {
    if (!isInputObjectType(n)) return leaf(n);
    return '{ ' + Object.values(n.getFields()).map((f) => `${f.name}${isNonNullType(f.type) ? '' : '?'}: ${inputType(f.type)}`).join('; ') + ' }';
  });
}

function variableType(node) {
  if (node.kind === 'NonNullType') return { text: variableType(node.type).inner, need: true, inner: variableType(node.type).inner };
  const inner = node.kind === 'ListType'
    ? `(${variableType(node.type).text})[]`
    : inputType(schema.getType(node.name.value)).replace(/ \| null$/, '');
  return { text: `${inner} | null`, inner, need: false };
}

let bad = 0;
const byFile = new Map();
for (const { file, op } of operations) {
  const parts = [op, ...[...used(op)].sort().map((n) => fragments.get(n))];
  const text = parts.map(print).join('\n\n');
  for (const e of validate(schema, parse(text))) {
    console.error(`${file}: ${op.name?.value}: ${e.message}`);
    bad++;
  }
  if (bad) continue;
  const name = op.name.value;
  const vars = (op.variableDefinitions ?? []).map((v) => {
    const t = variableType(v.type);
    return `${v.variable.name.value}${t.need ? '' : '?'}: ${t.text}`;
  });
  const out = `export type ${name}Result = ${objectType(op.selectionSet.selections, schema.getQueryType())};
export type ${name}Vars = { ${vars.join('; ')} };
export const ${name}: Doc<${name}Result, ${name}Vars> = { name: '${name}', text: \`${text.replaceAll('`', '\\`')}\` };
`;
  byFile.set(file, [...(byFile.get(file) ?? []), out]);
}
if (bad) process.exit(1);
for (const [file, parts] of byFile) {
  const path = join(folder, file.replace(/\.graphql$/, '.ts'));
  const body = `// Written by scripts/documents.mjs from ${file}; do not edit.\nimport type { Doc } from '../api';\n\n${parts.join('\n')}`;
  let old = '';
  try { old = readFileSync(path, 'utf8'); } catch { /* it is new */ }
  if (old === body) continue;
  if (checkOnly) {
    console.error(`src/documents/${file.replace(/\.graphql$/, '.ts')} is not what ${file} makes: npm run documents`);
    bad++;
  } else writeFileSync(path, body);
}
if (bad) process.exit(1);
