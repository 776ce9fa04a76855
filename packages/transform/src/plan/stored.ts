/** Where a function is stored, by the syntax around it: that says who can call it. */
import type * as t from '@babel/types';
import type { FunctionNode } from './body.ts';
import type { Stored } from './items.ts';

type Noted =
  | t.MemberExpression
  | t.OptionalMemberExpression
  | t.ObjectPattern
  | t.ObjectExpression
  | t.AssignmentExpression;

/** Where the values of a file go, as far as its syntax shows. A node is noted before what is in it. */
export class Flow {
  /** Names of properties whose value is taken otherwise than by a call. */
  readonly readNames: Set<string> = new Set();
  /** Properties of object literals that a call is given, and assignments whose value goes on. */
  readonly #given = new Set<t.Node>();

  note(node: Noted, parent: t.Node | null, key: string): void {
    switch (node.type) {
      case 'ObjectPattern':
        for (const property of node.properties)
          if (property.type === 'ObjectProperty') this.#read(property.key, property.computed);
        return;
      case 'ObjectExpression':
        if (key === 'arguments') for (const property of node.properties) this.#given.add(property);
        return;
      case 'AssignmentExpression':
        if (parent?.type !== 'ExpressionStatement') this.#given.add(node);
        return;
      default: {
        const isTarget =
          key === 'left' && parent?.type === 'AssignmentExpression' && parent.operator === '=';
        if (key !== 'callee' && !isTarget) this.#read(node.property, node.computed);
      }
    }
  }

  #read(key: t.Node, computed: boolean): void {
    if (key.type === 'StringLiteral') this.readNames.add(key.value);
    else if (key.type === 'PrivateName') this.readNames.add(`#${key.id.name}`);
    else if (!computed && key.type === 'Identifier') this.readNames.add(key.name);
  }

  storedAs(node: FunctionNode, parent: t.Node | null): Stored {
    if (this.#given.has(node) || (parent !== null && this.#given.has(parent))) return 'handed';
    switch (node.type) {
      case 'FunctionDeclaration':
        return 'variable';
      case 'ObjectMethod':
      case 'ClassMethod':
      case 'ClassPrivateMethod':
        return underKey(node);
      default:
        return byParent(parent);
    }
  }
}

function byParent(parent: t.Node | null): Stored {
  switch (parent?.type) {
    case 'VariableDeclarator':
      return 'variable';
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
