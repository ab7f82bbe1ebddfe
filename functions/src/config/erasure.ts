const dayMs = 86_400_000;

/**
 * Time between asking for a deletion and erasing, in ms, in which it can be taken back: a week, or `ERASURE_GRACE_DAYS`, a day at
 * least. Under the emulators 0 is allowed, too.
 *
 * @throws Error where `ERASURE_GRACE_DAYS` is no such number
 */
export function erasureGraceMs(): number {
  const { FUNCTIONS_EMULATOR: emulated, ERASURE_GRACE_DAYS: told = '' } = process.env;
  if (told.trim() === '') return 7 * dayMs;
  const days = Number(told);
  const least = emulated === 'true' ? 0 : 1;
  if (Number.isInteger(days) && days >= least && days <= 90) return days * dayMs;
  throw new Error(`ERASURE_GRACE_DAYS is no whole number from ${least} to 90`);
}
