/** In a page: runs every shape in a worker, one after the other, and posts what became of each. */
import { kill } from './kill.js';

const tell = (what) => fetch('/result', { method: 'POST', body: JSON.stringify(what) });

try {
  const { cases, warm, patience } = await (await fetch('/cases')).json();
  if (!crossOriginIsolated) throw new Error('the page is not cross-origin isolated');
  for (const { shape, flavour, file } of cases) {
    const worker = new Worker(new URL('./worker-web.js', import.meta.url), { type: 'module' });
    worker.postMessage(file);
    const hear = (listener) => {
      worker.onmessage = ({ data }) => listener(data);
      worker.onerror = ({ message }) => listener({ how: message });
    };
    const result = await kill(worker, hear, { warm, patience });
    worker.terminate();
    await tell({ shape, flavour, ...result });
  }
  await tell({ done: navigator.userAgent });
} catch (error) {
  await tell({ failed: String(error) });
}
