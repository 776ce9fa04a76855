/**
 * From a target, as the user gives it, to what is sent to the thread.
 *
 * A function travels as its text, compiled on the way if `@killable/transform` is installed. A text that mentions the
 * compiler's names was compiled by a build plugin and is left alone.
 */
import { ThreadError } from '../errors.ts';
import type { Target } from '../mailbox/messages.ts';
import type { HostPlatform } from '../platform/types.ts';

export type Compile = boolean | object | undefined;

interface Compiler {
  transform(code: string, options: object): { code: string };
  freeVariables?(code: string): string[];
}

const compiledNames = /(?<![\w$.])\$[wpntelarkigxmuh](?![\w$])/;

/** The text of a function as an expression: a method's shorthand needs an object around it. */
export function expressionOf(target: (...args: never[]) => unknown): string {
  const text = Function.prototype.toString.call(target);
  const name = target.name === '' ? 'the target' : `the target '${target.name}'`;
  if (/\{\s*\[native code\]\s*\}\s*$/.test(text)) {
    throw new ThreadError(
      `[killable] ${name} is native or bound, so it has no text to send to the thread; wrap it in a function`,
    );
  }
  if (/^class\b/.test(text)) {
    throw new ThreadError(
      `[killable] ${name} is a class; a thread calls its target, so give it a function`,
    );
  }
  if (parses(`(${text}\n)`)) return text;
  if (parses(`({${text}\n})`)) return `{${text}\n}`;
  throw new ThreadError(
    `[killable] ${name} cannot stand alone (it uses super, a private name or import.meta); make it a function of its own, or use a module`,
  );
}

function parses(expression: string): boolean {
  try {
    // Compiled, never called. Without code generation from strings the thread finds out.
    // eslint-disable-next-line @typescript-eslint/no-implied-eval
    new Function(`'use strict';return ${expression}`);
    return true;
  } catch (error) {
    return !(error instanceof SyntaxError);
  }
}

export async function prepareText(
  text: string,
  compile: Compile,
  platform: HostPlatform,
): Promise<Target> {
  const plain: Target = { kind: 'text', code: text, compiled: false, free: undefined };
  const isCompiled = compiledNames.test(text);
  const compiler = await load(platform, compile !== undefined && compile !== false && !isCompiled);
  const free = compiler?.freeVariables?.(`(${text}\n)`);
  if (isCompiled || compile === false) return { ...plain, free };
  if (compiler === undefined) {
    platform.warnOnce(
      '[killable] the target of a Thread runs uncompiled, so it can only be interrupted at its awaits: install @killable/transform, or compile the program with it',
      'KILLABLE_NO_TRANSFORM',
    );
    return plain;
  }
  const given = typeof compile === 'object' ? compile : {};
  const { code } = compiler.transform(`(${text}\n)`, {
    target: `node${process.versions.node}`,
    ...given,
    sourceType: 'script',
    sourceMap: false,
  });
  return { kind: 'text', code, compiled: true, free };
}

let compiler: Promise<Compiler | undefined> | undefined;

function load(platform: HostPlatform, required: boolean): Promise<Compiler | undefined> {
  compiler ??= (async () => import(platform.compilerModule('')) as Promise<Compiler>)().catch(
    (cause: unknown) => {
      compiler = undefined;
      if (required) throw missing(cause);
      return undefined;
    },
  );
  return compiler;
}

const missing = (cause: unknown): ThreadError =>
  new ThreadError(
    '[killable] the option compile needs the package @killable/transform; install it beside @killable/runtime',
    { cause },
  );

export function prepareModule(
  specifier: URL | string,
  exportName: string,
  compile: Compile,
  platform: HostPlatform,
): Target {
  let register: string | undefined;
  if (compile !== undefined && compile !== false) {
    try {
      register = platform.compilerModule('/register');
    } catch (cause) {
      throw missing(cause);
    }
  }
  return {
    kind: 'module',
    specifier: platform.targetSpecifier(specifier),
    exportName,
    register,
    options: typeof compile === 'object' ? compile : undefined,
  };
}
