/** Where requests may go beside public addresses by https. Made of configuration; tenants have no part in it. */
export interface OutboundPolicy {
  /** Whether http is allowed to public addresses. */
  readonly allowHttp: boolean;
  /**
   * Hosts, with or without a port, that any address and any scheme is allowed of: `localhost:8080`, `alerts.internal`. For
   * development, and for what an operator knows to be safe to every tenant.
   */
  readonly allowedHosts: readonly string[];
}

/** Whether the policy names the host of `url`. */
export function isAllowedHost(policy: OutboundPolicy, url: URL): boolean {
  const port = url.port || (url.protocol === 'http:' ? '80' : '443');
  return policy.allowedHosts.some((host) => host === url.hostname || host === `${url.hostname}:${port}`);
}

/** A target that nothing is sent to. The message says why, for people, and names no address that was found. */
export class TargetRefused extends Error {
  override readonly name = 'TargetRefused';
}
