/** Matches words against (a+)+ by backtracking: exponential in the length of a word that does not match. */
export default function work(state: Int32Array, words: string[]): string[] {
  return words.map((word) => {
    try {
      Atomics.store(state, 0, 1);
      return `${word.length} characters: ${matches(word, 0) ? 'a match' : 'no match'}`;
    } catch (error) {
      if (!(error instanceof RangeError)) throw error;
      return `${word.length} characters: ${error.message}`;
    }
  });
}

function matches(word: string, from: number): boolean {
  if (from === word.length) return true;
  for (let to = from + 1; to <= word.length && word[to - 1] === 'a'; to++)
    if (matches(word, to)) return true;
  return false;
}
