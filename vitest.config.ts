import { join } from 'node:path';
import { defineConfig } from 'vitest/config';
import { BaseSequencer, type TestSpecification } from 'vitest/node';

// What one process has compiled the next need not.
process.env.NODE_COMPILE_CACHE ??= join(import.meta.dirname, 'node_modules/.cache/compiled');

/** They wait for processes most of their time: begun last, they would keep everyone waiting. */
const longest = ['test/kills/kills.test.ts', 'test/e2e/demo.test.ts'];
const isLong = ({ moduleId }: TestSpecification) => longest.some((one) => moduleId.endsWith(one));

class LongestFirst extends BaseSequencer {
  override async sort(files: TestSpecification[]): Promise<TestSpecification[]> {
    const sorted = await super.sort(files);
    return [...sorted.filter(isLong), ...sorted.filter((one) => !isLong(one))];
  }
}

export default defineConfig({
  test: {
    globalSetup: ['test/support/global-setup.ts'],
    include: ['test/**/*.test.ts'],
    testTimeout: 60_000,
    hookTimeout: 60_000,
    pool: 'forks',
    maxWorkers: 3,
    // Loading the product anew for each file took half the time of many; none leaves anything behind.
    isolate: false,
    sequence: { sequencer: LongestFirst },
  },
});
