import { DomainError } from '../../contracts/errors.ts';

/** A refusal of one field of a request: `detail` says what was expected. */
export const invalidField = (pointer: string, detail: string): DomainError =>
  new DomainError(
    'invalid-argument',
    'VALIDATION_FAILED',
    `the request is not valid: ${pointer}: ${detail}`,
    {
      fields: [{ pointer, detail }],
    },
  );
