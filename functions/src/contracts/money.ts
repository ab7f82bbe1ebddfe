import { z } from 'zod';
import { finiteNumber } from './common.ts';

/** An amount of money, not rounded: a forecast costs fractions of a cent. */
export const moneySchema = z.object({
  amount: finiteNumber,
  currency: z.string().meta({ description: 'ISO 4217', example: 'USD' }),
});

export type Money = z.infer<typeof moneySchema>;
