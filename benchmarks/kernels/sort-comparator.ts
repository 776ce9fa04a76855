/** `Array.prototype.sort` with a comparator, and a merge sort written out: a callback per comparison. */
interface Row {
  readonly name: string;
  readonly age: number;
}

const rows: Row[] = Array.from({ length: 12_000 }, (_, i) => {
  const n = (i * 48271) % 12007;
  return { name: `n${n % 997}`, age: n % 83 };
});

function compare(a: Row, b: Row): number {
  return a.age - b.age || (a.name < b.name ? -1 : a.name > b.name ? 1 : 0);
}

function mergeSort<T>(input: readonly T[], order: (a: T, b: T) => number): T[] {
  if (input.length < 2) return [...input];
  const middle = input.length >> 1;
  const left = mergeSort(input.slice(0, middle), order);
  const right = mergeSort(input.slice(middle), order);
  const merged: T[] = [];
  let l = 0;
  let r = 0;
  while (l < left.length && r < right.length) {
    merged.push(order(left[l]!, right[r]!) <= 0 ? left[l++]! : right[r++]!);
  }
  while (l < left.length) merged.push(left[l++]!);
  while (r < right.length) merged.push(right[r++]!);
  return merged;
}

export function run(): [boolean, string, string] {
  const native = [...rows].sort(compare);
  const merged = mergeSort(rows, compare);
  const same = native.every((row, i) => compare(row, merged[i]!) === 0);
  return [same, JSON.stringify(native[0]), JSON.stringify(native.at(-1))];
}

export function check([same, first, last]: [boolean, string, string]): boolean {
  return same && JSON.parse(first).age === 0 && JSON.parse(last).age === 82;
}
