/** A compiled text is recognised and comes back as it is. */
import * as assert from 'uvu/assert';
import { transform, type TransformOptions } from '@killable/transform';
import { suite } from '../lib/suite.ts';

const test = suite('compiled texts');
const sources: [string, TransformOptions][] = [
  ['export const f = () => { for (;;) g(); }', {}],
  ['exports.f = () => { for (;;) g(); }', { sourceType: 'commonjs' }],
  ['var f = () => { for (;;) g(); }', { sourceType: 'script' }],
  ['"use strict"; for (;;) g();', { poll: 'plain' }],
  ['export {}; for (;;) g();', { runtime: './vendor/abi.js' }],
];

for (const [source, options] of sources) {
  test(`a text is compiled once: ${JSON.stringify(options)}`, () => {
    const once = transform(source, options);
    assert.not.ok(once.plan.alreadyCompiled);
    const twice = transform(once.code, options);
    assert.ok(twice.plan.alreadyCompiled);
    assert.is(twice.code, once.code);
    assert.is(twice.map, null);
    assert.equal(twice.plan.sites, []);
  });
}

test('another import of the runtime is no sign', () => {
  const { plan } = transform("import { Thread } from '@killable/runtime'; for (;;) g(Thread);");
  assert.not.ok(plan.alreadyCompiled);
  assert.not.ok(
    transform("const abi = '@killable/runtime/abi'; for (;;) g();").plan.alreadyCompiled,
  );
});
