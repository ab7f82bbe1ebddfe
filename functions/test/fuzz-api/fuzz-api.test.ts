import { Buffer } from 'node:buffer';
import { describe, expect, it } from 'vitest';
import { z } from 'zod';
import { faultsOf } from './faults-of.ts';
import type { FuzzRequest } from './fuzz-requests.ts';
import { runFuzz } from './run-fuzz.ts';
import type { FuzzAnswer } from './send-request.ts';

describe('requests made from the served document', { timeout: 240_000 }, () => {
  it('are answered by what the document says, and show and change nothing of others', async () => {
    const { failures, statuses } = await runFuzz({ requests: 300, seed: 20_261_126 });
    expect(failures).toEqual([]);
    expect(statuses[200]).toBeGreaterThan(50);
  });

  it('are the same for the same seed and number', async () => {
    const one = await runFuzz({ requests: 3, seed: 7, from: 40 });
    const again = await runFuzz({ requests: 3, seed: 7, from: 40 });
    expect(again.statuses).toEqual(one.statuses);
  });
});

describe('faultsOf', () => {
  const request: FuzzRequest = { operationId: 'getThing', method: 'GET', target: '/thing', headers: {} };
  const media = { 'application/problem+json': { examples: { VALIDATION_FAILED: { value: {} } } } };
  const responses = { 200: {}, 400: { content: media } };
  const served = { path: '/thing', method: 'GET', operation: { operationId: 'getThing', responses } };
  const schemas = new Map([['200', z.strictObject({ a: z.number() })]]);
  const faults = (status: number, body: unknown, type = 'application/problem+json') => {
    const bytes = Buffer.from(typeof body === 'string' ? body : JSON.stringify(body));
    const answer: FuzzAnswer = { status, headers: { 'content-type': type }, bytes, elapsedMs: 1 };
    return faultsOf(request, answer, { served, schemas, markers: ['marker-x'] });
  };

  it('has nothing to say of a declared answer', () => {
    expect(faults(200, { a: 1 })).toEqual([]);
    expect(faults(400, { reason: 'VALIDATION_FAILED', status: 400 })).toEqual([]);
  });

  it.each([
    ['a failure of ours', 500, { reason: 'INTERNAL', status: 500 }, /status: 500/],
    ['a stack trace', 400, 'x\n    at run (/srv/app.ts:1:2)', /internals/],
    ['words of a library', 400, '3 INVALID_ARGUMENT: no', /internals/],
    ['a document of others', 200, { a: 'marker-x' }, /leak/],
    ['a reason that nobody has documented', 400, { reason: 'WHATEVER', status: 400 }, /reason/],
    [
      'a reason that the operation does not declare',
      400,
      { reason: 'JSON_MALFORMED', status: 400 },
      /undeclared/,
    ],
    ['a status that it does not declare', 409, { reason: 'RESOURCE_CHANGED', status: 409 }, /undeclared/],
    ['an answer of another shape', 200, { b: 1 }, /schema/],
  ])('finds %s', (_, status, body, fault) => {
    expect(faults(status, body).join('\n')).toMatch(fault);
  });
});
