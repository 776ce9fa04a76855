/**
 * Makes docs/options.md from the tables that the code itself reads, so the page cannot say anything else than the code does.
 * Run it after a change: `node --import tsx docs/options.ts`. test/readme.test.ts fails while the page is behind.
 */
import { execFileSync } from 'node:child_process';
import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { optionTable, type OptionRow } from '@killable/transform';

const page = fileURLToPath(new URL('options.md', import.meta.url));
const cli = fileURLToPath(new URL('../packages/transform/dist/cli.js', import.meta.url));

export function optionsPage(): string {
  const help = execFileSync(process.execPath, [cli, '--help'], { encoding: 'utf8' });
  return `# Options

This page is made by \`docs/options.ts\` from the compiler's option table and from the command's help.

## Of the compiler

\`transform()\`, the bundler plugins, the Babel plugin, the loader and \`Thread\`'s \`compile\` take the same options. Bundler plugins
and the loader also take \`include\` and \`exclude\`: a glob, a regular expression, or an array of these (plugins: or a function).

${optionTable.map(entryOf).join('\n')}
The loader (\`node --import @killable/transform/register\`) reads its options as JSON from the environment variable \`KILLABLE_OPTIONS\`.

## Of the command

\`\`\`text
${help.trimEnd()}
\`\`\`
`;
}

function entryOf({ name, type, default: byDefault, doc }: OptionRow): string {
  const preset = byDefault === undefined ? '' : `, default \`${JSON.stringify(byDefault)}\``;
  return `- **\`${name}\`** (${typeOf(type)}${preset}): ${doc}.`;
}

function typeOf(type: OptionRow['type']): string {
  if (typeof type !== 'string') return type.map((value) => `\`'${value}'\``).join(' or ');
  return type === 'strings' ? 'a string or an array of strings' : type;
}

if (process.argv[1] === fileURLToPath(import.meta.url)) {
  writeFileSync(page, optionsPage());
  console.log(`written: ${join('docs', 'options.md')}`);
}
