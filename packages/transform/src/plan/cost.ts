/**
 * What a region can cost between its first and last node, in nanoseconds of ordinary work, or `Infinity` where that cannot be said.
 *
 * Claim: a finite cost is an upper bound of the right order, if implicit calls (getters, coercions) are paid by the function they reach: entries.ts
 * polls such functions unless they are themselves bounded. A call is finite only if its callee is known to be: a built-in
 * that does a fixed amount of work, or a function of this file that is never reassigned, and is bounded or polls.
 * Counter-example that shaped it: an unpolled function that calls itself once is a chain as deep as the stack, and a frame above
 * it may start one such chain per level: depth squared, so one call is no safer than two.
 */
import type * as t from '@babel/types';
import { codeKeys } from '../parse/walk.ts';
import { cheapFunctions, cheapMethods, cheapNamespaces } from './builtins.ts';
import type { Callees } from './callees.ts';
import type { Scopes } from './scope.ts';
import { staticName } from './uses.ts';

/** Weight of one node, without its children; absent: 1. */
const WEIGHTS: Readonly<Record<string, number>> = {
  Identifier: 0,
  NumericLiteral: 0,
  StringLiteral: 0,
  BooleanLiteral: 0,
  NullLiteral: 0,
  ThisExpression: 0,
  BlockStatement: 0,
  ExpressionStatement: 0,
  VariableDeclaration: 0,
  EmptyStatement: 0,
  ParenthesizedExpression: 0,
  TemplateElement: 0,
  ObjectExpression: 10,
  ArrayExpression: 10,
  FunctionExpression: 10,
  ArrowFunctionExpression: 10,
  ObjectMethod: 10,
  TemplateLiteral: 20,
  RegExpLiteral: 30,
  BigIntLiteral: 5,
  ThrowStatement: 20,
  TryStatement: 5,
  // Iteration, construction, suspension: how much they do is up to others.
  SpreadElement: Infinity,
  ArrayPattern: Infinity,
  TaggedTemplateExpression: Infinity,
  ImportExpression: Infinity,
  ClassExpression: Infinity,
  ClassDeclaration: Infinity,
  AwaitExpression: Infinity,
  YieldExpression: Infinity,
  ForInStatement: Infinity,
  ForOfStatement: Infinity,
  WhileStatement: Infinity,
  DoWhileStatement: Infinity,
  ForStatement: Infinity,
  JSXElement: Infinity,
  JSXFragment: Infinity,
  WithStatement: Infinity,
};

/** What may run without a poll as a whole, in ns: a deep stack of such regions must stay below the bound. */
export const SHORT = 300;

/** Calls within calls that are followed. */
const DEEPEST = 100;

/** An iteration of this cost is polled each time, whatever the latency bound. */
const LONG = 100_000;

export interface Costs {
  /** Cost of a statement or an expression as it runs once. */
  of(node: t.Node): number;
  /** Cost of one call of a function, its parameters included. */
  ofFunction(node: t.Node): number;
}

export interface World {
  scopes: Scopes;
  /** Trip count of a loop that counts between constants, else undefined. */
  tripsOf: (loop: t.ForStatement) => number | undefined;
  /** Functions that run without an entry poll whatever they cost. */
  unpolled: ReadonlySet<t.Node>;
  callees: Callees;
  /** Functions of built-ins' namespaces that the file replaces. */
  replaced: ReadonlySet<string>;
}

