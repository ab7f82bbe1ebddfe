import { z } from 'zod';

/** What TimeGPT counts of a request and charges for. */
export const tokenCountSchema = z.object({
  input: z.number().int(),
  output: z.number().int(),
  finetune: z.number().int(),
});

export type TokenCount = z.infer<typeof tokenCountSchema>;
