import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { testContext } from '../../../test/support/context.ts';
import { addChannel } from '../../../test/support/deliveries.ts';
import { DeliveryHistory } from '../../../test/support/faults/delivery-history.ts';
import { isolatedDatabase } from '../../../test/support/isolated-firestore.ts';
import type { NotificationChannel } from '../../contracts/notification-channel.ts';
import type { NotificationDelivery } from '../../contracts/notification-delivery.ts';

const now = new Date('2026-11-21T12:00:00Z');

type Step = (history: DeliveryHistory) => Promise<void>;

const groups = fc.constantFrom('grp_1', 'grp_2', 'grp_3');
const rarely = fc.nat({ max: 3 }).map((chance) => chance === 0);

const steps: fc.Arbitrary<Step> = fc.oneof(
  {
    weight: 4,
    arbitrary: fc.tuple(groups, rarely).map(
      ([group, acknowledged]): Step =>
        (history) =>
          history.tell(group, acknowledged),
    ),
  },
  {
    weight: 5,
    arbitrary: fc.tuple(fc.nat({ max: 5 }), rarely, rarely).map(
      ([pick, dies, stays]): Step =>
        (history) =>
          history.run(pick, { dies, stays }),
    ),
  },
  {
    weight: 2,
    arbitrary: fc.tuple(fc.constantFrom(5, 60, 150, 400), rarely).map(
      ([seconds, loses]): Step =>
        (history) =>
          history.pass(seconds, loses),
    ),
  },
  {
    weight: 1,
    arbitrary: fc.boolean().map(
      (isDown): Step =>
        async (history) => {
          history.isDown = isDown;
        },
    ),
  },
);

/** The message that tells what this one was to tell: itself, or a later one, or a digest. */
function tellerOf(id: string, stored: ReadonlyMap<string, NotificationDelivery>): string {
  const { state, supersededBy, digestId } = stored.get(id) ?? {};
  if (state === 'delivered') return id;
  const next = supersededBy ?? digestId;
  if (next == null) throw new Error(`${id} is ${state} and names no other`);
  return tellerOf(next, stored);
}

async function check(history: DeliveryHistory): Promise<void> {
  const stored = await history.settle();
  const receipts = history.got.map(({ deliveryId }) => deliveryId);
  for (const [id, { notification, digestOf }] of stored) {
    const teller = tellerOf(id, stored);
    expect(receipts).toContain(teller);
    const times = receipts.filter((received) => received === id).length;
    expect(times).toBeLessThanOrEqual(1 + (history.deaths.get(id) ?? 0));
    const told = stored.get(teller)?.notification.alerts.map(({ alertId }) => alertId);
    if (digestOf === null)
      expect(told).toEqual(expect.arrayContaining(notification.alerts.map(({ alertId }) => alertId)));
  }
  const over = new Set<string>();
  for (const { notification } of history.got) {
    for (const { alertId, status } of notification.alerts) {
      if (status === 'resolved') over.add(alertId);
      else expect(over.has(alertId), `${alertId} fires after it was over`).toBe(false);
    }
  }
  const bodies = new Map<string, unknown>();
  for (const { deliveryId, notification } of history.got) {
    expect(notification).toEqual(bodies.get(deliveryId) ?? notification);
    bodies.set(deliveryId, notification);
  }
}

describe('whatever happens to receiver, workers and tasks', () => {
  test.each([
    ['a channel that takes digests', { maxPerMinute: 2, settings: { type: 'slack' } }],
    ['a channel of a machine', { maxPerMinute: 2, settings: { type: 'pagerduty', region: 'us' } }],
    ['a channel that has time', { maxPerMinute: 60, settings: { type: 'slack' } }],
  ] as const satisfies readonly (readonly [string, Partial<NotificationChannel>])[])(
    'nothing is lost, twice without a death, or overtaken: %s',
    async (_, channel) => {
      const property = fc.asyncProperty(
        fc.array(steps, { minLength: 10, maxLength: 30 }),
        async (history) => {
          const ctx = testContext({ db: isolatedDatabase(), now });
          const world = new DeliveryHistory(ctx, await addChannel(ctx, channel));
          for (const step of history) await step(world);
          await check(world);
        },
      );
      await fc.assert(property, { numRuns: 12, seed: 20_261_126, endOnFailure: true });
    },
    200_000,
  );
});
