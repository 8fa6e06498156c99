import { describe, expect, it } from "vitest";
import { createRandom } from "#kernel";
import { randomBinningProblem } from "../../testing/binning-problems.ts";
import type { BinningProblem, FoundBins } from "../optimum/binning-problem.ts";
import { certify } from "./certificate.ts";
import type { BinningCertificate, CertificateProof } from "./certificate.ts";
import { checkCertificate } from "./check-certificate.ts";
import { findOptimalBins } from "../optimum/find-optimal-bins.ts";

describe("checkCertificate", () => {
  it("proves every optimum of 2,000 random problems from plain JSON", () => {
    let proved = 0;
    for (const { problem, found } of solved("certificates", 2_000)) {
      const certificate = JSON.parse(JSON.stringify(certify(problem, found))) as BinningCertificate;
      const check = checkCertificate(problem, certificate);
      if (check.kind === "refuted") throw new Error(`${check.because}: ${JSON.stringify(problem.limits)}`);
      expect(check.upper - check.lower).toBeLessThan(1e-11 * Math.max(1, check.upper));
      expect(check.lower).toBeCloseTo(found.value, 11);
      proved++;
    }
    expect(proved).toBeGreaterThan(800);
  });

  it("refutes bounds that are not what the boundaries and potentials show", () => {
    for (const { problem, found } of solved("bounds", 60)) {
      const certificate = certify(problem, found);
      const better = { ...certificate, lower: certificate.lower + 1e-6, upper: certificate.upper + 1e-6 };
      const tighter = { ...certificate, upper: certificate.upper - 1e-6 };
      expect(checkCertificate(problem, better)).toEqual({ kind: "refuted", because: "bounds" });
      expect(checkCertificate(problem, tighter)).toEqual({ kind: "refuted", because: "bounds" });
    }
  });

  it("refutes a binning that is not the best, however it is dressed up", () => {
    let refuted = 0;
    for (const { problem, found } of solved("worse", 200)) {
      const worse = findOptimalBins({
        ...problem,
        limits: {
          ...problem.limits,
          forbiddenBoundaries: [...problem.limits.forbiddenBoundaries, ...found.boundaries],
        },
      });
      if (worse.kind === "infeasible" || worse.value > found.value - 1e-9) continue;
      refuted++;
      const claimed = { ...certify(problem, found), ...pick(worse), upper: worse.upper };
      expect(checkCertificate(problem, claimed)).toMatchObject({ kind: "refuted" });
    }
    expect(refuted).toBeGreaterThan(20);
  });

  it("refutes potentials that were lowered, and boundaries that break a limit", () => {
    let lowered = 0;
    for (const { problem, found } of solved("lowered", 200)) {
      const certificate = certify(problem, found);
      if (certificate.proof.kind === "potentials" && problem.over === "sample" && found.value > 1e-6) {
        lowered++;
        const check = checkCertificate(problem, { ...certificate, proof: scale(certificate.proof, 0.999) });
        expect(check).toEqual({ kind: "refuted", because: "potentials" });
      }
      const tooFew = { ...problem, limits: { ...problem.limits, minBins: found.boundaries.length + 2 } };
      expect(checkCertificate(tooFew, certificate)).toEqual({ kind: "refuted", because: "boundaries" });
      const one = { ...certificate, boundaries: [] };
      expect(checkCertificate(problem, one)).toEqual({ kind: "refuted", because: "boundaries" });
    }
    expect(lowered).toBeGreaterThan(30);
  });

  it("refutes weights of vintages that are not an average", () => {
    for (const { problem, found } of solved("weights", 300)) {
      if (problem.over === "sample") continue;
      const certificate = certify(problem, { ...found, proof: { kind: "weights", weights: [] } });
      expect(checkCertificate(problem, certificate)).toMatchObject({ kind: "refuted" });
      const { proof } = certify(problem, found);
      if (proof.kind !== "potentials") continue;
      const halved = { ...proof, weights: proof.weights.map((weight) => weight / 2) };
      expect(checkCertificate(problem, { ...certify(problem, found), proof: halved })).toEqual({
        kind: "refuted",
        because: "weights",
      });
    }
  });
});

function solved(seed: string, runs: number): { problem: BinningProblem; found: FoundBins }[] {
  const random = createRandom(seed);
  return Array.from({ length: runs }, () => randomBinningProblem(random)).flatMap((problem) => {
    const found = findOptimalBins(problem);
    return found.kind === "infeasible" ? [] : [{ problem, found }];
  });
}

function pick({
  boundaries,
  trend,
  lower,
}: FoundBins): Pick<BinningCertificate, "boundaries" | "trend" | "lower"> {
  return { boundaries, trend, lower };
}

function scale(proof: CertificateProof & { kind: "potentials" }, factor: number): CertificateProof {
  const potentials = proof.potentials.map((entry) => ({
    ...entry,
    values: entry.values.map((value) => (value > 0 ? value * factor : value)),
  }));
  return { ...proof, potentials };
}
