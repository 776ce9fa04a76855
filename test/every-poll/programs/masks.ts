/** `mask`, restore and `bracket`, and clauses that name `ThreadExit`. */
import { bracket, mask, ThreadExit } from '@killable/runtime';
import type { Held, Tracker } from '../tracker.ts';

function work(n: number): number {
  let sum = 0;
  for (let i = 0; i < n; i++) sum += i % 3;
  return sum;
}

export function masked(t: Tracker): number {
  return mask(() => {
    const held = t.acquire();
    t.begin();
    const sum = work(3);
    t.end();
    held.close();
    return sum;
  });
}

export function restored(t: Tracker): number {
  return mask((restore) => {
    const held = t.acquire();
    work(1);
    try {
      return restore(() => work(3));
    } finally {
      work(1);
      held.close();
    }
  });
}

export function restoreInALoop(t: Tracker): void {
  mask((restore) => {
    for (let i = 0; i < 2; i++) {
      const held = t.acquire();
      work(1);
      try {
        restore(() => work(2));
      } catch (e) {
        t.took(e);
      } finally {
        held.close();
      }
    }
  });
  work(1);
}

const open = (t: Tracker) => () => {
  work(1);
  const held = t.acquire();
  work(1);
  return held;
};

export function bracketed(t: Tracker): number {
  return bracket(
    open(t),
    () => work(3),
    (held) => {
      t.begin();
      work(1);
      held.close();
      t.end();
    },
  );
}

export function bracketInBracket(t: Tracker): number {
  return bracket(
    open(t),
    () =>
      bracket(
        open(t),
        () => work(2),
        (inner) => inner.close(),
      ) + work(1),
    (outer) => {
      work(1);
      outer.close();
    },
  );
}

export function bracketInFinally(t: Tracker): void {
  const held = t.acquire();
  try {
    work(2);
  } finally {
    t.begin();
    bracket(
      open(t),
      () => work(1),
      (inner) => inner.close(),
    );
    held.close();
    t.end();
  }
}

export async function asyncBracket(t: Tracker): Promise<number> {
  return await bracket(
    async () => {
      await t.turn();
      return t.acquire();
    },
    async () => {
      await t.turn();
      return work(2);
    },
    async (held) => {
      t.begin();
      await t.turn();
      held.close();
      t.end();
    },
  );
}

export async function asyncMask(t: Tracker): Promise<void> {
  await mask(async (restore) => {
    const held = t.acquire();
    await t.turn();
    try {
      await restore(() => t.turn());
    } finally {
      held.close();
    }
  });
  work(1);
}

export function exitIsNamed(t: Tracker): void {
  const held = t.acquire();
  try {
    work(2);
    try {
      work(2);
    } catch (e) {
      t.took(e);
    }
  } catch (e) {
    if (!(e instanceof ThreadExit)) throw e;
    t.tookExit(e);
  } finally {
    held.close();
  }
  work(1);
}

export async function exitIsNamedAsync(t: Tracker): Promise<void> {
  const held = t.acquire();
  try {
    await t.turn();
    await (async () => {
      try {
        await t.turn();
      } catch (e) {
        t.took(e);
      }
    })();
  } catch (e) {
    if (!(e instanceof ThreadExit)) throw e;
    t.tookExit(e);
    await t.turn();
  } finally {
    held.close();
  }
}

function* release(held: Held): Generator<number> {
  work(2);
  held.close();
  yield 1;
  work(1);
  yield 2;
}

function* delegates(t: Tracker): Generator<number> {
  const held = t.acquire();
  try {
    yield 0;
  } finally {
    yield* release(held);
  }
}

export function delegated(t: Tracker): void {
  for (const n of delegates(t)) work(n + 1);
}
