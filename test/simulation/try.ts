import { readFileSync } from 'node:fs';
import { createDatabase, openWire, startServer } from './database.ts';
import { optionsOf, tellSeed } from './story.ts';

const server = await startServer();
process.on('SIGINT', () => void server.stop().then(() => process.exit(1)));
try {
  const url = await createDatabase(server.url, 'w1');
  const wire = await openWire(url);
  const [backend] = (await wire.query({
    text: 'select pg_backend_pid() as pid',
    params: [],
    asArrays: false,
  })) as { pid: number }[];
  const ticks = () => {
    const f = readFileSync(`/proc/${backend?.pid}/stat`, 'utf8').split(') ')[1]!.split(' ');
    return (Number(f[11]) + Number(f[12])) * 10;
  };
  const [from = 1, to = 1] = process.argv.slice(2).map(Number);
  for (let seed = from; seed <= to; seed++) {
    const t0 = performance.now();
    const c0 = process.cpuUsage();
    const p0 = ticks();
    const told = await tellSeed(
      { wire, traces: from === to ? 'lines' : 'nothing' },
      optionsOf(seed),
    );
    const c = process.cpuUsage(c0);
    console.log(
      seed,
      told.hash.slice(0, 8),
      'lines',
      told.lines.length,
      'req',
      told.requests,
      'h',
      (told.virtualMs / 3600000).toFixed(1),
      (performance.now() - t0).toFixed(0),
      'ms wall',
      (c.user / 1000).toFixed(0),
      'user',
      (c.system / 1000).toFixed(0),
      'sys',
      ticks() - p0,
      'pg',
      told.violations.map((v) => v.check + ': ' + v.what.slice(0, 600)),
    );
    if (from === to)
      console.log(told.lines.map((l) => l.slice(0, Number(process.env.W ?? 160))).join('\n'));
  }
  await wire.close();
} finally {
  await server.stop();
}
