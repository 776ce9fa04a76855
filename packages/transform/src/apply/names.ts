/**
 * The compiler's own names. Short, since they stand at every site, and begun with `$`; a name that the file uses
 * anywhere gets another `$`, so none can collide or be captured.
 */

/** ABI export → local name. */
const ABI_NAMES = {
  word: '$w',
  poll: '$p',
  fuel: '$n',
  tick: '$t',
  enter: '$e',
  leave: '$l',
  suspend: '$a',
  resume: '$r',
  park: '$k',
  iterate: '$i',
  imported: '$o',
  disposal: '$v',
  delegate: '$j',
  guard: '$g',
  guardExit: '$x',
  mask: '$m',
  unmask: '$u',
  reaction: '$h',
  strip: '$b',
  charge: '$d',
  passed: '$s',
} as const;

/** Names that are no imports: countdown, frame, caught error, end of a strip, label of a strip-mined loop, what `await using` disposes of. */
const LOCAL_NAMES = {
  countdown: '$c',
  frame: '$f',
  error: '$q',
  end: '$z',
  label: '$y',
  held: '$D',
} as const;

/** Roles whose names get a number behind them. */
const NUMBERED: ReadonlySet<string> = new Set(['label', 'held']);

export type AbiName = keyof typeof ABI_NAMES;
export type Names = Record<AbiName | keyof typeof LOCAL_NAMES, string>;

export const abiNames: readonly AbiName[] = Object.keys(ABI_NAMES) as AbiName[];

/** What an import is called for which a constant stands. */
export function importOf(name: string): string {
  return `${name}_`;
}

export function chooseNames(taken: ReadonlySet<string>): Names {
  const names: Record<string, string> = {};
  for (const [role, base] of Object.entries({ ...ABI_NAMES, ...LOCAL_NAMES })) {
    let name: string = base;
    // So no other name may begin with it either.
    while (
      taken.has(name) ||
      taken.has(importOf(name)) ||
      (NUMBERED.has(role) && [...taken].some((other) => other.startsWith(name)))
    )
      name = `$${name}`;
    names[role] = name;
  }
  return names as Names;
}
