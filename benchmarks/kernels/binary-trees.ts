/** Allocates and drops complete trees: the collector works, functions are tiny and recursive. */
class Tree {
  left: Tree | null = null;
  right: Tree | null = null;
}

function grow(depth: number): Tree {
  const tree = new Tree();
  if (depth > 0) {
    tree.left = grow(depth - 1);
    tree.right = grow(depth - 1);
  }
  return tree;
}

function count(tree: Tree): number {
  return tree.left === null ? 1 : 1 + count(tree.left) + count(tree.right!);
}

export function run(): number[] {
  const long = grow(16);
  const counts: number[] = [];
  for (let depth = 4; depth <= 12; depth += 4) {
    let total = 0;
    for (let i = 0; i < 1 << (16 - depth); i++) total += count(grow(depth));
    counts.push(total);
  }
  return [...counts, count(long)];
}

export function check([four, eight, twelve, long]: number[]): boolean {
  return four === 4096 * 31 && eight === 256 * 511 && twelve === 16 * 8191 && long === 131071;
}
