/** What the document of operations cannot say: how to take events and know that they are ours. */

export const verifyCode = `import { createHmac, timingSafeEqual } from 'node:crypto';

/** body is the raw text of the request, before any JSON.parse. */
export function verify(secret, headers, body) {
  const id = headers['webhook-id'];
  const timestamp = headers['webhook-timestamp'];
  if (Math.abs(Date.now() / 1000 - Number(timestamp)) > 300) throw new Error('too old');
  const key = Buffer.from(secret.replace('whsec_', ''), 'base64');
  const expected = createHmac('sha256', key).update(\`\${id}.\${timestamp}.\${body}\`).digest();
  const fits = headers['webhook-signature'].split(' ').some((one) => {
    const given = Buffer.from(one.replace('v1,', ''), 'base64');
    return given.length === expected.length && timingSafeEqual(given, expected);
  });
  if (!fits) throw new Error('not signed by Zabota');
  return JSON.parse(body);
}`;

export interface Section {
  readonly id: string;
  readonly title: string;
  /** Paragraphs; backticks and asterisks as in Markdown. */
  readonly text: string;
  readonly code?: string;
}

export const guide: readonly Section[] = [
  {
    id: 'followups',
    title: 'Follow-ups',
    text: `A patient is invited only for a reason that was **agreed with them, is theirs alone, and has its evidence**:
\`POST /followups\` records one, or says by \`code\` and \`field\` which rule stops it. What each kind needs:

\`hygiene\`: \`lastVisitOn\` and an interval of 1 to 24 months, or a date. \`checkup\`: date, doctor and the doctor’s
\`argument\`. \`control\`: the treatment (\`appointmentId\`), the doctor, and a date or an interval. \`plan\`: when it was signed, the urgent
item or what is done, left and at risk, the deadline, the doctor. \`personal\`: the patient’s own doctor, date and
\`argument\`. \`later_need\`: doctor, note and date.

Refused whatever the evidence: an unsigned plan, “too dear”, a free consultation without a signed plan, “I’ll think about
it” without a day that the patient named, prices and deadlines in the words, reproaches, one text for more than five
patients in a day.

With \`agreed: false\` nothing is planned: the patient is asked in the chat where we may ask there, else the desk gets a
call task \`ask_at_visit\`. A patient who books in the chat makes a **visit of ours**: \`appointment.booked\` brings its id,
which begins with \`zabota-\`. Keep that id and tell of the visit under it from then on.

Any booking that fits, told by you or made in the chat, ends the reason as \`booked\` before anything is sent. A completed
visit makes it \`came\`, and with an interval the next one is due by that visit.`,
  },
  {
    id: 'webhooks',
    title: 'Webhooks',
    text: `Say where they should go with \`PUT /webhook-endpoints/{id}\` and keep the secret of the answer: it is shown once.
\`POST /webhook-endpoints/{id}/test\` tries it out. From then on each event is posted there as JSON, by the rules of
**Standard Webhooks** (standardwebhooks.com), whose libraries exist for most languages.

Answer with any 2xx within 15 seconds, best before working on it. Anything else is tried again after 5 s, 5 min, 30 min,
2 h, 5 h, 10 h, 14 h, 20 h and 24 h; \`Retry-After\` is respected, redirects are not followed. An endpoint that takes
nothing for these three days, or answers 410, is disabled, and staff are told. What was missed can be posted again with
\`POST /webhook-endpoints/{id}/replay\` or read from the feed.

**The same event may come twice, and a later one may come before an earlier one** that failed: take each \`id\` once, and
compare \`seq\`, or the \`version\` and \`scheduleVersion\` of a visit, where the order matters.`,
  },
  {
    id: 'verify',
    title: 'Is it ours?',
    text: `Each request has three headers: \`webhook-id\` (the \`id\` of the event), \`webhook-timestamp\` (seconds, of this try)
and \`webhook-signature\`: \`v1,\` and the HMAC-SHA256, in base64, of \`{webhook-id}.{webhook-timestamp}.{body}\`. The key is
the secret without \`whsec_\`, decoded from base64. For 24 hours after \`POST /webhook-endpoints/{id}/rotate-secret\` there are
two signatures, divided by a space, and one that fits is enough. Use the body as it came, compare in constant time, and
refuse what is older than five minutes. By hand, in Node:`,
    code: verifyCode,
  },
  {
    id: 'feed',
    title: 'The feed',
    text: `Whoever cannot be called asks: \`GET /events?after={seq}\` gives what came after the last event you have, in order
and without gaps. It is also how to begin, and how to catch up. Asking every half minute is fine.`,
  },
];
