/**
 * Claim: a call either passes a poll at the entry of the function or costs no more than SHORT, whatever it reaches.
 * A function goes without an entry poll only if its cost is known (cost.ts): no loop, no call but to functions of that kind. So an
 * unpolled run is one frame's straight line of code, and a deep stack that unwinds is bounded too.
 *
 * The weaker rule, an entry poll only where a path makes two calls, is not enough: it bounds the depth of an unpolled chain,
 * but `f(n) { f(n - 1); g(n) }` with a chain `g(n) { n && g(n - 1) }` runs depth squared calls on its way up, 100 ms and more.
 *
 * A parameter default or a class field that calls is a body too: it runs before the entry poll of the body it belongs to.
 * A call of a function of this file that polls costs its caller nothing more: each cycle of calls holds one that does.
 * Accessors and methods of the language's own protocols are called where no call is seen; they go unpolled only as a single field access.
 * A function whose value goes anywhere may be called by a native loop, endless if it is an iterator's `next`: it polls however short it is. One
 * that is stored under a name goes unpolled if the file takes no value from such a name but calls it. Limit: what another file, or a
 * computed access, takes from there is not seen.
 *
 * Claim: in the sound flavour too a plain load is enough at the entry of a function that only compiled code calls.
 * An engine can keep the load out of nothing but a loop: one of the author's that it was inlined into, which polls for itself; one of a built-in's,
 * which does not call it; or one made of tail calls, and in each cycle of those one function takes fuel (rings.ts). An accessor is reached from
 * code, unless loops of built-ins ask for its name. Every real call of a recursion is
 * a fresh entry. Its own loops begin with a shorter countdown, since where it was inlined nothing else shows what they run.
 * Limit: an endless loop of uncompiled code that the function is inlined into.
 */
import type { Node } from '@babel/types';
import type { Body, FunctionNode } from './body.ts';
import type { Item } from './items.ts';
import type { Kind, Site } from './types.ts';
import { protocolFields, protocolMethods } from './builtins.ts';
import { SHORT } from './cost.ts';
import { isAccessor } from './callees.ts';
import { FIRST_COUNTDOWN, FIRST_FUEL, SHORT_COUNTDOWN } from './loops.ts';
import { clashes, hasFrame } from './frames.ts';
import type { Rules } from './plan.ts';
import { staticName } from './uses.ts';

export function planFunction(item: Item & { kind: 'function' }, rules: Rules): Site {
  const { node, body } = item;
  const isBlock = node.body.type === 'BlockStatement';
  const site: Site = {
    kind: kindOf(body, isBlock, rules),
    flavour: 'hook',
    start: node.start ?? -1,
    end: node.end ?? -1,
    reason: '',
  };
  withCountdown(site, body, rules);
  switch (site.kind) {
    case 'async':
    case 'async-arrow':
    case 'generator':
      site.reason = site.kind === 'generator' ? 'keeps its mask over a yield' : 'suspends';
      site.framed = true;
      site.masked = isCleanup(node);
      site.keepsMask = body.maskedYields > 0 || body.maskedSuspends > 0;
      return site;
    case 'cleanup':
      site.reason = 'disposes or closes: it must run whole';
      return site;
    default:
      site.flavour = body.noPoll !== 'no' ? 'none' : rules.flavour === 'plain' ? 'plain' : 'fuel';
      site.reason = body.noPoll !== 'no' ? '"no poll"' : 'entry';
      if (site.flavour !== 'none' && isShort(item, rules)) {
        site.flavour = 'none';
        site.reason = 'short, and calls nothing that is not';
      }
      return site;
  }
}

export function planInitializer(
  { node, body, calls }: Item & { kind: 'initializer' },
  rules: Rules,
): Site {
  const reason = `calls ${calls === 1 ? 'once' : `${calls} times`} outside of a function body`;
  const site = entry('initializer', node, body, rules, reason);
  // Real calls and constructions come here; what a built-in calls in a loop of its own has the entry of the body besides.
  if (rules.optimize && site.flavour === 'fuel') site.flavour = 'plain';
  return site;
}

export function planStaticBlock(
  { node, body }: Item & { kind: 'static-block' },
  rules: Rules,
): Site {
  return withCountdown(entry('static-block', node, body, rules, 'entry'), body, rules);
}

function entry(
  kind: Kind,
  node: { start?: number | null; end?: number | null },
  body: Body,
  rules: Rules,
  reason: string,
): Site {
  const flavour = body.noPoll !== 'no' ? 'none' : rules.flavour === 'plain' ? 'plain' : 'fuel';
  return { kind, flavour, start: node.start ?? -1, end: node.end ?? -1, reason };
}

