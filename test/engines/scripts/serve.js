/** In the worker: announces the word, runs a shape, says how it ended. */
export async function serve(file, post) {
  try {
    const { word } = await import('./runtime/abi.js');
    const { default: run } = await import(`./${file}`);
    post({ control: word.buffer });
    run();
    post({ how: 'returned' });
  } catch (error) {
    post({ how: String(error) });
  }
}
