import type { DocumentSnapshot } from 'firebase-admin/firestore';
import { groupInOrganization } from '../../firestore/group-in-organization.ts';
import { organizationPath } from '../../firestore/paths.ts';
import type { ExportRow, ExportSource } from './export-source.ts';
import { pageSize } from './limits.ts';
import { plainValue } from './plain-value.ts';

/**
 * The documents of one collection group, wherever they stand in the organization: `{"path","id","data"}` a line, `path`
 * from the organization on. As they are stored, so that a document which does not parse is exported, too.
 */
export const documentRows = (group: string): ExportSource => ({
  heading: '',
  count: ({ db, orgId }) => db.count(groupInOrganization(db.firestore, orgId, group)),
  async read({ db, orgId }, cursor) {
    const query = groupInOrganization(db.firestore, orgId, group, cursor?.path);
    const found = await db.query(query.limit(pageSize));
    const rows = found.map((one) => rowOf(orgId, one));
    return { rows, next: found.length < pageSize ? null : (rows.at(-1)?.next ?? null) };
  },
});

/** The organization itself: one line. */
export const organizationRow: ExportSource = {
  heading: '',
  count: async () => 1,
  async read({ db, orgId }) {
    const found = await db.get(db.firestore.doc(organizationPath(orgId)));
    return { rows: found.exists ? [rowOf(orgId, found)] : [], next: null };
  },
};

function rowOf(orgId: string, snapshot: DocumentSnapshot): ExportRow {
  const { path, id } = snapshot.ref;
  const line = {
    path: path.slice(organizationPath(orgId).length + 1),
    id,
    data: plainValue(snapshot.data()),
  };
  return { text: `${JSON.stringify(line)}\n`, next: { path, from: null } };
}
