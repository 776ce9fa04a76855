/** The Vite plugin: `plugins: [killable()]`. */
import { unplugin, type PluginOptions } from './unplugin.ts';

export type { PluginOptions };

const killable: typeof unplugin.vite = unplugin.vite;
export default killable;
