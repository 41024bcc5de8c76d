/** What webhooks are signed with, here and nowhere else. */

export const secrets = { telegram: 'right', whatsapp: 'app' } as const;
