/**
 * `npm run test:browsers [chromium|firefox…]`: the tier-up test in Debian's browsers, which are installed if they are not there. The page runs the
 * shapes and posts what became of them, so no driver is needed.
 */
import { execFileSync, spawn } from 'node:child_process';
import { existsSync, mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { createServer, type IncomingMessage } from 'node:http';
import type { AddressInfo } from 'node:net';
import { tmpdir } from 'node:os';
import { extname, join } from 'node:path';
import { judge } from '../engines/judge.ts';
import type { Result } from '../engines/shapes.ts';
import { makeSite, PATIENCE, WARM } from '../engines/site.ts';

interface Browser {
  readonly engine: string;
  readonly package: string;
  readonly command: string;
  readonly args: (profile: string) => readonly string[];
}

const browsers: Readonly<Record<string, Browser>> = {
  chromium: {
    engine: 'chrome',
    package: 'chromium',
    command: '/usr/bin/chromium',
    args: (profile) => [
      '--headless',
      '--no-sandbox',
      '--disable-gpu',
      '--no-first-run',
      '--disable-background-networking',
      '--disable-component-update',
      '--disable-sync',
      `--user-data-dir=${profile}`,
    ],
  },
  firefox: {
    engine: 'firefox',
    package: 'firefox-esr',
    command: '/usr/bin/firefox-esr',
    args: (profile) => ['--headless', '--no-remote', '--profile', profile],
  },
};

/** A page whose workers share memory has to be cross-origin isolated. */
const headers = {
  'Cross-Origin-Opener-Policy': 'same-origin',
  'Cross-Origin-Embedder-Policy': 'require-corp',
  'Cross-Origin-Resource-Policy': 'same-origin',
};
const types: Readonly<Record<string, string>> = { '.js': 'text/javascript', '.html': 'text/html' };
const page = '<!doctype html><title>tier-up</title><script type="module" src="/page.js"></script>';

type Told = Result | { done: string } | { failed: string };

async function bodyOf(request: IncomingMessage): Promise<string> {
  let text = '';
  for await (const chunk of request) text += String(chunk);
  return text;
}

const { folder, cases } = makeSite();
let hear: (told: Told) => void = () => {};
const server = createServer((request, response) => {
  const path = new URL(request.url ?? '/', 'http://localhost').pathname;
  const answer = (status: number, type: string, text: string): void => {
    response.writeHead(status, { ...headers, 'Content-Type': type }).end(text);
  };
  if (path === '/result') {
    void bodyOf(request).then((text) => {
      answer(200, 'text/plain', '');
      hear(JSON.parse(text) as Told);
    });
  } else if (path === '/cases') {
    answer(200, 'application/json', JSON.stringify({ cases, warm: WARM, patience: PATIENCE }));
  } else if (path === '/') {
    answer(200, 'text/html', page);
  } else {
    const file = join(folder, path);
    if (!path.includes('..') && existsSync(file))
      answer(200, types[extname(file)] ?? 'text/plain', readFileSync(file, 'utf8'));
    else answer(404, 'text/plain', 'not found');
  }
});
await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
const { port } = server.address() as AddressInfo;

function install({ command, package: name }: Browser): void {
  if (existsSync(command)) return;
  console.log(`installing ${name} …`);
  execFileSync('apt-get', ['update', '-qq'], { stdio: 'inherit' });
  execFileSync('apt-get', ['install', '-y', '-qq', name], {
    stdio: ['ignore', 'ignore', 'inherit'],
  });
}

async function test(name: string): Promise<[number, number]> {
  const browser = browsers[name];
  if (browser === undefined)
    throw new Error(`no browser is called ${name}; there are ${Object.keys(browsers).join(', ')}`);
  install(browser);
  const version = /\d+(\.\d+)*/.exec(
    execFileSync(browser.command, ['--version'], { encoding: 'utf8' }),
  )![0];
  const profile = mkdtempSync(join(tmpdir(), 'killable-browser-'));
  const results: Result[] = [];
  const child = spawn(browser.command, [...browser.args(profile), `http://127.0.0.1:${port}/`], {
    stdio: 'ignore',
    detached: true,
  });
  try {
    await new Promise<void>((resolve, reject) => {
      const limit = 60_000 + cases.length * (WARM + PATIENCE + 2000);
      const timer = setTimeout(() => reject(new Error(`${name} said nothing more`)), limit);
      const end = (): void => {
        clearTimeout(timer);
        resolve();
      };
      child.once('error', reject);
      hear = (told) => {
        if ('done' in told) end();
        else if ('failed' in told) reject(new Error(told.failed));
        else results.push(told);
      };
    });
  } finally {
    process.kill(-child.pid!, 'SIGKILL');
    rmSync(profile, { recursive: true, force: true, maxRetries: 5 });
  }
  return judge(browser.engine, version, results);
}

let [passed, failed] = [0, 0];
const wanted = process.argv.slice(2);
for (const name of wanted.length > 0 ? wanted : Object.keys(browsers)) {
  const [good, bad] = await test(name);
  passed += good;
  failed += bad;
}
server.close();
console.log(`\n${passed} passed, ${failed} failed`);
process.exit(failed > 0 || passed === 0 ? 1 : 0);
