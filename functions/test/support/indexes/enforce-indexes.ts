import { Firestore, Query, Transaction } from 'firebase-admin/firestore';
import { grpcStatus } from '../../../src/firestore/status.ts';
import { readIndexSpec } from './index-spec.ts';
import { missingIndex } from './missing-index.ts';
import { queryShape } from './query-shape.ts';

/**
 * Set-up of every emulator test: the emulator answers any query, production only those that have an index. So that no
 * query goes out without one, a query that `firestore.indexes.json` does not serve fails here as it would there, with
 * the index that it needs.
 */
const spec = readIndexSpec();

/** The SDK does not export the class of counts and sums, only what makes one. */
const aggregation: object = Object.getPrototypeOf(new Firestore().collection('any').count());

const isAggregation = (target: unknown): target is { readonly query: unknown } =>
  Object.prototype.isPrototypeOf.call(aggregation, target as object);

function requireIndex(target: unknown): void {
  const query = isAggregation(target) ? target.query : target;
  if (!(query instanceof Query)) return;
  const missing = missingIndex(queryShape(query), spec);
  if (missing === undefined) return;
  const where = missing.fields.length === 1 ? 'fieldOverrides' : 'indexes';
  const message = `The query requires an index that firestore.indexes.json lacks under ${where}: ${JSON.stringify(missing)}`;
  throw Object.assign(new Error(message), { code: grpcStatus.failedPrecondition });
}

interface Getter {
  get(...parameters: readonly unknown[]): Promise<unknown>;
}

/** Lets `get` of a class look for the index first; `target` picks the query from receiver and argument. */
function guard(prototype: unknown, target: (receiver: unknown, argument: unknown) => unknown): void {
  const guarded = prototype as Getter;
  const { get } = guarded;
  guarded.get = async function (this: unknown, ...parameters) {
    requireIndex(target(this, parameters[0]));
    return get.apply(this as Getter, [...parameters]);
  };
}

guard(Query.prototype, (query) => query);
guard(aggregation, (aggregate) => aggregate);
guard(Transaction.prototype, (_, argument) => argument);
