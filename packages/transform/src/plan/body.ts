/** A function, as the rules see it: what it is, and what its own code was found to hold. */
import type * as t from '@babel/types';
import { eachName } from './patterns.ts';
import { Tails } from './tails.ts';

export type FunctionNode =
  | t.FunctionDeclaration
  | t.FunctionExpression
  | t.ArrowFunctionExpression
  | t.ObjectMethod
  | t.ClassMethod
  | t.ClassPrivateMethod;

/** A function, or what runs like one: the file, a static block, a class field's initialiser. */
export interface Body {
  node: FunctionNode | t.StaticBlock | t.Expression | t.Program;
  outer: Body | null;
  async: boolean;
  generator: boolean;
  /** `await`, `for await`, and `yield` of an async generator. */
  suspends: number;
  /** `yield` inside a masked region of a plain generator. */
  maskedYields: number;
  /** Of `suspends`, those inside a masked region. */
  maskedSuspends: number;
  /** Loops of every form: what may need a countdown. */
  loops: number;
  /** Nodes so far that can run other code: see quiet.ts. */
  loud: number;
  /** Explicit calls so far: call, new, tagged template, import(). */
  calls: number;
  tails: Tails;
  noPoll: 'no' | 'strict' | 'bounded';
  /** Names that `var` declares, kept for bodies that may get a frame. */
  vars: Set<string>;
}

export function newBody(node: Body['node'], outer: Body | null): Body {
  const fn = node as { async?: boolean; generator?: boolean };
  return {
    node,
    outer,
    async: fn.async === true,
    generator: fn.generator === true,
    suspends: 0,
    maskedYields: 0,
    maskedSuspends: 0,
    loops: 0,
    loud: 0,
    calls: 0,
    tails: new Tails(),
    noPoll: noPollOf(node, outer),
    vars: new Set(),
  };
}

/** What stands inside a pattern is visited with the rest. */
export function noteVariables({ kind, declarations }: t.VariableDeclaration, body: Body): void {
  for (const { id, init } of declarations) {
    if (id.type === 'Identifier') body.tails.gives(id, init);
    if (kind === 'var') eachName(id, ({ name }) => body.vars.add(name), ignore);
  }
}
const ignore = (): void => {};

function noPollOf(node: Body['node'], outer: Body | null): Body['noPoll'] {
  const block = 'body' in node && !Array.isArray(node.body) ? (node.body as t.Node | null) : node;
  const directives = (block as { directives?: t.Directive[] } | null)?.directives ?? [];
  for (const { value } of directives) {
    if (value.value === 'no poll') return 'strict';
    if (value.value === 'no poll, bounded') return 'bounded';
  }
  return outer?.noPoll ?? 'no';
}
