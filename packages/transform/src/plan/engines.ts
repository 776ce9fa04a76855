/**
 * What engines were shown to do with a plain load of the word in a loop that has been optimised.
 * The specification lets an engine hoist a non-atomic read out of a loop; JavaScriptCore and SpiderMonkey do it,
 * so the sound flavour is the default, and `plain` needs a row here. Each row is proven by test/engines.
 */
export interface EngineRow {
  engine: string;
  /** Lowest version that the row speaks for. */
  from: number;
  /** A plain load stays in the loop. */
  keepsPlainLoad: boolean;
  why: string;
}

export const engineTable: readonly EngineRow[] = [
  {
    engine: 'node',
    from: 20,
    keepsPlainLoad: true,
    why: 'V8 11.3 and later keep the load in every loop of the tier-up test (Node 20, 22, 24, 26)',
  },
  {
    engine: 'chrome',
    from: 113,
    keepsPlainLoad: true,
    why: 'the same V8 as node 20 and later (run on Chromium 156)',
  },
  { engine: 'edge', from: 113, keepsPlainLoad: true, why: 'the same V8 as chrome' },
  { engine: 'deno', from: 2, keepsPlainLoad: true, why: 'V8 12.9 and later (run on Deno 2.9)' },
  {
    engine: 'bun',
    from: 0,
    keepsPlainLoad: false,
    why: 'JavaScriptCore hoists the load: 12 of the 22 programs of the tier-up test never saw the word, where they read it through the import (Bun 1.4)',
  },
  { engine: 'safari', from: 0, keepsPlainLoad: false, why: 'JavaScriptCore, as bun' },
  { engine: 'ios', from: 0, keepsPlainLoad: false, why: 'JavaScriptCore, as bun' },
  {
    engine: 'firefox',
    from: 0,
    keepsPlainLoad: false,
    why: 'SpiderMonkey hoists the load: three of the 15 loops of the tier-up test never saw the word (Firefox 153)',
  },
];
