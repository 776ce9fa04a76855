/**
 * Claim: no loop runs longer than the latency bound without a poll. Cheapest first:
 * a loop between constants that is short as a whole has none; a loop whose iteration has a known cost is cut into strips with a poll
 * each (counted.ts); any other polls in each iteration, in its test, which `continue` cannot jump over, or at the top of
 * the body of `for-in` and `for-of`.
 * Counter-example that shaped it: a poll at the end of a body is never reached by `for (;;) continue`.
 */
import type * as t from '@babel/types';
import { eachChild } from '../parse/walk.ts';
import { cheapNamespaces } from './builtins.ts';
import { SHORT } from './cost.ts';
import { canSplit, countedLoop, tripCount } from './counted.ts';
import { jumpsOf } from './jumps.ts';
import type { Item } from './items.ts';
import type { Site } from './types.ts';
import type { Rules } from './plan.ts';

/**
 * What a unit of the countdown stands for, in ns of the cost model. An iteration of a loop whose cost is not known takes one, since what it calls
 * polls for itself. The countdown is the function's, so what one loop leaves of it the next one has: a loop of short loops cannot run on for ever.
 */
const COUNT_UNIT = 80;

/** Units that a function has before its first tick, and the fuel that its entry takes for them. */
export const FIRST_COUNTDOWN = 50;
export const FIRST_FUEL = 10;

/** Units before the first tick of a function whose entry takes no fuel: 1.6 µs. */
export const SHORT_COUNTDOWN = 20;

/** Units after a tick (the runtime's COUNTDOWN): no step may take more. */
const COUNTDOWN = 100;

/** Longest strip: at this length the poll's share is below what can be measured. */
const LONGEST_STRIP = 1024;

/** An iteration that calls methods and costs more than this, in ns, would gain less by a strip than the text of one weighs. */
const WORTH = 40;

/** Below this a strip saves less than it costs. */
const SHORTEST_STRIP = 8;

/** Share of the latency bound that one strip may take. */
const STRIP_SHARE = 0.1;

/** A loop's site; for a strip-mined loop, its breaks' sites follow in `breaks`. */
export function planLoop(
  item: Item & { kind: 'loop' | 'each' },
  rules: Rules,
  breaks: Map<t.Node, number>,
): Site {
  const { node, kind, body } = item;
  const site: Site = {
    kind,
    flavour: rules.flavour === 'plain' ? 'plain' : 'countdown',
    start: node.start ?? -1,
    end: node.end ?? -1,
    reason: 'back-edge',
  };
  if (body.noPoll !== 'no')
    return {
      ...site,
      flavour: 'none',
      reason: 'inside a "no poll" region that is declared bounded',
    };
  if (kind === 'loop' && rules.optimize) return planStrips(node, item, site, rules, breaks);
  return site;
}

function planStrips(
  node: t.ForStatement | t.WhileStatement | t.DoWhileStatement,
  { body, labels }: Item & { kind: 'loop' },
  site: Site,
  rules: Rules,
  breaks: Map<t.Node, number>,
): Site {
  const { scopes, costs } = rules;
  const home = body.node;
  const update = node.type === 'ForStatement' ? node.update : null;
  const trips = node.type === 'ForStatement' ? tripCount(node, scopes, home) : undefined;
  if (trips !== undefined && costs.of(node) <= SHORT)
    return { ...site, flavour: 'none', reason: `${trips} iterations of a short body` };
  const cost =
    2 +
    costs.of(node.body) +
    (node.test ? costs.of(node.test) : 0) +
    (update ? costs.of(update) : 0);
  const polled = { ...site, ...weightOf(site, cost) };
  const length = Math.min(LONGEST_STRIP, Math.floor((rules.latency * 1000 * STRIP_SHARE) / cost));
  if (cost > WORTH && callsMethods(node.body))
    return { ...polled, reason: 'back-edge; a poll is little beside an iteration' };
  if (length < SHORTEST_STRIP)
    return {
      ...polled,
      reason:
        cost === Infinity
          ? 'back-edge; the cost of an iteration is not known'
          : 'back-edge; an iteration is long',
    };
  if (rules.script && home.type === 'Program')
    return { ...polled, reason: "back-edge; the loop's value is the script's" };
  if (!canSplit(node, scopes))
    return { ...polled, reason: 'back-edge; each iteration has its own variables' };
  const jumps = jumpsOf(node.body, labels);
  if (jumps === null) return { ...polled, reason: 'back-edge; a continue names its label' };
  const counted = node.type === 'ForStatement' ? countedLoop(node, scopes, home) : null;
  const sound = rules.flavour === 'sound';
  const perCount = typeof counted?.step === 'number' ? cost / Math.abs(counted.step) : cost;
  const shift = Math.round(Math.log2(perCount / COUNT_UNIT));
  if (sound && counted === null && COUNTDOWN >> Math.max(0, shift) === 0)
    return { ...polled, reason: 'back-edge; an iteration is long' };
  const strip: Site = {
    ...site,
    flavour: 'strip',
    reason: `${counted ? 'counted; ' : ''}${sound && !counted ? 'strips by the countdown' : `a strip of ${length}`}`,
    strip: { counted, length, shift, sound, testLast: node.type === 'DoWhileStatement' },
  };
  if (counted && jumps.length > 0) {
    strip.label = rules.nextLabel++;
    for (const jump of jumps) breaks.set(jump, strip.label);
  }
  return strip;
}

/** What an iteration of known cost takes of the countdown, where that is more than one. */
function weightOf({ flavour }: Site, cost: number): Pick<Site, 'weight'> {
  if (flavour !== 'countdown' || cost <= COUNT_UNIT || cost === Infinity) return {};
  return { weight: Math.min(COUNTDOWN, Math.ceil(cost / COUNT_UNIT)) };
}

/** Whether an iteration calls a method: an engine inlines a function or `Math.max` sooner, and a poll then weighs more. */
function callsMethods(node: t.Node): boolean {
  if (node.type === 'CallExpression' || node.type === 'OptionalCallExpression') {
    const { callee } = node;
    if (callee.type === 'MemberExpression' || callee.type === 'OptionalMemberExpression')
      return callee.object.type !== 'Identifier' || !cheapNamespaces.has(callee.object.name);
  }
  let found = false;
  eachChild(node, (child) => {
    found ||= callsMethods(child);
  });
  return found;
}
