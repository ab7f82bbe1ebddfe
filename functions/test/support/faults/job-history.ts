import { expect } from 'vitest';
import { DomainError } from '../../../src/contracts/errors.ts';
import { checkSplitStep } from './batch-invariants.ts';
import type { JobTask, JobWorld, Seen, WorkerSetting } from './job-world.ts';
import { checkStep, isFinal, OnceInvariants } from './once-invariants.ts';
import type { SteppedProcess } from './stepped-process.ts';

interface Worker extends WorkerSetting {
  readonly task: JobTask;
  /** The attempt that its claim began. */
  attempt: number | undefined;
}

/** Longer than the lease of a run that waits, so that the next sweep takes every run up that nobody is at. */
const roundMinutes = 11;

/** Clocks that were ahead may have left a lease longer than a round. */
const goodRounds = 3;

/** The watchdog of a run in batches may wait for an hour. */
const goodRoundsOfBatches = 8;

/** What happens to one job, with everything that must hold looked at after each step. */
export class JobHistory {
  readonly world: JobWorld;
  readonly #invariants = new OnceInvariants();
  readonly #workers = new Map<SteppedProcess, Worker>();
  #processes: SteppedProcess[] = [];

  private constructor(world: JobWorld) {
    this.world = world;
  }

  get alive(): readonly SteppedProcess[] {
    return this.#processes.filter(({ alive }) => alive);
  }

  /** A history that begins with one run due and its task in the queue. */
  static async begin(world: JobWorld): Promise<JobHistory> {
    const history = new JobHistory(world);
    world.later(35);
    await history.sweep(0, Number.POSITIVE_INFINITY);
    return history;
  }

  async check(): Promise<void> {
    this.#invariants.check(await this.world.seen());
  }

  /** A sweep that stands still after some steps. */
  async sweep(skewMinutes: number, steps: number): Promise<void> {
    await this.#begin(await this.world.sweep(skewMinutes), steps);
  }

  /** A delivery that stands still after some steps; the task is the queue's still, where it stays. */
  async deliver(pick: number, stays: boolean, setting: WorkerSetting, steps: number): Promise<void> {
    const place = pick % this.world.queue.length;
    const [task] = stays ? this.world.queue.slice(place) : this.world.queue.splice(place, 1);
    if (task === undefined) throw new Error('there is no task to deliver');
    const process = await this.world.deliver(task, setting);
    this.#workers.set(process, { ...setting, task, attempt: undefined });
    await this.#begin(process, steps);
  }

  async step(pick: number, steps: number): Promise<void> {
    await this.#further(this.#picked(pick), steps);
  }

  async crash(pick: number, when: 'before' | 'after'): Promise<void> {
    const process = this.#picked(pick);
    if (process !== undefined) await this.#watched(process, () => process.die(when));
  }

  /**
   * Time goes on, with sweeps and deliveries that go to their end, one round for each of `fates` in which every worker
   * fares so, and some in which all do well; in between whoever stood still comes back. Every run must be final then.
   */
  async settle(fates: readonly ('fails' | 'dies')[]): Promise<void> {
    const late = this.alive;
    for (const fate of fates) await this.#round(fate);
    await this.#goodRounds();
    for (const process of late) await this.#further(process, Number.POSITIVE_INFINITY);
    await this.check();
    await this.#goodRounds();
    const { runs, job } = await this.world.seen();
    expect([...runs].filter(([, run]) => !isFinal(run))).toEqual([]);
    if (job?.status?.phase === 'scheduled') {
      expect(job.status.nextRunAt?.getTime()).toBeGreaterThan(this.world.now.getTime());
    }
  }

  /** Rounds in which all do well: three, and where runs are split more until none is open. */
  async #goodRounds(): Promise<void> {
    const most = this.world.seriesPerBatch === undefined ? goodRounds : goodRoundsOfBatches;
    for (let round = 1; round <= most; round += 1) {
      await this.#round('does well');
      if (round < goodRounds) continue;
      if ([...(await this.world.seen()).runs.values()].every(isFinal)) return;
    }
  }

  async #round(fate: 'fails' | 'dies' | 'does well'): Promise<void> {
    this.world.later(roundMinutes);
    await this.sweep(0, Number.POSITIVE_INFINITY);
    while (this.world.queue.length > 0) {
      const setting = { workerId: 'worker-4', skewMinutes: 0, fails: fate === 'fails' };
      await this.deliver(0, false, setting, fate === 'dies' ? 2 : Number.POSITIVE_INFINITY);
      if (fate === 'dies' && this.#processes.at(-1)?.alive) await this.crash(0, 'after');
    }
    await this.check();
  }

  /** What each delivery that came to its end came to: a result, or the reason of the error that it threw. */
  get endings(): readonly string[] {
    return [...this.#workers.keys()].flatMap(({ outcome }) => {
      if (outcome === undefined) return [];
      return outcome.status === 'fulfilled' ? [String(outcome.value)] : [reasonOf(outcome.reason)];
    });
  }

  /** Of those alive, counted from the one that began last. */
  #picked(pick: number): SteppedProcess | undefined {
    const { alive } = this;
    return alive.at(-1 - (pick % alive.length));
  }

  async #begin(process: SteppedProcess, steps: number): Promise<void> {
    this.#processes.push(process);
    await this.#further(process, steps);
  }

  async #further(process: SteppedProcess | undefined, steps: number): Promise<void> {
    let seen: Seen | undefined;
    for (let done = 0; done < steps && process?.alive; done += 1) {
      seen = await this.#watched(process, () => process.step(), seen);
    }
  }

  /** Whether a worker changed what it may not. Answers what stands in the store after, where that was looked at. */
  async #watched(process: SteppedProcess, act: () => Promise<void>, last?: Seen): Promise<Seen | undefined> {
    const worker = this.#workers.get(process);
    const before = worker && (last ?? (await this.world.seen()));
    await act();
    if (worker === undefined || before === undefined) return undefined;
    const clock = new Date(this.world.now.getTime() + worker.skewMinutes * 60_000);
    const after = await this.world.seen();
    worker.attempt =
      this.world.seriesPerBatch === undefined
        ? checkStep({ ...worker, clock }, worker.task.runId, before, after)
        : checkSplitStep({ ...worker, clock }, worker.task, before, after);
    return after;
  }
}

const reasonOf = (error: unknown): string => (error instanceof DomainError ? error.reason : String(error));
