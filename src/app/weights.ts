/** What becomes of a message that cannot go: some are worth a call, some are not. */

import type { Weight } from '../domain/policy.ts';
import { isContact } from './reason-sent.ts';

const weights: Readonly<Record<string, Weight>> = {
  visit_moved: 'news',
  visit_cancelled: 'news',
  visit_earlier: 'news',
  // Agreed on for this very treatment: a reminder more must not silence it.
  wellbeing_check: 'news',
  wellbeing_score: 'news',
  aftercare: 'help',
  impression: 'help',
};

export const weightOf = (kind: string): Weight =>
  isContact(kind) ? 'invitation' : (weights[kind] ?? 'usual');
