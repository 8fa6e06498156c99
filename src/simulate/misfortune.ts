import type { Random } from "#kernel";
import { pickWeighted } from "./industry.ts";

/** How an enterprise comes to default, or what it recovers from. */
export type MisfortuneKind =
  | "orderCollapse"
  | "customerDefault"
  | "marginSqueeze"
  | "overExpansion"
  | "breakdown"
  | "inventory"
  | "diversion"
  | "entryFraud"
  | "recoveredShock";

/** A misfortune and the month, counted from the first simulated one, in which it ends in default or recovery. */
export interface Misfortune {
  readonly kind: MisfortuneKind;
  readonly month: number;
}

/** What a misfortune does to the trade of one month; factors of 1 and rates of 0 change nothing. */
export interface Strain {
  readonly salesFactor: number;
  readonly purchaseFactor: number;
  readonly extraVoidRate: number;
  readonly extraReversalRate: number;
  /** Factor on the largest customer's part. */
  readonly topCustomerFactor: number;
}

const noStrain: Strain = {
  salesFactor: 1,
  purchaseFactor: 1,
  extraVoidRate: 0,
  extraReversalRate: 0,
  topCustomerFactor: 1,
};

/** Shares of the paths into default; diversion gives no signal at all in trade. */
const defaultPaths: readonly { readonly kind: MisfortuneKind; readonly share: number }[] = [
  { kind: "orderCollapse", share: 28 },
  { kind: "customerDefault", share: 17 },
  { kind: "marginSqueeze", share: 12 },
  { kind: "overExpansion", share: 11 },
  { kind: "breakdown", share: 8 },
  { kind: "inventory", share: 7 },
  { kind: "diversion", share: 12 },
  { kind: "entryFraud", share: 5 },
];

export function pickDefaultPath(random: Random): MisfortuneKind {
  return pickWeighted(random, defaultPaths, (path) => path.share).kind;
}

/** The strain on trade in the given month, before and after the misfortune's own month. */
export function strainOf(misfortune: Misfortune | null, month: number): Strain {
  if (misfortune === null) return noStrain;
  const since = month - misfortune.month;
  if (misfortune.kind === "recoveredShock") return recoveredShock(since);
  const before = beforeDefault(misfortune.kind, since);
  if (since <= 0) return before;
  // After 90 days past due the accounts are watched and suppliers want cash: what is left is run down.
  return {
    ...before,
    salesFactor: before.salesFactor * Math.max(0.3, 0.9 - 0.08 * since),
    purchaseFactor: before.purchaseFactor * Math.max(0.25, 0.85 - 0.08 * since),
  };
}

function beforeDefault(kind: MisfortuneKind, since: number): Strain {
  switch (kind) {
    case "orderCollapse":
      return {
        salesFactor: 1 - 0.5 * ramp(since, -8, -1),
        purchaseFactor: 1 - 0.4 * ramp(since, -7, 0),
        extraVoidRate: 0.06 * ramp(since, -9, -4),
        extraReversalRate: 0.05 * ramp(since, -9, -4),
        topCustomerFactor: 1 - 0.6 * ramp(since, -8, -3),
      };
    case "customerDefault":
      return {
        ...noStrain,
        salesFactor: 1 - 0.15 * ramp(since, -6, -2),
        extraReversalRate: 0.04 * ramp(since, -6, -4),
        topCustomerFactor: 1 - 0.95 * ramp(since, -6, -3),
      };
    case "marginSqueeze":
      return {
        ...noStrain,
        salesFactor: 1 + 0.1 * ramp(since, -14, -6),
        purchaseFactor: 1 + 0.45 * ramp(since, -14, -2),
      };
    case "overExpansion":
      return {
        ...noStrain,
        salesFactor: 1 + 0.25 * ramp(since, -18, -10) - 0.6 * ramp(since, -6, 0),
        purchaseFactor: 1 + 0.7 * ramp(since, -14, -8) - 0.7 * ramp(since, -4, 0),
      };
    case "breakdown":
      return {
        ...noStrain,
        salesFactor: 1 - 0.8 * ramp(since, -3, -2),
        purchaseFactor: 1 - 0.6 * ramp(since, -3, -1),
      };
    case "inventory":
      return {
        ...noStrain,
        salesFactor: 1 - 0.4 * ramp(since, -8, -1),
        purchaseFactor: 1 + 0.35 * ramp(since, -12, -8) - 0.7 * ramp(since, -5, 0),
        extraVoidRate: 0.03 * ramp(since, -6, -2),
      };
    case "entryFraud":
      return {
        salesFactor: 1 + 0.6 * ramp(since, -8, -4),
        purchaseFactor: 1 + 0.6 * ramp(since, -8, -4),
        extraVoidRate: 0.12 * ramp(since, -8, -5),
        extraReversalRate: 0.06 * ramp(since, -8, -5),
        topCustomerFactor: 1 + 2 * ramp(since, -8, -5),
      };
    case "diversion":
    case "recoveredShock":
      return noStrain;
  }
}

/** Six bad months that look like the first half of a collapse, and a recovery. */
function recoveredShock(since: number): Strain {
  const depth = ramp(since, -7, -3) - ramp(since, -2, 2);
  return {
    salesFactor: 1 - 0.35 * depth,
    purchaseFactor: 1 - 0.3 * depth,
    extraVoidRate: 0.03 * depth,
    extraReversalRate: 0.025 * depth,
    topCustomerFactor: 1 - 0.4 * depth,
  };
}

/** 0 up to `from`, 1 from `to` on, linear between. */
export function ramp(month: number, from: number, to: number): number {
  return Math.min(1, Math.max(0, (month - from) / (to - from)));
}
