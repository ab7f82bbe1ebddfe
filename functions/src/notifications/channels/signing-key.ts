import { randomBytes } from 'node:crypto';
import type { ChannelSecret } from '../../contracts/channel-secret.ts';

/** Standard Webhooks wants 24 to 64 random bytes. */
const keyBytes = 32;

/** A new key to sign webhooks with. */
export const signingKey = (): Extract<ChannelSecret, { readonly type: 'webhook' }> => ({
  type: 'webhook',
  key: `whsec_${randomBytes(keyBytes).toString('base64')}`,
});
