import { describe, expect, it, test } from 'vitest';
import {
  notification,
  resolvedAlert,
  sendRequest,
  toldAlert,
} from '../../../../test/support/notifications.ts';
import { unusedPort } from '../../../../test/support/receiver.ts';
import {
  headersOf,
  readMail,
  type SmtpReceiver,
  smtpReply,
  startSilentServer,
  startSmtp,
  testIdentity,
} from '../../../../test/support/smtp-receiver.ts';
import { trustTestAuthority } from '../../../../test/support/tls-receiver.ts';
import type { SendRequest } from '../../../contracts/notifier.ts';
import { messageLinks, noLinks } from '../message-links.ts';
import { type EmailSenderOptions, emailSender } from './send-email.ts';
import type { SmtpServer } from './smtp-server.ts';

const settings = { type: 'email', to: ['ada@acme.example', 'bob@acme.example'] } as const;
const password = 'correct horse battery';

interface Sending {
  readonly server?: Partial<SmtpServer>;
  readonly request?: Partial<SendRequest<'email'>>;
  readonly options?: Partial<EmailSenderOptions>;
}

const serverAt = (port: number, overrides: Partial<SmtpServer> = {}): SmtpServer => ({
  host: '127.0.0.1',
  port,
  tls: 'none',
  from: 'alerts@iv.example',
  ...overrides,
});

function sendTo(port: number, { server = {}, request = {}, options = {} }: Sending = {}) {
  const send = emailSender({ server: serverAt(port, server), linksOf: noLinks, ...options });
  return send(
    sendRequest<'email'>({ ...settings, to: [...settings.to] }, [], { orgId: 'org_1', ...request }),
  );
}

const firstMail = async ({ mails }: SmtpReceiver) => {
  const [mail] = mails;
  if (mail === undefined) throw new Error('no mail came');
  return readMail(mail);
};

