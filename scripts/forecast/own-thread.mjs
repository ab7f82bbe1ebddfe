import { setImmediate as turn } from 'node:timers/promises';

/** How long our only thread computes before it looks for signals and input. */
const turnMs = 50;

/**
 * As a `workerPool`, but in the thread that calls.
 *
 * @template Task, Result
 * @param {(task: Task) => Result} answer
 */
export function ownThread(answer) {
  let turnedAt = performance.now();
  return {
    /**
     * @param {Task} task
     * @returns {Promise<Result>}
     */
    async run(task) {
      if (performance.now() - turnedAt > turnMs) {
        await turn();
        turnedAt = performance.now();
      }
      return answer(task);
    },
    close: async () => undefined,
  };
}
