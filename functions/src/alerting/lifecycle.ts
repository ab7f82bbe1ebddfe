import type { Alert, AlertState } from '../contracts/alert.ts';
import type { NoData } from '../contracts/alert-condition.ts';
import type { Check, Verdict } from './check.ts';
import { formatNumber } from './format.ts';

/** The fields of an alert that the lifecycle decides on. Nothing else writes them. */
export type Snapshot = Pick<
  Alert,
  | 'state'
  | 'value'
  | 'reason'
  | 'crossing'
  | 'anomalyId'
  | 'startedAt'
  | 'firedAt'
  | 'acknowledgedAt'
  | 'acknowledgedBy'
  | 'resolvedAt'
  | 'resolvedBy'
  | 'awaitsClear'
  | 'beneathSilence'
  | 'silencedBy'
  | 'silencedUntil'
  | 'evaluatedThrough'
  | 'undecidedAt'
  | 'calmSince'
>;

/** What differs from rule to rule. */
export interface Policy {
  /** How long the condition must hold, in time of the data, before the alert fires (Prometheus' `for`). */
  readonly forSeconds: number;
  /** Hysteresis (Grafana's recovery threshold): a firing alert resolves only at this value or farther on its side. */
  readonly recovery: { readonly threshold: number; readonly side: 'above' | 'below' } | null;
  /** A firing alert resolves once it has been calm for so long, in time of the data (Prometheus' `keep_firing_for`). */
  readonly keepFiringSeconds: number;
  /**
   * What silence of the data does (Grafana's states for no data): `keep` notes the doubt; `resolve` ends an episode;
   * `alert` makes it fire, and opens one where none is.
   */
  readonly noData: NoData['policy'];
  /** Older data may continue or end an episode, but neither opens one nor makes it fire: nobody is paged about last year. */
  readonly freshFrom: Date;
  /**
   * After an end by hand while the condition held, a breach opens the next episode once it has been clear, or after as
   * long (PagerDuty opens another incident with the next event of the source, which pages whoever has just resolved).
   */
  readonly reopenAfterSeconds: number;
}

/** One change of state, as it stands in the timeline: what was, and all of what is from now on. */
export interface Transition extends Pick<Snapshot, 'value' | 'beneathSilence' | 'silencedBy'> {
  readonly at: Date;
  readonly from: AlertState;
  readonly to: AlertState;
  readonly reason: string;
}

/** What follows. `snapshot` is the very one handed in when nothing changes. */
export interface Decision {
  readonly snapshot: Snapshot | null;
  readonly transition: Transition | null;
}

type OpenState = 'pending' | 'firing' | 'acknowledged' | 'silenced';

type Move = (snapshot: Snapshot, check: Check, policy: Policy) => Decision;

/** The table: what each verdict does to an episode that goes on. An episode that is over, or none, knows `open` only. */
const moves: Record<OpenState, Record<Verdict, Move>> = {
  pending: { breached: ripen, clear: lapse, 'no-data': fallSilent, undecided: doubt },
  firing: { breached: goOn, clear: recover, 'no-data': fallSilent, undecided: doubt },
  acknowledged: { breached: goOn, clear: recover, 'no-data': fallSilent, undecided: doubt },
  silenced: { breached: goOn, clear: recover, 'no-data': fallSilent, undecided: doubt },
};

/**
 * The alert lifecycle: what a check makes of the latest episode of a rule on a series. Pure; all instants are those of
 * the data.
 *
 * - `inactive → pending → firing → acknowledged → resolved`. A breach opens an episode (`firing` at once when
 *   `forSeconds` is 0); one that ends before it fired is `inactive`. An episode that is over stays as it is: the next
 *   breach opens another, with a `startedAt` of its own.
 * - A check at or before `evaluatedThrough` is late or repeated and changes nothing.
 * - `undecided` keeps the state and says so in `reason` and `undecidedAt`, and so does `no-data`, unless the policy has
 *   it end the episode or make it fire. Neither moves `evaluatedThrough`, so that data which arrives afterwards is judged.
 *
 * @param latest the latest episode, open or over; null where there never was one.
 */
export function decide(latest: Snapshot | null, check: Check, policy: Policy): Decision {
  if (latest !== null && check.at <= latest.evaluatedThrough) return unchanged(latest);
  if (latest === null || !isOpen(latest.state)) return begin(latest, check, policy);
  return moves[latest.state][check.verdict](latest, check, policy);
}

/** Whether an episode in this state goes on. */
export function isOpen(state: AlertState): state is OpenState {
  return state in moves;
}

function begin(latest: Snapshot | null, check: Check, policy: Policy): Decision {
  if (latest?.awaitsClear === true && !isRearmed(latest, check, policy)) return rearm(latest, check);
  return open(latest, check, policy);
}

/** Whether what was ended by hand, although the condition held, has been ended for long enough. */
const isRearmed = ({ resolvedAt }: Snapshot, { at }: Check, { reopenAfterSeconds }: Policy): boolean =>
  resolvedAt !== null && at.getTime() - resolvedAt.getTime() >= reopenAfterSeconds * 1_000;

function rearm(latest: Snapshot, { verdict, at }: Check): Decision {
  if (verdict !== 'clear') return unchanged(latest);
  return { snapshot: { ...latest, awaitsClear: false, evaluatedThrough: at }, transition: null };
}

