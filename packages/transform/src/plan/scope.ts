/**
 * Bindings of a file: who declares, reads and writes each variable, and from which function.
 *
 * Claim: a reference resolves to the binding that the language gives it. Parameters and body of a function share one scope here, which
 * merges two variables only where they have one name, and merging can only add writes. Direct `eval` and `with` may reach any variable
 * around them, so every binding that they can see is marked `dynamic`. Counter-example that shaped it: names alone take the `i` of a callback
 * for the `i` of the loop around it.
 */
import type * as t from '@babel/types';
import { codeKeys } from '../parse/walk.ts';

export interface Binding {
  name: string;
  /** The function (or program) whose activation holds the variable. */
  home: t.Node;
  /** The function or class it was declared by, where that is the only value it ever has. */
  fn: t.Node | null;
  /** The number that a `const` holds for ever. */
  constant?: number;
  writes: { at: number; home: t.Node }[];
  /** Functions that refer to it, other than its home. */
  capturedBy: Set<t.Node>;
  /** Uses other than as the callee of a call. */
  escapes: boolean;
  exported: boolean;
  dynamic: boolean;
}

export interface Scopes {
  /** Binding of an identifier that is called, declares a function or stands in the head of a `for`; a map of all would cost more than the rest. */
  bindingOf(node: t.Node): Binding | undefined;
  /** Functions bound to a constant that is only ever called: nobody else can hold them. */
  calledOnly: Set<t.Node>;
  /** Names that no binding of the file declares. */
  free: Set<string>;
}

interface Reference {
  /** Somebody will ask for its binding. */
  kept: boolean;
  node: t.Identifier | t.JSXIdentifier;
  write: boolean;
  callee: boolean;
  home: t.Node;
}

interface Scope {
  node: t.Node;
  home: t.Node;
  outer: Scope | null;
  bindings: Map<string, Binding>;
  references: Reference[];
  dynamic: boolean;
}

