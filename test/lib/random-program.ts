/**
 * Makes small programs that end, from a list of numbers: each number decides the next choice, and when the list is spent the
 * first (simplest) choice is taken, so fast-check can shrink a program by shrinking its list.
 *
 * They are scripts for `lib/observe.ts`: `t(label, value)` leaves a trace, `n(value)` makes a value printable. Loops run at most
 * three times, functions call only what was declared before, and async calls are awaited one after the other.
 */

interface Context {
  readonly kind: 'script' | 'function' | 'generator' | 'async' | 'async generator';
  /** Statement labels in reach, and whether `break` and `continue` have a target. */
  readonly labels: readonly { readonly name: string; readonly loop: boolean }[];
  readonly breaks: boolean;
  readonly continues: boolean;
  readonly depth: number;
  /** Names that may be read; constants and loop counters are never assigned. */
  readonly readable: string[];
  readonly assignable: string[];
  readonly callable: string[];
}

export function randomProgram(choices: readonly number[]): string {
  return new Writer(choices).program();
}

class Writer {
  readonly #choices: readonly number[];
  #at = 0;
  #names = 0;
  #labels = 0;

  constructor(choices: readonly number[]) {
    this.#choices = choices;
  }

  program(): string {
    const context: Context = {
      kind: 'script',
      labels: [],
      breaks: false,
      continues: false,
      depth: 0,
      readable: [],
      assignable: [],
      callable: [],
    };
    const directive = this.#choose(3) === 1 ? `'use strict'${this.#end()}` : '';
    const head = `var fs = []${this.#end()}`;
    return `${directive}${head}${this.#statements(context, 3 + this.#choose(6))}${this.#tail(context)}`;
  }

  /** Calls the closures that were collected, then what the script's value is. */
  #tail(context: Context): string {
    if (context.callable.length === 0 || this.#choose(4) === 1)
      return `fs.map((f) => n(f())).join()`;
    return `fs.forEach((f) => t('closure', f()));\nrunAll(${context.callable.join()})`;
  }

