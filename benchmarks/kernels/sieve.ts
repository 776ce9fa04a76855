/** Primes below two million: an inner loop with a variable step and one store. */
const LIMIT = 2_000_000;

export function run(): number {
  const composite = new Uint8Array(LIMIT + 1);
  let count = 0;
  for (let candidate = 2; candidate <= LIMIT; candidate++) {
    if (composite[candidate] !== 0) continue;
    count++;
    for (let multiple = candidate * 2; multiple <= LIMIT; multiple += candidate)
      composite[multiple] = 1;
  }
  return count;
}

export function check(count: number): boolean {
  return count === 148_933;
}
