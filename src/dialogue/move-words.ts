/**
 * «Перенесите на четверг»: a wish for another time in more words than a list of sentences holds. In Russian one also
 * bears (переносит) an anaesthetic, in English one moves a jaw or house: such words say what is moved, or to when.
 */

const whole = (pattern: string): RegExp => new RegExp(`(?<= |^)(?:${pattern})(?= |$)`, 'u');

const visitRu = '(?:визит|запис|прием|сеанс|консультаци|осмотр|чистк|лечени|врем)\\p{L}*';
const whenRu =
  '(?:\\d|понед|вторн|сред|четв|пятн|субб|воскр|завтр|послезавтр|друг|след|недел|утр|вечер|попозже|пораньше)';
/** Borne, or moved by itself. */
const bodyRu =
  '(?:наркоз|анестези|седаци|укол|бол(?:ь|и|ью)(?: |$)|инфаркт|инсульт|грипп|ковид|зуб|челюст|коронк|имплант)';

const visitEn =
  '(?:appointments?|visits?|bookings?|slots?|times?|dates?|sessions?|consultations?|check ?ups?|cleanings?|treatments?)';
const whenEn =
  '(?:\\d{1,2}(?::\\d\\d| ?[ap]m|th|st|nd|rd)|(?:mon|tues|wednes|thurs|fri|satur|sun)day|tomorrow|next (?:week|month|\\p{L}+day)|later|earlier|(?:another|other|different) (?:day|time|date|week))';

const movings: readonly RegExp[] = [
  whole('перенос(?:а|у|ом|е)?|перезапи\\p{L}*'),
  whole(
    `(?<!не )(?:перенес(?:и|ите|ем|емте|ете|ут|ти)|перенос(?:ите|им)|(?:сдви|передви)н(?:ь|ьте|ем|ете|уть))(?! (?:\\p{L}+ )?${bodyRu})`,
  ),
  whole(
    `(?<!не )(?:перено(?:шу|сить)|перенес(?:у|ла? бы|ли бы(?: вы)?)) (?:\\p{L}+ )?(?:${visitRu}|на ${whenRu}\\p{L}*)`,
  ),
  whole(`${visitRu} (?:\\p{L}+ )?(?:перенесу|переношу|переносить)`),
  whole('reschedul\\p{L}*'),
  whole(
    `(?<!(?:dont|not|cant|cannot|when i) )(?:move (?:it|this|that)|move (?:\\p{L}+ ){0,3}${visitEn}|move (?:\\p{L}+ ){0,3}to (?:the |an? )?${whenEn}|be moved)`,
  ),
];

/** In words without punctuation. */
export const saysMove = (plain: string): boolean => movings.some((one) => one.test(plain));
