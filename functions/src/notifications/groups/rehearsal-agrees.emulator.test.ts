import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { at, type TestCtx, testContext } from '../../../test/support/context.ts';
import { groupsOfOrganization, saveChannel } from '../../../test/support/notification-groups.ts';
import { tellWords } from '../../alerting/notify/tell-words.ts';
import { withheldWords } from '../../alerting/notify/withheld-words.ts';
import type { Rehearsal } from '../../alerting/rehearsal/rehearsal.ts';
import { type Rehearsed, rehearse } from '../../alerting/rehearsal/rehearse.ts';
import {
  minute,
  route,
  ruleOf,
  seriesOf,
  silenceOf,
  staged,
} from '../../alerting/rehearsal/testing/staged.ts';
import { silenceStatusAt } from '../../alerting/silences/silence-window.ts';
import { inhibitionRuleSchema } from '../../contracts/inhibition-rule.ts';
import type { Notify } from '../../contracts/notify.ts';
import { alertEventCollection, collection } from '../../firestore/collections.ts';
import { evaluateRules } from '../../pipeline/alert/evaluate-rules.ts';
import { settleSilence } from '../../pipeline/alert/silences/settle-silence.ts';
import { flushGroup } from './flush-group.ts';

const written = { createdAt: minute(0), updatedAt: minute(0), createdBy: 'user:ada' };
const matching = (label: string, value: string) => [{ label, operator: '=' as const, value }];

const airport = (id: string, values: readonly (number | null)[]) =>
  seriesOf(values, { metricId: `met_${id}`, labels: { airport: id } });

/** One line for each thing that happened to an alert: when, which series, and what. */
type Line = string;

const line = (instant: Date, metricId: string | null, words: string): Line =>
  `${instant.toISOString()} ${metricId} ${words}`;

function rehearsedLines({ timeline }: Rehearsed): Line[] {
  return timeline
    .flatMap(({ at: when, metricId, from, to, reason, sent, withheld }) => [
      line(when, metricId, `${from} → ${to}: ${reason}`),
      ...sent.map((one) => line(one.at, metricId, `told ${one.channelId}: ${tellWords[one.reason]}`)),
      ...withheld.map((one) =>
        line(one.at, metricId, `withheld ${one.channelId}: ${withheldWords[one.reason]}`),
      ),
    ])
    .sort();
}

/** What stands in the timelines of an organization. */
async function storedLines(ctx: TestCtx): Promise<Line[]> {
  const { docs } = await collection(ctx.db.firestore, ctx.orgId, 'alerts').get();
  const lines = docs.map(async (alert) => {
    const events = await alertEventCollection(ctx.db.firestore, ctx.orgId, alert.id).get();
    const { metricId } = alert.data();
    return events.docs.map((event) => {
      const { kind, at: when, from, to, reason, channelId } = event.data();
      if (kind === 'told') return line(when, metricId, reason);
      if (kind === 'withheld') return line(when, metricId, `withheld ${channelId}: ${reason}`);
      return line(when, metricId, `${from} → ${to}: ${reason}`);
    });
  });
  return (await Promise.all(lines)).flat().sort();
}

/** The same organization in Firestore, with what is to happen by the clock and not by points. */
class Organization {
  readonly ctx = testContext({ now: minute(0) });

  async keep({ ruleId, rule, silences, inhibitions, channels }: Rehearsal): Promise<void> {
    const of = <K extends Parameters<typeof collection>[2]>(name: K) =>
      collection(this.ctx.db.firestore, this.ctx.orgId, name);
    await Promise.all([
      of('alert_rules').doc(ruleId).set(rule),
      ...channels.map(({ channelId }) => saveChannel(this.ctx, channelId)),
      ...inhibitions.map(({ inhibitionId, inhibition }) =>
        of('inhibition_rules').doc(inhibitionId).set(inhibition),
      ),
      ...silences.map(({ silenceId, silence }) => {
        const status = silenceStatusAt(silence, minute(-1_000));
        return of('silences')
          .doc(silenceId)
          .set({ ...silence, ...status });
      }),
    ]);
  }

  /** Flushes and silences that are due before an instant, then the silences of the instant itself. */
  async goTo(instant: Date): Promise<void> {
    for (let next = await this.#nextDue(); next !== null && next < instant; next = await this.#nextDue()) {
      await this.#settleSilences(next);
      await this.#flush(next);
    }
    await this.#settleSilences(instant);
  }

