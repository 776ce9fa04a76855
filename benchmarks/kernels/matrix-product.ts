/** Dense matrix product on doubles: three nested counted loops, the innermost a running sum. */
const SIZE = 200;

function filled(seed: number): Float64Array {
  const cells = new Float64Array(SIZE * SIZE);
  for (let i = 0; i < cells.length; i++) cells[i] = ((i * seed) % 17) - 8;
  return cells;
}

function multiply(a: Float64Array, b: Float64Array, n: number): Float64Array {
  const product = new Float64Array(n * n);
  for (let row = 0; row < n; row++) {
    for (let column = 0; column < n; column++) {
      let sum = 0;
      for (let k = 0; k < n; k++) sum += a[row * n + k]! * b[k * n + column]!;
      product[row * n + column] = sum;
    }
  }
  return product;
}

const left = filled(7);
const right = filled(11);

export function run(): number[] {
  const product = multiply(left, right, SIZE);
  let trace = 0;
  for (let i = 0; i < SIZE; i++) trace += product[i * SIZE + i]!;
  return [trace, product[1]!, product[SIZE * SIZE - 1]!];
}

/** The corner cells again, each from its own row and column. */
export function check([, second, last]: number[]): boolean {
  let expectedSecond = 0;
  let expectedLast = 0;
  for (let k = 0; k < SIZE; k++) {
    expectedSecond += left[k]! * right[k * SIZE + 1]!;
    expectedLast += left[(SIZE - 1) * SIZE + k]! * right[k * SIZE + SIZE - 1]!;
  }
  return second === expectedSecond && last === expectedLast;
}
