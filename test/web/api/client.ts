/** A clinic system: calls the API as it would, and has the usual people and places ready. */

import { createApi } from '../../../src/web/api/api.ts';
import { type Fresh, type FreshOptions, freshContext } from '../../support/fresh.ts';

export const key = 'test-key-of-a-clinic-system';

export interface Answered {
  readonly status: number;
  readonly headers: Headers;
  /** The parsed body. */
  readonly body: Body;
}

export interface Problem {
  readonly field: string | null;
  readonly code: string;
  readonly detail: string;
}

/** Whatever a test looks at; a wrong guess fails the test. */
export type Body = Problem & {
  readonly [name: string]: unknown;
  readonly id: string;
  readonly status: unknown;
  readonly items: readonly Body[];
  readonly messages: readonly Body[];
  readonly next: string | null;
  readonly errors: readonly Problem[];
  readonly standing: readonly Body[];
  readonly history: readonly Body[];
};

export interface Client extends Fresh {
  call(method: string, path: string, body?: unknown): Promise<Answered>;
  raw(path: string, init?: RequestInit): Promise<Response>;
  put(path: string, body: unknown): Promise<Answered>;
  post(path: string, body?: unknown): Promise<Answered>;
  get(path: string): Promise<Answered>;
}

export async function createClient(options: FreshOptions = {}): Promise<Client> {
  const fresh = await freshContext(options);
  const api = createApi(fresh.ctx, { apiKey: key });
  const raw = async (path: string, init: RequestInit = {}) => {
    const headers = new Headers(init.headers);
    if (!headers.has('authorization')) headers.set('authorization', `Bearer ${key}`);
    return api.request(path, { ...init, headers });
  };
  const call = async (method: string, path: string, body?: unknown): Promise<Answered> => {
    const sent =
      body === undefined
        ? {}
        : { body: JSON.stringify(body), headers: { 'content-type': 'application/json' } };
    return answered(await raw(path, { method, ...sent }));
  };
  return {
    ...fresh,
    raw,
    call,
    put: (path, body) => call('PUT', path, body),
    post: (path, body) => call('POST', path, body),
    get: (path) => call('GET', path),
  };
}

export async function answered(response: Response): Promise<Answered> {
  const text = await response.text();
  return {
    status: response.status,
    headers: response.headers,
    body: (text === '' ? null : JSON.parse(text)) as Body,
  };
}

export const clinic = { name: 'Клиника на Садовой', zone: 'Europe/Moscow' };
export const service = { name: 'Осмотр', durationMin: 40 };
export const patient = { name: 'Иванова Мария', phone: '8 916 123-45-67', language: 'ru' };

/** Clinic `c1`, doctors `d1` and `d2`, service `s1`, patients `p1` and `p2`. */
export async function furnish(client: Client): Promise<void> {
  await client.put('/clinics/c1', clinic);
  for (const id of ['d1', 'd2'])
    await client.put(`/doctors/${id}`, { name: 'Анна Петрова', clinicId: 'c1' });
  await client.put('/services/s1', service);
  await client.put('/patients/p1', patient);
  await client.put('/patients/p2', { ...patient, phone: null });
}

export const visit = {
  patientId: 'p1',
  doctorId: 'd1',
  clinicId: 'c1',
  serviceId: 's1',
  startsAt: '2026-03-10T10:00',
  version: 1,
};
