import type { z } from 'zod';
import { explainedHorizonMax, type RegressionOptions } from './regressors.ts';

/** Options of a forecast, as far as regressors, events and holidays depend on them. */
interface Asked extends RegressionOptions {
  readonly horizon?: number | undefined;
  readonly backend?: string | undefined;
  readonly model?: string | undefined;
}

interface Issue {
  readonly path: (string | number)[];
  readonly message: string;
}

/** Whether anything is asked for that explains a series. */
export function isExplained({ regressors, events, holidays }: RegressionOptions): boolean {
  return regressors !== undefined || events !== undefined || holidays !== undefined;
}

/** Says of a schema that holds the options of a forecast what regressors, events and holidays rule out. */
export function checkRegression(asked: Asked, context: z.core.$RefinementCtx): void {
  for (const issue of regressionIssues(asked)) context.addIssue({ code: 'custom', ...issue });
}

/** The same for a forecast job, which is kept as a document. */
export function checkJobRegression(
  asked: Asked & { readonly hierarchy?: unknown },
  context: z.core.$RefinementCtx,
): void {
  checkRegression(asked, context);
  if (isExplained(asked) && asked.hierarchy !== undefined) {
    const message =
      'expected none beside regressors, events or holidays: series that add up are forecast without';
    context.addIssue({ code: 'custom', path: ['hierarchy'], message });
  }
  asked.regressors?.forEach(({ history, future }, index) => {
    if (history !== undefined) {
      const message = 'expected a stored metric: values sent along grow old in a job';
      context.addIssue({ code: 'custom', path: ['regressors', index, 'history'], message });
    }
    if (Array.isArray(future)) {
      const message = 'expected a map from instant to value: Firestore keeps no lists of lists';
      context.addIssue({ code: 'custom', path: ['regressors', index, 'future'], message });
    }
  });
}

function regressionIssues(asked: Asked): Issue[] {
  if (!isExplained(asked)) return [];
  const { horizon = 1, backend = 'auto', model = 'auto' } = asked;
  const issues: Issue[] = [...lagIssues(asked), ...nameIssues(asked)];
  if (horizon > explainedHorizonMax) {
    const message = `expected at most ${explainedHorizonMax} steps with regressors, events or holidays`;
    issues.push({ path: ['horizon'], message });
  }
  if (backend === 'timegpt') {
    const message = 'expected "auto" or "statistical" with regressors, events or holidays';
    issues.push({ path: ['backend'], message });
  }
  if (model !== 'auto') {
    issues.push({ path: ['model'], message: 'expected "auto" with regressors, events or holidays' });
  }
  return issues;
}

/** The last step would not know a value that is newer than a horizon ago. */
function lagIssues({ regressors = [], horizon = 1 }: Asked): Issue[] {
  return regressors.flatMap(({ lag, future }, index) =>
    lag !== undefined && future === undefined && lag < horizon
      ? [
          {
            path: ['regressors', index, 'lag'],
            message: `expected at least the horizon of ${horizon} steps, or a "future"`,
          },
        ]
      : [],
  );
}

function nameIssues({ regressors = [], events = [] }: Asked): Issue[] {
  const seen = new Set<string>();
  const named = [
    ...regressors.map(({ name }, index) => ({ name, path: ['regressors', index, 'name'] })),
    ...events.map(({ name }, index) => ({ name, path: ['events', index, 'name'] })),
  ];
  return named.flatMap(({ name, path }) => {
    const taken = seen.has(name);
    seen.add(name);
    return taken ? [{ path, message: 'expected a name that no other regressor or event has' }] : [];
  });
}
