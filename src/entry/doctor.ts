/** Is this installation ready? Looks, changes nothing, and says line by line what holds and what to do. */

import { type Config, isReal, type Parsed, telegramUpdates } from './config.ts';
import { checkDatabase } from './doctor-database.ts';
import { checkFolder } from './doctor-folder.ts';
import { checkClock, checkTelegram, checkWhatsApp } from './doctor-platforms.ts';
import { type Finding, note, ok, todo } from './finding.ts';

const marks: Readonly<Record<Finding['type'], string>> = { ok: '✓', todo: '✗', note: '–' };

/** True if all that is necessary holds. Told as it is found, because a platform may take its time. */
export async function examine(parsed: Parsed, print: (line: string) => void): Promise<boolean> {
  let open = 0;
  const tell = (findings: readonly Finding[]) => {
    for (const { type, text } of findings) {
      print(`${marks[type]} ${text}`);
      if (type === 'todo') open += 1;
    }
  };
  tell(checkEnvironment(parsed));
  if (parsed.ok) {
    const { config } = parsed;
    tell(checkPublicUrl(config));
    tell(checkFolder(config));
    tell(await checkDatabase(config));
    const telegram = await checkTelegram(config);
    tell(telegram.findings);
    const whatsapp = await checkWhatsApp(config);
    tell(whatsapp.findings);
    tell(checkClock([telegram.clock, whatsapp.clock]));
  }
  print(open === 0 ? 'Ready.' : `Not ready: ${open} to do (✗).`);
  return open === 0;
}

function checkEnvironment(parsed: Parsed): Finding[] {
  if (!parsed.ok) return parsed.faults.map((fault) => todo(`Environment: ${fault}.`));
  const { API_KEY, CLOCK } = parsed.config;
  return [
    ok('Environment: no faults.'),
    ...(API_KEY ? [] : [note('API_KEY is not set: the REST API refuses every call.')]),
    ...(CLOCK === 'manual' ? [manualClock(parsed.config)] : []),
  ];
}

const manualClock = (config: Config): Finding =>
  (isReal(config) ? todo : note)('CLOCK is manual: nothing falls due until it is moved by hand.');

/** Telegram delivers to no other (core.telegram.org/bots/api#setwebhook). */
const telegramPorts = ['', '443', '80', '88', '8443'];
const hereOnly =
  /^(localhost|.*\.localhost|.*\.local|127\..*|10\..*|192\.168\..*|172\.(1[6-9]|2\d|3[01])\..*|0\.0\.0\.0|\[.*\])$/;

function checkPublicUrl(config: Config): Finding[] {
  const byWebhook = [
    ...(config.TELEGRAM_BOT_TOKEN && telegramUpdates(config) === 'webhook' ? ['Telegram'] : []),
    ...(config.WHATSAPP_ACCESS_TOKEN ? ['WhatsApp'] : []),
  ];
  const needs = byWebhook.join(' and ');
  if (!config.PUBLIC_URL) {
    return needs === ''
      ? [note('PUBLIC_URL is not set: sign-in links name this machine.')]
      : [todo(`PUBLIC_URL is not set: ${needs} must be told where to deliver.`)];
  }
  const url = new URL(config.PUBLIC_URL);
  const faults = [
    ...(url.protocol === 'https:' ? [] : ['must begin with https://']),
    ...(hereOnly.test(url.hostname) ? ['names a machine that nobody outside can reach'] : []),
    ...(byWebhook.includes('Telegram') && !telegramPorts.includes(url.port)
      ? ['must have port 443, 80, 88 or 8443 for Telegram']
      : []),
    ...(url.pathname === '/' ? [] : ['must not have a path']),
  ];
  if (faults.length === 0)
    return [ok('PUBLIC_URL has the form of an address that can be reached.')];
  const text = `PUBLIC_URL ${faults.join(' and ')}`;
  return [needs === '' ? note(`${text}.`) : todo(`${text}: ${needs} could not deliver.`)];
}
