/** Determinants by elimination with pivoting, on arrays of arrays: triangular loops whose bounds are other loops' variables. */
const SIZE = 90;
const ROUNDS = 12;

function matrix(seed: number): number[][] {
  let state = seed;
  return Array.from({ length: SIZE }, () =>
    Array.from({ length: SIZE }, () => {
      state = (state * 1103515245 + 12345) % 2147483648;
      return state / 2147483648 - 0.5;
    }),
  );
}

function determinant(rows: number[][]): number {
  const n = rows.length;
  let result = 1;
  for (let column = 0; column < n; column++) {
    let pivot = column;
    for (let row = column + 1; row < n; row++) {
      if (Math.abs(rows[row]![column]!) > Math.abs(rows[pivot]![column]!)) pivot = row;
    }
    if (rows[pivot]![column] === 0) return 0;
    if (pivot !== column) {
      [rows[pivot], rows[column]] = [rows[column]!, rows[pivot]!];
      result = -result;
    }
    const top = rows[column]!;
    result *= top[column]!;
    for (let row = column + 1; row < n; row++) {
      const current = rows[row]!;
      const factor = current[column]! / top[column]!;
      for (let k = column; k < n; k++) current[k]! -= factor * top[k]!;
    }
  }
  return result;
}

export function run(): number[] {
  const found: number[] = [];
  for (let round = 0; round < ROUNDS; round++) found.push(determinant(matrix(round + 1)));
  found.push(
    determinant([
      [2, 1],
      [5, 3],
    ]),
    determinant([
      [0, 2, 0],
      [3, 0, 0],
      [0, 0, 4],
    ]),
  );
  return found;
}

export function check(found: number[]): boolean {
  const [small, permuted] = found.slice(ROUNDS);
  return Math.abs(small! - 1) < 1e-12 && permuted === -24 && found.every(Number.isFinite);
}
