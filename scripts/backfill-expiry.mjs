/**
 * `npm run --silent backfill-expiry -- --project acme [--apply]`: gives runs and forecasts that were written before there was
 * `expireAt` one, so that Firestore removes them in time. Signs in as `gcloud auth application-default login` says.
 */
import { parseArgs } from 'node:util';
import { buildFunctions } from './setup/build-functions.mjs';
import { say } from './setup/say.mjs';

const usage = `npm run --silent backfill-expiry -- --project id [--apply]

  --project id   the Firebase project
  --apply        write; without it, what would be written is only counted
  --help

Reads each run and forecast once. May be stopped and run again.
`;

const { values } = parseArgs({
  options: {
    project: { type: 'string' },
    apply: { type: 'boolean', default: false },
    help: { type: 'boolean', short: 'h' },
  },
});

const { project, apply } = values;
if (values.help === true) process.stdout.write(usage);
else if (project === undefined) {
  say(`--project is missing\n\n${usage}`);
  process.exitCode = 2;
} else {
  await buildFunctions();
  const { initializeApp } = await import('firebase-admin/app');
  const { getFirestore } = await import('firebase-admin/firestore');
  const { Database } = await import('../functions/lib/firestore/database.js');
  const { backfillExpiry } = await import('../functions/lib/scheduling/backfill-expiry.js');
  const database = new Database(getFirestore(initializeApp({ projectId: project })));
  const counts = await backfillExpiry(database, apply);
  for (const [group, { looked, given }] of Object.entries(counts)) {
    say(`${group}: ${looked} looked at, ${given} ${apply ? 'given an expireAt' : 'lack one'}`);
  }
  if (!apply) say('Nothing was written: --apply writes.');
}
