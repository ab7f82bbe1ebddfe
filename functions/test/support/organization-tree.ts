import { createHash } from 'node:crypto';
import type { Firestore } from 'firebase-admin/firestore';

/** A document of an organization's tree as the emulator's REST interface shows it. */
interface TreeDocument {
  readonly name: string;
  readonly fields?: object;
  readonly updateTime: string;
}

/**
 * Every document below an organization, whatever its collection is called and however deep it lies, and the organization
 * itself: one query without a kind, which only the emulator answers to whoever asks.
 */
export async function organizationTree(
  firestore: Firestore,
  orgId: string,
): Promise<ReadonlyMap<string, string>> {
  const documents = `projects/${projectOf(firestore)}/databases/(default)/documents`;
  const root = `http://${process.env.FIRESTORE_EMULATOR_HOST}/v1/${documents}/organizations/${orgId}`;
  const headers = { Authorization: 'Bearer owner', 'Content-Type': 'application/json' };
  const query = JSON.stringify({ structuredQuery: { from: [{ allDescendants: true }] } });
  const [below, own] = await Promise.all([
    fetch(`${root}:runQuery`, { method: 'POST', headers, body: query }),
    fetch(root, { headers }),
  ]);
  if (!below.ok) throw new Error(`the emulator does not list ${orgId}: ${await below.text()}`);
  const found = ((await below.json()) as { document?: TreeDocument }[]).flatMap(
    ({ document }) => document ?? [],
  );
  if (own.ok) found.push((await own.json()) as TreeDocument);
  return new Map(
    found.map(({ name, fields, updateTime }) => [
      name.slice(name.indexOf('/organizations/') + 1),
      `${updateTime} ${JSON.stringify(fields ?? {})}`,
    ]),
  );
}

/** The project of a client, which the SDK knows and its types do not tell. */
export const projectOf = (firestore: Firestore): string =>
  (firestore as unknown as { readonly projectId: string }).projectId;

/** What a tree comes down to: another where any document came, went or was written, be it with what it held before. */
export function treeHash(tree: ReadonlyMap<string, string>): string {
  const hash = createHash('sha256');
  for (const [path, content] of [...tree].sort(([a], [b]) => (a < b ? -1 : 1)))
    hash.update(`${path} ${content}\n`);
  return hash.digest('hex');
}

/** Paths of the documents in which two trees differ. */
export const changedPaths = (
  before: ReadonlyMap<string, string>,
  after: ReadonlyMap<string, string>,
): string[] =>
  [...new Set([...before.keys(), ...after.keys()])]
    .filter((path) => before.get(path) !== after.get(path))
    .sort();
