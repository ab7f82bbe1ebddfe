/**
 * Public list prices in US dollars, as found on 26 November 2026. Free quotas are not taken off: they are a few dollars.
 *
 * - Firestore, Standard edition, us-central1: cloud.google.com/firestore, comparison of editions. Other regions differ,
 *   multi-regions cost twice as much.
 * - Cloud Tasks: cloud.google.com/tasks/pricing, after the first million operations a month. Adding a task is one
 *   operation and delivering it another.
 * - Cloud Run functions (2nd generation), billed by request, tier 1: cloud.google.com/run/pricing.
 */
export const prices = {
  perRead: 0.03 / 100_000,
  perWrite: 0.09 / 100_000,
  perTaskOperation: 0.4 / 1_000_000,
  perInvocation: 0.4 / 1_000_000,
  perCpuSecond: 0.000024,
  perGibSecond: 0.0000025,
  /** Assumed, not quoted: put in the rate of the day. */
  dollarsPerEuro: 1.15,
};