  async #nextDue(): Promise<Date | null> {
    const groups = await groupsOfOrganization(this.ctx);
    const silences = await this.#silences();
    const due = [
      ...groups.map(({ nextFlushAt }) => nextFlushAt),
      ...silences.map((one) => one.data().nextChangeAt),
    ];
    return due.reduce<Date | null>((a, b) => (b !== null && (a === null || b < a) ? b : a), null);
  }

  async #flush(now: Date): Promise<void> {
    for (const { groupId } of await groupsOfOrganization(this.ctx)) {
      await flushGroup({ ctx: at(this.ctx, now), input: { orgId: this.ctx.orgId, groupId } });
    }
  }

  async #settleSilences(now: Date): Promise<void> {
    for (const { id } of await this.#silences()) await settleSilence(at(this.ctx, now), id);
  }

  async #silences() {
    return (await collection(this.ctx.db.firestore, this.ctx.orgId, 'silences').get()).docs;
  }
}

/** Delivers the points of a rehearsal one by one to an organization of its own, and answers its timelines. */
async function delivered(rehearsal: Rehearsal): Promise<Line[]> {
  const organization = new Organization();
  const { ctx } = organization;
  await organization.keep(rehearsal);
  const points = rehearsal.series
    .flatMap(({ metricId, metric, points }) => points.map((point) => ({ metricId, metric, point })))
    .sort((a, b) => a.point.at - b.point.at);
  for (const { metricId, metric, point } of points) {
    const now = new Date(point.at);
    await organization.goTo(now);
    const observations = [{ at: now, value: point.value }];
    await evaluateRules({ ctx: at(ctx, now), input: { metricId, metric, observations } });
  }
  await organization.goTo(new Date(rehearsal.to.getTime() + 1));
  return storedLines(ctx);
}

const values = fc.array(fc.option(fc.constantFrom(20, 45, 70, 90, 91), { freq: 8 }), {
  minLength: 6,
  maxLength: 20,
});

const routes = {
  often: route({ groupIntervalSeconds: 120 }),
  'each alert alone, with repeats': route({
    groupBy: ['...'],
    groupWaitSeconds: 0,
    repeatIntervalSeconds: 600,
  }),
  'with quiet hours': route({ quietHours: { windows: [{ from: '12:05', to: '12:12' }] } }),
  'in steps, without ends': route({
    escalation: [{ afterSeconds: 180, channels: ['pager'] }],
    sendResolved: false,
  }),
};

const ruleBy = (notify: Notify) =>
  fc
    .record({
      forSeconds: fc.constantFrom(0, 60),
      recovery: fc.constantFrom(null, { threshold: 40 }, { forSeconds: 180 }),
    })
    .map((more) => ruleOf({ ...more, notify }));

const silencesOfAtl = fc.array(
  fc
    .tuple(fc.integer({ min: 0, max: 15 }), fc.integer({ min: 1, max: 10 }))
    .map(([start, length]) =>
      silenceOf(`sil_${start}_${length}`, { startsAt: minute(start), endsAt: minute(start + length) }),
    ),
  { maxLength: 1 },
);

const inhibition = inhibitionRuleSchema.parse({
  ...{
    name: 'ATL mutes LAX',
    sourceMatchers: matching('airport', 'ATL'),
    targetMatchers: matching('airport', 'LAX'),
  },
  ...written,
});

const rehearsalsBy = (notify: Notify) =>
  fc
    .record({
      rule: ruleBy(notify),
      atl: values,
      lax: values,
      silences: silencesOfAtl,
      inhibits: fc.boolean(),
    })
    .map(({ rule, atl, lax, silences, inhibits }) =>
      staged(rule, [airport('ATL', atl), airport('LAX', lax)], {
        silences,
        inhibitions: inhibits ? [{ inhibitionId: 'inh_1', inhibition }] : [],
        to: minute(40),
      }),
    );

const runs = { numRuns: 3, seed: 20_261_126 };

describe('a rehearsal', () => {
  it.each(Object.entries(routes))(
    'says what the pipeline does when it gets the same points one by one: told %s',
    async (_, notify) => {
      const check = async (rehearsal: Rehearsal) => {
        expect(rehearsedLines(rehearse(rehearsal))).toEqual(await delivered(rehearsal));
      };
      await fc.assert(fc.asyncProperty(rehearsalsBy(notify), check), { ...runs, endOnFailure: true });
    },
    120_000,
  );

  it('rehearses something there: alerts fire, are silenced, told and withheld', () => {
    const lines = Object.values(routes)
      .flatMap((notify) => fc.sample(rehearsalsBy(notify), runs))
      .flatMap((one) => rehearsedLines(rehearse(one)));
    for (const what of [
      'pending → firing',
      'firing → silenced',
      'told pager',
      'quiet hours',
      'inhibits it',
    ]) {
      expect(lines.join('\n')).toContain(what);
    }
  });
});
