import { expect, it } from 'vitest';
import { clientAccess } from '../rules/support/client-access.ts';
import { permissionsMarkdown } from '../support/permissions-markdown.ts';

it('docs/permissions.md says what the code and the rules do', async () => {
  const page = `${import.meta.dirname}/../../../docs/permissions.md`;
  await expect(permissionsMarkdown(clientAccess)).toMatchFileSnapshot(page);
});
