import { expect, it } from 'vitest';
import { schedulerErrorOf } from './scheduler-error.ts';

const coded = (code: unknown) => Object.assign(new Error('secret detail'), { code });

it.each([
  [8, 'resourceExhausted', true],
  [14, 'unavailable', true],
  [4, 'deadlineExceeded', true],
  [10, 'aborted', true],
  [13, 'internal', true],
  [3, 'invalidArgument', false],
  [5, 'notFound', false],
  [6, 'alreadyExists', false],
  [7, 'permissionDenied', false],
  [9, 'failedPrecondition', false],
  [12, undefined, false],
  ['ECONNREFUSED', undefined, true],
  [undefined, undefined, true],
])('code %s is %s, and passes: %s', (code, status, passes) => {
  const error = schedulerErrorOf(coded(code));
  expect(error).toMatchObject({ status, passes });
  expect(error.message).not.toContain('secret');
  expect(schedulerErrorOf(error)).toBe(error);
});
