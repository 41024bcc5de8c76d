/** Long because it goes through the methods of one platform in the order a bot uses them. */

import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { addPhone, begin, type Harness, hour, started, token } from './harness.ts';

let h: Harness;
beforeEach(() => {
  h = begin();
});
afterEach(() => h.sandbox.stop());

const button = (callback_data: string, text = 'Yes') => ({
  inline_keyboard: [[{ text, callback_data }]],
});

describe('the way in', () => {
  test('a wrong token is 401, a path that is none is 404', async () => {
    expect(await h.telegram('getMe', {}, '42:other')).toMatchObject({
      status: 401,
      ok: false,
      error_code: 401,
      description: 'Unauthorized',
    });
    expect(await h.telegram('getMe', {}, 'nonsense')).toMatchObject({ error_code: 404 });
    expect(await h.telegram('noSuchMethod')).toMatchObject({
      status: 404,
      description: 'Not Found: method not found',
    });
  });

  test('getMe tells id and user name, and methods ignore case', async () => {
    expect(await h.telegram('GETME')).toMatchObject({
      ok: true,
      result: { id: 42, is_bot: true, username: 'zabota_bot' },
    });
  });

  test('parameters come by query, urlencoded and multipart too', async () => {
    const { chatId } = await started(h);
    const path = `/telegram/bot${token}/sendMessage`;
    const markup = JSON.stringify(button('a:1'));
    const query = new URLSearchParams({ chat_id: String(chatId), text: 'q', reply_markup: markup });
    const form = new FormData();
    for (const [name, value] of query) form.set(name, value);
    for (const [url, init] of [
      [`${path}?${query}`, {}],
      [path, { method: 'POST', body: query }],
      [path, { method: 'POST', body: form }],
    ] as const) {
      const answer = await (await h.sandbox.app.request(url, init)).json();
      expect(answer.result.reply_markup.inline_keyboard[0][0].callback_data).toBe('a:1');
    }
  });
});

describe('sending', () => {
  test('needs a chat that exists, was started and is not blocked', async () => {
    const { id, chatId } = await addPhone(h);
    const send = (chat_id: unknown) => h.telegram('sendMessage', { chat_id, text: 'Hi' });
    expect(await send(1)).toMatchObject({ description: 'Bad Request: chat not found' });
    expect(await send(chatId)).toMatchObject({
      status: 403,
      description: "Forbidden: bot can't initiate conversation with a user",
    });
    await h.control('POST', `/phones/${id}/telegram/start`);
    expect(await send(chatId)).toMatchObject({ ok: true, result: { text: 'Hi' } });
    await h.control('POST', `/phones/${id}/telegram/block`);
    expect(await send(chatId)).toMatchObject({
      status: 403,
      description: 'Forbidden: bot was blocked by the user',
    });
  });

  test.each([
    ['nothing', { text: '' }, 'message text is empty'],
    ['only spaces', { text: '  \n' }, 'message text is empty'],
    ['4097 characters', { text: 'x'.repeat(4097) }, 'message is too long'],
    ['empty data', { text: 'x', reply_markup: button('') }, 'BUTTON_DATA_INVALID'],
    [
      '65 bytes of data',
      { text: 'x', reply_markup: button('x'.repeat(65)) },
      'BUTTON_DATA_INVALID',
    ],
    [
      '33 Cyrillic letters',
      { text: 'x', reply_markup: button('я'.repeat(33)) },
      'BUTTON_DATA_INVALID',
    ],
    ['an unknown topic', { text: 'x', message_thread_id: 5 }, 'message thread not found'],
    [
      'open HTML',
      { text: '<b>x', parse_mode: 'HTML' },
      'can\'t parse entities: Can\'t find end tag corresponding to start tag "b"',
    ],
  ])('refuses %s', async (_what, params, description) => {
    const { chatId } = await started(h);
    expect(await h.telegram('sendMessage', { chat_id: chatId, ...params })).toMatchObject({
      status: 400,
      description: `Bad Request: ${description}`,
    });
  });

  test('takes 4096 characters and 64 bytes of data, and HTML without its marks', async () => {
    const { chatId } = await started(h);
    const send = (params: object) => h.telegram('sendMessage', { chat_id: chatId, ...params });
    const long = { text: 'x'.repeat(4096), reply_markup: button('x'.repeat(64)) };
    expect(await send(long)).toMatchObject({ ok: true });
    expect(await send({ text: '<b>5 &lt; 6</b>', parse_mode: 'HTML' })).toMatchObject({
      result: { text: '5 < 6' },
    });
  });

  test('photos and documents by URL, upload and file id; getFile gives the bytes back', async () => {
    const { chatId } = await started(h);
    const form = new FormData();
    form.set('chat_id', String(chatId));
    form.set('document', new File(['hello'], 'note.txt', { type: 'text/plain' }));
    const init = { method: 'POST', body: form };
    const path = `/telegram/bot${token}/sendDocument`;
    const sent = await (await h.sandbox.app.request(path, init)).json();
    const { file_id, file_name } = sent.result.document;
    expect(file_name).toBe('note.txt');
    const file = await h.telegram('getFile', { file_id });
    const bytes = await h.sandbox.app.request(
      `/telegram/file/bot${token}/${file.result.file_path}`,
    );
    expect(await bytes.text()).toBe('hello');
    const again = { chat_id: chatId, document: file_id, caption: 'again' };
    expect(await h.telegram('sendDocument', again)).toMatchObject({ result: { caption: 'again' } });
    const photo = { chat_id: chatId, photo: 'https://clinic.test/map.png' };
    expect(await h.telegram('sendPhoto', photo)).toMatchObject({ ok: true });
    expect(await h.telegram('sendPhoto', { chat_id: chatId, photo: 'nothing' })).toMatchObject({
      error_code: 400,
    });
  });
});

