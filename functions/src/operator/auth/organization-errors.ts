import { DomainError } from '../../contracts/errors.ts';

/** Nobody acts for a disabled organization. */
export const organizationDisabled = () =>
  new DomainError(
    'permission-denied',
    'ORGANIZATION_DISABLED',
    'this organization is disabled: ask its owner or support to enable it again',
  );

/** The organization is not there, or is somebody else's: the answer is the same, so that it confirms nothing. */
export const organizationNotFound = (organization: string) =>
  new DomainError(
    'not-found',
    'ORGANIZATION_NOT_FOUND',
    `there is no organization ${JSON.stringify(organization)} that these credentials can act for`,
  );
