/**
 * Compiles source text as a user's build would: `transform()`, then, for TypeScript, JSX and newer syntax, esbuild. What comes
 * out is a file in a scratch folder whose `node_modules` is the workspace's, so that compiled code finds the runtime by
 * its ordinary name. The same text with the same options is compiled once per process.
 */
import { createHash } from 'node:crypto';
import { mkdirSync, mkdtempSync, rmSync, symlinkSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { fileURLToPath, pathToFileURL } from 'node:url';
import { transform as strip } from 'esbuild';
import { transform, type TransformOptions } from '@killable/transform';

export type Extension = 'js' | 'mjs' | 'cjs' | 'ts' | 'mts' | 'cts' | 'tsx' | 'jsx';

export interface CompileOptions extends TransformOptions {
  readonly extension?: Extension;
  /** Modules that stand beside the source, by file name: compiled with the same options. */
  readonly files?: Readonly<Record<string, string>>;
}

const emitted: Record<Extension, { suffix: string; loader?: 'ts' | 'tsx' | 'jsx' }> = {
  js: { suffix: '.js' },
  mjs: { suffix: '.mjs' },
  cjs: { suffix: '.cjs' },
  ts: { suffix: '.js', loader: 'ts' },
  mts: { suffix: '.mjs', loader: 'ts' },
  cts: { suffix: '.cjs', loader: 'ts' },
  tsx: { suffix: '.js', loader: 'tsx' },
  jsx: { suffix: '.js', loader: 'jsx' },
};

const workspace = join(dirname(fileURLToPath(import.meta.url)), '../..');
const compiled = new Map<string, Promise<URL>>();
let scratch: string | undefined;

/** A folder that is gone when the process ends; its `.js` files are ECMAScript modules. */
export function scratchFolder(): string {
  if (scratch === undefined) {
    const folder = (scratch = mkdtempSync(join(tmpdir(), 'killable-test-')));
    symlinkSync(join(workspace, 'node_modules'), join(folder, 'node_modules'), 'dir');
    writeFileSync(join(folder, 'package.json'), '{ "type": "module" }\n');
    process.on('exit', () => rmSync(folder, { recursive: true, force: true }));
  }
  return scratch;
}

/** The address of the compiled module. */
export function compile(source: string, options: CompileOptions = {}): Promise<URL> {
  const key = JSON.stringify([source, options]);
  let done = compiled.get(key);
  if (done === undefined) compiled.set(key, (done = compileNow(source, key, options)));
  return done;
}

async function compileNow(source: string, key: string, options: CompileOptions): Promise<URL> {
  const { extension = 'js', files = {}, ...rest } = options;
  const folder = join(scratchFolder(), createHash('sha256').update(key).digest('hex').slice(0, 16));
  mkdirSync(folder);
  for (const [name, text] of Object.entries(files)) {
    const beside = name.slice(name.lastIndexOf('.') + 1) as Extension;
    writeFileSync(join(folder, name), await toJavaScript(text, join(folder, name), beside, rest));
  }
  const file = join(folder, `program${emitted[extension].suffix}`);
  const asWritten = join(folder, `program.${extension}`);
  writeFileSync(file, await toJavaScript(source, asWritten, extension, rest));
  return pathToFileURL(file);
}

async function toJavaScript(
  source: string,
  filename: string,
  extension: Extension,
  options: TransformOptions,
): Promise<string> {
  const { code } = transform(source, { ...options, filename, sourceMap: false });
  const { loader } = emitted[extension];
  if (loader === undefined) return code;
  const jsx = { jsx: 'transform', jsxFactory: 'h', jsxFragment: 'Fragment' } as const;
  return (await strip(code, { loader, target: 'node20', sourcefile: filename, ...jsx })).code;
}
