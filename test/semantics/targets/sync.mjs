// Synchronous targets, "compiled" by hand: each line of ABI calls stands where the compiler would put it.
import { word, poll, guard, guardExit, mask, unmask } from '@killable/runtime/abi';
import { currentThread, mask as maskCall, bracket, sleepSync, ThreadExit } from '@killable/runtime';
import { cells, mark, until } from './lib.mjs';

export function spin(buffer) {
  const log = cells(buffer);
  mark(log, 0);
  try {
    for (;;) if (word[0]) poll();
  } finally {
    mask();
    try {
      mark(log, 1);
    } finally {
      unmask();
    }
  }
}

/** Never passes a poll. */
export function deaf(buffer) {
  const log = cells(buffer);
  mark(log, 0);
  for (;;) Atomics.add(log, 1, 1);
}

/** Catches `count` interrupts and returns their names and messages in order. */
export function collect(buffer, count) {
  const log = cells(buffer);
  const seen = [];
  mark(log, 0);
  while (seen.length < count) {
    try {
      for (;;) if (word[0]) poll();
    } catch (e) {
      guard(e);
      seen.push(`${e.name}: ${e.message}`);
      mark(log, 1);
    }
  }
  return seen;
}

/** Waits for the test before its only poll, then says what that poll threw. */
export function onePoll(buffer) {
  const log = cells(buffer);
  mark(log, 0);
  until(log, 2);
  const seen = [];
  for (let i = 0; i < 2; i++) {
    try {
      poll();
      seen.push('nothing');
    } catch (e) {
      guard(e);
      seen.push(e.message);
    }
  }
  return seen;
}

/** Catches everything for ever. */
export function catchAll(buffer) {
  const log = cells(buffer);
  mark(log, 0);
  for (;;) {
    try {
      for (;;) if (word[0]) poll();
    } catch (e) {
      guard(e);
      mark(log, 1);
    }
  }
}

export function catchExit(buffer) {
  const log = cells(buffer);
  mark(log, 0);
  try {
    for (;;) if (word[0]) poll();
  } catch (e) {
    guardExit(e);
    return e instanceof ThreadExit ? 'caught the exit' : 'caught something else';
  }
}

/** A finally that throws another error, in a clause that catches it, over and over. */
export function deny(buffer) {
  const log = cells(buffer);
  mark(log, 0);
  for (;;) {
    try {
      try {
        for (;;) if (word[0]) poll();
      } finally {
        mask();
        try {
          mark(log, 1);
          throw new Error('instead');
        } finally {
          unmask();
        }
      }
    } catch (e) {
      guard(e);
    }
  }
}

/** A finally that returns while it is unwound. */
export function denyByReturn(buffer) {
  const log = cells(buffer);
  mark(log, 0);
  try {
    for (;;) if (word[0]) poll();
  } finally {
    return 'returned instead';
  }
}

/** Cleanup that passes polls until the test lets it go on. */
export function longCleanup(buffer) {
  const log = cells(buffer);
  const seen = [];
  try {
    try {
      throw new Error('first');
    } finally {
      mask();
      try {
        mark(log, 0);
        while (Atomics.load(log, 2) === 0) if (word[0]) poll();
        seen.push(word[0] === 0 ? 'the word is clear' : 'the word is set');
        seen.push('cleanup ended');
      } finally {
        unmask();
      }
    }
  } catch (e) {
    guard(e);
    seen.push(e.message);
  }
  return seen;
}

/** Cleanup that never ends. */
export function endlessCleanup(buffer) {
  const log = cells(buffer);
  try {
    mark(log, 0);
  } finally {
    mask();
    try {
      for (;;) if (word[0]) poll();
    } finally {
      mark(log, 1);
      unmask();
    }
  }
}

export function endlessMask(buffer) {
  const log = cells(buffer);
  maskCall(() => {
    mark(log, 0);
    for (;;) {
      if (Atomics.load(log, 2) !== 0) return;
      if (word[0]) poll();
      mark(log, 1);
    }
  });
  mark(log, 3);
}

export function restoring(buffer) {
  const log = cells(buffer);
  const seen = [];
  maskCall((restore) => {
    mark(log, 0);
    until(log, 2);
    poll();
    seen.push('masked');
    try {
      restore(() => seen.push('unreachable'));
    } catch (e) {
      seen.push(e.message);
    }
    poll();
    seen.push('masked again');
  });
  return seen;
}

export function bracketed(buffer, where) {
  const log = cells(buffer);
  const seen = [];
  const raise = (at) => at === where && currentThread().raiseExc(new RangeError(`in ${at}`));
  try {
    bracket(
      () => {
        raise('acquire');
        poll();
        seen.push('acquired');
        return 1;
      },
      (held) => {
        raise('use');
        poll();
        seen.push(`used ${held}`);
      },
      (held) => {
        raise('release');
        poll();
        seen.push(`released ${held}`);
      },
    );
    seen.push('went on');
  } catch (e) {
    guard(e);
    seen.push(e.message);
  }
  return seen;
}

export function sleeper(buffer) {
  const log = cells(buffer);
  mark(log, 0);
  try {
    sleepSync(2 ** 31 - 1);
  } finally {
    mark(log, 1);
  }
}

/** Exactly the race of check and sleep: rings itself between them is impossible, so it sleeps in a tight row. */
export function sleeps(buffer, count) {
  const log = cells(buffer);
  let seen = 0;
  mark(log, 0);
  while (seen < count) {
    try {
      for (;;) sleepSync(60_000);
    } catch (e) {
      guard(e);
      seen++;
      mark(log, 1);
    }
  }
  return seen;
}

export function selfRaise() {
  const thread = currentThread();
  const delivery = thread.raiseExc(new RangeError('to myself'));
  const before = delivery.state;
  try {
    poll();
  } catch (e) {
    guard(e);
    return [thread.name, thread.ident, before, e.message, delivery.state];
  }
}

export function selfKill(buffer) {
  const log = cells(buffer);
  try {
    currentThread().kill();
    poll();
  } catch (e) {
    guard(e);
    mark(log, 2);
  } finally {
    mask();
    try {
      currentThread().kill();
      poll();
      mark(log, 1);
    } finally {
      unmask();
    }
  }
}

export function quick(x) {
  return x;
}

export function fails(what) {
  if (what === 'value') throw 7;
  throw Object.assign(new TypeError('it failed', { cause: new Error('because') }), { size: 3 });
}

export function leaves() {
  process.exit(5);
}

export function uncloneable() {
  return () => 1;
}

export function writes(text, times) {
  for (let i = 0; i < times; i++) process.stdout.write(text);
  setInterval(() => {}, 1000);
}
