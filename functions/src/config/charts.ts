import { defineSecret } from 'firebase-functions/params';
import { chartLinkDays, chartLinksEnabled, region } from './deployment.ts';

/** Where links to charts lead and what signs them; as `ChartLinkSettings` of `notifications`. */
export interface ChartLinkConfig {
  readonly keys: readonly [string, ...string[]];
  readonly baseUrl: string;
  readonly lifetimeDays: number;
}

/** Characters of a key at the least: 128 bits in hex. */
const keyMin = 32;

/** The secret of functions that make or read links. Defined only where links are enabled, for it is then insisted on. */
export const chartLinkSecrets = chartLinksEnabled ? [defineSecret('CHART_LINK_KEY')] : [];

/**
 * The key in the environment: `CHART_LINK_KEY` (the secret; under the emulators one that is made at each start), or several,
 * separated by commas, of which the first signs. Links lead to `PUBLIC_API_URL`, or the address that Cloud Functions give
 * the API. Undefined without a key: messages then have no pictures.
 *
 * @throws Error naming the variable that is not usable.
 */
export function chartLinkConfig(): ChartLinkConfig | undefined {
  const { CHART_LINK_KEY = '', PUBLIC_API_URL = '', GCLOUD_PROJECT: project } = process.env;
  const [first, ...others] = CHART_LINK_KEY.split(',')
    .map((key) => key.trim())
    .filter((key) => key !== '');
  if (first === undefined) return undefined;
  if ([first, ...others].some(({ length }) => length < keyMin))
    throw new Error(`CHART_LINK_KEY: expected at least ${keyMin} random characters`);
  const address = PUBLIC_API_URL.trim() || `https://${region}-${project}.cloudfunctions.net/api`;
  if (!/^https?:\/\//.test(address) || !URL.canParse(address))
    throw new Error('PUBLIC_API_URL is not an address');
  return { keys: [first, ...others], baseUrl: address.replace(/\/{1,9}$/, ''), lifetimeDays: chartLinkDays };
}
