import { describe, expect, it } from 'vitest';
import fixture from '../../../test/fixtures/forecasting/r-models.json' with { type: 'json' };
import { randomNormals } from '../numerics/random-normals.ts';
import { continueEts, type EtsForm } from './ets.ts';
import { isAdmissible } from './ets-admissible.ts';
import { ets } from './ets-automatic.ts';
import { etsAverage } from './ets-averaged.ts';
import { EtsCoordinates } from './ets-coordinates.ts';
import { fitEtsFamily } from './ets-family.ts';
import { EtsLikelihood } from './ets-likelihood.ts';
import { fitScaledFamily, nameEts } from './ets-prediction.ts';
import { etsSpread } from './ets-spread.ts';

type Form = (typeof fixture.ets)[number]['forms'][number];

function formOf({ model, damped }: Form): EtsForm {
  const [error, trend, season] = model;
  return {
    error: error === 'M' ? 'multiplicative' : 'additive',
    trend: trend === 'N' ? 'none' : damped ? 'damped' : 'additive',
    season: season === 'N' ? 'none' : season === 'M' ? 'multiplicative' : 'additive',
  };
}

const forms = fixture.ets.flatMap(({ name, y, forms: all }) =>
  all.map((one) => ({ ...one, y, label: `${nameEts(formOf(one))} of ${name}` })),
);

/** −2 log likelihood in R's unit from that of the series divided by `scale`. */
function inUnits(deviance: number, n: number, scale: number): number {
  return deviance + 2 * n * Math.log(scale);
}

describe('with the parameters and the initial state that R found', () => {
  const all = forms.map((one) => {
    const likelihood = new EtsLikelihood(Float64Array.from(one.y), formOf(one), one.season.length);
    const { alpha, beta, gamma, phi, level, slope, season } = one;
    const parameters = { alpha, beta, gamma, phi };
    const initial = { level, slope, season };
    const deviance = likelihood.deviance(parameters, initial);
    const errors = likelihood.errors();
    const state = likelihood.finalState();
    return {
      one,
      fit: { form: formOf(one), parameters, initial, state, deviance, errors, length: errors.length },
    };
  });

  // R lets relative errors refer to forecasts at or below zero; we do not.
  const fits = all.filter(({ fit }) => Number.isFinite(fit.deviance));

  it('every form that R fits suits, but for eight that forecast negative values on the way', () => {
    expect(all).toHaveLength(6 * 6 + 7 * 15);
    expect(fits).toHaveLength(all.length - 8);
  });

  it.each(fits)('$one.label has the likelihood of R', ({ one, fit }) => {
    expect(Math.abs(fit.deviance / (-2 * one.loglik) - 1)).toBeLessThan(1e-6);
  });

  it.each(fits)('$one.label is continued as R does', ({ one, fit }) => {
    continueEts(fit, one.mean.length).forEach((value, i) => {
      expect(Math.abs(value / one.mean[i] - 1)).toBeLessThan(1e-6);
    });
  });

  // A multiplicative season is approximated; R's exact formulas for it leave out φ. Without a trend, R's formulas for an
  // additive season let γ act a step early: the steps before are compared.
  it.each(fits.filter(({ one }) => !(one.model.endsWith('M') && one.damped)))(
    '$one.label has the standard deviations of R',
    ({ one, fit }) => {
      const tolerance = one.model.endsWith('M') ? 0.02 : 1e-6;
      const compared = one.model.endsWith('NA') ? one.season.length - 1 : one.deviation.length;
      one.deviation.slice(0, compared).forEach((value, i) => {
        expect(Math.abs(etsSpread(fit, one.deviation.length)[i] / value - 1)).toBeLessThan(tolerance);
      });
    },
  );
});

describe('the gradient', () => {
  const air = fixture.ets.find(({ name }) => name === 'AirPassengers')?.y ?? [];
  const y = Float64Array.from(air, (value) => value / 300);

  it.each(forms.filter(({ label }) => label.endsWith('of AirPassengers')))('of $label is exact', (one) => {
    const form = formOf(one);
    const m = one.season.length;
    const likelihood = new EtsLikelihood(y, form, m);
    const coordinates = new EtsCoordinates(form, m, 0.05, 0.4);
    const centre = form.season === 'multiplicative' ? 1 : 0;
    const season = Array.from({ length: m }, (_, i) => centre + 0.1 * Math.sin((i * Math.PI) / 6));
    const parameters = { alpha: 0.3, beta: 0.05, gamma: 0.1, phi: form.trend === 'damped' ? 0.9 : 1 };
    const x = coordinates.encode(parameters, { level: 0.4, slope: 0.01, season });
    const gradient = new Float64Array(x.length);
    const at = (place: Float64Array, into: Float64Array) => {
      const point = coordinates.decode(place);
      const value = likelihood.deviance(point.parameters, point.initial);
      coordinates.pullBack(point, likelihood.gradient(point.parameters), into);
      return value + coordinates.addTrendPrior(point, 5, into);
    };
    at(x, gradient);
    const spare = new Float64Array(x.length);
    x.forEach((_, i) => {
      const moved = (by: number) =>
        at(
          x.map((value, j) => (i === j ? value + by : value)),
          spare,
        );
      const slope = (moved(1e-5) - moved(-1e-5)) / 2e-5;
      expect(Math.abs(slope - gradient[i])).toBeLessThan(1e-5 * (1 + Math.abs(slope)));
    });
  });
});

