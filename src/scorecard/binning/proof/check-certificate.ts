import type { BinningProblem } from "../optimum/binning-problem.ts";
import type { BinningCertificate, CertificateProof, Potentials } from "./certificate.ts";
import { admits, rulesOf } from "./certificate-rules.ts";
import type { CertificateRules, Decided } from "./certificate-rules.ts";

/** `proved` with the bounds that hold; a binning is optimal when they are equal but for rounding. */
export type CertificateCheck =
  | { readonly kind: "proved"; readonly lower: number; readonly upper: number }
  | { readonly kind: "refuted"; readonly because: "boundaries" | "potentials" | "weights" | "bounds" };

/**
 * Checks a certificate against its problem without searching: the boundaries are a binning of the value claimed, and no
 * potential is below what any step leads to, so no binning is above the upper bound. Shares nothing with the search but
 * the formulas of divergence and p-value.
 */
export function checkCertificate(problem: BinningProblem, certificate: BinningCertificate): CertificateCheck {
  const { boundaries, trend } = certificate;
  const rules = rulesOf(problem, undecided);
  const edges = [0, ...boundaries, problem.preBins.size];
  if (!admits(rules, edges, trend)) return { kind: "refuted", because: "boundaries" };
  const lower = rules.valueOf(edges);
  const upper = boundOf(problem, certificate.proof, undecided);
  if (typeof upper === "string") return { kind: "refuted", because: upper };
  const slack = 1e-11 * Math.max(1, upper);
  const isClaimed = Math.abs(lower - certificate.lower) <= slack && upper <= certificate.upper + slack;
  return isClaimed ? { kind: "proved", lower, upper } : { kind: "refuted", because: "bounds" };
}

const undecided: Decided = { with: [], without: [] };

/** The most that any binning with some boundaries decided can be worth, or what is wrong with the proof of it. */
function boundOf(
  problem: BinningProblem,
  proof: CertificateProof,
  decided: Decided,
): number | "potentials" | "weights" {
  if (proof.kind === "split") {
    const having = boundOf(problem, proof.with, { ...decided, with: [...decided.with, proof.boundary] });
    const lacking = boundOf(problem, proof.without, {
      ...decided,
      without: [...decided.without, proof.boundary],
    });
    if (typeof having === "string") return having;
    return typeof lacking === "string" ? lacking : Math.max(having, lacking);
  }
  const { weights } = proof;
  const rules = rulesOf(problem, decided);
  if (!rules.mayWeigh(weights)) return "weights";
  const { size } = problem.preBins;
  const parts = Array.from({ length: size }, (_, start) =>
    Array.from({ length: size + 1 }, (_, end) =>
      start < end ? rules.partOf(start, end, weights) : Number.NaN,
    ),
  );
  let most = Number.NEGATIVE_INFINITY;
  for (const trend of problem.trends) {
    const potentials = proof.potentials.find((entry) => entry.trend === trend);
    if (potentials === undefined) return "potentials";
    if ((potentials.maxBins ?? size) < Math.min(size, problem.limits.maxBins)) return "potentials";
    const isBent = trend === "concave" || trend === "convex";
    const bound = isBent
      ? bentBound(problem, rules, potentials, parts)
      : straightBound(problem, rules, potentials, parts);
    if (bound === null) return "potentials";
    most = Math.max(most, bound);
  }
  return most === Number.NEGATIVE_INFINITY ? most : rules.withOtherBins(most, weights);
}

/** Null when a potential is below what a step leads to. A part that is NaN belongs to a bin that is not admissible. */
function straightBound(
  { preBins: { size }, limits }: BinningProblem,
  rules: CertificateRules,
  { trend, maxBins, values }: Potentials,
  parts: readonly (readonly number[])[],
): number | null {
  const phases = trend === "peak" || trend === "valley" ? 2 : 1;
  const isCounted = maxBins !== null;
  const potential = (bins: number, phase: number, start: number, end: number): number =>
    values[((isCounted ? bins - 1 : 0) * phases + phase) * (size + 1) ** 2 + start * (size + 1) + end] ??
    Number.NaN;
  let most = Number.NEGATIVE_INFINITY;
  for (let start = 0; start < size; start++) {
    for (let end = start + 1; end <= size; end++) {
      const part = parts[start]?.[end] as number;
      if (Number.isNaN(part)) continue;
      for (let phase = 0; phase < phases; phase++) {
        if (end === size && !(potential(1, phase, start, end) >= part)) return null;
        for (let next = end + 1; next <= size; next++) {
          if (Number.isNaN(parts[end]?.[next] as number)) continue;
          for (const to of rules.phasesAfter(trend, phase, start, end, next)) {
            for (let bins = 2; bins <= (isCounted ? maxBins - Math.sign(start) : 2); bins++) {
              const rest = potential(bins - 1, to, end, next);
              if (!(rest < 0 || potential(bins, phase, start, end) >= rules.join(part, rest))) return null;
            }
          }
        }
      }
      for (let bins = limits.minBins; start === 0 && bins <= (maxBins ?? limits.minBins); bins++) {
        const value = potential(bins, 0, start, end);
        if (value >= 0) most = Math.max(most, value);
      }
    }
  }
  return most;
}

function bentBound(
  { preBins: { size }, limits }: BinningProblem,
  rules: CertificateRules,
  { trend, maxBins, values }: Potentials,
  parts: readonly (readonly number[])[],
): number | null {
  if (maxBins === null) return null;
  const potential = (bins: number, start: number, middle: number, end: number): number =>
    values[(((bins - 2) * (size + 1) + start) * (size + 1) + middle) * (size + 1) + end] ?? Number.NaN;
  let most = Number.NEGATIVE_INFINITY;
  for (let start = 0; start < size; start++) {
    for (let middle = start + 1; middle < size; middle++) {
      for (let end = middle + 1; end <= size; end++) {
        const part = parts[start]?.[middle] as number;
        const after = parts[middle]?.[end] as number;
        if (Number.isNaN(part + after) || rules.phasesAfter(trend, 0, start, middle, end).length === 0)
          continue;
        if (end === size && !(potential(2, start, middle, end) >= rules.join(part, after))) return null;
        for (let next = end + 1; next <= size; next++) {
          if (!rules.bends(trend, start, middle, end, next)) continue;
          for (let bins = 3; bins <= maxBins - Math.sign(start); bins++) {
            const rest = potential(bins - 1, middle, end, next);
            if (!(rest < 0 || potential(bins, start, middle, end) >= rules.join(part, rest))) return null;
          }
        }
        for (let bins = limits.minBins; start === 0 && bins <= maxBins; bins++) {
          const value = potential(bins, start, middle, end);
          if (value >= 0) most = Math.max(most, value);
        }
      }
    }
  }
  return most;
}
