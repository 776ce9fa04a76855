/** highlight.js marks up JavaScript, CSS, Markdown and C++, one of them by guessing the language. */
import hljs from 'highlight.js/lib/common';

const name = 'highlight.js';
export { name as package };
export const inputs = [
  'd3-delaunay/dist/d3-delaunay.js',
  'highlight.js/styles/github.css',
  'katex/README.md',
  'marked/lib/marked.d.ts',
];

const cpp = Array.from(
  { length: 120 },
  (_, i) =>
    `template <typename T> inline int f${i}(const T& x) { /* ${i} */ return x.size() + 0x${i.toString(16)}; }\n`,
).join('');

export function run(texts: readonly string[]): string[] {
  const [script, style, page, types] = texts as [string, string, string, string];
  return [
    hljs.highlight(script, { language: 'javascript' }).value,
    hljs.highlight(style, { language: 'css' }).value,
    hljs.highlight(page, { language: 'markdown' }).value,
    hljs.highlight(types, { language: 'typescript' }).value,
    hljs.highlight(cpp, { language: 'cpp' }).value,
    hljs.highlightAuto(cpp.slice(0, 1200), ['cpp', 'python', 'javascript']).language ?? '',
  ];
}

export function check(found: string[]): boolean {
  return found[0]!.includes('<span class="hljs-keyword">') && found[5] === 'cpp';
}
