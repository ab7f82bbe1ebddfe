import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import { DeferredWork } from './deferred-work.ts';

beforeEach(() => void vi.useFakeTimers());
afterEach(() => void vi.useRealTimers());

/** Work that notes its name when it is done. */
function recorder() {
  const done: string[] = [];
  return { done, work: (name: string) => async () => void done.push(name) };
}

const warn = vi.fn();

describe('DeferredWork', () => {
  it('does nothing while the caller goes on, and everything once, in its time', async () => {
    const { done, work } = recorder();
    const deferred = new DeferredWork(warn);
    deferred.later(work('delayed'), 10_000);
    deferred.later(work('next'));
    expect(done).toEqual([]);
    await vi.advanceTimersByTimeAsync(0);
    expect(done).toEqual(['next']);
    await vi.advanceTimersByTimeAsync(60_000);
    expect(done).toEqual(['next', 'delayed']);
    await deferred.flush();
    expect(done).toHaveLength(2);
  });

  it('does the same work twice when it is asked twice', async () => {
    const { done, work } = recorder();
    const deferred = new DeferredWork(warn);
    const same = work('same');
    deferred.later(same);
    deferred.later(same);
    await deferred.flush();
    expect(done).toEqual(['same', 'same']);
  });

  it('flushes what waits, what runs, and what these put off in turn', async () => {
    const { done, work } = recorder();
    const deferred = new DeferredWork(warn);
    const { promise, resolve: finish } = Promise.withResolvers<void>();
    deferred.later(() => promise.then(work('running')));
    await vi.advanceTimersByTimeAsync(0);
    deferred.later(async () => deferred.later(work('put off in turn'), 60_000), 60_000);
    const flushed = deferred.flush();
    expect(done).toEqual([]);
    finish();
    await flushed;
    expect(done).toEqual(['running', 'put off in turn']);
  });

  it('reports what fails, thrown or rejected, and goes on', async () => {
    const { done, work } = recorder();
    const deferred = new DeferredWork(warn);
    const failure = new Error('unavailable');
    deferred.later(() => Promise.reject(failure));
    deferred.later(() => {
      throw failure;
    });
    deferred.later(work('the next'));
    await deferred.flush();
    expect(warn.mock.calls).toEqual([
      [expect.any(String), failure],
      [expect.any(String), failure],
    ]);
    expect(done).toEqual(['the next']);
  });
});
