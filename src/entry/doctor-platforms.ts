/** What the messengers themselves say of our tokens, webhooks and templates. Only GETs. */

import { z } from 'zod';
import { syncTemplates } from '../../bots/whatsapp/sync.ts';
import { templateDefinitions } from '../text/proactive.ts';
import { realTelegram, realWhatsApp, type TelegramSetup, type WhatsAppSetup } from './channels.ts';
import { type Config, telegramUpdates } from './config.ts';
import { type Finding, note, ok, todo } from './finding.ts';

const call_ms = 10_000;
const clock_off_s_max = 30;

export interface Examined {
  readonly findings: readonly Finding[];
  /** Seconds by which our clock is ahead of theirs; null if they did not say. */
  readonly clock: number | null;
}

const unserved = (text: string): Examined => ({ findings: [note(text)], clock: null });

export async function checkTelegram(config: Config): Promise<Examined> {
  const setup = realTelegram(config, telegramUpdates(config));
  if (!setup) return unserved('Telegram: no token, served by the sandbox.');
  const me = await ask(setup, 'getMe');
  const bot = z.object({ result: z.object({ username: z.string() }) }).safeParse(me.body);
  if (!bot.success) return { findings: [refused('TELEGRAM_BOT_TOKEN', me)], clock: me.clock };
  const hook = await ask(setup, 'getWebhookInfo');
  const findings = [
    ok(`Telegram: @${bot.data.result.username} answers.`),
    ...delivery(setup, hook.body),
  ];
  return { findings, clock: me.clock };
}

const ask = (setup: TelegramSetup, method: string) =>
  get(`${setup.apiRoot}/bot${setup.token}/${method}`);

const webhookInfo = z.object({
  result: z.object({
    url: z.string(),
    pending_update_count: z.number().catch(0),
    last_error_date: z.number().optional().catch(undefined),
    last_error_message: z.string().optional().catch(undefined),
  }),
});

/** Registering is the start's business; here only who has it now. */
function delivery(setup: TelegramSetup, body: unknown): Finding[] {
  const parsed = webhookInfo.safeParse(body);
  if (!parsed.success) return [todo('Telegram: did not say where it delivers. Try again.')];
  const { url, pending_update_count: waiting, ...last } = parsed.data.result;
  const wanted = setup.updates === 'webhook' ? `${setup.publicUrl}/webhooks/telegram` : '';
  if (url !== wanted)
    return [
      note(`Telegram: ${whoHasIt(url)}. The start will change it to ${wanted || 'polling'}.`),
    ];
  const state = `Telegram: updates come by ${setup.updates}, ${waiting} waiting`;
  if (!last.last_error_date || waiting === 0) return [ok(`${state}.`)];
  const at = new Date(last.last_error_date * 1000).toISOString();
  return [todo(`${state}; it could not deliver at ${at}: ${last.last_error_message}.`)];
}

const whoHasIt = (url: string): string =>
  url === '' ? 'no webhook is registered' : `a webhook at ${new URL(url).host} is registered`;

export async function checkWhatsApp(config: Config): Promise<Examined> {
  const setup = realWhatsApp(config);
  if (!setup) return unserved('WhatsApp: no token, served by the sandbox.');
  const number = await graph(
    setup,
    `${setup.phoneNumberId}?fields=display_phone_number,verified_name`,
  );
  const found = z.object({
    display_phone_number: z.string(),
    verified_name: z.string().catch('without a name'),
  });
  const known = found.safeParse(number.body);
  if (!known.success) {
    return {
      findings: [refused('WHATSAPP_ACCESS_TOKEN for WHATSAPP_PHONE_NUMBER_ID', number)],
      clock: number.clock,
    };
  }
  const { display_phone_number: phone, verified_name: name } = known.data;
  const findings = [ok(`WhatsApp: ${phone}, ${name} answers.`), ...(await templates(setup))];
  return { findings, clock: number.clock };
}

const graph = (setup: WhatsAppSetup, path: string) =>
  get(`${setup.apiRoot}/${setup.graphVersion}/${path}`, {
    authorization: `Bearer ${setup.accessToken}`,
  });

async function templates(setup: WhatsAppSetup): Promise<Finding[]> {
  const { businessAccountId } = setup;
  if (!businessAccountId) {
    return [
      todo(
        'WhatsApp: WHATSAPP_BUSINESS_ACCOUNT_ID is not set, so templates are not registered. Without them nothing goes out after 24 hours.',
      ),
    ];
  }
  const first = await graph(setup, `${businessAccountId}/message_templates?limit=1`);
  if (first.status !== 200) return [refused('WHATSAPP_BUSINESS_ACCOUNT_ID', first)];
  // With nothing wanted it only lists.
  const listed = await syncTemplates({ ...setup, businessAccountId }, []);
  const states = new Map(
    listed.map(({ name, language, status }) => [`${name} ${language}`, status]),
  );
  const wanted = templateDefinitions().map(({ name, language }) => `${name} ${language}`);
  return templateFindings(wanted.map((name) => ({ name, status: states.get(name) ?? 'missing' })));
}

interface TemplateStatus {
  readonly name: string;
  readonly status: string;
}

function templateFindings(all: readonly TemplateStatus[]): Finding[] {
  const approved = all.filter(({ status }) => status === 'APPROVED');
  if (approved.length === all.length)
    return [ok(`WhatsApp: all ${all.length} templates are approved.`)];
  const missing = all.filter(({ status }) => status === 'missing');
  const others = all.filter((one) => !approved.includes(one) && !missing.includes(one));
  return [
    ...(missing.length > 0
      ? [
          note(
            `WhatsApp: ${missing.length} of ${all.length} templates will be registered at the start.`,
          ),
        ]
      : []),
    ...others.map(({ name, status }) =>
      status === 'PENDING'
        ? note(`WhatsApp: template ${name} waits for Meta's approval.`)
        : todo(`WhatsApp: template ${name} is ${status}. See it in WhatsApp Manager.`),
    ),
  ];
}

export function checkClock(clocks: readonly (number | null)[]): Finding[] {
  const offs = clocks.filter((off) => off !== null);
  if (offs.length === 0) return [];
  const worst = offs.reduce((a, b) => (Math.abs(a) >= Math.abs(b) ? a : b));
  const off = Math.abs(Math.round(worst));
  return off <= clock_off_s_max
    ? [ok('Clock: agrees with the messengers.')]
    : [
        todo(
          `Clock: ${off} s ${worst > 0 ? 'ahead' : 'behind'}. Switch on time synchronisation (NTP).`,
        ),
      ];
}

interface Answer {
  /** 0 if there was none. */
  readonly status: number;
  readonly body: unknown;
  readonly clock: number | null;
}

/** Neither the address nor an error may be printed: both can hold the token. */
async function get(url: string, headers: Record<string, string> = {}): Promise<Answer> {
  try {
    const signal = AbortSignal.timeout(call_ms);
    const response = await fetch(url, { headers, signal, redirect: 'manual' });
    const told = Date.parse(response.headers.get('date') ?? '');
    const clock = Number.isNaN(told) ? null : (Date.now() - told) / 1000;
    return { status: response.status, body: await response.json().catch(() => null), clock };
  } catch {
    return { status: 0, body: null, clock: null };
  }
}

function refused(what: string, { status }: Answer): Finding {
  if (status === 0)
    return todo(`${what} could not be tried: the messenger cannot be reached from here.`);
  const advice =
    status === 429 || status >= 500 ? 'Try again later.' : 'Issue a new one and set it.';
  return todo(`${what} is refused (HTTP ${status}). ${advice}`);
}
