import type { WithheldReason } from '../../contracts/notification-delivery.ts';

/** Why somebody is not told, as a timeline says it. */
export const withheldWords: Readonly<Record<WithheldReason, string>> = {
  silenced: 'not told: a silence holds',
  inhibited: 'not told: another alert inhibits it',
  'quiet-hours': 'not told: quiet hours',
  acknowledged: 'not told: somebody takes care of it',
  'channel-disabled': 'not told: the channel is disabled',
  'channel-missing': 'not told: there is no such channel',
  'rate-limited': 'told in a digest: too many messages at once',
  'send-resolved-off': 'not told that it is over: sendResolved is off',
  superseded: 'told in a later message that says as much',
  'already-told': 'not told again: the end of the episode before it was not told yet',
  'over-before-told': 'not told: it was over before anybody was told that it fires',
};
