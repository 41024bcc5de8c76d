/** What wrangler bundles: the calls, with the files that only a bundle has. */

import { assets } from './assets-worker.ts';
import { createWorker } from './worker-calls.ts';

export default createWorker(assets);
