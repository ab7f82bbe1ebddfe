import { afterEach, expect, it, vi } from 'vitest';
import { alertPageUrl, channelSecretsConfig, outboundConfig, pagerDutyUrl } from './notifications.ts';

afterEach(() => {
  vi.unstubAllEnvs();
});

it('lets messages go to public addresses by https only, unless somebody says otherwise', () => {
  expect(outboundConfig()).toEqual({ allowHttp: false, allowedHosts: [] });
  vi.stubEnv('NOTIFICATION_ALLOW_HTTP', 'true');
  vi.stubEnv('NOTIFICATION_ALLOWED_HOSTS', ' LocalHost:8080, [::1]:9,alerts.internal,');
  expect(outboundConfig()).toEqual({
    allowHttp: true,
    allowedHosts: ['localhost:8080', '[::1]:9', 'alerts.internal'],
  });
});

it.each(['*', '10.0.0.0/8', 'https://a.example', 'a b'])('takes no %j for a host', (hosts) => {
  vi.stubEnv('NOTIFICATION_ALLOWED_HOSTS', hosts);
  expect(outboundConfig).toThrow('NOTIFICATION_ALLOWED_HOSTS');
});

it('keeps secrets in a folder under the emulators and in Secret Manager in the cloud', () => {
  vi.stubEnv('GCLOUD_PROJECT', 'acme');
  vi.stubEnv('FUNCTIONS_EMULATOR', 'true');
  vi.stubEnv('CHANNEL_SECRETS_FOLDER', '');
  expect(channelSecretsConfig()).toEqual({ folder: expect.stringMatching(/\.cache.channel-secrets$/) });
  vi.stubEnv('CHANNEL_SECRETS_FOLDER', '/elsewhere');
  expect(channelSecretsConfig()).toEqual({ folder: '/elsewhere' });
  vi.stubEnv('FUNCTIONS_EMULATOR', '');
  expect(channelSecretsConfig()).toEqual({ project: 'acme' });
});

it('takes addresses for what they are, or says which is none', () => {
  expect([pagerDutyUrl(), alertPageUrl()]).toEqual([undefined, undefined]);
  vi.stubEnv('PAGERDUTY_EVENTS_URL', ' http://127.0.0.1:9/v2/enqueue ');
  vi.stubEnv('ALERT_PAGE_URL', 'javascript:alert(1)');
  expect(pagerDutyUrl()).toBe('http://127.0.0.1:9/v2/enqueue');
  expect(alertPageUrl).toThrow('ALERT_PAGE_URL');
});
