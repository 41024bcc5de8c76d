/** How far a list has come: a bar on a terminal, a line per phase elsewhere. */

import type { ImportProgress } from '../domain/imports.ts';

export interface Bar {
  show(progress: ImportProgress): void;
  end(): void;
}

const width = 30;

export function progressBar(out: NodeJS.WriteStream = process.stderr): Bar {
  let phase = '';
  const line = ({ phase: name, done, total }: ImportProgress) => {
    const share = total === 0 ? 1 : Math.min(done / total, 1);
    const full = Math.round(share * width);
    const bar = '█'.repeat(full) + '░'.repeat(width - full);
    return `${name.padEnd(10)} ${bar} ${String(Math.round(share * 100)).padStart(3)} %`;
  };
  return {
    show(progress) {
      if (out.isTTY) out.write(`\r${line(progress)}\u001b[K`);
      else if (progress.phase !== phase) out.write(`${progress.phase}\n`);
      phase = progress.phase;
    },
    end() {
      if (out.isTTY && phase !== '') out.write('\r\u001b[K');
      phase = '';
    },
  };
}
