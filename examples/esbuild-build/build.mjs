/** A build with the plugin: two entry points, the host and the thread's code. Run it: `node examples/esbuild-build/build.mjs` */
import { build } from 'esbuild';
import killable from '@killable/transform/esbuild';

await build({
  absWorkingDir: import.meta.dirname,
  entryPoints: ['src/main.ts', 'src/work.ts'],
  outdir: process.env.OUT ?? 'dist',
  bundle: true,
  format: 'esm',
  platform: 'node',
  target: 'node20',
  sourcemap: true,
  // The runtime stays a package that both files import.
  external: ['@killable/runtime', '@killable/runtime/abi'],
  // It compiles every module of the bundle, dependencies too. `target` lets it use the cheaper polls of V8.
  plugins: [killable({ target: 'node20' })],
});
