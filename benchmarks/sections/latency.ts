export async function measureLatency(_: unknown): Promise<never[]> { return []; }
