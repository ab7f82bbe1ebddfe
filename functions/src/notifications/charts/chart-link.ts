import { createHmac, timingSafeEqual } from 'node:crypto';
import { z } from 'zod';
import {
  chartHeightMax,
  chartHeightMin,
  chartThemeSchema,
  chartWidthMax,
  chartWidthMin,
} from '../../contracts/chart.ts';
import { idSchema } from '../../contracts/ids.ts';

/** What a link shows, and until when. */
const chartLinkSchema = z.tuple([
  z.literal(1),
  idSchema('organization'),
  idSchema('metric'),
  idSchema('alert'),
  z.number().int().min(chartWidthMin).max(chartWidthMax),
  z.number().int().min(chartHeightMin).max(chartHeightMax),
  chartThemeSchema,
  z.number().int(),
]);

/** A chart of one alert, for whoever has its address. */
export interface ChartLink {
  readonly orgId: string;
  readonly metricId: string;
  readonly alertId: string;
  readonly width: number;
  readonly height: number;
  readonly theme: 'light' | 'dark';
  readonly expiresAt: Date;
}

/** Longest token that is looked at; ours are a third of it. */
const tokenMax = 1_000;

const separator = '.';

/**
 * The token of a link: what it shows, and an HMAC-SHA-256 (RFC 2104) over that, both in base64url. The same link and key give
 * the same token. It hides nothing: whoever has it can read the ids.
 */
export function signChartLink(key: string, link: ChartLink): string {
  const { orgId, metricId, alertId, width, height, theme, expiresAt } = link;
  const seconds = Math.floor(expiresAt.getTime() / 1_000);
  const payload = JSON.stringify([1, orgId, metricId, alertId, width, height, theme, seconds]);
  const text = Buffer.from(payload).toString('base64url');
  return `${text}${separator}${macOf(key, text).toString('base64url')}`;
}

/**
 * What a token shows; undefined for one that no key of ours signed, and for one that is over. Several keys, so that a new one
 * can be brought in while links of the old one last.
 */
export function readChartLink(keys: readonly string[], token: string, now: Date): ChartLink | undefined {
  if (token.length > tokenMax) return undefined;
  const [text = '', mac = '', ...rest] = token.split(separator);
  const given = Buffer.from(mac, 'base64url');
  if (rest.length > 0 || !keys.some((key) => isSame(given, macOf(key, text)))) return undefined;
  const parsed = chartLinkSchema.safeParse(JSON.parse(Buffer.from(text, 'base64url').toString()));
  if (!parsed.success) return undefined;
  const [, orgId, metricId, alertId, width, height, theme, seconds] = parsed.data;
  const expiresAt = new Date(seconds * 1_000);
  return expiresAt > now ? { orgId, metricId, alertId, width, height, theme, expiresAt } : undefined;
}

/** The words before keep a MAC of the same key for another purpose from being one of ours. */
const macOf = (key: string, text: string): Buffer =>
  createHmac('sha256', key).update(`intentvision chart link ${text}`).digest();

const isSame = (given: Buffer, expected: Buffer): boolean =>
  given.length === expected.length && timingSafeEqual(given, expected);
