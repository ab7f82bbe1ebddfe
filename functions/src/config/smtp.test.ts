import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import { smtpConfig, smtpSecrets } from './smtp.ts';

beforeEach(() => {
  vi.stubEnv('SMTP_HOST', 'mail.acme.example');
  vi.stubEnv('SMTP_FROM', 'alerts@acme.example');
});

afterEach(() => {
  vi.unstubAllEnvs();
});

describe('the mail server of a deployment', () => {
  it('is none where nobody named one, and then needs no secret', () => {
    vi.stubEnv('SMTP_HOST', ' ');
    expect(smtpConfig()).toBeUndefined();
    expect(smtpSecrets).toEqual([]);
  });

  it('is asked for TLS on the port of submission, unless somebody says otherwise', () => {
    expect(smtpConfig()).toEqual({
      host: 'mail.acme.example',
      port: 587,
      tls: 'starttls',
      tlsName: undefined,
      user: undefined,
      password: undefined,
      from: 'alerts@acme.example',
    });
    vi.stubEnv('SMTP_TLS', 'implicit');
    expect(smtpConfig()).toMatchObject({ port: 465, tls: 'implicit' });
    vi.stubEnv('SMTP_PORT', '2465');
    vi.stubEnv('SMTP_USER', 'alerts');
    vi.stubEnv('SMTP_PASSWORD', 'hunter2');
    expect(smtpConfig()).toMatchObject({ port: 2_465, user: 'alerts', password: 'hunter2' });
  });

  it.each([
    ['SMTP_TLS', 'yes'],
    ['SMTP_PORT', 'smtp'],
    ['SMTP_PORT', '70000'],
    ['SMTP_FROM', ''],
    ['SMTP_FROM', 'Acme <alerts@acme.example>'],
    ['SMTP_FROM', 'a@b\nBcc: everybody@acme.example'],
  ])('is refused where %s is %j', (name, value) => {
    vi.stubEnv(name, value);
    expect(smtpConfig).toThrow(name);
  });
});
