import { DomainError, type FieldProblem } from '../../contracts/errors.ts';
import type { RegressionOptions } from '../../contracts/regressors.ts';
import { holidayCalendar } from './holiday-calendar.ts';

/** What is wrong with the holidays that are asked for: a country, state or region that no calendar knows. */
export async function holidayProblems({ holidays }: RegressionOptions): Promise<readonly FieldProblem[]> {
  if (holidays === undefined) return [];
  try {
    await holidayCalendar(holidays, holidays.timeZone);
    return [];
  } catch (error) {
    if (error instanceof DomainError) return error.fields;
    throw error;
  }
}
