/** Cleanup is masked, clauses are guarded. */
import * as assert from 'uvu/assert';
import { flavours, sites } from '../lib/plan.ts';
import { suite } from '../lib/suite.ts';

const test = suite('regions');

test('every catch is guarded, with or without a binding', () => {
  assert.is(
    flavours('try { f() } catch (e) {} try { f() } catch {} try { f() } catch ({ a }) {}', 'catch'),
    'hook hook hook',
  );
});

test('a clause that can run other code is masked, one that cannot is not', () => {
  const masked = (clause: string): unknown =>
    sites(`try { f() } ${clause}`, 'catch finally')[0]!.masked;
  for (const loud of [
    'catch { g() }',
    'catch (e) { e.x }',
    'catch { for (;;); }',
    'finally { a.b = 1 }',
    'finally { a + b }',
    'finally { `${a}` }',
    'finally { [...a] }',
    'catch { class A {} }',
    'finally { using x = y }',
  ]) {
    assert.ok(masked(loud), loud);
  }
  for (const quiet of [
    'catch {}',
    'catch (e) { a = e }',
    'catch (e) { return }',
    'finally { done = true }',
    'catch (e) { if (a === e) throw e }',
    'finally { a = () => g() }',
  ]) {
    assert.not.ok(masked(quiet.replace('return', 'a')), quiet);
  }
});

test('a quiet finally is left alone', () => {
  assert.is(flavours('try { f() } finally { done = true }', 'finally'), 'none');
  assert.is(flavours('try { f() } finally { done() }', 'finally'), 'hook');
});

test('what a nested function does is not done by the clause', () => {
  assert.is(flavours('try { f() } finally { later = function () { g() } }', 'finally'), 'none');
});

test('a clause that names ThreadExit takes it', () => {
  const exits = (code: string): unknown[] => sites(code, 'catch').map(({ namesExit }) => namesExit);
  assert.equal(exits('try { f() } catch (e) { if (e instanceof ThreadExit) g() }'), [true]);
  assert.equal(exits('try { f() } catch (e) { if (e instanceof Error) g() }'), [false]);
  assert.equal(exits('try { if (x instanceof ThreadExit) f() } catch (e) { g() }'), [false]);
  assert.equal(
    exits('try { f() } catch (e) { try { g() } catch (d) { d instanceof ThreadExit } }'),
    [true, true],
  );
});
