/** A loop in strips is the loop that it was, whatever its bound and its step turn out to be at run time. */
import * as assert from 'uvu/assert';
import '@killable/runtime/abi';
import { transform } from '@killable/transform';
import { suite } from '../lib/suite.ts';

const test = suite('strips');

type Loop = (bound: unknown, step: unknown, log: unknown[], from: unknown) => unknown;

/** What the loop does, step by step: how often the bound is asked, the values of the variable, the error. Endless loops are cut off. */
function trace(code: string, bound: () => unknown, step: unknown, from: unknown): unknown[] {
  const log: unknown[] = [];
  const run = new Function(`${code}; return run;`)() as () => Loop;
  try {
    log.push((run as unknown as Loop)(bound.call(log), step, log, from));
  } catch (error) {
    log.push((error as Error).name);
  }
  return log;
}

function asked(this: unknown[]): unknown {
  return { valueOf: () => (this.push('asked'), 4) };
}

const bounds: Record<string, () => unknown> = {
  'a number': () => 5,
  'a long way': () => 2600,
  'a fraction': () => 3.5,
  'less than nothing': () => -3,
  NaN: () => NaN,
  Infinity: () => Infinity,
  'minus Infinity': () => -Infinity,
  'a BigInt': () => 4n,
  'a text': () => '4',
  'no number': () => 'four',
  undefined: () => undefined,
  null: () => null,
  true: () => true,
  'an object': asked,
  'a symbol': () => Symbol('x'),
  'an array': () => [3],
};

const body = `{ log.push(i); if (log.length > 3000) return 'endless'; }`;
const loops: Record<string, string> = {
  up: `for (let i = 0; i < n; i++) ${body}`,
  'up to and with': `for (let i = -2; i <= n; i += 3) ${body}`,
  'from a variable': `for (let i = from; i < n; i++) ${body}`,
  'from a variable by a variable': `for (let i = from; i < n; i += step) ${body}`,
  'from a variable down': `for (let i = from; i >= n; i--) ${body}`,
  down: `for (let i = 2600; i > n; i--) ${body}`,
  'down to and with': `let i; for (i = 7; i >= n; i -= 2) ${body}`,
  'by a variable': `for (let i = 0; i < n; i += step) ${body}`,
  'a test of its own': `for (let i = 0; !(i >= n); i++) ${body}`,
  'from where a variable has counted to': `let i = -2; i++; for (; i < n; i++) ${body}`,
  'down from a constant of another name': `const top = 2600; let i = top; for (; i > n; i--) ${body}`,
  'to where a variable has counted to': `let m = 1999; m++; for (let i = 0; i < m; i++) ${body}`,
  'to a variable that is not there yet': `for (let i = 0; i < m; i++) ${body} var m = 2000;`,
  'to what a for-in gives a variable that has a number': `for (var m = 2 in { 1999: 0 }); for (let i = 0; i < m; i++) ${body}`,
  'from a variable that is not there yet': `for (; i < n; i++) ${body} var i = 7;`,
  while: `let i = 0; while (i++ < n) ${body}`,
  'do while': `let i = 0; do ${body} while (i++ < n)`,
  'do while, with continue and break': `let i = 0; do { log.push(i); if (i % 3 === 1) continue; if (i > 2000) break; if (log.length > 3000) return 'endless'; } while (i++ < n)`,
};
const firsts: unknown[] = [0, -2.5, 0n, '0', 'no', null, {}, 2 ** 53];
const steps: unknown[] = [1, 700, 0.5, 0, -1, NaN, '1', 1n, undefined];

for (const [shape, loop] of Object.entries(loops)) {
  test(`${shape}: every bound, every step, both flavours`, () => {
    const source = `function run(n, step, log, from) { ${loop} return 'ended'; }`;
    for (const poll of ['sound', 'plain'] as const) {
      const { code, plan } = transform(source, { sourceType: 'script', poll, sourceMap: false });
      assert.is(plan.sites.find(({ kind }) => kind === 'loop')?.flavour, 'strip', code);
      for (const [name, bound] of Object.entries(bounds)) {
        for (const step of loop.includes('step') ? steps : [1]) {
          for (const from of loop.includes('from') ? firsts : [0]) {
            const expected = trace(source, bound, step, from);
            const what = `${name}, ${String(step)}, ${String(from)}:\n${code}`;
            assert.equal(trace(code, bound, step, from), expected, what);
          }
        }
      }
    }
  });
}