/** @param shared the variables at the top belong to all scripts of the page */
export function scopesOf(program: t.Program, shared: boolean): Scopes {
  const resolved = new Map<t.Node, Binding>();
  const free = new Set<string>();
  const constants: { fn: t.Node; binding: Binding }[] = [];
  let scope: Scope = open(program, null, program);
  /** In the head of a `for`. */
  let inHead = false;

  function open(node: t.Node, outer: Scope | null, home: t.Node): Scope {
    return { node, home, outer, bindings: new Map(), references: [], dynamic: false };
  }

  function declare(
    name: string,
    target: Scope,
    at: number,
    fn: t.Node | null = null,
    id?: t.Node,
  ): void {
    const known = target.bindings.get(name);
    if (id && known && (inHead || fn !== null)) resolved.set(id, known);
    if (known) {
      known.fn = null;
      known.writes.push({ at, home: scope.home });
      return;
    }
    const binding: Binding = {
      name,
      home: target.home,
      fn,
      writes: fn === null ? [{ at, home: scope.home }] : [],
      capturedBy: new Set(),
      escapes: false,
      exported: false,
      dynamic: false,
    };
    target.bindings.set(name, binding);
    if (fn !== null && fn.type !== 'FunctionDeclaration') constants.push({ fn, binding });
    if (id && (inHead || fn !== null)) resolved.set(id, binding);
  }

  function functionScope(): Scope {
    let at = scope;
    while (at.node !== at.home) at = at.outer as Scope;
    return at;
  }

  function close(): void {
    const { outer, bindings, references, dynamic } = scope;
    for (const reference of references) {
      const binding = bindings.get(reference.node.name);
      if (!binding) {
        if (outer) outer.references.push(reference);
        else free.add(reference.node.name);
        continue;
      }
      if (reference.kept) resolved.set(reference.node, binding);
      if (reference.home !== binding.home) binding.capturedBy.add(reference.home);
      if (reference.write) {
        binding.writes.push({ at: reference.node.start ?? -1, home: reference.home });
        binding.fn = null;
      } else if (!reference.callee) binding.escapes = true;
    }
    // `arguments` may be another name of a parameter, and `eval` and `with` of everything around them.
    if (dynamic || bindings.get('arguments')?.escapes || (outer === null && shared))
      for (const binding of bindings.values()) binding.dynamic = true;
    if (dynamic && outer) outer.dynamic = true;
    if (outer) scope = outer;
  }

  function within(node: t.Node, home: t.Node, work: () => void): void {
    scope = open(node, scope, home);
    work();
    close();
  }

  function refer(node: t.Identifier | t.JSXIdentifier, write: boolean, callee = false): void {
    scope.references.push({ kept: callee || inHead, node, write, callee, home: scope.home });
  }

  /** Names that a pattern declares; expressions inside it are visited as what they are. */
  function pattern(node: t.Node | null | undefined, found: (id: t.Identifier) => void): void {
    switch (node?.type) {
      case 'Identifier':
        return found(node);
      case 'AssignmentPattern':
        pattern(node.left, found);
        return visit(node.right);
      case 'RestElement':
        return pattern(node.argument, found);
      case 'ArrayPattern':
        for (const element of node.elements) pattern(element, found);
        return;
      case 'ObjectPattern':
        for (const property of node.properties) {
          if (property.type === 'RestElement') pattern(property, found);
          else {
            if (property.computed) visit(property.key);
            pattern(property.value, found);
          }
        }
        return;
      case 'TSParameterProperty':
        return pattern(node.parameter, found);
      case 'TSAsExpression':
      case 'TSNonNullExpression':
      case 'TSSatisfiesExpression':
      case 'TSTypeAssertion':
      case 'ParenthesizedExpression':
        return pattern(node.expression, found);
      case null:
      case undefined:
        return;
      default:
        visit(node);
    }
  }

  function children(node: t.Node): void {
    for (const key of codeKeys.get(node.type) ?? []) {
      const child = (node as unknown as Record<string, unknown>)[key];
      if (Array.isArray(child)) for (const item of child as (t.Node | null)[]) visit(item);
      else if (child) visit(child as t.Node);
    }
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
      declare(statement.id.name, scope, statement.start ?? -1, statement, statement.id);
      if (statement !== item) (scope.bindings.get(statement.id.name) as Binding).exported = true;
      // Sloppy code hoists a function in a block to the function as well (Annex B).
      const outer = functionScope();
      if (outer !== scope) {
        declare(statement.id.name, outer, statement.start ?? -1);
        (scope.bindings.get(statement.id.name) as Binding).escapes = true;
      }
    }
  }

  function visitFunction(
    node:
      | t.FunctionDeclaration
      | t.FunctionExpression
      | t.ArrowFunctionExpression
      | t.ObjectMethod
      | t.ClassMethod
      | t.ClassPrivateMethod,
  ): void {
    if ('key' in node && node.computed) visit(node.key);
    for (const decorator of ('decorators' in node && node.decorators) || []) visit(decorator);
    const head = inHead;
    inHead = false;
    within(node, node, () => {
      // The name inside is a second way to the function.
      if (node.type === 'FunctionExpression' && node.id) declare(node.id.name, scope, -1, node);
      if (node.type !== 'ArrowFunctionExpression') declare('arguments', scope, -1);
      for (const param of node.params)
        pattern(param, (id) => declare(id.name, scope, id.start ?? -1, null, id));
      if (node.body?.type === 'BlockStatement') {
        hoist(node.body.body);
        children(node.body);
      } else visit(node.body);
    });
    inHead = head;
  }

  function visitFor({ init, test, update, body }: t.ForStatement): void {
    inHead = true;
    visit(init);
    visit(test);
    visit(update);
    inHead = false;
    visit(body);
  }

  function visit(node: t.Node | null | undefined): void {
    if (!node) return;
    switch (node.type) {
      case 'Identifier':
        return refer(node, false);
      case 'JSXIdentifier':
        return refer(node, false);
      case 'JSXAttribute':
        return visit(node.value);
      case 'JSXMemberExpression':
        return visit(node.object);
      case 'JSXNamespacedName':
        return;
      case 'CallExpression':
      case 'OptionalCallExpression':
        if (node.callee.type === 'Identifier') {
          refer(node.callee, false, true);
          if (node.callee.name === 'eval') scope.dynamic = true;
        } else visit(node.callee);
        for (const argument of node.arguments) visit(argument as t.Node);
        return;
      case 'NewExpression':
        if (node.callee.type === 'Identifier') refer(node.callee, false, true);
        else visit(node.callee);
        for (const argument of node.arguments) visit(argument as t.Node);
        return;
      case 'MemberExpression':
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
        pattern(node.left, (id) => refer(id, true));
        return visit(node.right);
      case 'UpdateExpression':
        return pattern(node.argument, (id) => refer(id, true));
      case 'VariableDeclaration': {
        if (node.declare) return;
        const target = node.kind === 'var' ? functionScope() : scope;
        for (const { id, init } of node.declarations) {
          const fn =
            id.type === 'Identifier' &&
            node.kind === 'const' &&
            (init?.type === 'ArrowFunctionExpression' || init?.type === 'FunctionExpression')
              ? init
              : null;
          pattern(id, (name) => declare(name.name, target, name.start ?? -1, fn, name));
          if (id.type === 'Identifier' && node.kind === 'const' && init?.type === 'NumericLiteral')
            (target.bindings.get(id.name) as Binding).constant = init.value;
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
          declare(
            node.id.name,
            scope,
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
        if (!node.body.some(declaresInBlock)) return children(node);
        return within(node, scope.home, () => {
          hoist(node.body);
          children(node);
        });
      case 'SwitchStatement':
        visit(node.discriminant);
        return within(node, scope.home, () => {
          for (const { consequent } of node.cases) hoist(consequent);
          for (const switchCase of node.cases) {
            visit(switchCase.test);
            for (const statement of switchCase.consequent) visit(statement);
          }
        });
      case 'ForStatement':
        if (node.init?.type !== 'VariableDeclaration' || node.init.kind === 'var')
          return visitFor(node);
        return within(node, scope.home, () => visitFor(node));
      case 'ForInStatement':
      case 'ForOfStatement':
        return within(node, scope.home, () => {
          if (node.left.type === 'VariableDeclaration') visit(node.left);
          else pattern(node.left, (id) => refer(id, true));
          visit(node.right);
          visit(node.body);
        });
      case 'CatchClause':
        return within(node, scope.home, () => {
          pattern(node.param, (id) => declare(id.name, scope, id.start ?? -1, null, id));
          visit(node.body);
        });
      case 'WithStatement':
        scope.dynamic = true;
        return children(node);
      case 'LabeledStatement':
        return visit(node.body);
      case 'BreakStatement':
      case 'ContinueStatement':
      case 'MetaProperty':
        return;
      case 'ImportDeclaration':
        for (const { local } of node.specifiers) {
          declare(local.name, scope, local.start ?? -1);
          // The other module may assign its export at any time.
          (scope.bindings.get(local.name) as Binding).dynamic = true;
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
        if (!node.declare) declare(node.id.name, scope, -1);
        return;
      case 'TSModuleDeclaration':
        if (node.declare) return;
        if (node.id.type === 'Identifier') declare(node.id.name, scope, -1);
        return visit(node.body as t.Node);
      default:
        children(node);
    }
  }

  hoist(program.body);
  children(program);
  close();
  const calledOnly = new Set(
    constants
      .filter(({ fn, binding }) => binding.fn === fn && !binding.escapes && !binding.dynamic)
      .map(({ fn }) => fn),
  );
  return { bindingOf: (node) => resolved.get(node), calledOnly, free };
}

function declaresInBlock(statement: t.Node): boolean {
  switch (statement.type) {
    case 'VariableDeclaration':
      return statement.kind !== 'var';
    case 'FunctionDeclaration':
    case 'ClassDeclaration':
    case 'TSEnumDeclaration':
    case 'TSModuleDeclaration':
    case 'ExportNamedDeclaration':
    case 'ExportDefaultDeclaration':
    case 'ImportDeclaration':
      return true;
    default:
      return false;
  }
}
