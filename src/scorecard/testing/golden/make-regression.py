"""Golden values of the logistic regression: statsmodels 0.13.5 on generated rows.

Run with a Python that has statsmodels; writes regression.json beside this file.
"""

import json
import pathlib

import numpy
import statsmodels
import statsmodels.api as sm
from scipy.optimize import minimize
from scipy.stats import chi2
from statsmodels.stats.outliers_influence import variance_inflation_factor

random = numpy.random.RandomState(20260101)
rows = 240
columns = numpy.round(random.normal(size=(rows, 5)), 4)
columns[:, 1] = numpy.round(0.7 * columns[:, 0] + 0.6 * columns[:, 1], 4)
columns[:, 3] = numpy.round(columns[:, 3], 0)
log_odds = -1.4 + 0.9 * columns[:, 0] - 0.6 * columns[:, 2] + 0.4 * columns[:, 3]
bad = (random.uniform(size=rows) < 1 / (1 + numpy.exp(-log_odds))).astype(int)
weights = numpy.round(0.2 + 2 * random.uniform(size=rows), 3)
design = sm.add_constant(columns)


def report(fit):
    low, high = numpy.asarray(fit.conf_int()).T
    return {
        "coefficients": list(fit.params),
        "standardErrors": list(fit.bse),
        "z": list(fit.tvalues),
        "p": list(fit.pvalues),
        "low": list(low),
        "high": list(high),
        "logLikelihood": fit.llf,
        "nullLogLikelihood": fit.llnull,
        "aic": fit.aic,
    }


def without(fit_columns, weighted):
    """Log-likelihoods with one column left out."""
    values = []
    for position in range(columns.shape[1]):
        rest = numpy.delete(design, position + 1, axis=1)
        values.append(fit_columns(rest, weighted).llf)
    return values


def fit(exogenous, weighted):
    family = sm.families.Binomial()
    freq_weights = weights if weighted else None
    return sm.GLM(bad, exogenous, family=family, freq_weights=freq_weights).fit(tol=1e-14, maxiter=100)


logit = sm.Logit(bad, design).fit(method="newton", tol=1e-14, maxiter=100, disp=0)
plain = report(logit)
plain["bic"] = logit.bic
# statsmodels fits its null model numerically, 1.3e-8 off the closed form.
bads = int(bad.sum())
null = bads * numpy.log(bads / rows) + (rows - bads) * numpy.log(1 - bads / rows)
plain["nullLogLikelihood"] = null
plain["mcFadden"] = 1 - logit.llf / null
plain["llrP"] = float(chi2.sf(2 * (logit.llf - null), columns.shape[1]))
plain["without"] = without(fit, False)
plain["vif"] = [variance_inflation_factor(design, j + 1) for j in range(columns.shape[1])]
weighted = report(fit(design, True))
weighted["without"] = without(fit, True)

# Ridge: the penalised likelihood made largest by a general optimiser, then by Newton steps of its own gradient.
penalty = 3.0


def ridge_gradient(beta):
    p = 1 / (1 + numpy.exp(-design @ beta))
    return design.T @ (bad - p) - penalty * numpy.r_[0, beta[1:]]


def ridge_loss(beta):
    eta = design @ beta
    return numpy.logaddexp(0, eta).sum() - bad @ eta + penalty / 2 * (beta[1:] ** 2).sum()


beta = minimize(ridge_loss, numpy.zeros(6), method="BFGS").x
for _ in range(5):
    p = 1 / (1 + numpy.exp(-design @ beta))
    hessian = design.T @ (design * (p * (1 - p))[:, None]) + penalty * numpy.diag([0, 1, 1, 1, 1, 1])
    beta = beta + numpy.linalg.solve(hessian, ridge_gradient(beta))

target = pathlib.Path(__file__).with_name("regression.json")
target.write_text(
    json.dumps(
        {
            "origin": f"make-regression.py, statsmodels {statsmodels.__version__}, numpy {numpy.__version__}",
            "columns": columns.T.tolist(),
            "bad": bad.tolist(),
            "weights": weights.tolist(),
            "plain": plain,
            "weighted": weighted,
            "ridge": {"penalty": penalty, "coefficients": beta.tolist()},
        }
    )
    + "\n"
)
