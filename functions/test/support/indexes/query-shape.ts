import type { Query } from 'firebase-admin/firestore';
import { z } from 'zod';
import type { Direction, Scope } from './index-spec.ts';

export interface Order {
  readonly fieldPath: string;
  readonly order: Direction;
}

/** What an index must serve: which fields are compared for equality, which searched, and how results are ordered. */
export interface QueryShape {
  readonly collectionGroup: string;
  readonly scope: Scope;
  readonly equalities: readonly string[];
  readonly arrayContains: readonly string[];
  /** Complete, as Firestore completes it: with fields of inequalities, and the name of the document last. */
  readonly orders: readonly Order[];
}

const fieldSchema = z.object({ fieldPath: z.string() });
const filterSchema = z.union([
  z.object({ fieldFilter: z.object({ field: fieldSchema, op: z.string() }) }),
  z.object({ unaryFilter: z.object({ field: fieldSchema, op: z.string() }) }),
  z.object({
    compositeFilter: z.object({
      op: z.literal('AND'),
      get filters(): z.ZodArray<typeof filterSchema> {
        return z.array(filterSchema);
      },
    }),
  }),
]);

type Filter = z.infer<typeof filterSchema>;

const structuredQuerySchema = z.object({
  from: z.tuple([z.object({ collectionId: z.string(), allDescendants: z.boolean().optional() })]),
  where: filterSchema.optional(),
  orderBy: z
    .array(z.object({ field: fieldSchema, direction: z.enum(['ASCENDING', 'DESCENDING']) }))
    .default([]),
});

const documentName = '__name__';

/** The shape of a query, from what the SDK is about to send. Disjunctions (OR) are not understood, and refused. */
export function queryShape(query: Query): QueryShape {
  // Internal to the SDK, and the only complete account of a query that it has.
  const { toProto } = query as unknown as { toProto: () => { structuredQuery: unknown } };
  const sent = structuredQuerySchema.parse(toProto.call(query).structuredQuery);
  const [{ collectionId, allDescendants }] = sent.from;
  const comparisons = sent.where === undefined ? [] : comparisonsOf(sent.where);
  const fieldsOf = (kind: Kind) => [
    ...new Set(
      comparisons.filter((comparison) => kindOf(comparison.op) === kind).map(({ fieldPath }) => fieldPath),
    ),
  ];
  const explicit = sent.orderBy.map(({ field, direction }) => ({
    fieldPath: field.fieldPath,
    order: direction,
  }));
  return {
    collectionGroup: collectionId,
    scope: allDescendants === true ? 'COLLECTION_GROUP' : 'COLLECTION',
    equalities: fieldsOf('equality'),
    arrayContains: fieldsOf('array'),
    orders: completeOrders(explicit, fieldsOf('inequality')),
  };
}

interface Comparison {
  readonly fieldPath: string;
  readonly op: string;
}

function comparisonsOf(filter: Filter): Comparison[] {
  if ('compositeFilter' in filter) return filter.compositeFilter.filters.flatMap(comparisonsOf);
  const { field, op } = 'fieldFilter' in filter ? filter.fieldFilter : filter.unaryFilter;
  return [{ fieldPath: field.fieldPath, op }];
}

type Kind = 'equality' | 'array' | 'inequality';

function kindOf(op: string): Kind {
  if (['EQUAL', 'IN', 'IS_NULL', 'IS_NAN'].includes(op)) return 'equality';
  return op.startsWith('ARRAY_CONTAINS') ? 'array' : 'inequality';
}

/** Fields of inequalities that are not ordered by follow in alphabetical order, then the name, in the last direction. */
function completeOrders(explicit: readonly Order[], inequalities: readonly string[]): Order[] {
  const order = explicit.at(-1)?.order ?? 'ASCENDING';
  const given = new Set(explicit.map(({ fieldPath }) => fieldPath));
  const missing = [...inequalities.filter((path) => path !== documentName).sort(), documentName];
  return [
    ...explicit,
    ...missing.filter((path) => !given.has(path)).map((fieldPath) => ({ fieldPath, order })),
  ];
}
