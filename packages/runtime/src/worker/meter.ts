/** See audit.ts. A record of its own, because polls reset it and the audit polls. */
export const meter: { distance: number; largest: number } = { distance: 0, largest: 0 };
