/**
 * The ABI as compiled programs of this test import it: every name does what it does, and tells `at.moment` first.
 *
 * Claim: what is fired at a moment is seen by the next poll, and no poll is without a moment right before it. Sound because an inlined poll
 * reads `word[0]`, which is a getter here, and every other poll of compiled code is a call of one of these functions. So the
 * text that runs is the text that users run; no special build is tested in its place.
 *
 * In the sound flavour the fuel is always spent and a countdown always over, so that each of its polls looks too.
 */
import * as abi from '@killable/runtime/abi';

/** Called at each moment. The runner puts its own function here. */
export const at: { moment: () => void } = { moment: () => {} };

function before<F extends (...args: never[]) => unknown>(hook: F): F {
  return ((...args: never[]) => {
    at.moment();
    return hook(...args);
  }) as F;
}

/** Also when the hook has returned: `suspend` is about to wait then, and a mask has just begun. */
function around<F extends (...args: never[]) => unknown>(hook: F): F {
  return ((...args: never[]) => {
    at.moment();
    const result = hook(...args);
    at.moment();
    return result;
  }) as F;
}

export const word = {
  get 0(): number {
    at.moment();
    return abi.word[0]!;
  },
};
export const fuel: Record<number, number> = {
  get 0() {
    return 0;
  },
  set 0(_spent: number) {},
};
export const tick = (): number => {
  at.moment();
  abi.tick();
  return 0;
};
export const poll: typeof abi.poll = abi.poll;
export const enter: typeof abi.enter = before(abi.enter);
export const leave: typeof abi.leave = around(abi.leave);
export const suspend: typeof abi.suspend = around(abi.suspend);
export const resume: typeof abi.resume = before(abi.resume);
export const iterate: typeof abi.iterate = before(abi.iterate);
export const imported: typeof abi.imported = abi.imported;
export const disposal: typeof abi.disposal = before(abi.disposal);
export const delegate: typeof abi.delegate = before(abi.delegate);
export const park: typeof abi.park = before(abi.park);
export const guard: typeof abi.guard = before(abi.guard);
export const guardExit: typeof abi.guardExit = before(abi.guardExit);
export const mask: typeof abi.mask = around(abi.mask);
export const unmask: typeof abi.unmask = around(abi.unmask);
export const reaction: typeof abi.reaction = abi.reaction;
export const strip: typeof abi.strip = abi.strip;