describe('a mail', () => {
  it('goes to all recipients of the channel, in plain text and HTML', async () => {
    const smtp = await startSmtp();
    expect(await sendTo(smtp.port)).toEqual({
      outcome: 'delivered',
      status: 250,
      detail: '250 2.0.0 queued as 4711',
    });
    expect(smtp.mails).toMatchObject([{ from: 'alerts@iv.example', to: settings.to }]);
    const mail = await firstMail(smtp);
    expect(mail.from).toMatchObject({ name: 'IntentVision', address: 'alerts@iv.example' });
    expect(mail.to?.map(({ address }) => address)).toEqual(settings.to);
    expect(mail.subject).toBe('[FIRING 1] flights.departures (ATL) is above 60');
    expect(new Date(mail.date ?? '')).toEqual(new Date('2026-11-21T05:00:30Z'));
    expect(mail.text).toContain('Firing: flights.departures (ATL) is above 60');
    expect(mail.text).toContain('  Threshold: 60\n  Since: 2026-11-21 05:00 UTC\n  Severity: critical');
    expect(mail.html).toContain('De-icing &amp; &lt;crew&gt; changes');
    expect(headersOf(mail, 'Auto-Submitted')).toEqual(['auto-generated']);
    expect(mail.attachments).toEqual([]);
  });

  it('tells when a threshold will be crossed, and how sure that is', async () => {
    const smtp = await startSmtp();
    const crossing = {
      probability: 0.93,
      at: new Date('2026-11-21T09:00:00Z'),
      earliest: new Date('2026-11-21T07:00:00Z'),
      latest: new Date('2026-11-21T11:00:00Z'),
    };
    await sendTo(smtp.port, {
      request: { notification: notification({ alerts: [toldAlert({ crossing })] }) },
    });
    expect((await firstMail(smtp)).text).toContain(
      '  Crosses: 2026-11-21 09:00 UTC (2026-11-21 07:00 UTC to 2026-11-21 11:00 UTC, p = 0.93)',
    );
  });

  it('has the same id in each attempt, and stands in the thread of its group', async () => {
    const smtp = await startSmtp();
    const over = {
      deliveryId: 'dlv_other',
      notification: notification({ status: 'resolved', alerts: [resolvedAlert()] }),
    };
    const elsewhere = { deliveryId: 'dlv_third', notification: notification({ groupKey: 'grp_other' }) };
    for (const request of [{}, {}, over, elsewhere]) await sendTo(smtp.port, { request });
    const mails = await Promise.all(smtp.mails.map(readMail));
    const [first, again, resolved, other] = mails.map(({ messageId }) => messageId);
    expect(again).toBe(first);
    expect(new Set([first, resolved, other]).size).toBe(3);
    const threads = mails.map(({ references }) => references);
    expect(threads).toEqual([threads[0], threads[0], threads[0], threads[3]]);
    expect(threads[3]).not.toBe(threads[0]);
    expect(mails.map(({ inReplyTo }) => inReplyTo)).toEqual(threads);
    for (const id of [first, ...threads]) expect(id).toMatch(/^<[a-z0-9.]+@iv\.example>$/);
  });

  it('shows the charts of its first alerts within the HTML', async () => {
    const smtp = await startSmtp();
    const png = Uint8Array.from([0x89, 0x50, 0x4e, 0x47, 1, 2, 3]);
    const asked: unknown[] = [];
    const alerts = [1, 2, 3, 4].map((index) => toldAlert({ alertId: `alr_${index}` }));
    const chartOf: EmailSenderOptions['chartOf'] = async ({ alertId }, { orgId }) => {
      asked.push([orgId, alertId]);
      return alertId === 'alr_2' ? null : { png, alt: `the "series" of ${alertId}` };
    };
    const request = { notification: notification({ alerts }) };
    await sendTo(smtp.port, { request, options: { chartOf } });
    expect(asked).toEqual([
      ['org_1', 'alr_1'],
      ['org_1', 'alr_2'],
      ['org_1', 'alr_3'],
    ]);
    const { html = '', attachments } = await firstMail(smtp);
    expect(attachments.map(({ mimeType, disposition }) => [mimeType, disposition])).toEqual([
      ['image/png', 'inline'],
      ['image/png', 'inline'],
    ]);
    for (const { contentId, content } of attachments) {
      expect(html).toContain(`src="cid:${contentId?.slice(1, -1)}"`);
      expect(new Uint8Array(content as ArrayBuffer)).toEqual(png);
    }
    expect(html).toContain('alt="the &quot;series&quot; of alr_1"');
  });

  it('goes without a chart that cannot be drawn, or is too large', async () => {
    const smtp = await startSmtp();
    const warned: unknown[] = [];
    const warn = (message: string) => warned.push(message);
    const broken = async () => Promise.reject(new Error('no font'));
    expect(await sendTo(smtp.port, { options: { chartOf: broken, warn } })).toMatchObject({
      outcome: 'delivered',
    });
    const large = async () => ({ png: new Uint8Array(2_000_000), alt: 'large' });
    await sendTo(smtp.port, { options: { chartOf: large, warn } });
    expect(warned).toEqual(['a chart for dlv_9e1b3d5f7a2c4e6b8d0f1a3c was not drawn']);
    for (const mail of smtp.mails) expect((await readMail(mail)).attachments).toEqual([]);
  });

  it('lists 25 alerts and counts the others', async () => {
    const smtp = await startSmtp();
    const alerts = Array.from({ length: 40 }, (_, index) => toldAlert({ alertId: `alr_${index}` }));
    await sendTo(smtp.port, { request: { notification: notification({ alerts, truncatedAlerts: 2 }) } });
    const { text = '', html } = await firstMail(smtp);
    expect(text.match(/Firing: flights/g)).toHaveLength(25);
    expect(text).toContain('And 17 more alerts.');
    expect(html).toContain('And 17 more alerts.');
  });

  it('links to the page of an alert where the deployment has one', async () => {
    const smtp = await startSmtp();
    const linksOf = messageLinks('https://console.example/alerts/{alertId}');
    await sendTo(smtp.port, { options: { linksOf } });
    const page = 'https://console.example/alerts/alr_3d5f7b9c1e2a4b6d8f0c3e5a';
    const { text, html } = await firstMail(smtp);
    expect(text).toContain(page);
    expect(html).toContain(`<a href="${page}">`);
  });
});

