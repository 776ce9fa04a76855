/**
 * Edits → the output as pieces: stretches of the author's text, and texts that are put in. Code and map are both made of them.
 *
 * A general editor of strings (magic-string) took a quarter of the whole transform: it splits and links chunks for edits in any order, and
 * makes its map one regular expression per character. Edits that are sorted once need neither.
 */

/** A stretch of the source, by offsets, or a text that is put in. */
export type Piece = string | { start: number; end: number };

/** What happens at one offset of the source. */
export interface Edit {
  at: number;
  /** What ends at an offset comes before what begins there. */
  begins: boolean;
  /** Index of its site: sites come in pre-order, so it is the depth as well. */
  site: number;
  text: string;
  /** The source from `at` to here is left out. */
  until?: number;
  /** A stretch of the source that comes here, behind the text, and what follows it. */
  moved?: { start: number; end: number; after: string };
}

/** Inner ends before outer ends, then outer beginnings before inner ones. */
export function sortEdits(edits: Edit[]): void {
  edits.sort(
    (a, b) =>
      a.at - b.at ||
      (a.begins === b.begins ? (a.begins ? a.site - b.site : b.site - a.site) : a.begins ? 1 : -1),
  );
}

/** @param edits sorted; a stretch that moves takes the edits in it along */
export function piecesOf(length: number, edits: readonly Edit[]): Piece[] {
  const pieces: Piece[] = [];
  const moves = edits.flatMap(({ moved }) => (moved ? [moved] : []));
  moves.sort((a, b) => a.start - b.start);
  let next = 0;

  function copy(start: number, end: number): void {
    if (end > start) pieces.push({ start, end });
  }

  /** The source from `start` to `end`, with its edits, and without what moves away from it: the moves from index `gap`. */
  function render(start: number, end: number, gap: number): void {
    let at = start;
    for (;;) {
      const edit = edits[next];
      const hole = moves[gap];
      const until = edit && edit.at <= end ? edit.at : end;
      if (hole && hole.start <= until && hole.end <= end) {
        gap++;
        // A stretch that moves inside one that has moved is none of ours.
        if (hole.start < at) continue;
        copy(at, hole.start);
        at = hole.end;
        next = firstFrom(at + 1, edits, ({ at }) => at);
        continue;
      }
      copy(at, until);
      at = Math.max(at, until);
      if (!edit || edit.at > end) return;
      next++;
      if (edit.text !== '') pieces.push(edit.text);
      if (edit.until !== undefined) at = edit.until;
      if (edit.moved) place(edit.moved);
    }
  }

  function place({ start, end, after }: NonNullable<Edit['moved']>): void {
    const back = next;
    next = firstFrom(start, edits, ({ at }) => at);
    render(start, end, firstFrom(start, moves, (move) => move.start) + 1);
    next = back;
    pieces.push(after);
  }

  render(0, length, 0);
  return pieces;
}

/** Index of the first item that stands at `offset` or behind it. */
function firstFrom<T>(offset: number, items: readonly T[], placeOf: (item: T) => number): number {
  let [low, high] = [0, items.length];
  while (low < high) {
    const middle = (low + high) >>> 1;
    if (placeOf(items[middle]!) < offset) low = middle + 1;
    else high = middle;
  }
  return low;
}

export function textOf(pieces: readonly Piece[], code: string): string {
  let text = '';
  for (const piece of pieces)
    text += typeof piece === 'string' ? piece : code.slice(piece.start, piece.end);
  return text;
}
