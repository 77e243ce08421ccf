"""Writes oracles.json: what independent programs say of the same numbers.

    pip install krippendorff irrCAC; pip install scipy==1.17.1
    python crates/statistics/tests/oracles.py > crates/statistics/tests/oracles.json

Distributions, t, signed-rank, Wilson and McNemar values are scipy's; agreement is from the packages named; the rest is
worked out here from the definitions, by other means than the library's (eigenvectors, linear systems, enumeration).
"""

import itertools
import json
import math

import irrCAC.raw
import krippendorff
import numpy
import pandas
from scipy import stats

rng = numpy.random.default_rng(20240601)


def rounded(xs):
    return [round(float(x), 6) for x in xs]


def distributions():
    shares = [1e-6, 0.001, 0.025, 0.2, 0.5, 0.8, 0.975, 0.9995]
    freedoms = [1, 2, 3.7, 7, 19, 149, 299, 301, 999, 1e4, 1e5, 1e6]
    return {
        "normal_quantile": [[p, stats.norm.ppf(p)] for p in shares],
        "normal_tail": [[x, stats.norm.sf(x)] for x in [-3, 0, 0.5, 1.96, 4, 8]],
        "student_quantile": [[p, f, stats.t.ppf(p, f)] for p in shares for f in freedoms if p != 0.5],
        "student_tail": [[x, f, stats.t.sf(x, f)] for x in [-2, 0.3, 2.4, 9] for f in [1, 7, 149, 1e4]],
        "chi_squared_quantile": [[p, f, stats.chi2.ppf(p, f)] for p in [0.05, 0.2, 0.8] for f in [1, 9, 60]],
    }


def paired():
    samples = [
        [0.12, -0.03, 0.25, 0.08, 0, 0.17, -0.11, 0.21, 0.05, 0.09],
        rounded(rng.normal(0.1, 0.3, 7)),
        rounded(rng.exponential(0.2, 60) - 0.15),
    ]
    cases = []
    for x in samples:
        test = stats.ttest_1samp(x, 0)
        low, high = test.confidence_interval(0.95)
        g = test.statistic / math.sqrt(len(x)) * (1 - 3 / (4 * (len(x) - 1) - 1))
        cases.append({"x": x, "t": test.statistic, "p": test.pvalue, "low": low, "high": high, "hedges": g})
    return cases


def suites():
    cases = []
    for replicates in [[4, 4, 4, 4], [2, 5, 9], [12, 10, 15]]:
        blocks = [rounded(rng.normal(rng.normal(0, 0.2), 0.3, r)) for r in replicates]
        s = len(blocks)
        parts = [numpy.var(b, ddof=1) / len(b) / s**2 for b in blocks]
        error = math.sqrt(sum(parts))
        mean = float(numpy.mean([numpy.mean(b) for b in blocks]))
        df = sum(parts) ** 2 / sum(p**2 / (len(b) - 1) for p, b in zip(parts, blocks))
        law = stats.t(df) if min(replicates) < 10 else stats.norm
        within = numpy.mean([numpy.var(b, ddof=1) for b in blocks])
        means = [numpy.mean(b) for b in blocks]
        between = max(0, numpy.var(means, ddof=1) - within * numpy.mean([1 / r for r in replicates]))
        cases.append({
            "blocks": blocks, "mean": mean, "error": error, "p": 2 * law.sf(abs(mean / error)),
            "low": mean - law.ppf(0.975) * error, "high": mean + law.ppf(0.975) * error,
            "within": within, "between": between,
        })
    return cases


def signed_ranks():
    def enumerated(x):
        x = [d for d in x if d != 0]
        ranks = stats.rankdata(numpy.abs(x))
        seen = min(sum(r for r, d in zip(ranks, x) if d > 0), sum(r for r, d in zip(ranks, x) if d < 0))
        signs = itertools.product([0, 1], repeat=len(x))
        return min(1, 2 * sum(numpy.dot(s, ranks) <= seen for s in signs) / 2 ** len(x))

    plain = rounded(rng.normal(0.2, 0.5, 20))
    tied = [0.1, 0.1, -0.1, 0.2, 0, 0.2, -0.3, 0.4, 0.4, 0.4, 0.5]
    large = [round(float(d), 1) for d in rng.normal(0.1, 0.4, 40)]
    return [
        {"x": paired_example, "p": stats.wilcoxon([d for d in paired_example if d]).pvalue},
        {"x": plain, "p": stats.wilcoxon(plain, method="exact").pvalue},
        {"x": tied, "p": float(enumerated(tied))},
        {"x": large, "p": stats.wilcoxon(large, method="asymptotic", correction=True).pvalue},
    ]


