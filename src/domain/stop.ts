/** Free words that mean "stop writing to me", in Russian and English. */

/** `stop`: clear. `doubtful`: such words stand in it, but it may be about something else; ask. */
export type StopReading = 'stop' | 'doubtful';

/** A plea to stop is short; the rest of a longer text is not read. */
const charsMax = 500;
/** With more words than this around a clear phrase, a person means more than stop. */
const wordsMax = 25;

/**
 * Reads any text. `null` is everything else, "cancel" and «отмена» alone included: those are about a
 * visit. A caller that also reads red flags reads them first ("it won't stop bleeding").
 *
 * Each word becomes one letter of a small code and each clause a short string of them, so that the
 * grammar below is a handful of expressions and word order hardly matters.
 */
export function readStop(text: string): StopReading | null {
  const raw = text.slice(0, charsMax);
  return readFolded(fold(raw)) ?? (readFolded(fold(otherLayout(raw))) === 'stop' ? 'stop' : null);
}

/** Lowercase, one spelling of ё and of apostrophes, no accents, no invisible characters. */
export function fold(text: string): string {
  return text
    .normalize('NFKC')
    .toLowerCase()
    .replaceAll('ё', 'е')
    .replace(/['’ʼ`´]|\p{M}|\p{Cf}/gu, '')
    .replace(/\p{Zs}+/gu, ' ');
}

type Clause = 'clear' | 'bare' | 'hint' | 'contrast' | 'other' | 'quiet';

function readFolded(folded: string): StopReading | null {
  const plain = phrases.reduce((text, [from, to]) => text.replace(from, to), joinLetters(folded));
  const clauses = plain.split(/[^\p{L}\p{N} -]+|\s[-–—]\s|\s(?=(?:а|но|but)\s)/u).map(readClause);
  const has = (...kinds: readonly Clause[]) => clauses.some((clause) => kinds.includes(clause));
  if (!has('clear', 'bare', 'hint')) return null;
  if (has('hint', 'contrast')) return 'doubtful';
  const asks = plain.includes('?');
  if (has('other')) return has('clear') && !asks && isShort(plain) ? 'stop' : 'doubtful';
  return has('clear') || !asks ? 'stop' : 'doubtful';
}

function readClause(clause: string): Clause {
  const code = codeOf(clause);
  if (/^[ny]*$/.test(code)) return 'quiet';
  if (/[nf][vm]*[sh]/.test(code)) return 'other';
  const strange = /[xbf]/.test(code) || backwards.test(code) || wantsAnswer(code);
  if (!strange && bare.test(code)) return 'bare';
  if (!strange && clear.test(code)) return 'clear';
  if (loud.test(code)) return 'hint';
  return /[bwc]/.test(code) ? 'contrast' : 'other';
}

/** "Do not write, call" has an imperative that nothing negates: the person does want contact. */
function wantsAnswer(code: string): boolean {
  return /[wc]/.test(code.replace(/[nyqpse][nymvo]*(?:i+|[wc]+)/g, ''));
}

/** One letter per word; fillers vanish, unknown words are `x`. */
function codeOf(clause: string): string {
  const cyrillic = /[а-я]/.test(clause);
  return (clause.match(/[\p{L}\p{N}]+/gu) ?? [])
    .map((word) => canonical(word, cyrillic))
    .map((word) => vocabulary.find(([, words]) => words.test(word))?.[0] ?? 'x')
    .join('')
    .replaceAll('_', '');
}

// What the letters mean: see `vocabulary`. Said alone, these are an exclamation:
const bare = /^[seq]+$/;
// What is clear wherever it stands, as long as every other word is known:
const clear =
  /[sul]|[ny][nymv]*[wig]|nvm?t|[ny][vmig]*o|[qep].*[iow]|j.*[og]|d.*m|m.*d|k.*o|o.*k|[rz].*a|a.*r|^r$/;
// What is enough to ask, among words we do not know:
const loud = /[sulh]|n[nmv]*[wi]|[ny]v[go]|nv.?t|[nq][cC]|[qp].*[io]|dm|md|ko|[rz]a|j[og]|e[io]/;
// "Do not unsubscribe me":
const backwards = /n[vm]*[udklrz]/;

type Entry = readonly [code: string, words: RegExp];

/**
 * First match wins.
 * s stop · h may be stop · u unsubscribe · l leave me · e q p end, quit, enough · n y not, no · f n't
 * w write! · i writing · t wrote · c C call!, calling · g receive · v want, need · o messages · k cancel
 * d delete · m me, my number · r z a withdraw consent · j refuse · b but, rather · _ filler
 */
const vocabulary: readonly Entry[] = [
  ['s', /^(?:(?:с+т+о+п+)+[эе]?|(?:s+t+o+p+)+(?:al+)?|сотп|стпо|тсоп|стп|стор|ctop|cton)$/],
  ['s', /^(?:sotp|stpo|tsop|stp|srop|dtop|stio|stip|ыещз|cnjg)$/],
  ['h', /^(?:остановк\p{L}*|отпишусь|отпишитесь|отпишись|отписал\p{L}*)$/u],
  ['u', /^(?:отпи[сш]\p{L}*|unsub\p{L}*|optout|otpis\p{L}+)$/u],
  [
    'l',
    /^(?:отстань(?:те)?|отвяжи(?:тесь|сь)|отвали(?:те)?|заткни(?:сь|тесь)|отцепи(?:тесь|сь)|отъебитесь|отъебись)$/,
  ],
  ['n', /^(?:не|ne|нельзя|not|never|dont|without)$/],
  ['f', /^(?:(?:does|did|wo|ca|is|has|would|could)nt|cannot)$/],
  ['y', /^(?:no|никаких)$/],
  ['w', /^(?:п[ие][шщ][иыеі]т?[еи]?|(?:при|вы)сылай(?:те)?|отправляй(?:те)?|(?:при)?шли(?:те)?)$/],
  ['w', /^(?:спамь(?:те)?|беспокой(?:те)?|тревожь(?:те)?|трогай(?:те)?|напоминай(?:те)?)$/],
  ['w', /^(?:докучай(?:те)?|приставай(?:те)?|контактируй(?:те)?|связывай(?:тесь|ся)?)$/],
  [
    'w',
    /^(?:pishite|text|message|msg|contact|write|email|bother|disturb|send|spam|remind|notify|ping)$/,
  ],
  ['i', /^(?:писать|(?:при|вы)?с[ыл]{1,2}ать|отправлять|спамить|беспокоить|тревожить)$/],
  ['i', /^(?:надоедать|напоминать|доставать|дергать|донимать|(?:text|messag|contact|writ)ing)$/],
  ['i', /^(?:(?:send|spamm|bother|remind|email|disturb|notify|harass|ping|contact)ing)$/],
  ['i', /^(?:contacted|texted|messaged|emailed|bothered|disturbed)$/],
  ['t', /^(?:писал[аи]?|(?:при)?слал[аи]?|присылал[аи]?|беспокоил[аи]?)$/],
  ['C', /^(?:звонить|calling)$/],
  ['j', /^(?:отказ|отказываюсь|откажусь|против)$/],
  ['g', /^(?:получать|receiv(?:e|ing)|get(?:ting)?)$/],
  ['c', /^(?:(?:по|пере)?звони(?:те)?|call|phone)$/],
  ['q', /^(?:хват[иеы]т?|перестань(?:те)?|пр[еи]крат\p{L}*|прекращайте|кончай(?:те)?|cease)$/u],
  ['q', /^(?:заканчивай(?:те)?|завязывай(?:те)?|(?:при)?останови(?:те|ть)?)$/],
  ['p', /^(?:довольно|достаточно|хорош|харе|enough)$/],
  ['e', /^(?:quit|end)$/],
  ['r', /^(?:отзываю|отозвать|отзовите|revok(?:e|ing)|withdraw(?:ing)?)$/],
  ['z', /^отзыв$/],
  ['a', /^(?:согласи\p{L}*|разрешени\p{L}*|consent|permission)$/u],
  [
    'd',
    /^(?:уд+[ао]ли(?:те|ть)?|удаля(?:йте|ть)|убери(?:те)?|убрать|исключи(?:те|ть)?|вычеркни(?:те)?|сотри(?:те)?)$/,
  ],
  ['d', /^(?:забудь(?:те)?|delete|remove|erase|forget|lose)$/],
  [
    'k',
    /^(?:сними(?:те)?|отмен(?:а|и|ите|ить|яйте|яю)|(?:от|вы)ключи(?:те|ть)?|cancel|disable|turn)$/,
  ],
  [
    'm',
    /^(?:меня|нас|номер\p{L}?|телефон\p{L}?|контакт\p{L}?|данны[ех]|баз[ыу]|списк\p{L}*|me|us)$/u,
  ],
  ['m', /^(?:numbers?|lists?|data|database|system|records|contacts|menya)$/],
  [
    'o',
    /^(?:рас+ыл\p{L}*|сообщени\p{L}*|смс\p{L}*|эсэмэс\p{L}*|уведомлени\p{L}*|спам\p{L}?|sms)$/u,
  ],
  [
    'o',
    /^(?:напоминани\p{L}*|подписк\p{L}*|messages|texts|msgs|reminders?|notifications?|emails)$/u,
  ],
  ['o', /^(?:subscriptions?|mailings?|smses|переписк\p{L}*)$/u],
  ['v', /^(?:надо|нужн[оы]|хочу|хотим|желаю|хотел\p{L}?|смейте|хотелось|want|need|wish|like)$/u],
  ['b', /^(?:лучше|только|если|когда|пока|кроме|друг\p{L}+|но|а|как|напиши(?:те)?|until|till)$/u],
  ['b', /^(?:but|instead|only|except|unless|after|before|another|other|if|when)$/],
  [
    '_',
    /^(?:по?жал+у?й?ст[ао]|пж+|пжл|пжлст|пли+з|прошу|требую|очень|уже|ну|все|вс[её]х|всю|всего)$/,
  ],
  [
    '_',
    /^(?:вообще|совсем|больше|никогда|никак|ничего|вас|вам|вы|тебя|ты|мне|нам|мой|мою|мои|моего)$/,
  ],
  ['_', /^(?:моему|я|мы|спасибо|благодарю|здравствуйте|здрасте|привет|добр(?:ый|ое)|день|утро)$/],
  [
    '_',
    /^(?:вечер|бот|сейчас|сразу|немедленно|срочно|наконец|впредь|ваш(?:и|у|а|ей|их|его)?|бы|же)$/,
  ],
  [
    '_',
    /^(?:эт(?:и|от|о|ой|у|ого|их|ому)|сво(?:и|ими|их|е|ей)|сюда|на|по|из|от|с|со|у|о|обо|про|и|или|ни|мной)$/,
  ],
  [
    '_',
    /^(?:до|да|нет|можно|давайте|чтобы|обработк\p{L}|персональн\p{L}+|клиник[аиу]|такие|эту|отовсюду|pozh\p{L}+|mne|bolshe)$/u,
  ],
  ['_', /^(?:please|pls|plz|now|all|ever|again|any|anymore|more|longer|my|your|yours|this|these)$/],
  [
    '_',
    /^(?:those|the|a|an|to|from|it|that|off|of|hi|hello|hey|thanks|thank|you|i|im|id|do|and|or|am)$/,
  ],
  [
    '_',
    /^(?:just|immediately|right|kindly|ok|okay|already|yes|bot|such|so|be|would|can|sir|for|with)$/,
  ],
];

/** Several words that say one thing. */
const phrases: readonly (readonly [from: RegExp, to: string])[] = [
  [/[🛑⛔]/gu, ' stop '],
  [/🚫/gu, ' остановка '],
  [/leave (?:me|us) alone|go away|get lost|(?:fuck|piss|bugger|sod) off/g, 'отстаньте'],
  [/остав(?:ьте|ь|ите)(?: меня| нас)? в покое|оставьте покое/g, 'отстаньте'],
  [/opt(?:ing)?[ -]?(?:me )?out|sign me off/g, 'unsubscribe'],
  [/,\s*(?=чтоб)/g, ' '],
  [/take me off/g, 'remove me'],
  [/(?:phone|mobile|cell) number/g, 'number'],
  [/не давала? (?:\p{L}+ )?согласи\p{L}*/gu, 'остановка'],
  [/^\P{L}*(?:это )?(?:спам|spam)\P{L}*$/gu, 'остановка'],
  [/(?:как|где|how (?:do i|can i|to)) (?=отпис|отключ|unsub|stop|turn|cancel)/g, ' '],
  [/без (?=сообщени|рассыл|смс)/g, 'no '],
];

/** The word as it was meant: digits for letters, mixed alphabets, held keys and slips undone. */
function canonical(word: string, cyrillicText: boolean): string {
  const lettered = word.replace(/(?<=\p{L})0|0(?=\p{L})/gu, 'o');
  const plain = oneScript(lettered, cyrillicText).replace(/(.)\1{2,}/gu, '$1');
  const start = plain.replace(/^(?:ат|опт)(?=п?[ие][сш])/, 'от').replace(/^оти(?=[сш])/, 'отпи');
  const right = misspelt.find(
    // «Опишите» and «подпишите» are one slip away from «отпишите», and other wishes.
    (one) => start.startsWith(one.right.slice(0, 2)) && isNear({ ...one, word: start }),
  );
  return right?.right ?? start;
}

const misspelt = [
  { right: 'unsubscribe', slips: 2 },
  { right: 'отписаться', slips: 1 },
  { right: 'отпишите', slips: 1 },
  { right: 'прекратите', slips: 1 },
] as const;

interface Likeness {
  readonly word: string;
  readonly right: string;
  readonly slips: number;
}

/** Whether at most `slips` letters are wrong, missing, extra or swapped with a neighbour. */
function isNear({ word, right, slips }: Likeness): boolean {
  let i = 0;
  while (i < right.length && word[i] === right[i]) i++;
  const [mine, theirs] = [word.slice(i), right.slice(i)];
  if (mine === theirs) return true;
  if (slips === 0 || Math.abs(mine.length - theirs.length) > slips) return false;
  const after = (skipped: number, missed: number) =>
    isNear({ word: mine.slice(skipped), right: theirs.slice(missed), slips: slips - 1 });
  const swapped = mine.slice(0, 2) === `${theirs[1]}${theirs[0]}`;
  return after(1, 1) || after(0, 1) || after(1, 0) || (swapped && after(2, 2));
}

const latinTwins = 'acehkmnoprtuxyb';
const cyrillicTwins = 'асенкмпоргтихув';
const cyrillicSeen = 'асенкмортхув';
const latinSeen = 'acehkmoptxyb';

/** Letters that only look right: СТOП with a Latin O, НЕ with a Latin H and E. */
function oneScript(word: string, cyrillicText: boolean): string {
  const latin = /[a-z]/.test(word);
  const cyrillic = /[а-я]/.test(word);
  if (!latin || !(cyrillic || cyrillicText)) return word;
  const russian = swap(word, { from: latinTwins, to: cyrillicTwins });
  if (!/[a-z]/.test(russian)) return russian;
  const english = swap(word, { from: cyrillicSeen, to: latinSeen });
  return /[а-я]/.test(english) ? word : english;
}

const latinKeys = "qwertyuiop[]asdfghjkl;'zxcvbnm,.";
const cyrillicKeys = 'йцукенгшщзхъфывапролджэячсмитьбю';

/** What the same keys give with the keyboard switched the other way. */
function otherLayout(text: string): string {
  const keys = { from: latinKeys + cyrillicKeys, to: cyrillicKeys + latinKeys };
  return swap(text.toLowerCase(), keys);
}

function swap(text: string, { from, to }: { readonly from: string; readonly to: string }): string {
  return [...text].map((letter) => to[from.indexOf(letter)] ?? letter).join('');
}

/** «С Т О П», s.t.o.p */
function joinLetters(text: string): string {
  const spaced = /(?<!\p{L})\p{L}(?:[ .*_-]{1,2}\p{L}(?!\p{L})){2,}/gu;
  return text.replace(spaced, (letters) => letters.replace(/\P{L}/gu, ''));
}

function isShort(text: string): boolean {
  return (text.match(/\p{L}+/gu) ?? []).length <= wordsMax;
}
