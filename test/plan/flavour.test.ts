/** A plain load needs an engine that is known to keep it. */
import * as assert from 'uvu/assert';
import { flavours } from '../lib/plan.ts';
import { suite } from '../lib/suite.ts';

const test = suite('flavour');
const flavour = (target?: string | string[]): string =>
  flavours('for (;;) f();', 'loop', target === undefined ? {} : { target });

test('without a target it is sound', () => assert.is(flavour(), 'countdown'));

test('engines of the table may have it, in the forms that people write', () => {
  for (const target of [
    'node20',
    'node20.19.1',
    'node 22',
    'chrome >= 120',
    'deno2',
    ['node20', 'chrome 120'],
  ]) {
    assert.is(flavour(target), 'plain', String(target));
  }
});

test('an older version, another engine or an unknown word makes it sound', () => {
  for (const target of [
    'node18',
    'bun1',
    'safari18',
    'firefox140',
    'es2022',
    'last 2 versions',
    'node',
    'current node',
    ['node20', 'bun1'],
    [],
  ]) {
    assert.is(flavour(target), 'countdown', String(target));
  }
});

test('poll overrides the target', () => {
  assert.is(flavours('for (;;) f();', 'loop', { poll: 'sound', target: 'node20' }), 'countdown');
  assert.is(flavours('for (;;) f();', 'loop', { poll: 'plain', target: 'bun1' }), 'plain');
});
