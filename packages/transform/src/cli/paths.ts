/** Questions about paths that need no TypeScript. */
import { existsSync } from 'node:fs';
import { dirname, isAbsolute, join, relative, sep } from 'node:path';

/** Whether `file` stands below `folder`. */
export function isWithin(file: string, folder: string): boolean {
  const path = relative(folder, file);
  return path !== '' && path !== '..' && !path.startsWith(`..${sep}`) && !isAbsolute(path);
}

/** The nearest tsconfig.json above `folder`. */
export function findProject(folder: string): string | undefined {
  for (let at = folder; ; at = dirname(at)) {
    const file = join(at, 'tsconfig.json');
    if (existsSync(file)) return file;
    if (dirname(at) === at) return undefined;
  }
}

const tsSpecifier = /\b(?:from|import)\s*\(?\s*(['"])\.\.?\/(?:(?!\1).)*\.[cm]?tsx?\1/;

/** Whether the text imports a file by a TypeScript name (`./a.ts`), which will have another name when it is JavaScript. */
export function importsTypeScript(code: string): boolean {
  return tsSpecifier.test(code);
}
