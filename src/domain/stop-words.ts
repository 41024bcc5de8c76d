/** What single words mean where someone may ask to stop. Teach a new word here. */

import {
  fold,
  nearest,
  oneScript,
  otherLayout,
  russianSpelling,
  spelling,
  unstretched,
} from './stop-spelling.ts';

/**
 * Word lists by meaning; `*` at the end stands for any ending. Endings that only sound alike («непишыте»,
 * «атпишите»), doubled letters, soft signs and Russian in Latin letters need no entry of their own.
 */
const vocabulary = {
  // How a tooth behaves, not what we do; first, because it sounds like «беспокоить».
  state: `беспокоит беспокоят беспокоило тревожит тревожат довольна довольны`,

  stop: `стоп сотп стпо тсоп стп стор ctop cton stop stopall sotp stpo tsop stp srop dtop
    stio stip 🛑 ⛔`,
  // "I shall write you back" or a slip for «отпишите».
  maybe: `отпишусь отпишу отпишется отпишитесь отпишись отписал* 🚫 🔕 📵 🖕`,
  unsub: `отписать отписаться отпишите отпиши отписка отписку отписки отписывай*
    отписываю* отпис* удалиться удалюсь unsub* unsuscribe optout`,
  leave: `отстань отстаньте отвяжись отвяжитесь отвали отвалите отвянь отвяньте заткнись
    заткнитесь отцепись отцепитесь отъебись отъебитесь отвалитесь уйди уйдите исчезни
    исчезните сгинь сгиньте`,
  remain: `оставь оставьте оставите`,
  peace: `покое`,

  not: `не ни ne нельзя not never dont неа`,
  cannot: `doesnt didnt wont cant isnt hasnt wouldnt couldnt cannot`,
  no: `no никаких`,
  without: `без without`,
  // Passed over in «могу отписаться», but «не могу писать» is not «не писать».
  able: `могу можем смогу получается`,
  want: `надо нужно нужны нужна нужен разрешаю разрешала разрешал просил просила нуждаюсь
    смейте need`,
  // «Не хочу писать» is about the patient's own writing, «не надо писать» about ours.
  wish: `хочу хочет хотим хотят желаю желаем хотел хотела хотелось want wish like`,
  keen: `интересно интересна интересны интересует интересуют интересуюсь interested`,
  forever: `больше никогда впредь более anymore again ever more longer further`,

  // An order to write; `writing` is the act, `wrote` the past or a wish («чтобы не писали»).
  write: `пиши пишите пишете присылай присылайте высылай высылайте отправляй отправляйте
    шли шлите пришли пришлите шлете спамьте беспокой беспокойте тревожь тревожьте трогай
    трогайте напоминай напоминайте докучай докучайте приставай приставайте контактируй
    контактируйте связывайся связывайтесь дергай дергайте доставай доставайте надоедай
    надоедайте донимай донимайте рассылай рассылайте пришлете оповещайте уведомляйте
    информируйте text txt message msg contact write email bother disturb send spam remind
    notify ping harass bug pester nag hassle`,
  writing: `писать присылать высылать слать посылать отправлять спамить беспокоить
    тревожить надоедать напоминать доставать дергать донимать рассылать приставать
    докучать пиздеть оповещать уведомлять texting txting messaging msging contacting
    writing sending spamming bothering reminding emailing disturbing notifying harassing
    pinging pestering bugging nagging hassling bombarding заваливать бомбить закидывать
    терроризировать строчить`,
  wrote: `contacted texted messaged emailed bothered disturbed reminded notified писал
    писала писали прислали присылали присылал присылала получал получала слал слали
    присылаете отправляете беспокоили беспокоил напоминали`,
  call: `звони звоните позвони позвоните перезвони перезвоните call`,
  calling: `звонить названивать calling calls звонки звонков`,
  receive: `получать receive receiving get getting`,
  messages: `сообщения сообщений сообщениями сообщениях смс* эсэмэс* уведомлени* рассыл*
    напоминани* напоминалк* подписк* переписк* спамом спама бот бота боту боте оповещени*
    смски смсок письма писем messages texts txts msgs reminder reminders notification
    notifications emails subscription subscriptions mailing mailings smses sms bot
    communication communications alerts alert`,
  spam: `спам спамер* spam spammer spammers`,

  enough: `хватит перестань перестаньте прекрати прекратите прекратить прекращай
    прекращайте кончай кончайте cease desist discontinue запрещаю заканчивай заканчивайте
    завязывай завязывайте останови остановите остановить приостанови приостановите харэ
    quitting`,
  // An end only next to what should end.
  weak: `довольно достаточно хорош харе enough`,
  end: `quit end`,
  fed: `бесите бесят достали достал достало надоел надоели надоело задолбал задолбали
    задолбало заебал заебали заебало заколебал заколебали замучили задрали затрахали
    annoying`,
  threat: `заблокирую блокирую забаню забань заблочу заблокируем пожалуюсь жаловаться
    роскомнадзор роскомнадзора прокуратур* жалобу полици* lawyer block blocking`,

  // Ends a service, never a visit; `cancel` may end either.
  off: `сними снимите отключи отключите отключить отключайте отключаю отключись
    отключитесь выключись деактивир* выключи выключите выключить вырубите выруби disable
    deactivate switch mute`,
  cancel: `отмена отмени отмените отменить отменяйте отменяю отменяем отменяется cancel
    cancell cansel canceled cancelled canceling cancelling`,
  remove: `удали удалите удалить удаляй удаляйте убери уберите убрать исключи исключите
    исключить вычеркни вычеркните вычеркнуть сотри сотрите стереть заблокируй заблокируйте
    delete remove erase`,
  forget: `забудь забудьте потеряй потеряйте forget lose`,
  // What is on a list: me, my number, my data; and the list.
  me: `меня мня нас аккаунт* account* профил* profile номер номера номеру номером телефон*
    контакт* данные данных база базы базу баз список списка списков систем* me us number
    numbers list lists data database system records contacts phone`,
  to: `мне нам мной нами сюда ко`,
  revoke: `отзываю отозвать отозвите отзовите отзываем аннулир* снимаю revoke revoking
    withdraw withdrawing`,
  // «Отзыв согласия», or a review of the clinic.
  review: `отзыв`,
  consent: `соглас* разрешени* consent permission`,
  // «Чтобы больше не писали».
  sothat: `чтоб чтобы пусть`,
  ceased: `перестали прекратили отстали прекращали`,
  come: `приходили приходило приходят приходить приходит`,
  refuse: `отказ отказываюсь отказываемся откажусь отказаться против`,

  // Opens a clause that may say the opposite of the last one.
  yet: `а но зато but`,
  but: `лучше только если когда пока кроме как почему зачем напиши напишите until till
    instead only except unless after before if when why либо`,
  else: `друг* another other`,
  // Not everything, only then, there, or about that.
  limit: `ноч* утр* днем вечером вечерами вечера выходн* будн* час* часов рано поздно
    завтра сегодня неделю понедельник* вторник* среду четверг* пятниц* суббот* воскресень*
    ватсап* вацап* whatsapp вотсап* телеграм* телегу вайбер* viber telegram почту реклам*
    акци* скидк* предложени* промо маме мужу жене сыну дочери дочке папе ads advert*
    promo* offers marketing night nights morning evening tomorrow today weekend* sunday
    saturday early late mom dad`,
  // Too much, or less of it.
  much: `слишком часто много чаще реже пореже поменьше меньше much many often less fewer
    frequently rarely`,
  matter: `диагноз* цена цены цену сумм* стоимост* фамили* имя адрес* результат* анализ*
    снимк* снимок фото* справк* чек чеки рецепт* диет* врачу доктору diagnosis price
    prices results address`,
} as const;

