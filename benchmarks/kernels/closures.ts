/** Small functions made and called: composition, counters, array methods with arrows, currying. */
type Step = (x: number) => number;

const compose =
  (...steps: Step[]): Step =>
  (x) =>
    steps.reduce((value, step) => step(value), x);
const adder =
  (by: number): Step =>
  (x) =>
    (x + by) | 0;

function counter(): { next: () => number; reset: () => void } {
  let n = 0;
  return {
    next: () => ++n,
    reset: () => {
      n = 0;
    },
  };
}

export function run(): number[] {
  const pipeline = compose(
    adder(3),
    (x) => Math.imul(x, 5),
    adder(-7),
    (x) => x ^ (x >>> 3),
  );
  let folded = 1;
  for (let i = 0; i < 60_000; i++) folded = pipeline(folded + i);
  const tally = counter();
  let ticks = 0;
  for (let i = 0; i < 200_000; i++) {
    if (i % 1000 === 0) tally.reset();
    ticks += tally.next();
  }
  const chained = Array.from({ length: 100_000 }, (_, i) => i)
    .map((x) => x * 3)
    .filter((x) => x % 2 === 0)
    .reduce((sum, x) => sum + x, 0);
  return [folded, ticks, chained];
}

export function check([, ticks, chained]: number[]): boolean {
  return ticks === 200 * ((1000 * 1001) / 2) && chained === 3 * (50_000 * 49_999);
}
