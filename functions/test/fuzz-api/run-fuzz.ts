import http from 'node:http';
import fc from 'fast-check';
import { answerSchemas } from './answer-schemas.ts';
import { operationFinder, operationsOf } from './api-document.ts';
import { type Expectation, faultsOf } from './faults-of.ts';
import { type FuzzRequest, fuzzRequests } from './fuzz-requests.ts';
import { type FuzzTarget, startFuzzTarget } from './fuzz-target.ts';
import { sendRequest } from './send-request.ts';
import { showRequest } from './show-request.ts';

export interface FuzzPlan {
  readonly requests: number;
  readonly seed: number;
  /** Number of the first request: `from: 417, requests: 1` sends that one again. */
  readonly from?: number;
}

/** A kind of fault, with the smallest request found that shows it. */
export interface FuzzFailure {
  /** Number of the request, by which it is made again. */
  readonly index: number;
  readonly operationId: string;
  readonly fault: string;
  /** The request as a command line. */
  readonly curl: string;
  /** Requests that showed the same. */
  count: number;
}

export interface FuzzReport {
  readonly requests: number;
  readonly seed: number;
  readonly operations: number;
  readonly statuses: Readonly<Record<string, number>>;
  /** Operations that no request succeeded at. */
  readonly neverSucceeded: readonly string[];
  readonly slowestMs: number;
  readonly slowest: string;
  readonly failures: readonly FuzzFailure[];
}

/** After so many requests the organization that asks gets its resources back, and the bystander is looked at. */
const restoreEvery = 25;
const shrinkRuns = 60;

/** Sends generated requests one after the other and reports what is wrong with the answers. */
export async function runFuzz(
  { requests, seed, from = 0 }: FuzzPlan,
  progress: (done: number, failures: number) => void = () => undefined,
): Promise<FuzzReport> {
  const target = await startFuzzTarget();
  const agent = new http.Agent({ keepAlive: true });
  try {
    return await fuzz(target, agent, { requests, seed, from }, progress);
  } finally {
    agent.destroy();
    await target.stop();
  }
}

async function fuzz(
  target: FuzzTarget,
  agent: http.Agent,
  { requests, seed, from }: Required<FuzzPlan>,
  progress: (done: number, failures: number) => void,
): Promise<FuzzReport> {
  const operations = operationsOf(target.document);
  const find = operationFinder(target.document);
  const schemas = new Map(operations.map((one) => [one, answerSchemas(target.document, one)]));
  const expectationOf = ({ method, target: asked }: FuzzRequest): Expectation => {
    const served = find(method, asked);
    return { served, schemas: (served && schemas.get(served)) ?? new Map(), markers: target.markers };
  };
  const arbitrary = fuzzRequests(target.document, target.credentials);
  const statuses: Record<string, number> = {};
  const failures = new Map<string, FuzzFailure>();
  const succeeded = new Set<string>();
  let slowest = { ms: 0, what: '' };
  let hash = await target.bystanderHash();

  const attempt = async (request: FuzzRequest, counted: boolean): Promise<string[]> => {
    const expectation = expectationOf(request);
    try {
      const answer = await sendRequest(target.origin, request, agent);
      if (counted) {
        statuses[answer.status] = (statuses[answer.status] ?? 0) + 1;
        if (answer.status < 300 && expectation.served !== undefined)
          succeeded.add(expectation.served.operation.operationId);
        if (answer.elapsedMs > slowest.ms)
          slowest = { ms: Math.round(answer.elapsedMs), what: request.operationId };
      }
      const logged = answer.status >= 500 ? target.takeLogged().join('\n') : '';
      const faults = faultsOf(request, answer, expectation).map((fault) => fault + (logged && `\n${logged}`));
      return [...faults, ...target.takeUncaught().map((error) => `uncaught: ${error}`)];
    } catch (error) {
      return [`no answer: ${error}`];
    }
  };

  for (let done = 0; done < requests; done += 1) {
    const index = from + done;
    if (done % restoreEvery === 0) await target.restore();
    const request = requestAt(arbitrary, seed, index);
    const faults = await attempt(request, true);
    if ((done + 1) % restoreEvery === 0 || done + 1 === requests) {
      const now = await target.bystanderHash();
      if (now !== hash)
        faults.push(
          `touched: a document of the bystander, by one of the ${restoreEvery} requests up to here`,
        );
      hash = now;
    }
    for (const fault of faults) {
      const kind = `${request.operationId} ${kindOf(fault)}`;
      const known = failures.get(kind);
      if (known !== undefined) known.count += 1;
      else {
        const smallest = await shrink(arbitrary, seed, index, async (smaller) =>
          (await attempt(smaller, false)).some((other) => kindOf(other) === kindOf(fault)),
        );
        const { operationId } = request;
        failures.set(kind, { index, operationId, fault, curl: showRequest(smallest ?? request), count: 1 });
        await target.restore();
      }
    }
    progress(done + 1, failures.size);
  }
  return {
    requests,
    seed,
    operations: operations.length,
    statuses,
    neverSucceeded: operations
      .map(({ operation }) => operation.operationId)
      .filter((id) => !succeeded.has(id)),
    slowestMs: slowest.ms,
    slowest: slowest.what,
    failures: [...failures.values()],
  };
}

/** Faults of one kind differ in ids and instants. */
const kindOf = (fault: string): string => fault.slice(0, 200).replaceAll(/[0-9a-f-]{8,}|\d+/g, '#');

/** The seed of one request: it depends on no other, so that each can be sent again by itself. */
const seedOf = (seed: number, index: number): number => (Math.imul(seed, 0x9e3779b1) + index) | 0;

function requestAt(arbitrary: fc.Arbitrary<FuzzRequest>, seed: number, index: number): FuzzRequest {
  const [request] = fc.sample(arbitrary, { seed: seedOf(seed, index), numRuns: 1 });
  if (request === undefined) throw new Error('fast-check gave no sample');
  return request;
}

/** The smallest request that still fails, as far as a bounded number of attempts finds it. */
async function shrink(
  arbitrary: fc.Arbitrary<FuzzRequest>,
  seed: number,
  index: number,
  fails: (request: FuzzRequest) => Promise<boolean>,
): Promise<FuzzRequest | undefined> {
  let attempts = 0;
  const property = fc.asyncProperty(arbitrary, async (request) => {
    attempts += 1;
    return attempts > shrinkRuns || !(await fails(request));
  });
  const { counterexample } = await fc.check(property, { seed: seedOf(seed, index), numRuns: 1 });
  return counterexample?.[0];
}
