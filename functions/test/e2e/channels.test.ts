import { readdir, readFile, stat } from 'node:fs/promises';
import path from 'node:path';
import { expect, inject, it } from 'vitest';
import { newOrganization } from './support/organization.ts';

it('a channel has its secret in files of the run, tells by it, and reaches nothing on this machine unasked', async () => {
  const { organizationId, api } = await newOrganization();
  const { logFile } = inject('suite');
  const { channelId, signingSecret } = await api.post<{ channelId: string; signingSecret: string }>(
    '/v1/notification-channels',
    { name: 'hook', settings: { type: 'webhook', url: 'https://localhost:8443/hook' } },
  );
  const folder = path.join(
    path.dirname(logFile),
    'channel-secrets',
    `iv-channel-${organizationId}-${channelId}`,
  );
  expect(await readdir(folder)).toEqual(['1']);
  const file = path.join(folder, '1');
  expect((await stat(file)).mode & 0o777).toBe(0o600);
  expect(JSON.parse(await readFile(file, 'utf8'))).toEqual({ type: 'webhook', key: signingSecret });

  const where = `/v1/notification-channels/${channelId}`;
  expect(await api.post(`${where}/test`, {})).toMatchObject({
    outcome: 'permanent',
    detail: 'not sent: its name leads to an address that is not public',
  });
  await api.post(`${where}/rotate-secret`, { overlapSeconds: 0 });
  expect(await readFile(file, 'utf8')).toBe('');
  expect(await readFile(logFile, 'utf8')).not.toContain(signingSecret.slice('whsec_'.length));
});
