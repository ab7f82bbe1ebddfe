import ipaddr from 'ipaddr.js';
import { DomainError } from '../../contracts/errors.ts';
import { ExpiringCache } from '../../firestore/expiring-cache.ts';

/** Wrong credentials that one address may send in a row, and in each minute after that. */
export const wrongPerMinute = 20;

const windowMs = 60_000;
const refillMs = windowMs / wrongPerMinute;
const addressesMax = 10_000;

/**
 * Slows down whoever tries credentials: an address that has sent {@link wrongPerMinute} wrong ones is refused before anything is
 * looked up, until its tries come back, one every three seconds. Right credentials cost no try, and what an instance remembers
 * as right is not asked here at all, so that nobody can lock out a program behind the same address that is at work.
 *
 * Counted by IPv4 address and by IPv6 /64, which is what one customer of a network has, in the memory of this instance (at most
 * 10,000 addresses, the latest). Calls of an unknown address are not counted: they would share one count, with which anybody
 * could lock out all the others.
 */
export class WrongCredentials {
  /** When all tries of an address will have come back, in ms: the theoretical arrival time of the GCRA (ITU-T I.371). */
  readonly #wholeAt = new ExpiringCache<number>({ entriesMax: addressesMax, lifetimeMs: windowMs });

  /** @throws DomainError `resource-exhausted` for an address without a try left */
  requireTry(address: string | null, now: Date): void {
    if (address === null) return;
    const waitMs = this.#wholeAfterNext(address, now) - windowMs - now.getTime();
    if (waitMs > 0) throw tooManyWrong(waitMs);
  }

  /** Takes a try from an address that sent something wrong. @throws DomainError as {@link requireTry} */
  count(address: string | null, now: Date): void {
    if (address === null) return;
    this.requireTry(address, now);
    this.#wholeAt.set(networkOf(address), this.#wholeAfterNext(address, now), now);
  }

  #wholeAfterNext(address: string, now: Date): number {
    return Math.max(now.getTime(), this.#wholeAt.get(networkOf(address), now) ?? 0) + refillMs;
  }
}

/** @param address as RFC 5952 writes it */
function networkOf(address: string): string {
  const parsed = ipaddr.parse(address);
  if (!(parsed instanceof ipaddr.IPv6)) return address;
  return parsed.parts
    .slice(0, 4)
    .map((part) => part.toString(16))
    .join(':');
}

function tooManyWrong(waitMs: number): DomainError {
  return new DomainError(
    'resource-exhausted',
    'TOO_MANY_WRONG_CREDENTIALS',
    'too many wrong credentials came from this address: check the key or token, and try again later',
    { retryAfterSeconds: Math.ceil(waitMs / 1_000) },
  );
}
