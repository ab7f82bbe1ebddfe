import fs from 'node:fs';
import { rehearsalProblems } from '../../functions/lib/alerting/rehearsal/rehearsal-problems.js';
import { ruleProblems } from '../../functions/lib/alerting/rule-problems.js';
import { createAlertRuleRequestSchema } from '../../functions/lib/contracts/alert-rule.js';
import {
  rehearsedInhibitionsSchema,
  rehearsedPoliciesSchema,
  rehearsedSilencesSchema,
} from '../../functions/lib/contracts/rehearsal-parts.js';
import { fieldProblems } from '../../functions/lib/contracts/validation.js';
import {
  rehearsedInhibitions,
  rehearsedPolicies,
  rehearsedRule,
  rehearsedSilences,
} from '../../functions/lib/pipeline/rehearsal/rehearsed-parts.js';
import { UsageError } from '../forecast/errors.mjs';
import { fileInstant } from '../forecast/instant.mjs';

/** Fields that the API answers with and that nobody writes. */
const answered = [
  ...['ruleId', 'status', 'createdAt', 'createdBy', 'updatedAt', 'updatedBy'],
  ...['state', 'window', 'nextChangeAt', 'endedBy'],
];

/**
 * What is rehearsed besides the series. `selector` is null where the file has none: then all series are.
 *
 * @typedef {ReturnType<typeof readParts>} Parts
 *
 * Reads the files that options name.
 *
 * @param {import('./parse-options.mjs').Options} options
 * @throws {UsageError} that names the file and the field
 */
export function readParts({ rule, policies, silences, inhibitions, from, to }) {
  const given = readJson(rule);
  if (typeof given !== 'object' || given === null || Array.isArray(given))
    throw new UsageError(`${rule} must hold a JSON object, the alert rule.`);
  const written = withoutAnswered(given);
  const selects = 'selector' in written;
  const whole = { name: 'rule', ...(selects ? {} : { selector: { metric: 'value' } }), ...written };
  const parsed = rehearsedRule(parse(rule, createAlertRuleRequestSchema, whole));
  const [problem] = [...rehearsalProblems(parsed), ...ruleProblems(parsed)];
  if (problem !== undefined) throw new UsageError(`${rule}: ${problem.pointer}: ${problem.detail}.`);
  const range = { from: instantOf('--from', from), to: instantOf('--to', to) };
  if (range.from !== undefined && range.to !== undefined && range.from >= range.to)
    throw new UsageError(`--from must be before --to; they are "${from}" and "${to}".`);
  return {
    rule: parsed,
    selector: selects ? parsed.selector : null,
    policies: policies === undefined ? [] : rehearsedPolicies(listOf(policies, rehearsedPoliciesSchema)),
    silences: silences === undefined ? [] : rehearsedSilences(listOf(silences, rehearsedSilencesSchema)),
    inhibitions:
      inhibitions === undefined ? [] : rehearsedInhibitions(listOf(inhibitions, rehearsedInhibitionsSchema)),
    ...range,
  };
}

/**
 * An array, also where it stands in the object that the API answers with.
 *
 * @template {import('zod').ZodType} Schema
 * @param {string} file
 * @param {Schema} schema
 * @returns {import('zod').output<Schema>}
 */
function listOf(file, schema) {
  const given = readJson(file);
  const list = Array.isArray(given) ? given : Object.values(given ?? {}).find(Array.isArray);
  if (list === undefined) throw new UsageError(`${file} must hold a JSON array.`);
  return parse(
    file,
    schema,
    list.map((one) => (typeof one === 'object' && one !== null ? withoutAnswered(one) : one)),
  );
}

/** @param {object} value */
function withoutAnswered(value) {
  return Object.fromEntries(Object.entries(value).filter(([name]) => !answered.includes(name)));
}

/**
 * @template {import('zod').ZodType} Schema
 * @param {string} file
 * @param {Schema} schema
 * @param {unknown} value
 * @returns {import('zod').output<Schema>}
 */
function parse(file, schema, value) {
  const { data, error } = schema.safeParse(value);
  if (error === undefined) return data;
  const problems = fieldProblems(error).map(
    ({ pointer, detail }) => `${pointer || 'the document'}: ${detail}`,
  );
  throw new UsageError(`${file}: ${problems.join('; ')}.`);
}

/** @param {string} file */
function readJson(file) {
  try {
    return JSON.parse(fs.readFileSync(file, 'utf8'));
  } catch (error) {
    throw new UsageError(`${file} cannot be read: ${error instanceof Error ? error.message : error}.`);
  }
}

/**
 * @param {string} name
 * @param {string | undefined} text
 */
function instantOf(name, text) {
  if (text === undefined) return undefined;
  const at = fileInstant(text);
  if (at !== undefined) return new Date(at);
  throw new UsageError(`${name} must be an ISO 8601 instant such as 2026-11-01T00:00:00Z; it is "${text}".`);
}
