/** Lazy pipelines of generators, and a recursive one with `yield*`. */
function* naturals(limit: number): Generator<number> {
  for (let n = 0; n < limit; n++) yield n;
}

function* filter<T>(source: Iterable<T>, keep: (value: T) => boolean): Generator<T> {
  for (const value of source) if (keep(value)) yield value;
}

function* map<T, U>(source: Iterable<T>, change: (value: T) => U): Generator<U> {
  for (const value of source) yield change(value);
}

function* take<T>(source: Iterable<T>, count: number): Generator<T> {
  let left = count;
  for (const value of source) {
    if (left-- <= 0) return;
    yield value;
  }
}

function* permutations(items: number[], fixed = 0): Generator<string> {
  if (fixed === items.length) {
    yield items.join('');
    return;
  }
  for (let i = fixed; i < items.length; i++) {
    [items[fixed], items[i]] = [items[i]!, items[fixed]!];
    yield* permutations(items, fixed + 1);
    [items[fixed], items[i]] = [items[i]!, items[fixed]];
  }
}

export function run(): number[] {
  let sum = 0;
  const odd = filter(naturals(200_000), (n) => n % 2 === 1);
  for (const square of take(
    map(odd, (n) => n * n),
    50_000,
  ))
    sum += square;
  let count = 0;
  const distinct = new Set<string>();
  for (const order of permutations([1, 2, 3, 4, 5, 6, 7])) {
    count++;
    distinct.add(order);
  }
  return [sum, count, distinct.size];
}

export function check([sum, count, distinct]: number[]): boolean {
  const n = 50_000;
  return sum === (n * (2 * n - 1) * (2 * n + 1)) / 3 && count === 5040 && distinct === 5040;
}
