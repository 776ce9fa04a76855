/**
 * What `await using` waits for at the end of its block (SEMANTICS 2.5, 3.1, 4.1, 4.3).
 *
 * Claim: a disposer runs masked in the frame of its block, once, and whoever runs while it waits has masks of its own. Sound because the block
 * disposes of this object in place of the resource: it is called where the disposer would be, has the hooks around the call that the
 * compiler puts around an `await` in a `finally`, and leaves the frame before the language waits for it. The next hook brings the frame back: that of
 * the next disposal, or the one behind the block.
 *
 * The language's own part stays the language's: the order of disposals, `SuppressedError`, what is thrown when nothing can be disposed.
 */
import { suspend } from './await.ts';
import { apply } from './captured.ts';
import { out, resume } from './frames.ts';
import type { Frame } from './frames.ts';
import { mask, unmask } from './mask.ts';

type Method = (this: unknown) => unknown;
type Symbols = { readonly [K in 'asyncDispose' | 'dispose']?: symbol };

/** Older engines lack the two symbols; who lowers `using` for them finds them in the registry. */
const symbolOf = (name: 'asyncDispose' | 'dispose'): symbol =>
  (Symbol as Symbols)[name] ?? Symbol.for(`Symbol.${name}`);

/**
 * @param resource the value of an `await using` declaration; null and undefined are waited for, too
 * @throws TypeError if it has no disposer
 */
export function disposal(f: Frame | undefined, resource: unknown): object {
  const [method, isAsync] = disposerOf(resource);
  return {
    [symbolOf('asyncDispose')]: async (): Promise<void> => {
      try {
        mask(f);
        try {
          if (method === undefined) return;
          const done = apply(method, resource, []);
          if (isAsync) resume(f, await suspend(f, done));
        } finally {
          unmask(f);
        }
      } finally {
        step(f);
      }
    },
  };
}

/** The language waits now. */
function step(f: Frame | undefined): void {
  if (f === undefined || f.parked) return;
  out(f);
  f.parked = true;
}

function disposerOf(resource: unknown): [Method | undefined, boolean] {
  if (resource === null || resource === undefined) return [undefined, false];
  if (typeof resource !== 'object' && typeof resource !== 'function')
    throw new TypeError(`a ${typeof resource} cannot be disposed of`);
  const members = resource as Record<symbol, Method | null | undefined>;
  const asynchronous = members[symbolOf('asyncDispose')] ?? undefined;
  const method = asynchronous ?? members[symbolOf('dispose')];
  if (typeof method !== 'function')
    throw new TypeError('the value of an await using declaration has no Symbol.asyncDispose');
  return [method, asynchronous !== undefined];
}
