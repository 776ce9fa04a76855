/** A rejection handler is a catch clause. */
import * as assert from 'uvu/assert';
import { sites } from '../lib/plan.ts';
import { suite } from '../lib/suite.ts';

const test = suite('reactions');

function handlers(code: string): string[] {
  return sites(code, 'reaction').map(({ start, end }) => code.slice(start, end));
}

test('the argument of catch and the second of then are wrapped', () => {
  assert.equal(
    handlers('p.catch(f); p.then(g, h); p?.catch(i); a.b().then(1, (e) => e); p["catch"](j)'),
    ['f', 'h', 'i', '(e) => e', 'j'],
  );
});

test('what cannot be a handler is left alone', () => {
  for (const code of [
    'p.catch()',
    'p.catch(null)',
    'p.catch(undefined)',
    'p.then(f)',
    'p.then(f, null)',
    'p.catch(...f)',
    'p.then(...f, g)',
    'catch_(f)',
    'p.catch(1, 2)',
    'p.catch({})',
    "p.catch('x')",
  ]) {
    assert.equal(handlers(code), [], code);
  }
});

test('an awaited handler is wrapped as a whole', () => {
  assert.equal(handlers('p.catch(await f())'), ['await f()']);
});

test('a handler that names ThreadExit takes it', () => {
  const [site] = sites('p.catch((e) => e instanceof ThreadExit)', 'reaction');
  assert.ok(site!.namesExit);
});
