import type { RegisterCommand } from "../command-context.ts";
import { readWhole } from "../scorecard/number-options.ts";
import { describeMachine, designLimits } from "./machine-limits.ts";
import { measureProof } from "./measure-proof.ts";

interface ProofBenchOptions {
  readonly leaves: string;
  readonly proofs: string;
  readonly json?: boolean;
}

/** What a proof may be at a thousand million leaves. */
const proofLimits = { bytes: 2100, makeMs: 1, verifyMs: 1 };

const explanation = `
The tree is a genuine one of RFC 6962 whose entries repeat, so that a thousand million leaves fit in memory. Each proof is
a .tlog-proof with a checkpoint signed by the log and by two witnesses. Making it is reading the hashes and writing the
text; verifying it is reading, three signatures and the way to the root. Exit code 3 when one does not verify, or
verifies for another entry. Seconds.`;

/** `touchstone bench proof`: proofs of a simulated tree, each verified, then timed. */
export const registerProofBench: RegisterCommand = (bench, context) => {
  bench
    .command("proof")
    .description("make and verify inclusion proofs of a simulated tree of a thousand million leaves")
    .option("--leaves <n>", "leaves of the tree", "1000000000")
    .option("--proofs <n>", "proofs to make", "1000")
    .option("--json", "print one JSON document on standard output")
    .addHelpText("after", explanation)
    .action((options: ProofBenchOptions) => {
      const leaves = readWhole("--leaves", options.leaves, 1);
      const proofs = readWhole("--proofs", options.proofs, 1);
      const results = [measureProof({ leaves, proofs })];
      const limits = { design: designLimits, proof: proofLimits };
      const document = { version: "proof-bench@1", machine: describeMachine(), limits, results };
      if (options.json === true) {
        context.stdout.write(`${JSON.stringify(document)}\n`);
        return;
      }
      for (const { bytes, makeMs, verifyMs } of results) {
        context.stdout.write(
          `${leaves} leaves, ${proofs} proofs with two cosignatures, all verified: ` +
            `${bytes.p50} bytes (most ${bytes.most}, limit ${proofLimits.bytes}), ` +
            `made in ${makeMs.p50} ms (p99 ${makeMs.p99}, limit ${proofLimits.makeMs}), ` +
            `verified in ${verifyMs.p50} ms (p99 ${verifyMs.p99}, limit ${proofLimits.verifyMs})\n`,
        );
      }
    });
};
