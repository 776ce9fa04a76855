/** KaTeX renders formulas to HTML and MathML. */
import katex from 'katex';

const name = 'katex';
export { name as package };

const formulas = [
  '\\frac{-b \\pm \\sqrt{b^2 - 4ac}}{2a}',
  '\\int_{-\\infty}^{\\infty} e^{-x^2}\\,dx = \\sqrt{\\pi}',
  '\\sum_{n=1}^{\\infty} \\frac{1}{n^2} = \\frac{\\pi^2}{6}',
  '\\begin{pmatrix} a & b & c \\\\ d & e & f \\\\ g & h & i \\end{pmatrix}',
  '\\left( \\prod_{i=0}^{k} \\overline{x_i} \\right)^{\\alpha + \\beta} \\leq \\binom{n}{k}',
  'f(x) = \\begin{cases} x^2 & \\text{if } x > 0 \\\\ 0 & \\text{otherwise} \\end{cases}',
  '\\underbrace{1 + 2 + \\cdots + n}_{n(n+1)/2} \\xrightarrow{\\text{limit}} \\mathbb{R}',
];

export function run(): string[] {
  const rendered: string[] = [];
  for (let round = 0; round < 5; round++) {
    for (const formula of formulas)
      rendered.push(
        katex.renderToString(`${formula} + ${round}`, { displayMode: round % 2 === 0 }),
      );
  }
  return rendered;
}

export function check(rendered: string[]): boolean {
  return (
    rendered.length === 35 &&
    rendered.every(
      (html) =>
        html.includes('<math') && html.includes('katex-html') && !html.includes('katex-error'),
    )
  );
}
