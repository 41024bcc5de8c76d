/** What came of an act on a phone. */
export type Done = { readonly done: Record<string, unknown> } | { readonly refused: RefusalCode };

export type RefusalCode =
  | 'blocked'
  | 'not_blocked'
  | 'no_such_button'
  | 'no_such_message'
  | 'no_such_topic'
  | 'no_such_phone'
  | 'no_such_template'
  | 'no_such_file'
  | 'channel_off'
  | 'not_supported'
  | 'phone_taken'
  | 'number_lost'
  | 'other_link'
  | 'bad_request';

export function refused(code: RefusalCode): Done {
  return { refused: code };
}