export function costsOf({ scopes, tripsOf, unpolled, callees, replaced }: World): Costs {
  const functions = new Map<t.Node, number>();
  /** Functions whose cost is being summed, and those of them that were met again: each cycle of calls holds one. */
  const open = new Set<t.Node>();
  const cyclic = new Set<t.Node>();
  /** Functions on whose way one that polls is called. */
  const reaching = new Set<t.Node>();
  let reaches = false;
  /** More than this is as good as unknown, so there is no need to sum the rest. */
  let ceiling = LONG;
  const loops = new Map<t.Node, number>();

  function of(node: t.Node): number {
    switch (node.type) {
      // What nine nodes of ten are comes first: an engine compares the cases one by one.
      case 'Identifier':
      case 'StringLiteral':
      case 'ThisExpression':
        return 0;
      case 'MemberExpression':
        return 1 + of(node.object) + (node.computed ? of(node.property) : 0);
      case 'ExpressionStatement':
        return of(node.expression);
      case 'BlockStatement':
        return ofAll(node.body);
      case 'VariableDeclaration':
        return ofAll(node.declarations);
      case 'ReturnStatement':
      case 'UnaryExpression':
        return 1 + (node.argument ? of(node.argument) : 0);
      case 'FunctionExpression':
      case 'ArrowFunctionExpression':
      case 'FunctionDeclaration':
        return 10;
      case 'ObjectMethod':
        return 10 + (node.computed ? of(node.key) : 0);
      case 'CallExpression':
      case 'OptionalCallExpression':
        return ofCall(node);
      case 'NewExpression':
        return ofNew(node);
      case 'ForStatement':
        return ofLoop(node);
      case 'BinaryExpression':
        // A BigInt power is the one operator whose work has no bound of its own.
        return (node.operator === '**' ? 100 : 1) + of(node.left) + of(node.right);
      case 'IfStatement':
      case 'ConditionalExpression':
        return (
          1 + of(node.test) + Math.max(of(node.consequent), node.alternate ? of(node.alternate) : 0)
        );
      default:
        return (WEIGHTS[node.type] ?? 1) + ofChildren(node);
    }
  }

  function ofChildren(node: t.Node): number {
    const keys = codeKeys.get(node.type);
    let sum = 0;
    for (let i = 0; keys !== undefined && i < keys.length; i++) {
      const child = (node as unknown as Record<string, unknown>)[keys[i]!];
      if (Array.isArray(child)) sum += ofAll(child as (t.Node | null)[]);
      else if (child) sum += of(child as t.Node);
      if (sum > ceiling) return Infinity;
    }
    return sum;
  }

  function ofAll(nodes: readonly (t.Node | null)[]): number {
    let sum = 0;
    for (let i = 0; i < nodes.length && sum <= ceiling; i++) if (nodes[i]) sum += of(nodes[i]!);
    return sum > ceiling ? Infinity : sum;
  }

  function ofIteration({ test, update, body }: t.ForStatement): number {
    return 1 + (test ? of(test) : 0) + (update ? of(update) : 0) + of(body);
  }

  function ofLoop(node: t.ForStatement): number {
    let cost = loops.get(node);
    if (cost === undefined) {
      const trips = tripsOf(node);
      cost = node.init ? of(node.init) : 0;
      if (trips === undefined) cost = Infinity;
      // A body that never runs costs nothing, even one of unknown cost: 0 * Infinity would be NaN.
      else if (trips > 0) cost += trips * ofIteration(node);
      else if (node.test) cost += of(node.test);
      // Inside of a function calls cost otherwise.
      if (open.size === 0) loops.set(node, cost);
    }
    return cost;
  }

  function ofCall({
    callee,
    arguments: args,
  }: t.CallExpression | t.OptionalCallExpression): number {
    let cost = 5 + calleeCost(callee);
    for (const arg of args) {
      if (cost === Infinity) break;
      // A built-in or a bounded function calls no function that it is given.
      cost += of(arg);
    }
    return cost;
  }

  function calleeCost(callee: t.Node): number {
    if (isCheap(callee)) return 10;
    if (callee.type === 'Identifier') {
      const binding = scopes.bindingOf(callee);
      return binding?.fn && !binding.dynamic ? ofKnown(binding.fn) : Infinity;
    }
    return isCheapMethod(callee) ? 10 + of((callee as t.MemberExpression).object) : Infinity;
  }

  /** A global function, or one of a built-in's namespace. */
  function isCheap(callee: t.Node): boolean {
    if (callee.type === 'Identifier')
      return cheapFunctions.has(callee.name) && !scopes.shadowed.has(callee.name);
    if (callee.type !== 'MemberExpression' || callee.object.type !== 'Identifier') return false;
    const { object, property, computed } = callee;
    if (computed || property.type !== 'Identifier' || scopes.shadowed.has(object.name))
      return false;
    if (replaced.has(`${object.name}.${property.name}`)) return false;
    return cheapNamespaces.get(object.name)?.has(property.name) === true;
  }

  /** Called by the name of a built-in's method, under which the file stores nothing of its own. */
  function isCheapMethod(callee: t.Node): boolean {
    if (callee.type !== 'MemberExpression' && callee.type !== 'OptionalMemberExpression')
      return false;
    const name = staticName(callee.property, callee.computed);
    return name !== null && cheapMethods.has(name) && !callees.stores(name);
  }

  /**
   * A call of a function of this file. If it polls, a function that calls it pays for no more than the way there. Of each cycle of calls the
   * function that a walk meets twice is taken to poll, and then has to: its own cost is made unknown.
   *
   * Not so in a loop: what an entry takes of the fuel says nothing of what the function costs, and a strip would make a thousand such calls.
   */
  function ofKnown(fn: t.Node): number {
    // A chain of a thousand calls is not walked to its end: who stands in the middle polls.
    const isCut = open.has(fn) || (open.size > DEEPEST && !functions.has(fn));
    if (isCut) cyclic.add(fn);
    const cost = isCut ? Infinity : ofFunction(fn);
    const polls = cost === Infinity && fn.type !== 'ClassDeclaration' && !unpolled.has(fn);
    if (!polls && !reaching.has(fn)) return cost;
    reaches = true;
    if (open.size === 0) return Infinity;
    return polls ? 0 : cost;
  }

  /** A function of this file, or a class that extends nothing: its fields and its constructor. */
  function ofNew({ callee, arguments: args }: t.NewExpression): number {
    const binding = callee.type === 'Identifier' ? scopes.bindingOf(callee) : undefined;
    // What is a class or function elsewhere may have any constructor.
    if (!binding?.fn || binding.dynamic) return Infinity;
    let cost = 30 + ofKnown(binding.fn);
    for (const arg of args) if (cost !== Infinity) cost += of(arg);
    return cost;
  }

  function ofClass({ superClass, body, decorators }: t.ClassDeclaration): number {
    if (superClass || decorators?.length) return Infinity;
    let cost = 0;
    for (const member of body.body) {
      if (member.type === 'ClassMethod' && member.kind === 'constructor') cost += ofKnown(member);
      else if (
        (member.type === 'ClassProperty' ||
          member.type === 'ClassPrivateProperty' ||
          member.type === 'ClassAccessorProperty') &&
        !member.static &&
        member.value
      )
        cost += 1 + of(member.value);
    }
    return cost;
  }

  function ofFunction(node: t.Node): number {
    const known = functions.get(node);
    if (known !== undefined) return known;
    if (open.has(node)) return Infinity;
    open.add(node);
    const outside = reaches;
    reaches = false;
    const cost = node.type === 'ClassDeclaration' ? ofClass(node) : ofBody(node);
    open.delete(node);
    if (reaches) reaching.add(node);
    reaches = outside;
    const total = cyclic.has(node) ? Infinity : cost;
    functions.set(node, total);
    return total;
  }

  function ofBody(node: t.Node): number {
    const fn = node as t.FunctionDeclaration;
    const outer = ceiling;
    ceiling = SHORT;
    let cost = fn.async || fn.generator ? Infinity : 5 + of(fn.body);
    for (const param of fn.params) if (cost !== Infinity) cost += of(param);
    ceiling = outer;
    return cost > SHORT ? Infinity : cost;
  }

  return { of, ofFunction };
}
