import type { Direction, Index, IndexField, IndexSpec, Scope } from './index-spec.ts';
import type { Order, QueryShape } from './query-shape.ts';

const documentName = '__name__';

/**
 * The index that a query needs and that is neither declared nor automatic, or undefined when the query is served.
 *
 * As Firestore plans (documentation "Index types" and "Take advantage of index merging"): an index serves a query when
 * it ends in the query's order, directions included, and what comes before are fields compared for equality. Several
 * such indexes are merged when together they cover all of these fields. Automatic are the indexes of single fields,
 * ascending, descending and by array element, unless overridden; indexes for collection groups are not.
 */
export function missingIndex(shape: QueryShape, spec: IndexSpec): Index | undefined {
  const compared = [...shape.equalities, ...shape.arrayContains];
  if (compared.length === 0 && isNameAscending(shape.orders)) return undefined;
  const leads = indexesFor(shape, spec).flatMap((index) => leadOf(index, shape) ?? []);
  const covered = new Set(leads.flat());
  if (leads.length > 0 && compared.every((fieldPath) => covered.has(fieldPath))) return undefined;
  return neededIndex(shape);
}

const isNameAscending = ([first, ...rest]: readonly Order[]): boolean =>
  rest.length === 0 && first?.fieldPath === documentName && first.order === 'ASCENDING';

function indexesFor(shape: QueryShape, spec: IndexSpec): Index[] {
  const { collectionGroup, scope } = shape;
  const declared = spec.indexes.filter(
    (index) => index.collectionGroup === collectionGroup && index.queryScope === scope,
  );
  const fields = new Set([
    ...shape.equalities,
    ...shape.arrayContains,
    ...shape.orders.map((order) => order.fieldPath),
  ]);
  fields.delete(documentName);
  const single = [...fields].flatMap((fieldPath) =>
    singleFieldIndexes(collectionGroup, fieldPath, scope, spec),
  );
  return [...declared, ...single];
}

/** Indexes of one field: of its override, or of the nearest map around it that has one, or the automatic ones. */
function singleFieldIndexes(
  collectionGroup: string,
  fieldPath: string,
  scope: Scope,
  spec: IndexSpec,
): Index[] {
  const [override] = spec.fieldOverrides
    .filter((candidate) => candidate.collectionGroup === collectionGroup)
    .filter(({ fieldPath: path }) => path === fieldPath || fieldPath.startsWith(`${path}.`))
    .sort((a, b) => b.fieldPath.length - a.fieldPath.length);
  const configured = override?.indexes ?? automatic;
  return configured
    .filter(({ queryScope }) => queryScope === scope)
    .map(({ queryScope, ...kind }) => ({ collectionGroup, queryScope, fields: [{ fieldPath, ...kind }] }));
}

const automatic: IndexSpec['fieldOverrides'][number]['indexes'] = [
  { order: 'ASCENDING', queryScope: 'COLLECTION' },
  { order: 'DESCENDING', queryScope: 'COLLECTION' },
  { arrayConfig: 'CONTAINS', queryScope: 'COLLECTION' },
];

/** The compared fields that an index begins with, when it ends in the order of the query; undefined when it does not. */
function leadOf(index: Index, { equalities, arrayContains, orders }: QueryShape): string[][] | undefined {
  const fields = withName(index.fields);
  const split = fields.length - orders.length;
  if (split < 0 || !orders.every((order, place) => isOrder(fields[split + place], order))) return undefined;
  const lead = fields.slice(0, split);
  const serves = lead.every((field) =>
    ('arrayConfig' in field ? arrayContains : equalities).includes(field.fieldPath),
  );
  return serves ? [lead.map(({ fieldPath }) => fieldPath)] : undefined;
}

const isOrder = (field: IndexField | undefined, order: Order): boolean =>
  field !== undefined &&
  'order' in field &&
  field.fieldPath === order.fieldPath &&
  field.order === order.order;

/** Every index ends in the name of the document, in the direction of its last field. */
function withName(fields: readonly IndexField[]): readonly IndexField[] {
  const last = fields.at(-1);
  if (last?.fieldPath === documentName) return fields;
  return [...fields, { fieldPath: documentName, order: directionOf(last) }];
}

const directionOf = (field: IndexField | undefined): Direction =>
  field !== undefined && 'order' in field ? field.order : 'ASCENDING';

function neededIndex({ collectionGroup, scope, equalities, arrayContains, orders }: QueryShape): Index {
  const lead: IndexField[] = [
    ...equalities.map((fieldPath) => ({ fieldPath, order: 'ASCENDING' as const })),
    ...arrayContains.map((fieldPath) => ({ fieldPath, arrayConfig: 'CONTAINS' as const })),
  ];
  const fields = [...lead, ...orders];
  const [last] = fields.slice(-1);
  const isImplied =
    last !== undefined && fields.length > 1 && directionOf(fields.at(-2)) === directionOf(last);
  return { collectionGroup, queryScope: scope, fields: isImplied ? fields.slice(0, -1) : fields };
}
