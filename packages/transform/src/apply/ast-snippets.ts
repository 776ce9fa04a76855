/**
 * Snippets as trees. A snippet's text is parsed once per compiler run and place; each use is a copy with the author's code in the hole.
 * The copies have no place in the source, so a printer gives them the place of the code around.
 */
import type * as t from '@babel/types';
import type { Plan } from '../plan/types.ts';
import { HOLE } from './snippets.ts';

/** Source text → statements. */
export type ParseSnippet = (code: string, sourceType: 'module' | 'script') => t.Statement[];

/** Stands for the hole while the snippet is parsed. No name of names.ts is spelt like it, since those have one letter. */
const HOLE_NAME = '$hole';

/** What goes into the hole: an expression or pattern, or a list of statements. */
type Filling = t.Node | t.Statement[];
type Keyword = t.AwaitExpression | t.YieldExpression;

const LEFT_OUT: ReadonlySet<string> = new Set([
  'start',
  'end',
  'range',
  'loc',
  'leadingComments',
  'innerComments',
  'trailingComments',
]);

export class AstSnippets {
  readonly #parse: ParseSnippet;
  readonly #parsed = new Map<string, t.Statement[]>();

  constructor(parse: ParseSnippet) {
    this.#parse = parse;
  }

  /** @param keyword the author's `await` or `yield`; it takes the place of the snippet's own. */
  expression(text: string, filling: Filling = [], keyword?: Keyword): t.Expression {
    const [statement] = this.#inside(`(${text})`);
    return copy((statement as t.ExpressionStatement).expression, filling, keyword);
  }

  statements(text: string, filling: Filling): t.Statement[] {
    return copyList(this.#inside(text), filling);
  }

  block(text: string, filling: t.Statement[]): t.BlockStatement {
    return this.statements(text, filling)[0] as t.BlockStatement;
  }

  arrowBody(text: string, filling: t.Expression): t.Expression | t.BlockStatement {
    return (this.expression(`()=>${text}`, filling) as t.ArrowFunctionExpression).body;
  }

  prelude(text: string, sourceType: Plan['sourceType']): t.Statement[] {
    return copyList(this.#parse(text, sourceType === 'module' ? 'module' : 'script'), []);
  }

  /** Parsed where `await`, `yield`, `return` and `break` may stand. The line end closes a statement in the hole: `do%while(0)`. */
  #inside(text: string): t.Statement[] {
    let parsed = this.#parsed.get(text);
    if (parsed === undefined) {
      const [wrapper] = this.#parse(
        `async function*wrapper(){for(;;){${text.replace(HOLE, ` ${HOLE_NAME}\n`)}}}`,
        'script',
      );
      const [loop] = (wrapper as t.FunctionDeclaration).body.body;
      parsed = ((loop as t.ForStatement).body as t.BlockStatement).body;
      this.#parsed.set(text, parsed);
    }
    return parsed;
  }
}

function copy<T extends t.Node>(node: T, filling: Filling, keyword: Keyword | undefined): T {
  if (isHole(node)) return filling as T;
  if (isHoleStatement(node) && Array.isArray(filling)) return filling[0] as T;
  const result = (node.type === keyword?.type ? keyword : {}) as Record<string, unknown>;
  for (const [key, value] of Object.entries(node)) {
    if (
      value === undefined ||
      LEFT_OUT.has(key) ||
      (key === 'extra' && (value as { parenthesized?: boolean }).parenthesized)
    )
      continue;
    if (key === 'expressions')
      result[key] = flat(copyList(value as t.Expression[], filling, keyword));
    else if (Array.isArray(value)) result[key] = copyList(value as t.Node[], filling, keyword);
    else result[key] = isNode(value) ? copy(value, filling, keyword) : value;
  }
  return result as unknown as T;
}

function copyList<T extends t.Node>(nodes: readonly T[], filling: Filling, keyword?: Keyword): T[] {
  const result: T[] = [];
  for (const node of nodes) {
    if (isHoleStatement(node)) result.push(...(filling as unknown as T[]));
    else result.push(copy(node, filling, keyword));
  }
  return result;
}

/** `poll, (a, b)` is `poll, a, b`. */
function flat(expressions: t.Expression[]): t.Expression[] {
  return expressions.flatMap((expression) =>
    expression.type === 'SequenceExpression' ? expression.expressions : expression,
  );
}

function isHole(node: t.Node): boolean {
  return node.type === 'Identifier' && node.name === HOLE_NAME;
}

function isHoleStatement(node: t.Node): boolean {
  return node.type === 'ExpressionStatement' && isHole(node.expression);
}

function isNode(value: unknown): value is t.Node {
  return typeof value === 'object' && value !== null && 'type' in value;
}
