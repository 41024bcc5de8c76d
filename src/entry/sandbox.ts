/** The local messengers, for every channel without a token of its own. */

import {
  appendFileSync,
  closeSync,
  existsSync,
  mkdirSync,
  openSync,
  readFileSync,
  writeFileSync,
} from 'node:fs';
import { join } from 'node:path';
import { createSandbox, type Journal, type Sandbox } from '../../bots/sandbox/sandbox.ts';
import type { Clock } from '../app/context.ts';
import { newToken } from '../app/ids.ts';
import type { TelegramSetup, WhatsAppSetup } from './channels.ts';

export interface SandboxParts {
  readonly sandbox: Sandbox;
  /** Set for a channel that the sandbox serves. */
  readonly telegram: TelegramSetup | null;
  readonly whatsapp: WhatsAppSetup | null;
}

export interface SandboxSettings {
  readonly folder: string;
  readonly clock: Clock;
  /** Where this process listens, `http://127.0.0.1:8080`. */
  readonly origin: string;
  readonly serves: { readonly telegram: boolean; readonly whatsapp: boolean };
}

/** Made up once per folder, so that nobody outside can sign a webhook. */
interface Secrets {
  readonly telegram: string;
  readonly access: string;
  readonly app: string;
  readonly verify: string;
}

const botUsername = 'zabota_demo_bot';
const phoneNumberId = '100000000000001';
const businessAccountId = '200000000000001';
const displayPhone = '+78005550100';
const graphVersion = 'v25.0';

export function startSandbox({ folder, clock, origin, serves }: SandboxSettings): SandboxParts {
  mkdirSync(folder, { recursive: true });
  const secrets = readSecrets(join(folder, 'sandbox-secrets.json'));
  const token = `7000000001:${secrets.telegram}`;
  const whatsapp = {
    accessToken: secrets.access,
    phoneNumberId,
    businessAccountId,
    appSecret: secrets.app,
    verifyToken: secrets.verify,
  };
  const webhookUrl = `${origin}/webhooks/whatsapp`;
  const sandbox = createSandbox({
    clock,
    journal: fileJournal(join(folder, 'sandbox.jsonl')),
    ...(serves.telegram && { telegram: { token, username: botUsername } }),
    ...(serves.whatsapp && {
      whatsapp: { ...whatsapp, displayPhone, webhookUrl: () => webhookUrl },
    }),
  });
  return {
    sandbox,
    telegram: serves.telegram
      ? {
          token,
          apiRoot: `${origin}/sandbox/telegram`,
          updates: 'poll',
          webhookSecret: undefined,
          publicUrl: undefined,
          keepsUpdatesMs: null,
        }
      : null,
    whatsapp: serves.whatsapp
      ? {
          ...whatsapp,
          apiRoot: `${origin}/sandbox/whatsapp`,
          graphVersion,
          webhookUrl,
          keepsUpdatesMs: null,
        }
      : null,
  };
}

function readSecrets(file: string): Secrets {
  if (existsSync(file)) return JSON.parse(readFileSync(file, 'utf8'));
  const secrets = { telegram: newToken(), access: newToken(), app: newToken(), verify: newToken() };
  writeFileSync(file, JSON.stringify(secrets), { mode: 0o600 });
  return secrets;
}

/** A line cut off by a kill in the middle of a write was never answered, so it is left out. */
export function fileJournal(file: string): Journal {
  const text = existsSync(file) ? readFileSync(file, 'utf8') : '';
  const whole = text.slice(0, text.lastIndexOf('\n') + 1);
  if (whole !== text) writeFileSync(file, whole);
  closeSync(openSync(file, 'a', 0o600));
  return {
    load: () => whole.split('\n').filter((line) => line !== ''),
    append: (line) => appendFileSync(file, `${line}\n`),
  };
}
