/** `using` and `await using`, as esbuild lowers them for engines that lack them. */
import type { Tracker } from '../tracker.ts';

function work(n: number): number {
  let sum = 0;
  for (let i = 0; i < n; i++) sum += i % 3;
  return sum;
}

function open(t: Tracker): Disposable {
  const held = t.acquire();
  return {
    [Symbol.dispose]() {
      t.begin();
      work(2);
      held.close();
      work(1);
      t.end();
    },
  };
}

function openAsync(t: Tracker): AsyncDisposable {
  const held = t.acquire();
  return {
    async [Symbol.asyncDispose]() {
      t.begin();
      work(1);
      await t.turn();
      held.close();
      await Promise.resolve();
      t.end();
    },
  };
}

export function one(t: Tracker): void {
  using _held = open(t);
  work(3);
}

export function three(t: Tracker): void {
  using _one = open(t);
  work(1);
  using _two = open(t);
  {
    using _three = open(t);
    work(2);
  }
  work(1);
}

export function inLoop(t: Tracker): number {
  let sum = 0;
  for (let i = 0; i < 2; i++) {
    using _held = open(t);
    sum += work(i + 1);
  }
  return sum;
}

export function ofLoop(t: Tracker): void {
  const all = [0, 1];
  for (const i of all) {
    using _held = open(t);
    work(i);
  }
}

export function caught(t: Tracker): void {
  try {
    using _held = open(t);
    work(3);
  } catch (e) {
    t.took(e);
  }
  work(2);
}

export async function oneAsync(t: Tracker): Promise<void> {
  await using _held = openAsync(t);
  await t.turn();
  work(2);
}

export async function mixed(t: Tracker): Promise<void> {
  await using _one = openAsync(t);
  using _two = open(t);
  await Promise.resolve();
  {
    await using _three = openAsync(t);
    work(2);
  }
}

export async function inAwaitedLoop(t: Tracker): Promise<void> {
  for (let i = 0; i < 2; i++) {
    await using _held = openAsync(t);
    work(i + 1);
  }
  work(1);
}

function* opened(t: Tracker): Generator<AsyncDisposable> {
  yield openAsync(t);
  yield openAsync(t);
}

export async function ofEach(t: Tracker): Promise<void> {
  for (await using _held of opened(t)) work(1);
  // eslint-disable-next-line @typescript-eslint/await-thenable -- a wait between the acquisition and the declaration could be interrupted
  for await (await using _held of opened(t)) {
    await t.turn();
  }
}

export async function syncDisposer(t: Tracker): Promise<void> {
  try {
    // eslint-disable-next-line @typescript-eslint/await-thenable -- the language takes a synchronous disposer, too
    await using _held = open(t);
    // eslint-disable-next-line @typescript-eslint/await-thenable -- and nothing at all
    await using _none = null;
    work(1);
  } finally {
    await using _other = openAsync(t);
    await t.turn();
  }
}
