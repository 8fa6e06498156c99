import { readFileSync } from "node:fs";
import { openCosignedStore } from "#adapters/files";
import { nodeCrypto } from "#ledger";
import { parseWitnessPolicy, type WitnessPolicy } from "#seal";
import { gatherCosignatures, type LogServices, type Witnessing, witnessFaults } from "#witness";
import type { Foundation } from "./foundation.ts";

/** Opens what serves the logs. */
export function composeLog({ stores: { ledger }, witnessing }: Foundation): LogServices {
  return {
    origin: ledger.origin,
    verifierKey: ledger.trust().logs[0] ?? "",
    logs: ledger.logs,
    witnessing,
    originOf: (enterpriseId) => ledger.originOf("enterprise", enterpriseId),
  };
}

/**
 * Opens the asking of witnesses for a policy file.
 * @throws WITNESS_POLICY_UNUSABLE when it cannot be read, or speaks of other logs only
 */
export function openWitnessing({
  stores: { ledger },
  directory,
  clock,
  logger,
  policyFile,
}: Pick<Foundation, "stores" | "directory" | "clock" | "logger"> & {
  readonly policyFile: string;
}): Witnessing {
  const policy = readPolicy(policyFile);
  const { origin } = ledger;
  if (policy.logs.length > 0 && !policy.logs.some(({ key }) => key.name === origin)) {
    throw witnessFaults.fault("WITNESS_POLICY_UNUSABLE", { problem: `${policyFile}: no log ${origin}` });
  }
  return gatherCosignatures({
    policy,
    origin,
    logs: ledger.logs,
    store: openCosignedStore(directory),
    clock,
    onFailure: (cause) => logger.error({ err: cause }, "asking a witness failed"),
  });
}

function readPolicy(path: string): WitnessPolicy {
  try {
    return parseWitnessPolicy(nodeCrypto.sha256, readFileSync(path, "utf8"));
  } catch (cause) {
    const problem = `${path}: ${cause instanceof Error ? cause.message : String(cause)}`;
    throw witnessFaults.fault("WITNESS_POLICY_UNUSABLE", { problem }, cause);
  }
}
