import { Hono } from 'hono';
import { brokenResponse, neverAnswered } from '../broken.ts';
import type { Core } from '../core.ts';
import { findFault, strike } from '../faults.ts';
import { type Answer, isFailure, notFound, tooMany, toResponse, unauthorized } from './answer.ts';
import type { Call } from './call.ts';
import { answerCallback, deleteMessage, editCaption, editMarkup, editText } from './edit.ts';
import { download, getFile } from './files.ts';
import { integer, readParams } from './params.ts';
import type { Polling } from './poll.ts';
import { copyMessage, sendFile, sendMessage } from './send.ts';
import {
  chatAction,
  deleteWebhook,
  getChat,
  getChatMember,
  getCommands,
  setCommands,
  setWebhook,
  webhookInfo,
} from './setup.ts';
import { me } from './shape.ts';
import { changeTopic, createTopic } from './topics.ts';

type Method = (call: Call) => Answer | Promise<Answer>;

const yes: Method = () => ({ result: true });

/** Names in lower case: the platform does not mind the case of a method. */
const methods: Readonly<Record<string, Method>> = {
  getme: ({ core }) => ({ result: me(core) }),
  setwebhook: setWebhook,
  deletewebhook: deleteWebhook,
  getwebhookinfo: webhookInfo,
  setmycommands: setCommands,
  getmycommands: getCommands,
  deletemycommands: yes,
  setmydescription: yes,
  setmyshortdescription: yes,
  setchatmenubutton: yes,
  getchat: getChat,
  getchatmember: getChatMember,
  sendchataction: chatAction,
  sendmessage: sendMessage,
  sendphoto: (call) => sendFile(call, 'photo'),
  senddocument: (call) => sendFile(call, 'document'),
  copymessage: copyMessage,
  editmessagetext: editText,
  editmessagecaption: editCaption,
  editmessagereplymarkup: editMarkup,
  deletemessage: deleteMessage,
  answercallbackquery: answerCallback,
  getfile: getFile,
  createforumtopic: createTopic,
  editforumtopic: (call) => changeTopic(call, 'rename'),
  closeforumtopic: (call) => changeTopic(call, 'close'),
  reopenforumtopic: (call) => changeTopic(call, 'reopen'),
};

/** What a fault for sending strikes. */
const sending = new Set([
  'sendmessage',
  'sendphoto',
  'senddocument',
  'copymessage',
  'editmessagetext',
  'editmessagecaption',
  'editmessagereplymarkup',
]);

export function telegramApi(core: Core, polling: Polling): Hono {
  const app = new Hono();
  app.get('/file/:bot/*', (c) => {
    const bot = c.req.param('bot');
    const denied = refusal(core, bot);
    const path = new URL(c.req.url).pathname.split(`/${bot}/`).slice(1).join('');
    return denied ? toResponse(denied) : download(core, path);
  });
  app.on(['GET', 'POST'], '/:bot/:method', async (c) => {
    const denied = refusal(core, c.req.param('bot'));
    if (denied) return toResponse(denied);
    return run(core, polling, c.req.param('method').toLowerCase(), c.req.raw);
  });
  app.all('*', () => toResponse(notFound()));
  return app;
}

function refusal(core: Core, bot: string): Answer | null {
  const given = /^bot(\d+:[\w-]+)$/.exec(bot)?.[1];
  if (!core.options.telegram || given === undefined) return notFound();
  const revoked = findFault(core, { channel: 'telegram' }, 'token_revoked');
  return revoked || given !== core.options.telegram.token ? unauthorized : null;
}

async function run(core: Core, polling: Polling, name: string, request: Request) {
  const call = { core, params: await readParams(request) };
  if (name === 'getupdates') {
    return toResponse(await polling.getUpdates(call.params, request.signal));
  }
  if (name === 'deletewebhook') polling.expect();
  const method = Object.hasOwn(methods, name) ? methods[name] : undefined;
  if (!method) return toResponse(notFound('method not found'));
  if (!sending.has(name)) return toResponse(await method(call));
  return send(call, method, request.signal);
}

async function send(call: Call, method: Method, signal: AbortSignal): Promise<Response> {
  const { core } = call;
  const chatId = integer(call.params, 'chat_id');
  const person = core.state.people.find((known) => known.telegramId === chatId);
  const where = { channel: 'telegram', person } as const;
  const before = strike(core, where, ['throttle', 'server_error', 'refuse']);
  if (before?.fault === 'throttle') return toResponse(tooMany(before.retryAfterSeconds));
  if (before?.fault === 'refuse') return new Response(null, { status: 503 });
  if (before) return toResponse(serverError);
  const answer = await method(call);
  if (isFailure(answer)) return toResponse(answer);
  const after = strike(core, where, ['silent', 'drop']);
  if (after?.fault === 'silent') return neverAnswered(signal, core.ending);
  return after ? brokenResponse() : toResponse(answer);
}

const serverError: Answer = {
  failed: { error_code: 500, description: 'Internal Server Error' },
};
