/** A build with Babel alone. Run it: `node examples/babel/build.mjs` */
import { mkdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { transformFileAsync } from '@babel/core';

const out = process.env.OUT ?? join(import.meta.dirname, 'dist');
mkdirSync(out, { recursive: true });
for (const name of ['main', 'work']) {
  const { code } = await transformFileAsync(join(import.meta.dirname, `src/${name}.js`), {
    configFile: false,
    babelrc: false,
    plugins: [['@killable/transform/babel', { target: 'node20' }]],
  });
  writeFileSync(join(out, `${name}.js`), `${code}\n`);
}
