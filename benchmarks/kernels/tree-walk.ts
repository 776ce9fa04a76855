/** A binary search tree: inserts by a loop, walks and heights by double recursion. */
interface Node {
  key: number;
  left: Node | null;
  right: Node | null;
}

const COUNT = 20_000;

function insert(root: Node | null, key: number): Node {
  const node: Node = { key, left: null, right: null };
  if (root === null) return node;
  let at = root;
  for (;;) {
    if (key < at.key) {
      if (at.left === null) {
        at.left = node;
        return root;
      }
      at = at.left;
    } else {
      if (at.right === null) {
        at.right = node;
        return root;
      }
      at = at.right;
    }
  }
}

function height(node: Node | null): number {
  return node === null ? 0 : 1 + Math.max(height(node.left), height(node.right));
}

function total(node: Node | null): number {
  return node === null ? 0 : total(node.left) + node.key + total(node.right);
}

function visit(node: Node | null, see: (key: number) => void): void {
  if (node === null) return;
  visit(node.left, see);
  see(node.key);
  visit(node.right, see);
}

export function run(): number[] {
  let root: Node | null = null;
  for (let i = 0, key = 1; i < COUNT; i++, key = (key * 48271) % 2147483647)
    root = insert(root, key);
  let sorted = 1;
  let previous = -1;
  let sum = 0;
  for (let round = 0; round < 10; round++) {
    previous = -1;
    visit(root, (key) => {
      if (key < previous) sorted = 0;
      previous = key;
    });
    sum += total(root);
  }
  return [height(root), sum, sorted];
}

export function check([levels, sum, sorted]: number[]): boolean {
  return sorted === 1 && levels! > 14 && levels! < 60 && sum! > 0;
}
