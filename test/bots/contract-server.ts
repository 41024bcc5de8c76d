/** A platform that answers as told, on 127.0.0.1. */

import { createServer, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';

export interface Received {
  readonly method: string;
  readonly path: string;
  readonly headers: Readonly<Record<string, unknown>>;
  readonly body: unknown;
}

export type Answer = (response: ServerResponse, request: Received) => void;

export interface Platform {
  readonly url: string;
  readonly received: readonly Received[];
  /** Resolves when the next request has arrived in full. */
  readonly next: () => Promise<Received>;
  readonly answer: (answer: Answer) => void;
  readonly close: () => Promise<void>;
}

/** Starts a platform; every request goes to the last `answer` given. */
export async function startPlatform(): Promise<Platform> {
  const received: Received[] = [];
  const waiting: ((request: Received) => void)[] = [];
  let current: Answer = json(200, {});
  const server = createServer(async (request, response) => {
    const chunks: Buffer[] = [];
    for await (const chunk of request) chunks.push(chunk as Buffer);
    const { method = '', url = '', headers } = request;
    const type = headers['content-type'] ?? '';
    const got = { method, path: url, headers, body: await read(Buffer.concat(chunks), type) };
    received.push(got);
    waiting.splice(0).forEach((resolve) => {
      resolve(got);
    });
    current(response, got);
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  return {
    url: `http://127.0.0.1:${(server.address() as AddressInfo).port}`,
    received,
    next: () => new Promise((resolve) => waiting.push(resolve)),
    answer: (answer) => {
      current = answer;
    },
    close: () =>
      new Promise((resolve) => {
        server.close(() => resolve());
        server.closeAllConnections();
      }),
  };
}

/** JSON as it is; a form as an object of its fields, files as `{ filename, type, bytes }`. */
async function read(body: Buffer<ArrayBuffer>, type: string): Promise<unknown> {
  if (body.length === 0) return null;
  if (!type.startsWith('multipart/form-data')) return JSON.parse(body.toString());
  const fields = new Map<string, unknown>();
  const form = await new Response(body, { headers: { 'content-type': type } }).formData();
  for (const [name, value] of form) fields.set(name, await readField(value));
  return Object.fromEntries(fields);
}

const readField = async (value: FormDataEntryValue) =>
  typeof value === 'string'
    ? value
    : { filename: value.name, type: value.type, bytes: [...(await value.bytes())] };

export const json =
  (status: number, body: unknown, headers: Record<string, string> = {}): Answer =>
  (response) => {
    response.writeHead(status, { 'content-type': 'application/json', ...headers });
    response.end(JSON.stringify(body));
  };

export const html =
  (status: number): Answer =>
  (response) => {
    response.writeHead(status, { 'content-type': 'text/html' });
    response.end('<html>bad gateway</html>');
  };

/** The request arrived, the answer does not. */
export const never: Answer = () => undefined;

export const reset: Answer = (response) => response.destroy();

/** Promises more bytes than it sends, then cuts the connection. */
export const cutBody =
  (status: number): Answer =>
  (response) => {
    response.writeHead(status, { 'content-type': 'application/json', 'content-length': '1000' });
    response.write('{"ok":true,', () => response.destroy());
  };

/** A port where nothing listens. */
export async function closedPort(): Promise<string> {
  const platform = await startPlatform();
  await platform.close();
  return platform.url;
}
