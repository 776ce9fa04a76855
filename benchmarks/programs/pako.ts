/** pako deflates source texts at three levels, gzips one, and inflates them again. */
import { deflate, gzip, inflate, ungzip } from 'pako';

const name = 'pako';
export { name as package };
export const inputs = ['acorn/dist/acorn.mjs', 'katex/dist/katex.css'];

export function prepare(texts: readonly string[]): Uint8Array[] {
  return texts.map((text) => new TextEncoder().encode(text));
}

export function run(files: readonly Uint8Array[]): number[] {
  const found: number[] = [];
  for (const bytes of files) {
    for (const level of [1, 6, 9] as const) {
      const packed = deflate(bytes, { level });
      const back = inflate(packed);
      let different = 0;
      for (let i = 0; i < bytes.length; i++) if (back[i] !== bytes[i]) different++;
      found.push(packed.length, back.length - bytes.length, different);
    }
  }
  const zipped = gzip(files[0]!);
  found.push(zipped.length, ungzip(zipped).length - files[0]!.length);
  return found;
}

export function check(found: number[]): boolean {
  return (
    found[1] === 0 &&
    found[2] === 0 &&
    found[4] === 0 &&
    found[5] === 0 &&
    found[0]! > found[6]! &&
    found.at(-1) === 0
  );
}
