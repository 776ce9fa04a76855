/** JSON → page. From the command line: `node --import tsx benchmarks/report.ts report.json [page.html]`. */
import { readFileSync, writeFileSync } from 'node:fs';
import { pathToFileURL } from 'node:url';
import { page } from './html/page.ts';
import { terminalReport } from './lib/table.ts';
import type { Report } from './lib/types.ts';

export function htmlReport(report: Report): string {
  return page(report);
}

if (process.argv[1] !== undefined && import.meta.url === pathToFileURL(process.argv[1]).href) {
  const [, , file, target] = process.argv;
  if (file === undefined) {
    process.stderr.write('[killable] usage: report.ts <report.json> [page.html]\n');
    process.exitCode = 1;
  } else {
    const report = JSON.parse(readFileSync(file, 'utf8')) as Report;
    writeFileSync(target ?? file.replace(/(\.json)?$/, '.html'), page(report));
    process.stdout.write(terminalReport(report));
  }
}
