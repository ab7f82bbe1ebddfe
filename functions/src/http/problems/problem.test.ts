import { describe, expect, it } from 'vitest';
import { DomainError, type ErrorCode, errorCodes } from '../../contracts/errors.ts';
import { problemBody, problemHeaders, problemStatus, publicError } from './problem.ts';

const occurrence = { path: '/v1/forecast', requestId: 'req_1', baseUrl: '' };

describe('problemStatus', () => {
  const expected: Record<ErrorCode, number> = {
    'invalid-argument': 400,
    unauthenticated: 401,
    'permission-denied': 403,
    'not-found': 404,
    'already-exists': 409,
    aborted: 409,
    'failed-precondition': 409,
    'resource-exhausted': 429,
    unavailable: 503,
    internal: 500,
  };

  it.each(errorCodes)('answers %s with its status', (code) => {
    expect(problemStatus(new DomainError(code, 'SOMETHING', 'something'))).toBe(expected[code]);
  });
});

describe('publicError', () => {
  it('says nothing of an error that is not ours', () => {
    const secret = 'connect ECONNREFUSED 10.0.0.3 password=hunter2';
    const error = publicError(new Error(secret));
    expect(JSON.stringify(problemBody(error, occurrence))).not.toContain('hunter2');
    expect(problemStatus(error)).toBe(500);
  });

  it.each([4, 8, 14])('takes code %i of the store for "come back later"', (code) => {
    const error = publicError(Object.assign(new Error('14 UNAVAILABLE: 10.0.0.3'), { code }));
    expect(problemStatus(error)).toBe(503);
    expect(problemHeaders(error)).toMatchObject({ 'Retry-After': '5' });
    expect(error.message).not.toContain('10.0.0.3');
  });

  it.each([undefined, null, 'text', { reason: 'MINE' }])('takes %j for a fault of ours', (thrown) => {
    expect(publicError(thrown).reason).toBe('INTERNAL');
  });
});

describe('problemBody', () => {
  it('carries reason, page, fields, and values as members of their own', () => {
    const error = new DomainError('invalid-argument', 'VALIDATION_FAILED', 'the body is not valid', {
      fields: [{ pointer: '/horizon', detail: 'expected at least 1 step' }],
      extensions: { horizonMax: 2_000 },
    });
    expect(problemBody(error, { ...occurrence, baseUrl: 'https://api.example.com' })).toEqual({
      type: 'https://api.example.com/errors/VALIDATION_FAILED',
      title: 'The request is not valid',
      status: 400,
      detail: 'the body is not valid',
      instance: '/v1/forecast',
      reason: 'VALIDATION_FAILED',
      requestId: 'req_1',
      horizonMax: 2_000,
      errors: [{ pointer: '/horizon', detail: 'expected at least 1 step' }],
    });
  });

  it('lets no extension pass for a member of the standard', () => {
    const error = new DomainError('not-found', 'METRIC_NOT_FOUND', 'no', { extensions: { status: 200 } });
    expect(problemBody(error, occurrence).status).toBe(404);
  });

  it('has no page for a reason that nobody documented', () => {
    const error = new DomainError('internal', 'NOBODY_KNOWS', 'no');
    expect(problemBody(error, occurrence)).toMatchObject({ type: 'about:blank', title: 'internal' });
  });
});

describe('problemHeaders', () => {
  it('says how to authenticate', () => {
    const error = new DomainError('unauthenticated', 'API_KEY_INVALID', 'no');
    expect(problemHeaders(error)['WWW-Authenticate']).toBe('Bearer realm="intentvision"');
  });

  it('says when to come back, in whole seconds', () => {
    const error = new DomainError('resource-exhausted', 'X', 'no', { retryAfterSeconds: 1.2 });
    expect(problemHeaders(error)['Retry-After']).toBe('2');
  });
});
