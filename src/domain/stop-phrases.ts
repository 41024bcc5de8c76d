/** Groups of words that a reader of single words would misread. */

type Phrase = readonly [from: RegExp, to: string];

/** The phrase alone between two stops: "the pain will not go away" is no order to go. */
const alone = (phrase: string): RegExp =>
  new RegExp(
    `(?<=(?:^|[^\\p{L}\\s]|please|just)\\s*)(?:${phrase})(?=\\s*(?:$|[^\\p{L}\\s]))`,
    'gu',
  );

/** Several words that say one thing. */
const idioms: readonly Phrase[] = [
  [alone('сто п|с топ|ст оп|st op|sto p|s top'), 'стоп'],
  [alone('пошли вы|go away|get lost|get off my phone|knock it off|cut it out'), 'отстаньте'],
  [/(?:leave|let) (?:me|us) (?:the \p{L}+ )?(?:alone|be)(?!\p{L})/gu, 'отстаньте'],
  [/(?<!\p{L})(?:fuck|piss|bugger|sod|f) off/gu, 'отстаньте'],
  [
    /(?:пошл[иа]|пошел|иди(?:те)?)(?: бы| вы| ты| все)* (?:на ?ху[йя]|нах\p{L}*|на ?фиг|к черту|в жопу|лесом|вон)/gu,
    'отстаньте',
  ],
  [/х[ао]рош уже/g, 'хватит'],
  [/сколько можно (?=\p{L}*(?:писать|слать|сылать|спамить|напоминать))/gu, 'хватит '],
  [/(?:sick|tired) of|fed up with/g, 'надоели'],
  [/opt(?:ing)?[ -]?(?:me )?out|sign me off/g, 'unsubscribe'],
  [
    /(?<!(?:dont|not) )(?:text|txt|contact|write|message|msg) (?:me|us) no more/g,
    'stop texting me',
  ],
  [/take (?:me|us|my (?:name|number)|this number) off/g, 'remove me'],
  [/(?:turn|switch) (?=(?:\p{L}+ ){0,3}off(?!\p{L}))/gu, 'disable '],
  [/(?:phone|mobile|cell) number|my contact(?!\p{L})/gu, 'number'],
  [/ни (?:слова|звука|строчки)/g, 'никаких сообщений'],
  [/что бы/g, 'чтобы'],
  [/согласие (?:больше |уже )?не (?:действует|действительно|в силе)/g, 'отзываю согласие'],
  [/откажитесь от рассыл/g, 'прекратите рассыл'],
  [alone('(?:i )?dont want (?:these|those|this|them)(?: anymore| any more)?'), 'stop texting me'],
  [/забань(?:те)? себя/g, 'отстаньте'],
];

/** What may be a plea: asked about, like «отпишусь». */
const doubts: readonly Phrase[] = [
  [/не давала? (?:\p{L}+ )?согласи\p{L}*|не подписывал\p{L}*/gu, 'отпишусь'],
  [/(?:didnt|did not|never) (?:sign(?:ed)? up|ask(?:ed)? for)/g, 'отпишусь'],
];

/** What would hide a plea: "how do I …", "if you can", a comma before «чтобы». */
const wrappings: readonly Phrase[] = [
  [
    /(?:как|где|how|where) (?:(?:do|can|to|i|мне|можно|я могу|от вас) )*(?=\p{L}+ть(?:ся)?(?!\p{L})|отписат|unsub|stop|disable|cancel)/gu,
    ' ',
  ],
  [/why (?:wont|cant|dont) you (?=stop)/g, ' '],
  [/если (?:можно|не ?сложно|не ?трудно|вам не сложно)|if possible/g, ' '],
  [/text (?=messages|list|alerts|reminders)/g, ' '],
  [/,\s*(?=чтоб)/g, ' '],
];

/** What only looks like a plea: the bus stop, the pill, the complaint that we are silent. */
const innocent: readonly Phrase[] = [
  [/(?:bus|tram|train|metro|last|next) stop|stop by|the end(?!\p{L})/gu, ' place '],
  [/stop (?=(?:taking|using|drinking|eating|smoking|wearing|brushing|bleeding)(?!\p{L}))/gu, ' '],
  [/(?<!\p{L})i (?:\p{L}+ )?(?:forg[eo]t|lose|lost) /gu, 'i know '],
  [/stop (?=the (?:bleeding|blood|pain|swelling))/g, ' '],
  [
    /(?<!\p{L})(?:вы|почему|зачем|чего|что|давно) (?:\p{L}+ ){0,3}(?:пишете|шлете|пришлете)/gu,
    'вы писали',
  ],
];

/** Rewritten before a text is cut into clauses, in this order. */
export const phrases: readonly Phrase[] = [...idioms, ...doubts, ...wrappings, ...innocent];
