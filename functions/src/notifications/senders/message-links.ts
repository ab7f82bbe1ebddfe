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

/** A deployment without pages. */
export const noLinks: MessageLinks = { alert: () => undefined, chart: () => undefined };

/** Links to a deployment's page of an alert, whose address has `{alertId}` in it. */
export function messageLinks(alertPage: string | undefined): MessageLinks {
  if (alertPage === undefined) return noLinks;
  return {
    home: new URL(alertPage).origin,
    alert: ({ alertId }) => alertPage.replaceAll('{alertId}', encodeURIComponent(alertId)),
    chart: () => undefined,
  };
}
