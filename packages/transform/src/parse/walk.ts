/**
 * Which children of a node hold code that runs, over Babel's VISITOR_KEYS. Types are not code: a TypeScript node is
 * entered only if it is on the list of those that hold expressions or statements.
 */
import { VISITOR_KEYS, type Node } from '@babel/types';

const TYPESCRIPT_WITH_CODE: ReadonlySet<string> = new Set([
  'TSAsExpression',
  'TSSatisfiesExpression',
  'TSNonNullExpression',
  'TSTypeAssertion',
  'TSInstantiationExpression',
  'TSExportAssignment',
  'TSEnumDeclaration',
  'TSEnumBody',
  'TSEnumMember',
  'TSModuleDeclaration',
  'TSModuleBlock',
  'TSParameterProperty',
]);

/** Children that never hold code, whatever the node. */
const TYPE_KEYS: ReadonlySet<string> = new Set([
  'typeAnnotation',
  'typeParameters',
  'typeArguments',
  'returnType',
  'superTypeParameters',
  'superTypeArguments',
  'implements',
  'predicate',
  'variance',
]);

/** Where Babel 7, as the host of the plugin, keeps children under another name than Babel 8. */
const BABEL_7_KEYS: Readonly<Record<string, readonly string[]>> = {
  TSEnumDeclaration: ['members'],
};

/** Per node type the names of the children to visit; an empty list for a type annotation. */
export const codeKeys: ReadonlyMap<string, readonly string[]> = new Map(
  Object.entries(VISITOR_KEYS).map(([type, keys]) => [
    type,
    type.startsWith('TS') && !TYPESCRIPT_WITH_CODE.has(type)
      ? []
      : [...keys, ...(BABEL_7_KEYS[type] ?? [])].filter((key) => !TYPE_KEYS.has(key)),
  ]),
);

/** Calls `visit` on each child that holds code, in source order as far as Babel's keys give it. */
export function eachChild(
  node: Node,
  visit: (child: Node, parent: Node, key: string) => void,
): void {
  const keys = codeKeys.get(node.type);
  if (keys === undefined) return;
  for (const key of keys) {
    const child = (node as unknown as Record<string, unknown>)[key];
    if (child === null || child === undefined) continue;
    if (Array.isArray(child)) {
      for (const item of child as (Node | null)[]) if (item !== null) visit(item, node, key);
    } else {
      visit(child as Node, node, key);
    }
  }
}
