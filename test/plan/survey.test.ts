/** The survey finds what runs, and nothing else. */
import * as assert from 'uvu/assert';
import { planOf, sites } from '../lib/plan.ts';
import { suite } from '../lib/suite.ts';

const test = suite('survey');

test('sites come in the order of the text, outer before inner', () => {
  const code =
    'async function f(a = g()) { try { await g() } catch (e) { for (;;) g((x) => g()) } finally { g() } }';
  const starts = sites(code, '').map(({ start }) => start);
  assert.equal(
    starts,
    [...starts].sort((a, b) => a - b),
  );
});

test('types hold no code', () => {
  const code = `declare function f(): void; abstract class A { abstract m(): void; declare x: number; m2?(): void; n(a: string): void; n(a: unknown): void { a } }
    type T = () => void; interface I { m(): void; get x(): number } declare namespace N { function g(): void } declare enum E { X = f() } let v: typeof import('x'); export type { T };`;
  assert.is(sites(code, '', { filename: 'a.ts' }).length, 1);
});

test('code inside TypeScript constructs is found', () => {
  const code =
    'enum E { X = (() => f())() } namespace N { for (;;) f() } class A { constructor(public x = f()) {} } const y = (() => f()) as any, z = <T,>(x: T) => f(x)!; export = () => f();';
  assert.is(sites(code, '', { filename: 'a.ts' }).length, 7);
});

test('computed keys and decorators run outside of the function they stand before', () => {
  const code = 'class A { [(() => f())()]() { g() } @(() => f()) m() { g() } }';
  assert.is(sites(code, 'arrow').length, 2);
});

test('JSX holds code', () => {
  assert.is(
    sites('const a = <b c={() => f()}>{() => f()}<d.e {...(() => f())()} /></b>', 'arrow').length,
    3,
  );
});

test('every loop in every corner is found', () => {
  const code =
    'l: for (;;) f(); if (a) while (1) f(); else do f(); while (1); switch (a) { case 1: for (;;) f() } with (a) for (;;) f(); { for (var k in a) f() } label: { for (var x of a) f() }';
  assert.is(sites(code, 'loop each', { sourceType: 'script' }).length, 7);
});

test('the kind of file is as the options, the ending and the text say', () => {
  assert.is(planOf('a', { filename: 'a.mjs' }).sourceType, 'module');
  assert.is(planOf('a', { filename: 'a.cjs' }).sourceType, 'commonjs');
  assert.is(planOf('a', { filename: 'a.js' }).sourceType, 'commonjs');
  assert.is(planOf('export {}', { filename: 'a.js' }).sourceType, 'module');
  assert.is(planOf('import a = require("a")', { filename: 'a.cts' }).sourceType, 'module');
  assert.is(planOf('a', { filename: 'a.cts' }).sourceType, 'commonjs');
  assert.is(planOf('a', { sourceType: 'script' }).sourceType, 'script');
});
