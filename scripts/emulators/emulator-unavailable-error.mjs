/**
 * The emulators cannot be had on this machine; the message tells a person what to do about it. `npm start` goes on
 * without them then, tests fail.
 */
export class EmulatorUnavailableError extends Error {
  /** @override */
  name = 'EmulatorUnavailableError';
}
