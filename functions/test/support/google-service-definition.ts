import { readFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import protobuf from 'protobufjs';

/** The own proto definitions of one of Google's client libraries, which it is built from. */
export function definitionsOf(library: string): protobuf.Root {
  const main = createRequire(import.meta.url).resolve(library);
  const file = main.replace(/src\/index\.js$/, 'protos/protos.json');
  return protobuf.Root.fromJSON(JSON.parse(readFileSync(file, 'utf8')) as protobuf.INamespace);
}

/** One method of the service and where `google.api.http` puts it. */
export interface HttpRule {
  readonly method: string;
  readonly verb: string;
  /** Matches a path; its one group is what the rule binds: `name`, `parent` or such as `job.name`. */
  readonly path: RegExp;
  readonly responseType: protobuf.Type;
}

interface HttpOption {
  readonly body?: string;
  readonly [verb: string]: string | undefined;
}

/** `/v1/{name=projects/*\/locations/*\/jobs/*}:pause` as a pattern. */
function pathPattern(template: string): RegExp {
  const [, before = '', wild = '', after = ''] = /^(.*)\{[\w.]+=(.*)\}(.*)$/.exec(template) ?? [];
  return new RegExp(`^${before}(${wild.replaceAll('*', '[^/:]+')})${after}$`);
}

/** Every method of a service by its HTTP rule. */
export const httpRulesOf = (service: protobuf.Service): readonly HttpRule[] =>
  service.methodsArray.map(ruleOf);

function ruleOf(method: protobuf.Method): HttpRule {
  const options = method.parsedOptions as readonly Record<string, HttpOption>[];
  const http = options.find((option) => '(google.api.http)' in option)?.['(google.api.http)'] ?? {};
  const [verb, template] = Object.entries(http).find(([key]) => key !== 'body') ?? [];
  if (verb === undefined || template === undefined) throw new Error(`${method.name} has no HTTP rule`);
  method.resolve();
  const responseType = method.resolvedResponseType;
  if (responseType === null) throw new Error(`${method.name} answers nothing known`);
  return { method: method.name, verb: verb.toUpperCase(), path: pathPattern(template), responseType };
}
