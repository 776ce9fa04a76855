/** Compiled by the test. The work takes about as long as its limit. */
import { TimeoutError, withTimeout } from '@killable/runtime';

export function limited(count) {
  let values = 0;
  let timeouts = 0;
  for (let i = 0; i < count; i++) {
    const ms = 0.02 + (i % 10) * 0.005;
    try {
      const value = withTimeout(ms, () => {
        const end = performance.now() + ms;
        while (performance.now() < end);
        return i;
      });
      if (value !== i) throw new Error(`${i} returned ${value}`);
      values++;
    } catch (e) {
      if (!(e instanceof TimeoutError)) throw e;
      timeouts++;
    }
    // Where an interrupt that escaped its scope would arrive.
    for (let n = 0; n < 10; n++) Math.sqrt(n);
  }
  return { values, timeouts };
}