describe('texts of a tenant', () => {
  const evil =
    'disk\r\nBcc: everybody@evil.example\r\n\r\n.\r\nMAIL FROM:<x@evil.example>\r\n<script>alert(1)</script>';

  it('make no header, no recipient, no second mail and no script', async () => {
    const smtp = await startSmtp();
    const hostile = notification({
      alerts: [
        toldAlert({
          summary: evil,
          name: evil,
          description: evil,
          reason: evil,
          labels: { airport: evil.slice(0, 200) },
        }),
      ],
      groupKey: evil,
      groupLabels: { alertname: evil.slice(0, 200) },
      routeName: evil,
    });
    await sendTo(smtp.port, { request: { notification: hostile, deliveryId: evil } });
    expect(smtp.mails).toHaveLength(1);
    expect(smtp.mails[0]?.to).toEqual(settings.to);
    const mail = await firstMail(smtp);
    expect(headersOf(mail, 'Bcc')).toEqual([]);
    expect(mail.headers.map(({ key }) => key).sort()).toEqual([
      'auto-submitted',
      'content-type',
      'date',
      'from',
      'in-reply-to',
      'message-id',
      'mime-version',
      'references',
      'subject',
      'to',
    ]);
    expect(mail.html).not.toContain('<script');
    expect(mail.text).toContain('MAIL FROM:<x@evil.example>');
  });

  it('as recipients are addresses and nothing else', async () => {
    const smtp = await startSmtp();
    const to = ['ada@acme.example, mallory@evil.example', 'bob@acme.example'];
    const channel = { name: 'on call', settings: { type: 'email', to } } as const;
    await sendTo(smtp.port, {
      request: { channel: { ...channel, settings: { ...channel.settings, to: [...to] } } },
    });
    expect(smtp.mails.flatMap((mail) => mail.to)).not.toContain('mallory@evil.example');
  });
});

describe('the connection', () => {
  const named = { tlsName: 'hooks.example' };

  test.each([
    ['is upgraded by STARTTLS', 'starttls', {}],
    ['is TLS from the beginning', 'implicit', { secure: true }],
  ] as const)('%s, and the certificate is checked', async (_, tls, options) => {
    const smtp = await startSmtp({ ...testIdentity, ...options, disabledCommands: ['AUTH'] });
    const distrusted = await sendTo(smtp.port, { server: { tls, ...named } });
    expect(distrusted).toMatchObject({ outcome: 'temporary', status: null });
    trustTestAuthority();
    expect(await sendTo(smtp.port, { server: { tls, ...named } })).toMatchObject({ outcome: 'delivered' });
    expect(await sendTo(smtp.port, { server: { tls } })).toMatchObject({ outcome: 'temporary' });
    expect(smtp.mails.map(({ secure }) => secure)).toEqual([true]);
  });

  it('is given up where a server has no TLS, or somebody took the offer out', async () => {
    const smtp = await startSmtp();
    const result = await sendTo(smtp.port, { server: { tls: 'starttls', user: 'alerts', password } });
    expect(result).toMatchObject({ outcome: 'temporary' });
    expect(smtp.mails).toEqual([]);
  });

  it('is made as the user of the deployment', async () => {
    trustTestAuthority();
    const smtp = await startSmtp({
      ...testIdentity,
      disabledCommands: [],
      onAuth: ({ username, password: given }, _, done) =>
        given === password ? done(null, { user: username }) : done(smtpReply(535, `5.7.8 not ${given}`)),
    });
    const server = { tls: 'starttls', ...named, user: 'alerts' } as const;
    expect(await sendTo(smtp.port, { server: { ...server, password } })).toMatchObject({
      outcome: 'delivered',
    });
    expect(smtp.mails).toMatchObject([{ user: 'alerts', secure: true }]);
    const wrong = await sendTo(smtp.port, { server: { ...server, password: 'wrong password' } });
    expect(wrong).toMatchObject({ outcome: 'temporary', status: 535 });
    expect(JSON.stringify(wrong)).not.toContain('wrong password');
  });
});

