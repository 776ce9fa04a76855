/**
 * Where a strip of a counted loop ends (packages/transform/src/plan/counted.ts).
 *
 * Claim: the inner loop runs at most |k| / |step| iterations, and exactly one unless everything is an ordinary number: NaN compares false.
 * Above 2^53 a step may not move the variable at all, so a strip there is one iteration too.
 */
const LARGEST = 2 ** 53 - 2 ** 21;

/**
 * @param i the induction variable now
 * @param n its bound; `Infinity` or `-Infinity` where the loop's own test stays in the strip
 * @param k iterations times step: negative for a loop that counts down; with `step`, iterations
 * @param step what the loop adds, if that is a variable; a loop that does not count up gets one iteration
 */
export function strip(i: unknown, n: unknown, k: number, step: unknown = 1): number {
  if (typeof i !== 'number' || typeof n !== 'number' || typeof step !== 'number') return NaN;
  const end = i + k * step;
  if (step !== 1 && !moves(i, end, step)) return NaN;
  if (end > LARGEST || end < -LARGEST) return NaN;
  return k > 0 ? (end < n ? end : n) : end > n ? end : n;
}

/**
 * Whether adding the step changes the variable all the way: half of it is already seen at both ends, where numbers are furthest apart.
 * Without the half a step that is rounded away for every other value would do (`2 ** 52` plus 0.5).
 */
function moves(i: number, end: number, step: number): boolean {
  return i + step / 2 > i && end + step / 2 > end;
}
