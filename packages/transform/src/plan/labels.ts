/** The labels in front of a loop, and the statement that it is with them. */
import type * as t from '@babel/types';

interface Place {
  node: t.LabeledStatement;
  parent: t.Node | null;
  key: string;
}

export class Labels {
  readonly #places = new Map<t.Node, Place>();

  add(node: t.LabeledStatement, parent: t.Node | null, key: string): void {
    this.#places.set(node.body, { node, parent, key });
  }

  /** Names of the labels, the innermost first. */
  of(loop: t.Node): string[] {
    const label = this.#places.get(loop);
    return label === undefined ? [] : [label.node.label.name, ...this.of(label.node)];
  }

  /** The loop, or its outermost label, if it stands in a list of statements: another statement may follow it. */
  listedStatement(node: t.Node, parent: t.Node | null, key: string): t.Node | null {
    const label = this.#places.get(node);
    if (label !== undefined) return this.listedStatement(label.node, label.parent, label.key);
    return parent !== null &&
      (key === 'body' || key === 'consequent') &&
      Array.isArray((parent as unknown as Record<string, unknown>)[key])
      ? node
      : null;
  }
}
