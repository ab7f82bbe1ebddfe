import { defineSecret } from 'firebase-functions/params';
import { type TokenPrice, timeGptEnabled, timeGptTokenPrice } from './deployment.ts';

/** The account with Nixtla that this deployment has. */
export interface TimeGptAccount {
  readonly apiKey: string;
  readonly baseUrl: string;
  readonly model: string;
  /** What a million tokens of any kind cost; null where nobody said. */
  readonly price: TokenPrice | null;
}

/**
 * The secrets that functions which forecast are given. Defined only where TimeGPT is enabled: a secret that is defined is
 * one that the deployment insists on and the emulators look for in the cloud.
 */
export const timeGptSecrets = timeGptEnabled ? [defineSecret('NIXTLA_API_KEY')] : [];

/**
 * The account in the environment: `NIXTLA_API_KEY` (the secret; locally, any variable of that name), `NIXTLA_BASE_URL` for
 * another address than Nixtla's own, `NIXTLA_MODEL` for another model. Undefined without a key.
 */
export function timeGptAccount(): TimeGptAccount | undefined {
  const { NIXTLA_API_KEY: apiKey, NIXTLA_BASE_URL: baseUrl, NIXTLA_MODEL: model } = process.env;
  if (apiKey === undefined || apiKey.trim() === '') return undefined;
  return {
    apiKey: apiKey.trim(),
    baseUrl: baseUrl?.trim() || 'https://api.nixtla.io',
    model: model?.trim() || 'timegpt-1',
    price: timeGptTokenPrice,
  };
}
