/**
 * Days and hours the way people say them: «пн-чт после 19, в субботу до 14», «только вечером, кроме
 * среды». Each word must be understood, or a person reads the answer.
 */

import { blankCard, type Span, type WeekHours } from '../domain/card.ts';
import { type Weekday, weekdays } from '../domain/words.ts';
import { hoursAt, withDigits } from './clock-words.ts';
import { daysAt } from './day-words.ts';
import { plainOf } from './words.ts';

/** Days and hours that belong together; null leaves what stands. */
interface Rule {
  readonly days: readonly Weekday[] | null;
  readonly spans: readonly Span[] | null;
}

type Token =
  | { readonly type: 'days'; readonly days: readonly Weekday[] }
  | { readonly type: 'hours'; readonly span: Span; readonly exact: boolean }
  | { readonly type: 'except' };

/** The week that these words change the current one to; null unless every word is understood. */
export function readWhen(text: string, current: WeekHours = blankCard.hours): WeekHours | null {
  const said = segmentsOf(text);
  const tokens = said && tokensOf(said);
  const parted = tokens && exceptionsOf(tokens);
  const rules = parted && rulesOf(parted.rest);
  // Courtesy alone names no time.
  if (!rules || (rules.length === 0 && parted.except.length === 0)) return null;
  const week = weekAfter(rules, current, parted.except);
  return weekdays.some((day) => week[day].length > 0) ? week : null;
}

/** «Сплю днём», "I work nights": why, not when. */
const background =
  /(?:^| )(?:сплю|отсыпаюсь|работаю|занят[аы]?|на (?:смене|работе|дежурстве)|sleep|asleep|work|working|busy)(?= |$)/;
const asking =
  /(?:^| )(?:пишите|писать|лучше|удобно|удобнее|можно|write|text|message|best|better)(?= |$)/;

/** The parts between commas, without those that only explain. */
function segmentsOf(text: string): readonly string[] | null {
  const parts = withDigits(plainWithCommas(text))
    .split(/(?:^| )(?:\||а|но|поэтому|так что|so|but)(?= |$)/)
    .map((part) => part.trim())
    .filter((part) => part !== '');
  const said = parts.filter((part) => !background.test(part));
  if (said.length === parts.length) return said;
  // An explanation may name hours of its own, so the wish has to be unmistakable.
  return said.some((part) => asking.test(part) && /\d/.test(part)) ? said : null;
}

function plainWithCommas(text: string): string {
  return plainOf(
    text
      .slice(0, 500)
      .replaceAll(/[,;\n|]+/g, ' | ')
      .replaceAll(/(\d)[.](?=\d\d(?:\D|$))/g, '$1:')
      .replaceAll(/(?<=\p{L})\s*[-–—]\s*(?=\p{L})/gu, ' - '),
  );
}

function tokensOf(segments: readonly string[]): readonly Token[] | null {
  const tokens: Token[] = [];
  for (const segment of segments) {
    for (let at = 0; at < segment.length; ) {
      const found = tokenAt(segment, at);
      if (found?.token) tokens.push(found.token);
      // «Можно и ночью» adds to something that was not said.
      else if (!found || (found.joins && tokens.length === 0)) return null;
      at = found.end + 1;
    }
  }
  return tokens;
}

interface Found {
  readonly token: Token | null;
  readonly joins: boolean;
  readonly end: number;
}

const exceptWords =
  /(?:кроме|за исключением|исключая|(?:только )?не (?:в|по)|except(?: for)?|not(?: on)?)(?= |$)/y;

function tokenAt(text: string, at: number): Found | null {
  const hours = hoursAt(text, at);
  if (hours) return { token: { type: 'hours', ...hours }, joins: false, end: hours.end };
  const days = daysAt(text, at);
  if (days) return { token: { type: 'days', days: days.days }, joins: false, end: days.end };
  exceptWords.lastIndex = at;
  const [except] = exceptWords.exec(text) ?? [];
  if (except) return { token: { type: 'except' }, joins: false, end: at + except.length };
  const [word = ''] = /^\S*/.exec(text.slice(at)) ?? [];
  const joins = joining.has(word);
  return joins || filler.has(word) ? { token: null, joins, end: at + word.length } : null;
}

const joining = new Set(['и', 'или', 'and', 'or']);

