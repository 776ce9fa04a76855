/** `await using`: where it is declared, and in which blocks the disposals are waited for. */
import type * as t from '@babel/types';
import type { Body } from './body.ts';
import type { Item } from './items.ts';

export class Disposals {
  readonly #items: Item[];
  /** Blocks that are being visited and hold a declaration. */
  readonly #blocks = new Set<t.Node>();

  constructor(items: Item[]) {
    this.#items = items;
  }

  /** @param key where in its parent it stands: in the head of a `for` with a test there is no place for a hook behind the loop */
  declared(node: t.VariableDeclaration, parent: t.Node | null, key: string, body: Body): void {
    if (node.kind !== 'await using' || key === 'left' || key === 'init') return;
    this.#note(node, body);
    if (parent?.type === 'BlockStatement') this.#blocks.add(parent);
  }

  /** Asked before the loop's own poll is noted: what an iteration is given is disposed of, whatever comes. */
  inHead(node: t.ForInStatement | t.ForOfStatement, body: Body): void {
    const { left } = node;
    if (node.type === 'ForOfStatement' && left.type === 'VariableDeclaration')
      if (left.kind === 'await using') this.#note(node, body);
  }

  #note(node: t.VariableDeclaration | t.ForOfStatement, body: Body): void {
    body.suspends++;
    body.maskedSuspends++;
    this.#items.push({ kind: 'using', node, body });
  }

  /** The block was visited; `mark` is the number of items before. A function's own block is left by its frame's end. */
  leave(node: t.BlockStatement, parent: t.Node | null, mark: number, body: Body): void {
    if (!this.#blocks.delete(node) || (parent !== null && 'params' in parent)) return;
    this.#items.splice(mark, 0, { kind: 'scope', node, body });
  }
}