function open(latest: Snapshot | null, check: Check, policy: Policy): Decision {
  if (check.at < policy.freshFrom) return unchanged(latest);
  if (check.verdict === 'breached') return openWith(check, policy.forSeconds === 0);
  if (check.verdict !== 'no-data' || policy.noData !== 'alert' || knows(latest, check))
    return unchanged(latest);
  return openWith(check, true);
}

/** Whether an episode that is over knew of this silence already. */
const knows = (latest: Snapshot | null, { at }: Check): boolean =>
  latest !== null && (at <= latest.startedAt || (latest.undecidedAt !== null && at <= latest.undecidedAt));

function openWith(check: Check, firesAtOnce: boolean): Decision {
  const isSilence = check.verdict === 'no-data';
  const snapshot: Snapshot = {
    ...seen(check),
    evaluatedThrough: isSilence ? (check.through ?? check.at) : check.at,
    state: firesAtOnce ? 'firing' : 'pending',
    crossing: check.crossing ?? null,
    anomalyId: check.anomalyId ?? null,
    startedAt: check.at,
    firedAt: firesAtOnce ? check.at : null,
    acknowledgedAt: null,
    acknowledgedBy: null,
    resolvedAt: null,
    resolvedBy: null,
    awaitsClear: false,
    ...unsilenced,
    undecidedAt: isSilence ? check.at : null,
    calmSince: null,
  };
  return { snapshot, transition: transitionOf('inactive', snapshot, check) };
}

function ripen(snapshot: Snapshot, check: Check, policy: Policy): Decision {
  const heldMs = check.at.getTime() - snapshot.startedAt.getTime();
  if (heldMs < policy.forSeconds * 1_000 || check.at < policy.freshFrom) return goOn(snapshot, check);
  return move(snapshot, { ...progress(snapshot, check), state: 'firing', firedAt: check.at }, check);
}

function lapse(snapshot: Snapshot, check: Check): Decision {
  return move(snapshot, { ...progress(snapshot, check), state: 'inactive' }, check);
}

function recover(snapshot: Snapshot, check: Check, { recovery, keepFiringSeconds }: Policy): Decision {
  if (recovery !== null && check.value !== null && !reaches(check.value, recovery)) {
    const reason = `${check.reason}, but has not recovered to ${formatNumber(recovery.threshold)}`;
    return goOn(snapshot, { ...check, reason });
  }
  const calmSince = snapshot.calmSince ?? check.at;
  if (check.at.getTime() - calmSince.getTime() < keepFiringSeconds * 1_000) {
    const reason = `${check.reason}, but has not been calm for long enough`;
    return { snapshot: { ...progress(snapshot, { ...check, reason }), calmSince }, transition: null };
  }
  const over = { ...unsilenced, state: 'resolved', resolvedAt: check.at } as const;
  return move(snapshot, { ...progress(snapshot, check), ...over }, check);
}

function goOn(snapshot: Snapshot, check: Check): Decision {
  return { snapshot: progress(snapshot, check), transition: null };
}

function doubt(snapshot: Snapshot, { at, reason }: Check): Decision {
  if (snapshot.undecidedAt !== null && at <= snapshot.undecidedAt) return unchanged(snapshot);
  return { snapshot: { ...snapshot, reason, undecidedAt: at }, transition: null };
}

function fallSilent(snapshot: Snapshot, check: Check, { noData, freshFrom }: Policy): Decision {
  // Something newer was met already, though nothing could be decided on it.
  if (snapshot.undecidedAt !== null && check.at <= snapshot.undecidedAt) return unchanged(snapshot);
  const silent = { ...snapshot, reason: check.reason, undecidedAt: check.at };
  switch (noData) {
    case 'keep':
      return doubt(snapshot, check);
    case 'resolve': {
      if (snapshot.state === 'pending') return move(snapshot, { ...silent, state: 'inactive' }, check);
      return move(snapshot, { ...silent, ...unsilenced, state: 'resolved', resolvedAt: check.at }, check);
    }
    case 'alert':
      if (snapshot.state !== 'pending' || check.at < freshFrom) return doubt(snapshot, check);
      return move(snapshot, { ...silent, state: 'firing', firedAt: check.at }, check);
  }
}

const reaches = (value: number, { threshold, side }: NonNullable<Policy['recovery']>): boolean =>
  side === 'above' ? value >= threshold : value <= threshold;

/** A decision that changes nothing. */
export const unchanged = <T extends Snapshot | null>(snapshot: T) => ({ snapshot, transition: null });

/** What an alert knows of silences that has none. */
export const unsilenced: Pick<Snapshot, 'beneathSilence' | 'silencedBy' | 'silencedUntil'> = {
  beneathSilence: null,
  silencedBy: [],
  silencedUntil: null,
};

const seen = ({ value, reason, at }: Check) => ({ value, reason, evaluatedThrough: at });

function progress(snapshot: Snapshot, check: Check): Snapshot {
  return {
    ...snapshot,
    ...seen(check),
    crossing: check.crossing ?? snapshot.crossing,
    anomalyId: check.anomalyId ?? snapshot.anomalyId,
    calmSince: null,
  };
}

/** A decision that changes the state, or what lies beneath a silence. */
export function move(from: Snapshot, to: Snapshot, cause: { at: Date; reason: string }) {
  return { snapshot: to, transition: transitionOf(from.state, to, cause) };
}

const transitionOf = (
  from: AlertState,
  { state: to, value, beneathSilence, silencedBy }: Snapshot,
  { at, reason }: { at: Date; reason: string },
): Transition => ({ at, from, to, reason, value, beneathSilence, silencedBy });