/** Words that change nothing in an answer. «Не» is not among them: what does not suit, a person reads. */
const filler = new Set([
  ...['', 'мне', 'нам', 'меня', 'я', 'лучше', 'удобно', 'удобнее', 'можно', 'пожалуйста', 'да'],
  ...['давайте', 'хорошо', 'ок', 'в', 'по', 'на', 'только', 'часов', 'часа', 'ч', 'время', 'дни'],
  ...['пишите', 'писать', 'мой', 'спасибо', 'i', 'me', 'my', 'please', 'ok', 'yes', 'is', 'are'],
  ...['best', 'better', 'good', 'fine', 'on', 'at', 'in', 'the', 'only', 'to', 'write', 'text'],
  ...['prefer', 'hours', 'oclock', 'time', 'days', 'day', 'for', 'suits', 'works', 'thanks', '-'],
  ...['message'],
]);

/** What must not be written to is taken out of the sentence; «кроме утра» is for a person. */
function exceptionsOf(
  tokens: readonly Token[],
): { readonly rest: readonly Token[]; readonly except: readonly Weekday[] } | null {
  const rest: Token[] = [];
  const except: Weekday[] = [];
  for (let at = 0; at < tokens.length; at += 1) {
    const token = tokens[at]!;
    if (token.type !== 'except') {
      rest.push(token);
      continue;
    }
    const from = at;
    for (let next = tokens[at + 1]; next?.type === 'days'; next = tokens[at + 1]) {
      except.push(...next.days);
      at += 1;
    }
    // «Кроме среды, в субботу до 14»: is Saturday out, or until two?
    const listed = at - from;
    if (listed === 0 || (listed > 1 && tokens[at + 1]?.type === 'hours')) return null;
  }
  return { rest, except };
}

/** Days and hours in turn, whichever comes first; hours alone before the first days are for the others. */
function rulesOf(tokens: readonly Token[]): readonly Rule[] | null {
  const groups = groupsOf(tokens);
  const [first] = groups;
  if (groups.some(({ spans }) => spans && overlap(spans))) return null;
  const daysFirst = !first || first.days !== null;
  const even = groups.length % 2 === 0;
  if (groups.length <= 1) return first ? [first] : [];
  if (daysFirst && !even) return null;
  const lone = daysFirst || even ? [] : groups.slice(0, 1);
  return [...lone, ...pairs(groups.slice(lone.length))];
}

/** Neighbours of one kind, as one: either days or spans are set. */
function groupsOf(tokens: readonly Token[]): readonly Rule[] {
  const groups: Rule[] = [];
  for (const token of tokens) {
    if (token.type === 'except') continue;
    const before = groups.at(-1);
    const days = token.type === 'days' ? token.days : null;
    const spans = token.type === 'hours' ? [token.span] : null;
    const same = before && (before.days === null) === (days === null);
    if (same) groups.pop();
    groups.push({
      days: days && [...(same ? (before.days ?? []) : []), ...days],
      spans: spans && [...(same ? (before.spans ?? []) : []), ...spans],
    });
  }
  return groups;
}

function pairs(groups: readonly Rule[]): readonly Rule[] {
  return groups.flatMap((group, index) => {
    const other = groups[index + 1];
    if (index % 2 === 1 || !other) return [];
    return [{ days: group.days ?? other.days, spans: group.spans ?? other.spans }];
  });
}

function overlap(spans: readonly Span[]): boolean {
  const ends = spans.map(({ from, to }) => ({ from, to: to > from ? to : `9${to}` }));
  const ordered = ends.toSorted((a, b) => (a.from < b.from ? -1 : 1));
  return ordered.some(({ to }, index) => (ordered[index + 1]?.from ?? to) < to);
}

function weekAfter(
  rules: readonly Rule[],
  current: WeekHours,
  except: readonly Weekday[],
): WeekHours {
  const agreed = weekdays.filter((day) => current[day].length > 0);
  const usual = agreed.length > 0 ? agreed : weekdays;
  const before = usual.map((day) => current[day])[0] ?? [];
  const standing = before.length > 0 ? before : blankCard.hours[1];
  const said = rules.length > 0 ? rules : [{ days: null, spans: null }];
  const spansOf = (day: Weekday) => {
    const rule = said.findLast(({ days }) => days === null || days.includes(day));
    if (!rule || except.includes(day) || (rule.days === null && !usual.includes(day))) return [];
    return rule.spans ?? (current[day].length > 0 ? current[day] : standing);
  };
  return {
    1: spansOf(1),
    2: spansOf(2),
    3: spansOf(3),
    4: spansOf(4),
    5: spansOf(5),
    6: spansOf(6),
    7: spansOf(7),
  };
}
