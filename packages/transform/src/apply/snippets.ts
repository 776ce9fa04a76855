/**
 * What each site emits: the only place. A snippet is source text with a hole, `%`, for the author's code; both appliers
 * read it, the text applier by writing what is before and after the hole, the AST applier by parsing it.
 */
import type { Node } from '@babel/types';
import type { Counted, Site, Strip } from '../plan/types.ts';
import type { Names } from './names.ts';

/** Where a snippet goes. `counted`: around a loop's body, with its update taken out of the head. `strip`: around a loop, with its initialiser taken out. `label`: a break's. `test`: a loop's test, `1` if it has none. `body`: a block's statements, behind its directives. */
export type Shape =
  | 'strip'
  | 'counted'
  | 'label'
  | 'test'
  | 'top'
  | 'body'
  | 'expression'
  | 'arrow-body'
  | 'await'
  | 'argument'
  | 'iterable'
  | 'yield'
  | 'using'
  | 'using-each'
  | 'scope'
  | 'catch';

export interface Snippet {
  shape: Shape;
  text: string;
  /** Label of the loop, or of the break's target. */
  label?: string;
  /** What comes before the test of a strip's inner loop. */
  test?: string;
  /** What comes before a loop's body. Its hole is the name that the loop's head declares. */
  declaration?: string;
  /** Number of the first name that is disposed of. */
  first?: number;
}

export const HOLE = '%';

/** The poll as an expression. */
function pollExpression({ flavour, fuel, charge, weight }: Site, n: Names): string {
  switch (flavour) {
    case 'countdown':
      return `${weight === undefined ? `--${n.countdown}` : `(${n.countdown}-=${weight})`}<0&&(${n.countdown}=${n.tick}())`;
    case 'fuel':
      // Compared with 0 before it is taken, so that an engine need not look whether taking it overflows.
      return fuel === undefined
        ? `${n.fuel}[0]--||${n.tick}()`
        : `(${n.fuel}[0]-=${fuel})<0&&${n.tick}()`;
    default:
      return charge === undefined ? `${n.word}[0]&&${n.poll}()` : `${n.passed}()`;
  }
}

/** The poll of a `for-of`: an `if`, since an expression statement would be the value of a script's loop. */
function pollInBody(site: Site, n: Names): string {
  if (site.flavour === 'countdown') return `if(--${n.countdown}<0)${n.countdown}=${n.tick}();`;
  return site.charge === undefined ? `if(${n.word}[0])${n.poll}();` : `if(1)${n.passed}();`;
}

