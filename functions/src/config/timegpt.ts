import { defineSecret } from 'firebase-functions/params';
import { timeGptEnabled } from './deployment.ts';

/** The account with Nixtla that this deployment has. */
export interface TimeGptAccount {
  readonly apiKey: string;
  readonly baseUrl: string;
  readonly model: string;
  /** What a million tokens of any kind cost; null where nobody said. */
  readonly price: { readonly perMillion: number; readonly currency: string } | null;
}

/**
 * The secrets that functions which forecast are given. Defined only where TimeGPT is enabled: a secret that is defined is
 * one that the deployment insists on and the emulators look for in the cloud.
 */
export const timeGptSecrets = timeGptEnabled ? [defineSecret('NIXTLA_API_KEY')] : [];

/**
 * The account in the environment: `NIXTLA_API_KEY` (the secret; locally, any variable of that name), `NIXTLA_BASE_URL` for
 * another address than Nixtla's own, `NIXTLA_MODEL` for another model, `NIXTLA_TOKEN_PRICE` for what a million tokens cost,
 * in `NIXTLA_TOKEN_CURRENCY` (USD). Undefined without a key.
 *
 * @throws {Error} for a price that is no amount, rather than to write down costs that are none
 */
export function timeGptAccount(): TimeGptAccount | undefined {
  const { NIXTLA_API_KEY: apiKey, NIXTLA_BASE_URL: baseUrl, NIXTLA_MODEL: model } = process.env;
  if (apiKey === undefined || apiKey.trim() === '') return undefined;
  return {
    apiKey: apiKey.trim(),
    baseUrl: baseUrl?.trim() || 'https://api.nixtla.io',
    model: model?.trim() || 'timegpt-1',
    price: tokenPrice(),
  };
}

function tokenPrice(): TimeGptAccount['price'] {
  const { NIXTLA_TOKEN_PRICE: price, NIXTLA_TOKEN_CURRENCY: currency } = process.env;
  if (price === undefined || price.trim() === '') return null;
  const perMillion = Number(price);
  const code = currency?.trim() || 'USD';
  if (!Number.isFinite(perMillion) || perMillion < 0)
    throw new Error('NIXTLA_TOKEN_PRICE: expected the price of a million tokens, such as 12.5');
  if (!/^[A-Z]{3}$/.test(code)) throw new Error('NIXTLA_TOKEN_CURRENCY: expected a currency such as USD');
  return { perMillion, currency: code };
}