paired_example = [0.12, -0.03, 0.25, 0.08, 0, 0.17, -0.11, 0.21, 0.05, 0.09]


def rates():
    wilson = []
    for k, n, c in [(37, 120, 0.95), (0, 20, 0.95), (20, 20, 0.9), (1, 3, 0.99)]:
        ci = stats.binomtest(k, n).proportion_ci(c, method="wilson")
        wilson.append([k, n, c, ci.low, ci.high])
    mcnemar = [[b, c, stats.binomtest(b, b + c, 0.5).pvalue] for b, c in [(9, 2), (5, 5), (0, 6), (40, 61)]]
    return {"wilson": wilson, "mcnemar": mcnemar}


def power():
    def exact(effect, alpha=0.05, wanted=0.8):
        for n in itertools.count(3):
            bar = stats.t.ppf(1 - alpha / 2, n - 1)
            law = stats.nct(n - 1, effect * math.sqrt(n))
            if law.sf(bar) + law.cdf(-bar) >= wanted:
                return n
    return {
        "pairs": [[d, exact(d)] for d in [0.1, 0.2, 0.3, 0.5]],
        "upper_limit": [[v, f, v * f / stats.chi2.ppf(0.2, f)] for v, f in [(0.04, 9), (0.3, 40)]],
    }


def sequential():
    d = rounded(numpy.clip(rng.normal(0.12, 0.35, 120), -1, 1))
    alpha, m = 0.05, 100
    rho2 = (-2 * math.log(alpha) + math.log(-2 * math.log(alpha) + 1)) / m
    intervals, wagers, gates = [], [], []
    for n in [20, 50, 120]:
        part = numpy.array(d[:n])
        half = part.std(ddof=1) * math.sqrt(
            2 * (n * rho2 + 1) / (n**2 * rho2) * math.log(math.sqrt(n * rho2 + 1) / alpha))
        intervals.append([n, part.mean() - half, part.mean() + half])
        up = down = 1.0
        for i in range(1, n + 1):
            x = (part[:i] + 1) / 2
            running = [(0.5 + x[:j].sum()) / (j + 1) for j in range(1, i)]
            variance = (0.25 + sum((x[j] - running[j]) ** 2 for j in range(i - 1))) / i
            stake = math.sqrt(2 * math.log(2 / alpha) / (variance * i * math.log(i + 1)))
            up *= 1 + min(stake, 1.5) * (x[i - 1] - 0.5)
            down *= 1 - min(stake, 1.5) * (x[i - 1] - 0.5)
        wagers.append([n, math.log(max(up, down) / 2)])
        t = part.mean() / part.std()
        gates.append([n, n / 2 * math.log((1 + t**2) / (1 + (t - 0.1) ** 2))])
    return {"x": d, "intervals": intervals, "wagers": wagers, "gates": gates}


def stationary(c):
    n = len(c)
    for i in range(n):
        c[i, i] = 1 - c[i].sum()
    a = numpy.vstack([c.T - numpy.eye(n), numpy.ones(n)])
    return numpy.linalg.lstsq(a, numpy.append(numpy.zeros(n), 1), rcond=None)[0].tolist()


def alpha_rank(m, alpha, size, local):
    n = len(m)
    c = numpy.zeros((n, n))
    for s, r in itertools.permutations(range(n), 2):
        product = total = 1.0
        for p in range(1, size):
            if local:
                gain = m[r][s] - m[s][r]
            else:
                mine = ((p - 1) * m[r][r] + (size - p) * m[r][s]) / (size - 1)
                theirs = (p * m[s][r] + (size - p - 1) * m[s][s]) / (size - 1)
                gain = mine - theirs
            product *= math.exp(-alpha * gain)
            total += product
        c[s, r] = 1 / total / (n - 1)
    return stationary(c)


