/** What single words mean where someone may ask to stop. Teach a new word here. */

import { fold, nearest, oneScript, russianSpelling, spelling, unstretched } from './stop-spelling.ts';

/**
 * Word lists by meaning; `*` at the end stands for any ending. Endings that only sound alike («непишыте»,
 * «атпишите»), doubled letters, soft signs and Russian in Latin letters need no entry of their own.
 */
const vocabulary = {
  stop: `стоп сотп стпо тсоп стп стор ctop cton stop stopall sotp stpo tsop stp srop dtop stio stip 🛑 ⛔`,
  // "I shall write you back" or a slip for «отпишите».
  maybe: `отпишусь отпишу отпишется отпишитесь отпишись отписал* 🚫 🔕 📵 🖕`,
  unsub: `отписать отписаться отпишите отпиши отписка отписку отписки отписывай* отписываю* отпис*
    unsub* unsuscribe optout`,
  leave: `отстань отстаньте отвяжись отвяжитесь отвали отвалите отвянь отвяньте заткнись заткнитесь
    отцепись отцепитесь отъебись отъебитесь отвянте отвалитесь`,
  remain: `оставь оставьте оставите ostavte`,
  peace: `покое`,

  not: `не ни ne нельзя not never dont without неа`,
  cannot: `doesnt didnt wont cant isnt hasnt wouldnt couldnt cannot`,
  no: `no никаких без`,
  want: `надо нада нужно нужны нужна нужен хочу хочет хотим хотят желаю желаем хотел хотела хотелось смейте want need
    wish like`,
  keen: `интересно интересна интересны интересует интересуют интересуюсь interested`,
  forever: `больше болше никогда впредь anymore again ever more longer further`,

  write: `пиши пишите пишыть пишит пишете пешите присылай присылайте высылай высылайте отправляй отправляйте
    шли шлите пришли пришлите шлете спамь спамьте беспокой беспокойте тревожь тревожьте трогай трогайте
    напоминай напоминайте докучай докучайте приставай приставайте контактируй контактируйте связывайся
    связывайтесь дергай дергайте доставай доставайте надоедай надоедайте донимай донимайте рассылай
    рассылайте пристовайте пришлете пишити оповещайте уведомляйте информируйте
    text txt message msg contact write email bother disturb send spam remind notify ping harass`,
  writing: `писать присылать высылать слать посылать отправлять спамить беспокоить тревожить надоедать
    напоминать доставать дергать донимать рассылать приставать докучать пиздеть оповещать уведомлять
    texting txting messaging msging contacting writing sending spamming bothering reminding emailing
    disturbing notifying harassing pinging pestering contacted texted messaged emailed bothered disturbed
    reminded notified`,
  wrote: `писал писала писали прислали присылали присылал присылала слали беспокоили беспокоил напоминали`,
  call: `звони звоните позвони позвоните перезвони перезвоните call phone`,
  calling: `звонить calling calls звонки звонков`,
  receive: `получать receive receiving get getting`,
  messages: `сообщения сообщений сообщениями сообщениях смс* эсэмэс* уведомлени* рассыл* напоминани* подписк*
    переписк* спамом спама бот бота боту боте оповещени* смски смсок письма писем messages texts txts
    msgs reminder reminders notification notifications emails subscription subscriptions mailing mailings
    smses sms bot communication communications alerts alert`,
  spam: `спам spam`,

  enough: `хватит перестань перестаньте прекрати прекратите прекратить прекращай прекращайте кончай кончайте
    cease desist заканчивай заканчивайте завязывай завязывайте останови остановите остановить приостанови
    приостановите харэ quitting`,
  weak: `довольно достаточно хорош харе enough sick tired`,
  end: `quit end`,
  fed: `достали достал достало надоел надоели надоело задолбал задолбали задолбало заебал заебали заебало
    заколебал заколебали замучили задрали затрахали annoying`,
  threat: `заблокирую заблочу заблокируем пожалуюсь жаловаться роскомнадзор роскомнадзора прокуратур*
    жалобу полици* report lawyer sue block blocking`,

  off: `сними снимите отключи отключите отключить отключайте отключаю выключи выключите выключить вырубите
    выруби turn disable switch mute`,
  cancel: `отмена отмени отмените отменить отменяйте отменяю отменяем отменяется отменить cancel cancell cansel
    canceled cancelled canceling cancelling`,
  remove: `удали удалите удалить удаляй удаляйте убери уберите убрать уберите исключи исключите исключить
    вычеркни вычеркните вычеркнуть сотри сотрите стереть забудь забудьте delete remove erase forget lose`,
  me: `меня нас номер номера номеру номером телефон* контакт* данные данных база базы базу баз список списка
    списков me us number numbers list lists data database system records contacts phone`,
  to: `мне нам мной нами сюда ко`,
  revoke: `отзываю отозвать отозвите отзовите отзываем revoke revoking withdraw withdrawing`,
  review: `отзыв`,
  consent: `соглас* разрешени* consent permission`,
  refuse: `отказ отказываюсь отказываемся откажусь отказаться против object`,

  // Opens a clause that may say the opposite of the last one.
  yet: `а но зато but`,
  but: `лучше только если когда пока кроме друг* как почему зачем напиши напишите until till instead only except
    unless after before another other if when why либо`,
  // Not everything, only then, there, or about that.
  limit: `ноч* утр* днем вечером вечерами вечера выходн* будн* час* часов рано поздно завтра сегодня неделю
    понедельник* вторник* среду четверг* пятниц* суббот* воскресень* ватсап* вацап* whatsapp вотсап* телеграм* телегу
    вайбер* viber telegram почту реклам* акци* скидк* предложени* промо маме мужу жене сыну
    дочери дочке папе ads advert* promo* offers marketing night nights morning evening tomorrow today weekend*
    sunday saturday early late mom dad`,
  // Too much, or less of it.
  much: `слишком часто чаще реже поменьше меньше much many often less fewer frequently rarely`,
  matter: `диагноз* цен* цену сумм* стоимост* фамили* имя адрес* результат* анализ* снимк* снимок фото* справк* чек
    чеки рецепт* диет* врачу доктору diagnosis price prices results address`,
} as const;

