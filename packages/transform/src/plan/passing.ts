/**
 * Claim: a loop needs no poll of its own if each of its iterations passes another: an inner loop that polls whenever it is begun, an `await`, or, where
 * a plain load stays in the code, a call of a function of this file that polls at its entry. Only what is evaluated in each iteration
 * counts: a statement of the body itself, before any `continue`, outside of `try` (what is thrown there may be caught before the poll).
 * Counter-examples that shaped it: a counted loop in strips that makes no iteration polls nowhere; neither does a loop that this rule
 * has left without a poll, so inner loops are decided first; and in the sound flavour an engine may keep the load of an inlined call out of the loop.
 * (OCaml's polling pass asks the same of each loop header: that every path back to it polls.)
 */
import type * as t from '@babel/types';
import { eachChild } from '../parse/walk.ts';
import type { Scopes } from './scope.ts';
import type { Site } from './types.ts';

type Loop =
  t.ForStatement | t.WhileStatement | t.DoWhileStatement | t.ForInStatement | t.ForOfStatement;

export class Passing {
  readonly #sites: ReadonlyMap<t.Node, Site>;
  readonly #scopes: Scopes;
  readonly #plain: boolean;

  constructor(sites: ReadonlyMap<t.Node, Site>, scopes: Scopes, plain: boolean) {
    this.#sites = sites;
    this.#scopes = scopes;
    this.#plain = plain;
  }

  /** Whether each iteration passes a poll that is not the loop's own. */
  of(loop: Loop): boolean {
    if ('test' in loop && loop.test && this.#evaluates(loop.test)) return true;
    return this.#runs(loop.body) === 'polls';
  }

  /** What a statement of a body does, whenever it is reached: it polls, or goes on, or may jump back over what follows. */
  #runs(statement: t.Statement): 'polls' | 'goes on' | 'may jump' {
    switch (statement.type) {
      case 'BlockStatement':
        for (const inner of statement.body) {
          const what = this.#runs(inner);
          if (what !== 'goes on') return what;
        }
        return 'goes on';
      case 'LabeledStatement':
        // A block with a label may be left by its label before it has polled; a loop has polled by then.
        if (statement.body.type !== 'BlockStatement') return this.#runs(statement.body);
        break;
      case 'ForStatement':
      case 'WhileStatement':
      case 'DoWhileStatement':
        if (this.#pollsAtOnce(statement)) return 'polls';
        break;
      case 'ExpressionStatement':
        return this.#evaluates(statement.expression) ? 'polls' : 'goes on';
      case 'VariableDeclaration':
        return statement.declarations.some(({ init }) => init && this.#evaluates(init))
          ? 'polls'
          : 'goes on';
      case 'IfStatement':
        if (this.#evaluates(statement.test)) return 'polls';
        break;
      default:
    }
    return hasContinue(statement) ? 'may jump' : 'goes on';
  }

  /** A test is evaluated before the first iteration; so is the head of strips that are not counted. */
  #pollsAtOnce(loop: t.ForStatement | t.WhileStatement | t.DoWhileStatement): boolean {
    const site = this.#sites.get(loop);
    if (site?.strip) return site.strip.counted === null;
    if (loop.type === 'DoWhileStatement') return false;
    return site?.flavour === 'countdown' || site?.flavour === 'plain';
  }

  #evaluates(node: t.Node): boolean {
    switch (node.type) {
      case 'AwaitExpression':
        return this.#polls(node) || this.#evaluates(node.argument);
      case 'CallExpression':
        return (
          this.#isPolledCall(node.callee) ||
          this.#evaluates(node.callee) ||
          node.arguments.some((argument) => this.#evaluates(argument))
        );
      case 'MemberExpression':
        return this.#evaluates(node.object) || (node.computed && this.#evaluates(node.property));
      case 'AssignmentExpression':
        return !/^(?:\|\||&&|\?\?)=$/.test(node.operator) && this.#evaluates(node.right);
      case 'BinaryExpression':
        return this.#evaluates(node.left) || this.#evaluates(node.right);
      case 'LogicalExpression':
        return this.#evaluates(node.left);
      case 'ConditionalExpression':
        return this.#evaluates(node.test);
      case 'SequenceExpression':
        return node.expressions.some((expression) => this.#evaluates(expression));
      case 'UnaryExpression':
      case 'SpreadElement':
        return this.#evaluates(node.argument);
      case 'ParenthesizedExpression':
      case 'TSAsExpression':
      case 'TSSatisfiesExpression':
      case 'TSNonNullExpression':
        return this.#evaluates(node.expression);
      default:
        return false;
    }
  }

  #polls(node: t.Node): boolean {
    const site = this.#sites.get(node);
    return site !== undefined && site.flavour !== 'none';
  }

  #isPolledCall(callee: t.Node): boolean {
    if (!this.#plain || callee.type !== 'Identifier') return false;
    const binding = this.#scopes.bindingOf(callee);
    if (!binding?.fn || binding.dynamic) return false;
    const site = this.#sites.get(binding.fn);
    return site?.flavour === 'plain' && (site.kind === 'function' || site.kind === 'arrow');
  }
}

/** A `continue` that may leave for the loop around: one with a label, or one that is not in a loop of its own. */
function hasContinue(node: t.Node, inLoop = false): boolean {
  if (node.type === 'ContinueStatement') return node.label != null || !inLoop;
  if ('params' in node || node.type.startsWith('Class')) return false;
  const isLoop = /^(?:For|While|DoWhile|ForIn|ForOf)Statement$/.test(node.type);
  let found = false;
  eachChild(node, (child) => {
    found ||= hasContinue(child, inLoop || isLoop);
  });
  return found;
}
