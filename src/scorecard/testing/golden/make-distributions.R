# Golden values of the distributions: Rscript make-distributions.R > distributions.json
grid <- function(name, f, ...) {
  arguments <- expand.grid(...)
  values <- do.call(mapply, c(list(FUN = f), unname(as.list(arguments))))
  rows <- apply(cbind(arguments, values), 1, function(row) paste0("[", paste(sprintf("%.17g", row), collapse = ","), "]"))
  rows <- rows[is.finite(values) & abs(values) > 1e-250]
  sprintf('"%s":[\n%s]', name, paste(rows, collapse = ",\n"))
}
p <- c(1e-12, 1e-6, 0.001, 0.025, 0.1, 0.3, 0.5, 0.8, 0.95, 0.975, 0.999)
cases <- c(
  grid("normalLower", function(z) pnorm(z), c(-30, -8, -3, -1.96, -0.5, 0, 1e-3, 0.7, 2.3, 6)),
  grid("normalTwoSided", function(z) 2 * pnorm(-abs(z)), c(-20, -5, -1, 0.1, 1.64, 3.3, 9)),
  grid("normalQuantile", function(q) qnorm(q), c(1e-100, p[p != 0.5])),
  grid("chiSquaredUpper", function(x, k) pchisq(x, k, lower.tail = FALSE), c(0.01, 0.9, 4, 18, 60, 200), c(1, 2, 3, 8, 19, 99, 400)),
  grid("chiSquaredQuantile", function(q, k) qchisq(q, k), p, c(1, 2, 3, 8, 19, 99, 400)),
  grid("betaLower", function(x, a, b) pbeta(x, a, b), c(0.001, 0.03, 0.2, 0.5, 0.9), c(0.5, 3.5, 40, 1000.5), c(0.5, 7, 300.5, 90000)),
  grid("betaUpper", function(x, a, b) pbeta(x, a, b, lower.tail = FALSE), c(0.001, 0.03, 0.2, 0.5, 0.9), c(0.5, 3.5, 40, 1000.5), c(0.5, 7, 300.5, 90000)),
  grid("betaQuantile", function(q, a, b) qbeta(q, a, b), c(0.001, 0.025, 0.05, 0.5, 0.95, 0.975), c(0.5, 3.5, 40, 1000.5), c(0.5, 7, 300.5, 90000)),
  grid("studentLower", function(t, k) pt(t, k), c(-40, -3, -1, -0.1, 0.4, 2, 5), c(1, 2.5, 10, 300)),
  grid("studentQuantile", function(q, k) qt(q, k), p[p > 1e-7 & p != 0.5], c(1, 2.5, 10, 300)),
  grid("binomialUpper", function(k, n, q) pbinom(k - 1, n, q, lower.tail = FALSE), c(1, 3, 12), c(12, 100, 5000), c(0.0005, 0.02, 0.3)),
  grid("binomialLower", function(k, n, q) pbinom(k, n, q), c(0, 3, 11), c(12, 100, 5000), c(0.0005, 0.02, 0.3))
)
cat(sprintf('{"origin":"%s, stats; the last number of each row is the value at the ones before it","cases":{\n%s}}\n', R.version.string, paste(cases, collapse = ",\n")))
