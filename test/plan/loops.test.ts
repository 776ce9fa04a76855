/** Every back-edge polls within the bound: each loop says how. */
import * as assert from 'uvu/assert';
import { tick } from '@killable/runtime/abi';
import { flavours, reasons, sites } from '../lib/plan.ts';
import { suite } from '../lib/suite.ts';

const test = suite('loops');
const inFunction = (loop: string): string => `function f(n, g) { ${loop} }`;

test('a loop of every form is a site of its own', () => {
  const code = inFunction(
    'for (;;) g(); while (n) g(); do g(); while (n); for (const k in n) g(); for (const x of n) g();',
  );
  assert.is(flavours(code, 'loop each'), 'countdown countdown countdown countdown countdown');
  assert.is(flavours(code, 'loop each', { poll: 'plain' }), 'plain plain plain plain plain');
});

test('a loop whose iteration has a known cost is cut into strips, longer for cheap bodies', () => {
  const lengthOf = (body: string): number =>
    sites(inFunction(`while (n-- > 0) { ${body} }`), 'loop')[0]!.strip!.length;
  assert.is(lengthOf('n;'), 1024);
  const dear = lengthOf('n = [n, [n], { a: n }, [n]];'.repeat(12));
  assert.ok(dear < 1024 && dear >= 8, String(dear));
});

test('the strip follows the latency bound', () => {
  const code = inFunction('while (n-- > 0) n;');
  const [usual, short] = [{}, { latency: 5 }].map(
    (options) => sites(code, 'loop', options)[0]!.strip?.length ?? 1,
  );
  assert.ok(short! < usual!, `${short} < ${usual}`);
});

test('an unknown call in the body keeps the poll in each iteration', () => {
  assert.is(flavours(inFunction('for (let i = 0; i < n; i++) g(i);'), 'loop'), 'countdown');
  assert.match(reasons(inFunction('while (n) g();'), 'loop')[0]!, /not known/);
});

test('an endless loop always polls, whatever its body costs', () => {
  for (const loop of ['for (;;);', 'while (true);', 'while (1) n++;', 'for (;;) { continue }']) {
    assert.is.not(flavours(inFunction(loop), 'loop'), 'none', loop);
  }
});

test('a short loop between constants needs none, a long one does', () => {
  assert.is(flavours(inFunction('for (let i = 0; i < 10; i++) n += i;'), 'loop'), 'none');
  assert.is(flavours(inFunction('for (let i = 0; i < 1e9; i++) n += i;'), 'loop'), 'strip');
  assert.is(flavours(inFunction('for (let i = 0; i < 10; i++) g(i);'), 'loop'), 'countdown');
});

test('the value of a script is that of its last loop, so loops at its top keep their shape', () => {
  assert.is(
    flavours('for (var i = 0; i < 1e9; i++) i;', 'loop', { sourceType: 'script' }),
    'countdown',
  );
  assert.is(
    flavours('for (var i = 0; i < 1e9; i++) i;', 'loop', { sourceType: 'module' }),
    'strip',
  );
});

test('with optimize off every loop polls in each iteration', () => {
  const code = inFunction('for (let i = 0; i < 3; i++); while (n-- > 0) n;');
  assert.is(flavours(code, 'loop', { optimize: false }), 'countdown countdown');
});

test('a function declares a countdown only if one of its own loops counts down', () => {
  const countdownOf = (code: string): unknown => sites(code, 'function')[0]!.countdown;
  assert.type(countdownOf(inFunction('for (;;) g();')), 'number');
  assert.type(countdownOf(inFunction('while (n-- > 0) n;')), 'number');
  assert.is(countdownOf(inFunction('for (let i = 0; i < 3; i++);')), undefined);
  assert.is(countdownOf(inFunction('g(function () { for (;;) g(); });')), undefined);
  assert.is(countdownOf('function f(g) { for (;;) g(); }'.replace('f(g)', 'f(g, h)')), 20);
  assert.is(countdownOf('x = function (g) { for (;;) g(); }'), 50);
});

test('an iteration that is long takes more of the countdown, never more than a tick gives', () => {
  const weightOf = (trips: number): number | undefined =>
    sites(inFunction(`while (n-- > 0) { for (let i = 0; i < ${trips}; i++) n ^= i; }`), 'loop')[0]!
      .weight;
  assert.is(weightOf(8000), tick());
  assert.is(weightOf(1e9), undefined);
});
