/** When something seen now may have happened at the earliest: this process may have been kept from looking. */

const apart_ms = 10;
let last = performance.now();
let before = last;

// The first tick after a standstill comes before what arrived in the meantime, so it does not count yet.
setInterval(() => {
  before = last;
  last = performance.now();
}, apart_ms).unref();

/** By `performance.now()`. */
export const earliest = (): number => before;
