import { createHash, randomBytes } from 'node:crypto';

/** What a token begins with, so that people and secret scanners know one. */
const prefix = 'ivi_';

/** A token of 256 random bits. Whoever has it, and the invited address, becomes a member. */
export const makeInvitationToken = (): string => `${prefix}${randomBytes(32).toString('base64url')}`;

/** What is kept of a token. SHA-256 without salt or stretching is enough for 256 random bits. */
export const hashInvitationToken = (token: string): string =>
  createHash('sha256').update(token).digest('hex');
