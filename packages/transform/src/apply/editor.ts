/** The text edits of one site. They are collected, for their order at one offset is decided over all sites. */
import type * as t from '@babel/types';
import type { Names } from './names.ts';
import type { Edit } from './pieces.ts';
import { heldBy, HOLE, type Snippet } from './snippets.ts';

export class Editor {
  readonly #code: string;
  readonly #site: number;
  readonly #edits: Edit[];

  constructor(code: string, site: number, edits: Edit[]) {
    this.#code = code;
    this.#site = site;
    this.#edits = edits;
  }

  edit(snippet: Snippet, node: t.Node, names: Names): void {
    const { shape, text, label, test } = snippet;
    const hole = text.indexOf(HOLE);
    const [before, after] = [text.slice(0, hole), text.slice(hole + 1)];
    switch (shape) {
      case 'counted':
        return this.#counted(node as t.ForStatement, before, after, label);
      case 'strip':
        return this.#strip(
          node as t.ForStatement | t.WhileStatement | t.DoWhileStatement,
          before,
          after,
          test!,
        );
      case 'label':
        return this.#begin(node.start! + 'break'.length, ` ${label}`);
      case 'test':
        return this.#test(node as t.ForStatement | t.WhileStatement | t.DoWhileStatement, before);
      case 'top':
        return this.#top((node as t.ForOfStatement).body, before);
      case 'body':
      case 'scope':
        return this.#body(node, before, after);
      case 'expression':
        return this.#expression(node as t.Expression, before, after);
      case 'argument':
        return this.#expression(
          (node as t.AwaitExpression | t.ReturnStatement).argument!,
          before,
          after,
        );
      case 'arrow-body':
        return this.#arrowBody(node as t.ArrowFunctionExpression, before, after);
      case 'await':
        return this.#keyword(node as t.AwaitExpression | t.ReturnStatement, before, after);
      case 'iterable':
        return this.#expression((node as t.ForOfStatement).right, before, after);
      case 'yield':
        return this.#yield(node as t.YieldExpression, before, after);
      case 'using':
        return this.#disposal(node as t.VariableDeclaration, snippet, names);
      case 'using-each':
        return this.#disposalEach(node as t.ForOfStatement, snippet, names);
      case 'catch':
        return this.#catch(node as t.CatchClause, before, after, names);
      default:
        return shape satisfies never;
    }
  }

  #begin(at: number, text: string): void {
    this.#edits.push({ at, begins: true, site: this.#site, text });
  }

  #replace(at: number, until: number, text: string): void {
    this.#edits.push({ at, begins: true, site: this.#site, text, until });
  }

  #end(at: number, text: string): void {
    if (text !== '') this.#edits.push({ at, begins: false, site: this.#site, text });
  }

  #around(start: number, end: number, before: string, after: string): void {
    if (start === end) return this.#begin(start, before + after);
    this.#begin(start, before);
    this.#end(end, after);
  }

  #test(node: t.ForStatement | t.WhileStatement | t.DoWhileStatement, before: string): void {
    if (node.test) return this.#begin(node.test.start!, before);
    const { init } = node as t.ForStatement;
    this.#begin(this.#find(';', init ? init.end! : this.#find('(', node.start! + 3)), `${before}1`);
  }

  #counted(
    { start, update, body }: t.ForStatement,
    before: string,
    after: string,
    label: string | undefined,
  ): void {
    if (label !== undefined) this.#begin(start!, `${label}:`);
    this.#replace(
      outerStart(update!),
      update!.extra?.parenthesized ? this.#find(')', update!.end!) : update!.end!,
      '',
    );
    this.#around(body.start!, body.end!, before, after);
  }

  /** The author's loop stays where it is, as the inner one; only its initialiser moves to the outer one. */
  #strip(
    node: t.ForStatement | t.WhileStatement | t.DoWhileStatement,
    before: string,
    after: string,
    test: string,
  ): void {
    const init = node.type === 'ForStatement' ? node.init : null;
    const [head, rest] = [before.slice(0, 'for('.length), before.slice('for('.length)];
    if (init) {
      const start = outerStart(init);
      const end = start === init.start ? init.end! : this.#find(')', init.end!);
      this.#edits.push({
        at: node.start!,
        begins: true,
        site: this.#site,
        text: head,
        moved: { start, end, after: rest },
      });
    } else this.#begin(node.start!, head + rest);
    if (node.type === 'DoWhileStatement')
      this.#around(node.test.start!, node.test.end!, '(', `)&&${test}`);
    else if (node.test) this.#around(node.test.start!, node.test.end!, `${test}&&(`, ')');
    else this.#begin(this.#find(';', init ? init.end! : this.#find('(', node.start! + 3)), test);
    // The body may end without a semicolon, and then only a new line ends it.
    this.#end(
      node.end!,
      this.#code[node.end! - 1] === ';' || node.body.type === 'BlockStatement'
        ? after
        : `\n${after}`,
    );
  }

  #top(body: t.Statement, before: string): void {
    if (body.type === 'BlockStatement') return this.#begin(body.start! + 1, before);
    this.#around(body.start!, body.end!, `{${before}`, '}');
  }

  /** Inside the braces of a block, behind its directives. */
  #body(node: t.Node, before: string, after: string): void {
    const block =
      node.type === 'BlockStatement' || node.type === 'StaticBlock'
        ? node
        : (node as t.FunctionDeclaration).body;
    const last = block.type === 'BlockStatement' ? block.directives.at(-1) : undefined;
    const start = last
      ? last.end!
      : block.type === 'StaticBlock'
        ? this.#find('{', block.start! + 6)
        : block.start! + 1;
    const semicolon = last && this.#code[last.end! - 1] !== ';' ? ';' : '';
    this.#around(start, block.end! - 1, semicolon + before, after);
  }

  /** An expression in an argument, an initialiser or the head of a loop: `before` and `after` go inside its own parentheses. */
  #expression(node: t.Expression, before: string, after: string): void {
    // `f((a, b))` has one argument, and so must what is put around it.
    if (node.type === 'SequenceExpression')
      this.#around(node.start!, node.end!, `${before}(`, `)${after}`);
    else this.#around(node.start!, node.end!, before, after);
  }

  #arrowBody(node: t.ArrowFunctionExpression, before: string, after: string): void {
    const start = outerStart(node.body);
    this.#around(start, node.end!, before, after);
  }

  /** `await x`, `return x`: the keyword stays, what is before it in the snippet goes before it. */
  #keyword(node: t.AwaitExpression | t.ReturnStatement, before: string, after: string): void {
    if (node.type === 'ReturnStatement') {
      const end = this.#code[node.end! - 1] === ';' ? node.end! - 1 : node.end!;
      return this.#around(node.start! + 'return'.length, end, ` ${before}`, after);
    }
    const [outer, inner] = before.split('await') as [string, string];
    this.#begin(node.start!, outer);
    this.#begin(node.start! + 'await'.length, inner);
    this.#end(node.end!, after);
  }

  #yield(node: t.YieldExpression, before: string, after: string): void {
    const keyword = node.delegate ? 'yield*' : 'yield';
    const at = before.indexOf(keyword);
    const [outer, inner] = [before.slice(0, at), before.slice(at + keyword.length)];
    this.#begin(node.start!, outer);
    if (!node.argument) return this.#end(node.end!, `${inner}void 0${after}`);
    const begin = node.delegate ? this.#find('*', node.start! + 5) : node.start! + 5;
    this.#begin(begin, inner);
    this.#end(node.end!, after);
  }

  /** Each variable becomes a constant, and behind it stands what is disposed of in its place. */
  #disposal(
    { start, end: last, declarations }: t.VariableDeclaration,
    { text, first }: Snippet,
    names: Names,
  ): void {
    this.#replace(start!, declarations[0]!.start!, 'const ');
    declarations.forEach(({ id, end }, i) => {
      const behind = `;${heldBy(text, id, first! + i, names)}`;
      const next = declarations[i + 1];
      if (next) this.#replace(end!, next.start!, `${behind}const `);
      else this.#end(end!, this.#code[last! - 1] === ';' ? behind.slice(0, -1) : behind);
    });
  }

  #disposalEach(
    { left, body }: t.ForOfStatement,
    { text, declaration, first }: Snippet,
    names: Names,
  ): void {
    const [{ id }] = (left as t.VariableDeclaration).declarations as [t.VariableDeclarator];
    this.#replace(left.start!, id.start!, 'const ');
    const [before, after] = text.split(HOLE) as [string, string];
    this.#around(body.start!, body.end!, before + heldBy(declaration!, id, first!, names), after);
  }

  /** `catch (e) {` keeps its name; `catch {` gets one; a pattern moves into the body, behind the guard. */
  #catch({ param, body, start }: t.CatchClause, before: string, after: string, names: Names): void {
    if (!param) {
      this.#begin(start! + 'catch'.length, `(${names.error})`);
    } else if (param.type === 'Identifier') {
      before = before.replace(names.error, () => param.name);
    } else {
      const close = this.#find(')', param.end!) - 1;
      const [guard, rest] = splitGuard(before);
      this.#begin(param.start!, `${names.error}){${guard}let `);
      this.#replace(close, close + 1, `=${names.error};`);
      this.#end(body.end!, '}');
      before = rest;
    }
    this.#around(body.start! + 1, body.end! - 1, before, after);
  }

  /** Offset behind the next `character` from `from`, over comments. */
  #find(character: string, from: number): number {
    const code = this.#code;
    for (let i = from; i < code.length; i++) {
      if (code[i] === character) return i + 1;
      if (code[i] === '/' && code[i + 1] === '*') i = code.indexOf('*/', i + 2) + 1;
      else if (code[i] === '/' && code[i + 1] === '/')
        while (i + 1 < code.length && !/[\n\r\u2028\u2029]/.test(code[i + 1]!)) i++;
    }
    throw new Error(
      `[killable] no '${character}' behind offset ${from}: the parser and the text disagree`,
    );
  }
}

function splitGuard(before: string): [string, string] {
  const at = before.indexOf(';') + 1;
  return [before.slice(0, at), before.slice(at)];
}

function outerStart(node: t.Node): number {
  const extra = node.extra as { parenthesized?: boolean; parenStart?: number } | undefined;
  return extra?.parenthesized ? extra.parenStart! : node.start!;
}
