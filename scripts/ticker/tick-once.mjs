/**
 * Where a scheduled function of the emulator suite can be invoked.
 *
 * @typedef {{ functionsHost: string, projectId: string, region: string, name: string }} ScheduledFunction
 */

/**
 * Invokes a scheduled function as Cloud Scheduler would at one instant. The emulators never do: they want a Pub/Sub
 * emulator for it and then still do not tick.
 *
 * @param {ScheduledFunction} target
 * @param {Date} [scheduledAt]
 * @throws {Error} when the function fails or is not there
 */
export async function tickOnce({ functionsHost, projectId, region, name }, scheduledAt = new Date()) {
  const trigger = `http://${functionsHost}/functions/projects/${projectId}/triggers/${region}-${name}-0`;
  const response = await fetch(trigger, {
    method: 'POST',
    headers: {
      'Content-Type': 'application/json',
      'X-CloudScheduler': 'true',
      'X-CloudScheduler-JobName': `firebase-schedule-${name}-${region}`,
      'X-CloudScheduler-ScheduleTime': scheduledAt.toISOString(),
    },
    body: '{}',
  });
  const text = await response.text();
  if (!response.ok) throw new Error(`${name} answered ${response.status} to its tick: ${text}`);
}
