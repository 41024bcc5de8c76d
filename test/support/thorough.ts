/**
 * How often a property is tried. `THOROUGH=1` tries all of it, which takes minutes; a run that somebody
 * waits for tries a tenth.
 */
export const thorough = (times: number): number =>
  process.env.THOROUGH ? times : Math.ceil(times / 10);
