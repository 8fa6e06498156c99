import { readFileSync } from "node:fs";
import { openCosignedStore } from "#adapters/files";
import type { Clock } from "#kernel";
import { type Ledger, nodeCrypto } from "#ledger";
import { parseWitnessPolicy, type WitnessPolicy } from "#seal";
import { gatherCosignatures, type Witnessing, witnessFaults } from "#witness";

/**
 * Opens the asking of witnesses for a policy file.
 * @throws WITNESS_POLICY_UNUSABLE when it cannot be read, or speaks of other logs only
 */
export function openWitnessing({
  ledger,
  directory,
  policyFile,
  clock,
  onFailure,
}: {
  readonly ledger: Ledger;
  /** The data directory. */
  readonly directory: string;
  readonly policyFile: string;
  readonly clock: Clock;
  readonly onFailure: (cause: unknown) => void;
}): Witnessing {
  const policy = readPolicy(policyFile);
  const { origin } = ledger;
  if (policy.logs.length > 0 && !policy.logs.some(({ key }) => key.name === origin)) {
    throw witnessFaults.fault("WITNESS_POLICY_UNUSABLE", { problem: `${policyFile}: no log ${origin}` });
  }
  const store = openCosignedStore(directory);
  return gatherCosignatures({ policy, origin, logs: ledger.logs, store, clock, onFailure });
}

function readPolicy(path: string): WitnessPolicy {
  try {
    return parseWitnessPolicy(nodeCrypto.sha256, readFileSync(path, "utf8"));
  } catch (cause) {
    const problem = `${path}: ${cause instanceof Error ? cause.message : String(cause)}`;
    throw witnessFaults.fault("WITNESS_POLICY_UNUSABLE", { problem }, cause);
  }
}
