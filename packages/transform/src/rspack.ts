/** The Rspack plugin: `plugins: [killable()]`. */
import { unplugin, type PluginOptions } from './unplugin.ts';

export type { PluginOptions };

const killable: typeof unplugin.rspack = unplugin.rspack;
export default killable;
