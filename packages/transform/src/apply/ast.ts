/**
 * Plan → mutations of a Babel AST: the Babel plugin's applier. It emits the very snippets that the text applier prints,
 * each parsed once by the host's Babel; the author's nodes go into the hole, so nothing of theirs is copied or moved elsewhere.
 *
 * Sites come in pre-order and are applied last to first, so what is inside a construct is done when the construct is, and
 * "the node in this slot" already bears its inner wrappings. Paths and scopes are not asked: the tree alone decides.
 */
import type * as t from '@babel/types';
import { eachChild } from '../parse/walk.ts';
import type { Analysis } from '../plan/plan.ts';
import type { ParseSnippet } from './ast-snippets.ts';
import { AstSnippets } from './ast-snippets.ts';
import { chooseNames, type AbiName, type Names } from './names.ts';
import { addUsed, preludeOf } from './prelude.ts';
import { heldBy, snippetOf, type Shape, type Snippet } from './snippets.ts';

/** Where a node hangs. */
interface Slot {
  parent: t.Node;
  key: string;
  /** -1: not in a list. */
  index: number;
}

type Fields = Record<string, unknown>;

/** @param parse the host's parser, so that the new nodes are of its Babel version. */
export function applyAst(
  program: t.Program,
  analysis: Analysis,
  runtime: string,
  parse: ParseSnippet,
): void {
  new AstApplier(program, analysis, parse).apply(runtime);
}

class AstApplier {
  readonly #program: t.Program;
  readonly #analysis: Analysis;
  readonly #names: Names;
  readonly #snippets: AstSnippets;
  readonly #slots: ReadonlyMap<t.Node, Slot[]>;
  /** Shapes that a node has got. Another plugin may have put one node into two places; it is edited once. */
  readonly #done = new Map<t.Node, Set<Shape>>();

