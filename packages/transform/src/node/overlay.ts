/**
 * Lays the edited text over TypeScript's tree of the original: an old node wherever the edits changed nothing, a new one (with its
 * place in the old tree as its `original`) on the way to an edit.
 *
 * Why a match is right: compiled text holds the author's text in its order, with text between, and its map has an entry at each
 * token of the author's and none in what was put in. So a node of the edited tree that begins at such a token, ends with one, and
 * has the kind of an old node with that range, *is* that node, edited inside or not.
 */
import { decodedMappings, TraceMap } from '@jridgewell/trace-mapping';
import type ts from 'typescript';
import type { SourceMap } from '../apply/map.ts';

type TypeScript = typeof ts;
type Mutable = { pos: number; end: number };

export class Overlay {
  readonly #ts: TypeScript;
  readonly #context: ts.TransformationContext;
  readonly #file: ts.SourceFile;
  readonly #edited: ts.SourceFile;
  readonly #places: Places;
  /** Nodes of the old tree by kind and range. */
  readonly #old = new Map<string, ts.Node>();

  constructor(
    typescript: TypeScript,
    context: ts.TransformationContext,
    file: ts.SourceFile,
    code: string,
    map: SourceMap,
  ) {
    this.#ts = typescript;
    this.#context = context;
    this.#file = file;
    this.#edited = typescript.createSourceFile(file.fileName, code, file.languageVersion, true);
    this.#places = new Places(code, file.text, map);
  }

  /** @param commonjs whether TypeScript will make CommonJS of the result. */
  apply(runtime: string, commonjs: boolean): ts.SourceFile {
    this.#collect(this.#file);
    const { factory } = this.#context;
    const statements = this.#edited.statements.map((statement) => {
      const { moduleSpecifier } = statement as ts.ImportDeclaration;
      const isPrelude =
        this.#ts.isImportDeclaration(statement) &&
        (moduleSpecifier as ts.StringLiteral).text === runtime;
      if (isPrelude && commonjs) return this.#required(statement, runtime);
      return this.#convert(statement) as ts.Statement;
    });
    const list = this.#ts.setTextRange(factory.createNodeArray(statements), this.#file.statements);
    return factory.updateSourceFile(this.#file, list);
  }

  /** The import of the ABI as CommonJS output needs it. */
  #required(statement: ts.ImportDeclaration, runtime: string): ts.Statement {
    const { factory } = this.#context;
    const bindings = statement.importClause?.namedBindings as ts.NamedImports;
    const elements = bindings.elements.map(({ propertyName, name }) =>
      factory.createBindingElement(undefined, propertyName?.text, name.text),
    );
    const call = factory.createCallExpression(factory.createIdentifier('require'), undefined, [
      factory.createStringLiteral(runtime),
    ]);
    const pattern = factory.createObjectBindingPattern(elements);
    const declaration = factory.createVariableDeclaration(pattern, undefined, undefined, call);
    const list = factory.createVariableDeclarationList([declaration], this.#ts.NodeFlags.Const);
    return factory.createVariableStatement(undefined, list);
  }

  #collect(node: ts.Node): void {
    const range = key(node.kind, node.getStart(this.#file), node.end);
    // A node and its only child can have one range, but never one kind as well: the outer one would be it.
    if (!this.#old.has(range)) this.#old.set(range, node);
    this.#ts.forEachChild(node, (child) => this.#collect(child));
  }

  #convert(node: ts.Node): ts.Node {
    const start = node.getStart(this.#edited);
    const from = this.#places.startOf(start);
    const to = this.#places.endOf(node.end);
    const old =
      from === undefined || to === undefined ? undefined : this.#old.get(key(node.kind, from, to));
    const same =
      old !== undefined &&
      this.#edited.text.slice(start, node.end) === this.#file.text.slice(from, to);
    if (same) return old;
    const leaf = this.#leaf(node);
    if (leaf !== undefined) return leaf;
    const made = this.#ts.visitEachChild(node, (child) => this.#convert(child), this.#context);
    return made === node ? node : this.#placed(made, old);
  }

  /** Positions count in the old text; a node that was put in has none. */
  #placed(node: ts.Node, old: ts.Node | undefined): ts.Node {
    this.#ts.setOriginalNode(node, old);
    this.#ts.setTextRange(node, old ?? nowhere);
    for (const [name, value] of Object.entries(node)) {
      if (!Array.isArray(value) || !('pos' in value)) continue;
      const range = (old as unknown as Record<string, Mutable | undefined> | undefined)?.[name];
      Object.assign(value, { pos: range?.pos ?? -1, end: range?.end ?? -1 });
    }
    return node;
  }

  /** What the compiler puts in has few kinds of leaves. */
  #leaf(node: ts.Node): ts.Node | undefined {
    const { factory } = this.#context;
    if (this.#ts.isIdentifier(node)) return factory.createIdentifier(node.text);
    if (this.#ts.isNumericLiteral(node)) return factory.createNumericLiteral(node.text);
    if (this.#ts.isStringLiteral(node)) return factory.createStringLiteral(node.text);
    if (this.#ts.isOmittedExpression(node)) return factory.createOmittedExpression();
    if (this.#ts.isToken(node)) {
      const token = node as ts.Token<ts.PunctuationSyntaxKind>;
      return this.#ts.setTextRange(factory.createToken(token.kind), nowhere);
    }
    return undefined;
  }
}

const nowhere: ts.TextRange = { pos: -1, end: -1 };

function key(kind: ts.SyntaxKind, start: number, end: number): string {
  return `${kind}:${start}:${end}`;
}

/** Offsets of the edited text → offsets of the original. */
class Places {
  readonly #code: string;
  readonly #text: string;
  /** Offsets of the map's entries in the edited text, ascending, and what they stand for. */
  readonly #from: number[] = [];
  readonly #to: number[] = [];

  constructor(code: string, text: string, map: SourceMap) {
    this.#code = code;
    this.#text = text;
    const generated = lineStarts(code);
    const original = lineStarts(text);
    decodedMappings(new TraceMap(map)).forEach((segments, line) => {
      for (const segment of segments) {
        if (segment.length === 1) continue;
        this.#from.push(generated[line]! + segment[0]);
        this.#to.push(original[segment[2]]! + segment[3]);
      }
    });
  }

  /** Undefined for an offset inside text that was put in. */
  startOf(offset: number): number | undefined {
    const index = this.#before(offset);
    return this.#from[index] === offset ? this.#to[index] : undefined;
  }

  /** The entry before the last character, and the same characters from there on in both texts. */
  endOf(end: number): number | undefined {
    const index = this.#before(end - 1);
    const [from, to] = [this.#from[index], this.#to[index]];
    if (from === undefined || to === undefined) return undefined;
    const length = end - from;
    return this.#code.slice(from, end) === this.#text.slice(to, to + length)
      ? to + length
      : undefined;
  }

  #before(offset: number): number {
    let [low, high] = [-1, this.#from.length - 1];
    while (low < high) {
      const middle = (low + high + 1) >> 1;
      if (this.#from[middle]! <= offset) low = middle;
      else high = middle - 1;
    }
    return low;
  }
}

function lineStarts(text: string): number[] {
  const starts = [0];
  for (let at = text.indexOf('\n'); at >= 0; at = text.indexOf('\n', at + 1)) starts.push(at + 1);
  return starts;
}
