/** The Rollup plugin: `plugins: [killable()]`. */
import { unplugin, type PluginOptions } from './unplugin.ts';

export type { PluginOptions };

const killable: typeof unplugin.rollup = unplugin.rollup;
export default killable;
