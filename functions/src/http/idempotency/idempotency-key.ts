import type { Context } from 'hono';
import { z } from 'zod';
import { DomainError } from '../../contracts/errors.ts';
import type { ApiEnv } from '../environment.ts';

const headerName = 'Idempotency-Key';
const keyLengthMax = 255;

/** Characters at least where the answer holds a secret, which is then sealed under the key: a UUID has 36. */
const sealingKeyLengthMin = 20;

const keyLengthMin = (answersSecret: boolean | undefined): number =>
  answersSecret === true ? sealingKeyLengthMin : 1;

/** The header that makes a repeated request the same request. */
export function idempotencyHeaderSchema(answersSecret: boolean | undefined) {
  const key = z.string().min(keyLengthMin(answersSecret)).max(keyLengthMax).optional();
  return z.object({
    [headerName]: key.meta({
      description:
        'random text of yours, such as a UUID: for 24 hours the same key and request get the first answer again, and do nothing',
    }),
  });
}

/** The idempotency key of a request; undefined when it has none. */
export function idempotencyKeyOf(c: Context<ApiEnv>, answersSecret?: boolean): string | undefined {
  const key = c.req.header(headerName);
  const lengthMin = keyLengthMin(answersSecret);
  if (key === undefined || (key.length >= lengthMin && key.length <= keyLengthMax)) return key;
  const expected = `expected ${lengthMin} to ${keyLengthMax} characters`;
  throw new DomainError(
    'invalid-argument',
    'VALIDATION_FAILED',
    `the header ${headerName} is not valid: ${expected}`,
    { fields: [{ pointer: `/${headerName}`, detail: expected }] },
  );
}
