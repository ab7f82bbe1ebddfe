import { z } from 'zod';
import { addressRangeSchema } from './address-range.ts';
import { orNull } from './common.ts';

/** What narrows an API key beyond its scopes; null where it does not. */
export interface KeyRestrictions {
  /** The key touches only metrics whose key begins with one of these. */
  readonly metricPrefixes: readonly string[] | null;
  /** The key is taken only from these addresses and CIDR ranges. */
  readonly addresses: readonly string[] | null;
  readonly expiresAt: Date | null;
}

const prefixesMax = 10;
const addressesMax = 50;

const metricPrefixSchema = z
  .string('expected the beginning of a metric key')
  .regex(
    /^[A-Za-z_][A-Za-z0-9_.:/-]{0,199}$/,
    'expected the beginning of a metric key: letters, digits, "_", ".", ":", "/" and "-", without "*"',
  );

/** As a request says it: each once, sorted, without what another of them covers. */
export const metricPrefixesSchema = z
  .array(metricPrefixSchema)
  .min(1, 'expected at least one prefix, or null for every metric')
  .max(prefixesMax, `expected at most ${prefixesMax} prefixes`)
  .transform((prefixes) => {
    const unique = [...new Set(prefixes)].sort();
    return unique.filter((one) => !unique.some((other) => other !== one && one.startsWith(other)));
  });

export const addressesSchema = z
  .array(addressRangeSchema)
  .min(1, 'expected at least one address, or null for every address')
  .max(addressesMax, `expected at most ${addressesMax} addresses`)
  .transform((addresses) => [...new Set(addresses)].sort());

/** The same at rest. Keys from before restrictions have none. */
export const restrictionFields = {
  metricPrefixes: orNull(z.array(z.string())).meta({
    description: 'the key touches only metrics whose key begins with one of these; null for every metric',
    example: ['warehouse.'],
  }),
  addresses: orNull(z.array(z.string())).meta({
    description: 'addresses and CIDR ranges that the key is taken from; null for every address',
    example: ['203.0.113.0/24'],
  }),
  expiresAt: orNull(z.date()).meta({ description: 'from when on the key is refused' }),
};
