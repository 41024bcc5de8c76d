/** One line of the doctor's. */

export interface Finding {
  /** `todo` is necessary before patients are written to; `note` is good to know. */
  readonly type: 'ok' | 'todo' | 'note';
  readonly text: string;
}

export const ok = (text: string): Finding => ({ type: 'ok', text });
export const todo = (text: string): Finding => ({ type: 'todo', text });
export const note = (text: string): Finding => ({ type: 'note', text });
