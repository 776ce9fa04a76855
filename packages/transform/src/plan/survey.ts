/**
 * One pass over the tree that collects the constructs the rules decide on, with the function each belongs to.
 * It decides nothing. A pass of its own per rule would read a 9 MB file six times.
 */
import type * as t from '@babel/types';
import { codeKeys } from '../parse/walk.ts';
import { newBody, noteVariables, type Body, type FunctionNode } from './body.ts';
import { Disposals } from './disposals.ts';
import { callingDefault, initializer } from './initializers.ts';
import type { Item } from './items.ts';
import { Labels } from './labels.ts';
import { isQuiet } from './quiet.ts';
import { canBeHandler, reactionIndex } from './reactions.ts';
import { Flow } from './stored.ts';

export interface Survey {
  program: t.Program;
  root: Body;
  items: Item[];
  /** Identifiers that begin with `$`: the compiler's own names must differ from them. */
  dollarNames: Set<string>;
  flow: Flow;
}

export function survey(program: t.Program): Survey {
  const items: Item[] = [];
  const dollarNames = new Set<string>();
  const flow = new Flow();
  const labels = new Labels();
  const disposals = new Disposals(items);
  const root = newBody(program, null);
  let body = root;
  let masked = 0; // depth of masked regions inside the current body
  let exits = 0; // how often the name ThreadExit was seen so far
  function visit(node: t.Node, parent: t.Node | null, key: string): void {
    switch (node.type) {
      // What nine nodes of ten are comes first: an engine compares the cases one by one.
      case 'Identifier':
        if (node.name.charCodeAt(0) === 36) dollarNames.add(node.name);
        else if (node.name === 'ThreadExit') exits++;
        if (node.decorators) children(node);
        return;
      case 'MemberExpression':
        body.loud++;
        flow.note(node, parent, key);
        visit(node.object, node, 'object');
        visit(node.property, node, 'property');
        return;
      case 'CallExpression':
      case 'OptionalCallExpression':
        body.loud++;
        body.calls++;
        if (node.callee.type === 'Import')
          items.push({ kind: 'import', node: node as t.CallExpression, body });
        flow.call(node);
        visit(node.callee, node, 'callee');
        visitArguments(node);
        return;
      case 'BlockStatement': {
        const mark = items.length;
        all(node.body, node, 'body'); // its directives are no code
        return disposals.leave(node, parent, mark, body);
      }
      case 'ExpressionStatement':
        return visit(node.expression, node, 'expression');
      case 'BinaryExpression':
        if (!isQuiet(node)) body.loud++;
        visit(node.left, node, 'left');
        return visit(node.right, node, 'right');
      case 'JSXIdentifier':
        if (key === 'property') flow.readNames.add(node.name);
        return nameOf(node);
      case 'TSTypeAliasDeclaration':
      case 'TSInterfaceDeclaration':
      case 'TSDeclareFunction':
      case 'TSImportEqualsDeclaration':
        // Types are no code, but an import beside a type of the same name is an error.
        if (node.id) nameOf(node.id);
        return;
      case 'OptionalMemberExpression':
      case 'ObjectPattern':
      case 'ObjectExpression':
      case 'AssignmentExpression':
        if (!isQuiet(node)) body.loud++;
        flow.note(node, parent, key);
        if (node.type === 'AssignmentExpression') body.tails.assigns(node);
        break;
      case 'NewExpression':
      case 'TaggedTemplateExpression':
      case 'ImportExpression':
        if (node.type === 'ImportExpression') items.push({ kind: 'import', node, body });
        body.loud++;
        body.calls++;
        break;
      case 'FunctionDeclaration':
      case 'FunctionExpression':
      case 'ArrowFunctionExpression':
      case 'ObjectMethod':
      case 'ClassMethod':
      case 'ClassPrivateMethod':
        return visitFunction(node, parent);
      case 'StaticBlock':
        return inside(newBody(node, body), () => {
          items.push({ kind: 'static-block', node, body });
          children(node);
        });
      case 'ClassProperty':
      case 'ClassPrivateProperty':
      case 'ClassAccessorProperty':
        return visitField(node);
      case 'ForStatement':
      case 'WhileStatement':
      case 'DoWhileStatement':
        body.loud++;
        body.loops++;
        items.push({ kind: 'loop', node, body, labels: labels.of(node) });
        break;
      case 'ForInStatement':
      case 'ForOfStatement':
        body.loud++;
        disposals.inHead(node, body);
        if (node.type === 'ForOfStatement' && node.await) {
          suspends();
          items.push({
            kind: 'for-await',
            node,
            body,
            listed: labels.listedStatement(node, parent, key),
          });
        } else {
          body.loops++;
          items.push({ kind: 'each', node, body });
        }
        break;
      case 'LabeledStatement':
        // The statement that follows a labelled loop goes behind the label.
        labels.add(node, parent, key);
        break;
      case 'AwaitExpression':
        body.loud++;
        suspends();
        items.push({ kind: 'await', node, body });
        break;
      case 'ReturnStatement':
        body.tails.returns(node.argument);
        if (body.async && body.generator && node.argument) {
          suspends();
          items.push({ kind: 'await', node, body });
        }
        break;
      case 'YieldExpression':
        body.loud++;
        if (body.async) suspends();
        else if (masked > 0) body.maskedYields++;
        items.push({ kind: 'yield', node, body, masked: masked > 0 });
        break;
      case 'TryStatement':
        return visitTry(node);
      case 'TSModuleDeclaration':
      case 'ClassDeclaration':
      case 'VariableDeclaration':
      case 'TSEnumDeclaration':
        if (node.declare) return;
        if (!isQuiet(node)) body.loud++;
        if (node.type === 'VariableDeclaration') {
          noteVariables(node, body);
          disposals.declared(node, parent, key, body);
        }
        break;
      default:
        if (!isQuiet(node)) body.loud++;
    }
    children(node);
  }

  function suspends(): void {
    body.suspends++;
    if (masked > 0) body.maskedSuspends++;
  }

  function children(node: t.Node): void {
    const keys = codeKeys.get(node.type);
    if (keys === undefined) return;
    for (let i = 0; i < keys.length; i++) {
      const key = keys[i] as string;
      const child = (node as unknown as Record<string, unknown>)[key];
      if (Array.isArray(child)) all(child as (t.Node | null)[], node, key);
      else if (child) visit(child as t.Node, node, key);
    }
  }

  function all(nodes: readonly (t.Node | null)[], parent: t.Node, key: string): void {
    for (let i = 0; i < nodes.length; i++) if (nodes[i]) visit(nodes[i]!, parent, key);
  }

  function inside(inner: Body, work: () => void): void {
    const [outerBody, outerMasked] = [body, masked];
    body = inner;
    masked = 0;
    work();
    body = outerBody;
    masked = outerMasked;
  }

  function visitFunction(node: FunctionNode, parent: t.Node | null): void {
    if (node.body === null || node.body === undefined) return;
    // A computed key and decorators run outside, once, where the class or object is made.
    if ('key' in node && node.computed) visit(node.key, node, 'key');
    else if ('key' in node) nameOf(node.key);
    for (const decorator of ('decorators' in node && node.decorators) || [])
      visit(decorator, node, 'decorators');
    inside(newBody(node, body), () => {
      items.push({ kind: 'function', node, body, stored: flow.storedAs(node, parent) });
      if ('id' in node && node.id) visit(node.id, node, 'id');
      for (const param of node.params) visitParameter(param, node);
      if (node.body.type !== 'BlockStatement') body.tails.returns(node.body);
      visit(node.body, node, 'body');
    });
  }

  function visitParameter(param: t.Node, parent: t.Node): void {
    const before = body.calls;
    const mark = items.length;
    visit(param, parent, 'params');
    if (body.calls === before) return;
    // Defaults inside a pattern are expressions like others: the outermost one that calls gets the poll.
    const expression = callingDefault(param);
    if (expression !== null)
      items.splice(mark, 0, initializer(expression, body, body.calls - before));
  }

  function visitField(
    node: t.ClassProperty | t.ClassPrivateProperty | t.ClassAccessorProperty,
  ): void {
    if ('declare' in node && node.declare) return;
    if ('computed' in node && node.computed) visit(node.key, node, 'key');
    for (const decorator of node.decorators ?? []) visit(decorator, node, 'decorators');
    const { value } = node;
    if (!value) return;
    flow.field(node);
    inside(newBody(value, body), () => {
      const mark = items.length;
      visit(value, node, 'value');
      if (body.calls > 0) items.splice(mark, 0, initializer(value, body, body.calls));
    });
  }

  function visitTry(node: t.TryStatement): void {
    visit(node.block, node, 'block');
    if (node.handler) {
      const [before, loud, at] = [exits, body.loud, items.length];
      const handler = node.handler;
      if (handler.param) visit(handler.param, handler, 'param');
      masked++;
      children(handler.body);
      masked--;
      items.splice(at, 0, {
        kind: 'catch',
        node: handler,
        body,
        namesExit: exits > before,
        loud: body.loud > loud,
      });
    }
    if (node.finalizer) {
      const [loud, at] = [body.loud, items.length];
      masked++;
      children(node.finalizer);
      masked--;
      items.splice(at, 0, { kind: 'finally', node: node.finalizer, body, loud: body.loud > loud });
    }
  }

  /** `p.catch(f)`, `p.then(g, f)` and `p.finally(f)`: f is a clause like any other. */
  function visitArguments(node: t.CallExpression | t.OptionalCallExpression): void {
    const args = node.arguments;
    const handlerAt = reactionIndex(node);
    for (let i = 0; i < args.length; i++) {
      const [before, at] = [exits, items.length];
      const arg = args[i] as t.Node;
      visit(arg, node, 'arguments');
      if (i === handlerAt && arg.type !== 'SpreadElement' && canBeHandler(arg)) {
        items.splice(at, 0, {
          kind: 'reaction',
          node: arg as t.Expression,
          body,
          namesExit: exits > before,
        });
      }
    }
  }

  function nameOf(key: t.Node): void {
    const isName = key.type === 'Identifier' || key.type === 'JSXIdentifier';
    if (isName && key.name.charCodeAt(0) === 36) dollarNames.add(key.name);
  }

  children(program);
  return { program, root, items, dollarNames, flow };
}
