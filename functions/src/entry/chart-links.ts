import { chartLinkConfig } from '../config/charts.ts';
import { type ChartLinks, chartLinks } from '../notifications/charts/alert-charts.ts';

/** Links to charts as this deployment signs them; undefined without a key. */
export function chartLinksOfDeployment(): ChartLinks | undefined {
  const config = chartLinkConfig();
  return config === undefined ? undefined : chartLinks(config);
}