/** Words that neither ask nor forbid: they are passed over. */
const fillers = `
  пожалуйста пожалуста пожайлуста пожалуиста пж пжл пжлст плиз плз прошу просьба просим требую
  спасибо спс благодарю здравствуйте здрасте здрасьте привет добрый доброе добрая день утро вечер извините
  простите ребята ребят девушк* люди уважаем* господа товарищи pojalu*
  вас вам вы тебя ты я мы мой мою мои моего моему моей ваш ваши вашу ваша ваше вашей ваших вашими вашем
  вашего свои своими своих свое своей свою эти этим этими этих этот это этой эту этого этому такие так то
  там тут отсюда отовсюду одного одной единого
  очень уже ну все всех всю всего всякие вообще воще ваще совсем никак ничего просто бы же ка ли
  сейчас сразу немедленно срочно наконец наконецто впринципе убедительн* большая большую
  на по из от с со у о обо про в во и или до да нет нету можно можете можешь может давайте было будет
  отправку обработк* персональн* клиник* больницы
  дурацк* тупы* тупой идиотск* чертов* гребан* ебан* хуйн* ерунд* чушь бред фигн* херн*
  please pls plz plese pleas kindly thanks thank thx hi hello hey sorry sir madam guys dear
  my your yours you u ur it this these those that here the a an everything anything nothing else
  i im id ill do and or am be being such so would can could will yes ok okay already now
  just immediately right all any to from off of for with on at out go told said asked
  crap shit bullshit fucking damn stupid bloody`;

