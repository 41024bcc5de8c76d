/**
 * What a clause means, from the names of its words (`stop-words.ts`).
 *
 * A line is a row of names: `a|b` is either, `a*` any number of it, `…` any words we know, `~` any
 * words at all, `^` and `$` the ends of the clause.
 */

import type { Meaning } from './stop-words.ts';

/**
 * `clear` and `bare` ask to stop, `bare` by an exclamation only; `hint` may; `contrast` wants some other
 * contact or sets a condition; `cancel` is that word alone; `quiet` adds nothing; `other` is the rest.
 */
export type Clause = 'clear' | 'bare' | 'hint' | 'contrast' | 'cancel' | 'quiet' | 'other';

/** Clear even after words we do not know: «мама умерла, больше не пишите». What follows must be known. */
const strong = `
  not not|want|me|to|forever* write|writing … me|to|messages|forever
  forever … not not|want|me|to* write|writing
  me|to not not|want|me|to|forever* write|writing
  stop|enough|end not|me|to|forever* writing|write
  stop|enough|fed ~ messages
  not write|writing ~ messages
  not want|wish receive ~ messages
  not want|wish … receive … messages
  unsub
  unsub ~ messages|me
  leave
  remain … peace
  remove … me
  remove me ~ messages|me
  me … remove
  revoke … consent
  sothat ~ not … wrote|come
  sothat … ceased`;

/** Clear if every word is known. */
const plain = `
  not|no not|no|me|to|want|forever* write|writing
  not|no … want … receive|wrote|writing
  not|no … wish … receive|wrote
  maybe me
  forget … me|to
  not|no … want|wish|write|writing … messages
  not keen … messages|stop|unsub|remove
  messages … not keen
  no forever|me|to* messages|writing|spam
  messages|writing … not … want|wish
  enough|weak|end … messages|writing|write
  weak|fed … messages|writing
  messages … fed
  fed … me|to
  me|to … fed
  cannot unsub
  refuse … messages|receive|writing
  off … messages|me
  cancel … messages
  messages … off|cancel|stop|enough
  review|consent … consent|revoke
  stop me|to
  remove … messages
  messages … remove|refuse
  not consent … messages|writing|receive
  forever not messages
  sothat … not … come|messages
  sothat … messages … not
  ^ revoke $`;

/** Enough to ask, among words we do not know. */
const loud = `
  stop
  maybe
  unsub
  leave
  not|no not|no|me|to|want|forever* write|writing
  not want|wish … receive
  not wish … writing … me|to
  not|no want|wish ~ messages
  remove write
  messages … not want|wish
  not|enough|stop … calling|call
  enough|fed ~ messages|writing|calling
  weak|end … messages|writing
  remove ~ messages
  remove me
  me remove
  off|cancel messages
  not spam
  without messages
  revoke … consent
  review consent
  refuse ~ messages|receive
  threat ~ write|writing|enough|messages|but
  ^ spam $
  ^ refuse|remove|off $
  ^ me|to* threat me|to* $
  ^ no forever $
  forever … not|no want|wish $
  ^ not keen $
  much … write|writing|wrote|messages
  write|writing|wrote|messages … much`;

/** "Do not unsubscribe me", "never stop reminding me", "the pain will not stop". */
const denied = `
  not|cannot not|want|wish|me|to|forever* stop|maybe|unsub|remove|forget|off|cancel|leave|enough|revoke|review`;

/** "I cannot unsubscribe", "if you do not stop, I complain": these want an end all the same. */
const forced = `
  cannot unsub
  threat`;

const says = {
  strong: new RegExp(`(?:${compile(strong)})${partOf('…')}$`),
  clear: new RegExp(`${compile(strong)}|${compile(plain)}`),
  loud: new RegExp(compile(loud)),
  denied: new RegExp(compile(denied)),
  forced: new RegExp(compile(forced)),
  bare: new RegExp(
    compile('^ spam|enough|stop|end|fed|maybe* stop|enough|end|fed spam|forever|weak* $'),
  ),
  cancel: new RegExp(compile('^ me|to|forever* cancel cancel|me|to|forever* $')),
  quiet: new RegExp(compile('^ not|no|weak|forever|to|me|messages* $')),
  contrast: new RegExp(compile('but|limit|much|matter')),
  limited: new RegExp(compile('but|else|limit|much|matter')),
};

export function readClause(words: readonly Meaning[]): Clause {
  const [first, ...rest] = words;
  if (first !== 'yet') return kindOf(codeOf(words));
  const kind = kindOf(codeOf(rest));
  return kind === 'other' || kind === 'hint' ? 'contrast' : kind;
}

const codeOf = (words: readonly Meaning[]) => ` ${words.map((word) => `${word} `).join('')}`;

function kindOf(code: string): Clause {
  if (says.denied.test(code) && !isClear(code)) return says.forced.test(code) ? 'hint' : 'other';
  if (says.bare.test(code)) return 'bare';
  if (says.cancel.test(code)) return 'cancel';
  const limited = says.limited.test(code) || wantsAnswer(code);
  if (!limited && isClear(code)) return 'clear';
  if (says.loud.test(code)) return code.includes(' matter ') ? 'other' : 'hint';
  if (says.quiet.test(code)) return 'quiet';
  return says.contrast.test(code) || wantsAnswer(code) ? 'contrast' : 'other';
}

function isClear(code: string): boolean {
  if (says.denied.test(code)) return !code.includes(' x ') && says.forced.test(code);
  return code.includes(' x ') ? says.strong.test(code) : says.clear.test(code);
}

/** "Do not write, call" has an imperative that nothing negates: the person does want contact. */
function wantsAnswer(code: string): boolean {
  return /(?:write|call) /.test(code.replace(negated, ''));
}

const negated =
  /(?:not|no|stop|enough|end|weak|consent) (?:(?:not|me|to|want|forever|messages) )*(?:(?:writing|calling) )*(?:(?:write|call) )*/g;

function compile(lines: string): string {
  return lines
    .split('\n')
    .filter((line) => line.trim() !== '')
    .map((line) => `(?:^|(?<= ))${line.trim().split(/\s+/).map(partOf).join('')}`)
    .join('|');
}

function partOf(part: string): string {
  if (part === '^') return '^ ';
  if (part === '$') return '$';
  if (part === '…') return '(?:(?!x )\\S+ )*';
  if (part === '~') return '(?:\\S+ )*';
  return part.endsWith('*') ? `(?:(?:${part.slice(0, -1)}) )*` : `(?:${part}) `;
}
