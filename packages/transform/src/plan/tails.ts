/**
 * Calls in tail position. In strict code JavaScriptCore makes them jumps (as the language asks), so a recursion by tail calls is a loop.
 *
 * A variable that is returned counts as a call if one may be what it holds: a minifier makes `const x = f(); return x` into `return f()`.
 */
import type * as t from '@babel/types';

/** What a function calls last, and what its variables are given. */
export class Tails {
  /** Who is called by a return: the callees, or JSX, which becomes a call. */
  readonly #callees: t.Node[] = [];
  readonly #returned: string[] = [];
  /** A variable, and what it is given: the name of another, or whose result. */
  readonly #given: (readonly [string, string | t.Node])[] = [];

  returns(value: t.Node | null | undefined): void {
    eachTail(
      value,
      (callee) => this.#callees.push(callee),
      ({ name }) => this.#returned.push(name),
    );
  }

  gives(variable: t.Identifier, value: t.Node | null | undefined): void {
    const { name } = variable;
    eachTail(
      value,
      (callee) => this.#given.push([name, callee]),
      (from) => this.#given.push([name, from.name]),
    );
  }

  /** `x += f()` gives nothing that could be returned instead; `x ||= f()` does. */
  assigns({ operator, left, right }: t.AssignmentExpression): void {
    if (left.type === 'Identifier' && /^(?:\|\||&&|\?\?)?=$/.test(operator))
      this.gives(left, right);
  }

  /** Who may be called in tail position, if a minifier has been at it. */
  get callees(): readonly t.Node[] {
    if (this.#returned.length === 0) return this.#callees;
    const callees = [...this.#callees];
    const names = new Set(this.#returned);
    // What a name is given joins the set while it is walked.
    for (const name of names)
      for (const [variable, from] of this.#given) {
        if (variable !== name) continue;
        if (typeof from === 'string') names.add(from);
        else callees.push(from);
      }
    return callees;
  }
}

function eachTail(
  value: t.Node | null | undefined,
  call: (callee: t.Node) => void,
  variable: (name: t.Identifier) => void,
): void {
  switch (value?.type) {
    case 'CallExpression':
    case 'OptionalCallExpression':
      if (value.callee.type !== 'Import') call(value.callee);
      return;
    case 'TaggedTemplateExpression':
      return call(value.tag);
    case 'JSXElement':
    case 'JSXFragment':
      return call(value);
    case 'Identifier':
      return variable(value);
    case 'ConditionalExpression':
      eachTail(value.consequent, call, variable);
      return eachTail(value.alternate, call, variable);
    case 'LogicalExpression':
      // A minifier may turn its sides about.
      eachTail(value.left, call, variable);
      return eachTail(value.right, call, variable);
    case 'SequenceExpression':
      return eachTail(value.expressions.at(-1), call, variable);
    case 'AssignmentExpression':
    case 'ParenthesizedExpression':
    case 'TSAsExpression':
    case 'TSSatisfiesExpression':
    case 'TSNonNullExpression':
    case 'TSTypeAssertion':
      return eachTail('expression' in value ? value.expression : value.right, call, variable);
    default:
  }
}
