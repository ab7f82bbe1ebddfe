import { exampleIds } from '../../src/http/routes/v1/examples/ids.ts';
import { createScheduledRunApp } from '../../src/http/scheduled-run/scheduled-run-app.ts';
import { makeApiKey } from '../../src/operator/auth/api-key-format.ts';
import { schedulerJobName } from '../../src/scheduling/cloud-scheduler/scheduler-job-name.ts';
import { schedulerTokenVerifier } from '../../src/scheduling/cloud-scheduler/scheduler-token.ts';
import { testNow, testServices } from '../support/http-api.ts';
import { withIds } from './fresh-ids.ts';
import type { FunctionWorld } from './function-world.ts';
import type { Trial } from './run-cells.ts';

/** The run endpoint, which only Cloud Scheduler may call, and which it may call for one organization's job only. */
export function scheduledRunTrials({ firestore, own, foreign }: FunctionWorld): Trial[] {
  const services = testServices(firestore);
  const verify = schedulerTokenVerifier({
    audience: 'https://run.example/',
    serviceAccount: 'scheduler@demo-matrix.iam.gserviceaccount.com',
    now: () => testNow,
  });
  const job = { orgId: own.orgId, jobId: withIds(exampleIds.job, foreign.ids) };
  const call = async (accepts: typeof verify, headers: Record<string, string>) => {
    const response = await createScheduledRunApp(services, accepts).request('/', {
      method: 'POST',
      headers: { 'X-CloudScheduler-ScheduleTime': testNow.toISOString(), ...headers },
      body: JSON.stringify(job),
    });
    const text = await response.text();
    const leaks = text.includes(foreign.marker) ? [`shows ${foreign.marker}`] : [];
    const told = services.tasks.runs.length === 0 ? [] : ['a run was handed out'];
    return { answer: `${response.status} ${text}`, faults: [...leaks, ...told] };
  };
  const trial = (
    credential: string,
    expectation: string,
    accepts: typeof verify,
    headers: Record<string, string>,
  ): Trial => ({
    kind: 'function',
    subject: 'runScheduledForecastJob',
    credential,
    expectation,
    attempt: async () => {
      const { answer, faults } = await call(accepts, headers);
      const [status = ''] = expectation.split(' ', 1);
      return answer.startsWith(status) ? faults : [...faults, `expected ${expectation}, answered ${answer}`];
    },
  });
  const accepted = async () => undefined as never;
  return [
    trial('no credential', '401', verify, {}),
    trial('API key', '401', verify, { Authorization: `Bearer ${makeApiKey()}` }),
    trial('unsigned token', '401', verify, { Authorization: `Bearer ${btoa('{"alg":"none"}')}.e30.` }),
    trial("one organization's id with a job of another", '404 and no run', accepted, {
      'X-CloudScheduler-JobName': schedulerJobName('', job.orgId, job.jobId).replace('/jobs/', ''),
    }),
  ];
}
