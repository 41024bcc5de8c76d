/** The templates as the platform has agreed to them, without a request over the line for each. */

import type { Hono } from 'hono';
import { creationPayload } from '../../bots/whatsapp/templates.ts';
import { templateDefinitions } from '../../src/text/proactive.ts';

export interface Approving {
  readonly businessAccountId: string;
  readonly accessToken: string;
}

export async function approveTemplates(
  sandbox: Hono,
  { businessAccountId, accessToken }: Approving,
): Promise<void> {
  const headers = {
    authorization: `Bearer ${accessToken}`,
    'content-type': 'application/json',
  };
  for (const definition of templateDefinitions()) {
    const body = JSON.stringify(creationPayload(definition));
    const path = `/whatsapp/v25.0/${businessAccountId}/message_templates`;
    const answer = await sandbox.request(path, { method: 'POST', headers, body });
    if (!answer.ok) throw new Error(await answer.text());
  }
}
