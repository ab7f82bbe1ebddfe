import { describe, expect, it } from 'vitest';
import type { Verdict } from './check.ts';
import { decide, type Snapshot, type Transition } from './lifecycle.ts';
import { acknowledge, reopen, resolve, withdraw } from './lifecycle-by-hand.ts';
import { silence, unsilence } from './lifecycle-silence.ts';
import { minute, pending, policy } from './testing/episodes.ts';

const firing: Snapshot = { ...pending, state: 'firing', firedAt: minute(0) };
const taken = { acknowledgedAt: minute(0), acknowledgedBy: 'user:ada' };
const silenced: Snapshot = {
  ...firing,
  state: 'silenced',
  beneathSilence: 'firing',
  silencedBy: ['sil_1'],
  silencedUntil: minute(60),
};

/** The rows: every state, and beneath a silence every state that can be there. */
const states = {
  none: null,
  inactive: { ...pending, state: 'inactive' },
  pending,
  firing,
  acknowledged: { ...firing, ...taken, state: 'acknowledged' },
  'silenced f': silenced,
  'silenced a': { ...silenced, ...taken, beneathSilence: 'acknowledged' },
  resolved: { ...firing, state: 'resolved', resolvedAt: minute(0) },
  'by hand': {
    ...firing,
    state: 'resolved',
    resolvedAt: minute(0),
    resolvedBy: 'user:ada',
    awaitsClear: true,
  },
} as const satisfies Record<string, Snapshot | null>;

type State = keyof typeof states;
type Outcome = { readonly snapshot: Snapshot | null; readonly transition: Transition | null };
type Event = (latest: Snapshot | null) => Outcome;

const checked =
  (verdict: Verdict, n: number, by = policy): Event =>
  (latest) =>
    decide(latest, { verdict, at: minute(n), value: 70, reason: `${verdict} at ${n}` }, by);
const cause = { at: minute(20), actor: 'user:ben', reason: 'why' };
const existing =
  (act: (snapshot: Snapshot) => Outcome): Event =>
  (latest) =>
    latest === null ? { snapshot: null, transition: null } : act(latest);

/** The columns: each verdict where the time of the data matters to it twice, and all that people and silences do. */
const events = {
  'breached, too early': checked('breached', 5),
  'breached, long enough': checked('breached', 10),
  'breached, after the hold': checked('breached', 60),
  'breached, not newer': checked('breached', 0),
  clear: checked('clear', 10),
  'clear, not newer': checked('clear', 0),
  'no-data': checked('no-data', 10),
  'no-data, to resolve': checked('no-data', 10, { ...policy, noData: 'resolve' }),
  'no-data, to alert': checked('no-data', 10, { ...policy, noData: 'alert' }),
  undecided: checked('undecided', 10),
  acknowledge: existing((snapshot) => acknowledge(snapshot, cause)),
  resolve: existing((snapshot) => resolve(snapshot, cause)),
  reopen: existing((snapshot) => reopen(snapshot, cause)),
  withdraw: existing((snapshot) => withdraw(snapshot, cause)),
  'silence begins': existing((snapshot) =>
    silence(snapshot, { silenceId: 'sil_1', until: minute(60) }, cause),
  ),
  'other silence begins': existing((snapshot) =>
    silence(snapshot, { silenceId: 'sil_2', until: minute(60) }, cause),
  ),
  'silence ends': existing((snapshot) => unsilence(snapshot, 'sil_1', cause)),
  'other silence ends': existing((snapshot) => unsilence(snapshot, 'sil_2', cause)),
} as const satisfies Record<string, Event>;

type EventName = keyof typeof events;

/**
 * Every cell. `–`: the very snapshot is kept. `kept`: the state is, what is known of it moves on. `armed`: over as before,
 * but the next breach opens an episode. Else the new state, and for a silenced alert what is beneath and by whom; `by hand`
 * is resolved until it is armed.
 */