/** Words that neither ask nor forbid: they are passed over. */
const fillers = `пожалуйста пожалуста пожайлуста пожалуйсто пж пжл пжлст плиз плз прошу просьба просим требую очень уже ну все
  всех всю всего вообще совсем никак ничего вас вам вы тебя ты мой мою мои моего моему моей я мы спасибо спс
  благодарю здравствуйте здрасте здрасьте привет добрый доброе добрая день утро вечер сейчас сразу немедленно срочно наконец
  наконецто ваш ваши вашу ваша ваше вашей ваших вашими вашем вашего бы же ка эти этим этими этих этот это этой эту этого
  этому свои своими своих свое своей свою на по из от с со у о обо про и или до да нет нету в во можно можете могу
  можешь может давайте чтобы чтоб обработк* персональн* клиник* такие отовсюду ребята ребят девушк*
  люди уважаем* господа товарищи всякие каждый больницы ли впринципе убедительн* просто так то там тут
  please pls plz plese pleas now all any my your yours this these those the a an to from it that off of
  hi hello hey thanks thank thx you u ur im id ill i do and or am just immediately right kindly ok okay already
  yes such so be being would can could will sir madam guys dear for with on at everything here
  out go`;

export type Meaning = keyof typeof vocabulary | 'x';

type Known = Meaning | null;

const words = new Map<string, Known>();
const stems: { readonly stem: string; readonly meaning: Known }[] = [];

for (const [meaning, list] of [...Object.entries(vocabulary), [null, fillers] as const])
  for (const word of list.split(/\s+/)) learn(word, meaning as Known);
stems.sort((a, b) => b.stem.length - a.stem.length);

function learn(word: string, meaning: Known): void {
  const form = fold(word);
  if (form.endsWith('*')) stems.push({ stem: spelling(form.slice(0, -1)), meaning });
  else if (!words.has(spelling(form))) words.set(spelling(form), meaning);
}

/** Signs that speak for themselves; every other one is decoration. */
export const signs = '🛑⛔🚫🔕📵🖕';
const wordOrSign = new RegExp(`[\\p{L}\\p{N}]+|[${signs}]`, 'gu');

