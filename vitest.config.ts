import { join } from 'node:path';
import { defineConfig } from 'vitest/config';
import { BaseSequencer, type TestSpecification } from 'vitest/node';

// What one process has compiled the next need not.
process.env.NODE_COMPILE_CACHE ??= join(import.meta.dirname, 'node_modules/.cache/compiled');

/** They wait for processes most of their time: begun last, they would keep everyone waiting, begun together, each other. */
const demo = 'test/e2e/demo.test.ts';
const kills = 'test/kills/kills.test.ts';

class LongestEarly extends BaseSequencer {
  override async sort(files: TestSpecification[]): Promise<TestSpecification[]> {
    const sorted = await super.sort(files);
    const of = (name: string) => sorted.filter(({ moduleId }) => moduleId.endsWith(name));
    const rest = sorted.filter((one) => ![...of(demo), ...of(kills)].includes(one));
    const third = Math.ceil(rest.length / 3);
    return [...of(demo), ...rest.slice(0, third), ...of(kills), ...rest.slice(third)];
  }
}

export default defineConfig({
  test: {
    globalSetup: ['test/support/global-setup.ts'],
    include: ['test/**/*.test.ts'],
    testTimeout: 60_000,
    hookTimeout: 60_000,
    pool: 'forks',
    maxWorkers: 2,
    // Loading the product anew for each file took half the time of many; none leaves anything behind.
    isolate: false,
    sequence: { sequencer: LongestEarly },
  },
});
