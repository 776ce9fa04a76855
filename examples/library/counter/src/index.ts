/** A library as its author writes it: nothing in it knows of threads. It is published as compiled code. */
export function countWords(text: string, repeat: number): number {
  let words = 0;
  for (let i = 0; i < repeat; i++) for (const word of text.split(' ')) if (word !== '') words++;
  return words;
}
