declare module '@freecodecamp/loop-protect' {
  import type { PluginItem } from '@babel/core';
  export default function protect(timeout: number, callback?: unknown): PluginItem;
}
declare module 'babel-plugin-istanbul' {
  import type { PluginItem } from '@babel/core';
  const plugin: PluginItem;
  export default plugin;
}
