/** Words after a treatment that page a person at once (DOMAIN §7), in Russian and English. */

import { fold } from './stop.ts';

/** An answer to "how do you feel" is short; what follows is for the person who reads it anyway. */
const charsMax = 2_000;

/**
 * Whether a text names bleeding, swelling, fever, severe pain, numbness, or trouble breathing,
 * swallowing or opening the mouth. False only if there is none, or each is denied («отёка нет», "the
 * bleeding has stopped"). In doubt true: a false alarm costs a glance, a missed one a patient.
 */
export function readRedFlags(text: string): boolean {
  const folded = fold(text.slice(0, charsMax));
  // "It stopped and started again" is news, not reassurance.
  const recurs = /снова|опять|again/.test(folded);
  return clausesOf(folded).some((clause) =>
    signs.some((sign) =>
      [...clause.matchAll(sign)].some((hit) => recurs || !isDenied(clause, hit)),
    ),
  );
}

const blood =
  /(?<!(?:анализ|групп|сда|давлен)\p{L}* )кров(?:[ьи]|ью|отеч\p{L}*|яни\p{L}*)(?!\p{L})|(?:за)?кров(?:ит|ил|оточ|ян)\p{L}*|кровищ\p{L}*|bleed\p{L}*|bled|blood(?! (?:test|pressure|type|group|sugar|thinner))\p{L}*/u;
const swelling =
  /отек\p{L}*|отечн\p{L}*|(?:рас|при|в?с|о)п[уы]х\p{L}*|раздул\p{L}*|вздул\p{L}*|флюс\p{L}*|swell\p{L}*|swollen|swole(?!\p{L})|puffy/u;
const fever =
  /т[еи]мп(?:[еи]р[ао]тур\p{L}*|ер|[аыу])?(?!\p{L})|жар(?:а|ом)?(?!\p{L})|лихорад\p{L}*|озноб\p{L}*|знобит|fever\p{L}*|temperature|temp(?!\p{L})(?! (?:crown|filling|tooth|bridge|veneer|cement))|chills/u;
const numbness =
  /[оа]неме\p{L}*|немеет|numb(?!er)\p{L}*|не чувству\p{L}+(?: \p{L}+){0,2} (?:губ|язык|подбород|щек|десн|лиц)\p{L}*|(?:cant|cannot|dont) feel (?:my|the|half)/u;

const pain = /(?:бол(?:ь|ью|и|ей|ит|ят|ел[аои]?|ьно)(?!\p{L}))/u;
const fierce =
  /(?:сильн\p{L}*|невыносим\p{L}*|нестерпим\p{L}*|ужасн\p{L}*|жутк\p{L}*|адск\p{L}*|дик\p{L}*|остр\p{L}*|страшн\p{L}*|резк\p{L}*|безумн\p{L}*|пипец|капец|писец|кошмар\p{L}*|жесть|трындец)/u;
const painEn = /(?:pain\p{L}*|aches?|aching|hurt\p{L}*|toothache)/u;
const fierceEn =
  /(?:severe|terribl\p{L}+|horribl\p{L}+|unbearabl\p{L}+|awful|extreme\p{L}*|intense|excruciating|agoni\p{L}+|sharp|strong|bad(?:ly)?|worse|worst|insane|crazy|brutal|very|so)/u;

const cannot =
  /(?:не ?(?:могу|может|получается|удается)|невозможно|тяжело|трудно|сложно|больно|нечем|еле|едва)/u;
const breathing = /(?:дыш\p{L}*|дыха\p{L}*|в[зс]?дохн\p{L}*|(?:про|с)?гл[оа]т\p{L}*)/u;
const mouth =
  /(?:(?:от|рас)кры\p{L}*(?: \p{L}+){0,2} рот|(?:рот|челюст\p{L}*)(?: (?!не )\p{L}+){0,2} (?:(?:от|рас)кры|разж)\p{L}*|разж\p{L}* (?:рот|челюст\p{L}*))/u;
const hardly =
  /(?:cant|cannot|can ?not|couldnt|unable to|hard|difficult\p{L}*|trouble|struggl\p{L}+|hurts|painful|barely|hardly)/u;

