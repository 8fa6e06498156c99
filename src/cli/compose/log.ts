import type { LogServices } from "#witness";
import type { Foundation } from "./foundation.ts";

/** Opens what serves the logs. */
export function composeLog({ stores: { ledger }, witnessing }: Foundation): LogServices {
  return {
    origin: ledger.origin,
    verifierKey: ledger.trust().logs[0] ?? "",
    logs: ledger.logs,
    health: ledger.health,
    witnessing,
    originOf: (enterpriseId) => ledger.originOf("enterprise", enterpriseId),
  };
}
