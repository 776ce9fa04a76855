/** File → Plan. Runs the rules over what the survey found; changes nothing. */
import type { File, Node } from '@babel/types';
import { placeOf, TransformError } from '../errors.ts';
import { DEFAULT_RUNTIME, type ResolvedOptions } from '../options.ts';
import { mayAlias } from './aliases.ts';
import { planAwait, planDisposal, planImport, planScope, planYield } from './awaits.ts';
import { accessorNames, Callees } from './callees.ts';
import { chargeOf } from './charge.ts';
import { isCompiled } from './compiled.ts';
import { costsOf, type Costs } from './cost.ts';
import { tripCount } from './counted.ts';
import {
  dropCountdown,
  planFunction,
  planInitializer,
  planStaticBlock,
  preferPlain,
  unpolledFunctions,
} from './entries.ts';
import { chooseFlavour } from './flavour.ts';
import { importsCode } from './imports.ts';
import type { Item } from './items.ts';
import { planLoop } from './loops.ts';
import { Passing } from './passing.ts';
import { planReaction, planRegion } from './regions.ts';
import { ringsOf } from './rings.ts';
import { scopesOf, type Scopes } from './scope.ts';
import type { Body } from './body.ts';
import { survey, type Survey } from './survey.ts';
import type { Plan, Site } from './types.ts';

/** What the rules need of the options. */
export interface Rules {
  flavour: 'sound' | 'plain';
  awaits: 'interruptible' | 'check';
  functionPolls: 'auto' | 'all';
  latency: number;
  /** Off: a poll at every back-edge and entry. */
  optimize: boolean;
  /** The text is a script, whose top-level loops have a value and whose variables others see. */
  script: boolean;
  scopes: Scopes;
  costs: Costs;
  callees: Callees;
  /** Names of the file's getters and setters. */
  accessors: ReadonlySet<string>;
  /** Functions that may be part of a loop of tail calls. */
  rings: ReadonlySet<Node>;
  nextLabel: number;
}

/** The plan, and what an applier needs beside it: the node of each site, and the names that are taken. */
export interface Analysis {
  plan: Plan;
  nodes: Node[];
  dollarNames: ReadonlySet<string>;
  /** Top-level loops count down in a variable of the prelude. */
  rootCountdown: boolean;
  /** Constants of the module may stand for its imports. */
  aliases: boolean;
  /** Statement behind which a `for await` makes its frame current again; null where there is no room for one. */
  behind: Map<Node, Node | null>;
}

/** Sites that run once per iteration or call. */
const CHARGED: ReadonlySet<Site['kind']> = new Set([
  'loop',
  'each',
  'function',
  'arrow',
  'async',
  'async-arrow',
  'generator',
  'cleanup',
  'static-block',
]);

export function makePlan(file: File, code: string, options: ResolvedOptions): Analysis {
  const sourceType = sourceTypeOf(file, options);
  const plan: Plan = {
    filename: options.filename,
    sourceType,
    sites: [],
    alreadyCompiled: isCompiled(file.program, [options.runtime, DEFAULT_RUNTIME]),
  };
  const nodes: Node[] = [];
  const behind = new Map<Node, Node | null>();
  if (plan.alreadyCompiled)
    return { plan, nodes, dollarNames: new Set(), rootCountdown: false, aliases: false, behind };

  const found = survey(file.program);
  const { items, root, dollarNames } = found;
  const rules = rulesFor(file, found, sourceType, options);
  rejectUnboundedRegions(items, code, options.filename);
  const breaks = new Map<Node, number>();
  const counting = new Set<Body>();
  for (const item of items) {
    const site = planSite(item, rules, breaks);
    if (options.audit && CHARGED.has(site.kind)) site.charge = chargeOf(item.node);
    plan.sites.push(site);
    nodes.push(item.node);
    if (item.kind === 'for-await') behind.set(item.node, item.listed);
  }
  if (rules.optimize) dropPassedLoops(items, plan.sites, rules);
  items.forEach(({ body }, i) => {
    const site = plan.sites[i]!;
    if (site.flavour === 'countdown' || site.strip?.sound) counting.add(body);
  });
  items.forEach((item, i) => {
    const site = plan.sites[i]!;
    if (!counting.has(item.body)) dropCountdown(site);
    if (item.kind === 'function' && site.flavour === 'fuel') preferPlain(site, item, rules);
  });
  for (const [node, label] of breaks) {
    plan.sites.push({
      kind: 'break',
      flavour: 'strip',
      start: node.start ?? -1,
      end: node.end ?? -1,
      reason: 'leaves both loops of a strip-mined one',
      label,
    });
    nodes.push(node);
  }
  return {
    plan,
    nodes,
    dollarNames,
    rootCountdown: counting.has(root),
    aliases: sourceType === 'module' && mayAlias(file.program),
    behind,
  };
}

