import { drawSeries } from '../../charts/draw-series.ts';
import type { ChartTheme } from '../../contracts/chart.ts';
import type { ToldAlert } from '../../contracts/notification-delivery.ts';
import type { Ctx } from '../../firestore/context.ts';
import { type ChartLink, readChartLink, signChartLink } from './chart-link.ts';
import { chartOfMetric } from './chart-of-metric.ts';
import { rasterise } from './rasterise.ts';

const dayMs = 86_400_000;

/** What a chat shows well; twice the size that it is shown in. */
const linkedSize = { width: 1_200, height: 500, theme: 'light' } as const;

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
   * The address of a picture of an alert's series; undefined for an alert without one. The same for all attempts at one
   * message, whose time it counts from.
   */
  link(
    alert: Pick<ToldAlert, 'alertId' | 'metricId'>,
    message: { readonly orgId: string; readonly createdAt: Date },
  ): string | undefined;
  /** What the last part of such an address names; undefined where it is not one of ours, or over. */
  read(token: string, now: Date): ChartLink | undefined;
}

/** Links of a deployment that has a key. */
export function chartLinks({ keys, baseUrl, lifetimeDays }: ChartLinkSettings): ChartLinks {
  return {
    link: ({ alertId, metricId }, { orgId, createdAt }) => {
      if (metricId === null) return undefined;
      const expiresAt = new Date(createdAt.getTime() + lifetimeDays * dayMs);
      const token = signChartLink(keys[0], { orgId, metricId, alertId, ...linkedSize, expiresAt });
      return `${baseUrl}/v1/charts/${token}.png`;
    },
    read: (token, now) =>
      token.endsWith('.png') ? readChartLink(keys, token.slice(0, -'.png'.length), now) : undefined,
  };
}

/**
 * The picture of an alert's series as PNG, as it stands when asked: for mail, which carries it along. Reads what
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
  return rasterise(drawSeries(await chartOfMetric({ ctx, input: { ...linkedSize, ...input } })));
}