export type Meaning = keyof typeof vocabulary | 'x';

type Known = Meaning | null;

/** As written, and as it sounds: «беспокоит» is no slip for «беспокоить». */
const written = new Map<string, Known>();
const heard = new Map<string, Known>();
const stems: { readonly stem: string; readonly meaning: Known }[] = [];

for (const [meaning, list] of [...Object.entries(vocabulary), [null, fillers] as const])
  for (const word of list.trim().split(/\s+/)) learn(word, meaning as Known);
stems.sort((a, b) => b.stem.length - a.stem.length);

function learn(word: string, meaning: Known): void {
  const form = fold(word);
  if (form.endsWith('*')) stems.push({ stem: spelling(form.slice(0, -1)), meaning });
  else {
    written.set(form, meaning);
    if (!heard.has(spelling(form))) heard.set(spelling(form), meaning);
  }
}

/** Words typed with the keyboard switched the other way: «yt gbibnt», «ыещз». */
export function onRightKeys(text: string): string {
  return text.replace(/[^\s!?"]{2,40}/gu, meantBy);
}

const meantBy = remembering((typed: string): string => {
  const word = typed.replace(/[.,]$/, '');
  if (isWord(word.toLowerCase())) return typed;
  return [typed, word].map(otherLayout).find(isTypedWord) ?? typed;
});

const isWord = (word: string) => amongRussian(word)[0] !== 'x';
/** Few Russian words make an English one by chance, none of four letters. */
const isTypedWord = (word: string) => isWord(word) && (/^[а-я]+$/.test(word) || word.length > 3);

/** Signs that speak for themselves; every other one is decoration. */
export const signs = '🛑⛔🚫🔕📵🖕';
const wordOrSign = new RegExp(`[\\p{L}\\p{N}]+|[${signs}]`, 'gu');

/** The meanings of a clause's words, fillers left out. */
export function meaningsOf(clause: string): Meaning[] {
  const meanings = /[а-я]/.test(clause) ? amongRussian : amongLatin;
  const found = clause.match(wordOrSign) ?? [];
  return found.flatMap(meanings).filter((one) => one !== null);
}

const amongRussian = remembering((word: string) => meaningsOfWord(word, true));
const amongLatin = remembering((word: string) => meaningsOfWord(word, false));

const words_max = 10_000;

/** What a word means does not change, and words recur. */
function remembering<T>(read: (word: string) => T): (word: string) => T {
  const known = new Map<string, T>();
  return (word) => {
    const before = known.get(word);
    if (before !== undefined) return before;
    if (known.size >= words_max) known.clear();
    const found = read(word);
    known.set(word, found);
    return found;
  };
}

function meaningsOfWord(word: string, russian: boolean): readonly Known[] {
  if (/^\d+$/.test(word)) return ['x'];
  const plain = unstretched(word);
  const forms = [plain, oneScript(plain, russian), russianSpelling(plain)];
  for (const form of forms) {
    const meaning = lookUp(form);
    if (meaning !== undefined) return [meaning];
  }
  return [...forms.map(nearMeaning), ...forms.map((form) => unglued(form))].find(Boolean) ?? ['x'];
}

function lookUp(word: string): Known | undefined {
  if (written.has(word)) return written.get(word);
  const key = spelling(word);
  if (heard.has(key)) return heard.get(key);
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

const heads =
  'больше пишите писать хватит прекратите перестаньте отпишите стоп мне надо хочу не ни stop dont please unsubscribe'.split(
    ' ',
  );
const gluedMax = 40;
