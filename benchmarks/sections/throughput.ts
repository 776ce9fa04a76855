export async function measureThroughput(_: unknown): Promise<never[]> { return []; }
