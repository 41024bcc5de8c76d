/** What was measured, as JSON to keep and as a table to read. */

import { execFileSync } from 'node:child_process';
import { globSync, mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { cpus, release, totalmem } from 'node:os';
import { join } from 'node:path';

export type Row = Readonly<Record<string, string | number | null>>;

export interface Report {
  readonly name: string;
  readonly title: string;
  /** Sizes and settings, so that a figure can be made again. */
  readonly settings: Readonly<Record<string, string | number | boolean>>;
  readonly rows: readonly Row[];
  readonly notes?: readonly string[];
}

const folder = join(import.meta.dirname, '../results');
const peers = [
  'graphile-worker',
  'pg-boss',
  'chat',
  '@chat-adapter/state-pg',
  '@chat-adapter/telegram',
];
const shared = ['hono', '@hono/node-server', 'grammy', 'undici', 'pg', 'postgres'];

export function machineOf(postgresVersion: string) {
  const [cpu] = cpus();
  return {
    cpu: `${cpus().length} × ${cpu?.model.trim() ?? 'unknown'}`,
    memoryGiB: Math.round(totalmem() / 1024 ** 3),
    system: `${process.platform} ${release()}`,
    node: process.version,
    postgres: postgresVersion,
    commit: commit(),
    packages: Object.fromEntries([...peers, ...shared].map((name) => [name, versionOf(name)])),
  };
}

/** Read from disk: some packages do not export their own manifest. */
function versionOf(name: string): string {
  const paths = createRequire(import.meta.url).resolve.paths(name) ?? [];
  for (const path of paths) {
    try {
      return JSON.parse(readFileSync(join(path, name, 'package.json'), 'utf8')).version;
    } catch {}
  }
  return 'not installed';
}

function commit(): string {
  try {
    return execFileSync('git', ['rev-parse', '--short', 'HEAD'], { encoding: 'utf8' }).trim();
  } catch {
    return 'unknown';
  }
}

interface Kept extends Report {
  readonly at: string;
  readonly machine: ReturnType<typeof machineOf>;
}

export function keep(report: Report, machine: Kept['machine'], at: Date): void {
  mkdirSync(folder, { recursive: true });
  const kept: Kept = { ...report, at: at.toISOString(), machine };
  writeFileSync(join(folder, `${report.name}.json`), `${JSON.stringify(kept, null, 2)}\n`);
}

const readme = join(import.meta.dirname, '../../../README.md');
const section = /(?<=<!-- bench -->\n)[\s\S]*(?=<!-- \/bench -->)/;

/** The README's tables: all that is kept, each with the machine it was measured on. */
export function keptTables(): string {
  const files = globSync('*.json', { cwd: folder }).toSorted();
  return files
    .map((file): Kept => JSON.parse(readFileSync(join(folder, file), 'utf8')))
    .map(({ at, machine, ...report }) => {
      const { cpu, memoryGiB, node, postgres, commit } = machine;
      const where = `${at.slice(0, 10)}, ${cpu}, ${memoryGiB} GiB, Node ${node}, PostgreSQL ${postgres}, commit ${commit}`;
      return table({ ...report, notes: [...(report.notes ?? []), `*${where}*`] });
    })
    .join('\n');
}

export const readmeTables = (): string => section.exec(readFileSync(readme, 'utf8'))?.[0] ?? '';

export function writeReadme(): void {
  writeFileSync(
    readme,
    readFileSync(readme, 'utf8').replace(section, () => keptTables()),
  );
}

/** Markdown. The columns are those of the first row. */
export function table({ title, settings, rows, notes = [] }: Report): string {
  const columns = Object.keys(rows[0] ?? {});
  const line = (cells: readonly unknown[]) => `| ${cells.join(' | ')} |`;
  const said = Object.entries(settings).map(([name, value]) => `${name} ${value}`);
  return [
    `### ${title}`,
    '',
    said.join(' · '),
    '',
    line(columns),
    line(columns.map(() => '---')),
    ...rows.map((row) => line(columns.map((column) => row[column] ?? ''))),
    ...notes.map((note) => `\n${note}`),
    '',
  ].join('\n');
}
