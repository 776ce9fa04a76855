/** Counts, groups and joins with `Map` and `Set`: `for-of` over built-in iterators. */
const words = Array.from({ length: 40_000 }, (_, i) => `k${(i * 2654435761) % 5003}`);

export function run(): number[] {
  const counts = new Map<string, number>();
  for (const word of words) counts.set(word, (counts.get(word) ?? 0) + 1);
  const groups = new Map<number, Set<string>>();
  for (const [word, count] of counts) {
    let group = groups.get(count);
    if (group === undefined) groups.set(count, (group = new Set()));
    group.add(word);
  }
  const seen = new Set<number>();
  let repeats = 0;
  for (let i = 0; i < 60_000; i++) {
    const key = (i * 7919) % 20_011;
    if (seen.has(key)) repeats++;
    else seen.add(key);
  }
  let total = 0;
  for (const [count, group] of groups) total += count * group.size;
  seen.forEach((key) => {
    if (key % 3 === 0) seen.delete(key);
  });
  return [counts.size, groups.size, total, repeats, seen.size];
}

export function check([distinct, , total, repeats, left]: number[]): boolean {
  return (
    distinct === new Set(words).size &&
    total === words.length &&
    repeats === 60_000 - 20_011 &&
    left === 20_011 - Math.ceil(20_011 / 3)
  );
}
