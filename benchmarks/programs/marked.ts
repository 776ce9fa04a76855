/** marked renders documents: the README files and change logs of other packages. */
import { marked } from 'marked';

const name = 'marked';
export { name as package };
export const inputs = [
  'marked/README.md',
  'acorn/README.md',
  'acorn/CHANGELOG.md',
  'chess.js/README.md',
  'katex/README.md',
  'immutable/README.md',
  'terser/README.md',
  'terser/CHANGELOG.md',
];

export function run(texts: readonly string[]): string[] {
  return texts.map((text) => marked.parse(text, { async: false }));
}

export function check(pages: string[]): boolean {
  return (
    pages.length === 8 &&
    pages.every((page) => /<(h1|h2)/.test(page)) &&
    pages[6]!.includes('<code class="language-')
  );
}
