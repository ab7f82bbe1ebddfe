import { calibrationResponseSchema } from '../../../contracts/calibration.ts';
import { getCalibration } from '../../../pipeline/alert/calibration/get-calibration.ts';
import { memberRoute } from '../define-route.ts';
import { ruleParams } from './alert-params.ts';
import { calibrationExample } from './examples/calibration.ts';

/** `GET /v1/alert-rules/{ruleId}/calibration` */
export const getCalibrationRoute = memberRoute(['alert-rules:read'], {
  method: 'get',
  path: '/v1/alert-rules/{ruleId}/calibration',
  operationId: 'getCalibration',
  tag: 'Alerts',
  summary: 'How the predictions of a rule came out',
  description:
    'Of a rule on forecasts: how often what it said came true, by tenths of the probability, with the Brier score. A prediction counts once its window is over and enough was observed in it. Another condition begins another table.',
  params: ruleParams,
  success: {
    status: 200,
    description: 'The table.',
    schema: calibrationResponseSchema,
    example: calibrationExample,
  },
  problems: ['ALERT_RULE_NOT_FOUND'],
  handle: ({ ctx, params }) => getCalibration({ ctx, input: params }),
});