def alpha_rank_of_two(a, b, alpha, size):
    rows, columns = len(a), len(a[0])
    eta = 1 / (rows + columns - 2)
    c = numpy.zeros((rows * columns, rows * columns))

    def fixation(gain):
        u = alpha * gain
        return 1 / size if abs(u) < 1e-14 else math.expm1(-u) / math.expm1(-size * u)

    for i, j in itertools.product(range(rows), range(columns)):
        for k in set(range(rows)) - {i}:
            c[i * columns + j, k * columns + j] = eta * fixation(a[k][j] - a[i][j])
        for k in set(range(columns)) - {j}:
            c[i * columns + j, i * columns + k] = eta * fixation(b[i][k] - b[i][j])
    return numpy.array(stationary(c)).reshape(rows, columns).tolist()


def games():
    spiteful = [[.62, .71, .55, .80], [.66, .60, .58, .79], [.70, .64, .50, .74], [.52, .55, .61, .70]]
    rps = [[0, -.5, 1], [.5, 0, -.1], [-1, .1, 0]]
    first = [[.6, .3, .5], [.2, .7, .4]]
    second = [[.5, .4, .45], [.3, .6, .2]]
    inner = numpy.array(spiteful)[:3, :3]
    equal = numpy.vstack([inner[0] - inner[1], inner[1] - inner[2], numpy.ones(3)])
    return {
        "spiteful": spiteful,
        "rps": rps,
        "global": [[a, alpha_rank(spiteful, a, 50, False)] for a in [0.1, 1, 10]],
        "local": [[a, alpha_rank(rps, a, 50, True)] for a in [0.1, 1]],
        "first": first,
        "second": second,
        "two": alpha_rank_of_two(first, second, 3, 20),
        "rest": numpy.linalg.solve(equal, [0, 0, 1]).tolist() + [0.0],
    }


def agreement():
    truth = rng.integers(1, 5, 30)
    table = numpy.clip(truth[:, None] + rng.integers(-1, 2, (30, 3)) + [0, 0, 1], 1, 4).astype(float)
    full = table.copy()
    for unit, rater in [(0, 0), (3, 1), (3, 2), (9, 0), (9, 1), (9, 2), (17, 2), (25, 1)]:
        table[unit, rater] = numpy.nan
    alphas = {level: krippendorff.alpha(table.T, level_of_measurement=level, value_domain=[1, 2, 3, 4])
              for level in ["nominal", "ordinal", "interval"]}
    frame = pandas.DataFrame(table)
    gwet = {}
    for name, weights in [("ac1", "identity"), ("ac2", "quadratic")]:
        cac = irrCAC.raw.CAC(frame.dropna(how="all"), weights=weights, categories=[1.0, 2.0, 3.0, 4.0], digits=12)
        gwet[name] = float(cac.gwet()["est"]["coefficient_value"])
    n, k = full.shape
    grand = full.mean()
    targets = k * ((full.mean(1) - grand) ** 2).sum() / (n - 1)
    judges = n * ((full.mean(0) - grand) ** 2).sum() / (k - 1)
    rest = ((full - full.mean(1, keepdims=True) - full.mean(0) + grand) ** 2).sum() / ((n - 1) * (k - 1))
    a, b = full[:, 0], full[:, 1]
    kappa = 1 - ((a - b) ** 2).mean() / ((a[:, None] - b[None, :]) ** 2).mean()
    gaps = lambda t: [[None if math.isnan(x) else int(x) for x in row] for row in t]
    return {
        "gaps": gaps(table), "full": gaps(full), "alphas": alphas, "gwet": gwet, "kappa": kappa,
        "single": (targets - rest) / (targets + (k - 1) * rest + k * (judges - rest) / n),
        "mean": (targets - rest) / (targets + (judges - rest) / n),
    }


PARTS = [distributions, paired, suites, signed_ranks, rates, power, sequential, games, agreement]
print("{\n" + ",\n".join(f'"{part.__name__}": {json.dumps(part(), default=float)}' for part in PARTS) + "\n}")
