/**
 * What compiled code imports (see ARCHITECTURE.md); not for people. Versioned: a change that compiled code can notice makes
 * the number in the record's symbol one higher.
 *
 * The first copy that loads in a realm makes the record, and every copy exports the record's members. Scripts, which cannot import, read
 * the same record from `globalThis`.
 */
import {
  charge as charge_,
  largestDistance as largestDistance_,
  passed as passed_,
} from './worker/audit.ts';
import { enter as enter_, suspend as suspend_ } from './worker/await.ts';
import { defineProperty, freeze } from './worker/captured.ts';
import { delegate as delegate_ } from './worker/delegate.ts';
import { disposal as disposal_ } from './worker/disposal.ts';
import { leave as leave_, park as park_, resume as resume_ } from './worker/frames.ts';
import { imported as imported_ } from './worker/imported.ts';
import { iterate as iterate_ } from './worker/iterate.ts';
import { mask as mask_, unmask as unmask_ } from './worker/mask.ts';
import { poll as poll_, tick as tick_ } from './worker/poll.ts';
import { key, state } from './worker/state.ts';
import { strip as strip_ } from './worker/strip.ts';
import type { State } from './worker/state.ts';
import {
  guard as guard_,
  guardExit as guardExit_,
  reaction as reaction_,
} from './worker/unwind.ts';

export type { Frame } from './worker/frames.ts';

interface Abi {
  readonly word: Int32Array;
  readonly fuel: Int32Array;
  readonly poll: typeof poll_;
  readonly tick: typeof tick_;
  readonly enter: typeof enter_;
  readonly leave: typeof leave_;
  readonly suspend: typeof suspend_;
  readonly resume: typeof resume_;
  readonly iterate: typeof iterate_;
  readonly imported: typeof imported_;
  readonly disposal: typeof disposal_;
  readonly delegate: typeof delegate_;
  readonly park: typeof park_;
  readonly guard: typeof guard_;
  readonly guardExit: typeof guardExit_;
  readonly mask: typeof mask_;
  readonly unmask: typeof unmask_;
  readonly reaction: typeof reaction_;
  readonly strip: typeof strip_;
  readonly charge: typeof charge_;
  readonly passed: typeof passed_;
  readonly largestDistance: typeof largestDistance_;
  readonly state: State;
}

const own: Abi = {
  word: state.word,
  fuel: state.fuel,
  poll: poll_,
  tick: tick_,
  enter: enter_,
  leave: leave_,
  suspend: suspend_,
  resume: resume_,
  iterate: iterate_,
  imported: imported_,
  disposal: disposal_,
  delegate: delegate_,
  park: park_,
  guard: guard_,
  guardExit: guardExit_,
  mask: mask_,
  unmask: unmask_,
  reaction: reaction_,
  strip: strip_,
  charge: charge_,
  passed: passed_,
  largestDistance: largestDistance_,
  state,
};

const realm = globalThis as unknown as Record<symbol, Abi | undefined>;
if (realm[key] === undefined) defineProperty(globalThis, key, { value: freeze(own) });
/** Where `globalThis` is frozen, each copy is on its own. */
const record: Abi = realm[key] ?? own;

export const word: Abi['word'] = record.word;
export const fuel: Abi['fuel'] = record.fuel;
export const poll: Abi['poll'] = record.poll;
export const tick: Abi['tick'] = record.tick;
export const enter: Abi['enter'] = record.enter;
export const leave: Abi['leave'] = record.leave;
export const suspend: Abi['suspend'] = record.suspend;
export const resume: Abi['resume'] = record.resume;
export const iterate: Abi['iterate'] = record.iterate;
export const imported: Abi['imported'] = record.imported;
export const disposal: Abi['disposal'] = record.disposal;
export const delegate: Abi['delegate'] = record.delegate;
export const park: Abi['park'] = record.park;
export const guard: Abi['guard'] = record.guard;
export const guardExit: Abi['guardExit'] = record.guardExit;
export const mask: Abi['mask'] = record.mask;
export const unmask: Abi['unmask'] = record.unmask;
export const reaction: Abi['reaction'] = record.reaction;
export const strip: Abi['strip'] = record.strip;
export const charge: Abi['charge'] = record.charge;
export const passed: Abi['passed'] = record.passed;
export const largestDistance: Abi['largestDistance'] = record.largestDistance;
