import type { ProblemType } from '../problem-type.ts';

/** What can go wrong with notification channels and their secrets. */
export const channelProblems = {
  CHANNEL_TARGET_REFUSED: {
    title: 'Messages cannot be sent to this address',
    code: 'invalid-argument',
    happened:
      'The address is not one that this service sends to: it is not https, holds a password, names an address that is not public, or a port that belongs to another protocol.',
    fix: [
      'Give an https address that is reachable from the internet, on port 443, 80 or one from 1024 on.',
      'For development, name the host in `NOTIFICATION_ALLOWED_HOSTS`.',
    ],
    mistakes: ['`http://` or `localhost` of a first try.', 'A user name and password in front of the host.'],
  },
  CHANNEL_LIMIT_REACHED: {
    title: 'The organization has as many channels as it can have',
    code: 'resource-exhausted',
    happened: 'Each channel has a secret of its own, and their number is limited.',
    fix: ['Delete channels that are not used, or tell by one channel what several tell the same people.'],
  },
  CHANNEL_SECRETS_UNAVAILABLE: {
    title: 'The store of secrets does not answer',
    code: 'unavailable',
    happened:
      'Secrets of channels stand apart from their documents, and that store failed. Nothing was changed.',
    fix: ['Repeat the call in a moment.'],
  },
  CHANNEL_SECRET_MISSING: {
    title: 'The channel has no secret',
    code: 'failed-precondition',
    happened: 'The channel was being made when the service was cut short, and its secret was not stored.',
    fix: [
      'Give it one: `POST /v1/notification-channels/{channelId}/rotate-secret`, then enable it.',
      'Or delete it and make it again.',
    ],
  },
  CHANNEL_BEING_DELETED: {
    title: 'The channel is being deleted',
    code: 'failed-precondition',
    happened: 'A deletion of the channel was begun and cut short. Its secrets may be gone.',
    fix: [
      'Repeat `DELETE /v1/notification-channels/{channelId}`, and make another channel if one is wanted.',
    ],
  },
  CHANNEL_SECRET_CHANGED: {
    title: 'The secret was changed by somebody else at the same time',
    code: 'aborted',
    happened:
      'Two calls rotated the secret of one channel; the other one came first and its secret is in force.',
    fix: ['Look at the channel. If a rotation is still wanted, repeat it.'],
  },
  DELIVERY_UNDER_WAY: {
    title: 'The delivery is still under way',
    code: 'failed-precondition',
    happened: 'It waits for its next attempt, or is being sent at this moment. Nothing was changed.',
    fix: [
      'Look when the next attempt is due: `nextAttemptAt` of `GET /v1/notification-deliveries/{deliveryId}`.',
      'Send it again once it has failed.',
    ],
  },
  CHANNEL_TEST_TOO_SOON: {
    title: 'The channel was tested a moment ago',
    code: 'resource-exhausted',
    happened: 'A channel can be tested every ten seconds, so that nobody is flooded.',
    fix: ['Wait as long as `Retry-After` says.'],
  },
} as const satisfies Readonly<Record<string, ProblemType>>;
