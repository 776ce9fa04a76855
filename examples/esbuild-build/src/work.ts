/** What the thread runs: synchronous work with no end in sight. */
export default function countPrimes(progress: Int32Array): never {
  try {
    for (let n = 2; ; n++) if (isPrime(n)) Atomics.add(progress, 0, 1);
  } finally {
    console.log('the thread cleans up');
  }
}

function isPrime(n: number): boolean {
  for (let divisor = 2; divisor * divisor <= n; divisor++) if (n % divisor === 0) return false;
  return true;
}
