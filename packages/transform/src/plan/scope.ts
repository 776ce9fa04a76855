/**
 * Which syntax declares, reads and writes a variable, and from which function. What the names resolve to is said in bindings.ts.
 * Counter-example that shaped it: names alone take the `i` of a callback for the `i` of the loop around it.
 */
import type * as t from '@babel/types';
import { codeKeys } from '../parse/walk.ts';
import type { Binding } from './binding.ts';
import { Bindings } from './bindings.ts';
import { declaresInBlock } from './blocks.ts';
import type { FunctionNode } from './body.ts';
import { noteFirst } from './first-values.ts';
import { eachName } from './patterns.ts';
import { Uses } from './uses.ts';

export interface Scopes {
  /** Binding of an identifier that is called, declares a function or stands in the head of a `for`; a map of all would cost more than the rest. */
  bindingOf(node: t.Node): Binding | undefined;
  /** The variables that are declared as a function or class, or with one. */
  holdersOf(fn: t.Node): readonly Binding[];
  /** Names under which the value of a variable is stored that holds more than one function. */
  openNames: ReadonlySet<string>;
  /** Parameters that are called, or handed on, and escape nowhere. */
  calledParams: ReadonlyMap<t.Node, Binding>;
  /** Names that no binding of the file declares. */
  free: Set<string>;
  /** Built-ins, such as `Math`, whose name a binding of the file declares, wherever. */
  shadowed: ReadonlySet<string>;
}

/** @param shared the variables at the top belong to all scripts of the page */
export function scopesOf(program: t.Program, shared: boolean): Scopes {
  const bindings = new Bindings(program, shared);
  const within = bindings.within.bind(bindings);
  const uses = new Uses(bindings, visit);
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
      bindings.declare(id.name, bindings.scope, at, statement, id);
      if (statement !== item) bindings.export(id.name);
      // Sloppy code hoists a function in a block to the function as well (Annex B).
      const outer = bindings.functionScope();
      if (outer !== bindings.scope) {
        bindings.declare(id.name, outer, at);
        bindings.loose.add(id.name);
      }
    }
  }

  function visitFunction(node: FunctionNode): void {
    if ('key' in node && node.computed) visit(node.key);
    for (const decorator of ('decorators' in node && node.decorators) || []) visit(decorator);
    const head = bindings.inHead;
    bindings.inHead = false;
    let own: Map<string, Binding> | null = null;
    within(node, node, () => {
      // The name inside is a second way to the function.
      if (node.type === 'FunctionExpression' && node.id)
        bindings.declare(node.id.name, bindings.scope, -1, node);
      bindings.parameters(() => node.params.forEach((param) => pattern(param, declareHere)));
      if (node.body?.type === 'BlockStatement') {
        hoist(node.body.body);
        children(node.body);
      } else visit(node.body);
      own = bindings.scope.bindings;
    });
    bindings.inHead = head;
    if (own !== null) bindings.noteParams(node, own);
  }

  function visitClass({ id, decorators, superClass, body }: t.Class, fn: t.Node | null): void {
    if (id) bindings.declare(id.name, bindings.scope, id.start ?? -1, fn, id);
    for (const decorator of decorators ?? []) visit(decorator);
    if (superClass) uses.look(superClass);
    visit(body);
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
      case 'JSXIdentifier':
        return bindings.refer(node, 'read');
      case 'MemberExpression':
      case 'OptionalMemberExpression':
        return uses.member(node);
      case 'ExpressionStatement':
        return uses.dropped(node.expression);
      case 'BinaryExpression':
        uses.look(node.left);
        return uses.look(node.right);
      case 'LogicalExpression':
        if (node.operator === '&&') uses.look(node.left);
        else visit(node.left);
        return visit(node.right);
      case 'UnaryExpression':
        return uses.look(node.argument);
      case 'ReturnStatement':
        return visit(node.argument);
      case 'IfStatement':
      case 'ConditionalExpression':
        uses.look(node.test);
        visit(node.consequent);
        return visit(node.alternate);
      case 'JSXAttribute':
        return visit(node.value);
      case 'JSXMemberExpression':
        return visit(node.object);
      case 'CallExpression':
      case 'OptionalCallExpression':
        if (node.callee.type === 'Identifier' && node.callee.name === 'eval')
          bindings.scope.dynamic = true;
        uses.callee(node.callee);
        return uses.args(node.arguments, node.callee);
      case 'NewExpression':
        uses.callee(node.callee);
        return uses.args(node.arguments, node.callee);
      case 'ObjectExpression':
        return uses.object(node);
      case 'ObjectProperty':
        if (node.computed) visit(node.key);
        return visit(node.value);
      case 'ClassProperty':
      case 'ClassPrivateProperty':
      case 'ClassAccessorProperty':
        if ('computed' in node && node.computed) visit(node.key);
        for (const decorator of node.decorators ?? []) visit(decorator);
        if (node.value) within(node.value, node.value, () => uses.field(node));
        return;
      case 'AssignmentExpression':
        if (uses.store(node, 'read')) return;
        pattern(node.left, assign);
        return visit(node.right);
      case 'UpdateExpression':
        return pattern(node.argument, (id) => bindings.refer(id, 'count'));
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
            const isFirst = target.bindings?.has(id.name) !== true;
            const binding = bindings.declare(id.name, target, id.start ?? -1, fn, id);
            const head = bindings.inHead;
            bindings.inHead ||= noteFirst(binding, init, isFirst);
            visit(init);
            bindings.inHead = head;
          } else {
            pattern(id, (name) =>
              bindings.declare(name.name, target, name.start ?? -1, null, name),
            );
            visit(init);
          }
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
        return visitClass(node, node);
      case 'ClassExpression':
        return within(node, bindings.scope.home, () => visitClass(node, null)); // its name is its own
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
          if (node.left.type === 'VariableDeclaration') {
            visit(node.left);
            const { id } = node.left.declarations[0]!;
            if (id.type === 'Identifier') bindings.takesAnything(id);
          } else pattern(node.left, assign);
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
      case 'JSXNamespacedName':
      case 'ExportAllDeclaration':
        return;
      case 'ImportDeclaration':
        for (const { local } of node.specifiers) {
          // The other module may assign its export at any time.
          bindings.declare(local.name, bindings.scope, local.start ?? -1).dynamic = true;
        }
        return;
      case 'ExportNamedDeclaration':
        return uses.exports(node);
      case 'ExportDefaultDeclaration':
        if (node.declaration.type !== 'Identifier') return visit(node.declaration);
        return bindings.refer(node.declaration, 'read', 'default');
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
    holdersOf: (fn) => bindings.holdersOf(fn),
    openNames: bindings.openNames,
    calledParams: bindings.calledParams,
    free: bindings.free,
    shadowed: bindings.shadowed,
  };
}
