import { z } from 'zod';
import { idSchema } from '../../../contracts/ids.ts';

/** Path of one alert rule. */
export const ruleParams = z.strictObject({ ruleId: idSchema('alertRule') });

/** Path of one alert. */
export const alertParams = z.strictObject({ alertId: idSchema('alert') });

/** Path of one silence. */
export const silenceParams = z.strictObject({ silenceId: idSchema('silence') });
