import { z } from 'zod';

/** Body of every failure: RFC 9457 problem details with our extensions. */
export const problemSchema = z
  .looseObject({
    type: z.string().meta({
      description: 'page that explains this kind of problem',
      example: '/errors/VALIDATION_FAILED',
    }),
    title: z
      .string()
      .meta({ description: 'the same for every occurrence', example: 'The request is not valid' }),
    status: z.number().int().meta({ example: 400 }),
    detail: z.string().meta({
      description: 'what happened this time, and what to do next',
      example: 'the request body is not valid: /horizon: expected at least 1 step',
    }),
    instance: z.string().meta({ description: 'path of the request', example: '/v1/forecast' }),
    reason: z.string().meta({ description: 'a stable word for machines', example: 'VALIDATION_FAILED' }),
    requestId: z.string().meta({ example: 'req_4f1c0a9be2d84c6f9a1b2c3d' }),
    errors: z
      .array(
        z.object({
          pointer: z.string().meta({
            description: 'RFC 6901 pointer to the field; for queries and paths, its name after a slash',
            example: '/horizon',
          }),
          detail: z.string().meta({ description: 'what was expected', example: 'expected at least 1 step' }),
          line: z.number().int().optional().meta({ description: 'line of a text body, from 1' }),
          reason: z.string().optional().meta({ description: 'where a limit refuses this one' }),
        }),
      )
      .optional()
      .meta({ description: 'every field at fault' }),
  })
  .meta({ id: 'Problem', description: 'RFC 9457 problem details; some reasons add fields of their own' });

/** Body of every failure. */
export type Problem = z.infer<typeof problemSchema>;
