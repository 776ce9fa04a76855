/** The plan: all that an applier may see. Plain data, one entry per place where a poll stands or was considered. */

/** What construct a site belongs to. */
export type Kind =
  | 'loop' // for, while, do: the poll stands in the test
  | 'break' // leaves a strip-mined loop, so it names the outer one
  | 'each' // for-in, for-of: at the top of the body
  | 'function' // a function's entry, a block body
  | 'arrow' // the same for an expression body
  | 'async' // entry of an async function that suspends: it gets a frame
  | 'async-arrow' // the same for an expression body
  | 'generator' // entry of a generator that keeps a mask over a yield: it gets a frame
  | 'initializer' // class field or parameter default that calls
  | 'static-block'
  | 'cleanup' // body of a function that disposes or closes: masked as a whole
  | 'await' // await, and the implicit one of `return` in an async generator
  | 'for-await'
  | 'import' // import(): the module may be interrupted while it is evaluated
  | 'yield' // in a frame
  | 'yield-star' // in a frame
  | 'using' // an `await using` declaration
  | 'using-each' // one in the head of a for-of
  | 'scope' // a block that disposes with `await using` at its end
  | 'catch'
  | 'finally'
  | 'reaction'; // a handler passed to then, catch or finally

/** How a site is compiled. */
export type Flavour =
  | 'none' // elided: the reason says why that is sound
  | 'plain' // a plain load of the word
  | 'countdown' // a local countdown, refilled by tick(), which loads the word atomically
  | 'strip' // strip-mined: one poll per strip of iterations
  | 'fuel' // the thread's own countdown
  | 'check' // an await that is only checked before
  | 'hook'; // a call into the ABI

/** One construct of the source and what is done with it. */
export interface Site {
  kind: Kind;
  flavour: Flavour;
  /** Offsets of the construct in the source, in UTF-16 units; -1 for a node that another plugin made. */
  start: number;
  end: number;
  /** Why the poll is there, or why it may be missing. */
  reason: string;
  /** The frame constant is in reach, so hooks pass it. */
  framed?: boolean;
  /** The clause or handler names ThreadExit: only a kill passes it. */
  namesExit?: boolean;
  /** A cleanup region that can run no poll needs no mask. */
  masked?: boolean;
  /** Its frame has to keep a mask while it is suspended, so it must be made even where nothing can interrupt it. */
  keepsMask?: boolean;
  /** How a counted loop is cut into strips: see counted.ts. */
  strip?: Strip;
  /** Number of the label that a strip-mined loop gets and its breaks name; of what a declaration's first `await using` disposes of. */
  label?: number;
  /** What an entry takes of the thread's countdown, in units of 100 ns; absent: 1. */
  fuel?: number;
  /** Audit: what an iteration or a call costs by itself, in ns. */
  charge?: number;
  /** What an iteration takes of the function's countdown; absent: 1. */
  weight?: number;
  /** Initial value of the countdown that this function declares; absent: none. */
  countdown?: number;
}

export interface Strip {
  /** How the end of a strip is found: by the induction variable's value, or by counting iterations. */
  counted: Counted | null;
  /** Iterations per strip; in the sound flavour a loop that is not counted has as many as the countdown allows. */
  length: number;
  /** Binary logarithm of what an iteration takes of the function's countdown; of a counted loop with a constant step, of what 1 of its variable does. */
  shift: number;
  sound: boolean;
  /** Its first iteration is not tested. */
  testLast: boolean;
}

/** A loop from anywhere to a bound that cannot change, by a step that cannot either (a variable's name: its sign is seen at run time). */
export interface Counted {
  variable: string;
  bound: string;
  step: number | string;
  /** What the variable begins with, if that is known: then it is a number, whatever the program does. */
  first: number | undefined;
  /** The variable is a number where its comparison holds, whatever its first value is. */
  numeric: boolean;
  /** The bound is a number. */
  numericBound: boolean;
  operator: '<' | '<=' | '>' | '>=';
  /** Text of the update, which moves to the end of the inner loop. */
  update: string;
}

export interface Plan {
  filename: string | undefined;
  sourceType: 'module' | 'commonjs' | 'script';
  sites: Site[];
  /** The text imports the ABI already; it is left as it is. */
  alreadyCompiled: boolean;
}
