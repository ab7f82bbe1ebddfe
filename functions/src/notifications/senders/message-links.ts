import type { ToldAlert } from '../../contracts/notification-delivery.ts';

/** Where people find more, as far as the deployment has pages of its own; messages leave out what is not there. */
export interface MessageLinks {
  /** Where people begin. */
  readonly home?: string | undefined;
  /** The page of an alert. */
  alert(alert: ToldAlert): string | undefined;
  /** A picture of its series that whoever has the address can load; undefined for alerts without a series. */
  chart(alert: ToldAlert): string | undefined;
}

/** The links of an organization. */
export type LinksOf = (orgId: string) => MessageLinks;

const none: MessageLinks = { alert: () => undefined, chart: () => undefined };

/** A deployment without pages. */
export const noLinks: LinksOf = () => none;

/** The address of the picture of an alert's series; undefined where it has none. */
export type ChartLinkOf = (alert: ToldAlert, orgId: string) => string | undefined;

/**
 * Links to a deployment's page of an alert, whose address has `{alertId}` in it, and `{orgId}` where it needs to; and to
 * pictures, where it can sign links to them.
 */
export function messageLinks(alertPage: string | undefined, chartOf: ChartLinkOf = () => undefined): LinksOf {
  const pagesOf = alertPage === undefined ? noLinks : pageLinks(alertPage);
  return (orgId) => ({ ...pagesOf(orgId), chart: (alert) => chartOf(alert, orgId) });
}

function pageLinks(alertPage: string): LinksOf {
  const home = new URL(alertPage).origin;
  return (orgId) => ({
    ...none,
    home,
    alert: ({ alertId }) =>
      alertPage
        .replaceAll('{orgId}', encodeURIComponent(orgId))
        .replaceAll('{alertId}', encodeURIComponent(alertId)),
  });
}
