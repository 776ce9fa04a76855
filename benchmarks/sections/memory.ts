export async function measureMemory(_: unknown): Promise<never[]> { return []; }
