// Runs the audits of GraphQL over HTTP against a server and demands that every
// one of them passes: node audit.mjs http://127.0.0.1:8080/graphql
import { auditServer } from 'graphql-http';
import { buildClientSchema, getIntrospectionQuery, printSchema } from 'graphql';

const url = process.argv[2];
if (!url) {
  console.error('usage: node audit.mjs URL');
  process.exit(2);
}
const results = await auditServer({ url });
for (const a of results) {
  if (a.status !== 'ok') console.log(a.status, a.id, a.name, a.reason);
}
const ok = results.filter((a) => a.status === 'ok').length;
console.log(`${ok} of ${results.length} audits passed`);

// The default introspection must make a clean client schema.
const answer = await fetch(url, {
  method: 'POST',
  headers: { 'content-type': 'application/json' },
  body: JSON.stringify({ query: getIntrospectionQuery() }),
});
const { data, errors } = await answer.json();
if (errors) throw new Error(errors[0].message);
console.log(`introspection: ${printSchema(buildClientSchema(data)).split('\n').length} lines of schema`);
process.exit(ok === results.length && ok > 0 ? 0 : 1);
