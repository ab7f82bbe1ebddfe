/**
 * What a caller expects of a resource that it is about to change. Called with the resource as it would be answered now,
 * before anything is written and in the transaction that writes; throws `failed-precondition` where the caller knows another.
 */
export type Precondition = (current: object) => void;
