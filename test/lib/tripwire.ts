/**
 * A stand-in for the runtime's record that shows where polls are by running the code: every so many polls, one throws. An
 * endless loop that was compiled ends; one that was missed does not, and the test that runs it fails by its deadline.
 * It stands on the ABI's rule that the first record of a realm is the one that all compiled code uses.
 */
export const tripwire = `
const limit = 2000;
let polls = 0;
function trip() {
  if (++polls < limit) return;
  polls = 0;
  throw new Error('tripped');
}
globalThis[Symbol.for('@killable/runtime/abi/1')] = {
  word: new Int32Array(new SharedArrayBuffer(4)).fill(1),
  fuel: new Int32Array(1),
  poll() { trip(); return true; },
  tick() { trip(); return 1; },
  enter() { trip(); return {}; },
  leave() {},
  suspend(frame, value) { trip(); return Promise.resolve(value); },
  resume(frame, value) { return value; },
  iterate(frame, iterable) { return iterable; },
  park(frame, value) { return value; },
  guard() {},
  guardExit() {},
  mask() {},
  unmask() {},
  imported(promise) { return promise; },
  reaction(fn) { return fn; },
  strip() { return NaN; },
  state: {},
};
`;
