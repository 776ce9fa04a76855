/** Names that a function's text uses and does not declare: what a thread's self-contained function must do without. */
import { resolveOptions } from './options.ts';
import { parse } from './parse/parse.ts';
import { scopesOf } from './plan/scope.ts';

/**
 * @param code the text of one function, as `Function.prototype.toString` gives it
 * @returns the names in alphabetical order, globals among them
 * @throws TransformError `SYNTAX` for a text that is no function expression or method
 */
export function freeVariables(code: string): string[] {
  const options = resolveOptions({ sourceType: 'script', sourceMap: false });
  const { program } = parseFunction(code, options);
  return [...scopesOf(program, true).free].sort();
}

function parseFunction(
  code: string,
  options: ReturnType<typeof resolveOptions>,
): ReturnType<typeof parse> {
  try {
    return parse(`(${code})`, options);
  } catch (error) {
    try {
      // A method's text is no expression by itself.
      return parse(`({${code}})`, options);
    } catch {
      throw error;
    }
  }
}
