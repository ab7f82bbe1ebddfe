import type { OpenAPIHono } from '@hono/zod-openapi';
import type { ApiEnv } from '../environment.ts';
import { type Tag, tags } from '../routes/route-spec.ts';
import { type OpenApiDocument, requireAnsweredFields } from './answered-fields.ts';

const description = `Send a company's metrics, get forecasts with honest intervals, anomalies and early alerts.

**Credentials.** A program sends an API key (\`Authorization: Bearer iv_…\` or \`X-Api-Key\`), which belongs to one organization and has scopes. A person sends a Firebase ID token and names an organization in \`X-Organization-Id\`.

**Failures** are RFC 9457 problem documents: \`reason\` is for machines, \`errors\` names every field at fault, \`type\` leads to a page that says how to fix it. \`X-Request-Id\` names the request in answers and logs.

**Lists** answer \`items\` and \`nextPageToken\`; pass it back as \`pageToken\` until it is null.

**Instants** are ISO 8601 in answers. Requests may send ISO 8601 with offset, or epoch numbers in s, ms, µs or ns.

**Repeating is safe.** Points are identified by series and instant: sending a batch twice stores it once. Any other \`POST\` takes an \`Idempotency-Key\`: for 24 hours the same key and request get the first answer again. Unknown fields are refused.`;

/** The document of everything that is registered with the app. */
export function openApiDocument(
  app: OpenAPIHono<ApiEnv>,
  { version, publicUrl }: { readonly version: string; readonly publicUrl?: string | undefined },
): OpenApiDocument {
  const document = app.getOpenAPI31Document({
    openapi: '3.1.0',
    info: {
      title: 'IntentVision API',
      version,
      description,
      license: { name: 'Apache-2.0', url: 'https://www.apache.org/licenses/LICENSE-2.0' },
    },
    servers: [{ url: publicUrl ?? '.', description: 'the server of this document' }],
    tags: (Object.keys(tags) as Tag[]).map((name) => ({ name, description: tags[name] })),
  });
  return requireAnsweredFields(document);
}

/** The ways to say who calls. */
export function registerSecuritySchemes(app: OpenAPIHono<ApiEnv>): void {
  const register = app.openAPIRegistry.registerComponent.bind(app.openAPIRegistry, 'securitySchemes');
  register('apiKey', { type: 'http', scheme: 'bearer', description: 'API key of an organization: `iv_…`' });
  register('apiKeyHeader', {
    type: 'apiKey',
    in: 'header',
    name: 'X-Api-Key',
    description: 'the same key in a header of its own',
  });
  register('idToken', {
    type: 'http',
    scheme: 'bearer',
    bearerFormat: 'JWT',
    description: 'Firebase ID token of a member; send `X-Organization-Id` along',
  });
}
