/** Fibonacci, Ackermann and Takeuchi: nothing but calls. */
function fibonacci(n: number): number {
  return n < 2 ? n : fibonacci(n - 1) + fibonacci(n - 2);
}

function ackermann(m: number, n: number): number {
  if (m === 0) return n + 1;
  return n === 0 ? ackermann(m - 1, 1) : ackermann(m - 1, ackermann(m, n - 1));
}

function takeuchi(x: number, y: number, z: number): number {
  if (y >= x) return z;
  return takeuchi(takeuchi(x - 1, y, z), takeuchi(y - 1, z, x), takeuchi(z - 1, x, y));
}

export function run(): number[] {
  return [fibonacci(27), ackermann(2, 300), ackermann(3, 6), takeuchi(14, 8, 2)];
}

export function check([fib, two, three, tak]: number[]): boolean {
  return fib === 196_418 && two === 603 && three === 509 && tak === 3;
}
