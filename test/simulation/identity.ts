/** Who we are to the platforms. */

export const secrets = {
  token: '7000000001:simulated-token',
  webhookSecret: 'simulated-webhook-secret',
  accessToken: 'simulated-access-token',
  appSecret: 'simulated-app-secret',
  verifyToken: 'simulated-verify-token',
} as const;

export const ids = {
  bot: 7_000_000_001,
  number: '100000000000001',
  business: '200000000000001',
  phone: '+78005550100',
} as const;

export const publicUrl = 'https://clinic.test';