/** What to emit at a site; null where nothing is. Names used are added to `used` by whoever prints it. */
export function snippetOf(site: Site, n: Names): Snippet | null {
  const frame = site.framed ? n.frame : '';
  const count = site.countdown === undefined ? '' : `let ${n.countdown}=${site.countdown};`;
  // Audit: a charge stands behind the poll, so that it counts towards the next one.
  const charge = site.charge === undefined ? '' : `${n.charge}(${site.charge})`;
  const charged = charge && `${charge};`;
  const comma = charge && `${charge},`;
  if (site.flavour === 'none') return elided(site.kind, count, charge);
  switch (site.kind) {
    case 'loop':
      if (site.strip)
        return stripAround(
          site.strip,
          charge,
          site.label === undefined ? undefined : `${n.label}${site.label}`,
          n,
        );
      return { shape: 'test', text: `${pollExpression(site, n)},${comma}${HOLE}` };
    case 'break':
      return { shape: 'label', text: HOLE, label: `${n.label}${site.label}` };
    case 'each':
      return { shape: 'top', text: `${pollInBody(site, n)}${charged}${HOLE}` };
    case 'function':
    case 'static-block':
      return { shape: 'body', text: `${pollExpression(site, n)};${charged}${count}${HOLE}` };
    case 'arrow':
      return { shape: 'arrow-body', text: `(${pollExpression(site, n)},${comma}${HOLE})` };
    case 'initializer':
      return { shape: 'expression', text: `(${pollExpression(site, n)},${HOLE})` };
    case 'async':
    case 'generator':
      return {
        shape: 'body',
        text: `const ${n.frame}=${n.enter}(${entryOf(site)});try{${charged}${count}${HOLE}}finally{${n.leave}(${n.frame})}`,
      };
    case 'async-arrow':
      return {
        shape: 'arrow-body',
        text: `{const ${n.frame}=${n.enter}(${entryOf(site)});try{${charged}return ${HOLE}}finally{${n.leave}(${n.frame})}}`,
      };
    case 'cleanup':
      return {
        shape: 'body',
        text: `${n.mask}();try{${charged}${count}${HOLE}}finally{${n.unmask}()}`,
      };
    case 'await':
      if (site.flavour === 'check')
        return { shape: 'argument', text: `(${n.word}[0]&&${n.poll}(),${HOLE})` };
      return {
        shape: 'await',
        text: `${n.resume}(${frame || 'void 0'},await ${n.suspend}(${frame || 'void 0'},${HOLE}))`,
      };
    case 'for-await':
      if (site.flavour === 'check')
        return { shape: 'iterable', text: `(${n.word}[0]&&${n.poll}(),${HOLE})` };
      return { shape: 'iterable', text: `${n.iterate}(${frame || 'void 0'},${HOLE})` };
    case 'import':
      return { shape: 'expression', text: `${n.imported}(${HOLE})` };
    case 'yield':
      return site.masked
        ? { shape: 'yield', text: `${n.resume}(${frame},yield ${n.park}(${frame},${HOLE}))` }
        : {
            shape: 'yield',
            text: `${n.resume}(${frame},yield ${n.park}(${frame},${n.resume}(${frame},await ${n.suspend}(${frame},${HOLE}))))`,
          };
    case 'yield-star':
      if (site.masked)
        return {
          shape: 'yield',
          text: `${n.resume}(${frame},yield*${n.delegate}(${frame},${HOLE}))`,
        };
      return {
        shape: 'yield',
        text: `${n.resume}(${frame},yield*${n.iterate}(${frame},${HOLE},true))`,
      };
    case 'using':
      return { shape: 'using', text: disposalOf(frame, n), first: site.label! };
    case 'using-each':
      return {
        shape: 'using-each',
        text: frame ? `{try{${HOLE}}finally{${n.resume}(${frame})}}` : `{${HOLE}}`,
        declaration: disposalOf(frame, n),
        first: site.label!,
      };
    case 'scope':
      return { shape: 'scope', text: `try{${HOLE}}finally{${n.resume}(${frame})}` };
    case 'catch': {
      const guard = `${site.namesExit ? n.guardExit : n.guard}(${n.error}${frame && `,${frame}`});`;
      return {
        shape: 'catch',
        text: site.masked ? `${guard}${maskAround(frame, n)}` : `${guard}${HOLE}`,
      };
    }
    case 'finally':
      return { shape: 'body', text: maskAround(frame, n) };
    case 'reaction':
      return {
        shape: 'expression',
        text: `${n.reaction}(${HOLE}${site.namesExit ? ',true' : ''})`,
      };
    default:
      return site.kind satisfies never;
  }
}

/** A site without a poll: only its countdown and, in an audit, its charge. */
function elided(kind: Site['kind'], count: string, charge: string): Snippet | null {
  if (count === '' && charge === '') return null;
  switch (kind) {
    case 'loop':
      return charge === '' ? null : { shape: 'test', text: `${charge},${HOLE}` };
    case 'arrow':
      return charge === '' ? null : { shape: 'arrow-body', text: `(${charge},${HOLE})` };
    default:
      return {
        shape: kind === 'each' ? 'top' : 'body',
        text: `${charge && `${charge};`}${count}${HOLE}`,
      };
  }
}

