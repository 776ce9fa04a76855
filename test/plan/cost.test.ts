/** The cost model: what is finite is small, what is not known is never small, and nothing is NaN. */
import * as assert from 'uvu/assert';
import { flavours, sites } from '../lib/plan.ts';
import { suite } from '../lib/suite.ts';

const test = suite('cost');
const inLoop = (body: string): string => `function f(n, g) { while (n-- > 0) { ${body} } }`;

test('a loop that never runs costs next to nothing, even around an unknown call', () => {
  const [strip] = sites(inLoop('for (let i = 0; i < 0; i++) g();'), 'loop');
  assert.is(strip!.flavour, 'strip');
  assert.is(strip!.strip!.length, 1024);
  assert.ok(Number.isInteger(strip!.strip!.shift), String(strip!.strip!.shift));
});

test('an inner loop between constants costs its trips', () => {
  const length = (trips: number): number =>
    sites(inLoop(`for (let i = 0; i < ${trips}; i++) n ^= i;`), 'loop')[0]!.strip?.length ?? 1;
  assert.ok(length(5) > length(500), `${length(5)} > ${length(500)}`);
  assert.is(length(1e9), 1);
});

test('what may run other code for long makes the cost unknown', () => {
  for (const body of [
    'g();',
    'new g();',
    'g`t`;',
    '[...n];',
    'for (const x of n);',
    'for (const k in n);',
    'if (n) while (n) n--;',
    'class A {}',
    'const [a] = n;',
  ]) {
    assert.is(flavours(inLoop(body), 'loop').split(' ')[0], 'countdown', body);
  }
});

test('cheap built-ins have a cost, unless the file declares their name', () => {
  assert.is(flavours(inLoop('n = Math.max(n, 1);'), 'loop'), 'strip');
  assert.is(
    flavours(`const Math = { max: h }; ${inLoop('n = Math.max(n, 1);')}`, 'loop'),
    'countdown',
  );
});

test('a call of a short function of the file has a cost, of one that is assigned anew has none', () => {
  assert.is(flavours(`${inLoop('n = h(n);')} function h(a) { return a - 1 }`, 'loop'), 'strip');
  assert.is(
    flavours(`${inLoop('n = h(n);')} function h(a) { return a - 1 } h = g;`, 'loop'),
    'countdown',
  );
});
