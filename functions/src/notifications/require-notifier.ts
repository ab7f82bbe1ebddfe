import type { Notifier } from '../contracts/notifier.ts';
import type { Ctx } from '../firestore/context.ts';

/** Secrets and senders, where a verb cannot do without. @throws Error in a process that was given none. */
export function requireNotifier({ notifier }: Ctx): Notifier {
  if (notifier === undefined) throw new Error('this process was given no notifier');
  return notifier;
}
