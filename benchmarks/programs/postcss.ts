/** postcss parses style sheets, runs three plugins over them and prints them with a source map. */
import postcss, { type Plugin } from 'postcss';

const name = 'postcss';
export { name as package };
export const inputs = [
  'katex/dist/katex.css',
  'highlight.js/styles/github.css',
  'highlight.js/styles/atom-one-dark.css',
];

const prefix: Plugin = {
  postcssPlugin: 'prefix',
  Declaration(node) {
    if (
      node.prop === 'display' &&
      node.value.startsWith('inline-') &&
      !node.value.startsWith('-')
    ) {
      const before = node.prev();
      if (before?.type !== 'decl' || before.value !== `-webkit-${node.value}`)
        node.cloneBefore({ value: `-webkit-${node.value}` });
    }
  },
};

const scale: Plugin = {
  postcssPlugin: 'scale',
  Once(root) {
    root.walkDecls((node) => {
      node.value = node.value.replace(
        /(-?[\d.]+)em\b/g,
        (_, digits: string) => `${(Number(digits) * 16).toFixed(2)}px`,
      );
    });
  },
};

const dedupe: Plugin = {
  postcssPlugin: 'dedupe',
  OnceExit(root) {
    root.walkRules((rule) => {
      const seen = new Map<string, string>();
      rule.each((node) => {
        if (node.type !== 'decl') return;
        if (seen.get(node.prop) === node.value) node.remove();
        else seen.set(node.prop, node.value);
      });
      rule.selectors = rule.selectors.map((selector) => `.scope ${selector}`);
    });
  },
};

export async function run(texts: readonly string[]): Promise<string[]> {
  const printed: string[] = [];
  for (let round = 0; round < 4; round++) {
    for (const text of texts) {
      const result = await postcss([prefix, scale, dedupe]).process(text, {
        from: 'a.css',
        to: 'b.css',
        map: { inline: false },
      });
      if (round === 0) printed.push(result.css, String(result.map.toString().length > 100));
    }
  }
  return printed;
}

export function check([katex, map]: string[]): boolean {
  return (
    katex!.includes('.scope .katex') &&
    katex!.includes('-webkit-inline-block') &&
    !/\d\dem\b/.test(katex!) &&
    map === 'true'
  );
}
