/** Long arithmetic by hand on arrays of digits, beside the built-in BigInt: factorials and powers. */
const BASE = 1e7;

function multiply(a: number[], b: number[]): number[] {
  const result = new Array<number>(a.length + b.length).fill(0);
  for (let i = 0; i < a.length; i++) {
    let carry = 0;
    for (let j = 0; j < b.length; j++) {
      const cell = result[i + j]! + a[i]! * b[j]! + carry;
      carry = Math.floor(cell / BASE);
      result[i + j] = cell % BASE;
    }
    result[i + b.length]! += carry;
  }
  while (result.length > 1 && result[result.length - 1] === 0) result.pop();
  return result;
}

function power(base: number, exponent: number): number[] {
  let result = [1];
  let square = [base];
  for (let left = exponent; left > 0; left >>= 1) {
    if (left & 1) result = multiply(result, square);
    square = multiply(square, square);
  }
  return result;
}

function print(digits: number[]): string {
  return digits
    .map((digit, i) => (i === digits.length - 1 ? String(digit) : String(digit).padStart(7, '0')))
    .reverse()
    .join('');
}

function modularPower(base: bigint, exponent: bigint, modulus: bigint): bigint {
  let result = 1n;
  for (let left = exponent, square = base; left > 0n; left >>= 1n) {
    if (left & 1n) result = (result * square) % modulus;
    square = (square * square) % modulus;
  }
  return result;
}

export function run(): string[] {
  let factorial = [1];
  for (let n = 2; n <= 600; n++) factorial = multiply(factorial, [n]);
  const large = power(7, 6000);
  let fermat = 0n;
  const prime = 2n ** 521n - 1n;
  for (let base = 2n; base < 22n; base++) fermat += modularPower(base, prime - 1n, prime);
  return [print(factorial), print(large), String(fermat)];
}

export function check([factorial, large, fermat]: string[]): boolean {
  let expected = 1n;
  for (let n = 2n; n <= 600n; n++) expected *= n;
  return factorial === String(expected) && large === String(7n ** 6000n) && fermat === '20';
}
