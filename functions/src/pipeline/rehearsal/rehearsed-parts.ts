import type { z } from 'zod';
import type { InhibitionEntry } from '../../alerting/notify/inhibited-by.ts';
import type { PolicyEntry } from '../../alerting/notify/routes-of.ts';
import type { KnownSilence } from '../../alerting/silences/apply-silences.ts';
import type { AlertRule, CreateAlertRuleRequest } from '../../contracts/alert-rule.ts';
import type {
  rehearsedInhibitionsSchema,
  rehearsedPoliciesSchema,
  rehearsedSilencesSchema,
} from '../../contracts/rehearsal-parts.ts';

/** Nobody has written them down. */
const unsaved = { createdAt: new Date(0), updatedAt: new Date(0), createdBy: 'system:rehearsal' };

/** Of a silence that holds by its times alone. */
const unsettled = { state: 'scheduled', window: null, nextChangeAt: null, endedBy: null } as const;

/** A rule as if it were saved. */
export const rehearsedRule = (rule: CreateAlertRuleRequest): AlertRule => ({
  ...rule,
  status: null,
  ...unsaved,
});

/** Policies as if they were saved; those without an id keep their order among one another. */
export const rehearsedPolicies = (given: z.output<typeof rehearsedPoliciesSchema>): readonly PolicyEntry[] =>
  given.map(({ policyId, ...policy }, index) => ({
    policyId: policyId ?? placeId('policy', index),
    policy: { ...policy, ...unsaved },
  }));

/** Silences as a rehearsal takes them. */
export const rehearsedSilences = (given: z.output<typeof rehearsedSilencesSchema>): readonly KnownSilence[] =>
  given.map(({ silenceId, ...silence }, index) => ({
    silenceId: silenceId ?? placeId('silence', index),
    silence: { ...silence, ...unsettled, ...unsaved },
  }));

/** Inhibition rules as if they were saved. */
export const rehearsedInhibitions = (
  given: z.output<typeof rehearsedInhibitionsSchema>,
): readonly InhibitionEntry[] =>
  given.map(({ inhibitionId, ...inhibition }, index) => ({
    inhibitionId: inhibitionId ?? placeId('inhibition', index),
    inhibition: { ...inhibition, ...unsaved },
  }));

/** Sorts as the places do. */
const placeId = (kind: string, index: number): string => `${kind}-${String(index + 1).padStart(3, '0')}`;
