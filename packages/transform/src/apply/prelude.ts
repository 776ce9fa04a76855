/** The first line of compiled code: how it finds the ABI, in a module, a CommonJS module and a script. */
import { FIRST_COUNTDOWN } from '../plan/loops.ts';
import type { Analysis } from '../plan/plan.ts';
import { abiNames, importOf, type AbiName, type Names } from './names.ts';

/** Property of `globalThis` under which the runtime keeps the realm's record; scripts read it. */
export const ABI_KEY = '@killable/runtime/abi/1';

/** @param used what the edited text mentions */
export function preludeOf(
  { plan: { sourceType }, rootCountdown, aliases }: Analysis,
  used: ReadonlySet<AbiName>,
  names: Names,
  runtime: string,
): string {
  const wanted = abiNames.filter((name) => used.has(name));
  const specifier = JSON.stringify(runtime);
  const count = rootCountdown
    ? `${sourceType === 'script' ? 'var' : 'let'} ${names.countdown}=${FIRST_COUNTDOWN};`
    : '';
  if (wanted.length === 0) return count;
  switch (sourceType) {
    case 'module':
      if (aliases) {
        const imports = wanted.map((name) => `${name} as ${importOf(names[name])}`);
        const constants = wanted.map((name) => `${names[name]}=${importOf(names[name])}`);
        return `import{${imports.join(',')}}from${specifier};const ${constants.join(',')};${count}`;
      }
      return `import{${wanted.map((name) => `${name} as ${names[name]}`).join(',')}}from${specifier};${count}`;
    case 'commonjs':
      return `const {${wanted.map((name) => `${name}:${names[name]}`).join(',')}}=require(${specifier});${count}`;
    case 'script': {
      // `var`, because the lexical names of all scripts of a page share one scope.
      const record = `globalThis[Symbol.for(${JSON.stringify(ABI_KEY)})]`;
      return `var {${wanted.map((name) => `${name}:${names[name]}`).join(',')}}=${record};${count}`;
    }
    default:
      return sourceType satisfies never;
  }
}

/** ABI names that a printed snippet mentions. */
export function addUsed(used: Set<AbiName>, text: string, names: Names): void {
  for (const name of abiNames) if (!used.has(name) && mentions(text, names[name])) used.add(name);
}

function mentions(text: string, name: string): boolean {
  const at = text.indexOf(name);
  return at >= 0 && !/[\w$]/.test(text.charAt(at + name.length));
}