describe('later changes', () => {
  test('edits show on the phone, and without markup the buttons go', async () => {
    const { id, chatId } = await started(h);
    const sent = await h.telegram('sendMessage', {
      chat_id: chatId,
      text: 'A',
      reply_markup: button('a'),
    });
    const message = { chat_id: chatId, message_id: sent.result.message_id };
    expect(await h.telegram('editMessageText', { ...message, text: 'B' })).toMatchObject({
      ok: true,
    });
    const view = await h.control('GET', `/phones/${id}`);
    expect(view.telegram.messages.at(-1)).toMatchObject({
      text: 'B',
      edited: true,
      buttons: [],
    });
    expect((await h.telegram('editMessageText', { ...message, text: 'B' })).description).toMatch(
      /^Bad Request: message is not modified: /,
    );
    const markup = { ...message, reply_markup: button('b') };
    expect(await h.telegram('editMessageReplyMarkup', markup)).toMatchObject({ ok: true });
    const unknown = { chat_id: chatId, message_id: 1, text: 'B' };
    expect(await h.telegram('editMessageText', unknown)).toMatchObject({
      description: 'Bad Request: message to edit not found',
    });
  });

  test('deletes within 48 hours, copies without the author', async () => {
    const { id, chatId } = await started(h);
    const own = await h.control('POST', `/phones/${id}/telegram/text`, { text: 'Mine' });
    const copy = { chat_id: chatId, from_chat_id: chatId, message_id: own.messageId };
    const copied = await h.telegram('copyMessage', copy);
    expect(Object.keys(copied.result)).toEqual(['message_id']);
    const message = { chat_id: chatId, message_id: copied.result.message_id };
    h.advance(49 * hour);
    expect(await h.telegram('deleteMessage', message)).toMatchObject({ error_code: 400 });
    h.advance(-2 * hour);
    expect(await h.telegram('deleteMessage', message)).toMatchObject({ result: true });
    expect(await h.telegram('deleteMessage', message)).toMatchObject({
      description: 'Bad Request: message to delete not found',
    });
  });

  test('topics of the staff group open, close and take messages', async () => {
    const chat_id = (await h.control('GET', '/state')).staff.chatId;
    const made = await h.telegram('createForumTopic', { chat_id, name: 'Анна' });
    const topic = { chat_id, message_thread_id: made.result.message_thread_id };
    const sent = await h.telegram('sendMessage', { ...topic, text: 'Needs a person' });
    expect(sent.result).toMatchObject({ is_topic_message: true });
    expect(await h.telegram('closeForumTopic', topic)).toMatchObject({ result: true });
    expect(await h.telegram('closeForumTopic', topic)).toMatchObject({ error_code: 400 });
    expect(await h.telegram('reopenForumTopic', topic)).toMatchObject({ result: true });
    const reply = {
      text: 'I take it',
      topicId: topic.message_thread_id,
      replyTo: sent.result.message_id,
    };
    await h.control('POST', '/staff/text', reply);
    const updates = await h.telegram('getUpdates');
    expect(updates.result[0].message).toMatchObject({
      chat: { id: chat_id, type: 'supergroup' },
      reply_to_message: { text: 'Needs a person' },
      text: 'I take it',
    });
  });

  test('commands are kept by scope and language', async () => {
    const commands = [{ command: 'stop', description: 'Stop' }];
    expect(await h.telegram('setMyCommands', { commands, language_code: 'en' })).toMatchObject({
      result: true,
    });
    expect((await h.telegram('getMyCommands', { language_code: 'en' })).result).toEqual(commands);
    expect((await h.telegram('getMyCommands')).result).toEqual([]);
    const bad = [{ command: 'Stop!', description: 'x' }];
    expect(await h.telegram('setMyCommands', { commands: bad })).toMatchObject({
      description: 'Bad Request: BOT_COMMAND_INVALID',
    });
  });
});

