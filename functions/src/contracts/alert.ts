import { z } from 'zod';
import {
  finiteNumber,
  labelNameSchema,
  labelValueSchema,
  metricKeySchema,
  orNull,
  severitySchema,
} from './common.ts';
import { idSchema } from './ids.ts';
import { booleanQuerySchema, pageQuerySchema } from './pagination.ts';

export const alertStates = ['inactive', 'pending', 'firing', 'acknowledged', 'silenced', 'resolved'] as const;

export const alertStateSchema = z.enum(alertStates);

export type AlertState = z.infer<typeof alertStateSchema>;

/** States in which an episode still goes on. */
export const openAlertStates: readonly AlertState[] = ['pending', 'firing', 'acknowledged', 'silenced'];

/**
 * `organizations/{orgId}/alerts/{alertId}`: one episode of one rule on one series or forecast job, or of one
 * forecast job that keeps failing. `fingerprint` is the same for all episodes of a rule and what it watches, or of a job; at
 * most one of them is `open`.
 */
export const alertSchema = z
  .object({
    fingerprint: z.string(),
    open: z.boolean(),
    state: alertStateSchema,
    ruleId: z
      .string()
      .nullable()
      .meta({ description: 'null for the alert that a forecast job asks for itself' }),
    ruleName: z.string().nullable(),
    jobId: orNull(z.string()).meta({
      description: 'the forecast job that keeps failing; null for the alert of a series',
    }),
    jobName: orNull(z.string()),
    metricId: z.string().nullable().meta({ description: 'null for a job that selects by key' }),
    metricKey: metricKeySchema
      .nullable()
      .meta({ description: 'null for a job that selects by id or pattern' }),
    labels: z
      .record(labelNameSchema, labelValueSchema)
      .meta({ description: "labels of the series and of the rule; the rule's win" }),
    severity: severitySchema,
    summary: z.string(),
    description: z.string(),
    reason: z.string().meta({ description: 'what was seen, in words and numbers' }),
    value: orNull(finiteNumber),
    threshold: orNull(finiteNumber),
    crossing: orNull(
      z.object({
        probability: finiteNumber,
        at: z.date().nullable(),
        earliest: z.date().nullable(),
        latest: z.date().nullable(),
        forecastId: z.string().nullable(),
      }),
    ).meta({ description: 'for forecast rules: how likely, and when' }),
    anomalyId: orNull(z.string()),
    startedAt: z.date().meta({ description: 'first instant at which the condition held' }),
    firedAt: orNull(z.date()),
    acknowledgedAt: orNull(z.date()),
    acknowledgedBy: orNull(z.string()),
    resolvedAt: orNull(z.date()),
    resolvedBy: orNull(z.string()).meta({
      description: 'who ended it by hand; null where the data or its rule did',
    }),
    awaitsClear: z.boolean().default(false).meta({
      description:
        'ended by hand while the condition held: a breach opens the next episode once a check has been clear, or after the hold',
    }),
    beneathSilence: orNull(z.enum(['firing', 'acknowledged'])).meta({
      description: 'what a silenced alert would be without its silences',
    }),
    silencedBy: z.array(z.string()).default([]).meta({ description: 'silences that hold now' }),
    silencedUntil: orNull(z.date()).meta({
      description:
        'when the first of them ends, as far as is known: from then on whoever changes the alert looks',
    }),
    assignedTo: orNull(z.string()).meta({ description: 'the member who is to look after it' }),
    groupIds: z
      .array(z.string())
      .default([])
      .meta({ description: 'notification groups that it is told in; none: nobody is told' }),
    evaluatedThrough: z.date().meta({ description: 'instant of the data that the state rests on' }),
    undecidedAt: orNull(z.date()).meta({
      description:
        'latest instant for which a check reached no verdict; in doubt while after evaluatedThrough',
    }),
    calmSince: orNull(z.date()).meta({
      description:
        'instant of the data since which a firing alert has been calm, where it must be so for a time to end',
    }),
    eventCount: z.number().int().min(0).default(0).meta({
      description: 'entries of the timeline about the alert itself, which number them',
    }),
    updatedAt: z.date(),
  })
  .meta({ id: 'Alert' });

export type Alert = z.infer<typeof alertSchema>;

/** What an entry of the timeline is about: its state, who is to look after it, or who was told, or why not. */
export const alertEventKinds = ['state', 'assigned', 'note', 'told', 'withheld'] as const;

