/** Constants that stand for imports: only where nobody can call the module's functions before they have their values. */
import * as assert from 'uvu/assert';
import { transform } from '@killable/transform';
import { compile } from '../lib/compile.ts';
import { suite } from '../lib/suite.ts';

const test = suite('aliases');
const hasAlias = (code: string): boolean =>
  /^import\{[^}]*\}from"[^"]*";const /.test(transform(code, { filename: 'a.mts' }).code);
const f = 'function f(g) { g[0](); }';

test('a module that imports nothing but built-ins is in no cycle', () => {
  assert.ok(hasAlias(`export ${f}`));
  assert.ok(
    hasAlias(`import fs from 'fs'; import 'node:path'; import fp from 'fs/promises'; export ${f}`),
  );
  assert.ok(hasAlias(`import type { X } from './x.ts'; export ${f}`));
  assert.not.ok(hasAlias(`import './x.ts'; export ${f}`));
  assert.not.ok(hasAlias(`import x from 'x'; export ${f}`));
  assert.not.ok(hasAlias(`export * from './x.ts'; export ${f}`));
});

test('a module that exports no hoisted function cannot be called too early', () => {
  const head = `import './x.ts';`;
  assert.ok(hasAlias(`${head} ${f} export const h = f; export { h as default }`));
  assert.ok(hasAlias(`${head} ${f} export class C { m() { f(); f(); } }`));
  for (const exported of [
    `export default ${f}`,
    `export default function (g) { g[0](); }`,
    `export default async function* (g) { g(); }`,
    `${f} export { f as x }`,
    `export { f }; ${f}`,
    `${f} export default f`,
  ])
    assert.not.ok(hasAlias(`${head} ${exported}`), exported);
});

test('a cycle of imports runs as before: a function is called before its module has begun', async () => {
  const a = `import './b.mjs'; export function a(n) { let s = 0; for (const x of [n, n]) s += x; return s; }`;
  const b = `import { a } from './a.mjs'; export default a(2);`;
  const main = `import './a.mjs'; import seen from './b.mjs'; export default seen;`;
  const url = await compile(main, { extension: 'mjs', files: { 'a.mjs': a, 'b.mjs': b } });
  const { default: seen } = (await import(url.href)) as { default: number };
  assert.is(seen, 4);
});

test('names that are taken are left alone', () => {
  const { code } = transform(`const $w_ = 1; export ${f} export const x = $w_;`, {
    filename: 'a.mts',
  });
  assert.match(code, /word as \$\$w_,/);
  assert.match(code, /const \$\$w=\$\$w_,/);
});
