/** Synchronous code that acquires and releases. */
import type { Held, Tracker } from '../tracker.ts';

function work(n: number): number {
  let sum = 0;
  for (let i = 0; i < n; i++) sum += i % 3;
  return sum;
}

function slowly(t: Tracker): void {
  t.begin();
  work(3);
  t.end();
}

export function tryFinally(t: Tracker): void {
  const held = t.acquire();
  try {
    work(4);
  } finally {
    held.close();
  }
}

export function cleanupThatWorks(t: Tracker): void {
  const held = t.acquire();
  try {
    work(3);
  } finally {
    slowly(t);
    held.close();
    slowly(t);
  }
}

export function nestedFinally(t: Tracker): void {
  const outer = t.acquire();
  try {
    const middle = t.acquire();
    try {
      const inner = t.acquire();
      try {
        work(3);
      } finally {
        slowly(t);
        inner.close();
      }
      work(2);
    } finally {
      middle.close();
      slowly(t);
    }
    work(2);
  } finally {
    outer.close();
  }
}

export function finallyInFinally(t: Tracker): void {
  const held = t.acquire();
  try {
    work(2);
  } finally {
    const second = t.acquire();
    try {
      slowly(t);
    } finally {
      second.close();
      work(2);
      held.close();
    }
  }
}

export function inALoop(t: Tracker): void {
  for (let i = 0; i < 3; i++) {
    const held = t.acquire();
    try {
      work(2);
      if (i === 1) continue;
      work(1);
    } finally {
      held.close();
    }
  }
}

export function breaksOut(t: Tracker): number {
  let n = 0;
  outer: for (;;) {
    const held = t.acquire();
    try {
      while (true) {
        if (++n > 3) break outer;
        if (n === 2) continue outer;
      }
    } finally {
      slowly(t);
      held.close();
    }
  }
  return work(n);
}

export function returnsFromTry(t: Tracker): number {
  const one = (): number => {
    const held = t.acquire();
    try {
      return work(3);
    } finally {
      held.close();
      slowly(t);
    }
  };
  return one() + one();
}

export function recursion(t: Tracker): number {
  const down = (n: number): number => {
    if (n === 0) return 0;
    const held = t.acquire();
    try {
      return down(n - 1) + down(n - 2 < 0 ? 0 : n - 2) + 1;
    } finally {
      held.close();
    }
  };
  return down(4);
}

export function catchThenFinally(t: Tracker): void {
  const held = t.acquire();
  try {
    work(3);
  } catch (e) {
    t.took(e);
    work(2);
  } finally {
    slowly(t);
    held.close();
  }
  work(2);
}

export function catchInsideAndOutside(t: Tracker): void {
  try {
    const held = t.acquire();
    try {
      work(2);
    } catch (e) {
      t.took(e);
    } finally {
      held.close();
    }
    work(2);
  } catch (e) {
    t.took(e);
  }
  work(1);
}

export function rethrows(t: Tracker): void {
  try {
    const held = t.acquire();
    try {
      work(3);
    } catch (e) {
      work(2);
      throw e;
    } finally {
      held.close();
    }
  } catch (e) {
    t.took(e);
  }
}

export function retries(t: Tracker): void {
  for (let attempt = 0; attempt < 3; attempt++) {
    const held = t.acquire();
    try {
      work(3);
      if (attempt === 0) throw new Error('try again');
      return;
    } catch (e) {
      if ((e as Error).message !== 'try again') t.took(e);
    } finally {
      slowly(t);
      held.close();
    }
  }
}

export function catchAlls(t: Tracker): void {
  for (let i = 0; i < 4; i++) {
    try {
      work(2);
    } catch (e) {
      t.took(e);
    }
  }
}

export function ownErrorInFinally(t: Tracker): void {
  t.mayLose = true; // the finally's own error takes the interrupt's place
  const held = t.acquire();
  try {
    try {
      work(2);
    } finally {
      slowly(t);
      held.close();
      throw new SyntaxError('mine');
    }
  } catch (e) {
    if ((e as Error).message !== 'mine') t.took(e);
  }
  work(2);
}

export function returnInFinally(t: Tracker): number {
  t.mayLose = true;
  const deny = (): number => {
    const held = t.acquire();
    try {
      return work(2);
    } finally {
      held.close();
      return work(2);
    }
  };
  return deny() + deny();
}

export function conditionalAcquire(t: Tracker): void {
  let held: Held | undefined;
  try {
    work(2);
    held = t.acquire();
    work(2);
  } finally {
    if (held !== undefined) held.close();
    slowly(t);
  }
}

export function manyThenAll(t: Tracker): void {
  const all: Held[] = [];
  try {
    for (let i = 0; i < 4; i++) all.push(t.acquire());
    work(2);
  } finally {
    for (const held of all) held.close();
  }
}

export function switchAndLabels(t: Tracker): void {
  for (const what of ['a', 'b', 'c']) {
    const held = t.acquire();
    try {
      switch (what) {
        case 'a':
          work(2);
          break;
        case 'b':
          continue;
        default:
          work(1);
      }
    } finally {
      held.close();
    }
  }
}

export function gettersAndConstructors(t: Tracker): number {
  class Sum {
    readonly value: number;
    constructor(n: number) {
      this.value = work(n);
    }
    get twice(): number {
      return this.value + work(2);
    }
    valueOf(): number {
      return work(1);
    }
  }
  const held = t.acquire();
  try {
    const sum = new Sum(3);
    return sum.twice + +sum;
  } finally {
    held.close();
  }
}