  #choose(n: number): number {
    const value = this.#choices[this.#at++] ?? 0;
    return value % n;
  }

  #pick<T>(list: readonly T[]): T {
    return list[this.#choose(list.length)]!;
  }

  #maybe(text: string): string {
    return this.#choose(2) === 1 ? text : '';
  }

  #name(prefix: string): string {
    return `${prefix}${this.#names++}`;
  }

  #end(): string {
    return this.#pick([';\n', '\n', ' // comment\n', '; /* ; */ ']);
  }

  #inside(context: Context, more: Partial<Context> = {}): Context {
    const { readable, assignable, callable } = context;
    return {
      ...context,
      depth: context.depth + 1,
      readable: [...readable],
      assignable: [...assignable],
      callable: [...callable],
      ...more,
    };
  }

  #statements(context: Context, count: number): string {
    let text = '';
    for (let i = 0; i < count; i++) text += this.#statement(context);
    return text;
  }

  #block(context: Context, more: Partial<Context> = {}): string {
    return `{ ${this.#statements(this.#inside(context, more), 1 + this.#choose(4))} }`;
  }

  /** A body with or without braces; without them it must not declare anything. */
  #body(context: Context, more: Partial<Context> = {}): string {
    if (this.#choose(3) > 0) return this.#block(context, more);
    return ` ${this.#simple(this.#inside(context, more))}`;
  }

  #simple(context: Context): string {
    switch (this.#choose(4)) {
      case 1:
        return this.#jump(context);
      case 2:
        return context.assignable.length > 0
          ? `${this.#pick(context.assignable)} = ${this.#expression(context)};\n`
          : ';\n';
      case 3:
        return `if (${this.#expression(context)}) ${this.#trace(context)}else ${this.#trace(context)}`;
      default:
        return this.#trace(context);
    }
  }

  #trace(context: Context): string {
    return `t(${this.#names++}, ${this.#expression(context)})${this.#choose(2) ? ';' : ''}\n`;
  }

  #statement(context: Context): string {
    if (context.depth > 4) return this.#simple(context);
    switch (context.depth === 0 && this.#choose(2) === 1 ? 7 : this.#choose(15)) {
      case 0:
        return this.#trace(context);
      case 1:
        return this.#declaration(context);
      case 2:
        return `if (${this.#expression(context)})${this.#body(context)}${this.#maybe(` else${this.#body(context)}`)}\n`;
      case 3:
      case 4:
      case 5:
        return this.#loop(context);
      case 6:
        return this.#try(context);
      case 7:
      case 8:
        return this.#functionDeclaration(context);
      case 9:
        return this.#class(context);
      case 10:
        return `switch (${this.#choose(3)}) { case 0: ${this.#statements(this.#inside(context, { breaks: true }), 1)}case 1: ${this.#simple(this.#inside(context, { breaks: true }))}break; default: ${this.#trace(context)} }\n`;
      case 11: {
        const name = `l${this.#labels++}`;
        return `${name}: ${this.#block(context, { labels: [...context.labels, { name, loop: false }] })}\n`;
      }
      case 12:
      case 13:
        return this.#arithmetic(context);
      default:
        return this.#jump(context);
    }
  }

  #jump(context: Context): string {
    const condition = this.#choose(3) === 0 ? '' : `if (${this.#expression(context)}) `;
    const options = [
      `fs.push(() => ${this.#expression(this.#inside(context, { kind: 'function' }))});`,
      `throw error(${this.#choose(9)});`,
    ];
    if (context.kind !== 'script') options.push(`return ${this.#expression(context)};`, 'return;');
    if (context.breaks) options.push('break;');
    if (context.continues) options.push('continue;');
    for (const { name, loop } of context.labels)
      options.push(`break ${name};`, ...(loop ? [`continue ${name};`] : []));
    return `${condition}${this.#pick(options)}\n`;
  }

  #declaration(context: Context): string {
    const kind = this.#pick(['let', 'const', 'var']);
    const name = this.#name('v');
    const other = this.#name('v');
    const value = this.#expression(context);
    const forms = [
      `${kind} ${name} = ${value}`,
      `${kind} { a: ${name} = ${this.#expression(context)}, ...${other} } = { b: ${value} }`,
      `${kind} [${name}, ${other} = ${this.#expression(context)}] = [${value}]`,
      `${kind} ${name} = ${this.#function(context)}`,
    ];
    const form = this.#choose(forms.length);
    context.readable.push(name);
    if (kind !== 'const' && form < 3) context.assignable.push(name);
    return `${forms[form]}${this.#end()}`;
  }

  #loop(context: Context): string {
    const labelled = this.#choose(3) === 1;
    const name = `l${this.#labels++}`;
    const label = labelled ? `${name}: ` : '';
    const labels = labelled ? [...context.labels, { name, loop: true }] : context.labels;
    const variable = this.#name('i');
    const inner = (): Partial<Context> => ({
      labels,
      breaks: true,
      continues: true,
      readable: [...context.readable, variable],
    });
    const limit = this.#choose(4);
    switch (this.#choose(10)) {
      case 1:
        return `${label}for (${this.#pick(['var', 'let'])} ${variable} = 0; ${variable} < ${limit}; ${variable}++)${this.#body(context, inner())}\n`;
      case 2:
        return `var ${variable} = ${limit}; ${label}while (${variable}-- > 0)${this.#body(context, inner())}\n`;
      case 3:
        return `var ${variable} = ${limit}; ${label}do${this.#body(context, inner())}while (${variable}-- > 0)${this.#end()}`;
      case 4:
        return `${label}for (${this.#pick(['var', 'let', 'const'])} ${variable} in { a: 1, b: 2 })${this.#body(context, inner())}\n`;
      case 5:
        return `${label}for (${this.#pick(['var', 'let', 'const'])} [${variable} = ${this.#expression(context)}] of [[1], []])${this.#body(context, inner())}\n`;
      case 6:
        if (!context.kind.startsWith('async')) break;
        return `${label}for await (const ${variable} of [1, Promise.resolve(2)])${this.#body(context, inner())}\n`;
      case 7:
        return `${label}for (let ${variable} = ${limit}, list = [4, 5, 6]; ${variable} < list.length; ${variable} += ${1 + this.#choose(2)})${this.#body(context, inner())}\n`;
      case 8:
        return `${label}for (let ${variable} = 0; ; ${variable}++) { if (${variable} > ${limit}) break; ${this.#statements(this.#inside(context, inner()), 1)} }\n`;
      case 9:
        return `${label}for (let ${variable} = 5; (${this.#expression(context)}, ${variable} > ${limit}); ${variable}--)${this.#body(context, inner())}\n`;
      default:
    }
    return `${label}for (const ${variable} of [1, 2])${this.#body(context, inner())}\n`;
  }

  /** A loop whose cost is known, long enough to be cut into several strips where the latency bound is small. */
  #arithmetic(context: Context): string {
    const [sum, i, limit, label] = ['s', 'i', 'n', 'l'].map((prefix) => this.#name(prefix)) as [
      string,
      string,
      string,
      string,
    ];
    const bound = this.#pick([
      '30',
      '8',
      '25.5',
      '9007199254740993',
      "'21'",
      'NaN',
      'undefined',
      '-0',
      '[17]',
      '{ valueOf: () => 19 }',
      'true',
    ]);
    const step = this.#pick([
      `${i}++`,
      `${i}++`,
      `++${i}`,
      `${i} += 3`,
      `(${i}++, ${sum}++)`,
      `${i} += 0.5`,
    ]);
    const statements = [
      `${sum} += ${i};`,
      `if (${i} % 7 === 3) continue;`,
      `if (${sum} > ${this.#choose(400)}) break;`,
      `if (${i} === ${this.#choose(30)}) continue ${label};`,
      `if (${i} === ${this.#choose(30)}) break ${label};`,
      `if (${i} > 11) { ${limit} = ${i} + 2; }`,
      `if (${i} === 9) ${i} += 4;`,
      `for (var k = 0; k < 3; k++) { if (k > ${i}) break; ${sum} ^= k; }`,
      `switch (${i} % 3) { case 0: break; case 1: ${sum} -= 2; continue; default: ${sum} += 1 }`,
      `{ let ${i} = 5; ${sum} += ${i}; }`,
    ];
    const body = statements.filter((_, at) => at === 0 || this.#choose(7) === 1).join(' ');
    // Whatever the bound is, the loop ends.
    const guarded = `{ if (${sum}++ > 900) break; ${body} }`;
    const kind = this.#pick(['let', 'var']);
    const form = this.#pick([
      `${label}: for (${kind} ${i} = 0; ${i} < ${limit}; ${step})${guarded}`,
      `${label}: for (${kind} ${i} = 2; ${i} <= ${limit}; ${step})${guarded}`,
      `${label}: for (${kind} ${i} = 40; ${i} > ${limit}; ${this.#pick([`${i}--`, `${i} -= 2`])})${guarded}`,
      `${kind} ${i} = 0; ${label}: while (${i}++ < ${limit})${guarded}`,
      `${kind} ${i} = 33; ${label}: while (--${i})${guarded}`,
      `${label}: for (${kind} ${i} = 0; ; ${i}++) { if (${i} >= ${limit}) break; ${guarded.slice(1)}`,
    ]);
    const block = `{ let ${sum} = 0, ${limit} = ${bound}; ${form}\nt('${sum}', ${sum}); }`;
    // At the top of a script a loop keeps its shape, since it has a value.
    return context.kind === 'script' && this.#choose(4) > 0
      ? `void function () ${block}()\n`
      : `${block}\n`;
  }

  #try(context: Context): string {
    const form = this.#choose(5);
    const name = this.#name('e');
    const readable = [...context.readable, name];
    const clause = this.#pick([
      ` catch (${name}) ${this.#block(context, { readable })}`,
      ` catch ${this.#block(context)}`,
      ` catch ({ message: ${name} = ${this.#expression(context)} }) ${this.#block(context, { readable })}`,
    ]);
    const last = ` finally ${this.#block(context)}`;
    return `try ${this.#block(context)}${form === 1 ? last : form === 2 ? clause + last : clause}\n`;
  }

  /** Sometimes a second one of the same name, or a variable: legal at the top of a function. */
  #functionDeclaration(context: Context): string {
    const name = this.#name('f');
    let text = `${this.#function(this.#inside(context), name)}\n`;
    if (context.depth === 0)
      text += this.#pick([
        '',
        '',
        `${this.#function(this.#inside(context), name)}\n`,
        `var ${name};\n`,
      ]);
    context.callable.push(name);
    return text;
  }

  #parameters(context: Context): { text: string; names: string[] } {
    const [a, b, c] = [this.#name('p'), this.#name('p'), this.#name('p')];
    const outside = this.#inside(context, { kind: 'function' });
    const forms: [string, string[]][] = [
      ['', []],
      [a, [a]],
      [`${a}, ${b} = ${this.#expression(outside)}`, [a, b]],
      [`{ x: ${a} = ${this.#expression(outside)} } = {}, ...${b}`, [a, b]],
      [`[${a}] = [${this.#expression(outside)}], ${b}, ${c} = () => ${a}`, [a, b, c]],
    ];
    const [text, names] = this.#pick(forms);
    return { text, names };
  }

  #function(context: Context, name = ''): string {
    const kind = this.#pick([
      'function',
      'async',
      'generator',
      'async',
      'async generator',
    ] as const);
    const { text, names } = this.#parameters(context);
    const keyword = {
      function: 'function',
      generator: 'function*',
      async: 'async function',
      'async generator': 'async function*',
    }[kind];
    const readable = [...context.readable, ...names];
    const inner = this.#inside(context, {
      kind,
      labels: [],
      breaks: false,
      continues: false,
      readable,
      assignable: [...names],
    });
    const directive = /[={[.]/.test(text)
      ? ''
      : this.#pick(['', '', "'use strict'\n", "'a directive'; "]);
    const body = `{ ${directive}${this.#statements(inner, 2 + this.#choose(4))} }`;
    if (name === '' && (kind === 'function' || kind === 'async') && this.#choose(2) === 1) {
      const arrow = kind === 'async' ? 'async ' : '';
      return `${arrow}(${text}) => ${this.#choose(2) === 1 ? body : this.#arrowBody(inner)}`;
    }
    return `${keyword} ${name}(${text}) ${body}`;
  }

  #arrowBody(context: Context): string {
    const value = this.#expression(context);
    return this.#pick([
      `(${value})`,
      `({ v: ${value} })`,
      `(t(${this.#names++}, 'arrow'), ${value})`,
      `[${value}]`,
    ]);
  }

  #class(context: Context): string {
    const name = this.#name('C');
    const inner = this.#inside(context, {
      kind: 'function',
      labels: [],
      breaks: false,
      continues: false,
    });
    const members = [
      `x = ${this.#expression(inner)};`,
      `static s = ${this.#expression(inner)};`,
      `static { ${this.#trace(inner)} }`,
      `get g() { return ${this.#expression(inner)} }`,
      `#p = ${this.#expression(inner)}; m() { return this.#p }`,
      `constructor(a = ${this.#expression(inner)}) { ${this.#trace(inner)} }`,
      `*[Symbol.iterator]() { yield 1; yield ${this.#expression(inner)} }`,
      `k = class extends pass(Object) {};`,
    ];
    const chosen = members.filter(() => this.#choose(3) === 1);
    return `class ${name} { ${chosen.join(' ')} }\nt(${this.#names++}, probe(${name}))\n`;
  }

  #expression(context: Context): string {
    if (context.depth > 4) return String(this.#choose(4));
    const deeper = this.#inside(context);
    switch (this.#choose(17)) {
      case 1:
        return context.readable.length > 0 ? this.#pick(context.readable) : '1';
      case 2:
        return `(${this.#expression(deeper)}, ${this.#expression(deeper)})`;
      case 3:
        return `n(${this.#expression(deeper)}) + n(${this.#expression(deeper)})`;
      case 4:
        return `(${this.#expression(deeper)} ? ${this.#expression(deeper)} : ${this.#expression(deeper)})`;
      case 5:
        return `(${this.#expression(deeper)} ${this.#pick(['&&', '||', '??'])} 2)`;
      case 6:
        return `((a, b = ${this.#expression(this.#inside(deeper, { kind: 'function' }))}) => ${this.#arrowBody(this.#inside(deeper, { kind: 'function' }))})(${this.#expression(deeper)})`;
      case 7:
        return `{ a: ${this.#expression(deeper)}, m() { return ${this.#expression(this.#inside(deeper, { kind: 'function' }))} }, get g() { return 1 } }`.replace(
          /^.*$/s,
          '($&)',
        );
      case 8:
        return `\`\${n(${this.#expression(deeper)})}-\``;
      case 9:
        return context.assignable.length > 0
          ? `(${this.#pick(context.assignable)} = ${this.#expression(deeper)})`
          : '0';
      case 10:
        if (context.callable.length === 0) return '2';
        return context.kind.startsWith('async')
          ? `(await run(${this.#pick(context.callable)}))`
          : `pass(${this.#pick(context.callable)})`;
      case 11:
        if (context.kind.startsWith('async') && this.#choose(5) > 0)
          return this.#pick([
            `(await ${this.#expression(deeper)})`,
            `(await Promise.resolve(${this.#expression(deeper)}))`,
          ]);
        return `[3, 4].map((x) => ${this.#expression(this.#inside(deeper, { kind: 'function' }))})`;
      case 12:
        if (context.kind.endsWith('generator'))
          return this.#pick([
            '(yield)',
            `(yield ${this.#expression(deeper)})`,
            `(yield* [${this.#expression(deeper)}])`,
          ]);
        return '[...[1, 2]]';
      case 13:
        return context.depth < 3
          ? `pass(${this.#function(deeper).replace(/^(?=async|function)/, '')})`
          : 'null';
      case 14:
        return 'typeof this';
      case 15:
        return `({ f: ${this.#choose(2) ? 'class {}' : '() => 1'} }).f`;
      case 16:
        return 'undefined';
      default:
        return String(this.#choose(4));
    }
  }
}
