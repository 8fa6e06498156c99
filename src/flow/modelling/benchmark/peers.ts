import { spawn } from "node:child_process";
import { appendFileSync, mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import type { BenchmarkSample } from "./benchmark-sample.ts";

/** A tool that is run on the same numbers, where it is installed. */
export interface Peer {
  readonly name: string;
  /** The first of them that can run the script does. */
  readonly programs: readonly string[];
  /** Reads rows, variables, the columns' file and the outcomes' file; prints one JSON object of seconds by step. */
  readonly script: string;
}

/** What a peer measured of itself, in milliseconds by step, reading of the files not counted. */
export interface PeerTimes {
  readonly name: string;
  readonly ms: Readonly<Record<string, number>>;
}

/**
 * Pre-binning alone, in which optbinning and toad spend nine tenths of their time at a million rows: scikit-learn's tree
 * with 20 leaves of at least 5 %, a column after another, and its transform; then a logistic regression.
 */
const scikitLearn: Peer = {
  name: "scikit-learn: tree of each column, look-up, logistic regression",
  programs: ["python3", "/usr/bin/python3"],
  script: `
import sys, time, json, warnings
import numpy as np
from sklearn.tree import DecisionTreeClassifier
from sklearn.linear_model import LogisticRegression
warnings.filterwarnings("ignore")
rows, variables = int(sys.argv[1]), int(sys.argv[2])
columns = np.fromfile(sys.argv[3], dtype="<f8").reshape(variables, rows)
bad = np.fromfile(sys.argv[4], dtype=np.uint8)
start = time.perf_counter()
cuts = []
for values in columns:
    present = ~np.isnan(values)
    tree = DecisionTreeClassifier(max_leaf_nodes=20, min_samples_leaf=int(0.05 * rows))
    tree.fit(values[present].reshape(-1, 1), bad[present])
    cuts.append(np.sort(tree.tree_.threshold[tree.tree_.feature >= 0]))
binned = time.perf_counter()
codes = [np.where(np.isnan(v), len(c) + 1, np.searchsorted(c, v, side="right")) for v, c in zip(columns, cuts)]
coded = time.perf_counter()
def woe(code):
    b = np.bincount(code[bad == 1], minlength=code.max() + 1) + 0.5
    g = np.bincount(code[bad == 0], minlength=code.max() + 1) + 0.5
    return np.log((b / b.sum()) / (g / g.sum()))[code]
design = np.column_stack([woe(c) for c in codes])
ready = time.perf_counter()
LogisticRegression(C=1e9, max_iter=200).fit(design, bad)
fitted = time.perf_counter()
print(json.dumps({"bin": binned - start, "transform": coded - binned, "fit": fitted - ready}))
`,
};

const r: Peer = {
  name: "R: quantile pre-bins of each column, look-up, glm.fit",
  programs: ["Rscript"],
  script: `
a <- commandArgs(TRUE); rows <- as.integer(a[1]); variables <- as.integer(a[2])
columns <- matrix(readBin(a[3], "double", rows * variables), rows)
bad <- as.integer(readBin(a[4], "raw", rows))
now <- function() proc.time()[["elapsed"]]
start <- now()
cuts <- lapply(seq_len(variables), function(j) unique(quantile(columns[, j], seq(0.05, 0.95, 0.05), na.rm = TRUE)))
binned <- now()
codes <- lapply(seq_len(variables), function(j) {
  code <- findInterval(columns[, j], cuts[[j]]) + 1L
  code[is.na(code)] <- length(cuts[[j]]) + 2L
  code
})
coded <- now()
woe <- sapply(codes, function(code) {
  b <- tabulate(code[bad == 1], max(code)) + 0.5; g <- tabulate(code[bad == 0], max(code)) + 0.5
  log((b / sum(b)) / (g / sum(g)))[code]
})
ready <- now()
invisible(glm.fit(cbind(1, woe), bad, family = binomial()))
cat(sprintf('{"bin": %f, "transform": %f, "fit": %f}', binned - start, coded - binned, now() - ready))
`,
};

export const peers: readonly Peer[] = [scikitLearn, r];

/** Runs a peer once on a sample; null where it is not installed or fails. */
export async function timePeer(peer: Peer, sample: BenchmarkSample): Promise<PeerTimes | null> {
  const folder = mkdtempSync(join(tmpdir(), "touchstone-bench-"));
  try {
    const [columns, outcomes, script] = ["columns", "outcomes", "script"].map((name) => join(folder, name));
    for (const { values } of sample.indicators) {
      appendFileSync(columns as string, new Uint8Array(values.buffer, values.byteOffset, values.byteLength));
    }
    writeFileSync(outcomes as string, sample.bad);
    writeFileSync(script as string, peer.script);
    const sizes = [sample.bad.length, sample.indicators.length].map(String);
    let printed: string | null = null;
    for (const program of peer.programs) {
      printed ??= await run(program, [script, ...sizes, columns, outcomes] as string[]);
    }
    if (printed === null) return null;
    const seconds = JSON.parse(printed) as Record<string, number>;
    const ms = Object.fromEntries(Object.entries(seconds).map(([step, value]) => [step, 1000 * value]));
    return { name: peer.name, ms };
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
}

function run(program: string, words: readonly string[]): Promise<string | null> {
  return new Promise((resolve) => {
    const child = spawn(program, words, { stdio: ["ignore", "pipe", "ignore"] });
    const printed: Buffer[] = [];
    child.stdout.on("data", (part: Buffer) => printed.push(part));
    child.once("error", () => resolve(null));
    child.once("close", (code) => resolve(code === 0 ? Buffer.concat(printed).toString("utf8") : null));
  });
}
