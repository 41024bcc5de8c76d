import { expect, test } from 'vitest';
import { freePort } from '../support/postgres-server.ts';

test('nobody is given the port another was given and does not listen on yet', async () => {
  const ports = await Promise.all(Array.from({ length: 1_000 }, () => freePort()));
  expect(new Set(ports).size).toBe(ports.length);
});
