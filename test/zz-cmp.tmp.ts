import fc from 'fast-check';
import { transform } from '@killable/transform';
import { randomProgram } from './lib/random-program.ts';
import { observe } from './lib/observe.ts';
import { babels, variants, viaPlugin, viaText, printThrough } from './lib/same-program.ts';
const file = 'p.js'; let failed = 0, bc = 0;
for (const choices of fc.sample(fc.noBias(fc.array(fc.nat(0xffff), { minLength: 200, maxLength: 1500, size: 'max' })), { numRuns: Number(process.argv[3]), seed: Number(process.argv[2]) })) {
  const p = randomProgram(choices);
  const original = await observe(p);
  const say = (what, text, got) => { if (failed++ < 4) console.log('=====', what, '\n' + p, '\n-----\n' + text, '\n--- original\n' + original, '\n--- got\n' + got); };
  for (const v of variants) {
    const o = { ...v, sourceType: 'script', filename: file };
    let text; try { text = transform(p, { ...o, sourceMap: false }).code; } catch (e) { say('transform ' + JSON.stringify(v), String(e.stack), ''); continue; }
    const got = await observe(text);
    if (got !== original) say('behaviour ' + JSON.stringify(v), text, got);
    let plain = true; try { printThrough(babels[0], p, file, [], 'script'); } catch { plain = false; bc++ }
    if (!plain) continue;
    let a, b; try { a = viaPlugin(babels[0], p, file, { ...v, sourceType: 'script' }); b = viaText(babels[0], p, file, { ...v, sourceType: 'script' }); } catch (e) { say('babel', text, String(e.stack)); continue; }
    if (a !== b) say('same ' + JSON.stringify(v), b, a);
  }
}
console.log({ failed, bc });
process.exit(0);
