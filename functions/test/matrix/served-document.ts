import { createApp } from '../../src/http/app.ts';
import { openApiDocument } from '../../src/http/openapi/document.ts';
import type { ApiRoute } from '../../src/http/routes/define-route.ts';
import type { ApiDocument } from '../fuzz-api/api-document.ts';
import { noFirestore, testServices } from '../support/http-api.ts';

/** The OpenAPI document of a route table, as it is served; needs no store. */
export function servedDocument(routes?: readonly ApiRoute[]): ApiDocument {
  const services = testServices(noFirestore);
  const document = openApiDocument(createApp(services, routes), services);
  return JSON.parse(JSON.stringify(document)) as ApiDocument;
}
