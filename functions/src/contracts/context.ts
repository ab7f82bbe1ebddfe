import type { KeyRestrictions } from './key-restrictions.ts';
import type { Permission } from './permissions.ts';

/** Who acts: an API key, a signed-in person, or the system itself (schedules, triggers, tasks). */
export interface Actor {
  readonly type: 'api-key' | 'user' | 'system';
  readonly id: string;
}

/** Where a call came from, for the audit log and for keys that are restricted to addresses. */
export interface CallOrigin {
  /** IPv4 or IPv6 as RFC 5952 writes it; null where it is not known. */
  readonly address: string | null;
  readonly userAgent: string | null;
}

/** How an actor stands in documents that people read: `user:Zk3q…`, `api-key:key_4f1c…`, `system:sweep`. */
export function actorName(actor: { readonly type: string; readonly id: string }): string {
  return `${actor.type}:${actor.id}`;
}

/**
 * For which organization a call acts, who asks, what they may do, and what time it is. Made by `operator/` only;
 * verbs believe it.
 */
export interface Identity {
  readonly orgId: string;
  readonly actor: Actor;
  readonly permissions: ReadonlySet<Permission>;
  /** What narrows the API key that calls; absent where a person or the system acts. */
  readonly restrictions?: KeyRestrictions | undefined;
  readonly now: Date;
  readonly requestId: string;
  /** Absent where nobody called: schedules, triggers, tasks. */
  readonly origin?: CallOrigin | undefined;
}
