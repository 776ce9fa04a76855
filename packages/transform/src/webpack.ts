/** The webpack plugin: `plugins: [killable()]`. */
import { unplugin, type PluginOptions } from './unplugin.ts';

export type { PluginOptions };

const killable: typeof unplugin.webpack = unplugin.webpack;
export default killable;
