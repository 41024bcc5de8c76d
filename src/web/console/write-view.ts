/** Staff write first; what the policy said of it stands above the form. */

import { html } from 'hono/html';
import { purposes } from '../../domain/words.ts';
import { moment } from './dates.ts';
import { type Filling, faultNote, field, select } from './form.ts';
import type { Frame, Html } from './layout.ts';
import type { PatientView } from './patient-view.ts';
import { fate, remedyFor } from './timeline-view.ts';
import { wordFor } from './words.ts';

export function writePanel(frame: Frame, view: PatientView): Html {
  const { words } = frame;
  const { data, draft } = view;
  const drafted = draft?.form === 'write' ? draft : null;
  const filling: Filling = {
    frame,
    values: drafted?.values ?? { purpose: '', text: '' },
    faults: drafted?.faults ?? {},
    scope: '-write',
  };
  const about = purposes.map((value) => ({ value, label: words.purposes[value] }));
  return html`<section class="panel" id="write">
    <details class="fold" ${drafted && html`open`}><summary><h2>${words.write.title}</h2></summary>
    <p class="hint">${words.write.lead}</p>
    <form class="form" method="post" action="/patients/${data.patient.id}/messages">
      ${faultNote(filling)}
      ${select(filling, { name: 'purpose', label: words.write.purpose, options: [{ value: '', label: words.write.choose }, ...about] })}
      ${field(filling, { name: 'text', label: words.write.text, hint: words.write.textHint, rows: 3, maxlength: 1000 })}
      <button class="button">${words.write.send}</button>
    </form></details>
    ${verdictNote(frame, view)}
  </section>`;
}

/** What became of the words just written, read from the record like everything else on the page. */
function verdictNote(frame: Frame, { wrote }: PatientView): Html | null {
  if (!wrote) return null;
  const { message, trail } = wrote;
  const last = trail.at(-1);
  const waiting = message.state === 'planned' && last !== undefined;
  const { text, tone } = waiting ? forecast(frame, last) : fate(frame, message);
  const remedy = tone === 'good' ? null : remedyFor(frame.words, last?.code ?? message.code);
  return html`<div class="verdict ${tone}" role="status"><p><strong>${text}</strong></p>${remedy && html`<p>${remedy}</p>`}</div>`;
}

type Forecast = NonNullable<PatientView['wrote']>['trail'][number];

function forecast(frame: Frame, { verdict, code, until, channel }: Forecast) {
  const { write: words, decisions, onChannel } = frame.words;
  const why = wordFor(decisions, code, decisions.rejected);
  switch (verdict) {
    case 'send':
      return { tone: 'good', text: words.now(channel ? onChannel[channel] : '') } as const;
    case 'wait':
      return { tone: 'wait', text: words.later(until ? moment(frame, until) : '', why) } as const;
    case 'call':
      return { tone: 'wait', text: words.call(why) } as const;
    case 'drop':
      return { tone: 'bad', text: words.never(why) } as const;
  }
}
