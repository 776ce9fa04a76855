/** Edit distances between words: dynamic programming in one reused row. */
const words = Array.from({ length: 60 }, (_, i) => {
  let word = '';
  for (let n = i * 7919 + 13; word.length < 20 + (i % 9); n = (n * 48271) % 2147483647) {
    word += String.fromCharCode(97 + (n % 6));
  }
  return word;
});

const row: number[] = [];

function distance(a: string, b: string): number {
  for (let j = 0; j <= b.length; j++) row[j] = j;
  for (let i = 1; i <= a.length; i++) {
    let diagonal = row[0]!;
    row[0] = i;
    for (let j = 1; j <= b.length; j++) {
      const above = row[j]!;
      const change = a[i - 1] === b[j - 1] ? diagonal : diagonal + 1;
      row[j] = Math.min(change, above + 1, row[j - 1]! + 1);
      diagonal = above;
    }
  }
  return row[b.length]!;
}

export function run(): number[] {
  let sum = 0;
  for (const a of words) for (const b of words) sum += distance(a, b);
  return [sum, distance('kitten', 'sitting'), distance('', 'abc'), distance('same', 'same')];
}

export function check([sum, kitten, empty, same]: number[]): boolean {
  return sum! > 0 && kitten === 3 && empty === 3 && same === 0;
}
