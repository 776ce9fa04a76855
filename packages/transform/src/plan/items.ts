/** The constructs that the rules decide on. */
import type * as t from '@babel/types';
import type { Given } from './binding.ts';
import type { Body, FunctionNode } from './body.ts';

type Loop = t.ForStatement | t.WhileStatement | t.DoWhileStatement;
type Each = t.ForInStatement | t.ForOfStatement;

/**
 * Where a function goes. A property's name: it is called as a method. `variable`: its binding says who holds it. A callee: it is an argument of that
 * call. `handed`: to another call, alone or in an object literal, or where nobody can tell.
 */
export type Stored = { property: string } | Given | 'variable' | 'handed';

export type Item =
  | { kind: 'loop'; node: Loop; body: Body; labels: readonly string[] }
  | { kind: 'each'; node: Each; body: Body }
  | { kind: 'for-await'; node: t.ForOfStatement; body: Body; listed: t.Node | null }
  | { kind: 'function'; node: FunctionNode; body: Body; stored: Stored }
  | { kind: 'initializer'; node: t.Expression; body: Body; calls: number }
  | { kind: 'static-block'; node: t.StaticBlock; body: Body }
  | { kind: 'await'; node: t.AwaitExpression | t.ReturnStatement; body: Body }
  | { kind: 'import'; node: t.ImportExpression | t.CallExpression; body: Body }
  | { kind: 'yield'; node: t.YieldExpression; body: Body; masked: boolean }
  | { kind: 'using'; node: t.VariableDeclaration | t.ForOfStatement; body: Body }
  | { kind: 'scope'; node: t.BlockStatement; body: Body }
  | { kind: 'catch'; node: t.CatchClause; body: Body; namesExit: boolean; loud: boolean }
  | { kind: 'finally'; node: t.BlockStatement; body: Body; loud: boolean }
  | { kind: 'reaction'; node: t.Expression; body: Body; namesExit: boolean };
