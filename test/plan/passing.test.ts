/** A loop needs no poll of its own if each of its iterations passes another. */
import * as assert from 'uvu/assert';
import { flavours } from '../lib/plan.ts';
import { suite } from '../lib/suite.ts';

const test = suite('passing');
const outer = (body: string, options = {}): string =>
  flavours(
    `async function k(n, xs) { for (;;) { ${body} } } function f(n) { g(); f() }`,
    'loop',
    options,
  ).split(' ')[0]!;

test('an inner loop that polls when it is begun', () => {
  for (const body of [
    'for (; n < 9;) g();',
    'while (n) g();',
    'while (n) n = n.next;',
    'n++; const a = 1; for (let i = 0; i < xs.length; i++) g(); g();',
    '{ while (n) g(); }',
    'l: while (n) continue l;',
    'if (n) break; while (n) g();',
    'for (const x of xs) { if (x) continue; } while (n) g();',
  ])
    assert.is(outer(body), 'none', body);
});

test('an await that each iteration reaches', () => {
  for (const body of [
    'await n;',
    'n = await n;',
    'const x = g(await n);',
    'if (await n) g();',
    'n = (await n) + 1;',
  ])
    assert.is(outer(body), 'none', body);
  assert.is(flavours('async function k(n) { while (await n) g(); }', 'loop'), 'none');
  assert.is(flavours('async function k(n) { for (const x of n) { await x; } }', 'each'), 'none');
  assert.is(outer('await n;', { awaits: 'check' }), 'none');
});

test('a call of a function of the file that polls, where a plain load stays in the code', () => {
  for (const body of ['f(n);', 'n += f(n);', 'g(f(n));', 'return f(n) && g();']) {
    const plain = outer(body, { poll: 'plain' });
    assert.is(plain, body.startsWith('return') ? 'plain' : 'none', body);
    assert.is(outer(body), 'countdown', body);
  }
});

test('what an iteration may miss does not count', () => {
  for (const body of [
    'for (let i = 0; i < n; i++);',
    'for (const x of xs) g();',
    'do { if (n) break; } while (g());',
    'if (n) while (n) g();',
    'if (n) continue; while (n) g();',
    'if (n) { for (const x of xs) { continue o; } } while (n) g();',
    'switch (n) { case 1: continue; } await n;',
    'try { while (n) g(); } catch {}',
    'try { await n; } catch {}',
    'a: { if (n) break a; while (n) g(); }',
    'n && (await n);',
    'n ? await n : g();',
    'n ||= await n;',
    'g(async () => { await n; });',
    'g(async () => await n);',
  ])
    assert.is(
      flavours(`async function k(n, xs) { o: for (;;) { ${body} } }`, 'loop').split(' ')[0],
      'countdown',
      body,
    );
});

test('a loop that was left without a poll is no poll for the one around', () => {
  const nest = 'function k(n) { for (;;) for (let i = 0; i < n; i++) while (n.next) n = n.next; }';
  assert.is(flavours(nest, 'loop'), 'countdown none strip');
});

test('optimize off polls everywhere', () => {
  assert.is(outer('while (n) g();', { optimize: false }), 'countdown');
});
