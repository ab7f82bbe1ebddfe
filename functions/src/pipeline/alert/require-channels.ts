import { DomainError, type FieldProblem } from '../../contracts/errors.ts';
import type { Notify } from '../../contracts/notify.ts';
import { collection } from '../../firestore/collections.ts';
import type { Ctx } from '../../firestore/context.ts';

/**
 * That every channel which is to be told exists in the organization. One read for each.
 *
 * @throws {DomainError} `invalid-argument`, naming each that does not.
 */
export async function requireChannels(ctx: Ctx, notify: Notify | null | undefined): Promise<void> {
  if (notify === null || notify === undefined) return;
  const named = [
    ...notify.channels.map((channelId, index) => ({ channelId, pointer: `/notify/channels/${index}` })),
    ...notify.escalation.flatMap(({ channels }, step) =>
      channels.map((channelId, index) => ({
        channelId,
        pointer: `/notify/escalation/${step}/channels/${index}`,
      })),
    ),
  ];
  const channels = collection(ctx.db.firestore, ctx.orgId, 'notification_channels');
  const found = await ctx.db.getAll(
    [...new Set(named.map(({ channelId }) => channelId))].map((id) => channels.doc(id)),
  );
  const missing = new Set(found.filter(({ exists }) => !exists).map(({ id }) => id));
  const fields = named.flatMap(({ channelId, pointer }): FieldProblem[] =>
    missing.has(channelId)
      ? [{ pointer, detail: `expected a channel of the organization: there is no ${channelId}` }]
      : [],
  );
  const [first] = fields;
  if (first === undefined) return;
  throw new DomainError(
    'invalid-argument',
    'VALIDATION_FAILED',
    `the request body is not valid: ${first.pointer}: ${first.detail}`,
    { fields },
  );
}
