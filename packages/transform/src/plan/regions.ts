/**
 * Claim: cleanup runs whole. A `finally` body is masked from its first statement to its last; a `catch` body likewise, once its
 * guard has let the error in. A region that can run no other code needs no mask (quiet.ts).
 * Counter-example that shaped it: CPython lets a second exception into `finally` and the lock is never released.
 */
import type { Item } from './items.ts';
import type { Site } from './types.ts';
import { hasFrame } from './frames.ts';
import type { Rules } from './plan.ts';

export function planRegion(item: Item & { kind: 'catch' | 'finally' }, rules: Rules): Site {
  const { node, kind, body, loud } = item;
  const site: Site = {
    kind,
    flavour: 'hook',
    start: node.start ?? -1,
    end: node.end ?? -1,
    reason: loud ? 'cleanup' : 'runs no other code',
    framed: hasFrame(body, rules),
    masked: loud,
  };
  if (item.kind === 'catch') site.namesExit = item.namesExit;
  else if (!loud) site.flavour = 'none';
  return site;
}

export function planReaction({ node, namesExit }: Item & { kind: 'reaction' }): Site {
  return {
    kind: 'reaction',
    flavour: 'hook',
    start: node.start ?? -1,
    end: node.end ?? -1,
    reason: 'a rejection handler is a catch clause',
    namesExit,
  };
}
