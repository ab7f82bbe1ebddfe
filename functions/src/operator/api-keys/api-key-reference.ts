import { z } from 'zod';
import { idSchema } from '../../contracts/ids.ts';

/** Names one key of the caller's organization. */
export const apiKeyReferenceSchema = z.strictObject({ keyId: idSchema('apiKey') });
