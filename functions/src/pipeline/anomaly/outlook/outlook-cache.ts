import type { Firestore } from 'firebase-admin/firestore';
import type { ForecastOutlook } from './forecast-outlook.ts';

const heardMax = 1_000;
const caches = new WeakMap<Firestore, Map<string, ForecastOutlook>>();

/**
 * Forecasts that this instance has read, by organization, id and when they were made: written once under these three, so
 * that a copy is never stale. Bounded; the oldest give way.
 */
export function outlookCache(firestore: Firestore) {
  let cache = caches.get(firestore);
  if (cache === undefined) {
    cache = new Map();
    caches.set(firestore, cache);
  }
  const heard = cache;
  return {
    get: (orgId: string, forecastId: string, madeAt: Date): ForecastOutlook | undefined =>
      heard.get(keyOf(orgId, forecastId, madeAt)),
    set(orgId: string, forecastId: string, madeAt: Date, forecast: ForecastOutlook): void {
      const [oldest] = heard.size >= heardMax ? heard.keys() : [];
      if (oldest !== undefined) heard.delete(oldest);
      heard.set(keyOf(orgId, forecastId, madeAt), forecast);
    },
  };
}

const keyOf = (orgId: string, forecastId: string, madeAt: Date): string =>
  `${orgId}/${forecastId}@${madeAt.getTime()}`;
