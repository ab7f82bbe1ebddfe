import type { PlannedRun } from './plan-dispatch.ts';

/** What the document of a run says when the sweep makes it: what it waits for or why it will not be, and for whom it stands. */
export function describePlannedRun({ state, missedSince }: PlannedRun): string {
  const since = missedSince?.toISOString();
  if (state === 'skipped') {
    const others = since === undefined ? '' : `, as were all since ${since}`;
    return `missed${others}, and the job makes up for no missed runs ("catchUp": "none")`;
  }
  return `waiting for a worker${since === undefined ? '' : `; stands for every run missed since ${since}`}`;
}
