/** One JSON line per event: a fixed word, ids, codes and counts. Never a text, a name, a number or an error object. */

import type { Log, LogFields } from './context.ts';

const levels = ['debug', 'info', 'warn', 'error', 'silent'] as const;
export type LogLevel = (typeof levels)[number];

export function createLog(least: LogLevel, write: (line: string) => void): Log {
  const log = (level: LogLevel) => (event: string, fields?: LogFields) => {
    if (levels.indexOf(level) < levels.indexOf(least)) return;
    write(JSON.stringify({ at: new Date().toISOString(), level, event, ...fields }));
  };
  return { info: log('info'), warn: log('warn'), error: log('error') };
}
