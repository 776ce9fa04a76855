import { mask, Semaphore, Thread } from '@killable/runtime';

function forever() {
  for (;;);
}

/** Collects interrupts until each of `senders` has said its last; returns what was wrong. */
export function receive(senders, each) {
  const next = new Array(senders).fill(0);
  const wrong = [];
  let count = 0;
  // Masked but for the waiting: an interrupt at the loop's own poll would end it.
  mask((restore) => {
    while (count < senders * each) {
      try {
        restore(forever);
      } catch (e) {
        const [sender, number] = e.message.split(' ').map(Number);
        if (next[sender] !== number && wrong.length < 10)
          wrong.push(`${sender}: ${number} came in place of ${next[sender]}`);
        next[sender] = number + 1;
        count++;
      }
    }
  });
  return { count, next, wrong };
}

/** Sends `each` numbered interrupts to another thread; the last of them has been delivered when it returns. */
export async function send(shared, sender, each) {
  const receiver = Thread.from(shared);
  const nap = new Int32Array(new SharedArrayBuffer(4));
  let full = 0;
  let delivery;
  for (let i = 0; i < each; i++) {
    for (;;) {
      try {
        delivery = receiver.raiseExc(new RangeError(`${sender} ${i}`));
        break;
      } catch (e) {
        if (e.code !== 'KILLABLE_QUEUE_FULL') throw e;
        full++;
        Atomics.wait(nap, 0, 0, 0.2);
      }
    }
  }
  const end = await delivery.settled;
  if (end !== 'delivered') throw new Error(`the last interrupt is ${end}`);
  return full;
}

/** Cells of `progress`: rounds that are done, whether the first interrupt is under way, and whether one can be. */
const [DONE, PESTERED, MASKED] = [0, 1, 2];

/** Waits for permits over and over, whatever interrupts it, as soon as it is pestered. */
export function waitFor(shared, rounds, progress) {
  const semaphore = Semaphore.from(shared);
  let acquired = 0;
  let interrupted = 0;
  mask((restore) => {
    Atomics.store(progress, MASKED, 1);
    Atomics.notify(progress, MASKED);
    Atomics.wait(progress, PESTERED, 0);
    for (let i = 0; i < rounds; i++) {
      try {
        const permit = restore(() => semaphore.acquireSync());
        acquired++;
        permit.release();
      } catch (e) {
        if (e.message !== 'raced') throw e;
        interrupted++;
      }
      Atomics.store(progress, DONE, i + 1);
    }
  });
  return { acquired, interrupted };
}

/** Interrupts a thread that is at its `rounds` for as long as it is, but not at the very end, where it would find it at something else. */
export function pester(shared, progress, rounds) {
  const thread = Thread.from(shared);
  const nap = new Int32Array(new SharedArrayBuffer(4));
  let sent = 0;
  Atomics.wait(progress, MASKED, 0);
  for (;;) {
    if (Atomics.load(progress, DONE) > rounds * 0.9) return sent;
    try {
      thread.raiseExc(new Error('raced'));
      sent++;
      Atomics.store(progress, PESTERED, 1);
      Atomics.notify(progress, PESTERED);
    } catch (e) {
      if (e.code !== 'KILLABLE_QUEUE_FULL') throw e;
      Atomics.wait(nap, 0, 0, 0.05);
    }
  }
}
