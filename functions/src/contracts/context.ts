import type { Permission } from './permissions.ts';

/** Who acts: an API key, a signed-in person, or the system itself (schedules, triggers, tasks). */
export interface Actor {
  readonly type: 'api-key' | 'user' | 'system';
  readonly id: string;
}

/** How an actor stands in documents that people read: `user:Zk3q…`, `api-key:key_4f1c…`, `system:sweep`. */
export function actorName(actor: Actor): string {
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
  readonly now: Date;
  readonly requestId: string;
}
