/** Jumps keep their meaning when a second loop is put around the body. */
import * as assert from 'uvu/assert';
import { flavours, sites } from '../lib/plan.ts';
import { suite } from '../lib/suite.ts';

const test = suite('jumps');
const loop = (body: string, label = ''): string =>
  `function f(n, x) { ${label} for (let i = 0; i < n; i++) { ${body} } }`;

test('a break of a counted loop names the outer of the two', () => {
  const [strip] = sites(loop('if (i === x) break;'), 'loop');
  const breaks = sites(loop('if (i === x) break;'), 'break');
  assert.is(breaks.length, 1);
  assert.is(breaks[0]!.label, strip!.label);
});

test('a break of an inner loop, a switch or a labelled block stays as it is', () => {
  assert.equal(sites(loop('for (;;) break;'), 'break'), []);
  assert.equal(sites(loop('switch (x) { case 1: break }'), 'break'), []);
  assert.equal(sites(loop('b: { break b }'), 'break'), []);
});

test('two loops of one function have two labels', () => {
  const code = `function f(n) { for (let i = 0; i < n; i++) { if (i) break; } for (let j = 0; j < n; j++) { if (j) break; } }`;
  const labels = sites(code, 'break').map(({ label }) => label);
  assert.is(new Set(labels).size, 2);
});

test('a plain continue may stay in a strip, one that names the loop may not', () => {
  assert.is(flavours(loop('if (i === x) continue;'), 'loop'), 'strip');
  assert.is(flavours(loop('if (i === x) continue outer;', 'outer:'), 'loop'), 'countdown');
});

test('a continue that names a loop further out leaves both', () => {
  const code =
    'function f(n) { a: for (let i = 0; i < n; i++) for (let j = 0; j < n; j++) continue a; }';
  assert.match(flavours(code, 'loop'), /strip$/);
});