/** The meanings of a clause's words, fillers left out. */
export function meaningsOf(clause: string): Meaning[] {
  const russian = /[а-я]/.test(clause);
  const found = clause.match(wordOrSign) ?? [];
  return found.flatMap((word) => meaningsOfWord(word, russian)).filter((one) => one !== null);
}

function meaningsOfWord(word: string, russian: boolean): readonly Known[] {
  const forms = [word, oneScript(word, russian), russianSpelling(word)].map(unstretched);
  for (const form of forms) {
    const meaning = lookUp(form);
    if (meaning !== undefined) return [meaning];
  }
  return [...forms.map(nearMeaning), ...forms.map((form) => unglued(form))].find(Boolean) ?? ['x'];
}

function lookUp(word: string): Known | undefined {
  const key = spelling(word);
  if (words.has(key)) return words.get(key);
  return stems.find(({ stem }) => key.startsWith(stem))?.meaning;
}

function nearMeaning(word: string): readonly Known[] | null {
  const right = nearest(word);
  return right ? [lookUp(right) ?? 'x'] : null;
}

/** «Непишите», «хватитписать»: words run together, if the first begins a refusal. */
function unglued(word: string): readonly Known[] | null {
  for (const head of heads) {
    const tail = word.startsWith(head) ? word.slice(head.length) : '';
    if (tail.length < 3 || tail.length > gluedMax) continue;
    const meaning = lookUp(tail);
    const rest = meaning === undefined ? unglued(tail) : meaning && [meaning];
    if (rest) return [lookUp(head) ?? 'x', ...rest];
  }
  return null;
}

const heads = [
  ...['больше', 'пишите', 'писать', 'хватит', 'прекратите', 'перестаньте', 'отпишите', 'стоп', 'мне'],
  ...['надо', 'хочу', 'не', 'stop', 'dont', 'please', 'unsubscribe'],
];
const gluedMax = 40;

/** Several words or signs that say one thing, or that hide a word which means something else here. */
export const phrases: readonly (readonly [from: RegExp, to: string])[] = [
  [/^\P{L}*(?:с ?т ?о ?п|s ?t ?o ?p)\P{L}*$/gu, 'стоп'],
  [/(?:leave|let) (?:me|us) (?:alone|be)|go away|get lost|(?:fuck|piss|bugger|sod|f) off/g, 'отстаньте'],
  [/(?:пошл[иа]|пошел|иди(?:те)?)(?: бы)?(?: вы| ты| все)* (?:на ?ху[йя]|нах\p{L}*|на ?фиг|к черту|в жопу|лесом|вон)/gu, 'отстаньте'],
  [/^пошли вы$/g, 'отстаньте'],
  [/opt(?:ing)?[ -]?(?:me )?out|sign me off/g, 'unsubscribe'],
  [/,\s*(?=чтоб|что бы)/g, ' '],
  [/что бы/g, 'чтобы'],
  [/take (?:me|us|my (?:name|number)|this number) off/g, 'remove me'],
  [/(?:phone|mobile|cell) number/g, 'number'],
  [/не (?:давала?|подписывал\p{L}*) (?:\p{L}+ )?(?:согласи|рассылк)\p{L}*/gu, 'отпишусь'],
  [/(?:как|где|how|where) (?:(?:do|can|to|i|мне|можно|я могу|от вас) )*(?=отпис|отключ|отказ|unsub|stop|turn|cancel)/g, ' '],
  [/сколько можно (?=\p{L}*(?:писать|слать|сылать|спамить|напоминать))/gu, 'хватит '],
  [/(?:sick|tired) of|fed up with/g, 'надоели'],
  [/если (?:можно|не ?сложно|не ?трудно|вам не сложно)|if possible/g, ' '],
  [/(?<!\p{L})(?:вы|почему|зачем|чего|что|давно) (?:\p{L}+ ){0,3}(?:пишете|шлете|пришлете)/gu, 'вы писали'],
  [/(?:bus|tram|train|metro|last|next) stop|stop by/g, 'bus'],
  [/stop (?=(?:taking|using|drinking|eating|smoking|wearing|brushing|bleeding|the (?:bleeding|blood|pain|swelling)))/g, 'halt '],
];
