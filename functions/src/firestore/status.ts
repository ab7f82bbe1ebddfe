/** Numeric codes of google.rpc.Code that Firestore answers with and that we tell apart. */
export const grpcStatus = {
  invalidArgument: 3,
  notFound: 5,
  alreadyExists: 6,
  failedPrecondition: 9,
  aborted: 10,
} as const;

/** Whether `error` is Firestore's answer of one of the given kinds. */
export function isFirestoreError(error: unknown, ...kinds: readonly (keyof typeof grpcStatus)[]): boolean {
  if (!(error instanceof Error)) return false;
  const { code } = error as Error & { code?: unknown };
  return kinds.some((kind) => code === grpcStatus[kind]);
}
