/** Buttons under a message, and keys below the chat. */

export interface InlineButton {
  readonly text: string;
  readonly callback_data?: string;
  readonly url?: string;
}

export interface KeyboardButton {
  readonly text: string;
  readonly request_contact?: boolean;
}

export interface ReplyKeyboard {
  readonly rows: readonly (readonly KeyboardButton[])[];
  readonly oneTime: boolean;
}
