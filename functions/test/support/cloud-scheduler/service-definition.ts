import { definitionsOf, httpRulesOf } from '../google-service-definition.ts';

const root = definitionsOf('@google-cloud/scheduler');

export const jobType = root.lookupType('google.cloud.scheduler.v1.Job');

/** Every method of Cloud Scheduler by its HTTP rule. */
export const httpRules = httpRulesOf(root.lookupService('google.cloud.scheduler.v1.CloudScheduler'));
