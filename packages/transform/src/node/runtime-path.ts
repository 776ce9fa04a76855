/** Where the runtime's ABI is, seen from this package: the answer when the compiled file's own folder has none. */
import { createRequire } from 'node:module';
import { fileURLToPath } from 'node:url';

/** Undefined when it is not installed here either: the bundler's own message then says so. */
export function resolveRuntime(specifier: string): string | undefined {
  try {
    return fileURLToPath(import.meta.resolve(specifier));
  } catch {
    // A bundler's config that was itself bundled has no import.meta.resolve.
  }
  try {
    return createRequire(import.meta.url).resolve(specifier);
  } catch {
    return undefined;
  }
}
