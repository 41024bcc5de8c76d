/** The style guide that runs. Each failure names the rule and why it is there. */

import { existsSync, globSync, readFileSync } from 'node:fs';
import { dirname, join, relative } from 'node:path';
import { describe, expect, test } from 'vitest';
import { keptTables, readmeTables } from './bench/support/report.ts';

const root = join(import.meta.dirname, '..');
const read = (file: string) => readFileSync(join(root, file), 'utf8');
const sources = globSync(['src/**/*.ts', 'bots/**/*.ts', 'demo/**/*.ts'], { cwd: root }).sort();
const tests = globSync('test/**/*.ts', { cwd: root, exclude: ['**/node_modules/**'] }).sort();
const withoutComments = (code: string) =>
  code.replace(/\/\*[\s\S]*?\*\//g, '').replace(/(^|\s)\/\/.*$/gm, '$1');

/** The layer of a file: its bot, or its folder under `src`. */
function layerOf(file: string): string {
  const [top, second = ''] = file.split('/');
  if (top === 'bots') return second.endsWith('.ts') ? 'channel' : `bots/${second}`;
  return top === 'src' ? second : (top ?? '');
}

/** DESIGN: who may import whom. Packages are listed where a layer may use no other. */
const may: Readonly<Record<string, { layers: string[]; packages?: RegExp; why: string }>> = {
  domain: {
    layers: [],
    packages: /^(temporal-polyfill|libphonenumber-js|chrono-node)/,
    why: 'rules are values in, values out',
  },
  text: { layers: ['domain'], packages: /^$/, why: 'words need no I/O' },
  dialogue: { layers: ['domain', 'text'], packages: /^$/, why: 'nothing is sent while deciding' },
  channel: {
    layers: ['domain'],
    packages: /^(zod|@noble\/hashes)/,
    why: 'the contract knows no messenger',
  },
  'bots/telegram': {
    layers: ['channel', 'domain'],
    packages: /^(zod|grammy\/|@noble\/hashes)/,
    why: 'a bot holds what differs between messengers and nothing else',
  },
  'bots/whatsapp': {
    layers: ['channel', 'domain'],
    packages: /^(zod|@kapso\/|@noble\/hashes)/,
    why: 'a bot holds what differs between messengers and nothing else',
  },
  'bots/sandbox': {
    layers: ['domain'],
    packages: /^(zod|hono|@noble\/hashes)/,
    why: 'a simulated platform must not share code with what it checks',
  },
  store: {
    layers: ['domain', 'migrations'],
    packages: /^(drizzle-orm|pg$|@electric-sql\/)/,
    why: 'statements know no verbs',
  },
  app: {
    layers: ['domain', 'text', 'dialogue', 'store', 'channel'],
    why: 'verbs know no HTTP server and no messenger',
  },
  web: {
    layers: ['app', 'domain', 'text'],
    packages: /^(hono|zod|@hono\/zod-openapi)/,
    why: 'pages call verbs, never statements',
  },
  entry: { layers: ['*'], why: 'an entry puts everything together' },
  // Types alone: what runs is the product's HTTP.
  demo: { layers: ['types only'], why: 'the demo knows the product from outside only' },
};

const statement =
  /^(?:import|export)\s+(?:type\s+)?(?:(?:\w+\s*,\s*)?\{[^}]*\}|\*(?:\s+as\s+\w+)?|\w+)\s+from\s+'([^']+)'|^import\s+'([^']+)'|\bimport\(\s*'([^']+)'/gm;
const imports = (file: string) =>
  [...withoutComments(read(file)).matchAll(statement)].map(([, a, b, c]) => a ?? b ?? c ?? '');

const typeImports = (file: string) =>
  [...read(file).matchAll(/^import type [^;]*? from '([^']+)'/gm)].map(
    ([, target]) => target ?? '',
  );

describe('imports', () => {
  test.each(sources)('%s', (file) => {
    const layer = layerOf(file);
    const rule = may[layer];
    expect(rule, `${file} is in no known layer`).toBeDefined();
    if (!rule) return;
    for (const target of imports(file)) {
      if (target.startsWith('.')) {
        const to = layerOf(relative(root, join(root, dirname(file), target)));
        if (layer === 'demo' && typeImports(file).includes(target)) continue;
        const allowed = to === layer || rule.layers.includes('*') || rule.layers.includes(to);
        expect(allowed, `${file} may not import ${target}: ${rule.why}`).toBe(true);
        expect(target, `${file}: imports name the file with its ending`).toMatch(/\.(ts|js|json)$/);
      } else if (target.startsWith('node:')) {
        const free = ['entry', 'demo'].includes(layer) || file === 'src/store/migrate.ts';
        expect(
          free,
          `${file} imports ${target}: everything outside entry runs on web standards`,
        ).toBe(true);
      } else if (rule.packages) {
        expect(target, `${file} may not use ${target}: ${rule.why}`).toMatch(rule.packages);
      }
    }
  });
});

