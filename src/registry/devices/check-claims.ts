import type { EnterpriseId } from "../enterprise.ts";
import type { DeviceProblemCode, ProblemParameters } from "./device-problem.ts";
import { elementIdOf } from "./element.ts";
import type { ListedClaim } from "./read-device-sheets.ts";

/** A gateway or collector that is registered already. */
export interface KnownCollector {
  readonly id: string;
  readonly name: string;
  /** Null for a gateway, which may serve several. */
  readonly enterpriseId: EnterpriseId | null;
}

/** A device behind a gateway, with the element that it is. */
export interface ResolvedClaim {
  readonly collectorId: string;
  readonly code: string;
  readonly elementId: string;
}

interface ClaimHouse {
  readonly collectors: readonly KnownCollector[];
  /** Null, with the problem named, where no such enterprise is kept. */
  enterpriseIdOf(row: number, code: string): EnterpriseId | null;
  hasElement(id: string): boolean;
  problem(row: number, key: string, code: DeviceProblemCode, parameters: ProblemParameters): void;
}

/** Finds the gateway and the element of each row; a code is once on a gateway. */
export function checkClaims(claims: readonly ListedClaim[], house: ClaimHouse): readonly ResolvedClaim[] {
  const byName = Map.groupBy(house.collectors, ({ name }) => name);
  const byId = new Map(house.collectors.map((one) => [one.id, one]));
  const first = new Map<string, number>();
  return claims.flatMap(({ row, gateway, code, enterprise, element }) => {
    const named = byName.get(gateway) ?? [];
    const collector = byId.get(gateway) ?? (named.length === 1 ? named[0] : undefined);
    const enterpriseId = house.enterpriseIdOf(row, enterprise);
    if (collector === undefined) {
      if (gateway !== "") house.problem(row, "gateway", "DEVICE_GATEWAY_UNKNOWN", { found: gateway });
      return [];
    }
    if (enterpriseId === null || element === "") return [];
    if (collector.enterpriseId !== null && collector.enterpriseId !== enterpriseId) {
      house.problem(row, "gateway", "DEVICE_GATEWAY_OTHER", { found: gateway });
    }
    const elementId = elementIdOf(enterpriseId, element);
    if (!house.hasElement(elementId)) {
      house.problem(row, "element", "DEVICE_CLAIM_UNKNOWN", { found: element.slice(0, 60) });
    }
    const key = `${collector.id}\n${code}`;
    const before = first.get(key);
    if (before === undefined) first.set(key, row);
    else house.problem(row, "code", "DEVICE_CLAIM_REPEATED", { found: code, row: before });
    return [{ collectorId: collector.id, code, elementId }];
  });
}
