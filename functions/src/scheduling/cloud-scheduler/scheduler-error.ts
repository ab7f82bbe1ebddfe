/** Numeric codes of google.rpc.Code that Cloud Scheduler answers with and that we tell apart. */
export const schedulerStatus = {
  invalidArgument: 3,
  deadlineExceeded: 4,
  notFound: 5,
  alreadyExists: 6,
  permissionDenied: 7,
  resourceExhausted: 8,
  failedPrecondition: 9,
  aborted: 10,
  internal: 13,
  unavailable: 14,
} as const;

type StatusName = keyof typeof schedulerStatus;

const names = new Map<unknown, StatusName>(
  (Object.entries(schedulerStatus) as [StatusName, number][]).map(([name, code]) => [code, name]),
);

const words: Readonly<Record<StatusName, string>> = {
  invalidArgument: 'does not take this job',
  deadlineExceeded: 'did not answer in time',
  notFound: 'does not know this job',
  alreadyExists: 'has this job already',
  permissionDenied: 'does not let this deployment manage jobs',
  resourceExhausted: 'has no quota left for this',
  failedPrecondition: 'does not take this in the state of the job',
  aborted: 'gave way to another call',
  internal: 'failed',
  unavailable: 'is not available',
};

const passing: ReadonlySet<StatusName> = new Set([
  'deadlineExceeded',
  'resourceExhausted',
  'aborted',
  'internal',
  'unavailable',
]);

/** An answer of Cloud Scheduler other than success, or none. `message` is for people; the cause is for the log. */
export class SchedulerError extends Error {
  override readonly name = 'SchedulerError';
  /** Undefined for a code that we do not tell apart. */
  readonly status: StatusName | undefined;
  /** Whether the same call may succeed later. */
  readonly passes: boolean;

  constructor(message: string, status: StatusName | undefined, passes: boolean, cause?: unknown) {
    super(message, { cause });
    this.status = status;
    this.passes = passes;
  }
}

/**
 * What the client threw, classified. An error without a code comes from the network, on which nothing is final; a code
 * that we do not know is.
 */
export function schedulerErrorOf(error: unknown): SchedulerError {
  if (error instanceof SchedulerError) return error;
  const code = error instanceof Error ? (error as Error & { code?: unknown }).code : undefined;
  const status = names.get(code);
  if (status !== undefined) {
    return new SchedulerError(`Cloud Scheduler ${words[status]}`, status, passing.has(status), error);
  }
  const refused = typeof code === 'number';
  const message = refused ? `Cloud Scheduler answered code ${code}` : 'Cloud Scheduler could not be reached';
  return new SchedulerError(message, undefined, !refused, error);
}
