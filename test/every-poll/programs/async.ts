/** Async calls, trees of them, and what they hold. */
import { mask } from '@killable/runtime';
import type { Tracker } from '../tracker.ts';

function work(n: number): number {
  let sum = 0;
  for (let i = 0; i < n; i++) sum += i % 3;
  return sum;
}

async function job(t: Tracker, n: number): Promise<number> {
  const held = t.acquire();
  try {
    await t.turn();
    work(n);
    return await t.turn(n);
  } finally {
    t.begin();
    held.close();
    work(1);
    t.end();
  }
}

export async function oneAwait(t: Tracker): Promise<number> {
  return await job(t, 2);
}

export async function awaitsInFinally(t: Tracker): Promise<void> {
  const held = t.acquire();
  try {
    await t.turn();
  } finally {
    t.begin();
    await t.turn();
    held.close();
    await Promise.resolve();
    t.end();
  }
}

export async function chain(t: Tracker): Promise<number> {
  let sum = 0;
  for (let i = 0; i < 3; i++) sum += await job(t, i);
  return sum;
}

export async function depth(t: Tracker): Promise<number> {
  const down = async (n: number): Promise<number> => {
    const held = t.acquire();
    try {
      return n === 0 ? await t.turn(0) : 1 + (await down(n - 1));
    } finally {
      held.close();
    }
  };
  return down(4);
}

export async function all(t: Tracker): Promise<number[]> {
  return await Promise.all([job(t, 1), job(t, 2), job(t, 3)]);
}

export async function allSettled(t: Tracker): Promise<void> {
  const results = await Promise.allSettled([job(t, 1), job(t, 2)]);
  for (const result of results) if (result.status === 'rejected') t.took(result.reason);
}

export async function race(t: Tracker): Promise<number> {
  t.mayLose = true; // the loser's end is nobody's business
  return await Promise.race([job(t, 1), job(t, 2)]);
}

export async function catches(t: Tracker): Promise<void> {
  try {
    await job(t, 2);
  } catch (e) {
    t.took(e);
    await t.turn();
  }
  await Promise.resolve();
}

export async function catchAlls(t: Tracker): Promise<void> {
  for (let i = 0; i < 3; i++) {
    try {
      await job(t, 1);
    } catch (e) {
      t.took(e);
    }
  }
}

export async function nested(t: Tracker): Promise<void> {
  const outer = t.acquire();
  try {
    const inner = t.acquire();
    try {
      await job(t, 1);
    } finally {
      await t.turn();
      inner.close();
    }
    await Promise.resolve();
  } finally {
    outer.close();
    await Promise.resolve();
  }
}

export async function tree(t: Tracker): Promise<number> {
  const held = t.acquire();
  try {
    const left = job(t, 1);
    const right = (async () => {
      const own = t.acquire();
      try {
        return (await Promise.all([job(t, 1), job(t, 2)])).length;
      } finally {
        own.close();
      }
    })();
    const [a, b] = await Promise.all([left, right]);
    return a + b;
  } finally {
    held.close();
  }
}

export async function pool(t: Tracker): Promise<void> {
  const queue = [1, 2, 3, 4];
  const worker = async (): Promise<void> => {
    for (let n = queue.pop(); n !== undefined; n = queue.pop()) await job(t, n);
  };
  await Promise.all([worker(), worker()]);
}

export async function retry(t: Tracker): Promise<number> {
  for (let attempt = 0; ; attempt++) {
    try {
      const n = await job(t, 1);
      if (attempt === 0) throw new Error('try again');
      return n;
    } catch (e) {
      if ((e as Error).message === 'try again') continue;
      t.took(e);
      return 0;
    }
  }
}

export async function reactions(t: Tracker): Promise<void> {
  const held = t.acquire();
  await job(t, 1)
    .then((n) => work(n))
    .catch((e: unknown) => t.took(e))
    .finally(() => held.close());
}

export async function lock(t: Tracker): Promise<number> {
  let tail = Promise.resolve();
  let inside = 0;
  // Masked but for its waits: else the place in the queue could be taken and never given on.
  const withLock = <T>(use: () => Promise<T>): Promise<T> =>
    mask(async (restore) => {
      const before = tail;
      let open!: () => void;
      tail = new Promise((resolve) => (open = resolve));
      try {
        await restore(() => before);
        const held = t.acquire();
        try {
          t.check(++inside === 1, 'two are inside');
          return await restore(use);
        } finally {
          inside--;
          held.close();
        }
      } finally {
        // Who is behind must not overtake who is before.
        void before.then(open);
      }
    });
  const counts = await Promise.all([1, 2].map((n) => withLock(() => t.turn(n))));
  return counts.length;
}

export async function generator(t: Tracker): Promise<number> {
  async function* numbers(n: number): AsyncGenerator<number> {
    const held = t.acquire();
    try {
      for (let i = 0; i < n; i++) {
        await t.turn();
        yield i;
      }
    } finally {
      t.begin();
      await Promise.resolve();
      held.close();
      t.end();
    }
  }
  let sum = 0;
  for await (const n of numbers(3)) sum += work(n);
  for await (const n of numbers(5)) {
    if (n === 1) break;
  }
  return sum;
}

export async function handOver(t: Tracker): Promise<void> {
  const open = async (): Promise<{ close(): void }> => {
    await t.turn();
    return t.acquire();
  };
  const held = await open();
  try {
    await t.turn();
  } finally {
    held.close();
  }
}
