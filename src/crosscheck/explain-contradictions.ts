import type { Contradiction, ContradictionType } from "./contradiction.ts";

/**
 * Which explanation leaves nothing for which others on the same asset and at the same time: a copied series explains
 * every break it brings, a dead sensor every level it seems to change.
 */
const explains: Partial<Record<ContradictionType, readonly ContradictionType[]>> = {
  clone: ["replay", "clampMoved", "idleRunning", "sensorDrift", "flatLine", "stuckCounter", "energyOutput"],
  replay: ["clampMoved", "idleRunning", "sensorDrift", "energyOutput"],
  editedImport: ["clampMoved", "idleRunning", "sensorDrift", "replay", "energyOutput"],
  flatLine: ["clampMoved", "idleRunning", "sensorDrift", "replay", "stuckCounter", "energyOutput"],
  stuckCounter: ["sensorDrift", "energyOutput"],
  // A machine that idles, or whose hours are another load's, makes nothing: its counter is not to blame.
  idleRunning: ["clampMoved", "sensorDrift", "stuckCounter", "energyOutput"],
  clampMoved: ["stuckCounter", "energyOutput"],
  sensorDrift: ["energyOutput"],
};

/** Inconsistencies of the whole enterprise that a named fraud or fault already accounts for, whatever the asset. */
const accountsFor: Partial<Record<ContradictionType, readonly ContradictionType[]>> = {
  idleRunning: ["outputGoods", "headcountOutput", "energyOutput"],
  replay: ["outputGoods", "headcountOutput", "energyOutput"],
  clone: ["outputGoods", "headcountOutput", "energyOutput"],
  editedImport: ["outputGoods", "headcountOutput", "energyOutput"],
  stuckCounter: ["outputGoods"],
  flatLine: ["energyOutput"],
  circularOrders: ["deliveryInvoice", "invoicePayment"],
  reversedInvoices: ["deliveryInvoice", "invoicePayment"],
};

/** The contradictions that remain, strongest first, then in the order of their days and types. */
export function explainContradictions(all: readonly Contradiction[]): Contradiction[] {
  return all
    .filter((one) => !all.some((other) => other !== one && isExplainedBy(one, other)))
    .sort(
      (left, right) =>
        right.strength - left.strength ||
        left.fromDay - right.fromDay ||
        (left.type < right.type ? -1 : left.type > right.type ? 1 : 0) ||
        (assetOf(left) < assetOf(right) ? -1 : 1),
    );
}

function isExplainedBy(one: Contradiction, other: Contradiction): boolean {
  // No counter and no clamp has a part in counted stock; delivery notes of goods that only went round do.
  if (one.rows[0]?.stream === "stock") return other.type === "circularOrders" && overlaps(one, other);
  if (accountsFor[other.type]?.includes(one.type) === true && overlaps(one, other)) return true;
  if (explains[other.type]?.includes(one.type) !== true || !overlaps(one, other)) return false;
  const assets = other.rows.map(({ asset }) => asset);
  return one.rows.some(({ asset }) => assets.includes(asset));
}

/** A break found by levels lies within a month of what caused it. */
function overlaps(one: Contradiction, other: Contradiction): boolean {
  return one.fromDay <= other.toDay + 31 && other.fromDay <= one.toDay + 31;
}

function assetOf({ rows }: Contradiction): string {
  return rows[0]?.asset ?? "";
}
