/**
 * The plugin for Vite, Rollup, Rolldown, webpack and Rspack, written once through unplugin.
 *
 * It runs before the others (`enforce: 'pre'`): on the author's text, with its comments and types, and before a bundler wraps it.
 * It always returns a map. Virtual modules, the runtime and what is compiled already are left alone.
 */
import { createUnplugin, type UnpluginFactory, type UnpluginInstance } from 'unplugin';
import { createFilter, type FilterOptions } from './node/filter.ts';
import { isOwnPackage, sourceTypeOf } from './node/package-scope.ts';
import { resolveRuntime } from './node/runtime-path.ts';
import { DEFAULT_RUNTIME, resolveOptions, type TransformOptions } from './options.ts';
import { transform } from './transform.ts';

export interface PluginOptions extends TransformOptions, FilterOptions {}

const scripts = /\.[cm]?[jt]sx?(?:$|\?)/i;
/** Requests for a file as something else than code: its text, its address, a worker's bundle. */
const otherUses = /[?&](?:raw|url|inline|worker|sharedworker|worklet|init)\b/;
/** Code that the dev server puts into the page itself. */
const devClients = /[/\\](?:vite|@vite)[/\\](?:dist[/\\])?(?:client|env)\b/;

function wanted(id: string): boolean {
  if (id.includes('\0') || id.startsWith('virtual:') || /^(?:data|https?):/.test(id)) return false;
  return scripts.test(id) && !otherUses.test(id) && !devClients.test(id);
}

const factory: UnpluginFactory<PluginOptions | undefined> = ({
  include,
  exclude,
  ...options
} = {}) => {
  const accepts = createFilter({ include, exclude });
  // A wrong option is an error of the build's configuration, not of each file.
  resolveOptions(options);
  const runtime = options.runtime ?? DEFAULT_RUNTIME;
  return {
    name: 'killable',
    enforce: 'pre',
    transform: {
      filter: { id: { include: scripts, exclude: /\0/ } },
      handler(code, id) {
        const file = id.replace(/[?#].*$/s, '');
        if (!wanted(id) || isOwnPackage(file) || !accepts(file)) return null;
        const result = transform(code, {
          sourceType: sourceTypeOf(file),
          ...options,
          filename: file,
          sourceMap: true,
        });
        if (result.plan.alreadyCompiled) return null;
        return { code: result.code, map: result.map };
      },
    },
    vite: resolving(runtime),
    rollup: resolving(runtime),
    rolldown: resolving(runtime),
    webpack: (compiler) => addFallback(compiler.options.resolve, runtime),
    rspack: (compiler) => addFallback(compiler.options.resolve, runtime),
  };
};

interface Resolver {
  resolve(id: string, importer?: string, options?: object): Promise<{ id: string } | null>;
}

/** What the importing file's folder cannot resolve is the runtime that stands beside this package. */
function resolving(runtime: string): {
  resolveId: (
    this: Resolver,
    id: string,
    importer?: string,
  ) => Promise<string | { id: string } | null>;
} {
  return {
    async resolveId(id, importer) {
      if (id !== runtime) return null;
      const found = await this.resolve(id, importer, { skipSelf: true });
      return found ?? resolveRuntime(runtime) ?? null;
    },
  };
}

/** webpack's and Rspack's word for the same: an alias that is tried last. */
function addFallback(resolve: { fallback?: unknown }, runtime: string): void {
  const path = resolveRuntime(runtime);
  if (path === undefined) return;
  if (Array.isArray(resolve.fallback)) resolve.fallback.push({ name: runtime, alias: path });
  else resolve.fallback = { [runtime]: path, ...(resolve.fallback as object | undefined) };
}

export const unplugin: UnpluginInstance<PluginOptions | undefined> = createUnplugin(factory);
