// Asks a running server for its schema with the default introspection query of
// two generations of graphql, builds a client schema, validates it, and compares
// it with the committed one: node check.mjs http://127.0.0.1:8080/graphql [schema.graphql]
import { readFileSync } from 'node:fs';
import * as graphql16 from 'graphql16';
import * as graphql17 from 'graphql17';

const url = process.argv[2];
const committed = process.argv[3] ?? new URL('../../schema/schema.graphql', import.meta.url);
if (!url) {
  console.error('usage: node check.mjs URL [schema.graphql]');
  process.exit(2);
}
const sdl = readFileSync(committed, 'utf8');
let failed = false;
const fail = (version, what) => {
  failed = true;
  console.log(`graphql ${version}: ${what}`);
};

for (const g of [graphql16, graphql17]) {
  const version = g.version;
  const answer = await fetch(url, {
    method: 'POST',
    headers: { 'content-type': 'application/json', accept: 'application/graphql-response+json' },
    body: JSON.stringify({ query: g.getIntrospectionQuery() }),
  });
  const { data, errors } = await answer.json();
  if (!answer.ok || errors) {
    fail(version, `introspection was refused: ${answer.status} ${errors?.[0]?.message}`);
    continue;
  }
  const client = g.buildClientSchema(data);
  for (const e of g.validateSchema(client)) fail(version, `the client schema is not valid: ${e.message}`);

  // Every type, field, argument and enum value says what it is.
  const need = (what, thing) => thing.description || fail(version, `${what} has no description`);
  for (const type of Object.values(client.getTypeMap())) {
    if (type.name.startsWith('__') || g.isSpecifiedScalarType(type)) continue;
    need(type.name, type);
    if (g.isEnumType(type)) type.getValues().forEach((v) => need(`${type.name}.${v.name}`, v));
    else if (type.getFields) {
      for (const field of Object.values(type.getFields())) {
        need(`${type.name}.${field.name}`, field);
        (field.args ?? []).forEach((a) => need(`${type.name}.${field.name}(${a.name})`, a));
      }
    }
  }

  // What the server says of itself is what is committed, descriptions included.
  const print = (s) => g.printSchema(g.lexicographicSortSchema(s));
  const [told, kept] = [print(client), print(g.buildSchema(sdl))];
  if (told !== kept) {
    const a = told.split('\n');
    const b = kept.split('\n');
    const at = a.findIndex((line, i) => line !== b[i]);
    fail(version, `the schema told is not the one committed, first at:\n  told:      ${a[at]}\n  committed: ${b[at]}`);
  }
  console.log(`graphql ${version}: a client schema of ${Object.keys(client.getTypeMap()).length} types, ${told.split('\n').length} lines`);
}
process.exit(failed ? 1 : 0);
