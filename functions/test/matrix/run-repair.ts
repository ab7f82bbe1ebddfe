import { Database } from '../../src/firestore/database.ts';
import { repairSchedulerJobs } from '../../src/scheduling/cloud-scheduler/repair-scheduler-jobs.ts';
import { SchedulerError } from '../../src/scheduling/cloud-scheduler/scheduler-error.ts';
import type { DesiredJob, SchedulerJobs } from '../../src/scheduling/cloud-scheduler/scheduler-job.ts';
import { RecordedTasks } from '../support/context.ts';
import { testNow } from '../support/http-api.ts';
import type { FunctionWorld } from './function-world.ts';

const settings = {
  parent: 'projects/demo-matrix/locations/us-central1',
  serviceAccount: 'scheduler@demo-matrix.iam.gserviceaccount.com',
  runUrl: 'https://run.example/',
};

/** Repairs an empty Cloud Scheduler; each job that is made has to name one organization and a job of its own. */
export async function runRepair({ firestore, own, foreign }: FunctionWorld): Promise<string[]> {
  const made: DesiredJob[] = [];
  const never = () => Promise.reject(new Error('there is nothing in this Cloud Scheduler'));
  const scheduler: SchedulerJobs = {
    list: async () => ({ jobs: [], nextPageToken: null }),
    create: async (job) => {
      made.push(job);
      return { name: job.name, state: job.paused ? 'PAUSED' : 'ENABLED', fields: job.fields };
    },
    get: () => Promise.reject(new SchedulerError('there is no such job', 'notFound', false)),
    update: never,
    pause: never,
    resume: never,
    delete: never,
  };
  const db = new Database(firestore);
  await repairSchedulerJobs({ db, tasks: new RecordedTasks(), now: testNow, deps: { scheduler, settings } });
  const faults = made.flatMap((job) => {
    const text = JSON.stringify(job);
    const shown = [own, foreign].filter(({ secrets }) => secrets.some((secret) => text.includes(secret)));
    return shown.length === 1
      ? []
      : [`a job of Cloud Scheduler names ${shown.length} organizations: ${text}`];
  });
  return made.length < 2 ? [...faults, `made ${made.length} jobs of two organizations`] : faults;
}
