import type { Context } from 'hono';
import { z } from 'zod';
import { DomainError } from '../contracts/errors.ts';
import type { ApiEnv } from './environment.ts';

const headerName = 'Idempotency-Key';
const keyLengthMax = 255;

/** The header that makes a repeated request the same request. */
export const idempotencyHeaderSchema = z.object({
  [headerName]: z
    .string()
    .min(1)
    .max(keyLengthMax)
    .optional()
    .meta({ description: 'any text of yours; the same key names the same run, however often it is sent' }),
});

/** The idempotency key of a request; undefined when it has none. */
export function idempotencyKeyOf(c: Context<ApiEnv>): string | undefined {
  const key = c.req.header(headerName);
  if (key === undefined || (key !== '' && key.length <= keyLengthMax)) return key;
  throw new DomainError(
    'invalid-argument',
    'VALIDATION_FAILED',
    `the header ${headerName} is not valid: expected 1 to ${keyLengthMax} characters`,
    { fields: [{ pointer: `/${headerName}`, detail: `expected 1 to ${keyLengthMax} characters` }] },
  );
}
