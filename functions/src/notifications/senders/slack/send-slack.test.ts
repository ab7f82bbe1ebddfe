import { expect, it } from 'vitest';
import {
  localPost,
  notification,
  resolvedAlert,
  sendRequest,
  toldAlert,
} from '../../../../test/support/notifications.ts';
import { type ReceivedRequest, type ReceiverStep, startReceiver } from '../../../../test/support/receiver.ts';
import type { SendRequest } from '../../../contracts/notifier.ts';
import { type MessageLinks, noLinks } from '../message-links.ts';
import { slackSender } from './send-slack.ts';

const path = '/services/T00000000/B00000000/XXXXXXXXXXXXXXXXXXXXXXXX';

async function sendTo(
  script: readonly ReceiverStep[],
  overrides: Partial<SendRequest<'slack'>> = {},
  links?: MessageLinks,
) {
  const receiver = await startReceiver(script);
  const request = sendRequest<'slack'>(
    { type: 'slack' },
    [{ type: 'slack', url: `${receiver.url}${path}` }],
    overrides,
  );
  const result = await slackSender(localPost(), links === undefined ? noLinks : () => links)(request);
  return { result, requests: receiver.requests, message: messageOf(receiver.requests[0]) };
}

interface Message {
  readonly text: string;
  readonly blocks: readonly { readonly type: string; readonly [field: string]: unknown }[];
}

const messageOf = (received: ReceivedRequest | undefined) => JSON.parse(received?.body ?? '{}') as Message;

/** The limits that Slack documents and answers `invalid_blocks` beyond. */
function expectValid({ text, blocks }: Message): void {
  expect(text).not.toBe('');
  expect(blocks.length).toBeLessThanOrEqual(50);
  for (const block of blocks) {
    const words = JSON.stringify(block);
    if (block.type === 'header')
      expect((block.text as { text: string }).text.length).toBeLessThanOrEqual(150);
    else if (block.type === 'section')
      expect((block.text as { text: string }).text.length).toBeLessThanOrEqual(3_000);
    else if (block.type === 'context') expect((block.elements as unknown[]).length).toBeLessThanOrEqual(10);
    else if (block.type === 'image') expect((block.alt_text as string).length).toBeLessThanOrEqual(2_000);
    else throw new Error(`no block of ours: ${words}`);
  }
}

it('posts text and blocks to the secret address', async () => {
  const { result, requests, message } = await sendTo([[200, 'ok']]);
  expect(result).toEqual({ outcome: 'delivered', status: 200, detail: 'answered 200: ok' });
  expect(requests[0]).toMatchObject({ path, headers: { 'content-type': 'application/json' } });
  expectValid(message);
  expect(message).toEqual({
    text: 'Firing: flights.departures (ATL) is above 60',
    blocks: [
      {
        type: 'header',
        text: { type: 'plain_text', text: 'Firing: flights.departures (ATL) is above 60', emoji: false },
      },
      {
        type: 'section',
        text: {
          type: 'mrkdwn',
          text: '*Firing:* flights.departures (ATL) is above 60\n71 &gt; 60 since 2026-11-21 05:00 UTC\nDe-icing &amp; &lt;crew&gt; changes',
        },
      },
      {
        type: 'context',
        elements: [
          {
            type: 'mrkdwn',
            text: 'airport=ATL · critical · since <!date^1795237202^{date_short_pretty} {time}|2026-11-21 05:00 UTC>',
          },
        ],
      },
    ],
  });
});

it('links and shows what the deployment has pages and pictures of', async () => {
  const links: MessageLinks = {
    alert: () => 'https://iv.example/a',
    chart: () => 'https://iv.example/a.png',
  };
  const { message } = await sendTo(
    [[200, 'ok']],
    { notification: notification({ alerts: [resolvedAlert()] }) },
    links,
  );
  expectValid(message);
  expect(JSON.stringify(message)).toContain(
    '*Resolved:* <https://iv.example/a|flights.departures (ATL) is above 60>',
  );
  expect(message.blocks.at(-1)).toMatchObject({ type: 'image', image_url: 'https://iv.example/a.png' });
});

it('goes without its pictures where Slack cannot load them', async () => {
  const links: MessageLinks = { alert: () => undefined, chart: () => 'https://iv.example/gone.png' };
  const script: ReceiverStep[] = [
    [400, 'invalid_blocks'],
    [200, 'ok'],
  ];
  const { result, requests } = await sendTo(script, {}, links);
  expect(result).toMatchObject({ outcome: 'delivered', status: 200 });
  const shown = requests.map((request) => messageOf(request).blocks.map(({ type }) => type));
  expect(shown).toEqual([
    ['header', 'section', 'context', 'image'],
    ['header', 'section', 'context'],
  ]);
  const plain = await sendTo(script);
  expect(plain.result).toMatchObject({ outcome: 'permanent', status: 400 });
  expect(plain.requests).toHaveLength(1);
});