/** Inner loops come first: which of them poll decides about those around. */
function dropPassedLoops(items: readonly Item[], sites: readonly Site[], rules: Rules): void {
  const byNode = new Map(items.map(({ node }, i) => [node as Node, sites[i]!]));
  const passing = new Passing(byNode, rules.scopes, rules.flavour === 'plain');
  for (let i = items.length - 1; i >= 0; i--) {
    const [item, site] = [items[i]!, sites[i]!];
    if (item.kind !== 'loop' && item.kind !== 'each') continue;
    const polled = site.flavour === 'countdown' || site.flavour === 'plain';
    if (!polled || site.weight !== undefined || !passing.of(item.node)) continue;
    site.flavour = 'none';
    site.reason = 'each iteration passes another poll';
  }
}

function rulesFor(
  file: File,
  found: Survey,
  sourceType: Plan['sourceType'],
  options: ResolvedOptions,
): Rules {
  const scopes = scopesOf(file.program, sourceType === 'script');
  const { items } = found;
  const script = sourceType === 'script';
  // Scripts of a page call one another by names.
  const closed = !script && !importsCode(found, DEFAULT_RUNTIME.replace(/\/abi$/, ''));
  const callees = new Callees(items, scopes, found.flow, closed);
  const homes = new Map<Node, Node>();
  for (const { kind, node, body } of items) if (kind === 'loop') homes.set(node, body.node);
  const costs = costsOf({
    scopes,
    tripsOf: (loop) => tripCount(loop, scopes, homes.get(loop) ?? file.program),
    unpolled: unpolledFunctions(items),
    callees,
    replaced: found.flow.replaced,
  });
  const { awaits, functionPolls, latency } = options;
  return {
    flavour: chooseFlavour(options),
    awaits,
    functionPolls,
    latency,
    optimize: options.optimize,
    script,
    scopes,
    costs,
    callees,
    accessors: accessorNames(items),
    rings: ringsOf(items, callees, scopes),
    nextLabel: 0,
  };
}

function planSite(item: Item, rules: Rules, breaks: Map<Node, number>): Site {
  switch (item.kind) {
    case 'loop':
    case 'each':
      return planLoop(item, rules, breaks);
    case 'function':
      return planFunction(item, rules);
    case 'initializer':
      return planInitializer(item, rules);
    case 'static-block':
      return planStaticBlock(item, rules);
    case 'await':
    case 'for-await':
      return planAwait(item, rules);
    case 'yield':
      return planYield(item, rules);
    case 'using':
      return planDisposal(item, rules);
    case 'scope':
      return planScope(item, rules);
    case 'catch':
    case 'finally':
      return planRegion(item, rules);
    case 'import':
      return planImport(item);
    case 'reaction':
      return planReaction(item);
    default:
      return item satisfies never;
  }
}

/** "no poll" promises that nothing in the region runs long; a loop in it breaks that unless the author says it is bounded. */
function rejectUnboundedRegions(
  items: readonly Item[],
  code: string,
  filename: string | undefined,
): void {
  const broken = items.filter(
    (item) =>
      item.body.noPoll === 'strict' &&
      (item.kind === 'loop' ||
        item.kind === 'each' ||
        item.kind === 'await' ||
        item.kind === 'for-await'),
  );
  const first = broken[0];
  if (first === undefined) return;
  const list = broken.map(
    (item) =>
      `  line ${placeOf(code, item.node.start ?? 0).line}: ${item.kind === 'loop' || item.kind === 'each' ? 'a loop' : 'an await'} without a poll may run longer than the latency bound`,
  );
  const reason = `the region is marked "no poll", but the promise breaks there:\n${list.join('\n')}\nSay "no poll, bounded" if you know that it is short.`;
  throw new TransformError('NO_POLL', reason, placeOf(code, first.node.start ?? 0, filename), code);
}

function sourceTypeOf(file: File, { sourceType }: ResolvedOptions): Plan['sourceType'] {
  if (file.program.sourceType === 'module') return 'module';
  return sourceType === 'commonjs' || sourceType === 'unambiguous' ? 'commonjs' : 'script';
}
