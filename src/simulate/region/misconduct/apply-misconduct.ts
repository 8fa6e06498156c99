import { createRandom } from "#kernel";
import type { OperatingRows } from "#operations";
import type { RegionEnterprise } from "../region-enterprise.ts";
import { tradeInRing } from "./kinds/circular-orders.ts";
import { moveClamp } from "./kinds/clamp-moved.ts";
import { turnClockBack } from "./kinds/clock-rollback.ts";
import { cloneSeries } from "./kinds/clone.ts";
import { pledgeTwice } from "./kinds/double-pledge.ts";
import { editImport } from "./kinds/edited-import.ts";
import { runIdle } from "./kinds/idle-running.ts";
import { lookAlike } from "./kinds/look-alikes.ts";
import { borrowFromMany } from "./kinds/multi-bank-borrowing.ts";
import { swapPayee } from "./kinds/payee-swap.ts";
import { replay } from "./kinds/replay.ts";
import { reverseInvoices } from "./kinds/reversed-invoices.ts";
import { breakSensor } from "./kinds/sensor-faults.ts";
import type { FraudPlan, Misconduct } from "./misconduct.ts";
import { type Change, openScene, type Scene } from "./scene.ts";

/**
 * What the platform sees once an enterprise cheats or a sensor fails, and the label in its truth. Only what a cheat has
 * a hand on changes: never what a counterparty, a bank, a carrier or the state writes down by itself. An enterprise that
 * has nothing with which it could be done stays as it is, without a label.
 *
 * @param misconduct the enterprise's own entry of the plan; undefined gives the enterprise back as it is
 * @param cleanOf makes another enterprise as it would be without misconduct: asked for only by a cloned series, for the
 *   other of the pair, so that a region can still be simulated one enterprise at a time
 */
export function applyMisconduct(
  enterprise: RegionEnterprise,
  misconduct: Misconduct | undefined,
  cleanOf: (code: string) => RegionEnterprise,
): RegionEnterprise {
  if (misconduct === undefined) return enterprise;
  const { rows, truth } = enterprise;
  const scene = openScene(enterprise, misconduct);
  const { from } = misconduct;
  switch (misconduct.what) {
    case "lookAlike":
      return { rows: { ...rows, ...lookAlike(scene, misconduct.fraud) }, truth };
    case "fault": {
      const change = breakSensor(scene, misconduct.fault);
      if (change === null) return enterprise;
      return { rows: { ...rows, ...change }, truth: { ...truth, fault: misconduct.fault, fault_from: from } };
    }
    case "fraud": {
      const change = cheat(scene, misconduct, enterprise, cleanOf);
      if (change === null) return enterprise;
      return { rows: { ...rows, ...change }, truth: { ...truth, fraud: misconduct.fraud, fraud_from: from } };
    }
  }
}

const alone: Readonly<Partial<Record<FraudPlan["fraud"], (scene: Scene) => Change>>> = {
  idleRunning: runIdle,
  replay,
  clampMoved: moveClamp,
  clockRollback: turnClockBack,
  editedImport: editImport,
  reversedInvoices: reverseInvoices,
  doublePledge: pledgeTwice,
  payeeSwap: swapPayee,
  multiBankBorrowing: borrowFromMany,
};

function cheat(
  scene: Scene,
  plan: FraudPlan,
  enterprise: RegionEnterprise,
  cleanOf: (code: string) => RegionEnterprise,
): Change {
  if (plan.fraud === "circularOrders") return tradeInRing(scene, plan);
  if (plan.fraud === "clone") return clone(plan, enterprise, cleanOf);
  return alone[plan.fraud]?.(scene) ?? null;
}

/** Both sides work out what the second one takes over; the first one's rows stay as they are. */
function clone(
  plan: FraudPlan,
  enterprise: RegionEnterprise,
  cleanOf: (code: string) => RegionEnterprise,
): Change {
  const [source, copy] = plan.members;
  if (source === undefined || copy === undefined) return null;
  const isSource = enterprise.truth.code === source.code;
  const other = cleanOf(isSource ? copy.code : source.code);
  const [from, to] = isSource ? [enterprise, other] : [other, enterprise];
  const change = cloneSeries({ ...openScene(to, plan), random: createRandom(plan.seed) }, from.rows);
  const nothing: Partial<OperatingRows> = {};
  return change === null ? null : isSource ? nothing : change;
}