const part = /(?:губ|язык|подбород|щек|десн|лиц|глаз|морд)\p{L}*/u;
const partEn = /(?:cheek|face|jaw|gum|chin|neck|lip)s?/u;
/** Anaesthesia that stays; the medicines that do not help. */
const freezing = /(?:заморозк|анестези|наркоз)\p{L}*/u;
const medicine =
  /(?:обезбол|таблет|лекарств|кетор|кетан|нурофен|ибупрофен|найз|нимес|анальгин|пенталгин|дексалгин)\p{L}*/u;
const medicineEn =
  /(?:painkiller|pain ?med|ibuprofen|advil|tylenol|paracetamol|aspirin|nurofen|med|pill)s?/u;
/** Above 37, as a thermometer says it. */
const high = /(?:3[89]|4[01])(?:_\d)?/u;

const signs: readonly RegExp[] = [
  sign`${blood}`,
  sign`${swelling}`,
  sign`${fever}`,
  sign`${numbness}`,
  sign`${fierce}(?: (?!не )\p{L}+){0,2} ${pain}`,
  sign`${pain}(?: (?!не )\p{L}+){0,3} (?:${fierce}|не (?:проход|прош|утиха|снима|стиха)|усил|нараст)`,
  sign`очень ${pain}|${pain} очень|(?:болит|больно) ужас|терпеть (?:не|нет)|не ?могу терпеть`,
  sign`${medicine}(?: \p{L}+){0,2} не (?:помог|бер|действ|спаса|снима)|нестерпимо|невыносимо`,
  sign`не (?:помог|бер|действ)\p{L}*(?: \p{L}+)? ${medicine}|${medicine} и ничего|без толку`,
  sign`лез\p{L}* на стен|на стен\p{L}* лез|терпеть(?: \p{L}+)? (?:сил нет|нет сил)|нет сил терпеть`,
  sign`(?:не спал\p{L}*|спать не мог\p{L}*|не (?:могу )?(?:уснуть|заснуть))(?: \p{L}+){0,3} бол`,
  sign`${pain}(?: \p{L}+){0,2} (?:[7-9]|10) (?:из )?10`,
  sign`${part}(?: \p{L}+){0,3} не чувству|${freezing}(?: \p{L}+){0,2} не (?:отош|отход|прош|отпус)`,
  sign`${part}(?: \p{L}+){0,2} (?:разнесл|заплыл|как шар|тверд|горяч)|разнесл\p{L}* ${part}`,
  sign`шишк\p{L}*(?: \p{L}+){0,3} (?:раст|вырос|больше|наду)|гно[йяеи]\p{L}*|(?:шов|швы) (?:\p{L}+ )?разош`,
  sign`не хватает воздух|воздух\p{L}* не хвата|горло(?: \p{L}+)? (?:сдав|сжа|перекр)`,
  sign`челюст\p{L}*(?: \p{L}+)? (?:заклин|не (?:разж|двиг))|заклин\p{L}* челюст`,
  sign`рот(?: \p{L}+)? (?:от|рас)кры\p{L}* (?:на палец|чуть|еле|наполовину|только)`,
  sign`сознани\p{L}* (?:по)?теря|(?:по)?теря\p{L}* сознани|обморо|темне\p{L}* в глазах|в глазах темне`,
  sign`сып(?:ь|и|ью)(?!\p{L})|(?:покры|пош)л\p{L}* (?:пятн|волдыр)|крапивниц|аллерги\p{L}* (?:нача|пош|реакц)`,
  sign`(?:меня )?рвет(?!\p{L})|рвот|вырвало|умираю|перекосил|скорую|плохо (?:от|рас)крыва\p{L}* рот`,
  sign`(?:мне|сильно) (?:(?!не )\p{L}+ )?плохо(?! (?:видно|слышно))|плохо мне`,
  sign`(?:у меня|уже|опять|до|почти|держится|мерил\p{L}*) ${high}(?![_\d])(?! (?:лет|год|руб|мин|час|ден|дн|зуб|размер|процент))`,
  sign`(?:3[89]|4[01])_\d(?! (?:руб|тыс))|тридцат\p{L}* (?:восем|восьм|девят)`,
  sign`${cannot}(?: (?!не )\p{L}+){0,3}? (?:${breathing}|${mouth})`,
  sign`(?:${breathing}|${mouth})(?: (?!не )\p{L}+){0,2} ${cannot}`,
  sign`рот(?: \p{L}+){0,3} ${cannot}(?: \p{L}+)? (?:от|рас)кры|рот(?: \p{L}+){0,2} плохо (?:от|рас)кры`,
  sign`рот(?: \p{L}+){0,2} не (?:от|рас)кры|не (?:от|рас)кры\p{L}*(?: \p{L}+){0,2} рот`,
  sign`не (?:дыши|глотае)тся|задых|удуш|одышк|плохо (?:дыш|глот)`,
  sign`${fierceEn}(?: (?!not )\p{L}+){0,2} ${painEn}`,
  sign`${painEn}(?: (?!not |isnt )\p{L}+){0,3} ${fierceEn}`,
  sign`${painEn} (?:a lot|so much|like hell)|agony|killing me`,
  sign`${painEn}(?: \p{L}+){0,2} (?:[7-9]|10) (?:out of |of )?10|cant (?:take|stand|bear)(?: \p{L}+){0,2} pain`,
  sign`(?:couldnt|cant|didnt|cannot) sleep(?: \p{L}+){0,4} pain`,
  sign`${medicineEn}(?: \p{L}+)? (?:arent|isnt|not|dont|doesnt|didnt) (?:work|help|touch)`,
  sign`${medicineEn}(?: \p{L}+)? (?:do|does|did) nothing|no relief`,
  sign`${partEn}(?: \p{L}+){0,3} (?:huge|hard|hot|blew up|balloon)|lump\p{L}*(?: \p{L}+){0,4} (?:bigger|growing)`,
  sign`pus(?!\p{L})|oozing|abscess|stitch\p{L}*(?: \p{L}+)? (?:came|opened|popped|ripped|broke|torn)`,
  sign`throat(?: \p{L}+)? (?:clos|tight)|(?:jaw|mouth)(?: \p{L}+)? (?:locked|stuck)|lockjaw`,
  sign`pass(?:ed|ing)? out|faint(?:ed|ing)?(?!\p{L})(?! (?:ache|pain|smell|taste|line))|black(?:ed)? out`,
  sign`rash(?:es)?(?!\p{L})|hives|allergic reaction|anaphyla|vomit|(?:throwing|threw) up|puking|drooping|dying|ambulance`,
  sign`${hardly}(?: \p{L}+){0,3}? (?:breath|swallow|open(?:ing)?(?: \p{L}+){0,2} (?:mouth|jaw))`,
  sign`(?:mouth|jaw) (?:wont|doesnt|cant|cannot|will not) open|short(?:ness)? of breath|chok|suffocat`,
];

