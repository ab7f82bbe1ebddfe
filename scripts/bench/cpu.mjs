const rounds = 3;

/**
 * CPU milliseconds that `work` takes: the least of some rounds after a warm-up, since other processes only ever add.
 *
 * @param {() => void} work
 */
export function cpuMs(work) {
  work();
  const times = Array.from({ length: rounds }, () => {
    const before = process.cpuUsage();
    work();
    const { user, system } = process.cpuUsage(before);
    return (user + system) / 1_000;
  });
  return Math.min(...times);
}

/**
 * @param {number} value
 * @param {number} [digits]
 */
export const rounded = (value, digits = 2) => Number(value.toPrecision(digits + 1));
