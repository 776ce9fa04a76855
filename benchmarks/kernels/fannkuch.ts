/** Pancake flips over all permutations: short loops with unforeseeable trip counts over a small array. */
const SIZE = 9;

export function run(): number[] {
  const order = Array.from({ length: SIZE }, (_, i) => i);
  const copy = new Array<number>(SIZE).fill(0);
  const count = new Array<number>(SIZE).fill(0);
  let most = 0;
  let checksum = 0;
  let even = true;
  let depth = SIZE;
  for (;;) {
    for (; depth > 1; depth--) count[depth - 1] = depth;
    for (let i = 0; i < SIZE; i++) copy[i] = order[i]!;
    let flips = 0;
    for (let top = copy[0]!; top !== 0; top = copy[0]!) {
      for (let low = 0, high = top; low < high; low++, high--) {
        const held = copy[low]!;
        copy[low] = copy[high]!;
        copy[high] = held;
      }
      flips++;
    }
    most = Math.max(most, flips);
    checksum += even ? flips : -flips;
    for (;;) {
      if (depth === SIZE) return [most, checksum];
      const first = order[0]!;
      for (let i = 0; i < depth; i++) order[i] = order[i + 1]!;
      order[depth] = first;
      if (--count[depth]! > 0) break;
      depth++;
    }
    even = !even;
  }
}

export function check([most, checksum]: number[]): boolean {
  return most === 30 && checksum === 8629;
}
