import { clientAccess } from './support/client-access.ts';
import { describeAccess } from './support/describe-access.ts';
import { useWorld } from './support/world.ts';

describeAccess(useWorld('batches'), {
  access: clientAccess.batches,
  collection: (orgId) => `organizations/${orgId}/forecast_jobs/job_1/runs/run_1/batches`,
  stored: { state: 'running', attempt: 1 },
});
