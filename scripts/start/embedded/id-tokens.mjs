import { randomBytes } from 'node:crypto';
import { projectId } from '../../emulators/project-id.mjs';

const lifetimeSeconds = 3_600;
const issuer = `https://securetoken.google.com/${projectId}`;

/** @param {unknown} part */
const encode = (part) => Buffer.from(JSON.stringify(part)).toString('base64url');

/**
 * An ID token as the Auth emulator makes them: with all claims, and signed by nobody.
 *
 * @param {string} email
 * @param {number} nowMs
 */
export function issueIdToken(email, nowMs) {
  const issuedAt = Math.floor(nowMs / 1_000);
  const uid = randomBytes(14).toString('hex');
  const claims = {
    ...{ sub: uid, user_id: uid, email, email_verified: true },
    ...{ iss: issuer, aud: projectId, iat: issuedAt, exp: issuedAt + lifetimeSeconds },
  };
  return `${encode({ alg: 'none', typ: 'JWT' })}.${encode(claims)}.`;
}

/**
 * Whom an unsigned token speaks for. Anybody can make one, which is why they are good for a demonstration on one's own
 * machine and for nothing else.
 *
 * @param {string} token
 * @param {number} nowMs
 * @returns {{ uid: string, email?: string, emailVerified?: boolean }}
 * @throws {Error} when it is none of this project, or has expired
 */
export function verifyIdToken(token, nowMs) {
  const [header, claims, signature] = token.split('.');
  if (decode(header).alg !== 'none' || signature !== '') throw new Error('expected an unsigned demo token');
  const { sub, email, email_verified: verified, iss, aud, exp } = decode(claims);
  if (iss !== issuer || aud !== projectId) throw new Error(`expected a token of ${projectId}`);
  if (!(typeof exp === 'number' && exp * 1_000 > nowMs)) throw new Error('the token has expired');
  if (typeof sub !== 'string' || sub === '') throw new Error('the token names nobody');
  return { uid: sub, ...(typeof email === 'string' ? { email, emailVerified: verified === true } : {}) };
}

/**
 * @param {string | undefined} part
 * @returns {Record<string, unknown>}
 */
function decode(part = '') {
  return JSON.parse(Buffer.from(part, 'base64url').toString('utf8'));
}
