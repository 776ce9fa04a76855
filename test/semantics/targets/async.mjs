// Asynchronous targets, "compiled" by hand.
import {
  word,
  poll,
  enter,
  leave,
  suspend,
  resume,
  guard,
  guardExit,
  mask,
  unmask,
  iterate,
  reaction,
  park,
} from '@killable/runtime/abi';
import {
  bracket,
  checkpoint,
  currentThread,
  mask as maskCall,
  sleep,
  ThreadExit,
} from '@killable/runtime';
import { cells, mark } from './lib.mjs';

const never = new Promise(() => {});

/** Waits for ever and counts its cleanup in `cell`. */
async function wait(log, cell, order) {
  const f = enter();
  try {
    try {
      resume(f, await suspend(f, never));
    } finally {
      mask(f);
      try {
        mark(log, cell);
        order?.push(cell);
      } finally {
        unmask(f);
      }
    }
  } finally {
    leave(f);
  }
}

export async function waits(buffer) {
  const log = cells(buffer);
  const f = enter();
  try {
    // The mark stands behind the call: before it, an exit could arrive at the callee's entry, which has nothing to clean up yet.
    const waiting = wait(log, 1);
    mark(log, 0);
    resume(f, await suspend(f, waiting));
  } finally {
    leave(f);
  }
}

/** A tree: two callees wait; the order in which the three clean up is the value. */
export async function tree(buffer) {
  const log = cells(buffer);
  const order = [];
  const f = enter();
  try {
    try {
      const a = wait(log, 1, order);
      const b = wait(log, 2, order);
      mark(log, 0);
      resume(f, await suspend(f, Promise.all([a, b])));
    } catch (e) {
      guard(e, f);
      order.push(e.message);
    }
    return order;
  } finally {
    leave(f);
  }
}

/** Every frame notes its cleanup, also when nobody waits for it any more. */
export async function killTree(buffer) {
  const log = cells(buffer);
  const f = enter();
  try {
    try {
      void wait(log, 1);
      const b = wait(log, 2);
      mark(log, 0);
      resume(f, await suspend(f, b));
    } finally {
      mask(f);
      try {
        mark(log, 3);
      } finally {
        unmask(f);
      }
    }
  } finally {
    leave(f);
  }
}

/** In each round a value and an interrupt are ready in one turn: exactly one of the two must come out, and none be lost. */
export async function xor(rounds) {
  const f = enter();
  let values = 0;
  let interrupts = 0;
  try {
    for (let i = 0; i < rounds; i++) {
      const self = currentThread();
      let release;
      const value = new Promise((resolve) => (release = resolve));
      setImmediate(() => {
        if (i % 2) release(i);
        self.raiseExc(RangeError);
        if (!(i % 2)) setImmediate(() => release(i));
      });
      try {
        resume(f, await suspend(f, value));
        values++;
        // The interrupt lost the race and is still there.
        for (let turn = 0; turn < 1000; turn++) {
          resume(f, await suspend(f, new Promise((resolve) => setImmediate(resolve))));
        }
        throw new Error('the interrupt was lost');
      } catch (e) {
        guard(e, f);
        if (!(e instanceof RangeError)) throw e;
        interrupts++;
      }
    }
    return { values, interrupts };
  } finally {
    leave(f);
  }
}

/** The innermost of a chain of suspended calls raises in its own thread; each of them cleans up. */
export async function chain(depth) {
  let cleaned = 0;
  const dive = async (left) => {
    const f = enter();
    try {
      resume(f, await suspend(f, null));
      if (left === 0) currentThread().raiseExc(new RangeError('deep'));
      resume(f, await suspend(f, left === 0 ? never : dive(left - 1)));
    } finally {
      cleaned++;
      leave(f);
    }
  };
  const f = enter();
  try {
    resume(f, await suspend(f, dive(depth)));
  } catch (e) {
    guard(e, f);
    return [cleaned, e.message];
  } finally {
    leave(f);
  }
}

/** A timer's callback spins while the target is suspended. */
export async function hog(buffer) {
  const log = cells(buffer);
  const f = enter();
  try {
    setTimeout(() => {
      mark(log, 0);
      for (;;) if (word[0]) poll();
    });
    resume(f, await suspend(f, wait(log, 1)));
  } finally {
    mask(f);
    try {
      mark(log, 2);
    } finally {
      unmask(f);
    }
    leave(f);
  }
}

/** A masked await: what arrives meanwhile is thrown when the mask ends, and another frame is interrupted at once. */
export async function maskedAwait(buffer) {
  const log = cells(buffer);
  const seen = [];
  const f = enter();
  try {
    try {
      mask(f);
      try {
        mark(log, 0);
        while (Atomics.load(log, 2) === 0) {
          resume(f, await suspend(f, new Promise((resolve) => setTimeout(resolve, 5))));
        }
        seen.push('cleanup ended');
      } finally {
        unmask(f);
      }
      seen.push('unreachable');
    } catch (e) {
      guard(e, f);
      seen.push(e.message);
    }
    return seen;
  } finally {
    leave(f);
  }
}

