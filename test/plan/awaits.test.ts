/** Awaits are checked before and interruptible meanwhile. */
import * as assert from 'uvu/assert';
import { flavours, sites } from '../lib/plan.ts';
import { suite } from '../lib/suite.ts';

const test = suite('awaits');

test('every form of await is a site', () => {
  const code =
    'async function* f(x) { await x; for await (const y of x); yield x; yield* x; return x }';
  assert.is(flavours(code, 'await for-await yield yield-star'), 'hook hook hook hook hook');
  assert.is(sites(code, 'await').length, 2, 'return awaits in an async generator');
  assert.is(sites('async function f(x) { return x }', 'await').length, 0);
});

test('with check nothing but the check is added, and yields are left alone', () => {
  const code =
    'async function* f(x) { await x; for await (const y of x); yield x; yield* x; return x }';
  assert.is(flavours(code, 'await for-await', { awaits: 'check' }), 'check check check');
  assert.is(flavours(code, 'yield yield-star', { awaits: 'check' }), 'none none');
});

test("a plain generator's yields are paid by whoever calls next", () => {
  assert.is(flavours('function* f(x) { yield x; yield* x }', 'yield yield-star'), 'none none');
});

test('a yield in a masked clause leaves its mask behind', () => {
  const code = 'function* f(x) { try { g() } finally { yield x; yield* x } }';
  assert.equal(
    sites(code, 'yield yield-star').map(({ masked }) => masked),
    [true, true],
  );
});

test('"no poll, bounded" keeps awaits as they are', () => {
  assert.is(flavours('async function f(x) { "no poll, bounded"; await x }', 'await'), 'none');
});
