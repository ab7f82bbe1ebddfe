import type { ChannelSecret } from '../../contracts/channel-secret.ts';

/** Characters that a hint shows of a secret that is long and random. */
const shown = 4;

/** What a person may see of a secret to tell it from another: its last characters; of a password, the user's name only. */
export function secretHint(secret: ChannelSecret): string {
  switch (secret.type) {
    case 'webhook':
      return endOf(secret.key.replace(/={1,2}$/, ''));
    case 'slack':
      return endOf(secret.url);
    case 'pagerduty':
      return endOf(secret.routingKey);
    case 'alertmanager':
      return secret.authorization.scheme === 'basic'
        ? `user ${secret.authorization.username.slice(0, 48)}`
        : endOf(secret.authorization.token);
  }
}

/** Of short ones nothing, since the rest could be guessed. */
const endOf = (secret: string): string => `…${secret.length < 20 ? '' : secret.slice(-shown)}`;
