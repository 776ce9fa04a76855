/**
 * The package that a file belongs to: what Node and every bundler ask to tell a module from a CommonJS file, and what tells
 * killable's own packages (which must never be compiled: a poll inside the slow path of a poll would recurse) from the rest.
 */
import { readFileSync } from 'node:fs';
import { dirname, join } from 'node:path';

export interface PackageScope {
  name: string | undefined;
  type: 'module' | 'commonjs' | undefined;
}

const none: PackageScope = { name: undefined, type: undefined };
const scopes = new Map<string, PackageScope>();

/** The nearest package.json above `file`. A broken one counts as an empty one: whoever loads the file will report it. */
export function packageScope(file: string): PackageScope {
  return scopeOfFolder(dirname(file));
}

function scopeOfFolder(folder: string): PackageScope {
  const known = scopes.get(folder);
  if (known !== undefined) return known;
  const above = dirname(folder);
  const scope = readScope(folder) ?? (above === folder ? none : scopeOfFolder(above));
  scopes.set(folder, scope);
  return scope;
}

function readScope(folder: string): PackageScope | undefined {
  let text: string;
  try {
    text = readFileSync(join(folder, 'package.json'), 'utf8');
  } catch {
    return undefined;
  }
  try {
    const { name, type } = JSON.parse(text) as Record<string, unknown>;
    return {
      name: typeof name === 'string' ? name : undefined,
      type: type === 'module' || type === 'commonjs' ? type : undefined,
    };
  } catch {
    return none;
  }
}

/** Packages whose own code is left alone, wherever they are installed and whatever links lead to them. */
const untouched = new Set(['@killable/runtime', '@killable/transform']);

export function isOwnPackage(file: string): boolean {
  const { name } = packageScope(file);
  return name !== undefined && untouched.has(name);
}

/**
 * Loaders that may stand before or behind ours. They run on the application's thread, in the middle of loading a module, so their
 * code is left alone by our loader: an interrupt there would tear the module system, not the application.
 */
const loaders = new Set([
  'tsx',
  'esbuild',
  'ts-node',
  '@swc/core',
  '@swc-node/register',
  'jiti',
  'get-tsconfig',
]);

export function isLoader(file: string): boolean {
  const { name } = packageScope(file);
  return name !== undefined && loaders.has(name);
}

/** What `transform` is to read the file as; undefined lets the ending and the text decide. */
export function sourceTypeOf(file: string): 'module' | 'unambiguous' | undefined {
  // TypeScript writes CommonJS modules with import and export.
  if (/\.cts$/i.test(file)) return 'unambiguous';
  if (/\.[cm]js$|\.mts$/i.test(file)) return undefined;
  return packageScope(file).type === 'module' ? 'module' : undefined;
}
