import { expect, test } from 'vitest';
import { gather } from '../../src/app/gather.ts';

/** Writes that end when told to. */
function desk(fails: (items: readonly string[]) => boolean = () => false) {
  const writes: { items: readonly string[]; end: () => void }[] = [];
  const write = async (items: readonly string[]) => {
    const { promise, resolve } = Promise.withResolvers<void>();
    writes.push({ items, end: resolve });
    await promise;
    if (fails(items)) throw new Error('refused');
  };
  const seen = () => writes.map(({ items }) => items);
  /** Lets everything that follows from what has ended happen, and ends whatever begins. */
  const endAll = async () => {
    for (const { end } of writes) {
      end();
      await new Promise(setImmediate);
    }
  };
  return { write, seen, endAll };
}

const always = { max: 100, mayBeOfOne: () => true };
const settled = async (all: readonly Promise<void>[]) =>
  (await Promise.allSettled(all)).map(({ status }) => status);

test('the first goes at once, and what comes meanwhile goes together, in order', async () => {
  const { write, seen, endAll } = desk();
  const add = gather(write, always);
  const all = ['a', 'b', 'c'].map(add);
  expect(seen()).toEqual([['a']]);
  await endAll();
  await Promise.all(all);
  expect(seen()).toEqual([['a'], ['b', 'c']]);
});

test('nothing is said to be written before it is', async () => {
  const { write, endAll } = desk();
  const add = gather(write, always);
  const told: string[] = [];
  const all = ['a', 'b'].map((item) => add(item).then(() => told.push(item)));
  await new Promise(setImmediate);
  expect(told).toEqual([]);
  await endAll();
  await Promise.all(all);
  expect(told).toEqual(['a', 'b']);
});

test('one write holds no more than so many', async () => {
  const { write, seen, endAll } = desk();
  const add = gather(write, { ...always, max: 2 });
  const all = ['a', 'b', 'c', 'd'].map(add);
  await endAll();
  await Promise.all(all);
  expect(seen()).toEqual([['a'], ['b', 'c'], ['d']]);
});

test('one that cannot be written harms no other, and the order stays', async () => {
  const { write, seen, endAll } = desk((items) => items.includes('bad'));
  const add = gather(write, always);
  const all = settled(['a', 'b', 'bad', 'c'].map(add));
  await endAll();
  expect(await all).toEqual(['fulfilled', 'fulfilled', 'rejected', 'fulfilled']);
  expect(seen()).toEqual([['a'], ['b', 'bad', 'c'], ['b'], ['bad'], ['c']]);
});

test('a fault that hits all alike is told to all at once, and the next is tried again', async () => {
  let down = true;
  const { write, seen, endAll } = desk(() => down);
  const add = gather(write, { ...always, mayBeOfOne: () => false });
  const all = settled(['a', 'b', 'c'].map(add));
  await endAll();
  expect(await all).toEqual(['rejected', 'rejected', 'rejected']);
  expect(seen()).toEqual([['a'], ['b', 'c']]);
  down = false;
  const later = add('d');
  await endAll();
  await later;
});
