# Fits the rows of a file with R's glm; prints one line a fit: name, seconds, weights. Arguments: file, leads, terms, whole.
arguments <- commandArgs(trailingOnly = TRUE)
leads <- as.integer(arguments[2])
terms <- as.integer(arguments[3])
bytes <- readBin(arguments[1], what = "raw", n = leads * (terms + 1))
values <- matrix(as.double(bytes[seq_len(leads * terms)]), nrow = leads)
won <- as.double(bytes[leads * terms + seq_len(leads)])
rm(bytes)
colnames(values) <- paste0("x", seq_len(terms))
show <- function(name, seconds, weights, errors) {
	cat(name, seconds, sprintf("%.17g", weights), sprintf("%.17g", errors), sep = "\t")
	cat("\n")
}
cat(R.version.string, "\n", sep = "")
if (arguments[4] == "whole") {
	frame <- data.frame(values, won)
	taken <- system.time(fit <- summary(glm(won ~ ., binomial, frame)))
	show("glm", taken[["elapsed"]], fit$coefficients[, 1], fit$coefficients[, 2])
	rm(frame, fit)
}
design <- cbind(1, values)
rm(values)
invisible(gc())
taken <- system.time({
	fit <- glm.fit(design, won, family = binomial())
	errors <- sqrt(diag(chol2inv(fit$qr$qr[seq_len(terms + 1), , drop = FALSE])))
})
show("glm.fit", taken[["elapsed"]], fit$coefficients, errors)
