/** The page's style sheet: one accent for killable, warm colours for what it is compared with. */
export const style = `
:root { color-scheme: light dark; --paper: #fbfbf9; --ink: #1d2430; --soft: #68717f; --rule: #e3e5e8; --panel: #ffffff;
  --engine: #0b7a75; --default: #2f6fde; --plain: #e0912f; --atomics: #d64545; --guard: #9b59b6; --other: #9aa3af; }
@media (prefers-color-scheme: dark) { :root { --paper: #14171c; --ink: #e8eaed; --soft: #9aa3af; --rule: #2b3038; --panel: #1b1f26;
  --engine: #3ecfc4; --default: #7aa8ff; --plain: #f0b060; --atomics: #ff7b7b; --guard: #c792ea; --other: #6b7480; } }
* { box-sizing: border-box; }
body { margin: 0; background: var(--paper); color: var(--ink); font: 16px/1.55 system-ui, sans-serif; }
main { max-width: 1040px; margin: 0 auto; padding: 40px 20px 80px; }
h1 { font-size: 34px; line-height: 1.15; letter-spacing: -0.02em; margin: 0 0 8px; }
h2 { font-size: 22px; margin: 48px 0 4px; letter-spacing: -0.01em; }
p, .meta { color: var(--soft); margin: 4px 0 14px; max-width: 74ch; }
.meta { font-size: 13px; }
.cards { display: grid; grid-template-columns: repeat(auto-fit, minmax(190px, 1fr)); gap: 14px; margin: 26px 0 8px; }
.card { background: var(--panel); border: 1px solid var(--rule); border-radius: 12px; padding: 16px 18px; }
.card b { display: block; font-size: 30px; letter-spacing: -0.02em; font-variant-numeric: tabular-nums; }
.card span { color: var(--soft); font-size: 13px; line-height: 1.35; display: block; }
figure { margin: 14px 0 0; background: var(--panel); border: 1px solid var(--rule); border-radius: 12px; padding: 16px; overflow-x: auto; }
svg { display: block; width: 100%; min-width: 640px; height: auto; }
svg text { fill: var(--ink); font: 12px system-ui, sans-serif; font-variant-numeric: tabular-nums; }
svg .tick { fill: var(--soft); font-size: 11px; } svg .strong { font-weight: 650; }
.grid { stroke: var(--rule); stroke-width: 1; } .base { stroke: var(--soft); stroke-width: 1.5; } .stripe { fill: var(--rule); opacity: 0.45; }
.whisker { stroke: currentColor; stroke-width: 2; opacity: 0.55; } g circle, .bar { fill: currentColor; }
.v-engine { color: var(--engine); } .v-default { color: var(--default); } .v-naive-plain { color: var(--plain); }
.v-naive-atomics { color: var(--atomics); } .v-loop-protect { color: var(--guard); } .v-other { color: var(--other); }
.curve { fill: none; stroke-width: 2.2; stroke: currentColor; }
.c-0 { color: var(--engine); } .c-2 { color: var(--default); } .c-4 { color: var(--guard); }
.c-1 { color: var(--engine); stroke-dasharray: 5 4; } .c-3 { color: var(--default); stroke-dasharray: 5 4; } .c-5 { color: var(--guard); stroke-dasharray: 5 4; }
.legend { display: flex; flex-wrap: wrap; gap: 6px 18px; font-size: 13px; margin: 0 0 10px; }
.legend i { display: inline-block; width: 11px; height: 11px; border-radius: 50%; background: currentColor; margin-right: 7px; }
.legend i.line { width: 20px; height: 0; border-radius: 0; background: none; border-top: 2.5px solid currentColor; vertical-align: middle; }
.legend i.c-1, .legend i.c-3, .legend i.c-5 { border-top-style: dashed; }
.legend span { color: var(--ink); }
details { margin-top: 12px; } summary { cursor: pointer; color: var(--soft); font-size: 14px; }
table { border-collapse: collapse; font-size: 13px; font-variant-numeric: tabular-nums; margin-top: 10px; }
th, td { padding: 4px 12px 4px 0; text-align: right; border-bottom: 1px solid var(--rule); white-space: nowrap; }
th:first-child, td:first-child { text-align: left; } td.why { white-space: normal; text-align: left; }
`;