/** One frame is masked for ever; its sibling is not. */
export async function otherFrame(buffer) {
  const log = cells(buffer);
  const f = enter();
  try {
    const masked = (async () => {
      const g = enter();
      try {
        mask(g);
        try {
          resume(g, await suspend(g, never));
        } finally {
          unmask(g);
        }
      } finally {
        leave(g);
      }
    })();
    const open = wait(log, 1);
    mark(log, 0);
    try {
      resume(f, await suspend(f, Promise.race([masked, open])));
    } catch (e) {
      guard(e, f);
      return e.message;
    }
  } finally {
    leave(f);
  }
}

export async function asyncMask(buffer) {
  const log = cells(buffer);
  const seen = [];
  const f = enter();
  try {
    try {
      const masked = maskCall(async () => {
        const g = enter();
        try {
          mark(log, 0);
          while (Atomics.load(log, 2) === 0) {
            resume(g, await suspend(g, new Promise((resolve) => setTimeout(resolve, 5))));
          }
          seen.push('ended masked');
        } finally {
          leave(g);
        }
      });
      resume(f, await suspend(f, masked));
      checkpoint();
      seen.push('unreachable');
    } catch (e) {
      guard(e, f);
      seen.push(e.message);
    }
    return seen;
  } finally {
    leave(f);
  }
}

export async function asyncBracket(buffer) {
  const log = cells(buffer);
  const seen = [];
  const f = enter();
  const tick = () => new Promise((resolve) => setTimeout(resolve, 1));
  try {
    const all = bracket(
      async () => {
        await tick();
        seen.push('acquired');
        return 1;
      },
      () => {
        mark(log, 0);
        return wait(log, 1);
      },
      async (held) => {
        await tick();
        seen.push(`released ${held}`);
      },
    );
    try {
      resume(f, await suspend(f, all));
    } catch (e) {
      guard(e, f);
      seen.push(e.message);
    }
    return seen;
  } finally {
    leave(f);
  }
}

export async function forAwait(buffer) {
  const log = cells(buffer);
  const seen = [];
  const f = enter();
  const endless = {
    [Symbol.asyncIterator]: () => ({
      next: () => {
        mark(log, 0);
        return seen.length < 2 ? Promise.resolve({ done: false, value: seen.length }) : never;
      },
      return: () => {
        seen.push('closed');
        return Promise.resolve({});
      },
    }),
  };
  try {
    try {
      for await (const x of iterate(f, endless)) seen.push(x);
    } catch (e) {
      guard(e, f);
      seen.push(e.message);
    }
    return seen;
  } finally {
    leave(f);
  }
}

/** Ordinary loops, to be the same as without us. */
export async function forAwaitPlain() {
  const f = enter();
  const seen = [];
  try {
    for await (const x of iterate(f, [1, Promise.resolve(2), 3])) seen.push(x);
    const gen = (async function* () {
      const g = enter();
      try {
        for (const x of 'ab') resume(g, yield park(g, x));
      } finally {
        seen.push('end');
        leave(g);
      }
    })();
    for await (const x of iterate(f, gen)) {
      seen.push(x);
      if (x === 'b') break;
    }
    return seen;
  } finally {
    leave(f);
  }
}

export async function reactions(buffer) {
  const log = cells(buffer);
  const f = enter();
  try {
    mark(log, 0);
    for (;;) {
      resume(f, await suspend(f, wait(log, 1).catch(reaction(() => {}))));
    }
  } finally {
    leave(f);
  }
}

export async function settled(buffer) {
  const log = cells(buffer);
  const f = enter();
  try {
    mark(log, 0);
    for (;;) resume(f, await suspend(f, Promise.allSettled([wait(log, 1)])));
  } finally {
    leave(f);
  }
}

export async function catchExit(buffer) {
  const log = cells(buffer);
  const f = enter();
  try {
    mark(log, 0);
    resume(f, await suspend(f, sleep(2 ** 31 - 1)));
  } catch (e) {
    guardExit(e, f);
    return e instanceof ThreadExit;
  } finally {
    leave(f);
  }
}

/** A finally with an await that never ends. */
export async function endlessCleanup(buffer) {
  const log = cells(buffer);
  const f = enter();
  try {
    mask(f);
    try {
      mark(log, 0);
      resume(f, await suspend(f, never));
    } finally {
      mark(log, 1);
      unmask(f);
    }
  } finally {
    leave(f);
  }
}
