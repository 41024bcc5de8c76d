/** The public address of a world: whoever knocks reaches one of the processes that run. */

import { type AddressInfo, connect, createServer } from 'node:net';
import type { App } from './app.ts';

export interface Door {
  readonly url: string;
  close(): void;
}

export async function openDoor(apps: readonly App[]): Promise<Door> {
  let turn = 0;
  const server = createServer((visitor) => {
    const open = apps.filter((app) => app.isUp());
    turn += 1;
    const app = open[turn % Math.max(open.length, 1)];
    if (!app) return void visitor.destroy();
    const inside = connect(app.port, '127.0.0.1');
    for (const [one, other] of [
      [visitor, inside],
      [inside, visitor],
    ] as const) {
      one.pipe(other);
      one.once('error', () => other.destroy());
    }
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  const { port } = server.address() as AddressInfo;
  return { url: `http://127.0.0.1:${port}`, close: () => server.close() };
}