describe('a server that does not take a mail', () => {
  test.each([
    ['greylists', 451, '4.7.1 greylisted, come back in five minutes', 'temporary'],
    ['has no room', 452, '4.2.2 mailbox full', 'temporary'],
    ['knows no such recipient', 550, '5.1.1 no such user', 'permanent'],
  ] as const)('since it %s has said so: %i is %4$s', async (_, code, text, outcome) => {
    const smtp = await startSmtp({ onRcptTo: (_address, _session, done) => done(smtpReply(code, text)) });
    expect(await sendTo(smtp.port)).toEqual({ outcome, status: code, detail: `${code} ${text}` });
  });

  test.each([
    [554, '5.7.1 this is spam', 'permanent'],
    [451, '4.3.0 try again', 'temporary'],
  ] as const)('after it read it has said so: %i is %3$s', async (code, text, outcome) => {
    const smtp = await startSmtp({
      onData: (stream, _, done) => {
        stream.resume().on('end', () => done(smtpReply(code, text)));
      },
    });
    expect(await sendTo(smtp.port)).toEqual({ outcome, status: code, detail: `${code} ${text}` });
  });

  it('refuses our sender for good', async () => {
    const smtp = await startSmtp({
      onMailFrom: (_address, _session, done) => done(smtpReply(553, '5.7.1 not yours')),
    });
    expect(await sendTo(smtp.port)).toMatchObject({ outcome: 'permanent', status: 553 });
  });

  it('is asked again where it greylists one of the refused', async () => {
    const smtp = await startSmtp({
      onRcptTo: ({ address }, _, done) =>
        done(
          address.startsWith('ada')
            ? smtpReply(451, '4.7.1 greylisted')
            : smtpReply(550, '5.1.1 no such user'),
        ),
    });
    expect(await sendTo(smtp.port)).toMatchObject({ outcome: 'temporary', status: 451 });
  });

  it('for one recipient only has taken it, and the detail says who was left out', async () => {
    const smtp = await startSmtp({
      onRcptTo: ({ address }, _, done) =>
        address.startsWith('bob') ? done(smtpReply(550, `5.1.1 <${address}> is no user`)) : done(),
    });
    expect(await sendTo(smtp.port)).toEqual({
      outcome: 'delivered',
      status: 250,
      detail: 'taken for 1 of 2 recipients, refused for recipient 2 (550 5.1.1 <[secret]> is no user)',
    });
    expect(smtp.mails).toMatchObject([{ to: ['ada@acme.example'] }]);
  });

  it('is away', async () => {
    expect(await sendTo(await unusedPort())).toEqual({
      outcome: 'temporary',
      status: null,
      detail: expect.stringMatching(/^the (mail server refused the|connection to the mail server)/),
    });
  });

  it.each([
    ['does not greet', ''],
    ['greets and says no more', '220 mail.example ESMTP\r\n'],
  ])('%s is not waited for', async (_, greeting) => {
    const port = await startSilentServer(greeting);
    const result = await sendTo(port, { request: { signal: AbortSignal.timeout(300) } });
    expect(result).toMatchObject({ outcome: 'temporary', status: null });
    expect(result.detail).toContain('in time');
  });

  it('greets with a refusal of all', async () => {
    const port = await startSilentServer('554 5.3.2 no mail today\r\n');
    expect(await sendTo(port)).toMatchObject({ outcome: 'temporary' });
  });
});

it('is not sent by a deployment without a mail server', async () => {
  const send = emailSender({ server: undefined, linksOf: noLinks });
  const request = sendRequest<'email'>({ ...settings, to: [...settings.to] }, []);
  expect(await send(request)).toEqual({
    outcome: 'permanent',
    status: null,
    detail: 'not sent: this deployment has no mail server',
  });
});
