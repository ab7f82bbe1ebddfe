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

/** Links to a deployment's page of an alert, whose address has `{alertId}` in it, and `{orgId}` where it needs to. */
export function messageLinks(alertPage: string | undefined): LinksOf {
  if (alertPage === undefined) return noLinks;
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
