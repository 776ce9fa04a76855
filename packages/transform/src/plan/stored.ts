/** Where a function is stored, by the syntax around it: that says who can call it. */
import type * as t from '@babel/types';
import type { FunctionNode } from './body.ts';
import type { Stored } from './items.ts';
import { eachName } from './patterns.ts';
import { isOnlyLooked, staticName } from './uses.ts';

type Noted =
  | t.MemberExpression
  | t.OptionalMemberExpression
  | t.ObjectPattern
  | t.ObjectExpression
  | t.AssignmentExpression;

const ignore = (): void => {};

/** Where the values of a file go, as far as its syntax shows. A node is noted before what is in it. */
export class Flow {
  /** Names of properties whose value is taken otherwise than by a call. */
  readonly readNames: Set<string> = new Set();
  /** Names under which a value is stored that may be any function; those of variables are told by the bindings. */
  readonly openNames: Set<string> = new Set();
  /** `Math.random`, where the file gives it a value of its own. */
  readonly replaced: Set<string> = new Set();
  /** Properties of object literals that a call is given, and assignments whose value goes on. */
  readonly #given = new Set<t.Node>();

  /** What `require` is given. */
  readonly required: t.Node[] = [];

  call({ callee, arguments: args }: t.CallExpression | t.OptionalCallExpression): void {
    if (callee.type === 'Identifier' && /^(?:__)?require$/.test(callee.name) && args[0])
      this.required.push(args[0]);
    // `Object.defineProperty(o, "x", …)` and the like: whatever is called, a name that it is given may be one that it defines.
    if (args.length > 2 && args[1]?.type === 'StringLiteral') this.openNames.add(args[1].value);
  }

  field({
    key,
    value,
    ...rest
  }: t.ClassProperty | t.ClassPrivateProperty | t.ClassAccessorProperty): void {
    if (value) this.stores(key, 'computed' in rest && rest.computed === true, value);
  }

  /** A value goes under a name. */
  stores(key: t.Node, computed: boolean, value: t.Node): void {
    const name = staticName(key, computed);
    if (name !== null && mayBeAnything(value)) this.openNames.add(name);
  }

  note(node: Noted, parent: t.Node | null, key: string): void {
    switch (node.type) {
      case 'ObjectPattern':
        for (const property of node.properties)
          if (property.type === 'ObjectProperty') this.#read(property.key, property.computed);
        return;
      case 'ObjectExpression':
        for (const property of node.properties) {
          if (key === 'arguments') this.#given.add(property);
          if (property.type === 'ObjectProperty')
            this.stores(property.key, property.computed, property.value);
        }
        return;
      case 'AssignmentExpression':
        if (parent?.type !== 'ExpressionStatement') this.#given.add(node);
        if (node.left.type === 'MemberExpression' && node.operator === '=')
          this.stores(node.left.property, node.left.computed, node.right);
        return;
      default: {
        const isTarget =
          key === 'left' && parent?.type === 'AssignmentExpression' && parent.operator === '=';
        if (isTarget && node.object.type === 'Identifier' && node.property.type === 'Identifier')
          this.replaced.add(`${node.object.name}.${node.property.name}`);
        if (!isTarget && parent && isPlace(parent, key)) {
          const name = staticName(node.property, node.computed);
          if (name !== null) this.openNames.add(name);
        }
        if (key !== 'callee' && !isTarget && !(parent && isOnlyLooked(parent, key)))
          this.#read(node.property, node.computed);
      }
    }
  }

