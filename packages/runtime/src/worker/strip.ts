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
 * @param k iterations times step: negative for a loop that counts down
 */
export function strip(i: unknown, n: unknown, k: number): number {
  if (typeof i !== 'number' || typeof n !== 'number') return NaN;
  const end = i + k;
  if (end > LARGEST || end < -LARGEST) return NaN;
  return k > 0 ? (end < n ? end : n) : end > n ? end : n;
}
