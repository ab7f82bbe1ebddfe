import { z } from 'zod';
import { DomainError } from '../../../contracts/errors.ts';
import { pictureOfLink } from '../../../notifications/charts/picture-of-link.ts';
import { publicRoute } from '../define-route.ts';

/** `GET /v1/charts/{token}`, where the token ends in `.png`. */
export const getLinkedChartRoute = publicRoute({
  method: 'get',
  path: '/v1/charts/{token}',
  operationId: 'getLinkedChart',
  tag: 'Charts',
  summary: 'Load a linked chart',
  description:
    'The picture behind a link in a message, for services that fetch without credentials. The token is signed by the deployment, names one alert, and is over after some days. Whatever else is asked for here is answered in one way.',
  params: z.strictObject({
    token: z
      .string()
      .meta({ description: 'as the link has it, `.png` included', example: 'WzEsIm9yZ1….png' }),
  }),
  success: {
    status: 200,
    description: 'The chart of the alert, 1,280 by 640 pixels.',
    mediaType: 'image/png',
    cacheControl: 'public, max-age=300',
    embeddable: true,
    encode: async ({ picture }) => picture,
  },
  problems: ['CHART_NOT_FOUND'],
  handle: async ({ ctx: { chartLinks, pictures, db, tasks, now }, params: { token } }) => {
    const at = now();
    const link = chartLinks?.read(token, at);
    const picture =
      link && (await pictures.get(token, at, () => pictureOfLink(link, { db, tasks, now: at })));
    if (picture !== undefined) return { picture };
    throw new DomainError(
      'not-found',
      'CHART_NOT_FOUND',
      'there is no chart at this address, or its time is over',
    );
  },
});
