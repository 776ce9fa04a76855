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

/** Waits for permits over and over, whatever interrupts it, as soon as it is pestered. */
export function waitFor(shared, rounds, progress) {
  const semaphore = Semaphore.from(shared);
  Atomics.wait(progress, 1, 0);
  let acquired = 0;
  let interrupted = 0;
  mask((restore) => {
    for (let i = 0; i < rounds; i++) {
      try {
        const permit = restore(() => semaphore.acquireSync());
        acquired++;
        permit.release();
      } catch (e) {
        if (e.message !== 'raced') throw e;
        interrupted++;
      }
      Atomics.store(progress, 0, i + 1);
    }
  });
  return { acquired, interrupted };
}

/** Interrupts a thread that is at its `rounds` for as long as it is, but not at the very end, where it would find it at something else. */
export function pester(shared, progress, rounds) {
  const thread = Thread.from(shared);
  const nap = new Int32Array(new SharedArrayBuffer(4));
  let sent = 0;
  Atomics.store(progress, 1, 1);
  Atomics.notify(progress, 1);
  for (;;) {
    const done = Atomics.load(progress, 0);
    if (done > rounds * 0.9) return sent;
    if (done === 0) continue;
    try {
      thread.raiseExc(new Error('raced'));
      sent++;
    } catch (e) {
      if (e.code !== 'KILLABLE_QUEUE_FULL') throw e;
      Atomics.wait(nap, 0, 0, 0.05);
    }
  }
}
