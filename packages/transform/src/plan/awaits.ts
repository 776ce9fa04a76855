/**
 * Claim: an await is checked before, can be interrupted while it is suspended, and is not checked after, so it ends
 * with its value xor with the interrupt. Counter-example that shaped it: a check after `const r = await open()` would leak `r`.
 */
import type { Item } from './items.ts';
import type { Site } from './types.ts';
import { hasFrame } from './frames.ts';
import type { Rules } from './plan.ts';

export function planAwait(item: Item & { kind: 'await' | 'for-await' }, rules: Rules): Site {
  const { node, kind, body } = item;
  const [start, end] = [node.start ?? -1, node.end ?? -1];
  if (body.noPoll !== 'no') return { kind, flavour: 'none', start, end, reason: '"no poll"' };
  if (rules.awaits === 'check')
    return { kind, flavour: 'check', start, end, reason: 'checked before it suspends' };
  const reason =
    node.type === 'ReturnStatement'
      ? 'return awaits in an async generator'
      : hasFrame(body, rules)
        ? 'suspends'
        : 'suspends the module';
  return { kind, flavour: 'hook', start, end, reason, framed: hasFrame(body, rules) };
}

export function planYield({ node, body }: Item & { kind: 'yield' }, rules: Rules): Site {
  const [start, end] = [node.start ?? -1, node.end ?? -1];
  const kind = node.delegate ? 'yield-star' : 'yield';
  if (!hasFrame(body, rules))
    return {
      kind,
      flavour: 'none',
      start,
      end,
      reason: 'its resume is paid by the caller of next()',
    };
  return {
    kind,
    flavour: 'hook',
    start,
    end,
    framed: true,
    reason: body.async ? 'suspends' : 'its mask stays behind',
    masked: !body.async,
  };
}

/**
 * The wait at the end of an `await using`: the disposer runs in a frame that is left for as long as the language waits. Without frames there is
 * nothing to leave.
 */
export function planDisposal({ node, body }: Item & { kind: 'using' }, rules: Rules): Site {
  const [start, end] = [node.start ?? -1, node.end ?? -1];
  const kind = node.type === 'ForOfStatement' ? 'using-each' : 'using';
  const site: Site = { kind, flavour: 'hook', start, end, reason: 'waits for disposers' };
  if (body.noPoll !== 'no') return { ...site, flavour: 'none', reason: '"no poll"' };
  if (rules.awaits === 'check')
    return { ...site, flavour: 'none', reason: 'awaits without frames' };
  site.framed = hasFrame(body, rules);
  site.label = rules.nextLabel;
  rules.nextLabel += node.type === 'VariableDeclaration' ? node.declarations.length : 1;
  return site;
}

export function planScope({ node, body }: Item & { kind: 'scope' }, rules: Rules): Site {
  const framed = hasFrame(body, rules);
  return {
    kind: 'scope',
    flavour: framed ? 'hook' : 'none',
    start: node.start ?? -1,
    end: node.end ?? -1,
    reason: framed ? 'goes on behind its disposals' : 'no frame',
    framed,
  };
}

/** Whoever hears that an interrupt has ended the module's evaluation, the thread ends (SEMANTICS 2.8). */
export function planImport({ node }: Item & { kind: 'import' }): Site {
  const [start, end] = [node.start ?? -1, node.end ?? -1];
  return { kind: 'import', flavour: 'hook', start, end, reason: 'evaluates a module' };
}
