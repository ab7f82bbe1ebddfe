import type { OutboundPolicy } from '../../contracts/notifier.ts';

export type { OutboundPolicy };

/** Whether the policy names the host of `url`. */
export function isAllowedHost(policy: OutboundPolicy, url: URL): boolean {
  const port = url.port || (url.protocol === 'http:' ? '80' : '443');
  return policy.allowedHosts.some((host) => host === url.hostname || host === `${url.hostname}:${port}`);
}

/** A target that nothing is sent to. The message says why, for people, and names no address that was found. */
export class TargetRefused extends Error {
  override readonly name = 'TargetRefused';
}
