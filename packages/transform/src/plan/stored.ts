/** Where a function is stored, by the syntax around it: that says who can call it. */
import type * as t from '@babel/types';
import type { FunctionNode } from './body.ts';
import type { Stored } from './items.ts';

export function storedAs(node: FunctionNode, parent: t.Node | null): Stored {
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
      return parent.left.type === 'MemberExpression' ? underMember(parent.left) : 'handed';
    default:
      return 'handed';
  }
}

/** Notes the name of a member that is an argument as it stands: `xs.sort(this.order)`. */
export function noteHanded(arg: t.Node | null, names: Set<string>): void {
  const stored = arg?.type === 'MemberExpression' ? underMember(arg) : 'handed';
  if (typeof stored === 'object') names.add(stored.property);
}

/** What `x.bind(…)` makes another function of, which can be handed on; else null. */
export function boundObject(callee: t.Node): t.Node | null {
  return callee.type === 'MemberExpression' &&
    callee.property.type === 'Identifier' &&
    callee.property.name === 'bind'
    ? callee.object
    : null;
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
