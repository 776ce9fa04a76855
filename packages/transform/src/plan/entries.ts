/**
 * Claim: every function that is entered passes a poll, so a tree of calls cannot run unpolled. A parameter default or
 * a class field that calls is a body too: it runs before the entry poll of the body it belongs to.
 */
import type { Body, Item } from './survey.ts';
import type { Kind, Site } from './types.ts';
import { FIRST_COUNTDOWN } from './loops.ts';
import { hasFrame } from './frames.ts';
import type { Rules } from './plan.ts';

export function planFunction({ node, body }: Item & { kind: 'function' }, rules: Rules): Site {
  const isBlock = node.body.type === 'BlockStatement';
  const site: Site = { kind: kindOf(body, isBlock, rules), flavour: 'hook', start: node.start ?? -1, end: node.end ?? -1, reason: '' };
  withCountdown(site, body, rules);
  switch (site.kind) {
    case 'async':
    case 'async-arrow':
    case 'generator':
      site.reason = site.kind === 'generator' ? 'keeps its mask over a yield' : 'suspends';
      site.framed = true;
      site.masked = isCleanup(node);
      return site;
    case 'cleanup':
      site.reason = 'disposes or closes: it must run whole';
      return site;
    default:
      site.flavour = body.noPoll !== 'no' ? 'none' : rules.flavour === 'plain' ? 'plain' : 'fuel';
      site.reason = body.noPoll !== 'no' ? '"no poll"' : 'entry';
      return site;
  }
}

export function planInitializer({ node, body, calls }: Item & { kind: 'initializer' }, rules: Rules): Site {
  return entry('initializer', node, body, rules, `calls ${calls === 1 ? 'once' : `${calls} times`} outside of a function body`);
}

export function planStaticBlock({ node, body }: Item & { kind: 'static-block' }, rules: Rules): Site {
  return withCountdown(entry('static-block', node, body, rules, 'entry'), body, rules);
}

function entry(kind: Kind, node: { start?: number | null; end?: number | null }, body: Body, rules: Rules, reason: string): Site {
  const flavour = body.noPoll !== 'no' ? 'none' : rules.flavour === 'plain' ? 'plain' : 'fuel';
  return { kind, flavour, start: node.start ?? -1, end: node.end ?? -1, reason };
}

export function withCountdown(site: Site, body: Body, rules: Rules): Site {
  if (rules.flavour === 'sound' && body.loops > 0 && body.noPoll === 'no') site.countdown = FIRST_COUNTDOWN;
  return site;
}

function kindOf(body: Body, isBlock: boolean, rules: Rules): Kind {
  if (hasFrame(body, rules)) return body.async ? (isBlock ? 'async' : 'async-arrow') : 'generator';
  if (isCleanup(body.node)) return 'cleanup';
  return isBlock ? 'function' : 'arrow';
}

/** `[Symbol.dispose]`, `[Symbol.asyncDispose]` and an iterator's `return` are called to clean up. */
function isCleanup(node: Body['node']): boolean {
  if (node.type !== 'ClassMethod' && node.type !== 'ObjectMethod') return false;
  const { key, computed } = node;
  if (!computed) return key.type === 'Identifier' && key.name === 'return' && node.kind === 'method' && !node.async;
  return (
    key.type === 'MemberExpression' && !key.computed && key.object.type === 'Identifier' && key.object.name === 'Symbol' &&
    key.property.type === 'Identifier' && (key.property.name === 'dispose' || key.property.name === 'asyncDispose')
  );
}