/**
 * `…/alerts/{alertId}/events/{eventId}`: one thing that happened to the alert, with who and why; `from` and `to` are the
 * same where its state did not change. Never changed once written. Entries of kind `state` say all of the state that
 * they lead to, so that the last of them explains the alert.
 */
export const alertEventSchema = z
  .object({
    kind: z.enum(alertEventKinds).default('state'),
    at: z.date(),
    from: alertStateSchema,
    to: alertStateSchema,
    reason: z.string(),
    actor: z.string(),
    value: orNull(finiteNumber),
    sequence: orNull(z.number().int()).meta({
      description: 'order of the entries about the alert itself, from 0; null where it is about who was told',
    }),
    beneathSilence: orNull(z.enum(['firing', 'acknowledged'])).meta({
      description: 'what the alert would be from now on without its silences',
    }),
    silencedBy: z.array(z.string()).default([]).meta({ description: 'silences that hold from now on' }),
    assignedTo: orNull(z.string()).meta({ description: 'the member who is to look after it from now on' }),
    channelId: orNull(z.string()).meta({ description: 'who was told, or was not' }),
    deliveryId: orNull(z.string()).meta({ description: 'the message, in notification_deliveries' }),
    recordedAt: z.date(),
  })
  .meta({ id: 'AlertEvent' });

export type AlertEvent = z.infer<typeof alertEventSchema>;

export const alertResponseSchema = alertSchema
  .extend({ alertId: idSchema('alert') })
  .meta({ id: 'AlertResponse' });

export const alertDetailResponseSchema = alertResponseSchema
  .extend({ timeline: z.array(alertEventSchema.extend({ eventId: z.string() })) })
  .meta({ id: 'AlertDetailResponse' });

/** Filters of `GET /v1/alerts`; those given must all hold. */
export const alertQuerySchema = pageQuerySchema.extend({
  state: alertStateSchema.optional(),
  open: booleanQuerySchema.optional(),
  ruleId: idSchema('alertRule').optional(),
  jobId: idSchema('forecastJob').optional(),
  metricId: idSchema('metric').optional(),
});

export type AlertQuery = z.infer<typeof alertQuerySchema>;

const noteSchema = z
  .string()
  .trim()
  .min(1, 'expected a note')
  .max(1_024, 'expected at most 1,024 characters')
  .meta({
    description: 'what whoever reads the timeline should know',
    example: 'de-icing, back by 16:00',
  });

/** `POST /v1/alerts/{alertId}/acknowledge`. */
export const acknowledgeAlertRequestSchema = z
  .strictObject({ note: noteSchema.optional() })
  .meta({ id: 'AcknowledgeAlertRequest' });

export type AcknowledgeAlertRequest = z.infer<typeof acknowledgeAlertRequestSchema>;

/** `POST /v1/alerts/{alertId}/resolve` and `…/reopen`: what a person overrules is explained. */
export const resolveAlertRequestSchema = z
  .strictObject({ reason: noteSchema.meta({ description: 'why it is over', example: 'sensor replaced' }) })
  .meta({ id: 'ResolveAlertRequest' });

export type ResolveAlertRequest = z.infer<typeof resolveAlertRequestSchema>;

export const reopenAlertRequestSchema = z
  .strictObject({ reason: noteSchema.meta({ description: 'why it is not', example: 'still dropping' }) })
  .meta({ id: 'ReopenAlertRequest' });

export type ReopenAlertRequest = z.infer<typeof reopenAlertRequestSchema>;

/** `POST /v1/alerts/{alertId}/assign`. */
export const assignAlertRequestSchema = z
  .strictObject({
    memberId: z
      .string('expected the id of a member, or null')
      .regex(/^(?!\.{1,2}$)(?!__.*__$)[^/]{1,128}$/, 'expected the id of a member')
      .nullable()
      .meta({
        description: 'who is to look after it; null: nobody in particular',
        example: 'Zk3qX1b2c3d4e5f6',
      }),
    note: noteSchema.optional(),
  })
  .meta({ id: 'AssignAlertRequest' });

export type AssignAlertRequest = z.infer<typeof assignAlertRequestSchema>;

/** `POST /v1/alerts/{alertId}/notes`. */
export const noteAlertRequestSchema = z.strictObject({ note: noteSchema }).meta({ id: 'NoteAlertRequest' });

export type NoteAlertRequest = z.infer<typeof noteAlertRequestSchema>;
