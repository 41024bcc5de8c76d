/** Tells stories in a process of its own, on a database of its own, as its parent asks. */

import { createSimulated, openWire } from './database.ts';
import { shrink } from './shrink.ts';
import {
  optionsOf,
  type Story,
  steps_default,
  type Telling,
  type Told,
  tellAgain,
  tellSeed,
} from './story.ts';
import type { Traces } from './trace.ts';

export type Ask =
  | {
      readonly type: 'seed';
      readonly seed: number;
      readonly steps?: number | 'mixed';
      readonly traces: Traces;
    }
  | { readonly type: 'story'; readonly story: Story; readonly traces: Traces }
  | { readonly type: 'shrink'; readonly story: Story; readonly check: string };

export type Answer =
  | { readonly type: 'ready' }
  | ({ readonly type: 'told'; readonly looked: Readonly<Record<string, number>> } & Omit<
      Told,
      'notes'
    >)
  | { readonly type: 'shrunk'; readonly story: Story };

/** Rolled back rows stay in the tables until they are swept out. */
const vacuum_after = 40;

const [serverUrl = '', database = ''] = process.argv.slice(2);
const wire = await openWire(await createSimulated(serverUrl, database));
let runs = 0;

async function answer(ask: Ask): Promise<Answer> {
  runs += 1;
  if (runs % vacuum_after === 0) await wire.vacuum();
  if (ask.type === 'shrink') {
    return { type: 'shrunk', story: await shrink({ wire }, ask.story, ask.check) };
  }
  const { notes, ...told } = await tell({ wire, traces: ask.traces }, ask);
  const looked = (notes.get('looked') as Map<string, number> | undefined) ?? new Map();
  return { type: 'told', ...told, looked: Object.fromEntries(looked) };
}

const tell = (telling: Telling, ask: Exclude<Ask, { type: 'shrink' }>): Promise<Told> =>
  ask.type === 'seed'
    ? tellSeed(telling, optionsOf(ask.seed, ask.steps ?? steps_default))
    : tellAgain(telling, ask.story);

const say = (message: Answer) => process.send?.(message);
process.on('message', (ask: Ask) => void answer(ask).then(say));
process.on('disconnect', () => process.exit(0));
say({ type: 'ready' });