export function withCountdown(site: Site, body: Body, rules: Rules): Site {
  if (rules.flavour === 'sound' && body.loops > 0 && body.noPoll === 'no') {
    site.countdown = FIRST_COUNTDOWN;
    // Each call may run so many iterations before it ticks, so the caller's account must show it.
    site.fuel = FIRST_FUEL;
  }
  return site;
}

/** For a body whose loops turned out to need none. */
export function dropCountdown(site: Site): void {
  delete site.countdown;
  delete site.fuel;
}

function kindOf(body: Body, isBlock: boolean, rules: Rules): Kind {
  if (hasFrame(body, rules)) return body.async ? (isBlock ? 'async' : 'async-arrow') : 'generator';
  if (isCleanup(body.node) && !clashes(body)) return 'cleanup';
  return isBlock ? 'function' : 'arrow';
}

/** `[Symbol.dispose]`, `[Symbol.asyncDispose]` and an iterator's `return` are called to clean up. */
function isCleanup(node: Body['node']): boolean {
  if (node.type !== 'ClassMethod' && node.type !== 'ObjectMethod') return false;
  const { key, computed } = node;
  if (!computed)
    return (
      key.type === 'Identifier' && key.name === 'return' && node.kind === 'method' && !node.async
    );
  return (
    key.type === 'MemberExpression' &&
    !key.computed &&
    key.object.type === 'Identifier' &&
    key.object.name === 'Symbol' &&
    key.property.type === 'Identifier' &&
    (key.property.name === 'dispose' || key.property.name === 'asyncDispose')
  );
}

function isShort(item: Item & { kind: 'function' }, rules: Rules): boolean {
  const { node, body } = item;
  if (!rules.optimize || rules.functionPolls === 'all' || body.async || body.generator)
    return false;
  if (rules.costs.ofFunction(node) > SHORT) return false;
  return isAccessor(node)
    ? body.loud === 0 || isField(node, rules.accessors)
    : rules.callees.onlyCalls(item);
}

/** Gives the entry of a function the cheaper poll where that is sound. Called when it is known which functions count down. */
export function preferPlain(site: Site, item: Item & { kind: 'function' }, rules: Rules): void {
  if (!rules.optimize || rules.rings.has(item.node) || !isReachedFromCode(item, rules)) return;
  site.flavour = 'plain';
  delete site.fuel;
  if (site.countdown !== undefined) site.countdown = SHORT_COUNTDOWN;
  site.reason = 'entry; only real calls reach it';
}

/** No built-in calls it in a loop of its own. */
function isReachedFromCode(item: Item & { kind: 'function' }, { callees }: Rules): boolean {
  if (!isAccessor(item.node)) return callees.onlyCalls(item);
  const name = staticName(item.node.key, item.node.computed);
  return name !== null && !protocolFields.has(name) && !protocolMethods.has(name);
}

/**
 * `get x() { return this.y }` and its setter, where no accessor of the file is called `y`. One that may reach another is a link of a
 * chain as deep as the stack: `get a() { return this.b } get b() { return this.a }` in a strip ran whole stacks unpolled.
 */
function isField({ body, params }: FunctionNode, accessors: ReadonlySet<string>): boolean {
  const [statement, ...others] = body.type === 'BlockStatement' ? body.body : [];
  if (others.length > 0 || params.some(({ type }) => type !== 'Identifier')) return false;
  if (statement?.type === 'ReturnStatement') return isOwnField(statement.argument, accessors);
  if (statement?.type !== 'ExpressionStatement') return statement === undefined;
  const { expression } = statement;
  return (
    expression.type === 'AssignmentExpression' &&
    expression.operator === '=' &&
    expression.right.type === 'Identifier' &&
    isOwnField(expression.left, accessors)
  );
}

function isOwnField(node: Node | null | undefined, accessors: ReadonlySet<string>): boolean {
  if (node?.type !== 'MemberExpression' || node.object.type !== 'ThisExpression' || node.computed)
    return false;
  const name = staticName(node.property, false);
  return name !== null && !accessors.has(name);
}

/** Functions that have no entry poll, whatever they cost: calls of them are no polls. */
export function unpolledFunctions(items: readonly Item[]): Set<Node> {
  const found = new Set<Node>();
  for (const { kind, node, body } of items) {
    const polls = body.noPoll === 'no' && !body.async && !body.generator && !isCleanup(body.node);
    if (kind === 'function' && !polls) found.add(node);
  }
  return found;
}
