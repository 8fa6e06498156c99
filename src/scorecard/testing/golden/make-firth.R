# Golden values of Firth's penalty and of stepwise choice: R's glm on the rows of regression.json.
# Run in this folder with R; needs no package. Writes firth.json.
# Firth's estimate is found without Newton's method on the penalised likelihood: each row is given again with the other
# outcome, by pseudo-weights from its leverage, and an ordinary glm is fitted until nothing moves
# (Heinze & Schemper 2002, section 2.2; Firth 1993, section 3.4).

text <- paste(readLines("regression.json"), collapse = "")
numbers <- function(pattern) {
  found <- regmatches(text, regexpr(paste0('"', pattern, '": \\[[^]]*\\]'), text))
  as.numeric(strsplit(gsub(paste0('"', pattern, '": \\[|\\]'), "", found), ",")[[1]])
}
block <- regmatches(text, regexpr('"columns": \\[\\[.*?\\]\\]', text, perl = TRUE))
columns <- sapply(
  strsplit(gsub('"columns": \\[\\[|\\]\\]', "", block), "\\], \\[")[[1]],
  function(part) as.numeric(strsplit(part, ",")[[1]])
)
colnames(columns) <- paste0("x", seq_len(ncol(columns)))
bad <- numbers("bad")
few <- seq_len(60)

firth <- function(x, y) {
  design <- cbind(1, x)
  beta <- rep(0, ncol(design))
  repeat {
    p <- as.vector(plogis(design %*% beta))
    root <- design * sqrt(p * (1 - p))
    leverage <- rowSums((root %*% solve(crossprod(root))) * root)
    twice <- rbind(design, design)
    fit <- suppressWarnings(glm.fit(
      twice, c(y, 1 - y),
      weights = c(1 + leverage / 2, leverage / 2), family = binomial(),
      control = list(epsilon = 1e-16, maxit = 200), start = beta
    ))
    moved <- max(abs(fit$coefficients - beta))
    beta <- fit$coefficients
    if (moved < 1e-13) break
  }
  p <- as.vector(plogis(design %*% beta))
  information <- crossprod(design * sqrt(p * (1 - p)))
  list(
    coefficients = unname(beta),
    standardErrors = unname(sqrt(diag(solve(information)))),
    penalised = sum(log(ifelse(y == 1, p, 1 - p))) + as.numeric(determinant(information)$modulus) / 2
  )
}

table <- data.frame(bad, columns)
full <- glm(bad ~ ., data = table, family = binomial(), control = list(epsilon = 1e-14, maxit = 100))
none <- glm(bad ~ 1, data = table, family = binomial(), control = list(epsilon = 1e-14, maxit = 100))
stepOf <- function(start, direction, k) {
  chosen <- step(start, scope = list(lower = ~1, upper = formula(full)), direction = direction, k = k, trace = 0)
  list(members = names(coef(chosen))[-1], criterion = extractAIC(chosen, k = k)[2])
}
bic <- log(nrow(table))
steps <- list(
  forwardAic = stepOf(none, "forward", 2), backwardAic = stepOf(full, "backward", 2), bothAic = stepOf(none, "both", 2),
  forwardBic = stepOf(none, "forward", bic), backwardBic = stepOf(full, "backward", bic), bothBic = stepOf(none, "both", bic)
)
few_fit <- firth(columns[few, ], bad[few])
all_fit <- firth(columns, bad)

json <- function(value) {
  if (is.list(value)) {
    paste0("{", paste0('"', names(value), '": ', sapply(value, json), collapse = ", "), "}")
  } else if (is.character(value)) {
    paste0("[", paste0('"', value, '"', collapse = ", "), "]")
  } else if (length(value) == 1) {
    format(value, digits = 17)
  } else {
    paste0("[", paste0(format(value, digits = 17, trim = TRUE), collapse = ", "), "]")
  }
}
writeLines(paste0(
  '{"origin": "make-firth.R, R ', getRversion(), '", "few": ', length(few), ', "firthOfFew": ', json(few_fit),
  ', "firthOfAll": ', json(all_fit), ', "steps": ', json(steps), "}"
), "firth.json")