it('lets no text mention anybody', async () => {
  const alerts = [toldAlert({ summary: '<!channel> & <@U1>', labels: { who: '<!here>' } })];
  const { message } = await sendTo([[200, 'ok']], { notification: notification({ alerts }) });
  const [, ...formatted] = message.blocks;
  expect(JSON.stringify([message.text, formatted])).not.toMatch(/<[!@](?!date)/);
  expect(message.text).toBe('Firing: &lt;!channel&gt; &amp; &lt;@U1&gt;');
});

it('shows ten alerts and counts the others, within the limits of Slack', async () => {
  const links: MessageLinks = {
    alert: () => `https://iv.example/${'a'.repeat(200)}`,
    chart: () => 'https://iv.example/a.png',
  };
  const wordy = toldAlert({
    summary: '&'.repeat(1_024),
    reason: '&'.repeat(2_000),
    description: '&'.repeat(4_096),
    labels: Object.fromEntries(Array.from({ length: 24 }, (_, i) => [`label${i}`, '&'.repeat(256)])),
  });
  const alerts = Array.from({ length: 40 }, () => wordy);
  const { message } = await sendTo(
    [[200, 'ok']],
    { notification: notification({ alerts, truncatedAlerts: 5 }) },
    links,
  );
  expectValid(message);
  expect(message.blocks.filter(({ type }) => type === 'section')).toHaveLength(10);
  expect(message.blocks.filter(({ type }) => type === 'image')).toHaveLength(3);
  expect(message.blocks.at(-1)).toEqual({
    type: 'context',
    elements: [{ type: 'mrkdwn', text: 'and 35 more alerts' }],
  });
});

it('takes the answers of what speaks as Slack does', async () => {
  expect((await sendTo([[200, '{"ok":true}']])).result.outcome).toBe('delivered');
  expect((await sendTo([[200, '<html>welcome</html>']])).result).toMatchObject({
    outcome: 'temporary',
    detail: 'answered 200: <html>welcome</html> (expected: ok)',
  });
});

it('waits as long as Slack says', async () => {
  const { result } = await sendTo([[429, 'rate_limited', { 'Retry-After': '30' }]]);
  expect(result).toMatchObject({ outcome: 'temporary', status: 429, retryAfterSeconds: 30 });
});

it.each([
  [500, 'rollup_error'],
  [502, ''],
  [503, 'service_unavailable'],
])('tries again after %i %s', async (status, code) => {
  expect((await sendTo([[status, code]])).result).toMatchObject({ outcome: 'temporary', status });
});

it.each([
  [400, 'invalid_payload'],
  [400, 'too_many_attachments'],
  [400, 'no_text'],
  [403, 'action_prohibited'],
  [403, 'posting_to_general_channel_denied'],
  [404, 'channel_not_found'],
  [404, 'user_not_found'],
  [302, ''],
])('gives up after %i %s', async (status, code) => {
  const { result } = await sendTo([[status, code]]);
  expect(result).toMatchObject({ outcome: 'permanent', status });
  expect(result.detail).toContain(code);
  expect(result.disable).toBeUndefined();
});

it.each([
  [404, 'no_service'],
  [404, 'no_service_id'],
  [404, 'no_active_hooks'],
  [404, 'no_team'],
  [403, 'team_disabled'],
  [403, 'invalid_token'],
  [410, 'channel_is_archived'],
])('ends the channel after %i %s', async (status, code) => {
  expect((await sendTo([[status, code]])).result).toMatchObject({
    outcome: 'permanent',
    disable: expect.stringContaining('gone'),
  });
});

it('says nothing of the address, though the other side repeats it', async () => {
  const receiver = await startReceiver([[404, `no hook at ${path}, no XXXXXXXXXXXXXXXXXXXXXXXX`]]);
  const url = `${receiver.url}${path}`;
  const request = sendRequest<'slack'>({ type: 'slack' }, [{ type: 'slack', url }]);
  const { detail } = await slackSender(localPost(), noLinks)(request);
  expect(detail).toBe('answered 404: no hook at [secret], no [secret]');
});

it('says nothing of the address where it cannot be reached', async () => {
  const request = sendRequest<'slack'>({ type: 'slack' }, [
    { type: 'slack', url: `http://127.0.0.1:1${path}` },
  ]);
  expect(await slackSender(localPost(), noLinks)(request)).toEqual({
    outcome: 'temporary',
    status: null,
    detail: 'no answer: the connection was refused',
  });
});

it('sends nothing without an address', async () => {
  expect(await slackSender(localPost(), noLinks)(sendRequest<'slack'>({ type: 'slack' }, []))).toMatchObject({
    outcome: 'permanent',
  });
});
