/** Numeric codes of google.rpc.Code that Firestore answers with and that we tell apart. */
export const grpcStatus = {
  invalidArgument: 3,
  notFound: 5,
  alreadyExists: 6,
  failedPrecondition: 9,
  aborted: 10,
} as const;

/** Whether `error` is Firestore's answer of the given kind. */
export function isFirestoreError(error: unknown, kind: keyof typeof grpcStatus): boolean {
  return error instanceof Error && (error as Error & { code?: unknown }).code === grpcStatus[kind];
}
