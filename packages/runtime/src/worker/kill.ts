/**
 * The kill (SEMANTICS 1.5, 2.4, 3.4).
 *
 * Claim: it cannot be caught, forged or used up. Sound because there is one object per realm, made here and recognised by
 * identity, and because the word keeps its bit once the kill was thrown: every unmasked poll throws it again until the thread has ended.
 */
import { FORCE, KILL, WORD } from '../mailbox/layout.ts';
import { define, NativeError, or } from './captured.ts';
import { state } from './state.ts';

/** Extends no public class and is exported to nobody outside the runtime. */
class Kill extends NativeError {
  declare suppressed: unknown[];
  constructor() {
    super('[killable] the thread was killed');
    define(this, 'name', 'Kill');
    define(this, 'suppressed', []);
  }
}

/** The realm's kill is thrown: from here on the word stays set. */
export function killed(bits: number): Error {
  or(state.word, WORD, bits & (KILL | FORCE));
  if ((bits & FORCE) !== 0) state.rung = 2;
  state.inbox?.drain();
  return (state.kill ??= new Kill());
}

/** Keeps an error that a kill replaces. */
function supersede(kill: Error, e: unknown): void {
  const list = (kill as Kill).suppressed;
  if (e !== kill && list.length < 100) define(list, list.length, e);
}

/** Another error has taken the place of a kill that was thrown already: the kill goes on. */
export function denyKill(e: unknown): void {
  const { kill } = state;
  if (kill === null || e === kill) return;
  if (state.rung === 1 && (state.soft !== 0 || state.hard !== 0)) return;
  supersede(kill, e);
  throw kill;
}
