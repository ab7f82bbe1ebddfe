/**
 * A worker in a process of its own, for tests that kill it: sends one delivery for real, and stands still before or after
 * it claims it, or once the other side has answered and nothing is recorded yet.
 */
import { initializeApp } from 'firebase-admin/app';
import { getFirestore } from 'firebase-admin/firestore';
import type { DeliverNotificationTask } from '../../../src/contracts/notification-tasks.ts';
import { Database } from '../../../src/firestore/database.ts';
import { deliverNotification } from '../../../src/notifications/deliveries/deliver-notification.ts';
import { sendByChannel } from '../../../src/notifications/senders/send-by-channel.ts';
import { systemContext } from '../../../src/operator/rbac/system-context.ts';
import { RecordedTasks } from '../context.ts';
import { localNotifier } from '../real-senders.ts';
import { standStill } from './stand-still.ts';

/** What a killable worker is told. */
export interface KillableDelivery {
  readonly projectId: string;
  readonly task: DeliverNotificationTask;
  readonly now: string;
  /** The channel's secret, by its reference. */
  readonly secret: { readonly name: string; readonly text: string };
  readonly stop: 'before claiming' | 'before sending' | 'after sending';
}

const { projectId, task, now, secret, stop }: KillableDelivery = JSON.parse(process.argv[2] ?? '');
const firestore = getFirestore(initializeApp({ projectId }));
firestore.settings({ ignoreUndefinedProperties: true });
const notifier = localNotifier('http://127.0.0.1:9/');
await notifier.secrets.put(secret.name, secret.text);
const send = sendByChannel(notifier, (message) => process.stderr.write(`${message}\n`));

if (stop === 'before claiming') await standStill(stop);
const result = await deliverNotification({
  ctx: systemContext({
    orgId: task.orgId,
    name: 'deliverNotification',
    now: new Date(now),
    db: new Database(firestore),
    tasks: new RecordedTasks(),
  }),
  input: task,
  deps: {
    send: async (request) => {
      if (stop === 'before sending') await standStill(stop);
      const sent = await send(request);
      if (stop === 'after sending') await standStill(stop);
      return sent;
    },
    workerId: `worker-${process.pid}`,
    clock: () => new Date(now),
    // It stands still for as long as the test likes.
    timeoutMs: 600_000,
  },
});
process.stdout.write(`ended ${result}\n`);
await firestore.terminate();
