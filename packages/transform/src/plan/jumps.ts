/** The jumps in a loop's body that change their meaning when another loop is put around the body. */
import type * as t from '@babel/types';
import { codeKeys } from '../parse/walk.ts';

/** The unlabelled breaks that leave the loop; null if a `continue` names one of its labels. */
export function jumpsOf(body: t.Node, labels: readonly string[]): t.BreakStatement[] | null {
  const breaks: t.BreakStatement[] = [];
  return scan(body, false) ? breaks : null;

  /** False as soon as a `continue` with one of the labels is found. */
  function scan(node: t.Node, caught: boolean): boolean {
    switch (node.type) {
      case 'BreakStatement':
        if (!node.label && !caught) breaks.push(node);
        return true;
      case 'ContinueStatement':
        return !node.label || !labels.includes(node.label.name);
      case 'FunctionDeclaration':
      case 'FunctionExpression':
      case 'ArrowFunctionExpression':
      case 'ClassDeclaration':
      case 'ClassExpression':
      case 'ObjectMethod':
        return true;
      case 'ForStatement':
      case 'WhileStatement':
      case 'DoWhileStatement':
      case 'ForInStatement':
      case 'ForOfStatement':
      case 'SwitchStatement':
        return children(node, true);
      default:
        return children(node, caught);
    }
  }

  function children(node: t.Node, caught: boolean): boolean {
    for (const key of codeKeys.get(node.type) ?? []) {
      const child = (node as unknown as Record<string, unknown>)[key];
      if (Array.isArray(child)) {
        for (const item of child as (t.Node | null)[])
          if (item && !scan(item, caught)) return false;
      } else if (child && !scan(child as t.Node, caught)) return false;
    }
    return true;
  }
}