it.each(fixture.admissible)(
  'admits what R admits (m = $m, β = $beta)',
  ({ m, admissible, ...parameters }) => {
    expect(isAdmissible(parameters, m)).toBe(admissible);
  },
);

describe.each(fixture.ets)('the family on $name', ({ y, seasonLength, aicc, forms: theirs }) => {
  const scale = y.reduce((sum, value) => sum + Math.abs(value), 0) / y.length;
  const scaled = Float64Array.from(y, (value) => value / scale);
  const likeliest = fitEtsFamily(scaled, seasonLength, { likelihoodOnly: true });
  const inR = (value: number) => inUnits(value, y.length, scale);

  it('has a best form of an AICc no worse than that of the form that R chooses', () => {
    expect(inR(likeliest[0].aicc)).toBeLessThan(aicc + 0.05);
  });

  // Forms far from the best are not searched to the end.
  it('has members as likely as those of R', () => {
    const near = theirs.filter((one) => one.aicc < aicc + 8);
    expect(near.length).toBeGreaterThan(0);
    for (const one of near) {
      const ours = likeliest.find(({ fit }) => nameEts(fit.form) === nameEts(formOf(one)));
      if (ours) expect(inR(ours.fit.deviance)).toBeLessThan(-2 * one.loglik + 0.5);
    }
  });
});

describe('the prior on how fast a slope changes', () => {
  const noise = randomNormals(4);
  const y = Float64Array.from({ length: 20 }, (_, t) => 1 + 0.02 * t + 0.05 * noise());

  it('keeps β/α lower than likelihood alone', () => {
    const shares = (likelihoodOnly: boolean) =>
      fitEtsFamily(y, 1, { likelihoodOnly })
        .filter(({ fit }) => fit.form.trend !== 'none')
        .map(({ fit }) => fit.parameters.beta / fit.parameters.alpha);
    const total = (values: readonly number[]) => values.reduce((sum, value) => sum + value, 0);
    expect(total(shares(false))).toBeLessThan(total(shares(true)));
  });
});

describe('a form whose relative errors are biased', () => {
  it('is left out where others are not', () => {
    const noise = randomNormals(9);
    const y = Float64Array.from({ length: 480 }, (_, t) => {
      const day = 1 + 0.8 * Math.sin((2 * Math.PI * t) / 24);
      return day * Math.exp(0.35 * noise());
    });
    for (const { fit } of fitEtsFamily(y, 24)) {
      if (fit.form.error === 'additive' || fit.form.trend === 'none') continue;
      const bias = fit.errors.reduce((sum, e) => sum + e, 0) / fit.errors.length;
      expect(Math.abs(bias)).toBeLessThan(0.1);
    }
  });
});

describe('ets by name', () => {
  const byName = (name: string) => fixture.ets.find((one) => one.name === name)?.y ?? [];

  it('names the form that it chose', () => {
    expect(ets.fit(byName('Nile'), { seasonLength: 1 }).name).toBe('ETS(M,N,N)');
    expect(ets.fit(byName('USAccDeaths'), { seasonLength: 12 }).name).toBe('ETS(A,N,A)');
  });

  it('keeps to additive forms where a value is not positive', () => {
    const y = Array.from({ length: 48 }, (_, t) => (t % 4) - 1 + t / 50);
    expect(ets.fit(y, { seasonLength: 4 }).name).toMatch(/^ETS\(A,.*,[NA]\)$/);
  });

  it('leaves out a season of which it does not hold two', () => {
    expect(ets.fit(byName('Nile').slice(0, 20), { seasonLength: 12 }).name).toMatch(/,N\)$/);
  });

  it('has residuals that are what was left of each value', () => {
    const y = byName('AirPassengers');
    const { residuals } = ets.fit(y, { seasonLength: 12 });
    expect(residuals).toHaveLength(y.length);
    const share = Math.sqrt(residuals.reduce((sum, e, t) => sum + (e / y[t]) ** 2, 0) / y.length);
    expect(share).toBeGreaterThan(0.02);
    expect(share).toBeLessThan(0.06);
  });
});

describe('ets-average by name', () => {
  const y = fixture.ets.find((one) => one.name === 'USAccDeaths')?.y ?? [];
  const { members, scale } = fitScaledFamily(y, 12);
  const fitted = etsAverage.fit(y, { seasonLength: 12 });

  it('weighs members by exp(−ΔAICc/2)', () => {
    const close = members.filter(({ aicc }) => aicc <= members[0].aicc + 10);
    const raw = close.map(({ aicc }) => Math.exp((members[0].aicc - aicc) / 2));
    const total = raw.reduce((sum, value) => sum + value, 0);
    const expected = close.reduce((sum, { fit }, k) => sum + (raw[k] / total) * continueEts(fit, 1)[0], 0);
    expect(fitted.predict(1).mean[0]).toBeCloseTo(expected * scale, 8);
    expect(fitted.name.split(',').length).toBeGreaterThan(close.length);
  });

  it('is less sure than its members where they disagree', () => {
    const spreads = members.slice(0, 3).map(({ fit }) => etsSpread(fit, 12)[11] * scale);
    expect(fitted.predict(12).standardDeviation[11]).toBeGreaterThan(Math.min(...spreads));
  });
});
