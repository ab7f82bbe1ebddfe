import { type ChannelSecret, channelSecretSchema } from '../../contracts/channel-secret.ts';
import { DomainError, type FieldProblem } from '../../contracts/errors.ts';
import type { ChannelType, GivenSecret } from '../../contracts/notification-channel.ts';
import { fieldProblems } from '../../contracts/validation.ts';

type Member = keyof GivenSecret;

/** What a caller brings along for a channel of each type; null where nothing is kept or we make it. */
const memberOf: Readonly<Record<ChannelType, Member | null>> = {
  webhook: null,
  email: null,
  slack: 'url',
  pagerduty: 'routingKey',
  alertmanager: 'authorization',
};

/** Whether a channel of this type is of no use without a secret. */
export const needsSecret = (type: ChannelType): boolean => type !== 'email' && type !== 'alertmanager';

/**
 * The secret that a caller gave for a channel of this type; undefined where none is needed and none was given.
 *
 * @throws {DomainError} `invalid-argument` naming what is missing, does not belong or is not well-formed.
 */
export function givenSecret(type: ChannelType, given: GivenSecret = {}): ChannelSecret | undefined {
  const member = memberOf[type];
  const foreign = (Object.keys(given) as Member[]).filter(
    (name) => name !== member && given[name] !== undefined,
  );
  if (foreign.length > 0) {
    throw invalid(foreign.map((name) => ({ pointer: `/secret/${name}`, detail: `is not for ${type}` })));
  }
  if (member === null || given[member] === undefined) {
    if (member === null || !needsSecret(type)) return undefined;
    throw invalid([{ pointer: `/secret/${member}`, detail: `expected by ${type}` }]);
  }
  const parsed = channelSecretSchema.safeParse({ type, [member]: given[member] });
  if (parsed.success) return parsed.data;
  throw invalid(fieldProblems(parsed.error, ['secret']));
}

function invalid(fields: readonly FieldProblem[]): DomainError {
  const places = fields.map(({ pointer, detail }) => `${pointer}: ${detail}`).join('; ');
  return new DomainError('invalid-argument', 'VALIDATION_FAILED', `the secret is not valid: ${places}`, {
    fields,
  });
}
