/**
 * Functions that may be part of a loop of tail calls (see tails.ts): the cycles of the graph of who calls whom in tail position.
 *
 * Claim: of each such cycle that holds nothing but functions reached by calls alone, all members are found. Whoever is reached as a value takes fuel
 * anyway, and cuts the cycles it is on. A call whose callee the file does not show goes to a node that stands for all code elsewhere;
 * from there every function may be called that is reached by a name, or is exported.
 * Limit, in a file that is not the whole program: a cycle through another file by names that built-ins have.
 * (Strongly connected components: Tarjan 1972.)
 */
import type { Node } from '@babel/types';
import { builtinFunctions, builtinMethods } from './builtins.ts';
import type { Callees } from './callees.ts';
import type { Item } from './items.ts';
import type { Scopes } from './scope.ts';
import { staticName } from './uses.ts';

/** All code that the file does not show. */
const elsewhere = Symbol('elsewhere');
type Vertex = Node | typeof elsewhere;

export function ringsOf(
  items: readonly Item[],
  callees: Callees,
  { shadowed }: Scopes,
): ReadonlySet<Node> {
  const edges = new Map<Vertex, Vertex[]>();
  const reachable: Node[] = [];
  for (const item of items) {
    if (item.kind !== 'function') continue;
    const tails = item.body.tails.callees;
    if (tails.length === 0) continue;
    edges.set(
      item.node,
      tails.flatMap((callee) => targetsOf(callee, callees, shadowed)),
    );
    if (callees.isShared(item)) reachable.push(item.node);
  }
  edges.set(elsewhere, reachable);
  return cyclesOf(edges);
}

function targetsOf(callee: Node, callees: Callees, shadowed: ReadonlySet<string>): Vertex[] {
  const { functions, others } = callees.of(callee);
  return others && !isBuiltin(callee, shadowed) ? [...functions, elsewhere] : [...functions];
}

/** Called as a global function is, or by the name of a built-in's method, which calls nobody in tail position. */
function isBuiltin(callee: Node, shadowed: ReadonlySet<string>): boolean {
  if (callee.type === 'Identifier')
    return builtinFunctions.has(callee.name) && !shadowed.has(callee.name);
  if (callee.type !== 'MemberExpression' && callee.type !== 'OptionalMemberExpression')
    return false;
  const name = staticName(callee.property, callee.computed);
  return name !== null && builtinMethods.has(name);
}

/** The vertices that lie on a cycle. */
function cyclesOf(edges: ReadonlyMap<Vertex, readonly Vertex[]>): Set<Node> {
  const found = new Set<Node>();
  const index = new Map<Vertex, number>();
  const low = new Map<Vertex, number>();
  const stack: Vertex[] = [];
  const open = new Set<Vertex>();
  // With a stack of its own: a chain of a bundle may be deeper than the engine's.
  for (const root of edges.keys()) {
    if (index.has(root)) continue;
    const work: { vertex: Vertex; next: number }[] = [enter(root)];
    while (work.length > 0) {
      const at = work.at(-1)!;
      const target = edges.get(at.vertex)?.[at.next++];
      if (target === undefined) {
        work.pop();
        leave(at.vertex);
        const caller = work.at(-1)?.vertex;
        if (caller !== undefined) lower(caller, low.get(at.vertex)!);
      } else if (!index.has(target)) {
        if (edges.has(target)) work.push(enter(target));
      } else if (open.has(target)) lower(at.vertex, index.get(target)!);
    }
  }
  return found;

  function enter(vertex: Vertex): { vertex: Vertex; next: number } {
    index.set(vertex, index.size);
    low.set(vertex, index.size - 1);
    stack.push(vertex);
    open.add(vertex);
    return { vertex, next: 0 };
  }

  function lower(vertex: Vertex, to: number): void {
    if (to < low.get(vertex)!) low.set(vertex, to);
  }

  function leave(vertex: Vertex): void {
    if (low.get(vertex) !== index.get(vertex)) return;
    const members = stack.splice(stack.lastIndexOf(vertex));
    const isCycle = members.length > 1 || edges.get(vertex)!.includes(vertex);
    for (const member of members) {
      open.delete(member);
      if (isCycle && member !== elsewhere) found.add(member);
    }
  }
}
