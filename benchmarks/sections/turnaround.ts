export async function measureTurnaround(_: unknown): Promise<never[]> { return []; }
