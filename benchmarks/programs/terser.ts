/** terser compresses and mangles d3-delaunay, twice over. */
import { minify } from 'terser';

const name = 'terser';
export { name as package };
export const inputs = ['d3-delaunay/dist/d3-delaunay.js'];

export async function run([text]: readonly string[]): Promise<string> {
  const { code } = await minify(text!, { compress: { passes: 2 }, mangle: true });
  return code!;
}

export function check(code: string): boolean {
  return (
    code.length > 10_000 &&
    code.length < 25_000 &&
    code.includes('Delaunay') &&
    !code.includes('\n  ')
  );
}
