import type { Money } from '../contracts/money.ts';
import type { TokenCount } from '../contracts/token-count.ts';

/** What the account pays for tokens of any kind. */
export interface TokenPrice {
  readonly perMillion: number;
  /** ISO 4217. */
  readonly currency: string;
}

/** What tokens cost, not rounded; null without a price. */
export function costOf({ input, output, finetune }: TokenCount, price: TokenPrice | null): Money | null {
  if (price === null) return null;
  return { amount: ((input + output + finetune) * price.perMillion) / 1e6, currency: price.currency };
}
