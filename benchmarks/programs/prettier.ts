/** prettier formats JavaScript, CSS and Markdown. */
import { format } from 'prettier/standalone';
import babel from 'prettier/plugins/babel';
import estree from 'prettier/plugins/estree';
import markdown from 'prettier/plugins/markdown';
import css from 'prettier/plugins/postcss';

const name = 'prettier';
export { name as package };
export const inputs = ['highlight.js/styles/github.css', 'acorn/README.md'];

const script = Array.from(
  { length: 16 },
  (_, i) =>
    `export class Shape${i} extends Base { #sides = [${i}, ${i} + 1, other(${i})]; get area() { return this.#sides.filter(s => s > ${i}).map((side, n) => side * n + this.offset(${i}, side, { wide: true, label: 'side ' + n })).reduce((a, b) => a + b, 0); } static async load(url, { retries = 3, ...rest } = {}) { for (let n = 0; n < retries; n++) { try { const response = await fetch(url, rest); if (!response.ok) throw new Error(\`status \${response.status}\`); return new Shape${i}(await response.json()); } catch (error) { if (n === retries - 1) throw error } } } }`,
).join('\n');

const plugins = [babel, estree, css, markdown];

export async function run(texts: readonly string[]): Promise<string[]> {
  const [style, page] = texts as [string, string];
  return [
    await format(script, { parser: 'babel', plugins, semi: false }),
    await format(style, { parser: 'css', plugins }),
    await format(page, { parser: 'markdown', plugins, proseWrap: 'always' }),
  ];
}

export function check([code, style, page]: string[]): boolean {
  return (
    code!.split('\n').length > 300 &&
    !/;$/m.test(code!) &&
    style!.includes('.hljs {') &&
    page!.startsWith('# Acorn')
  );
}
