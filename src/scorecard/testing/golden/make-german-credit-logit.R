# A logistic table of German credit on values as they stand: R's glm, five numeric columns and two of categories.
# Rscript make-german-credit-logit.R path/to/germancredit.csv.gz > german-credit-logit.json
data <- read.csv(gzfile(commandArgs(TRUE)[1]), check.names = FALSE)
names(data) <- gsub("[. ]", "_", names(data))
columns <- c(
  "duration_in_month", "credit_amount", "age_in_years", "installment_rate_in_percentage_of_disposable_income",
  "number_of_existing_credits_at_this_bank", "housing", "foreign_worker"
)
data$bad <- as.integer(data$creditability == "bad")
data[] <- lapply(data, function(column) if (is.character(column)) factor(column, levels = sort(unique(column), method = "radix")) else column)
fit <- glm(reformulate(columns, "bad"), data = data, family = binomial(), control = list(epsilon = 1e-15, maxit = 100))
# Once more from the answer: glm takes standard errors at the step before the last.
fit <- update(fit, start = coef(fit))
table <- coef(summary(fit))
number <- function(values) paste0("[", paste(sprintf("%.17g", values), collapse = ", "), "]")
text <- function(values) paste0("[", paste0('"', values, '"', collapse = ", "), "]")
cat(sprintf(
  '{"origin": "make-german-credit-logit.R, R %s", "columns": %s, "terms": %s,\n"coefficients": %s,\n"standardErrors": %s,\n"z": %s,\n"p": %s,\n"logLikelihood": %.17g, "aic": %.17g}\n',
  getRversion(), text(columns), text(rownames(table)), number(table[, 1]), number(table[, 2]), number(table[, 3]),
  number(table[, 4]), as.numeric(logLik(fit)), AIC(fit)
))
