/** Outside of the worker: lets a shape run, sets the kill bit of its word, and waits for what it says. */
export async function kill(worker, listen, { warm, patience }) {
  const said = [];
  let wake = () => {};
  listen((message) => {
    said.push(message);
    wake();
  });
  const next = async (ms) => {
    if (said.length === 0) {
      await new Promise((resolve) => {
        wake = resolve;
        setTimeout(resolve, ms);
      });
    }
    return said.shift();
  };
  const first = await next(30_000);
  if (first?.control === undefined) return { ended: false, how: `did not begin: ${first?.how}` };
  const early = await next(warm);
  if (early !== undefined) return { ended: false, how: `ended by itself: ${early.how}` };
  Atomics.or(new Int32Array(first.control), 0, 2);
  const last = await next(patience);
  return last === undefined
    ? { ended: false, how: 'never saw the word' }
    : { ended: true, how: last.how };
}
