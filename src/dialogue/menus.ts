/** The buttons under what the bot says about itself. */

import type { Content } from '../domain/content.ts';
import { button, texts, withButtons } from './reply.ts';
import type { StepInput } from './types.ts';

export function withMenu({ facts }: StepInput, text: string): Content {
  const { labels } = texts(facts).help;
  const other = facts.language === 'ru' ? 'en' : 'ru';
  const settings = button(labels.settings, { verb: 'menu', item: 'settings' });
  const person = button(labels.person, { verb: 'menu', item: 'person' });
  const language = button(labels.language, { verb: 'language', language: other });
  const bound = facts.people.length > 0 ? [settings] : [];
  return withButtons(text, [...bound, person, language], facts);
}
