import { randomBytes } from 'node:crypto';
import { exampleIds } from '../../src/http/routes/v1/examples/ids.ts';
import type { ExampleResource } from '../support/example-resources.ts';

/** Ids of the examples, and the ids that stand for them in one organization. */
export type IdMap = ReadonlyMap<string, string>;

/** For each id of the examples one that nobody can guess; the organization's own for that of the organization. */
export const freshIds = (orgId: string): IdMap =>
  new Map(
    Object.values(exampleIds)
      .filter((id) => /^[a-z]{3}_/.test(id))
      .map((id) => [
        id,
        id.startsWith('org_') ? orgId : `${id.slice(0, 4)}${randomBytes(12).toString('hex')}`,
      ]),
  );

/** A value in which the ids of the examples are those of `ids`, wherever they stand. */
export function withIds<T>(value: T, ids: IdMap): T {
  if (typeof value === 'string') return renamedText(value, ids) as T;
  if (value === null || typeof value !== 'object' || value instanceof Date || ArrayBuffer.isView(value))
    return value;
  if (Array.isArray(value)) return value.map((inner) => withIds(inner, ids)) as T;
  return Object.fromEntries(Object.entries(value).map(([key, inner]) => [key, withIds(inner, ids)])) as T;
}

/** A resource under other ids. */
export const renamed = (resource: ExampleResource, ids: IdMap): ExampleResource => withIds(resource, ids);

const renamedText = (text: string, ids: IdMap): string =>
  text.replaceAll(/\b[a-z]{3}_[0-9a-f]{24}\b/g, (id) => ids.get(id) ?? id);
