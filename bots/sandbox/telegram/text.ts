import { badRequest, type Failure } from './answer.ts';
import { type Params, text } from './params.ts';

const textMax = 4096;
export const captionMax = 1024;

const htmlTags = new Set([
  'b',
  'strong',
  'i',
  'em',
  'u',
  'ins',
  's',
  'strike',
  'del',
  'span',
  'a',
  'code',
  'pre',
  'blockquote',
  'tg-spoiler',
  'tg-emoji',
]);
const htmlNames: Readonly<Record<string, string>> = { lt: '<', gt: '>', amp: '&', quot: '"' };

/** The text after its marks are taken out: that is what the platform counts. */
export function readText(params: Params, name: 'text' | 'caption'): { text: string } | Failure {
  const raw = text(params, name) ?? '';
  const plain = withoutMarks(raw, text(params, 'parse_mode') ?? '');
  if (typeof plain !== 'string') return plain;
  const trimmed = plain.trim();
  if (name === 'caption') {
    return [...trimmed].length > captionMax
      ? badRequest('message caption is too long')
      : { text: trimmed };
  }
  if (trimmed === '') return badRequest('message text is empty');
  // The platform counts UTF-16 units, so an emoji is two.
  return trimmed.length > textMax ? badRequest('message is too long') : { text: trimmed };
}

function withoutMarks(raw: string, mode: string): string | Failure {
  switch (mode.toLowerCase()) {
    case '':
      return raw;
    case 'html':
      return withoutHtml(raw);
    case 'markdown':
    case 'markdownv2':
      return raw.replace(/\\([_*[\]()~`>#+\-=|{}.!\\])|[*_~`]|\[([^\]]*)\]\([^)]*\)/g, '$1$2');
    default:
      return badRequest('unsupported parse_mode');
  }
}

function withoutHtml(raw: string): string | Failure {
  const open: string[] = [];
  for (const match of raw.matchAll(/<(\/?)([a-zA-Z0-9-]*)[^>]*>?/g)) {
    const [, slash, tag = ''] = match;
    const name = tag.toLowerCase();
    if (!htmlTags.has(name))
      return entityError(`Unsupported start tag "${name}" at byte offset`, raw, match.index);
    if (slash === '') open.push(name);
    else if (open.pop() !== name)
      return entityError('Unmatched end tag at byte offset', raw, match.index);
  }
  if (open.length > 0)
    return entityError(`Can't find end tag corresponding to start tag "${open.at(-1)}"`, raw);
  return raw
    .replace(/<[^>]*>/g, '')
    .replace(/&(lt|gt|amp|quot);/g, (_, name: string) => htmlNames[name] ?? '');
}

function entityError(what: string, raw: string, index?: number): Failure {
  const offset =
    index === undefined ? '' : ` ${new TextEncoder().encode(raw.slice(0, index)).length}`;
  return badRequest(`can't parse entities: ${what}${offset}`);
}