test('grammY stays inside its bot', () => {
  const users = sources.filter((file) =>
    imports(file).some((target) => target.startsWith('grammy')),
  );
  expect(
    users.filter((file) => !file.startsWith('bots/telegram/') && !file.startsWith('src/entry/')),
  ).toEqual([]);
});

test('pure code has no clock and no chance', () => {
  const pure = sources.filter((file) =>
    /^src\/(domain|text|dialogue)\/|(parse|render|outcome)\.ts$/.test(file),
  );
  for (const file of pure) {
    expect(
      withoutComments(read(file)),
      `${file}: time and randomness come in as arguments`,
    ).not.toMatch(/Date\.now|new Date\(\)|Math\.random|Temporal\.Now|crypto\./);
  }
});

test('a sentence for a patient lives in src/text only', () => {
  // Staff pages, the API's examples, the sandbox and the demo speak to other people; recognisers hold words.
  const elsewhere =
    /^(src\/text\/|src\/web\/console\/(words|codes|samples?)|src\/web\/api\/|bots\/sandbox\/|demo\/|src\/domain\/(stop|red-flags)|src\/dialogue\/[a-z-]*(words|answers))/;
  const sentence = /['"`][^'"`\n]*[А-Яа-яё]{2,},? [А-Яа-яё]{2,}[^'"`\n]*['"`]/;
  for (const file of sources.filter((one) => !elsewhere.test(one))) {
    expect(withoutComments(read(file)), file).not.toMatch(sentence);
  }
});

test('no log or error message carries an error object, a text or a body', () => {
  const leaks =
    /log\.(info|warn|error)\([^;]*(\b(err|error|cause)\.message\b|[:,]\s*err(or)?\s*[,})])|console\.(log|error|warn)/;
  for (const file of sources.filter((one) => !/^(demo|src\/entry)\/|page\/script/.test(one))) {
    expect(withoutComments(read(file)), file).not.toMatch(leaks);
  }
});

const lines_max = 300;

test('no file is too long to read in one sitting', () => {
  for (const file of [...sources, ...tests]) {
    const lines = read(file).split('\n').length;
    const excused = /^\/\*\*[\s\S]{0,600}?Long because/.test(read(file));
    expect(
      lines <= lines_max || excused,
      `${file} has ${lines} lines: split it, or say in its head why it is "Long because"`,
    ).toBe(true);
  }
});

test('tests do not sleep for luck, run alone, retry or look at the stopwatch', () => {
  for (const file of tests.filter(
    (one) => one.endsWith('.test.ts') && one !== 'test/tidy.test.ts',
  )) {
    expect(read(file), file).not.toMatch(
      /\b(test|describe|it)\.only\b|retry:\s*\d|vi\.mock\(|expect\(performance\.now/,
    );
  }
});

test('the README and the map speak of what exists', () => {
  const scripts = Object.keys(JSON.parse(read('package.json')).scripts);
  for (const file of ['README.md', 'src/README.md']) {
    for (const [, name = ''] of read(file).matchAll(/npm run ([a-z:-]+)/g)) {
      expect(scripts, `${file} names npm run ${name}`).toContain(name);
    }
    for (const [, path = ''] of read(file).matchAll(
      /`((?:src|bots|test|demo|migrations|docs)\/[\w./-]*)`/g,
    )) {
      expect(existsSync(join(root, path)), `${file} names ${path}`).toBe(true);
    }
  }
});

test('the figures in the README are those that were measured', () => {
  expect(readmeTables()).toBe(keptTables());
  expect(readmeTables()).toContain('graphile-worker');
});

test('the map in src/README.md has every folder', () => {
  const folders = globSync(['src/*/', 'bots/*/'], { cwd: root }).filter(
    (one) => !one.endsWith('.ts'),
  );
  const map = read('src/README.md');
  for (const folder of folders) expect(map, folder).toContain(`\`${folder}/\``);
});
