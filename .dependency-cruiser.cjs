/**
 * Who may import whom: the arrows of ARCHITECTURE.md. Folder names alone do not hold them.
 * `test/boundaries.test.ts` shows each rule firing.
 */
const transform = '^packages/transform/src/';
const runtime = '^packages/runtime/src/';

/** `from` may not import `to`; both are regular expressions on paths, or path conditions. */
const forbid = (name, comment, from, to) => ({
  name,
  comment,
  severity: 'error',
  from: typeof from === 'string' ? { path: from } : from,
  to: typeof to === 'string' ? { path: to } : to,
});

module.exports = {
  forbidden: [
    forbid(
      'parse-knows-no-later-phase',
      'parse → plan → apply, and never back.',
      `${transform}parse/`,
      `${transform}(plan|apply)/`,
    ),
    forbid(
      'plan-knows-no-applier',
      'The plan is data; who applies it is not its business.',
      `${transform}plan/`,
      `${transform}apply/`,
    ),
    forbid(
      'phases-know-no-front-end',
      'The phases serve the plugins, the CLI and the loader, and do not know them.',
      `${transform}(parse|plan|apply)/`,
      {
        path: `${transform}(cli|node|babel|typescript|unplugin|esbuild|vite|rollup|rolldown|webpack|rspack|register|index|transform)(/|\\.ts$)`,
      },
    ),
    forbid(
      'phases-touch-no-platform',
      'transform() runs wherever JavaScript does: no files, no processes.',
      `${transform}((parse|plan|apply)/|transform\\.ts|options\\.ts|errors\\.ts)`,
      { dependencyTypes: ['core'] },
    ),
    forbid(
      'host-knows-no-worker',
      'Host and worker run in two threads; what they share is mailbox, platform and errors.',
      `${runtime}host/`,
      `${runtime}worker/`,
    ),
    forbid(
      'worker-knows-no-host',
      'As above, the other way.',
      `${runtime}worker/`,
      `${runtime}host/`,
    ),
    forbid(
      'mailbox-knows-no-side',
      'The mailbox is the protocol: it serves both sides alike.',
      `${runtime}mailbox/`,
      `${runtime}(host|worker|sync|index|abi)(/|\\.ts$)`,
    ),
    forbid(
      'errors-stand-alone',
      'Compiled code, host and worker all import the errors: a cycle would start here.',
      `${runtime}errors\\.ts$`,
      `${runtime}.*`,
    ),
    forbid(
      'runtime-has-no-dependency',
      "It is shipped inside other people's libraries. Adapters import the peer that they adapt.",
      { path: runtime, pathNot: `${runtime}(piscina|tinypool|comlink|bullmq)\\.ts$` },
      { path: '(^|/)node_modules/' },
    ),
    forbid(
      'platform-holds-the-platforms',
      'Only platform/ knows on which platform it runs: everything else works in a browser too.',
      { path: runtime, pathNot: `${runtime}platform/` },
      { dependencyTypes: ['core'] },
    ),
    forbid(
      'packages-meet-by-name',
      'A relative path from one package into the other breaks when they are installed.',
      '^packages/([^/]+)/',
      {
        path: '^(packages|test|benchmarks|examples)/',
        pathNot: '^packages/$1/',
        dependencyTypes: ['local'],
      },
    ),
    forbid(
      'no-cycles',
      'A cycle of values has an order of evaluation that nobody chose. Types may refer to each other.',
      '^packages/',
      { circular: true, viaOnly: { dependencyTypesNot: ['type-only'] } },
    ),
    forbid('imports-resolve', 'The file or package is not there.', '^packages/', {
      couldNotResolve: true,
    }),
  ],
  options: {
    doNotFollow: { path: ['node_modules', '/dist/'] },
    exclude: { path: '^packages/[^/]+/(dist|node_modules)/' },
    tsPreCompilationDeps: true,
    tsConfig: { fileName: 'tsconfig.json' },
    enhancedResolveOptions: {
      exportsFields: ['exports'],
      conditionNames: ['import', 'node', 'default', 'types'],
      extensions: ['.ts', '.js', '.mjs', '.cjs', '.json'],
    },
  },
};
