import { createDatabase, openWire, startServer } from './database.ts';
import { optionsOf, tellSeed } from './story.ts';

const server = await startServer();
try {
  const url = await createDatabase(server.url, 'w1');
  const wire = await openWire(url);
  const [from = 1, to = 1] = process.argv.slice(2).map(Number);
  for (let seed = from; seed <= to; seed++) {
    const t0 = performance.now();
    const told = await tellSeed({ wire, verbose: true }, optionsOf(seed));
    console.log(seed, told.hash.slice(0,8), told.story.steps.length, 'req', told.requests, 'h', (told.virtualMs/3600000).toFixed(1), (performance.now() - t0).toFixed(0) + ' ms', told.violations.map(v=>v.check+': '+v.what.slice(0,600)));
    if (from===to) console.log(told.lines.map(l=>l.slice(0,Number(process.env.W??160))).join('\n'));
  }
  await wire.close();
} finally { await server.stop(); }
