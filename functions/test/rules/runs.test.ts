import { clientAccess } from './support/client-access.ts';
import { describeAccess } from './support/describe-access.ts';
import { useWorld } from './support/world.ts';

describeAccess(useWorld('runs'), {
  access: clientAccess.runs,
  collection: (orgId) => `organizations/${orgId}/forecast_jobs/job_1/runs`,
  stored: { state: 'running', attempt: 1 },
});
