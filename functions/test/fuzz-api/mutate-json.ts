import fc from 'fast-check';
import { hostileNames, hostileValues } from './hostile-values.ts';

type Holder = Record<string | number, unknown>;

/** One thing that is done to a JSON value: where (counted among its places), what, and with which value. */
export interface Mutation {
  readonly at: number;
  readonly kind: 'replace' | 'remove' | 'add' | 'repeat' | 'wrap';
  readonly name: string;
  readonly value: unknown;
}

const mutation = fc.record({
  at: fc.nat({ max: 10_000 }),
  kind: fc.constantFrom('replace', 'replace', 'replace', 'remove', 'add', 'add', 'repeat', 'wrap'),
  name: fc.constantFrom(...hostileNames),
  value: hostileValues,
}) as fc.Arbitrary<Mutation>;

/** None at all for a part of the requests, so that some get as far as the store; else one to three. */
export const mutations: fc.Arbitrary<Mutation[]> = fc.oneof(
  { weight: 2, arbitrary: fc.constant<Mutation[]>([]) },
  { weight: 3, arbitrary: fc.array(mutation, { minLength: 1, maxLength: 3 }) },
);

/** The value after all mutations; the value given stays as it is. */
export const mutate = (value: unknown, list: readonly Mutation[]): unknown =>
  list.reduce(applyMutation, structuredClone(value));

function applyMutation(value: unknown, { at, kind, name, value: shared }: Mutation): unknown {
  // A hostile value is one object for all requests; another mutation may change it where it has been put.
  const hostile = structuredClone(shared);
  const root: Holder = { value };
  const places = placesOf(root);
  const place = places[at % places.length];
  if (place === undefined) return value;
  const { holder, key } = place;
  const current = holder[key];
  if (kind === 'replace') holder[key] = hostile;
  else if (kind === 'remove') {
    if (Array.isArray(holder)) holder.splice(Number(key), 1);
    else if (holder !== root) delete holder[key];
  } else if (kind === 'wrap') holder[key] = [current];
  else if (kind === 'repeat' && Array.isArray(current)) {
    holder[key] = Array.from({ length: 200 }, () => current[0] ?? null);
  } else addMember(current, name, hostile);
  return root.value;
}

/** Defines a member, so that `__proto__` becomes one, too. */
function addMember(value: unknown, name: string, member: unknown): void {
  if (value === null || typeof value !== 'object') return;
  if (Array.isArray(value)) value.push(member);
  else
    Object.defineProperty(value, name, {
      value: member,
      enumerable: true,
      configurable: true,
      writable: true,
    });
}

/** Every place of a value that something can be done to. */
function placesOf(root: Holder): { holder: Holder; key: string | number }[] {
  const places: { holder: Holder; key: string | number }[] = [];
  const waiting: Holder[] = [root];
  for (let holder = waiting.pop(); holder !== undefined; holder = waiting.pop()) {
    for (const key of Object.keys(holder).slice(0, 200)) {
      places.push({ holder, key });
      const inner = holder[key];
      if (inner !== null && typeof inner === 'object') waiting.push(inner as Holder);
    }
  }
  return places;
}
