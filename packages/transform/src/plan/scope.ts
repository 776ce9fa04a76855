/**
 * Which syntax declares, reads and writes a variable, and from which function. What the names resolve to is said in bindings.ts.
 * Counter-example that shaped it: names alone take the `i` of a callback for the `i` of the loop around it.
 */
import type * as t from '@babel/types';
import { codeKeys } from '../parse/walk.ts';
import { Bindings, type Binding } from './bindings.ts';
import { declaresInBlock } from './blocks.ts';
import type { FunctionNode } from './body.ts';
import { eachName } from './patterns.ts';

export interface Scopes {
  /** Binding of an identifier that is called, declares a function or stands in the head of a `for`; a map of all would cost more than the rest. */
  bindingOf(node: t.Node): Binding | undefined;
  /** Functions that are the only value of a variable that is only ever called: nobody else can hold them. */
  calledOnly: ReadonlySet<t.Node>;
  /** Names that no binding of the file declares. */
  free: Set<string>;
  /** Namespaces of built-ins, such as `Math`, whose name a binding of the file declares, wherever. */
  shadowed: ReadonlySet<string>;
}

/** @param shared the variables at the top belong to all scripts of the page */
export function scopesOf(program: t.Program, shared: boolean): Scopes {
  const bindings = new Bindings(program, shared);
  const within = bindings.within.bind(bindings);
  const assign = (id: t.Identifier): void => bindings.refer(id, 'write');
  const declareHere = (id: t.Identifier): void => {
    bindings.declare(id.name, bindings.scope, id.start ?? -1, null, id);
  };

  /** Expressions inside a pattern are visited as what they are. */
  function pattern(node: t.Node | null | undefined, found: (id: t.Identifier) => void): void {
    eachName(node, found, visit);
  }

  function children(node: t.Node): void {
    const keys = codeKeys.get(node.type);
    if (keys === undefined) return;
    for (let i = 0; i < keys.length; i++) {
      const child = (node as unknown as Record<string, unknown>)[keys[i]!];
      if (Array.isArray(child)) all(child as (t.Node | null)[]);
      else if (child) visit(child as t.Node);
    }
  }

  function all(nodes: readonly (t.Node | null)[]): void {
    for (let i = 0; i < nodes.length; i++) visit(nodes[i]);
  }

  /** Function declarations are hoisted to the top of their block, so they are declared before anything is visited. */
  function hoist(statements: readonly t.Node[]): void {
    for (const item of statements) {
      const statement =
        (item.type === 'ExportNamedDeclaration' || item.type === 'ExportDefaultDeclaration') &&
        item.declaration
          ? item.declaration
          : item;
      if (statement.type !== 'FunctionDeclaration' || !statement.id) continue;
      const { id } = statement;
      const at = statement.start ?? -1;
      const binding = bindings.declare(id.name, bindings.scope, at, statement, id);
      if (statement !== item) binding.exported = true;
      // Sloppy code hoists a function in a block to the function as well (Annex B).
      const outer = bindings.functionScope();
      if (outer !== bindings.scope) {
        bindings.declare(id.name, outer, at);
        binding.escapes = true;
      }
    }
  }

  function visitFunction(node: FunctionNode): void {
    if ('key' in node && node.computed) visit(node.key);
    for (const decorator of ('decorators' in node && node.decorators) || []) visit(decorator);
    const head = bindings.inHead;
    bindings.inHead = false;
    within(node, node, () => {
      // The name inside is a second way to the function.
      if (node.type === 'FunctionExpression' && node.id)
        bindings.declare(node.id.name, bindings.scope, -1, node);
      for (const param of node.params) pattern(param, declareHere);
      if (node.body?.type === 'BlockStatement') {
        hoist(node.body.body);
        children(node.body);
      } else visit(node.body);
    });
    bindings.inHead = head;
  }

  function visitFor({ init, test, update, body }: t.ForStatement): void {
    bindings.inHead = true;
    visit(init);
    visit(test);
    visit(update);
    bindings.inHead = false;
    visit(body);
  }

  /** What nine nodes of ten are comes first: an engine compares the cases one by one. */
  function visit(node: t.Node | null | undefined): void {
    if (!node) return;
    switch (node.type) {
      case 'Identifier':
        return bindings.refer(node, 'read');
      case 'MemberExpression':
        visit(node.object);
        if (node.computed) visit(node.property);
        return;
      case 'ExpressionStatement':
        return visit(node.expression);
      case 'BinaryExpression':
      case 'LogicalExpression':
        visit(node.left);
        return visit(node.right);
      case 'ReturnStatement':
      case 'UnaryExpression':
        return visit(node.argument);
      case 'IfStatement':
      case 'ConditionalExpression':
        visit(node.test);
        visit(node.consequent);
        return visit(node.alternate);
      case 'JSXIdentifier':
        return bindings.refer(node, 'read');
      case 'JSXAttribute':
        return visit(node.value);
      case 'JSXMemberExpression':
        return visit(node.object);
      case 'JSXNamespacedName':
        return;
      case 'CallExpression':
      case 'OptionalCallExpression':
        if (node.callee.type === 'Identifier') {
          bindings.refer(node.callee, 'callee');
          if (node.callee.name === 'eval') bindings.scope.dynamic = true;
        } else visit(node.callee);
        return all(node.arguments);
      case 'NewExpression':
        if (node.callee.type === 'Identifier') bindings.refer(node.callee, 'callee');
        else visit(node.callee);
        return all(node.arguments);
      case 'OptionalMemberExpression':
        visit(node.object);
        if (node.computed) visit(node.property);
        return;
      case 'ObjectProperty':
        if (node.computed) visit(node.key);
        return visit(node.value);
      case 'ClassProperty':
      case 'ClassPrivateProperty':
      case 'ClassAccessorProperty':
        if ('computed' in node && node.computed) visit(node.key);
        for (const decorator of node.decorators ?? []) visit(decorator);
        if (node.value) within(node.value, node.value, () => visit(node.value));
        return;
      case 'AssignmentExpression':
        pattern(node.left, assign);
        return visit(node.right);
      case 'UpdateExpression':
        return pattern(node.argument, assign);
      case 'VariableDeclaration': {
        if (node.declare) return;
        const target = node.kind === 'var' ? bindings.functionScope() : bindings.scope;
        for (const { id, init } of node.declarations) {
          const fn =
            id.type === 'Identifier' &&
            (init?.type === 'ArrowFunctionExpression' || init?.type === 'FunctionExpression')
              ? init
              : null;
          if (id.type === 'Identifier') {
            const binding = bindings.declare(id.name, target, id.start ?? -1, fn, id);
            if (node.kind === 'const' && init?.type === 'NumericLiteral')
              binding.constant = init.value;
          } else {
            pattern(id, (name) =>
              bindings.declare(name.name, target, name.start ?? -1, null, name),
            );
          }
          visit(init);
        }
        return;
      }
      case 'FunctionDeclaration':
      case 'FunctionExpression':
      case 'ArrowFunctionExpression':
      case 'ObjectMethod':
      case 'ClassMethod':
      case 'ClassPrivateMethod':
        return visitFunction(node);
      case 'ClassDeclaration':
      case 'ClassExpression':
        if (node.id)
          bindings.declare(
            node.id.name,
            bindings.scope,
            node.id.start ?? -1,
            node.type === 'ClassDeclaration' ? node : null,
            node.id,
          );
        for (const decorator of node.decorators ?? []) visit(decorator);
        visit(node.superClass);
        return visit(node.body);
      case 'StaticBlock':
        return within(node, node, () => {
          hoist(node.body);
          for (const statement of node.body) visit(statement);
        });
      case 'BlockStatement':
      case 'TSModuleBlock':
        if (!node.body.some(declaresInBlock)) return all(node.body);
        return within(node, bindings.scope.home, () => {
          hoist(node.body);
          children(node);
        });
      case 'SwitchStatement':
        visit(node.discriminant);
        return within(node, bindings.scope.home, () => {
          for (const { consequent } of node.cases) hoist(consequent);
          for (const switchCase of node.cases) {
            visit(switchCase.test);
            for (const statement of switchCase.consequent) visit(statement);
          }
        });
      case 'ForStatement':
        if (node.init?.type !== 'VariableDeclaration' || node.init.kind === 'var')
          return visitFor(node);
        return within(node, bindings.scope.home, () => visitFor(node));
      case 'ForInStatement':
      case 'ForOfStatement':
        return within(node, bindings.scope.home, () => {
          if (node.left.type === 'VariableDeclaration') visit(node.left);
          else pattern(node.left, assign);
          visit(node.right);
          visit(node.body);
        });
      case 'CatchClause':
        return within(node, bindings.scope.home, () => {
          pattern(node.param, declareHere);
          visit(node.body);
        });
      case 'WithStatement':
        bindings.scope.dynamic = true;
        return children(node);
      case 'LabeledStatement':
        return visit(node.body);
      case 'BreakStatement':
      case 'ContinueStatement':
      case 'MetaProperty':
        return;
      case 'ImportDeclaration':
        for (const { local } of node.specifiers) {
          // The other module may assign its export at any time.
          bindings.declare(local.name, bindings.scope, local.start ?? -1).dynamic = true;
        }
        return;
      case 'ExportNamedDeclaration':
        if (node.declaration) {
          visit(node.declaration);
          return;
        }
        if (!node.source)
          for (const specifier of node.specifiers)
            if (specifier.type === 'ExportSpecifier') visit(specifier.local);
        return;
      case 'ExportAllDeclaration':
        return;
      case 'TSEnumDeclaration':
        if (!node.declare) bindings.declare(node.id.name, bindings.scope, -1);
        return;
      case 'TSModuleDeclaration':
        if (node.declare) return;
        if (node.id.type === 'Identifier') bindings.declare(node.id.name, bindings.scope, -1);
        return visit(node.body);
      default:
        children(node);
    }
  }

  hoist(program.body);
  children(program);
  bindings.close();
  return {
    bindingOf: (node) => bindings.of(node),
    calledOnly: bindings.calledOnly(),
    free: bindings.free,
    shadowed: bindings.shadowed,
  };
}
