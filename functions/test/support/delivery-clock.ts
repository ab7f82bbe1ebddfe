import { advanceDeliveries } from '../../src/notifications/deliveries/advance-deliveries.ts';
import type { DeliverResult } from '../../src/notifications/deliveries/deliver-notification.ts';
import type { SendMessage } from '../../src/notifications/deliveries/make-attempt.ts';
import { at, type TestCtx } from './context.ts';
import { deliver } from './deliveries.ts';

const minuteMs = 60_000;

/**
 * Lets time pass over the deliveries of a store: tasks that are enqueued run when they may, and a tick goes once a minute.
 * Between two minutes nothing is slept.
 */
export class DeliveryClock {
  now: Date;
  readonly results = new Map<DeliverResult, number>();
  readonly #ctx: TestCtx;
  readonly #send: SendMessage;
  readonly #atOnce: number;

  constructor(ctx: TestCtx, { send, atOnce = 1 }: { readonly send: SendMessage; readonly atOnce?: number }) {
    this.#ctx = ctx;
    this.#send = send;
    this.#atOnce = atOnce;
    this.now = ctx.now;
  }

  /** Runs the tasks of now, and those that they lead to, until none may run yet. */
  async runTasks(): Promise<void> {
    const { deliveries } = this.#ctx.tasks;
    for (;;) {
      const all = deliveries.splice(0);
      const due = all.filter(({ notBefore }) => notBefore === undefined || notBefore <= this.now);
      deliveries.push(...all.filter((task) => !due.includes(task)));
      if (due.length === 0) return;
      while (due.length > 0) {
        const together = due.splice(0, this.#atOnce);
        await Promise.all(together.map(({ deliveryId }) => this.#work(deliveryId)));
      }
    }
  }

  /** Lets so many minutes pass, with the tasks and the tick of each. */
  async pass(minutes: number): Promise<void> {
    for (let minute = 0; minute < minutes; minute += 1) {
      this.now = new Date(this.now.getTime() + minuteMs);
      const { db, tasks } = at(this.#ctx, this.now);
      await advanceDeliveries({ db, tasks }, this.now);
      await this.runTasks();
    }
  }

  async #work(deliveryId: string): Promise<void> {
    const result = await deliver(this.#ctx, deliveryId, { send: this.#send, now: this.now });
    this.results.set(result, (this.results.get(result) ?? 0) + 1);
  }
}
