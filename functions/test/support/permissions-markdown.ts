import { permissions, rolePermissions, roles } from '../../src/contracts/permissions.ts';
import { type Access, operations } from '../rules/support/client-access.ts';

const row = (cells: readonly string[]): string => `| ${cells.join(' | ')} |`;

const table = (head: readonly string[], rows: readonly (readonly string[])[]): string =>
  [head, head.map(() => '---'), ...rows].map(row).join('\n');

/** Who may do what, as docs/permissions.md says it: the table of roles, and that of what clients do under the rules. */
export function permissionsMarkdown(clientAccess: Readonly<Record<string, Access>>): string {
  const byRole = permissions.map((permission) => [
    `\`${permission}\``,
    ...roles.map((role) => (rolePermissions[role].includes(permission) ? 'yes' : '')),
  ]);
  const byCollection = Object.entries(clientAccess).map(([collection, access]) => [
    `\`${collection}\``,
    ...operations.map((operation) => (access[operation] === null ? '' : `\`${access[operation]}\``)),
  ]);
  return `# Permissions

What each role of a member may do. An API key has a list of these as its scopes, at most those of its maker; what it takes to call
an operation stands [in the reference](api/README.md#operations). This page is made from \`functions/src/contracts/permissions.ts\` and
from the table that the tests of \`firestore.rules\` go through; a test holds it against both.

${table(['Permission', ...roles], byRole)}

Beyond the table: only a signed-in owner makes, changes and removes owners, and an owner is left in any case ([people](people.md#roles)).

## Clients under the rules

What the Firebase SDKs may do with the documents of an organization, and by which permission; nothing else, and nothing in a disabled
organization. Each cell is tried for each role, for somebody who is no member, and for nobody, in the own organization, a foreign
one and a disabled one (\`functions/test/rules\`).

${table(['Collection', ...operations], byCollection)}

All other collections are closed. \`users/{uid}\` is its person's: get, and update of name and time zone.
`;
}