/** A loop in strips: see counted.ts. The hole is the body of a counted loop, and the whole loop of any other. */
function stripAround(strip: Strip, charge: string, label: string | undefined, n: Names): Snippet {
  const { counted, length, shift, sound, testLast } = strip;
  const { end, countdown: c } = n;
  const tick = `${c}=${n.tick}();`;
  const poll = sound ? '' : charge ? `${n.passed}();` : `${n.word}[0]&&${n.poll}();`;
  if (counted === null) {
    const test = `--${end}>=0${charge && `&&(${charge},true)`}`;
    const [head, left, tail] = sound
      ? [`if(${c}<1)${tick}`, `${c}${shifted(-shift)}`, `${c}=${end}${shifted(shift)};`]
      : [poll, String(length), ''];
    const text = `for(;;){${head}let ${end}=${left};${testLast && charge ? `${charge};` : ''}${HOLE}${tail}if(${end}>=0)break}`;
    return { shape: 'strip', text, test };
  }
  const { variable: i, operator, update } = counted;
  const take = sound ? `if((${c}-=1+(${taken(counted, shift, end)}))<0)${tick}` : '';
  const text = `{${poll}const ${end}=${endOf(counted, length, n)};${take}do{${charge && `${charge};`}${HOLE}}while(${update},${i}${operator}${end})}`;
  return { shape: 'counted', text, ...(label === undefined ? {} : { label }) };
}

/** Times a power of two, as a whole number: NaN becomes 0. */
function shifted(by: number): string {
  return by > 0 ? `<<${by}` : by < 0 ? `>>${-by}` : '|0';
}

/** What a strip takes of the countdown. Where the runtime said its end, only an end that is a number says that the rest are numbers too. */
function taken({ variable: i, step, first, numeric }: Counted, shift: number, end: string): string {
  const known =
    typeof step === 'number' && (first !== undefined || numeric) ? '' : `${end}==${end}&&`;
  if (typeof step === 'string') return `${known}(${end}-${i})/${step}${shifted(shift)}`;
  return `${known}${step > 0 ? `${end}-${i}` : `${i}-${end}`}${shifted(shift)}`;
}

/**
 * Where a strip ends: the bound, or `length` steps from here. Of a variable that may be no number the runtime says it; so it does if the
 * step is a variable. A bound that is no number gets strips of one iteration: a BigInt cannot be subtracted from, an object would be asked twice.
 */
function endOf(counted: Counted, length: number, n: Names): string {
  const { variable: i, bound, step, first, numeric, numericBound } = counted;
  if (typeof step === 'string') return `${n.strip}(${i},${bound},${length},${step})`;
  const reach = Math.abs(step) * length;
  if (first === undefined && !numeric) return `${n.strip}(${i},${bound},${length * step})`;
  const [distance, limit] =
    step > 0 ? [`${bound}-${i}`, `${i}+${reach}`] : [`${i}- ${bound}`, `${i}-${reach}`];
  const end = `${distance}>${reach}?${limit}:${bound}`;
  return numericBound ? end : `typeof ${bound}!="number"?${i}:${end}`;
}

function disposalOf(frame: string, n: Names): string {
  return `await using ${n.held}=${n.disposal}(${frame || 'void 0'},${HOLE});`;
}

/** The declaration that disposes of what `variable` holds. */
export function heldBy(text: string, variable: Node, number: number, names: Names): string {
  return text
    .replace(names.held, () => `${names.held}${number}`)
    .replace(HOLE, () => (variable as { name?: string }).name!);
}

/** What `enter` is told: the whole call is cleanup, the frame has to be made, or nothing. */
function entryOf({ masked, keepsMask }: Site): string {
  return masked ? 'true' : keepsMask ? 'false' : '';
}

function maskAround(frame: string, n: Names): string {
  return `${n.mask}(${frame});try{${HOLE}}finally{${n.unmask}(${frame})}`;
}
