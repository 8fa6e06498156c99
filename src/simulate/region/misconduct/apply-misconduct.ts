import type { RegionEnterprise } from "../region-enterprise.ts";
import type { Misconduct } from "./misconduct.ts";

/**
 * What the platform sees once an enterprise cheats or a sensor fails, and the label in its truth. Only what a cheat has
 * a hand on changes: never what a counterparty, a bank, a carrier or the state writes down by itself.
 *
 * @param misconduct the enterprise's own entry of the plan; undefined gives the enterprise back as it is
 * @param cleanOf makes another enterprise as it would be without misconduct: asked for only by a cloned series, for its
 *   source, so that a region can still be simulated one enterprise at a time
 */
export function applyMisconduct(
  enterprise: RegionEnterprise,
  misconduct: Misconduct | undefined,
  cleanOf: (code: string) => RegionEnterprise,
): RegionEnterprise {
  void misconduct;
  void cleanOf;
  return enterprise;
}
