import assert from 'node:assert/strict';
import { once } from 'node:events';
import http from 'node:http';
import { setTimeout } from 'node:timers/promises';
import { guardedPost } from '../../functions/lib/notifications/outbound/guarded-post.js';
import { alertmanagerSender } from '../../functions/lib/notifications/senders/alertmanager/send-alertmanager.js';
import { noLinks } from '../../functions/lib/notifications/senders/message-links.js';
import { alertmanagerBody } from '../../functions/lib/notifications/senders/webhook/alertmanager-body.js';
import { loopback } from '../emulators/free-ports.mjs';
import { startAlertmanager } from './start-alertmanager.mjs';
import { notificationOf, toldAlert } from './told-alerts.mjs';

/** Alertmanager tells its receivers within a second or two. */
const waitMs = 20_000;
const pauseMs = 100;

/**
 * Pushes alerts into a real Alertmanager, looks at what it then has for active, and compares what it tells its own
 * webhook receiver with what ours is told in its format.
 *
 * @param {string} command
 * @returns {Promise<string[]>} what was found to hold
 * @throws {assert.AssertionError}
 */
export async function checkAlertmanager(command) {
  /** @type {any[]} */
  const told = [];
  const receiver = http.createServer(async (request, response) => {
    told.push(JSON.parse(Buffer.concat(await request.toArray()).toString()));
    response.end();
  });
  receiver.listen(0, loopback);
  await once(receiver, 'listening');
  const { port } = /** @type {import('node:net').AddressInfo} */ (receiver.address());
  const alertmanager = await startAlertmanager(command, `http://${loopback}:${port}/`);
  try {
    return await check(alertmanager, told);
  } finally {
    alertmanager.stop();
    receiver.closeAllConnections();
    receiver.close();
  }
}

/**
 * @param {Awaited<ReturnType<typeof startAlertmanager>>} alertmanager
 * @param {any[]} told
 */
async function check({ url, alerts }, told) {
  const send = alertmanagerSender(
    guardedPost({ policy: { allowHttp: false, allowedHosts: [loopback] } }),
    noLinks,
  );
  const now = new Date();
  /** @param {import('../../functions/lib/contracts/notification-delivery.js').ToldAlert[]} list */
  const push = (list) =>
    send({
      orgId: 'org_check',
      channel: { name: 'alertmanager', settings: { type: 'alertmanager', url } },
      secrets: [],
      notification: notificationOf(list),
      deliveryId: 'dlv_check',
      createdAt: now,
      attemptAt: now,
      signal: AbortSignal.timeout(waitMs),
    });
  const airports = async () => (await alerts()).map(({ labels }) => labels.airport).sort();

  const both = [toldAlert(now, 'ATL'), toldAlert(now, 'ORD')];
  assert.equal((await push(both)).outcome, 'delivered');
  assert.deepEqual(await airports(), ['ATL', 'ORD']);
  const [first] = (await alerts()).filter(({ labels }) => labels.airport === 'ATL');
  assert.deepEqual(first.labels, {
    alertname: 'Many departures',
    severity: 'critical',
    airport: 'ATL',
    run_way: '9L',
    note: 'a "quoted" word & ünö',
  });
  assert.equal(first.annotations.summary, 'departures (ATL) are above 60');
  assert.equal(new Date(first.startsAt).getTime(), both[0]?.firedAt?.getTime());
  assert.ok(Date.parse(first.endsAt) > now.getTime() + 30 * 86_400_000, 'it would end by itself');

  const firing = await until(() => told.find(({ alerts: list }) => list.length === 2));
  sameForm(JSON.parse(alertmanagerBody(notificationOf(both), 'iv', noLinks(''))), firing);

  assert.equal((await push([toldAlert(now, 'ATL', true), toldAlert(now, 'ORD')])).outcome, 'delivered');
  await until(async () => (await airports()).join() === 'ORD');
  const partly = await until(() => told.find(({ alerts: list }) => list.some(isResolved)));
  assert.equal(partly.status, 'firing');
  assert.equal((await push([toldAlert(now, 'ORD', true)])).outcome, 'delivered');
  await until(async () => (await airports()).length === 0);
  sameForm(
    JSON.parse(alertmanagerBody(notificationOf([toldAlert(now, 'ORD', true)]), 'iv', noLinks(''))),
    await until(() => told.find(({ status }) => status === 'resolved')),
  );

  const unnamed = await send({
    orgId: 'org_check',
    channel: { name: 'alertmanager', settings: { type: 'alertmanager', url: `${url}/elsewhere` } },
    secrets: [],
    notification: notificationOf(both),
    deliveryId: 'dlv_check',
    createdAt: now,
    attemptAt: now,
    signal: AbortSignal.timeout(waitMs),
  });
  assert.deepEqual([unnamed.outcome, unnamed.status], ['permanent', 404]);
  return [
    'two alerts that fire are active, with the labels and times that were sent',
    'they do not end by themselves within the longest repeat interval',
    'one is over and the other goes on; then both are over',
    'our webhook body (version 4) has the members of its own, and the same values where both know them',
    'a wrong address is a permanent failure',
  ];
}

/** @param {{ status: string }} alert */
const isResolved = ({ status }) => status === 'resolved';

/** Values that belong to whoever sends. */
const senders = ['groupKey', 'externalURL', 'receiver'];
const sendersOfAlert = ['generatorURL', 'fingerprint', 'endsAt', 'startsAt'];

/**
 * The same members of the same types, and the same values where both sides can know them.
 *
 * @param {any} ours
 * @param {any} theirs
 */
function sameForm(ours, theirs) {
  assert.deepEqual(typesOf(ours), typesOf(theirs));
  assert.deepEqual(
    without(ours, [...senders, 'alerts', 'truncatedAlerts', 'commonAnnotations', 'commonLabels']),
    without(theirs, [...senders, 'alerts', 'truncatedAlerts', 'commonAnnotations', 'commonLabels']),
  );
  const one = ours.alerts.at(-1);
  const same = theirs.alerts.find((/** @type {any} */ { labels }) => labels.airport === one.labels.airport);
  assert.deepEqual(typesOf(one), typesOf(same));
  assert.deepEqual(without(one, sendersOfAlert), without(same, sendersOfAlert));
}

/** @param {object} value */
const typesOf = (value) =>
  Object.fromEntries(
    Object.entries(value)
      .map(([name, member]) => [name, Array.isArray(member) ? 'array' : typeof member])
      .sort(),
  );

/** @param {object} value @param {string[]} names */
const without = (value, names) =>
  Object.fromEntries(Object.entries(value).filter(([name]) => !names.includes(name)));

/**
 * @template T
 * @param {() => T | Promise<T>} look
 * @returns {Promise<NonNullable<T>>}
 */
async function until(look) {
  const end = Date.now() + waitMs;
  for (;;) {
    const found = await look();
    if (found) return found;
    if (Date.now() > end) throw new assert.AssertionError({ message: `did not happen: ${look}` });
    await setTimeout(pauseMs);
  }
}
