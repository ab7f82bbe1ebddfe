import { prices } from '../../functions/lib/contracts/prices.js';
import { runCosts, sweepsPerMonth } from './run-costs.mjs';

const daysPerMonth = 30;

/**
 * Dollars and euros a month for days like this one, 30 of them.
 *
 * @param {{ runs: number, sweepReads: number, sweepWrites: number, sweepSeconds: number }} day
 *   `sweepSeconds`: time that sweeps worked beside the least of 100 ms each
 */
export function monthlyCost({ runs, sweepReads, sweepWrites, sweepSeconds }) {
  const { reads, writes, taskOperations, seconds, gib, triggers, triggerSeconds, triggerGib } = runCosts;
  const monthly = runs * daysPerMonth;
  const dollars = {
    reads: (sweepReads * daysPerMonth + monthly * (reads + triggers)) * prices.perRead,
    writes: (sweepWrites * daysPerMonth + monthly * writes) * prices.perWrite,
    tasks: monthly * taskOperations * prices.perTaskOperation,
    runs: monthly * (prices.perInvocation + busy(seconds, gib)),
    triggers: monthly * triggers * (prices.perInvocation + busy(triggerSeconds, triggerGib)),
    sweeps:
      sweepsPerMonth * (prices.perInvocation + busy(0.1, 0.25)) + busy(sweepSeconds * daysPerMonth, 0.25),
  };
  const total = Object.values(dollars).reduce((sum, part) => sum + part, 0);
  return {
    dollars: roundedParts(dollars),
    totalDollars: cents(total),
    totalEuros: cents(total / prices.dollarsPerEuro),
  };
}

/**
 * @param {number} seconds of one CPU
 * @param {number} gib of memory
 */
const busy = (seconds, gib) => seconds * (prices.perCpuSecond + gib * prices.perGibSecond);

/** @param {number} amount */
const cents = (amount) => Math.round(amount * 100) / 100;

/** @template {string} K @param {Record<K, number>} parts @returns {Record<K, number>} */
const roundedParts = (parts) =>
  /** @type {Record<K, number>} */ (
    Object.fromEntries(Object.entries(parts).map(([name, amount]) => [name, cents(Number(amount))]))
  );
