/** Generators, iterators and callbacks of built-ins: closed however the loop ends. */
import type { Tracker } from '../tracker.ts';

function work(n: number): number {
  let sum = 0;
  for (let i = 0; i < n; i++) sum += i % 3;
  return sum;
}

function* numbers(t: Tracker, n: number): Generator<number> {
  const held = t.acquire();
  try {
    for (let i = 0; i < n; i++) yield i;
  } finally {
    t.begin();
    held.close();
    work(2);
    t.end();
  }
}

export function generator(t: Tracker): number {
  let sum = 0;
  for (const n of numbers(t, 4)) sum += work(n);
  return sum;
}

export function closedEarly(t: Tracker): number {
  for (const n of numbers(t, 9)) {
    work(2);
    if (n === 2) return n;
  }
  return 0;
}

export function delegated(t: Tracker): number {
  function* both(): Generator<number> {
    yield* numbers(t, 2);
    work(1);
    yield* numbers(t, 2);
  }
  let sum = 0;
  for (const n of both()) sum += n;
  return sum;
}

export function nestedLoops(t: Tracker): number {
  let sum = 0;
  outer: for (const a of numbers(t, 3)) {
    for (const b of numbers(t, 3)) {
      sum += work(b);
      if (b > a) continue outer;
    }
  }
  return sum;
}

export function destructured(t: Tracker): number {
  const [a = 0, b = 0] = numbers(t, 5);
  return work(a + b + 2);
}

export function spread(t: Tracker): number {
  return work(Math.max(...numbers(t, 4)));
}

export function byHand(t: Tracker): number {
  const it = numbers(t, 4);
  let sum = 0;
  try {
    for (let r = it.next(); r.done !== true; r = it.next()) sum += work(r.value);
  } finally {
    it.return(undefined);
  }
  return sum;
}

export function thrownInto(t: Tracker): void {
  const it = numbers(t, 4);
  try {
    it.next();
    work(2);
    it.throw(new Error('mine'));
  } catch (e) {
    if ((e as Error).message !== 'mine') t.took(e);
  } finally {
    it.return(undefined);
  }
}

/** A `next` that throws does not close, in the language: so the resource of an iterator by hand is the consumer's to close. */
export function ownIterator(t: Tracker): number {
  const held = t.acquire();
  let i = 0;
  const once = {
    [Symbol.iterator]: () => ({
      next: () => (work(1), i < 3 ? { done: false, value: i++ } : { done: true, value: 0 }),
      return: () => {
        t.begin();
        i = 9;
        t.end();
        return { done: true, value: 0 };
      },
    }),
  };
  try {
    let sum = 0;
    for (const n of once) sum += work(n);
    return sum;
  } finally {
    held.close();
  }
}

export function arrayCallbacks(t: Tracker): number {
  const each = (n: number): number => {
    const held = t.acquire();
    try {
      return work(n);
    } finally {
      held.close();
    }
  };
  return [3, 1, 2]
    .map(each)
    .sort((a, b) => each(1) + a - b)
    .reduce((a, b) => a + each(b), 0);
}

export function replaceCallback(t: Tracker): string {
  return 'a-b-c'.replace(/[a-c]/g, (c) => {
    const held = t.acquire();
    try {
      return c + work(2);
    } finally {
      held.close();
    }
  });
}

export function mapAndSet(t: Tracker): number {
  let sum = 0;
  const held = t.acquire();
  try {
    new Map([
      [1, 2],
      [3, 4],
    ]).forEach((value, key) => (sum += work(value) + key));
    for (const [key] of new Map([
      [1, 2],
      [3, 4],
    ]))
      sum += work(key);
    for (const key of Object.keys({ a: 1, b: 2 })) sum += key.length;
    for (const key in { a: 1, b: 2 }) sum += work(key.length);
  } finally {
    held.close();
  }
  return sum;
}

export function parseReviver(t: Tracker): unknown {
  const held = t.acquire();
  try {
    return JSON.parse('[1, [2, 3]]', (_, value: unknown) => (work(1), value));
  } finally {
    held.close();
  }
}
