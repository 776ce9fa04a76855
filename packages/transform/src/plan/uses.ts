/**
 * What an expression does with a variable that it names, where that is told by the syntax around the name.
 *
 * Claim: a value that is only called, asked for something, or stored under a name goes nowhere else. `f.bind` is the exception: what it returns calls
 * f. In an object literal that a call is given, `k: () => f` is how bundlers export: f is what their getter `k` says.
 */
import type * as t from '@babel/types';
import type { Use } from './binding.ts';
import type { Bindings } from './bindings.ts';

type Member = t.MemberExpression | t.OptionalMemberExpression;

/** Tells the bindings how a name is used, in the places where that is more than being read. */
export class Uses {
  readonly #bindings: Bindings;
  readonly #visit: (node: t.Node) => void;

  constructor(bindings: Bindings, visit: (node: t.Node) => void) {
    this.#bindings = bindings;
    this.#visit = visit;
  }

  /** A value that is looked at, and goes nowhere. */
  look(node: t.Node): void {
    if (node.type === 'Identifier') this.#bindings.refer(node, 'object');
    else this.#visit(node);
  }

  callee(node: t.Node): void {
    if (node.type === 'Identifier') this.#bindings.refer(node, 'callee');
    else if (node.type === 'ConditionalExpression') {
      this.look(node.test);
      this.callee(node.consequent);
      this.callee(node.alternate);
    } else this.#visit(node);
  }

  member(node: Member): void {
    if (node.object.type === 'Identifier') this.#bindings.refer(node.object, useOf(node));
    else this.#visit(node.object);
    if (node.computed) this.#visit(node.property);
  }

  /** An expression whose value is dropped. */
  dropped(node: t.Expression): void {
    if (node.type === 'SequenceExpression') {
      for (const part of node.expressions) this.dropped(part);
      return;
    }
    if (node.type !== 'AssignmentExpression' || !this.store(node, 'stored')) this.#visit(node);
  }

  /** Whether it stores the value of a variable under names, which it then has told. */
  store(node: t.AssignmentExpression, use: Use): boolean {
    const store = storeOf(node);
    if (store === null) return false;
    for (const place of store.places) {
      this.#visit(place);
      this.#bindings.refer(store.value, use, staticName(place.property, place.computed));
    }
    return true;
  }

  field({
    key,
    value,
    ...rest
  }: t.ClassProperty | t.ClassPrivateProperty | t.ClassAccessorProperty): void {
    const name = staticName(key, 'computed' in rest && rest.computed === true);
    if (value?.type === 'Identifier')
      this.#bindings.refer(value, name === null ? 'read' : 'stored', name);
    else if (value) this.#visit(value);
  }

  args(args: readonly t.Node[], callee: t.Node): void {
    let at: number | null = callee.type === 'Identifier' ? 0 : null;
    for (const arg of args) {
      if (arg.type === 'SpreadElement') at = null;
      if (arg.type === 'ObjectExpression') this.#given(arg);
      else if (arg.type === 'Identifier' && at !== null)
        this.#bindings.refer(arg, 'given', { callee: callee as t.Identifier, at });
      else this.#visit(arg);
      if (at !== null) at++;
    }
  }

  /** An object that a call is given. */
  #given({ properties }: t.ObjectExpression): void {
    for (const property of properties) {
      const value = property.type === 'ObjectProperty' ? property.value : null;
      const result = value && thunkOf(value);
      const { key, computed } = property as t.ObjectProperty;
      const name = result && staticName(key, computed);
      if (value && result && name !== null)
        this.#bindings.within(value, value, () => this.#bindings.refer(result, 'stored', name));
      else if (value?.type === 'Identifier')
        this.#bindings.refer(value, 'read', staticName(key, computed));
      else this.#visit(property);
    }
  }

  exports({ declaration, specifiers, source }: t.ExportNamedDeclaration): void {
    if (declaration) {
      this.#visit(declaration);
      if (declaration.type !== 'VariableDeclaration') return;
      for (const { id } of declaration.declarations)
        if (id.type === 'Identifier') this.#bindings.export(id.name);
    } else if (!source) {
      for (const specifier of specifiers)
        if (specifier.type === 'ExportSpecifier' && specifier.local.type === 'Identifier')
          this.#bindings.refer(specifier.local, 'read', staticName(specifier.exported, false));
    }
  }

  /** An object that is no argument. */
  object({ properties }: t.ObjectExpression): void {
    for (const property of properties) {
      const value = property.type === 'ObjectProperty' ? property.value : null;
      const { key, computed } = property as t.ObjectProperty;
      const name = value?.type === 'Identifier' ? staticName(key, computed) : null;
      if (value?.type === 'Identifier' && name !== null) {
        this.#bindings.refer(value, 'stored', name);
      } else this.#visit(property);
    }
  }
}

/** The name of a property, where the syntax tells it. */
export function staticName(key: t.Node, computed: boolean): string | null {
  if (key.type === 'StringLiteral') return key.value;
  if (key.type === 'PrivateName') return `#${key.id.name}`;
  return !computed && key.type === 'Identifier' ? key.name : null;
}

/** Properties by which a function gives itself. */
export const itself: ReadonlySet<string> = new Set(['constructor', 'callee', 'caller']);

/** What asking a variable's value for this property may do, if it is a function: call it, give it or one that calls it, or neither. */
function useOf({ property, computed }: Member): Use {
  switch (staticName(property, computed)) {
    case 'call':
    case 'apply':
      return 'callee';
    case null:
    case 'bind':
    case 'valueOf':
      return 'read';
    default:
      return 'object';
  }
}

/** Whether the place that a value stands in asks something of it, and lets it go nowhere. */
export function isOnlyLooked(parent: t.Node, key: string): boolean {
  switch (parent.type) {
    case 'MemberExpression':
    case 'OptionalMemberExpression':
      return key === 'object' && useOf(parent) !== 'read';
    case 'IfStatement':
    case 'ConditionalExpression':
      return key === 'test';
    case 'LogicalExpression':
      return key === 'left' && parent.operator === '&&';
    case 'BinaryExpression':
    case 'UnaryExpression':
    case 'ExpressionStatement':
      return true;
    default:
      return false;
  }
}

/** `a.x = b.y = f` as a statement: the places, outermost first, and f; null for anything else. */
function storeOf(node: t.Expression): { places: t.MemberExpression[]; value: t.Identifier } | null {
  const places: t.MemberExpression[] = [];
  let value = node;
  while (value.type === 'AssignmentExpression' && value.operator === '=') {
    const { left, right } = value;
    if (left.type !== 'MemberExpression' || staticName(left.property, left.computed) === null)
      return null;
    places.push(left);
    value = right;
  }
  return value.type === 'Identifier' && places.length > 0 ? { places, value } : null;
}

/** f, of `() => f`. */
function thunkOf(node: t.Node): t.Identifier | null {
  if (node.type !== 'ArrowFunctionExpression' || node.params.length > 0 || node.async) return null;
  return node.body.type === 'Identifier' ? node.body : null;
}
