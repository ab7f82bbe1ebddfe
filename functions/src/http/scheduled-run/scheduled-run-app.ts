import { Hono } from 'hono';
import { parseOrThrow } from '../../contracts/validation.ts';
import { Database } from '../../firestore/database.ts';
import { dispatchScheduledRun } from '../../scheduling/cloud-scheduler/dispatch-scheduled-run.ts';
import { scheduledInstant, scheduleTimeHeader } from '../../scheduling/cloud-scheduler/scheduled-instant.ts';
import type { SchedulerTokenVerifier } from '../../scheduling/cloud-scheduler/scheduler-token.ts';
import { scheduledRunBodySchema } from '../../scheduling/cloud-scheduler/targeted-job.ts';
import { parseJson } from '../body/parse-json.ts';
import type { ApiEnv } from '../environment.ts';
import { accessLog } from '../middleware/access-log.ts';
import { notFoundHandler } from '../middleware/not-found.ts';
import { requestId } from '../middleware/request-id.ts';
import { securityHeaders } from '../middleware/security-headers.ts';
import { respondProblem } from '../problems/respond.ts';
import type { Services } from '../services.ts';

/** The header in which Cloud Scheduler says which of its jobs calls. */
const jobNameHeader = 'X-CloudScheduler-JobName';

/**
 * The run endpoint, which Cloud Scheduler calls for each instant of each job: `POST /` with `{ orgId, jobId }`. No part of
 * the API: it takes no API key and no person, only the token that `verify` accepts, and looks at nothing before that.
 * Answers `{ dispatched }`, false when there was nothing to do.
 */
export function createScheduledRunApp(services: Services, verify: SchedulerTokenVerifier): Hono<ApiEnv> {
  const app = new Hono<ApiEnv>();
  app.use(async (c, next) => {
    c.set('services', services);
    c.set('db', new Database(services.firestore));
    await next();
  });
  app.use(requestId, accessLog, securityHeaders);
  app.onError((error, c) => respondProblem(c, error));
  app.post('/', async (c) => {
    await verify(c.req.header('authorization'));
    const now = services.now();
    const scheduledFor = scheduledInstant(c.req.header(scheduleTimeHeader), now);
    const body = parseOrThrow(scheduledRunBodySchema, parseJson(await c.req.text()), 'request body');
    const input = { db: c.get('db'), tasks: services.tasks, now };
    const calledBy = c.req.header(jobNameHeader);
    const dispatched = await dispatchScheduledRun(input, { ...body, scheduledFor, calledBy });
    return c.json({ dispatched });
  });
  app.notFound(notFoundHandler([{ method: 'POST', path: '/' }]));
  return app;
}
