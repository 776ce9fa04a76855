/**
 * The Babel plugin: `plugins: [['@killable/transform/babel', options]]`, for @babel/core 7 and 8. The plan is the one that
 * `transform()` makes; it is applied to the tree as soon as the program is entered, so plugins that lower syntax see polls like
 * any other code. The types are written out here, since Babel 7 and 8 ship different ones.
 */
import type * as t from '@babel/types';
import { applyAst } from './apply/ast.ts';
import type { ParseSnippet } from './apply/ast-snippets.ts';
import { resolveOptions, type TransformOptions } from './options.ts';
import { makePlan } from './plan/plan.ts';

/** What Babel hands to a plugin, as far as it is used here. */
export interface BabelApi {
  assertVersion(range: string): void;
  targets(): Record<string, string>;
  template: { statements(code: string, options: object): () => t.Statement[] };
}

interface ParserOpts {
  sourceType?: string;
  plugins?: unknown[];
}

interface BabelFile {
  ast: t.File;
  code: string;
  opts: { filename?: string | null; parserOpts?: ParserOpts };
}

export interface BabelPlugin {
  name: string;
  manipulateOptions(options: { filename?: string | null }, parserOptions: ParserOpts): void;
  visitor: {
    Program: {
      enter(path: { node: t.Program; scope: { crawl(): void } }, state: { file: BabelFile }): void;
    };
  };
}

export default function killable(api: BabelApi, options: TransformOptions = {}): BabelPlugin {
  api.assertVersion('^7.26.0 || ^8.0.0');
  const given: TransformOptions = { ...options };
  if (given.poll === undefined && given.target === undefined) {
    const targets = Object.entries(api.targets()).map(([engine, version]) => engine + version);
    if (targets.length > 0) given.target = targets;
  }
  resolveOptions(given);
  const parse: ParseSnippet = (code, sourceType) =>
    api.template.statements(code, { placeholderPattern: false, sourceType })();

  return {
    name: '@killable/transform',
    manipulateOptions({ filename }, parserOptions) {
      addTypeScript(filename ?? '', parserOptions);
    },
    visitor: {
      Program: {
        enter({ node: program, scope }, { file }) {
          const filename = given.filename ?? file.opts.filename ?? undefined;
          const sourceType = given.sourceType ?? sourceTypeOf(filename, file.opts.parserOpts);
          const resolved = resolveOptions({ ...given, filename, sourceType });
          const analysis = makePlan(file.ast, file.code, resolved);
          if (analysis.plan.alreadyCompiled) return;
          applyAst(program, analysis, resolved.runtime, parse);
          // Other plugins rely on Babel's knowledge of the bindings; this one does not.
          scope.crawl();
        },
      },
    },
  };
}

/** A program that is no module is CommonJS, unless Babel was told in so many words that it is a script. */
function sourceTypeOf(
  filename: string | undefined,
  parserOpts: ParserOpts | undefined,
): TransformOptions['sourceType'] {
  const isScript = parserOpts?.sourceType === 'script' && !/\.c[jt]s$/i.test(filename ?? '');
  return isScript ? 'script' : undefined;
}

/** TypeScript by its file name needs no syntax plugin beside this one; where there is one, it is left to decide. */
function addTypeScript(filename: string, parserOptions: ParserOpts): void {
  const [, x] = /\.[cm]?ts(x?)$/i.exec(filename) ?? [];
  const plugins = (parserOptions.plugins ??= []);
  const names = plugins.map((plugin) => (Array.isArray(plugin) ? (plugin[0] as unknown) : plugin));
  if (x === undefined || names.includes('typescript') || names.includes('flow')) return;
  plugins.push('typescript');
  if (x !== '' && !names.includes('jsx')) plugins.push('jsx');
}
