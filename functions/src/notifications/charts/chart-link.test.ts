import { createHmac } from 'node:crypto';
import { describe, expect, it } from 'vitest';
import { chartLinks } from './alert-charts.ts';
import { type ChartLink, readChartLink, signChartLink } from './chart-link.ts';

const key = 'a key of the deployment, 32 at least';
const now = new Date('2026-11-21T12:00:00Z');
const link: ChartLink = {
  ...{ orgId: 'org_1', metricId: 'met_1', alertId: 'alr_1', width: 1_200, height: 500, theme: 'dark' },
  expiresAt: new Date('2026-11-28T12:00:00Z'),
};
const token = signChartLink(key, link);

describe('a token', () => {
  it('says what was signed, and is the same for the same link', () => {
    expect(readChartLink([key], token, now)).toEqual(link);
    expect(signChartLink(key, { ...link })).toBe(token);
    expect(token).toMatch(/^[\w-]+\.[\w-]{43}$/);
  });

  it('is none of another key, and still one of an earlier key', () => {
    expect(readChartLink(['another'], token, now)).toBeUndefined();
    expect(readChartLink([], token, now)).toBeUndefined();
    expect(readChartLink(['the new key', key], token, now)).toEqual(link);
  });

  it('is over at its end', () => {
    expect(readChartLink([key], token, new Date(link.expiresAt.getTime() - 1))).toEqual(link);
    expect(readChartLink([key], token, link.expiresAt)).toBeUndefined();
  });

  it('is none when anything in it was changed', () => {
    const [text = '', mac = ''] = token.split('.');
    const other = (change: Partial<ChartLink>) => signChartLink('mine', { ...link, ...change }).split('.')[0];
    const forged = [
      `${other({ orgId: 'org_2' })}.${mac}`,
      `${other({ alertId: 'alr_2' })}.${mac}`,
      `${other({ expiresAt: new Date('2030-01-01') })}.${mac}`,
      `${text}.${mac.slice(1)}`,
      `${text}.`,
      `${text}.${mac}.${mac}`,
      `.${mac}`,
      text,
      '',
      '.',
      `${text}.${mac}${'A'.repeat(5_000)}`,
    ];
    for (const one of forged) expect([one, readChartLink([key], one, now)]).toEqual([one, undefined]);
  });

  it('is none for sizes out of bounds, or for a MAC of the same key over other words', () => {
    expect(readChartLink([key], signChartLink(key, { ...link, width: 100_000 }), now)).toBeUndefined();
    const [text = ''] = token.split('.');
    const plain = createHmac('sha256', key).update(text).digest('base64url');
    expect(readChartLink([key], `${text}.${plain}`, now)).toBeUndefined();
  });
});

describe('links of a deployment', () => {
  const links = chartLinks({ keys: [key], baseUrl: 'https://api.example.com', lifetimeDays: 7 });
  const place = { orgId: 'org_1', now };

  it('lead to the picture of an alert, the same all day, for a week after that', () => {
    const address = links.link({ alertId: 'alr_1', metricId: 'met_1' }, place) ?? '';
    expect(address).toMatch(/^https:\/\/api\.example\.com\/v1\/charts\/[\w-]+\.[\w-]+\.png$/);
    const last = address.split('/').at(-1) ?? '';
    expect(links.read(last, now)).toMatchObject({
      ...{ orgId: 'org_1', metricId: 'met_1', alertId: 'alr_1', width: 640, height: 320 },
      expiresAt: new Date('2026-11-29T00:00:00Z'),
    });
    expect(links.read(last.replace('.png', ''), now)).toBeUndefined();
    expect(address.length).toBeLessThan(400);
    const evening = { ...place, now: new Date('2026-11-21T23:59:00Z') };
    expect(links.link({ alertId: 'alr_1', metricId: 'met_1' }, evening)).toBe(address);
  });

  it('are none for an alert without a series, or where nobody outside could load them', () => {
    expect(links.link({ alertId: 'alr_1', metricId: null }, place)).toBeUndefined();
    const local = chartLinks({ keys: [key], baseUrl: 'http://127.0.0.1:5001/x', lifetimeDays: 7 });
    expect(local.link({ alertId: 'alr_1', metricId: 'met_1' }, place)).toBeUndefined();
  });
});
