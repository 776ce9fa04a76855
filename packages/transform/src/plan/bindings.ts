/**
 * The open scopes of a walk over a file, and what its names resolve to.
 *
 * Claim: a reference resolves to the binding that the language gives it. A scope's references wait until it closes, for a
 * `var` or a function further down may declare them; those that it does not declare go to the scope around it. Parameters and
 * body of a function share one scope here, which merges two variables only where they have one name, and merging can only
 * add writes. Direct `eval` and `with` may reach any variable around them, so every binding that they can see is `dynamic`.
 */
import type * as t from '@babel/types';
import { cheapNamespaces } from './builtins.ts';

export interface Binding {
  name: string;
  /** The function (or program) whose activation holds the variable. */
  home: t.Node;
  /** The function or class it was declared by, where that is the only value it ever has. */
  fn: t.Node | null;
  /** The number that a `const` holds for ever. */
  constant?: number;
  writes: { at: number; home: t.Node }[];
  /** A function other than its home refers to it. */
  captured: boolean;
  /** Uses other than as the callee of a call. */
  escapes: boolean;
  exported: boolean;
  dynamic: boolean;
}

interface Reference {
  /** Somebody will ask for its binding. */
  kept: boolean;
  node: t.Identifier | t.JSXIdentifier;
  write: boolean;
  callee: boolean;
  home: t.Node;
}

/** How a variable is used: most are only read. */
export type Use = 'read' | 'write' | 'callee';

/** All that a scope and those inside it do with a name that none of them declares. One object per name, which moves outwards as scopes close. */
interface Uses {
  /** It is read; most references are only that, so they have no object each. */
  read: boolean;
  /** It is read in another function than this scope's. */
  foreign: boolean;
  /** Writes, callees, and what somebody will ask for. */
  references: Reference[];
}

export interface Scope {
  node: t.Node;
  home: t.Node;
  outer: Scope | null;
  bindings: Map<string, Binding>;
  uses: Map<string, Uses>;
  /** Its `arguments` are used, which may be another name of a parameter. */
  usesArguments: boolean;
  dynamic: boolean;
}

export class Bindings {
  /** The innermost open scope. */
  scope: Scope;
  /** In the head of a `for`, where somebody will ask for the binding of each name. */
  inHead = false;
  /** Names that no scope declares; complete when the last one is closed. */
  readonly free: Set<string> = new Set();
  /** Namespaces of built-ins whose name some scope declares. */
  readonly shadowed: Set<string> = new Set();
  readonly #shared: boolean;
  readonly #resolved = new Map<t.Node, Binding>();
  readonly #constants: { fn: t.Node; binding: Binding }[] = [];

  /** @param shared the variables at the top belong to all scripts of the page */
  constructor(program: t.Program, shared: boolean) {
    this.#shared = shared;
    this.scope = open(program, null, program);
  }

  /** `fn`: the function or class that it declares. `id`: where its name stands. */
  declare(name: string, target: Scope, at: number, fn: t.Node | null = null, id?: t.Node): Binding {
    const kept = id !== undefined && (this.inHead || fn !== null);
    const known = target.bindings.get(name);
    if (known) {
      if (kept) this.#resolved.set(id, known);
      known.fn = null;
      known.writes.push({ at, home: this.scope.home });
      return known;
    }
    const binding: Binding = {
      name,
      home: target.home,
      fn,
      writes: fn === null ? [{ at, home: this.scope.home }] : [],
      captured: false,
      escapes: false,
      exported: false,
      dynamic: false,
    };
    target.bindings.set(name, binding);
    if (cheapNamespaces.has(name)) this.shadowed.add(name);
    if (fn !== null && fn.type !== 'FunctionDeclaration') this.#constants.push({ fn, binding });
    if (kept) this.#resolved.set(id, binding);
    return binding;
  }

  refer(node: t.Identifier | t.JSXIdentifier, use: Use): void {
    const { uses, home } = this.scope;
    const { name } = node;
    if (name === 'arguments' && this.#useArguments()) return;
    let known = uses.get(name);
    if (known === undefined) {
      known = { read: false, foreign: false, references: [] };
      uses.set(name, known);
    }
    if (use !== 'read' || this.inHead) {
      const [write, callee] = [use === 'write', use === 'callee'];
      known.references.push({ kept: callee || this.inHead, node, write, callee, home });
    } else known.read = true;
  }

  /** Marks the function whose `arguments` are meant, which is none of the arrow functions around; false outside of functions. */
  #useArguments(): boolean {
    let at: Scope | null = this.scope;
    while (at !== null && (at.node !== at.home || at.node.type === 'ArrowFunctionExpression'))
      at = at.outer;
    if (at === null || at.node.type === 'Program') return false;
    at.usesArguments = true;
    return true;
  }

  /** Where a `var` goes. */
  functionScope(): Scope {
    let at = this.scope;
    while (at.node !== at.home) at = at.outer as Scope;
    return at;
  }

  within(node: t.Node, home: t.Node, work: () => void): void {
    this.scope = open(node, this.scope, home);
    work();
    this.close();
  }

  close(): void {
    const { outer, home, bindings, uses, dynamic, usesArguments } = this.scope;
    for (const [name, use] of uses) {
      const binding = bindings.get(name);
      if (binding) this.#resolve(use, binding);
      else if (outer) handOut(name, use, outer, outer.home !== home);
      else this.free.add(name);
    }
    // `arguments` may be another name of a parameter, and `eval` and `with` of everything around them.
    if (dynamic || usesArguments || (outer === null && this.#shared))
      for (const binding of bindings.values()) binding.dynamic = true;
    if (dynamic && outer) outer.dynamic = true;
    if (outer) this.scope = outer;
  }

  #resolve({ read, foreign, references }: Uses, binding: Binding): void {
    if (read) binding.escapes = true;
    if (foreign) binding.captured = true;
    for (const { kept, node, home, write, callee } of references) {
      // Of a callee that is no function of this file there is nothing to know.
      if (kept && !(callee && binding.fn === null)) this.#resolved.set(node, binding);
      if (home !== binding.home) binding.captured = true;
      if (write) {
        binding.writes.push({ at: node.start ?? -1, home });
        binding.fn = null;
      } else if (!callee) binding.escapes = true;
    }
  }

  /** Of a name that is called, declares a function or stands in the head of a `for`. */
  of(node: t.Node): Binding | undefined {
    return this.#resolved.get(node);
  }

  /** Functions that are the only value of a variable that is only ever called: nobody else can hold them. */
  calledOnly(): Set<t.Node> {
    const found = new Set<t.Node>();
    for (const { fn, binding } of this.#constants)
      if (binding.fn === fn && !binding.escapes && !binding.dynamic) found.add(fn);
    return found;
  }
}

/** @param crosses the scope around belongs to another function */
function handOut(name: string, use: Uses, outer: Scope, crosses: boolean): void {
  if (crosses && use.read) use.foreign = true;
  const known = outer.uses.get(name);
  if (known === undefined) {
    outer.uses.set(name, use);
    return;
  }
  known.read ||= use.read;
  known.foreign ||= use.foreign;
  for (const reference of use.references) known.references.push(reference);
}

function open(node: t.Node, outer: Scope | null, home: t.Node): Scope {
  return {
    node,
    home,
    outer,
    bindings: new Map(),
    uses: new Map(),
    usesArguments: false,
    dynamic: false,
  };
}
