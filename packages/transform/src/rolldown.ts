/** The Rolldown plugin: `plugins: [killable()]`. */
import { unplugin, type PluginOptions } from './unplugin.ts';

export type { PluginOptions };

const killable: typeof unplugin.rolldown = unplugin.rolldown;
export default killable;
