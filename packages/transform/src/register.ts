/**
 * `node --import @killable/transform/register app.js` compiles every module while it is loaded: `import` and `require`, JavaScript and
 * TypeScript, dependencies too. Options stand in the environment variable `KILLABLE_OPTIONS`, as JSON, or are given to `register`.
 *
 * Worker threads inherit the flag and with it the hooks. A thread started with an `execArgv` of its own has to name the flag there.
 */
import { TransformError } from './errors.ts';
import type { RegisterOptions } from './node/compile-loaded.ts';
import { install, type Update } from './node/install.ts';

export type { RegisterOptions };

/** Two copies of this package in one thread share one set of hooks. */
const key: unique symbol = Symbol.for('@killable/transform/register/1') as never;
const realm = globalThis as { [key]?: Update };

/**
 * Sets the options of the loader; they hold for the modules that are loaded from then on. Importing this file has installed the
 * hooks already, with the options of the environment.
 */
export function register(options: RegisterOptions = {}): void {
  if (realm[key] === undefined) realm[key] = install(options);
  else realm[key](options);
}

function environmentOptions(): RegisterOptions {
  const text = process.env['KILLABLE_OPTIONS'];
  if (text === undefined || text.trim() === '') return {};
  let options: unknown;
  try {
    options = JSON.parse(text);
  } catch (error) {
    throw new TransformError(
      'OPTION',
      `KILLABLE_OPTIONS is not JSON: ${text}`,
      undefined,
      undefined,
      { cause: error },
    );
  }
  if (typeof options !== 'object' || options === null || Array.isArray(options)) {
    throw new TransformError(
      'OPTION',
      `KILLABLE_OPTIONS is ${text}; it takes an object of options`,
    );
  }
  return options;
}

if (realm[key] === undefined) register(environmentOptions());
