import { DomainError } from '../../contracts/errors.ts';
import type { OrganizationStatus } from '../../contracts/organization.ts';

/** Nobody acts for a disabled organization. */
export const organizationDisabled = () =>
  new DomainError(
    'permission-denied',
    'ORGANIZATION_DISABLED',
    'this organization is disabled: ask its owner or support to enable it again',
  );

/** Nobody acts for an organization that is being deleted, but an owner who takes it back. */
export const organizationDeleting = () =>
  new DomainError(
    'permission-denied',
    'ORGANIZATION_DELETING',
    'this organization is being deleted: an owner can take it back with POST /v1/organizations/current/restore',
  );

/** Why nobody acts for an organization of this status. */
export const organizationInactive = (status: Exclude<OrganizationStatus, 'active'>) =>
  status === 'deleting' ? organizationDeleting() : organizationDisabled();

/** The organization is not there, or is somebody else's: the answer is the same, so that it confirms nothing. */
export const organizationNotFound = (organization: string) =>
  new DomainError(
    'not-found',
    'ORGANIZATION_NOT_FOUND',
    `there is no organization ${JSON.stringify(organization)} that these credentials can act for`,
  );
