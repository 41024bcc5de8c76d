/** Staff write first; what the policy said of it stands above the form. */

import { html } from 'hono/html';
import { purposes } from '../../domain/words.ts';
import { moment } from './dates.ts';
import { type Filling, faultNote, field, select } from './form.ts';
import type { Frame, Html } from './layout.ts';
import type { PatientView } from './patient-view.ts';
import { fate, remedyOf } from './timeline-view.ts';
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
function verdictNote(frame: Frame, { data, wrote }: PatientView): Html | null {
  const message = data.timeline.find(({ message: one }) => one.id === wrote)?.message;
  if (!message) return null;
  const { text, tone } = verdictOf(frame, message);
  const remedy = tone === 'good' ? null : remedyOf(frame.words, message);
  return html`<div class="verdict ${tone}" role="status"><p><strong>${text}</strong></p>${remedy && html`<p>${remedy}</p>`}</div>`;
}

function verdictOf(frame: Frame, message: Parameters<typeof fate>[1]): ReturnType<typeof fate> {
  const { write: words, decisions, onChannel } = frame.words;
  const code = wordFor(decisions, message.code, decisions.rejected);
  if (message.state !== 'planned') return fate(frame, message);
  if (message.verdict === 'send' && message.channel)
    return { tone: 'good', text: words.now(onChannel[message.channel]) };
  if (message.verdict === 'wait' && message.until)
    return { tone: 'wait', text: words.later(moment(frame, message.until), code) };
  if (message.verdict === 'call') return { tone: 'wait', text: words.call(code) };
  if (message.verdict === 'drop') return { tone: 'bad', text: words.never(code) };
  return fate(frame, message);
}
