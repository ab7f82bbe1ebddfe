import { type OrganizationCollection, organizationCollections } from '../../../src/firestore/paths.ts';
import { type Access, clientAccess } from './client-access.ts';
import { closedCollections } from './closed-collections.ts';
import {
  alertRule,
  before,
  forecastJobSpec,
  ingestionSource,
  madeBefore,
  madeBy,
  requestTime,
} from './documents.ts';

type Document = Record<string, unknown>;

/** A collection, and for each operation a request that is refused for nothing but who makes it. */
export interface AccessRow {
  readonly name: string;
  /** The collection group, which may be called otherwise. */
  readonly group: string;
  readonly access: Access;
  /** Path of the collection in an organization. */
  readonly collection: (orgId: string) => string;
  /** A document as the server wrote it. */
  readonly stored: Document;
  /** A document as `uid` would create it; `stored` where nobody may. */
  readonly created?: (uid: string) => Document;
  /** A change as `uid` would make it. */
  readonly change?: (uid: string) => Document;
}

type RowDetails = Partial<Pick<AccessRow, 'group' | 'collection' | 'stored' | 'created' | 'change'>>;

const below =
  (path: string) =>
  (orgId: string): string =>
    `organizations/${orgId}/${path}`;

/**
 * What a row needs besides its access: a path where the collection lies below another document, and documents that the rules
 * take where clients write. What nobody writes needs none of it.
 */
const details: Partial<Record<keyof typeof clientAccess, RowDetails>> = {
  metrics: {
    stored: {
      key: 'flights.departures',
      layout: { span: 'month' },
      detectionSettings: null,
      updatedAt: before,
    },
    change: () => ({ detectionSettings: { enabled: true, sensitivity: 0.7 }, updatedAt: requestTime() }),
  },
  time_series: { collection: below('metrics/met_1/time_series') },
  anomalies: {
    stored: { metricId: 'met_1', label: null, labelledBy: null, labelledAt: null },
    change: (uid) => ({ label: 'true', labelledBy: `user:${uid}`, labelledAt: requestTime() }),
  },
  alert_events: { group: 'events', collection: below('alerts/alr_1/events') },
  alert_rules: {
    stored: { ...alertRule, ...madeBefore },
    created: (uid) => ({ ...alertRule, ...madeBy(uid) }),
    change: () => ({ severity: 'error', updatedAt: requestTime() }),
  },
  ingestion_sources: {
    stored: { ...ingestionSource, ...madeBefore },
    created: (uid) => ({ ...ingestionSource, ...madeBy(uid) }),
    change: () => ({ enabled: false, updatedAt: requestTime() }),
  },
  forecast_jobs: {
    stored: { spec: forecastJobSpec, status: { phase: 'scheduled' }, ...madeBefore },
    created: (uid) => ({ spec: forecastJobSpec, ...madeBy(uid) }),
    change: () => ({ 'spec.paused': true, updatedAt: requestTime() }),
  },
  runs: { collection: below('forecast_jobs/job_1/runs') },
  batches: { collection: below('forecast_jobs/job_1/runs/run_1/batches') },
};

const nobody: Access = { get: null, list: null, create: null, update: null, delete: null };

const rowOf = (name: string, access: Access, given: RowDetails): AccessRow => ({
  name,
  group: name,
  access,
  collection: below(name),
  stored: { name },
  ...given,
});

/** A row for each collection that clients may read or write, and for each that is closed to all. */
export const accessRows: readonly AccessRow[] = [
  ...Object.entries(clientAccess)
    .filter(([name]) => name !== 'organizations')
    .map(([name, access]) => rowOf(name, access, details[name as keyof typeof clientAccess] ?? {})),
  ...Object.entries(closedCollections).map(([name, path]) => ({
    name,
    group: name,
    access: nobody,
    collection: path,
    stored: { name },
  })),
];

/** What is missing of the rows, in words that say what to add. */
export function missingRows(groups: readonly string[]): { subject: string; message: string }[] {
  const known = new Set(accessRows.map(({ group }) => group));
  const where = 'functions/test/rules/support';
  const unlisted = groups
    .filter((group) => !known.has(group))
    .map((subject) => ({
      subject,
      message: `no row: name it in clientAccess (${where}/client-access.ts) where clients may read it, else in closedCollections`,
    }));
  const incomplete = accessRows.flatMap(({ name, access, collection, created, change }) => {
    const found: string[] = [];
    if (access.create !== null && created === undefined) found.push('created');
    if (access.update !== null && change === undefined) found.push('change');
    if (
      collection('x') === below(name)('x') &&
      !organizationCollections.includes(name as OrganizationCollection)
    )
      found.push('collection (its path)');
    return found.map((part) => ({
      subject: name,
      message: `its row lacks ${part}: add it to details of ${where}/access-rows.ts`,
    }));
  });
  return [...unlisted, ...incomplete];
}
