import { describe, expect, it } from 'vitest';
import { WrongCredentials, wrongPerMinute } from './wrong-credentials.ts';

const start = new Date('2026-11-21T12:00:00Z');
const after = (seconds: number) => new Date(start.getTime() + seconds * 1_000);
const refused = { code: 'resource-exhausted', reason: 'TOO_MANY_WRONG_CREDENTIALS' };

/** What an address gets that sends wrong credentials as often as it may. */
function spent(address: string): WrongCredentials {
  const wrong = new WrongCredentials();
  for (let sent = 0; sent < wrongPerMinute; sent += 1) wrong.count(address, start);
  return wrong;
}

describe('WrongCredentials', () => {
  it('takes twenty, refuses the next before it is looked up, and says when to come back', () => {
    const wrong = spent('203.0.113.7');
    expect(() => wrong.requireTry('203.0.113.7', start)).toThrowError(
      expect.objectContaining({ ...refused, retryAfterSeconds: 3 }),
    );
    expect(() => wrong.count('203.0.113.7', start)).toThrowError(expect.objectContaining(refused));
  });

  it('gives one try back every three seconds, and all within a minute, not more', () => {
    const wrong = spent('203.0.113.7');
    expect(() => wrong.requireTry('203.0.113.7', after(2))).toThrowError(
      expect.objectContaining({ retryAfterSeconds: 1 }),
    );
    wrong.count('203.0.113.7', after(3));
    expect(() => wrong.requireTry('203.0.113.7', after(3))).toThrow('too many');
    for (let sent = 0; sent < wrongPerMinute; sent += 1) wrong.count('203.0.113.7', after(600));
    expect(() => wrong.requireTry('203.0.113.7', after(600))).toThrow('too many');
  });

  it('does not count what is right', () => {
    const wrong = new WrongCredentials();
    for (let sent = 0; sent < 10 * wrongPerMinute; sent += 1) wrong.requireTry('203.0.113.7', start);
    expect(() => wrong.requireTry('203.0.113.7', start)).not.toThrow();
  });

  it('counts IPv6 by the network of a customer, IPv4 by address', () => {
    const wrong = spent('2001:db8:1:2::1');
    expect(() => wrong.requireTry('2001:db8:1:2:ffff::9', start)).toThrow('too many');
    expect(() => wrong.requireTry('2001:db8:1:3::1', start)).not.toThrow();
    expect(() => spent('203.0.113.7').requireTry('203.0.113.8', start)).not.toThrow();
  });

  it('counts nobody whose address is not known, for all of them would share one count', () => {
    const wrong = new WrongCredentials();
    for (let sent = 0; sent < 10 * wrongPerMinute; sent += 1) wrong.count(null, start);
    expect(() => wrong.requireTry(null, start)).not.toThrow();
  });

  it('remembers ten thousand addresses at the most, the latest', () => {
    const wrong = spent('203.0.113.7');
    for (let index = 0; index < 10_000; index += 1) wrong.count(`10.0.${index >> 8}.${index & 255}`, start);
    expect(() => wrong.requireTry('203.0.113.7', start)).not.toThrow();
    expect(() => wrong.requireTry('10.0.39.15', start)).not.toThrow();
  });
});
