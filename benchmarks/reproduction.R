# The same model with R's `surveillance`, one thread: seconds of the fit and peak memory, as one line of JSON.
# Called by benchmarks/reproduction.py with a folder of counts.csv, population.csv, orders.csv.
suppressPackageStartupMessages(library(surveillance))
folder <- commandArgs(trailingOnly = TRUE)[1]
counts <- as.matrix(read.csv(file.path(folder, "counts.csv"), header = FALSE))
population <- scan(file.path(folder, "population.csv"), quiet = TRUE)
triplets <- as.matrix(read.csv(file.path(folder, "orders.csv"), header = FALSE))
n <- ncol(counts)
orders <- matrix(0L, n, n)
orders[triplets[, 1:2]] <- as.integer(triplets[, 3])
names <- paste0("u", seq_len(n))
colnames(counts) <- names
dimnames(orders) <- list(names, names)
pop <- matrix(population, nrow(counts), n, byrow = TRUE, dimnames = list(NULL, names))
data <- sts(observed = counts, start = c(2006, 1), frequency = 12, neighbourhood = orders, population = pop)
logpop <- log(pop)
control <- list(
  ar = list(f = ~1), ne = list(f = ~1 + logpop, weights = W_powerlaw(maxlag = 5)),
  end = list(f = ~1 + t + sin(2 * pi * t / 12) + cos(2 * pi * t / 12), offset = pop),
  family = "NegBin1", data = list(t = seq_len(nrow(counts)) - 1, pop = pop, logpop = logpop))
seconds <- system.time(fit <- hhh4(data, control))["elapsed"]
peak <- as.numeric(sub("VmHWM:\\s+([0-9]+) kB", "\\1", grep("VmHWM", readLines("/proc/self/status"), value = TRUE)))
cat(sprintf('{"seconds": %.3f, "peak_mb": %.0f, "loglik": %.8f, "converged": %s}\n', seconds, peak / 1024,
            fit$loglikelihood, tolower(fit$convergence)))
