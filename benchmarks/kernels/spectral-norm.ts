/** Largest singular value of an infinite matrix by power iteration: a tiny call in a double loop. */
const SIZE = 300;

function cell(i: number, j: number): number {
  return 1 / (((i + j) * (i + j + 1)) / 2 + i + 1);
}

function times(vector: Float64Array, out: Float64Array): void {
  for (let i = 0; i < SIZE; i++) {
    let sum = 0;
    for (let j = 0; j < SIZE; j++) sum += cell(i, j) * vector[j]!;
    out[i] = sum;
  }
}

function timesTransposed(vector: Float64Array, out: Float64Array): void {
  for (let i = 0; i < SIZE; i++) {
    let sum = 0;
    for (let j = 0; j < SIZE; j++) sum += cell(j, i) * vector[j]!;
    out[i] = sum;
  }
}

export function run(): number {
  const u = new Float64Array(SIZE).fill(1);
  const v = new Float64Array(SIZE);
  const middle = new Float64Array(SIZE);
  for (let round = 0; round < 10; round++) {
    times(u, middle);
    timesTransposed(middle, v);
    times(v, middle);
    timesTransposed(middle, u);
  }
  let uv = 0;
  let vv = 0;
  for (let i = 0; i < SIZE; i++) {
    uv += u[i]! * v[i]!;
    vv += v[i]! * v[i]!;
  }
  return Math.sqrt(uv / vv);
}

export function check(norm: number): boolean {
  return Math.abs(norm - 1.2742) < 1e-3;
}
