/**
 * Who calls a function, and whom a call may reach, as far as the file shows.
 *
 * Claim: a function whose value only is called, asked for something, or stored under names that are only called (uses.ts) is called by nobody but
 * compiled code. Limit: what another file, or a computed access, takes from a name is not seen.
 *
 * In a file that takes no code from others a call by a name reaches the functions that the file stores under it, a built-in's, or one that was taken
 * as a value, if nothing but functions is stored under the name. That is asked where tail calls may make loops (rings.ts), not where a function
 * goes without a poll: a value has too many ways to another name. Counter-examples: `this.now = table[state]; this.now()`;
 * `_createClass(A, [{ key: 'walk', value: function () { … } }])`.
 */
import type * as t from '@babel/types';
import type { Binding, Given } from './binding.ts';
import type { Item } from './items.ts';
import { protocolFields, protocolMethods } from './builtins.ts';
import type { Scopes } from './scope.ts';
import type { Flow } from './stored.ts';
import { itself, staticName } from './uses.ts';

type FunctionItem = Item & { kind: 'function' };

/** Functions of the file that a call may reach, and whether there may be others that go without a poll. */
export interface Reached {
  readonly functions: readonly t.Node[];
  readonly others: boolean;
}

/** How often an argument may be handed on. */
const HANDS = 3;

const unknown: Reached = { functions: [], others: true };

export class Callees {
  readonly #scopes: Scopes;
  /** The file takes no code from others. */
  readonly #closed: boolean;
  /** Names of properties whose value is taken otherwise than by a call. */
  readonly #readNames: ReadonlySet<string>;
  /** Names under which the file stores more than functions that it shows. */
  readonly #openNames: ReadonlySet<string>;
  readonly #named = new Map<string, t.Node[]>();
  /** Parameters that are being asked for: a function may hand its own on to itself. */
  readonly #asked = new Set<t.Node>();

  constructor(
    items: readonly Item[],
    scopes: Scopes,
    { readNames, openNames }: Flow,
    closed: boolean,
  ) {
    this.#scopes = scopes;
    this.#readNames = readNames;
    this.#openNames = new Set([...openNames, ...scopes.openNames, ...accessorNames(items)]);
    this.#closed = closed && !scopes.free.has('Proxy');
    for (const item of items) {
      // What is called by an accessor's name is what the accessor returns.
      if (item.kind !== 'function' || isAccessor(item.node)) continue;
      if (typeof item.stored === 'object' && 'property' in item.stored)
        this.#add(item.stored.property, item.node);
      for (const { names } of scopes.holdersOf(item.node))
        for (const name of names ?? []) this.#add(name, item.node);
    }
  }

  #add(name: string, node: t.Node): void {
    const known = this.#named.get(name);
    if (known === undefined) this.#named.set(name, [node]);
    else known.push(node);
  }

  /** Code that the file does not show may come to call it: by a name, or because it is exported under one. */
  isShared({ node, stored }: FunctionItem): boolean {
    if (isAccessor(node)) return false;
    if (typeof stored === 'object' && 'property' in stored) return true;
    return this.#scopes.holdersOf(node).some(({ names }) => names !== null);
  }

  /** Whether the file stores anything under a name that may be called. */
  stores(name: string): boolean {
    return this.#named.has(name) || this.#openNames.has(name);
  }

  of(callee: t.Node): Reached {
    if (callee.type === 'Identifier') return only(this.#function(callee));
    if (callee.type !== 'MemberExpression' && callee.type !== 'OptionalMemberExpression')
      return unknown;
    const { object, property, computed } = callee;
    const name = staticName(property, computed);
    if (name === null || itself.has(name)) return unknown;
    if (name === 'call' || name === 'apply')
      return object.type === 'Identifier' && !this.#named.has(name)
        ? only(this.#function(object))
        : unknown;
    const functions = this.#named.get(name);
    if (functions === undefined) return unknown;
    const isShown = this.#closed || name.startsWith('#');
    return { functions, others: !isShown || this.#openNames.has(name) };
  }

  /** The function that is the only value of a variable. */
  #function(name: t.Identifier): t.Node | null {
    const binding = this.#scopes.bindingOf(name);
    return binding?.fn && !binding.dynamic ? binding.fn : null;
  }

  /** Only calls of compiled code reach it, as far as this file shows. */
  onlyCalls({ node, stored }: FunctionItem): boolean {
    const holders = this.#scopes.holdersOf(node);
    if (!holders.every((binding) => this.#isOnlyCalled(binding))) return false;
    switch (stored) {
      case 'handed':
        return false;
      case 'variable':
        // What is exported as the default needs no name.
        if (node.type === 'FunctionDeclaration') return !node.id || holders.length > 0;
        return holders.some(({ fn }) => fn === node);
      default:
        if ('callee' in stored) return this.#calls(stored);
        if ('kind' in node && node.kind === 'constructor') return true;
        return this.#isOnlyCalledName(stored.property);
    }
  }

  #isOnlyCalled({ dynamic, escapes, names, given }: Binding): boolean {
    if (dynamic || escapes) return false;
    for (const name of names ?? []) if (!this.#isOnlyCalledName(name)) return false;
    return (given ?? []).every((to) => this.#calls(to));
  }

  #isOnlyCalledName(name: string): boolean {
    return !protocolMethods.has(name) && !protocolFields.has(name) && !this.#readNames.has(name);
  }

  /** Whether a function of this file only calls the parameter that gets this argument. */
  #calls({ callee, at }: Given): boolean {
    const fn = this.#function(callee);
    const params = fn && 'params' in fn ? fn.params : [];
    // TypeScript's `this` is no parameter.
    const [first] = params;
    const param = params[first?.type === 'Identifier' && first.name === 'this' ? at + 1 : at];
    if (param === undefined) return false;
    if (this.#asked.has(param)) return true;
    if (this.#asked.size >= HANDS) return false;
    const binding = this.#scopes.calledParams.get(param);
    if (binding === undefined) return false;
    this.#asked.add(param);
    const calls = this.#isOnlyCalled(binding);
    this.#asked.delete(param);
    return calls;
  }
}

function only(fn: t.Node | null): Reached {
  return fn === null ? unknown : { functions: [fn], others: false };
}

export function isAccessor(node: t.Node): node is t.ObjectMethod | t.ClassMethod {
  return 'kind' in node && 'key' in node && (node.kind === 'get' || node.kind === 'set');
}

/** Names of the accessors that the items define. */
export function accessorNames(items: readonly Item[]): Set<string> {
  const names = new Set<string>();
  for (const { node } of items) {
    if (isAccessor(node)) {
      const name = staticName(node.key, node.computed);
      if (name !== null) names.add(name);
    }
  }
  return names;
}