describe('what a person does', () => {
  const updates = async () => (await h.telegram('getUpdates')).result;

  test('opening a link presses start with its parameter', async () => {
    const { id, chatId } = await addPhone(h);
    const url = 'https://t.me/Zabota_Bot?start=abc-123';
    expect(await h.control('POST', `/phones/${id}/open`, { url })).toMatchObject({
      channel: 'telegram',
    });
    const [update] = await updates();
    expect(update.message).toMatchObject({
      text: '/start abc-123',
      from: { id: chatId, first_name: 'Анна', last_name: 'Смирнова', language_code: 'ru' },
      chat: { id: chatId, type: 'private' },
      entities: [{ type: 'bot_command', offset: 0, length: 6 }],
    });
    const other = await h.control('POST', `/phones/${id}/open`, {
      url: 'https://t.me/other?start=a',
    });
    expect(other).toMatchObject({ status: 409, error: { code: 'other_link' } });
  });

  test('a tap waits until it is answered, and an old one cannot be', async () => {
    const { id, chatId } = await started(h);
    await h.telegram('sendMessage', { chat_id: chatId, text: 'Ok?', reply_markup: button('v:1') });
    expect(await h.control('POST', `/phones/${id}/telegram/tap`, { label: 'No' })).toMatchObject({
      status: 404,
      error: { code: 'no_such_button' },
    });
    const tap = await h.control('POST', `/phones/${id}/telegram/tap`, { label: 'Yes' });
    const query = (await updates()).at(-1).callback_query;
    expect(query).toMatchObject({ id: tap.callbackId, data: 'v:1', message: { text: 'Ok?' } });
    const waiting = async () =>
      (await h.control('GET', `/phones/${id}`)).telegram.messages.at(-1).buttons[0][0].waiting;
    expect(await waiting()).toBe(true);
    const answer = { callback_query_id: query.id, text: 'Thanks' };
    expect(await h.telegram('answerCallbackQuery', answer)).toMatchObject({ result: true });
    expect(await waiting()).toBe(false);
    h.advance(151_000);
    expect((await h.telegram('answerCallbackQuery', answer)).description).toMatch(/too old/);
  });

  test('a shared contact proves itself only when it is the own one', async () => {
    const { id, chatId } = await started(h);
    const keyboard = [[{ text: 'Share my number', request_contact: true }]];
    await h.telegram('sendMessage', {
      chat_id: chatId,
      text: 'Phone?',
      reply_markup: { keyboard },
    });
    await h.control('POST', `/phones/${id}/telegram/tap`, { label: 'Share my number' });
    await h.control('POST', `/phones/${id}/telegram/contact`, { own: false });
    const [own, other] = (await updates()).slice(-2);
    expect(own.message.contact).toMatchObject({ user_id: chatId, phone_number: '79990000001' });
    expect(other.message.contact.user_id).toBeUndefined();
  });

  test('blocking, unblocking, editing and a photo each come as their own update', async () => {
    const { id } = await started(h);
    const act = (name: string, body?: object) =>
      h.control('POST', `/phones/${id}/telegram/${name}`, body);
    const { messageId } = await act('text', { text: 'teh' });
    await act('edit', { messageId, text: 'the' });
    await act('photo', { caption: 'Me' });
    await act('block');
    expect(await act('text', { text: 'x' })).toMatchObject({ status: 409 });
    await act('unblock');
    const [edited, photo, blocked, unblocked] = (await updates()).slice(-4);
    expect(edited.edited_message).toMatchObject({ text: 'the', message_id: messageId });
    expect(photo.message).toMatchObject({ caption: 'Me' });
    expect(blocked.my_chat_member.new_chat_member.status).toBe('kicked');
    expect(unblocked.my_chat_member.new_chat_member.status).toBe('member');
  });

  test('reactions come only to those who ask for them', async () => {
    const { id, chatId } = await started(h);
    await h.telegram('sendMessage', { chat_id: chatId, text: 'Hi' });
    await h.control('POST', `/phones/${id}/telegram/react`, { emoji: '❤' });
    expect((await updates()).some((update: object) => 'message_reaction' in update)).toBe(false);
    await h.telegram('getUpdates', { allowed_updates: ['message', 'message_reaction'] });
    await h.control('POST', `/phones/${id}/telegram/react`, { emoji: '👍' });
    expect((await updates()).at(-1).message_reaction.new_reaction[0].emoji).toBe('👍');
  });
});
