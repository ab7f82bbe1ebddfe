import type { ChartTheme } from '../../contracts/chart.ts';
import type { ToldAlert } from '../../contracts/notification-delivery.ts';
import type { Ctx } from '../../firestore/context.ts';
import { type ChartLink, readChartLink, signChartLink } from './chart-link.ts';
import { chartOfMetric } from './chart-of-metric.ts';
import { rasterise } from './rasterise.ts';
import { svgOf } from './svg-of.ts';

const dayMs = 86_400_000;

/** As large as chats and mail show it, drawn in twice as many pixels, for their screens. */
const messageLook = { width: 640, height: 320, theme: 'light' } as const;
const messageScale = 2;

/** Where links lead and what they are signed with; as `config/charts.ts` has it. */
export interface ChartLinkSettings {
  /** Signs with the first, and takes those of all. */
  readonly keys: readonly [string, ...string[]];
  /** Address of the API, without a slash at the end. */
  readonly baseUrl: string;
  readonly lifetimeDays: number;
}

/** Links to pictures, for those who fetch without credentials: Slack, PagerDuty. */
export interface ChartLinks {
  /**
   * The address of a picture of an alert's series; undefined for an alert without one, and where the API is not at https. Its time counts from the end of the day
   * (UTC), so that all messages of a day have the same address.
   */
  link(
    alert: Pick<ToldAlert, 'alertId' | 'metricId'>,
    place: { readonly orgId: string; readonly now: Date },
  ): string | undefined;
  /** What the last part of such an address names; undefined where it is not one of ours, or over. */
  read(token: string, now: Date): ChartLink | undefined;
}

/** Links of a deployment that has a key. */
export function chartLinks({ keys, baseUrl, lifetimeDays }: ChartLinkSettings): ChartLinks {
  // Slack refuses a whole message whose picture it cannot load, and PagerDuty takes https only.
  const isLoadable = baseUrl.startsWith('https://');
  return {
    link: ({ alertId, metricId }, { orgId, now }) => {
      if (metricId === null || !isLoadable) return undefined;
      const expiresAt = new Date((Math.ceil(now.getTime() / dayMs) + lifetimeDays) * dayMs);
      const token = signChartLink(keys[0], { orgId, metricId, alertId, ...messageLook, expiresAt });
      return `${baseUrl}/v1/charts/${token}.png`;
    },
    read: (token, now) =>
      token.endsWith('.png') ? readChartLink(keys, token.slice(0, -'.png'.length), now) : undefined,
  };
}

/**
 * The picture of an alert's series as PNG, as it stands when asked, in twice as many pixels as its size says. Reads what
 * `chartOfMetric` reads, and fails as that does.
 */
export async function alertChartPng({
  ctx,
  input,
}: {
  ctx: Ctx;
  input: {
    readonly metricId: string;
    readonly alertId: string;
    readonly width?: number;
    readonly height?: number;
    readonly theme?: ChartTheme;
  };
}): Promise<Uint8Array<ArrayBuffer>> {
  const chart = await chartOfMetric({ ctx, input: { ...messageLook, ...input } });
  return rasterise(await svgOf(chart), messageScale);
}