  #read(key: t.Node, computed: boolean): void {
    const name = staticName(key, computed);
    if (name !== null) this.readNames.add(name);
  }

  storedAs(node: FunctionNode, parent: t.Node | null): Stored {
    if (this.#given.has(node) || (parent !== null && this.#given.has(parent))) return 'handed';
    // A decorator is given what it stands before.
    if ('decorators' in node && node.decorators?.length) return 'handed';
    // `constructor(private x)` stores what it is given.
    for (const param of node.params)
      if (param.type === 'TSParameterProperty')
        eachName(param, ({ name }) => this.openNames.add(name), ignore);
    switch (node.type) {
      case 'FunctionDeclaration':
        return 'variable';
      case 'ObjectMethod':
      case 'ClassMethod':
      case 'ClassPrivateMethod':
        return underKey(node);
      default:
        return byParent(node, parent);
    }
  }
}

/** What is written otherwise than by `=`; an object literal's value counts with the patterns that it looks like. */
function isPlace({ type }: t.Node, key: string): boolean {
  switch (type) {
    case 'AssignmentExpression':
    case 'AssignmentPattern':
    case 'ForInStatement':
    case 'ForOfStatement':
      return key === 'left';
    case 'ArrayPattern':
    case 'RestElement':
    case 'ObjectProperty':
    // `(o.x as any) = …`
    case 'TSAsExpression':
    case 'TSNonNullExpression':
    case 'TSSatisfiesExpression':
    case 'TSTypeAssertion':
    case 'ParenthesizedExpression':
      return true;
    default:
      return false;
  }
}

/** Whether a value may be a function that the file does not show to be one. */
function mayBeAnything(value: t.Node): boolean {
  switch (value.type) {
    case 'FunctionExpression':
    case 'ArrowFunctionExpression':
    case 'ClassExpression':
    case 'StringLiteral':
    case 'NumericLiteral':
    case 'BooleanLiteral':
    case 'NullLiteral':
    case 'BigIntLiteral':
    case 'RegExpLiteral':
    case 'TemplateLiteral':
    case 'ArrayExpression':
    case 'UnaryExpression':
    case 'BinaryExpression':
    case 'UpdateExpression':
    // The bindings tell.
    case 'Identifier':
      return false;
    case 'ObjectExpression':
      // A descriptor: `{ x: { get() { … } } }` for defineProperties.
      return value.properties.some(
        (property) =>
          'key' in property && /^(?:get|set|value)$/.test(staticName(property.key, false) ?? ''),
      );
    case 'AssignmentExpression':
      // Of a chain of places alone (uses.ts) the bindings tell.
      return (
        value.operator !== '=' ||
        value.left.type !== 'MemberExpression' ||
        staticName(value.left.property, value.left.computed) === null ||
        mayBeAnything(value.right)
      );
    default:
      return true;
  }
}

function byParent(node: FunctionNode, parent: t.Node | null): Stored {
  switch (parent?.type) {
    case 'VariableDeclarator':
      return 'variable';
    case 'CallExpression':
    case 'NewExpression':
      return argumentOf(parent, node);
    case 'ObjectProperty':
    case 'ClassProperty':
    case 'ClassPrivateProperty':
    case 'ClassAccessorProperty':
      return underKey(parent);
    case 'AssignmentExpression':
      return parent.operator === '=' && parent.left.type === 'MemberExpression'
        ? underMember(parent.left)
        : 'handed';
    default:
      return 'handed';
  }
}

function argumentOf(
  { callee, arguments: args }: t.CallExpression | t.NewExpression,
  node: t.Node,
): Stored {
  const at = (args as t.Node[]).indexOf(node);
  if (callee.type !== 'Identifier' || at < 0) return 'handed';
  return args.some(({ type }, i) => i < at && type === 'SpreadElement') ? 'handed' : { callee, at };
}

function underMember({ property, computed }: t.MemberExpression): Stored {
  return computed ? 'handed' : nameOf(property);
}

function underKey({ key, ...rest }: { key: t.Node; computed?: boolean }): Stored {
  return rest.computed ? 'handed' : nameOf(key);
}

function nameOf(key: t.Node): Stored {
  if (key.type === 'Identifier') return { property: key.name };
  if (key.type === 'PrivateName') return { property: `#${key.id.name}` };
  return 'handed';
}
