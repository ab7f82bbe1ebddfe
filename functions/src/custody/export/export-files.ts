import { groupSchemas } from '../../firestore/collections.ts';
import { documentRows, organizationRow } from './document-rows.ts';
import type { ExportSource } from './export-source.ts';
import { pointRows } from './point-rows.ts';

/** Collections that are not exported as documents, and why. A test finds each collection here or among the files. */
export const notExported: Readonly<Record<string, string>> = {
  time_series: 'their points are in points.csv.gz',
  exports: 'what was exported before is not owned a second time',
  parts: 'the files of exports',
};

const groups = Object.keys(groupSchemas)
  .filter((group) => !Object.hasOwn(notExported, group))
  .sort();

/**
 * Every file of an export by its name, in the order of writing. Made from the schemas of all collections, so that a new one
 * is exported without anybody thinking of it. Secrets are in none: those of channels and keys stand elsewhere.
 */
export const exportFiles: ReadonlyMap<string, ExportSource> = new Map([
  ['organization.ndjson.gz', organizationRow],
  ...groups.map((group): [string, ExportSource] => [`${group}.ndjson.gz`, documentRows(group)]),
  ['points.csv.gz', pointRows],
]);
