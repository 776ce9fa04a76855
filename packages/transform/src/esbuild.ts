/**
 * The esbuild plugin: `plugins: [killable()]` compiles every module of the bundle, dependencies too, before esbuild sees it.
 *
 * Types and JSX stay in the text and esbuild takes them away, so opt-out comments are still there when the compiler reads it,
 * and the map goes along inside the text, so esbuild composes it. esbuild takes the first plugin whose `onLoad` answers: where
 * another plugin makes the text of a file, `exclude` that file here, or put this plugin first.
 */
import { readFile } from 'node:fs/promises';
import { basename, extname, relative } from 'node:path';
import type { Loader, OnLoadResult, PartialMessage, Plugin, PluginBuild } from 'esbuild';
import { TransformError } from './errors.ts';
import { createFilter, type FilterOptions } from './node/filter.ts';
import { finishBundle } from './node/finished-bundle.ts';
import { splitMap, withInlineMap } from './node/input-map.ts';
import { isOwnPackage, sourceTypeOf } from './node/package-scope.ts';
import { resolveRuntime } from './node/runtime-path.ts';
import { DEFAULT_RUNTIME, resolveOptions, type TransformOptions } from './options.ts';
import { transformToJoin } from './transform.ts';

export interface EsbuildOptions extends TransformOptions, FilterOptions {
  /**
   * Compile what esbuild has bundled, as one text, instead of each module: fewer polls, since the compiler sees what modules import of one another. For `format`
   * esm and cjs. `include` and `exclude` have no meaning then, and a rebuild compiles the whole bundle.
   */
  bundle?: boolean | undefined;
}

/** Endings that esbuild reads as code unless the build says otherwise. */
const defaultLoaders: Record<string, Loader> = {
  '.js': 'js',
  '.mjs': 'js',
  '.cjs': 'js',
  '.jsx': 'jsx',
  '.ts': 'ts',
  '.mts': 'ts',
  '.cts': 'ts',
  '.tsx': 'tsx',
};
const code = new Set<Loader | undefined>(['js', 'jsx', 'ts', 'tsx']);

export default function killable({
  include,
  exclude,
  bundle = false,
  ...options
}: EsbuildOptions = {}): Plugin {
  if (bundle && (include !== undefined || exclude !== undefined))
    throw new TransformError(
      'OPTION',
      "option 'bundle' compiles the bundle as a whole: 'include' and 'exclude' choose modules",
    );
  const accepts = createFilter({ include, exclude });
  // A wrong option is an error of the build's configuration, not of each file.
  resolveOptions(options);
  return {
    name: 'killable',
    setup(build) {
      if (bundle) return finishBundle(build, options, messageOf);
      const { initialOptions } = build;
      const loaders = { ...defaultLoaders, ...initialOptions.loader };
      const endings = Object.keys(loaders).filter((ending) => code.has(loaders[ending]));
      const filter = new RegExp(`(?:${endings.map((ending) => escape(ending)).join('|')})$`);
      const wantsMap = Boolean(initialOptions.sourcemap);
      const cache = new Map<string, { text: string; result: OnLoadResult }>();

      findRuntime(build, options.runtime ?? DEFAULT_RUNTIME);
      build.onLoad({ filter, namespace: 'file' }, async ({ path, with: attributes }) => {
        const loader = loaders[extname(path)];
        // `with { type: 'text' }` and a loader such as 'copy' want the file, not its code.
        if (attributes['type'] !== undefined || !code.has(loader)) return undefined;
        if (isOwnPackage(path) || !accepts(path)) return undefined;
        const text = await readFile(path, 'utf8');
        const known = cache.get(path);
        if (known?.text === text) return known.result;
        const result = load(path, text, loader!, { ...options, sourceMap: wantsMap });
        cache.set(path, { text, result });
        return result;
      });
    },
  };
}

function load(path: string, text: string, loader: Loader, options: TransformOptions): OnLoadResult {
  const { code, map: inputSourceMap } = splitMap(text, path);
  const watchFiles = [path];
  try {
    const result = transformToJoin(code, {
      sourceType: sourceTypeOf(path),
      ...options,
      // The loader decides the syntax, and a map beside the file names it without its folder.
      filename: nameFor(path, loader),
      inputSourceMap: options.sourceMap ? inputSourceMap : undefined,
    });
    if (result.plan.alreadyCompiled) return { contents: text, loader, watchFiles };
    return { contents: withInlineMap(result.code, result.map), loader, watchFiles };
  } catch (error) {
    if (!(error instanceof TransformError)) throw error;
    return { errors: [messageOf(error, path, text)], watchFiles };
  }
}

const syntax: Partial<Record<Loader, string>> = { ts: '.ts', tsx: '.tsx', jsx: '.jsx', js: '.js' };

function nameFor(path: string, loader: Loader): string {
  const name = basename(path);
  return defaultLoaders[extname(name)] === loader ? name : `${name}${syntax[loader]}`;
}

function messageOf(error: TransformError, path: string, text: string): PartialMessage {
  const { reason, line, column } = error;
  if (line === 0)
    return {
      text: `[killable] ${reason}`,
      location: { file: relative(process.cwd(), path) },
      detail: error,
    };
  return {
    text: reason,
    location: {
      file: relative(process.cwd(), path),
      line,
      column: column - 1,
      lineText: text.split('\n', line)[line - 1] ?? '',
    },
    detail: error,
  };
}

/**
 * Compiled code imports the ABI from wherever it stands, also from the folder of a dependency that has never heard of it. esbuild
 * looks there first; what it does not find is the runtime that stands beside this package.
 */
function findRuntime(build: PluginBuild, specifier: string): void {
  const asked = Symbol('killable');
  build.onResolve({ filter: new RegExp(`^${escape(specifier)}$`) }, async (args) => {
    if (args.pluginData === asked) return undefined;
    const { path, importer, namespace, resolveDir, kind } = args;
    const found = await build.resolve(path, {
      importer,
      namespace,
      resolveDir,
      kind,
      pluginData: asked,
    });
    if (found.errors.length === 0) return found;
    const fallback = resolveRuntime(path);
    return fallback === undefined ? { errors: found.errors } : { path: fallback };
  });
}

function escape(text: string): string {
  return text.replace(/[.*+?^${}()|[\]\\/-]/g, '\\$&');
}
