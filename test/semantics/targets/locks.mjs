// Targets that wait for locks and channels. They poll in the runtime's own operations; where that does not do they are "compiled" by hand.
import { Channel, Mutex, Semaphore } from '@killable/runtime';
import { enter, guard, leave, resume, suspend } from '@killable/runtime/abi';
import { cells, mark } from './lib.mjs';

/** Takes and gives back a permit `rounds` times, interrupted or not; counts the interrupts in cell 1, the permits in 2. */
export function permits(buffer, shared, rounds) {
  const log = cells(buffer);
  const semaphore = Semaphore.from(shared);
  mark(log, 0);
  for (let i = 0; i < rounds; i++) {
    try {
      const permit = semaphore.acquireSync();
      Atomics.add(log, 2, 1);
      permit.release();
    } catch {
      mark(log, 1);
    }
  }
}

export async function permitsLater(buffer, shared, rounds) {
  const log = cells(buffer);
  const semaphore = Semaphore.from(shared);
  const f = enter();
  mark(log, 0);
  try {
    for (let i = 0; i < rounds; i++) {
      try {
        const permit = resume(f, await suspend(f, semaphore.acquire()));
        Atomics.add(log, 2, 1);
        permit.release();
      } catch (e) {
        guard(e, f);
        mark(log, 1);
      }
    }
  } finally {
    leave(f);
  }
}

/** Blocks until it is interrupted, `rounds` times. */
export function blocked(buffer, shared, rounds) {
  const log = cells(buffer);
  const mutex = Mutex.from(shared);
  for (let i = 0; i < rounds; i++) {
    mark(log, 0);
    try {
      mutex.lockSync();
      return 'locked';
    } catch {
      mark(log, 1);
    }
  }
  return 'interrupted';
}

/** Adds to a cell without atomics, under the lock. */
export function counts(buffer, shared, rounds) {
  const log = cells(buffer);
  const mutex = Mutex.from(shared);
  for (let i = 0; i < rounds; i++) {
    const held = mutex.lockSync();
    log[3] = log[3] + 1;
    held.release();
  }
}

export function sends(buffer, shared, name, count) {
  const channel = Channel.from(shared);
  for (let i = 0; i < count; i++) channel.sendSync({ name, i, text: 'x'.repeat(i % 50) });
}

/** Echoes until the channel is closed. */
export async function echoes(buffer, from, to) {
  const out = Channel.from(to);
  for await (const value of Channel.from(from)) await out.send(value);
  out.close();
}
