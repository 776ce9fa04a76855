/** What counts as a counted loop: one induction variable that nothing else writes, and a bound that cannot change. */
import * as assert from 'uvu/assert';
import { flavours, sites } from '../lib/plan.ts';
import { suite } from '../lib/suite.ts';

const test = suite('counted loops');

function counted(loop: string, rest = ''): boolean {
  const [site] = sites(`function f(n, a, g) { ${loop} ${rest} }`, 'loop');
  return (site!.strip?.counted ?? null) !== null;
}

test('upward, downward, by any constant step, with any of the four comparisons', () => {
  assert.ok(counted('for (let i = 0; i < n; i++) a;'));
  assert.ok(counted('for (let i = 0; i <= n; ++i) a;'));
  assert.ok(counted('for (let i = n; i > 0; i--) a;'));
  assert.ok(counted('for (let i = n; i >= 0; i -= 3) a;'));
  assert.ok(counted('for (var i = 0; i < n; i += 2) a;'));
});

test('not with a step against the comparison, or none', () => {
  assert.not.ok(counted('for (let i = 0; i < n; i--) a;'));
  assert.not.ok(counted('for (let i = 0; i > n; i++) a;'));
  assert.not.ok(counted('for (let i = 0; i < n; i += 0) a;'));
  assert.not.ok(counted('for (let i = 0; i != n; i++) a;'));
});

test('with a step that is a variable, which nothing writes meanwhile', () => {
  assert.ok(counted('for (let i = 0; i < n; i += a) a;'));
  assert.not.ok(counted('for (let i = 0; i < n; i += a) a = 2;'));
  assert.not.ok(counted('for (let i = n; i > 0; i += a) a;'));
  assert.not.ok(counted('for (let i = n; i > 0; i -= a) a;'));
});

test('not if the body writes the variable or the bound', () => {
  assert.not.ok(counted('for (let i = 0; i < n; i++) { i = 0; }'));
  assert.not.ok(counted('for (let i = 0; i < n; i++) { n++; }'));
  assert.not.ok(counted('for (let i = 0; i < n; i++) { [i] = a; }'));
  assert.not.ok(counted('for (let i = 0; i < n; i++) { ({ x: n } = a); }'));
  assert.not.ok(counted('for (let i = 0; i < n; i++) { for (i of a); }'));
});

test('not if a closure can write the variable or the bound meanwhile', () => {
  assert.not.ok(counted('for (var i = 0; i < n; i++) { a; }', 'function h() { i = 0; }'));
  assert.not.ok(counted('for (let i = 0; i < n; i++) { a; }', 'function h() { n = 9; }'));
});

test('a bound that is read from an object is no fixed bound', () => {
  assert.not.ok(counted('for (let i = 0; i < a.length; i++) a;'));
});

test('a variable of its own per iteration, seen by a closure, forbids every kind of strip', () => {
  const code = 'function f(n, a) { for (let i = 0; i < n; i++) a[i] = () => i; }';
  assert.is(flavours(code, 'loop'), 'countdown');
  assert.is(flavours(code.replace('let', 'var'), 'loop'), 'strip');
});

test('eval or with in reach forbids trusting the variables', () => {
  for (const code of [
    'function f(n, s) { for (var i = 0; i < n; i++) n; eval(s); }',
    'function f(n, s) { with (s) for (var i = 0; i < n; i++) n; }',
  ]) {
    const [site] = sites(code, 'loop', { sourceType: 'script' });
    assert.is(site!.strip?.counted ?? null, null, code);
  }
});

test('a constant bound by name makes a short loop as short as its number', () => {
  const code = (n: string): string =>
    `const N = ${n}; function f(x) { for (let i = 0; i < N; i++) x += i; }`;
  assert.is(flavours(code('5'), 'loop'), 'none');
  assert.is(flavours(code('5e8'), 'loop'), 'strip');
});