  constructor(program: t.Program, analysis: Analysis, parse: ParseSnippet) {
    this.#program = program;
    this.#analysis = analysis;
    this.#names = chooseNames(analysis.dollarNames);
    this.#snippets = new AstSnippets(parse);
    this.#slots = findSlots(
      program,
      new Set<t.Node>([
        ...analysis.nodes,
        ...[...analysis.behind.values()].filter((node) => node !== null),
      ]),
    );
  }

  apply(runtime: string): void {
    const { plan, nodes, behind } = this.#analysis;
    const used = new Set<AbiName>();
    for (let i = nodes.length - 1; i >= 0; i--) {
      const [site, node] = [plan.sites[i]!, nodes[i]!];
      const snippet = snippetOf(site, this.#names);
      if (snippet === null || this.#isDone(node, snippet.shape)) continue;
      addUsed(used, snippet.text + (snippet.declaration ?? ''), this.#names);
      const last = snippet.shape === 'iterable' && site.framed ? behind.get(node) : null;
      if (last) {
        used.add('resume');
        this.#insertBehind(
          last,
          this.#snippets.statements(`${this.#names.resume}(${this.#names.frame});`, []),
        );
      }
      this.#edit(snippet, node);
    }
    const prelude = preludeOf(this.#analysis, used, this.#names, runtime);
    if (prelude !== '')
      this.#program.body.unshift(...this.#snippets.prelude(prelude, plan.sourceType));
  }

  #isDone(node: t.Node, shape: Shape): boolean {
    const shapes = this.#done.get(node);
    if (shapes?.has(shape)) return true;
    if (shapes === undefined) this.#done.set(node, new Set([shape]));
    else shapes.add(shape);
    return false;
  }

  #edit(snippet: Snippet, node: t.Node): void {
    const { shape, text, label, test } = snippet;
    const fields = node as unknown as Fields;
    switch (shape) {
      case 'counted':
        return this.#counted(node as t.ForStatement, text, label);
      case 'strip':
        return this.#strip(node as t.ForStatement | t.WhileStatement, text, test!);
      case 'label':
        fields['label'] = this.#snippets.expression(label!);
        return;
      case 'test':
        fields['test'] = this.#snippets.expression(
          text,
          (fields['test'] as t.Expression | null) ?? this.#snippets.expression('1'),
        );
        return;
      case 'top':
        return this.#top(node as t.ForOfStatement, text);
      case 'body':
      case 'scope':
        return this.#body(node, text);
      case 'expression':
        return this.#replace(node, (current) => this.#snippets.expression(text, current));
      case 'argument':
        fields['argument'] = this.#snippets.expression(text, fields['argument'] as t.Expression);
        return;
      case 'arrow-body':
        return this.#arrowBody(node as t.ArrowFunctionExpression, text);
      case 'await':
        return this.#await(node as t.AwaitExpression | t.ReturnStatement, text);
      case 'iterable':
        fields['right'] = this.#snippets.expression(text, fields['right'] as t.Expression);
        return;
      case 'yield': {
        const { argument } = node as t.YieldExpression;
        return this.#replaceAround(node, text, argument ?? this.#snippets.expression('void 0'));
      }
      case 'using':
        return this.#disposal(node as t.VariableDeclaration, snippet);
      case 'using-each':
        return this.#disposalEach(node as t.ForOfStatement, snippet);
      case 'catch':
        return this.#catch(node as t.CatchClause, text);
      default:
        return shape satisfies never;
    }
  }

  #strip(
    node: t.ForStatement | t.WhileStatement | t.DoWhileStatement,
    text: string,
    test: string,
  ): void {
    const outer = this.#snippets.statements(text, [node])[0] as t.ForStatement;
    if (node.type === 'ForStatement' && node.init) {
      outer.init = node.init;
      node.init = null;
    }
    node.test = node.test
      ? this.#snippets.expression(
          node.type === 'DoWhileStatement' ? `%&&${test}` : `${test}&&%`,
          node.test,
        )
      : this.#snippets.expression(test);
    this.#exchange(node, outer);
  }

  #counted(node: t.ForStatement, text: string, label: string | undefined): void {
    node.body = this.#snippets.block(text, [node.body]);
    node.update = null;
    if (label === undefined) return;
    const labelled = this.#snippets.statements(`${label}:%`, [node])[0]!;
    this.#exchange(node, labelled);
  }

  #exchange(node: t.Node, statement: t.Statement): void {
    for (const { parent, key, index } of this.#slots.get(node) ?? []) {
      if (index < 0) (parent as unknown as Fields)[key] = statement;
      else this.#splice(parent, key, node, 1, [statement]);
    }
  }

  #top(node: t.ForOfStatement, text: string): void {
    const { body } = node;
    if (body.type === 'BlockStatement') body.body = this.#snippets.statements(text, body.body);
    else node.body = this.#snippets.block(`{${text}}`, [body]);
  }

  #body(node: t.Node, text: string): void {
    const block =
      node.type === 'BlockStatement' || node.type === 'StaticBlock'
        ? node
        : (node as t.FunctionDeclaration).body;
    block.body = this.#snippets.statements(text, block.body);
  }

  #arrowBody(node: t.ArrowFunctionExpression, text: string): void {
    node.body = this.#snippets.arrowBody(text, node.body as t.Expression);
    if ('expression' in node) node.expression = node.body.type !== 'BlockStatement';
  }

  #await(node: t.AwaitExpression | t.ReturnStatement, text: string): void {
    if (node.type === 'AwaitExpression') return this.#replaceAround(node, text, node.argument);
    node.argument = this.#snippets.expression(text, node.argument!);
  }

  /** The keyword in the middle of the snippet stays the author's node, with its place and its comments. */
  #replaceAround(node: t.Node, text: string, argument: t.Expression): void {
    const wrapped = this.#snippets.expression(
      text,
      argument,
      node as t.AwaitExpression | t.YieldExpression,
    );
    this.#replace(node, () => wrapped);
  }

  #catch(clause: t.CatchClause, text: string): void {
    const { param, body } = clause;
    const error = this.#names.error;
    if (param && param.type !== 'Identifier') {
      const cut = text.indexOf(';') + 1;
      const head = this.#snippets
        .statements(`${text.slice(0, cut)}`, [])
        .concat(this.#snippets.statements(`let %=${error};`, param));
      body.body = this.#snippets.statements(text.slice(cut), body.body);
      clause.body = this.#snippets.block('{%}', [...head, body]);
    } else {
      body.body = this.#snippets.statements(
        param ? text.replace(error, () => param.name) : text,
        body.body,
      );
    }
    if (param?.type !== 'Identifier')
      clause.param = this.#snippets.expression(error) as t.Identifier;
  }

  #disposal(node: t.VariableDeclaration, { text, first }: Snippet): void {
    const { declarations } = node;
    for (const { parent, key } of this.#slots.get(node) ?? []) {
      const added = declarations.flatMap((declaration, i) => [
        { ...node, kind: 'const' as const, declarations: [declaration] },
        ...this.#held(text, declaration.id, first! + i),
      ]);
      this.#splice(parent, key, node, 1, added);
    }
  }

  #disposalEach(node: t.ForOfStatement, { text, declaration, first }: Snippet): void {
    const left = node.left as t.VariableDeclaration;
    left.kind = 'const';
    const held = this.#held(declaration!, left.declarations[0]!.id, first!);
    node.body = this.#snippets.block(text, [...held, node.body]);
  }

  #held(text: string, variable: t.Node, number: number): t.Statement[] {
    return this.#snippets.statements(heldBy(text, variable, number, this.#names), []);
  }

  #replace(node: t.Node, wrap: (current: t.Expression) => t.Expression): void {
    for (const { parent, key, index } of this.#slots.get(node) ?? []) {
      const fields = parent as unknown as Fields;
      if (index < 0) fields[key] = wrap(fields[key] as t.Expression);
      else (fields[key] as t.Expression[])[index] = wrap((fields[key] as t.Expression[])[index]!);
    }
  }

  #insertBehind(statement: t.Node, added: t.Statement[]): void {
    for (const { parent, key } of this.#slots.get(statement) ?? [])
      this.#splice(parent, key, statement, 0, added);
  }

  /** Sites that follow in the same list may have added statements, so the place is looked up. */
  #splice(
    parent: t.Node,
    key: string,
    statement: t.Node,
    removed: 0 | 1,
    added: t.Statement[],
  ): void {
    const list = (parent as unknown as Fields)[key] as t.Node[];
    list.splice(list.indexOf(statement) + 1 - removed, removed, ...added);
  }
}

function findSlots(program: t.Program, wanted: ReadonlySet<t.Node>): Map<t.Node, Slot[]> {
  const slots = new Map<t.Node, Slot[]>();
  const visit = (node: t.Node, parent: t.Node, key: string): void => {
    if (wanted.has(node)) {
      const container = (parent as unknown as Fields)[key];
      const slot: Slot = {
        parent,
        key,
        index: Array.isArray(container) ? container.indexOf(node) : -1,
      };
      const known = slots.get(node);
      if (known === undefined) slots.set(node, [slot]);
      else known.push(slot);
    }
    eachChild(node, visit);
  };
  eachChild(program, visit);
  return slots;
}
