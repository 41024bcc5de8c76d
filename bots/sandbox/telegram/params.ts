/** Parameters come by query, JSON, urlencoded or multipart form; in forms, objects come as JSON text. */

export type Params = ReadonlyMap<string, unknown>;

export async function readParams(request: Request): Promise<Params> {
  const params = new Map<string, unknown>(new URL(request.url).searchParams);
  if (request.method === 'GET') return params;
  for (const [name, value] of await readBody(request)) params.set(name, value);
  return params;
}

async function readBody(request: Request): Promise<Iterable<[string, unknown]>> {
  const type = request.headers.get('content-type') ?? '';
  if (type.includes('json')) {
    const body: unknown = await request.json().catch(() => ({}));
    return typeof body === 'object' && body !== null ? Object.entries(body) : [];
  }
  if (!type.includes('form')) return [];
  return (await request.formData()) as unknown as Iterable<[string, unknown]>;
}

export function text(params: Params, name: string): string | undefined {
  const value = params.get(name);
  if (typeof value === 'string') return value;
  return typeof value === 'number' ? String(value) : undefined;
}

export function integer(params: Params, name: string): number | undefined {
  const value = params.get(name);
  const number = typeof value === 'string' && value !== '' ? Number(value) : value;
  return typeof number === 'number' && Number.isSafeInteger(number) ? number : undefined;
}

export function flag(params: Params, name: string): boolean {
  const value = params.get(name);
  return value === true || value === 'true' || value === 'True' || value === '1';
}

export function json(params: Params, name: string): unknown {
  const value = params.get(name);
  if (typeof value !== 'string') return value;
  try {
    return JSON.parse(value);
  } catch {
    return undefined;
  }
}

export function stringList(params: Params, name: string): readonly string[] | undefined {
  const value = json(params, name);
  return Array.isArray(value) ? value.filter((item) => typeof item === 'string') : undefined;
}
