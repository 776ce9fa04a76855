/** Which functions get a frame. */
import * as assert from 'uvu/assert';
import { sites } from '../lib/plan.ts';
import { suite } from '../lib/suite.ts';

const test = suite('frames');
const kinds = (code: string, options = {}): string =>
  sites(code, 'function arrow async async-arrow generator', options)
    .map(({ kind }) => kind)
    .join(' ');

test('an async function that suspends has one', () => {
  assert.is(kinds('async function f() { await 1 }'), 'async');
  assert.is(kinds('async function f(x) { for await (const y of x); }'), 'async');
  assert.is(kinds('async function* f() { yield 1 }'), 'async');
  assert.is(kinds('export const f = async (x) => await x'), 'async-arrow');
  assert.is(kinds('export const f = async (x) => { await x }'), 'async');
});

test('one that never suspends has none, nor has any with awaits check', () => {
  assert.is(kinds('async function f() { return g() }'), 'function');
  assert.is(kinds('async function f() { await 1 }', { awaits: 'check' }), 'function');
});

test('an await of an inner function does not count', () => {
  assert.is(kinds('async function f() { g(async () => await 1) }'), 'function async-arrow');
});

test('a generator has one if it yields in a clause that is masked', () => {
  assert.is(kinds('function* f() { yield 1 }'), 'function');
  assert.is(kinds('function* f() { try { g() } finally { yield 1 } }'), 'generator');
  assert.is(kinds('function* f() { try { g() } catch (e) { yield 1 } }'), 'generator');
  assert.is(kinds('function* f() { try { yield 1 } finally { g() } }'), 'function');
});

test('a body that a block would make an early error goes without', () => {
  assert.is(
    kinds('async function f() { await 1; function g() { h() } function g() { h() } }'),
    'function function function',
  );
  assert.is(
    kinds('async function f() { await 1; function g() { h() } var g }'),
    'function function',
  );
  assert.is(
    kinds('async function f() { await 1; function g() { h() } { for (var { a: [g] } of x); } }'),
    'function function',
  );
  assert.is(
    kinds('async function f() { await 1; function g() { h() } { function g() { h() } } }'),
    'async function function',
  );
});

test('hooks pass the frame where there is one', () => {
  assert.ok(sites('async function f() { await 1 }', 'await')[0]!.framed);
  assert.not.ok(sites('await 1', 'await')[0]!.framed);
  assert.ok(sites('async function f() { try { await 1 } catch (e) { g() } }', 'catch')[0]!.framed);
});
