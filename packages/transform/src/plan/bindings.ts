/**
 * The open scopes of a walk over a file, and what its names resolve to.
 *
 * Claim: a reference resolves to the binding that the language gives it. References wait, per name, until a scope closes that declares the
 * name, for a `var` or a function further down may do so; those made since the scope was opened are then its own, and lie on top, because
 * the scopes inside it have closed. A scope that does not declare the name leaves them there for the one around it. Parameters and
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

/** A use of a name, or all the plain reads of it by one function in one scope: most references are only that. */
interface Reference {
  /** The use before this one that waits as well. */
  before: Reference | null;
  /** How many scopes had been opened. */
  since: number;
  /** null for plain reads, for whose binding nobody will ask. */
  node: t.Identifier | t.JSXIdentifier | null;
  /** It stands in the head of a `for`: somebody will ask for its binding. */
  kept: boolean;
  write: boolean;
  callee: boolean;
  home: t.Node;
}

/** How a variable is used: most are only read. */
export type Use = 'read' | 'write' | 'callee';

/** A name of the file, with the last of its uses that wait for a declaration. */
interface Name {
  last: Reference | null;
}

export interface Scope {
  node: t.Node;
  home: t.Node;
  outer: Scope | null;
  /** Which scope of the file it is, in the order in which they are opened. */
  since: number;
  /** null: it declares nothing yet. */
  bindings: Map<string, Binding> | null;
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
  readonly #names = new Map<string, Name>();
  /** How many scopes have been opened. */
  #opened = 0;
  readonly #resolved = new Map<t.Node, Binding>();
  readonly #constants: { fn: t.Node; binding: Binding }[] = [];

  /** @param shared the variables at the top belong to all scripts of the page */
  constructor(program: t.Program, shared: boolean) {
    this.#shared = shared;
    this.scope = this.#open(program, null, program);
  }

  /** `fn`: the function or class that it declares. `id`: where its name stands. */
  declare(name: string, target: Scope, at: number, fn: t.Node | null = null, id?: t.Node): Binding {
    const kept = id !== undefined && (this.inHead || fn !== null);
    const known = target.bindings?.get(name);
    if (known !== undefined) {
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
    target.bindings ??= new Map();
    target.bindings.set(name, binding);
    if (cheapNamespaces.has(name)) this.shadowed.add(name);
    if (fn !== null && fn.type !== 'FunctionDeclaration') this.#constants.push({ fn, binding });
    if (kept) this.#resolved.set(id, binding);
    return binding;
  }

  refer(node: t.Identifier | t.JSXIdentifier, use: Use): void {
    const { since, home } = this.scope;
    const { name } = node;
    if (name === 'arguments' && this.#useArguments()) return;
    let uses = this.#names.get(name);
    if (uses === undefined) {
      uses = { last: null };
      this.#names.set(name, uses);
    }
    const plain = use === 'read' && !this.inHead;
    const before = uses.last;
    if (plain && before !== null && before.since >= since) {
      if (before.node === null && before.home === home) return;
    }
    uses.last = {
      before,
      since: this.#opened,
      node: plain ? null : node,
      kept: this.inHead,
      write: use === 'write',
      callee: use === 'callee',
      home,
    };
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
    this.scope = this.#open(node, this.scope, home);
    work();
    this.close();
  }

  close(): void {
    const { outer, bindings, dynamic, usesArguments } = this.scope;
    if (bindings !== null) {
      // `arguments` may be another name of a parameter, and `eval` and `with` of everything around them.
      const dark = dynamic || usesArguments || (outer === null && this.#shared);
      bindings.forEach((binding) => {
        if (dark) binding.dynamic = true;
        this.#resolve(binding);
      });
    }
    if (dynamic && outer) outer.dynamic = true;
    if (outer) this.scope = outer;
    else for (const [name, { last }] of this.#names) if (last !== null) this.free.add(name);
  }

  #resolve(binding: Binding): void {
    const uses = this.#names.get(binding.name);
    if (uses === undefined) return;
    const { since } = this.scope;
    let use = uses.last;
    for (; use !== null && use.since >= since; use = use.before) {
      const { node, home, write, callee, kept } = use;
      if (home !== binding.home) binding.captured = true;
      if (write) {
        binding.writes.push({ at: node?.start ?? -1, home });
        binding.fn = null;
      } else if (!callee) binding.escapes = true;
      // Of a callee that is no function of this file there is nothing to know.
      if (node !== null && (callee ? binding.fn !== null : kept)) this.#resolved.set(node, binding);
    }
    uses.last = use;
  }

  #open(node: t.Node, outer: Scope | null, home: t.Node): Scope {
    const since = ++this.#opened;
    return { node, home, outer, since, bindings: null, usesArguments: false, dynamic: false };
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
