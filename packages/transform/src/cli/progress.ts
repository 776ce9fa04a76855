/** A progress bar on standard error, for a person who watches: nothing is drawn where standard error is not a terminal. */
export interface Screen {
  isTTY?: boolean;
  columns?: number;
  write(text: string): unknown;
}

export interface Progress {
  step(label: string): void;
  /** Takes the bar away, so that a message can stand in its place. */
  clear(): void;
}

const cells = 24;
const clearLine = '\r\u001b[2K';

export function progress(total: number, screen: Screen, wanted = true): Progress {
  if (!wanted || screen.isTTY !== true || total < 2) return { step() {}, clear() {} };
  let done = 0;
  return {
    step(label) {
      done++;
      const filled = Math.round((done / total) * cells);
      const line = `[${'█'.repeat(filled)}${'░'.repeat(cells - filled)}] ${done}/${total} ${label}`;
      screen.write(clearLine + line.slice(0, (screen.columns ?? 80) - 1));
    },
    clear: () => void screen.write(clearLine),
  };
}