/** What may stand between a denial and what it denies: the rest of a list, or words of degree. */
const listed = any`и|или|ни|никак\p{L}+|боли|сильн\p{L}+|or|and|nor|any|a|the|signs?|of|pain|much|have|had|been|in|severe|really|visible|feel|feeling|more|longer|${blood}|${swelling}|${fever}|${numbness}|больше|уже|сейчас|пока|вообще|совсем|у меня|тоже`;
/** What may stand between a sign and the news that it has ended. */
const meanwhile = any`уже|вроде|почти|полностью|совсем|больше|вчера|сегодня|ночью|утром|сам[ао]?|быстро|сразу|из \p{L}+|(?:щек|губ|десн|лиц|язык)\p{L}*|has|have|is|was|already|completely|almost|now|all|finally|in my \p{L}+`;

const past =
  /(?:про|ото|со)ш(?:ел|л[аои])|спал[ао]?|уш(?:ел|ла|ло)|исчез\p{L}*|(?:прекрат|останов|законч)ил\p{L}*/u;
const goes =
  /ид[еу]т|теч[еу]т|шла|соч\p{L}*|беспокоит|было|наблюда\p{L}*|поднима\p{L}*|повыш\p{L}*|появ\p{L}*/u;
const gone =
  /gone|wore off|worn off|stopped|subsided|resolved|(?:went|going|gone) (?:down|away)|disappeared|under control/u;

