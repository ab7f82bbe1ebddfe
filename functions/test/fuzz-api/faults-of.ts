import { Buffer } from 'node:buffer';
import type { z } from 'zod';
import { findProblemType } from '../../src/http/problems/registry.ts';
import type { ServedOperation } from './api-document.ts';
import type { FuzzRequest } from './fuzz-requests.ts';
import type { FuzzAnswer } from './send-request.ts';

/** What an answer is held against. */
export interface Expectation {
  /** The operation that the request reaches; undefined where there is none. */
  readonly served: ServedOperation | undefined;
  /** Of what is answered with success, by status; absent where it is no JSON. */
  readonly schemas: ReadonlyMap<string, z.ZodType>;
  /** Texts that stand in documents of an organization that did not ask. */
  readonly markers: readonly string[];
}

/** What a stack trace, a path of ours or the words of a library look like. */
const internals: readonly RegExp[] = [
  /\n\s+at .+\(?.+:\d+:\d+\)?/,
  /node_modules|node:internal|file:\/\/\/(?!etc)/,
  /functions\/(src|lib)\//,
  /\b(ZodError|FirebaseError|TypeError|RangeError|ReferenceError|SyntaxError)\b/,
  /\b\d+ (INVALID_ARGUMENT|FAILED_PRECONDITION|NOT_FOUND|INTERNAL|RESOURCE_EXHAUSTED): /,
  /Cannot read properties|is not a function|is not iterable/,
];

/** Reasons for which no operation was reached, so that none declares them. */
const ofNoOperation: readonly string[] = ['ROUTE_NOT_FOUND', 'METHOD_NOT_ALLOWED'];

/** What is wrong with an answer; empty where all is well. Each fault begins with a word for its kind. */
export function faultsOf(request: FuzzRequest, answer: FuzzAnswer, expectation: Expectation): string[] {
  const text = answer.bytes.toString('utf8');
  const whole = `${JSON.stringify(answer.headers)}\n${text}`;
  const faults: string[] = [];
  if (answer.status >= 500)
    faults.push(
      `status: ${answer.status} ${String((parsed(text) as { reason?: unknown } | undefined)?.reason)}`,
    );
  for (const pattern of internals)
    if (pattern.test(whole)) faults.push(`internals: ${pattern.exec(whole)?.[0]}`);
  const named = JSON.stringify([
    request.target,
    request.headers,
    Buffer.from(request.body ?? '').toString('utf8'),
  ]);
  for (const marker of expectation.markers)
    if (whole.includes(marker) && !named.includes(marker)) faults.push(`leak: ${marker}`);
  if (request.method === 'HEAD' || request.method === 'OPTIONS') return faults;
  const found =
    answer.status >= 400
      ? problemFaults(answer, text, expectation)
      : successFaults(answer, text, expectation);
  return [...faults, ...found];
}

function problemFaults({ status, headers }: FuzzAnswer, text: string, { served }: Expectation): string[] {
  const problem = parsed(text) as { reason?: unknown; status?: unknown } | undefined;
  const reason = String(problem?.reason);
  if (findProblemType(reason) === undefined)
    return [`reason: ${status} without a documented reason: ${text.slice(0, 200)}`];
  if (ofNoOperation.includes(reason) || served === undefined) return [];
  const declared = served.operation.responses[status]?.content;
  const type = String(headers['content-type']).split(';', 1).join('');
  const media = declared?.[type];
  if (media === undefined) return [`undeclared: ${status} ${type} (${reason})`];
  if (problem?.status !== status) return [`status: the body says ${problem?.status}, the answer ${status}`];
  return reason in (media.examples ?? {}) ? [] : [`undeclared: the reason ${reason} of ${status}`];
}

function successFaults({ status }: FuzzAnswer, text: string, { served, schemas }: Expectation): string[] {
  if (served === undefined) return [];
  if (!(String(status) in served.operation.responses)) return [`undeclared: ${status}`];
  const schema = schemas.get(String(status));
  if (schema === undefined) return [];
  const { error } = schema.safeParse(parsed(text));
  const [issue] = error?.issues ?? [];
  return issue === undefined ? [] : [`schema: ${status} at /${issue.path.join('/')}: ${issue.message}`];
}

function parsed(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return undefined;
  }
}
