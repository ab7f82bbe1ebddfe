/**
 * Proxies in front of the API that name the caller in `X-Forwarded-For`: one in the cloud, Google's front end; two behind a
 * load balancer of one's own (`PROXIES_IN_FRONT=2`). None under the emulators, where callers come directly.
 *
 * @throws Error where `PROXIES_IN_FRONT` is no number of proxies
 */
export function proxiesInFront(): number {
  const { FUNCTIONS_EMULATOR: emulated, PROXIES_IN_FRONT: told = '' } = process.env;
  if (told.trim() === '') return emulated === 'true' ? 0 : 1;
  const proxies = Number(told);
  if (Number.isInteger(proxies) && proxies >= 0 && proxies <= 9) return proxies;
  throw new Error('PROXIES_IN_FRONT is no whole number from 0 to 9');
}