const table = `
                         | none    | inactive | pending  | firing               | acknowledged               | silenced f                  | silenced a                        | resolved | by hand
breached, too early      | pending | pending  | kept     | kept                 | kept                       | kept                        | kept                              | pending  | –
breached, long enough    | pending | pending  | firing   | kept                 | kept                       | kept                        | kept                              | pending  | –
breached, after the hold | pending | pending  | firing   | kept                 | kept                       | kept                        | kept                              | pending  | pending
breached, not newer      | pending | –        | –        | –                    | –                          | –                           | –                                 | –        | –
clear                    | –       | –        | inactive | resolved             | resolved                   | resolved                    | resolved                          | –        | armed
clear, not newer         | –       | –        | –        | –                    | –                          | –                           | –                                 | –        | –
no-data                  | –       | –        | kept     | kept                 | kept                       | kept                        | kept                              | –        | –
no-data, to resolve      | –       | –        | inactive | resolved             | resolved                   | resolved                    | resolved                          | –        | –
no-data, to alert        | firing  | firing   | firing   | kept                 | kept                       | kept                        | kept                              | firing   | –
undecided                | –       | –        | kept     | kept                 | kept                       | kept                        | kept                              | –        | –
acknowledge              | –       | –        | –        | acknowledged         | –                          | silenced acknowledged sil_1 | –                                 | –        | –
resolve                  | –       | –        | –        | by hand              | by hand                    | by hand                     | by hand                           | –        | –
reopen                   | –       | –        | –        | –                    | firing                     | –                           | silenced firing sil_1             | firing   | firing
withdraw                 | –       | –        | inactive | resolved             | resolved                   | resolved                    | resolved                          | –        | –
silence begins           | –       | –        | –        | silenced firing sil_1 | silenced acknowledged sil_1 | –                           | –                                 | –        | –
other silence begins     | –       | –        | –        | silenced firing sil_2 | silenced acknowledged sil_2 | silenced firing sil_1 sil_2 | silenced acknowledged sil_1 sil_2 | –        | –
silence ends             | –       | –        | –        | –                    | –                          | firing                      | acknowledged                      | –        | –
other silence ends       | –       | –        | –        | –                    | –                          | –                           | –                                 | –        | –
`;

const [columns = [], ...rows] = table
  .trim()
  .split('\n')
  .map((line) => line.split('|').map((cell) => cell.trim()));
const cells = rows.flatMap(([event = '', ...outcomes]) =>
  outcomes.map((outcome, i) => ({ state: columns[i + 1] as State, event: event as EventName, outcome })),
);

function outcomeOf(latest: Snapshot | null, { snapshot, transition }: Outcome): string {
  if (snapshot === latest) return '–';
  if (snapshot === null) return 'none';
  if (transition === null) return latest?.awaitsClear && !snapshot.awaitsClear ? 'armed' : 'kept';
  const { state, beneathSilence, silencedBy, awaitsClear } = snapshot;
  if (state === 'silenced') return [state, beneathSilence, ...silencedBy].join(' ');
  return awaitsClear ? 'by hand' : state;
}

describe('the lifecycle', () => {
  it('has a cell for every state and everything that can happen', () => {
    expect(columns.slice(1)).toEqual(Object.keys(states));
    expect(rows.map(([event]) => event)).toEqual(Object.keys(events));
    expect(cells).toHaveLength(Object.keys(states).length * Object.keys(events).length);
  });

  it.each(cells)('$state on $event: $outcome', ({ state, event, outcome }) => {
    expect(outcomeOf(states[state], events[event](states[state]))).toBe(outcome);
  });

  it.each(cells)('says all of the state in the transition: $state on $event', ({ state, event }) => {
    const latest: Snapshot | null = states[state];
    const { snapshot, transition } = events[event](latest);
    if (transition === null) return expect(snapshot?.state).toBe(latest?.state);
    const isNew = latest === null || (snapshot !== null && snapshot.startedAt > latest.startedAt);
    const { state: to, beneathSilence, silencedBy } = snapshot as Snapshot;
    expect(transition).toMatchObject({
      from: isNew ? 'inactive' : latest.state,
      to,
      beneathSilence,
      silencedBy,
    });
    expect(transition.reason).not.toBe('');
  });
});
