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
import type { Binding, Given, Use } from './binding.ts';
import type { FunctionNode } from './body.ts';
import { builtinFunctions, cheapNamespaces } from './builtins.ts';

/** A use of a name, or all the plain reads of it by one function in one scope: most references are only that. */
interface Reference {
  use: Use;
  to: string | Given | null;
  /** The use before this one that waits as well. */
  before: Reference | null;
  /** How many scopes had been opened. */
  since: number;
  /** null for plain reads, for whose binding nobody will ask. */
  node: t.Identifier | t.JSXIdentifier | null;
  /** It stands in the head of a `for`: somebody will ask for its binding. */
  kept: boolean;
  home: t.Node;
}

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
  /** Parameters that are called, or handed on, and escape nowhere. */
  readonly calledParams: Map<t.Node, Binding> = new Map();
  /** In the parameters of a function, whose body may declare another variable of a name that they write. */
  #inParams = false;
  /**
   * Names that may mean another variable than the one they resolve to here, so that nothing is said of any that has one: of functions in blocks, which
   * the function around may have as well (Annex B), of exports of namespaces, of what parameters write.
   */
  readonly loose: Set<string> = new Set();
  /** Names that no scope declares; complete when the last one is closed. */
  readonly free: Set<string> = new Set();
  /** Names under which the value of a variable is stored that holds more than one function. */
  readonly openNames: Set<string> = new Set();
  /** Built-ins whose name some scope declares. */
  readonly shadowed: Set<string> = new Set();
  readonly #shared: boolean;
  readonly #names = new Map<string, Name>();
  /** How many scopes have been opened. */
  #opened = 0;
  readonly #resolved = new Map<t.Node, Binding>();
  readonly #holders = new Map<t.Node, Binding[]>();

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
      counts: false,
      called: false,
      escapes: false,
      names: null,
      given: null,
      dynamic: false,
    };
    target.bindings ??= new Map();
    target.bindings.set(name, binding);
    if (cheapNamespaces.has(name) || builtinFunctions.has(name)) this.shadowed.add(name);
    if (fn !== null) {
      const holders = this.#holders.get(fn);
      if (holders === undefined) this.#holders.set(fn, [binding]);
      else holders.push(binding);
    }
    if (kept) this.#resolved.set(id, binding);
    return binding;
  }

  parameters(work: () => void): void {
    const outer = this.#inParams;
    this.#inParams = true;
    work();
    this.#inParams = outer;
  }

  /** A variable that the head of a for-in or for-of declares. */
  takesAnything({ name }: t.Identifier): void {
    const binding = this.scope.bindings?.get(name) ?? this.functionScope().bindings?.get(name);
    if (!binding) return;
    binding.counts = false;
    // Sloppy code may give it one as well: `for (var n = 2 in o)`.
    delete binding.constant;
  }

  refer(node: t.Identifier | t.JSXIdentifier, use: Use, to: string | Given | null = null): void {
    const { since, home } = this.scope;
    const { name } = node;
    if (name === 'arguments' && this.#useArguments()) return;
    if (this.#inParams && (use === 'write' || use === 'count')) this.loose.add(name);
    let uses = this.#names.get(name);
    if (uses === undefined) {
      uses = { last: null };
      this.#names.set(name, uses);
    }
    const plain = (use === 'read' || use === 'object') && to === null && !this.inHead;
    const before = uses.last;
    if (plain && before !== null && before.since >= since) {
      // A read says all that a look at what the value has would say.
      if (before.node === null && before.home === home) {
        if (use === 'read') before.use = use;
        return;
      }
    }
    uses.last = {
      use,
      to,
      before,
      since: this.#opened,
      node: plain ? null : node,
      kept: this.inHead,
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

  /** Keeps the parameters of a function whose scope is closed, as far as somebody will ask for them. */
  noteParams({ params }: FunctionNode, own: ReadonlyMap<string, Binding>): void {
    for (const param of params) {
      const id = param.type === 'AssignmentPattern' ? param.left : param;
      const binding = id.type === 'Identifier' ? own.get(id.name) : undefined;
      if (!binding || binding.escapes || binding.dynamic || binding.names) continue;
      if (binding.called || binding.given) this.calledParams.set(param, binding);
    }
  }

  /** A declaration of the innermost scope is exported. In a namespace its name means a property of it, which others may write. */
  export(name: string): void {
    const binding = this.scope.bindings?.get(name);
    if (binding) (binding.names ??= new Set()).add(name);
    if (this.scope.node.type === 'TSModuleBlock') this.loose.add(name);
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
        if (dark || this.loose.has(binding.name)) binding.dynamic = true;
        this.#resolve(binding);
        if (binding.fn === null) for (const name of binding.names ?? []) this.openNames.add(name);
      });
    }
    if (dynamic && outer) outer.dynamic = true;
    if (outer) this.scope = outer;
    else this.#free();
  }

  /** What no scope has declared may hold anything. */
  #free(): void {
    for (const [name, { last }] of this.#names) {
      if (last !== null) this.free.add(name);
      for (let use = last; use !== null; use = use.before)
        if (typeof use.to === 'string') this.openNames.add(use.to);
    }
  }

  #resolve(binding: Binding): void {
    const uses = this.#names.get(binding.name);
    if (uses === undefined) return;
    const { since } = this.scope;
    let use = uses.last;
    for (; use !== null && use.since >= since; use = use.before) {
      const { node, home, kept } = use;
      if (home !== binding.home) binding.captured = true;
      noteUse(binding, use);
      // Of a callee that is no function of this file there is nothing to know.
      if (node !== null && (use.use === 'callee' ? binding.fn !== null : kept))
        this.#resolved.set(node, binding);
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

  /** The variables that are declared as a function or class, or with one. */
  holdersOf(fn: t.Node): readonly Binding[] {
    return this.#holders.get(fn) ?? [];
  }
}

function noteUse(binding: Binding, { use, node, home, to }: Reference): void {
  if (typeof to === 'string') (binding.names ??= new Set()).add(to);
  switch (use) {
    case 'write':
    case 'count':
      if (use === 'write') binding.counts = false;
      binding.writes.push({ at: node?.start ?? -1, home });
      binding.fn = null;
      return;
    case 'callee':
      binding.called = true;
      return;
    case 'given':
      (binding.given ??= []).push(to as Given);
      return;
    case 'read':
      binding.escapes = true;
      return;
    default:
  }
}
