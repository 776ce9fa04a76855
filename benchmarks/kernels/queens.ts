/** Queens on a board and subset sums: backtracking with bit sets and early exits. */
function queens(size: number, row: number, columns: number, left: number, right: number): number {
  if (row === size) return 1;
  let found = 0;
  for (let free = ~(columns | left | right) & ((1 << size) - 1); free !== 0; free &= free - 1) {
    const bit = free & -free;
    found += queens(size, row + 1, columns | bit, (left | bit) << 1, (right | bit) >> 1);
  }
  return found;
}

function subsets(numbers: readonly number[], target: number, from = 0): number {
  if (target === 0) return 1;
  let found = 0;
  for (let i = from; i < numbers.length; i++) {
    const rest = target - numbers[i]!;
    if (rest < 0) break;
    found += subsets(numbers, rest, i + 1);
  }
  return found;
}

export function run(): number[] {
  const numbers = Array.from({ length: 40 }, (_, i) => i + 1);
  return [
    queens(10, 0, 0, 0, 0),
    queens(8, 0, 0, 0, 0),
    subsets(numbers, 80),
    subsets([1, 2, 3, 4, 5], 5),
  ];
}

/** 5 is itself, 1 + 4 and 2 + 3. */
export function check([ten, eight, , five]: number[]): boolean {
  return ten === 724 && eight === 92 && five === 3;
}
