/**
 * `killable({ bundle: true })`: esbuild bundles the author's modules, then what it has made is compiled as one text. The compiler sees what modules import of one
 * another, so there are fewer polls than in modules that are compiled one by one.
 *
 * The runtime must not be compiled, so it stays outside of that bundle. A second pass of esbuild over the compiled text brings it in, unless the build
 * has it external; it also minifies the polls and writes the map. Files are written when all of them are made, or not at all.
 */
import { dirname } from 'node:path';
import type { BuildOptions, OutputFile, PartialMessage, Plugin, PluginBuild } from 'esbuild';
import { TransformError } from '../errors.ts';
import { DEFAULT_RUNTIME, type TransformOptions } from '../options.ts';
import { transformToJoin } from '../transform.ts';
import { splitMap, withInlineMap } from './input-map.ts';
import { isOwnPackage } from './package-scope.ts';
import { resolveRuntime } from './runtime-path.ts';
import { writeAll } from './write.ts';

/** Where esbuild puts the code of a build that names no file. */
const STDOUT = '<stdout>';

const isCode = (path: string): boolean => path === STDOUT || /\.[cm]?js$/.test(path);

type Fail = (error: TransformError, path: string, text: string) => PartialMessage;

/** @param fail makes esbuild's message of an error */
export function finishBundle(build: PluginBuild, options: TransformOptions, fail: Fail): void {
  const { initialOptions } = build;
  // The plugin changes them for the first pass; the second is as the author wants it.
  const wanted: BuildOptions = { ...initialOptions };
  const format = formatOf(wanted);
  initialOptions.write = false;
  initialOptions.sourcemap = wanted.sourcemap ? 'inline' : false;
  const runtime = isRuntime(options.runtime ?? DEFAULT_RUNTIME);
  build.onResolve({ filter: /^[^./]/ }, ({ path }) =>
    runtime(path) ? { path, external: true } : undefined,
  );
  build.onEnd(async (result) => {
    if (result.errors.length > 0 || result.outputFiles === undefined) return undefined;
    const finished: OutputFile[] = [];
    for (const file of result.outputFiles) {
      if (!isCode(file.path)) {
        finished.push(file);
        continue;
      }
      const { code, map } = splitMap(file.text, file.path);
      try {
        const compiled = transformToJoin(code, {
          ...options,
          sourceType: format === 'esm' ? 'module' : 'commonjs',
          filename: file.path,
          sourceMap: Boolean(wanted.sourcemap),
          inputSourceMap: map,
        });
        const text = withInlineMap(compiled.code, compiled.map);
        finished.push(...(await link(build, file.path, text, { ...wanted, format }, runtime)));
      } catch (error) {
        if (!(error instanceof TransformError)) throw error;
        return { errors: [fail(error, file.path, code)] };
      }
    }
    result.outputFiles.splice(0, Infinity, ...finished);
    if (wanted.write !== false) write(finished);
    return undefined;
  });
}

function formatOf({ bundle, format, platform }: BuildOptions): 'esm' | 'cjs' {
  if (!bundle)
    throw new TransformError('OPTION', "option 'bundle' needs a build that bundles: bundle: true");
  const actual = format ?? (platform === 'node' ? 'cjs' : platform === 'neutral' ? 'esm' : 'iife');
  if (actual === 'iife')
    throw new TransformError(
      'OPTION',
      "option 'bundle' needs format: 'esm' or 'cjs'; in an iife nothing can be imported",
    );
  return actual;
}

/** Whether a specifier means the runtime. */
function isRuntime(abi: string): (path: string) => boolean {
  const root = abi.replace(/\/abi$/, '');
  return (path) => path === abi || path === root || path.startsWith(`${root}/`);
}

/** Brings the runtime in; all other imports stay as they are. */
async function link(
  { esbuild }: PluginBuild,
  path: string,
  contents: string,
  wanted: BuildOptions,
  runtime: (path: string) => boolean,
): Promise<OutputFile[]> {
  const linker: Plugin = {
    name: 'killable',
    setup(build) {
      build.onResolve({ filter: /.*/ }, ({ path: asked, importer }) => {
        if (importer !== '<stdin>' && isOwnPackage(importer)) return undefined;
        const found =
          runtime(asked) && !isExternal(asked, wanted) ? resolveRuntime(asked) : undefined;
        return found === undefined ? { path: asked, external: true } : { path: found };
      });
    },
  };
  const { outputFiles } = await esbuild.build({
    ...pick(wanted),
    stdin: { contents, resolveDir: dirname(path), sourcefile: '<stdin>', loader: 'js' },
    ...(path === STDOUT ? {} : { outfile: path }),
    bundle: true,
    write: false,
    logLevel: 'silent',
    plugins: [linker],
  });
  return outputFiles;
}

function isExternal(path: string, { external, packages }: BuildOptions): boolean {
  if (packages === 'external') return true;
  return (external ?? []).some((name) =>
    name.endsWith('*')
      ? path.startsWith(name.slice(0, -1))
      : path === name || path.startsWith(`${name}/`),
  );
}

/** What says how the text is printed; what says how modules are found and read has done its work. */
function pick(wanted: BuildOptions): BuildOptions {
  const names = [
    'absWorkingDir',
    'charset',
    'format',
    'legalComments',
    'lineLimit',
    'minify',
    'minifyIdentifiers',
    'minifySyntax',
    'minifyWhitespace',
    'platform',
    'sourceRoot',
    'sourcemap',
    'sourcesContent',
    'target',
  ] as const;
  return Object.fromEntries(
    names.flatMap((name) => (wanted[name] === undefined ? [] : [[name, wanted[name]]])),
  );
}

function write(files: readonly OutputFile[]): void {
  for (const { path, contents } of files) if (path === STDOUT) process.stdout.write(contents);
  writeAll(
    files
      .filter(({ path }) => path !== STDOUT)
      .map(({ path, contents }) => ({ path, content: contents, mode: modeOf(contents) })),
  );
}

/** As esbuild has it: a text that names its interpreter can be run. */
function modeOf([first, second]: Uint8Array): number {
  return first === 0x23 && second === 0x21 ? 0o755 : 0o644;
}