const denials: readonly Denial[] = [
  { before: before`не` },
  { before: before`ни|никак\p{L}+|отсутств\p{L}*|не (?:было|наблюда\p{L}*|появ\p{L}*)${listed}` },
  {
    before: before`(?:нет|без)${listed}`,
    of: /(?:[аыи]|ей|оя)$/,
    notOf: /ратура$|(?<!бо|хо)л[аи]$/,
  },
  { before: before`^(?:уже |вроде )?(?:${past})` },
  { before: before`(?:no|not|without|never|nor|(?:is|are|was|do|does|did|has|have)nt)${listed}` },
  { before: before`(?<!not |never |nt )stopped` },
  { before: before`норм\p{L}+ая|normal|3[56](?:_\d)?|98_6`, of: fever },
  // Of water or a room; or only measured, where what it was is said apart.
  { before: before`как(?:ой|ая|ую)|комнатн\p{L}+|what|room|water`, of: fever },
  { before: before`(?:по|из)?мер\p{L}+`, of: /^т[еи]мп\p{L}*$/u },
  { after: after`${listed} (?:нет|отсутств|no$|none)` },
  { after: after`${meanwhile} (?:${past}|проходит|спадает|${gone})(?!\p{L})` },
  { after: after`${meanwhile} не (?:${goes})` },
  { after: after`(?: \p{L}+){0,2} (?:3[56](?:_\d)?|37(?:_0)?|9[78](?:_\d)?)(?![_\d])`, of: fever },
  {
    after: after`(?: (?!не |not |isnt )\p{L}+){0,2} (?:в норме|норм|обычн|упала|снизил|normal|fine|good|ok)`,
    of: fever,
  },
];

/** A way of saying that a sign is absent: words before or after it, and the signs this can be said of. */
interface Denial {
  readonly before?: RegExp;
  readonly after?: RegExp;
  readonly of?: RegExp;
  readonly notOf?: RegExp;
}

function isDenied(clause: string, hit: RegExpExecArray): boolean {
  const left = clause.slice(0, hit.index).trimEnd();
  const right = clause.slice(hit.index + hit[0].length);
  return denials.some(
    (denial) =>
      (denial.of?.test(hit[0]) ?? true) &&
      !denial.notOf?.test(hit[0]) &&
      (denial.before?.test(left) || denial.after?.test(right)),
  );
}

/** Commas stay where they only part the items of a list, so that one "no" reaches them all. */
function clausesOf(text: string): readonly string[] {
  const plain = text.replace(/(\d)[.,](\d)/g, '$1_$2');
  return plain
    .split(/[.!?;\n()…]+|\s(?:но|but|however|однако|зато|хотя|although|а)\s/u)
    .flatMap((sentence) => joinLists(sentence.split(',')))
    .map((clause) => clause.replace(/[^\p{L}\p{N}_]+/gu, ' ').trim());
}

const bare = new RegExp(`^${listed.source}$`, 'u');

function joinLists(parts: readonly string[]): readonly string[] {
  const isItem = (part: string) => bare.test(` ${part.trim()}`);
  const isAnswer = (part: string) => /^\s*(?:нет|да|no|yes)\s*$/.test(part);
  const done: string[] = [];
  for (const [i, part] of parts.entries()) {
    const last = parts[i - 1];
    const joins = last !== undefined && !isAnswer(last) && (isItem(part) || isItem(last));
    done.push(joins ? `${done.pop()} ${part}` : part);
  }
  return done;
}

function sign(parts: TemplateStringsArray, ...sources: readonly RegExp[]): RegExp {
  return new RegExp(`(?<!\\p{L})(?:${filled(parts, sources)})`, 'gu');
}

function any(parts: TemplateStringsArray, ...sources: readonly RegExp[]): RegExp {
  return new RegExp(`(?: (?:${filled(parts, sources)}))*`, 'u');
}

function before(parts: TemplateStringsArray, ...sources: readonly RegExp[]): RegExp {
  return new RegExp(`(?<!\\p{L})(?:${filled(parts, sources)})$`, 'u');
}

function after(parts: TemplateStringsArray, ...sources: readonly RegExp[]): RegExp {
  return new RegExp(`^(?:${filled(parts, sources)})`, 'u');
}

function filled(parts: TemplateStringsArray, sources: readonly RegExp[]): string {
  return String.raw({ raw: parts.raw }, ...sources.map(({ source }) => source));
}
