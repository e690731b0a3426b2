# Writes rates-and-waits.json beside it: Rscript test/reference/rates-and-waits.R
# Figures of R for rates, their comparison, shrunk rates and waiting times. Base R and package survival.
suppressPackageStartupMessages(library(survival))

number <- function(x) paste0("[", paste(ifelse(is.na(x), "null", sprintf("%.12g", x)), collapse = ", "), "]")
rows <- function(x) paste0("[\n\t\t", paste(x, collapse = ",\n\t\t"), "\n\t]")

shares <- list(c(0, 1), c(0, 25), c(1, 1), c(7, 40), c(40, 40), c(3, 1000), c(1079, 3264), c(4238, 6711), c(250000, 1000000))
wilson <- sapply(shares, function(s) number(c(s, suppressWarnings(prop.test(s[1], s[2], correct = FALSE)$conf.int))))
jeffreys <- sapply(shares, function(s) {
  lo <- if (s[1] == 0) 0 else qbeta(0.025, s[1] + 0.5, s[2] - s[1] + 0.5)
  hi <- if (s[1] == s[2]) 1 else qbeta(0.975, s[1] + 0.5, s[2] - s[1] + 0.5)
  number(c(s, lo, hi))
})

pairs <- list(c(3, 4, 1, 4), c(0, 12, 5, 20), c(56, 70, 48, 80), c(9, 10, 3, 10), c(2, 3, 180, 2400), c(310, 1204, 49, 2310), c(0, 5, 0, 9), c(5000, 40000, 13000, 100000))
fisher <- sapply(pairs, function(p) number(c(p, fisher.test(matrix(c(p[1], p[2] - p[1], p[3], p[4] - p[3]), 2))$p.value)))
newcombe <- sapply(pairs, function(p) {
  a <- suppressWarnings(prop.test(p[1], p[2], correct = FALSE)$conf.int)
  b <- suppressWarnings(prop.test(p[3], p[4], correct = FALSE)$conf.int)
  pa <- p[1] / p[2]; pb <- p[3] / p[4]
  number(c(p, pa - pb, pa - pb - sqrt((pa - a[1])^2 + (b[2] - pb)^2), pa - pb + sqrt((a[2] - pa)^2 + (pb - b[1])^2)))
})

# Posterior of the beta-binomial model: mean uniform on 0..1, size^(-1/2) uniform on 0..1, on a fixed fine grid.
shrunk <- function(k, n, points = 1500) {
  m <- (seq_len(points) - 0.5) / points
  s <- (seq_len(points) - 0.5) / points
  grid <- expand.grid(m = m, s = s)
  a <- grid$m / grid$s^2; b <- (1 - grid$m) / grid$s^2
  log <- numeric(nrow(grid))
  for (i in seq_along(k)) log <- log + lbeta(k[i] + a, n[i] - k[i] + b) - lbeta(a, b)
  w <- exp(log - max(log)); keep <- w > 1e-9; w <- w[keep] / sum(w[keep]); a <- a[keep]; b <- b[keep]
  sapply(seq_along(k), function(i) {
    below <- function(x) sum(w * pbeta(x, k[i] + a, n[i] - k[i] + b))
    q <- sapply(c(0.025, 0.975), function(p) uniroot(function(x) below(x) - p, c(1e-9, 1 - 1e-9), tol = 1e-9)$root)
    number(c(k[i], n[i], sum(w * (k[i] + a) / (n[i] + a + b)), q))
  })
}
leads <- c(420, 1310, 88, 3, 640, 25, 210, 61)
wins <- c(31, 66, 12, 2, 58, 0, 9, 4)
alike <- shrunk(c(10, 12, 9, 11, 10), c(100, 100, 100, 100, 100))
differing <- shrunk(wins, leads)

waits <- aggregate(list(n = rep(1, nrow(lung))), list(day = lung$time, won = as.integer(lung$status == 2)), sum)
fit <- survfit(Surv(lung$time, lung$status == 2) ~ 1, conf.type = "log-log")
q <- quantile(fit, c(0.5, 0.9))
medians <- sapply(1:2, function(i) number(c(c(0.5, 0.9)[i], q$quantile[i], q$lower[i], q$upper[i])))

days <- c(0, 1, 1, 2, 3, 3, 3, 8, 13, 21, 34, 55)
quantiles <- sapply(c(0.1, 0.25, 0.5, 0.75, 0.9, 1), function(p) number(c(p, quantile(days, p, type = 1))))

cat(sprintf('{
	"provenance": "%s, survival %s; Rscript test/reference/rates-and-waits.R",
	"wilson": %s,
	"jeffreys": %s,
	"fisher": %s,
	"newcombe": %s,
	"shrunk": { "differing": %s, "alike": %s },
	"lung": { "day": %s, "won": %s, "n": %s, "quantiles": %s },
	"days": { "day": %s, "quantiles": %s }
}
', R.version.string, packageVersion("survival"), rows(wilson), rows(jeffreys), rows(fisher), rows(newcombe), rows(differing), rows(alike),
  number(waits$day), number(waits$won), number(waits$n), rows(medians), number(days), rows(quantiles)),
  file = "test/reference/rates-and-waits.json")
