import { cloudSchedulerConfig } from '../config/cloud-scheduler.ts';
import { Meter } from '../firestore/meter.ts';
import { connectCloudScheduler } from '../scheduling/cloud-scheduler/connect.ts';
import type { SchedulerDeps } from '../scheduling/cloud-scheduler/reconcile-scheduler-job.ts';

/** Cloud Scheduler, and the calls of this instance to it so far. */
export interface DeployedScheduler extends SchedulerDeps {
  readonly meter: Meter;
}

let connected: Promise<DeployedScheduler> | undefined;

/** Cloud Scheduler as this deployment uses it; undefined where the sweep is the trigger. */
export async function cloudScheduler(): Promise<DeployedScheduler | undefined> {
  const settings = cloudSchedulerConfig();
  if (settings === undefined) return undefined;
  connected ??= connect(settings);
  return connected;
}

async function connect(settings: SchedulerDeps['settings']): Promise<DeployedScheduler> {
  const meter = new Meter();
  return { scheduler: await connectCloudScheduler({ parent: settings.parent, meter }), settings, meter };
}
