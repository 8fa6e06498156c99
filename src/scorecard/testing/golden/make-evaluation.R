# Golden values of evaluation: Rscript make-evaluation.R > evaluation.json
# Everything is computed from its definition with R's own functions (glm, pbinom, pbeta, pchisq), row by row.
set.seed(20261122)
n <- 600
logOdds <- round(rnorm(n, -2, 1.1), 1)
points <- round(500 - 40 * logOdds)
old <- round(points + rnorm(n, 0, 30))
pd <- plogis((500 - points) / 40)
bad <- as.integer(runif(n) < plogis(0.2 + 0.85 * logOdds))
weight <- round(runif(n, 0.5, 3), 2)

deLong <- function(first, second) {
  kernel <- function(x, b, g) ifelse(x[b] < x[g], 1, ifelse(x[b] == x[g], 0.5, 0))
  bads <- which(bad == 1); goods <- which(bad == 0)
  parts <- lapply(list(first, second), function(x) {
    psi <- outer(bads, goods, function(b, g) kernel(x, b, g))
    list(auc = mean(psi), bads = rowMeans(psi), goods = colMeans(psi))
  })
  s10 <- cov(cbind(parts[[1]]$bads, parts[[2]]$bads)) / length(bads)
  s01 <- cov(cbind(parts[[1]]$goods, parts[[2]]$goods)) / length(goods)
  s <- s10 + s01
  difference <- parts[[1]]$auc - parts[[2]]$auc
  z <- difference / sqrt(s[1, 1] + s[2, 2] - 2 * s[1, 2])
  list(auc = parts[[1]]$auc, variance = s[1, 1], oldAuc = parts[[2]]$auc, oldVariance = s[2, 2],
       difference = difference, z = z, pValue = 2 * pnorm(-abs(z)))
}

groups <- function(k) { # ends of runs of equal points nearest to each equal share: the rule of equalGroups
  counts <- table(points); held <- cumsum(counts)
  ends <- unique(c(sapply(1:(k - 1), function(t) which.min(abs(held - n * t / k))), length(counts)))
  findInterval(match(points, as.integer(names(counts))), c(0, ends) + 1)
}
g <- groups(10)
observed <- tapply(bad, g, sum); size <- tapply(bad, g, length); expected <- tapply(pd, g, sum); p <- expected / size
hl <- sum((observed - expected)^2 / (expected * (1 - p)))
first <- glm(bad ~ qlogis(pd), family = binomial, control = list(epsilon = 1e-14))
# Once more from the answer, because glm's standard errors are those of the step before the last.
line <- summary(glm(bad ~ qlogis(pd), family = binomial, start = coef(first), control = list(epsilon = 1e-14)))$coefficients
brierVariance <- sum((1 - 2 * pd)^2 * pd * (1 - pd))
spiegelhalter <- sum((bad - pd) * (1 - 2 * pd)) / sqrt(brierVariance)
ecdfs <- sapply(sort(unique(points)), function(x) c(mean(points[bad == 1] <= x), mean(points[bad == 0] <= x)))
order <- sort(unique(points))
precision <- sapply(order, function(x) mean(bad[points <= x])); recall <- sapply(order, function(x) sum(bad[points <= x]) / sum(bad))
jeffreys <- function(x, m) c(qbeta(0.025, x + 0.5, m - x + 0.5), qbeta(0.975, x + 0.5, m - x + 0.5))
profit <- sapply(order, function(x) sum(points >= x & bad == 0) - 6 * sum(points >= x & bad == 1))

numbers <- function(x) paste0("[", paste(sprintf("%.17g", x), collapse = ","), "]")
named <- function(x) paste0("{", paste(sprintf('"%s":%s', names(x), sapply(x, function(v) if (length(v) == 1) sprintf("%.17g", v) else numbers(v))), collapse = ","), "}")
m <- length(size)
cat(sprintf('{"origin":"%s",\n"rows":%s,\n"deLong":%s,\n"calibration":%s,\n"curves":%s}\n', R.version.string,
  named(list(points = points, old = old, pd = pd, bad = bad, weight = weight)),
  named(deLong(points, old)),
  named(list(hosmerLemeshow = hl, groups = m, fittedPValue = pchisq(hl, m - 2, lower.tail = FALSE), heldOutPValue = pchisq(hl, m, lower.tail = FALSE),
    intercept = line[1, 1], interceptError = line[1, 2], slope = line[2, 1], slopeError = line[2, 2], brier = mean((bad - pd)^2),
    spiegelhalter = spiegelhalter, badRateLow = jeffreys(sum(bad), n)[1], badRateHigh = jeffreys(sum(bad), n)[2],
    binomial = sapply(1:m, function(i) pbinom(observed[i] - 1, size[i], p[i], lower.tail = FALSE)),
    jeffreys = sapply(1:m, function(i) pbeta(p[i], observed[i] + 0.5, size[i] - observed[i] + 0.5)))),
  named(list(ks = max(abs(ecdfs[1, ] - ecdfs[2, ])), averagePrecision = sum(diff(c(0, recall)) * precision), bestCutOff = order[which.max(profit)], bestProfit = max(profit)))))
