import { dayNumberOf } from "#kernel";
import type { OperatingFacts } from "#operations";
import { machineSeriesOf, meterSeriesOf } from "./asset-series.ts";
import { gradeAuthenticity } from "./authenticity.ts";
import type { Check, CheckInput } from "./check.ts";
import { checkClock } from "./checks/clock.ts";
import { checkClone } from "./checks/clone.ts";
import { checkDeclared } from "./checks/declared.ts";
import { checkDocuments } from "./checks/documents.ts";
import { checkGoods } from "./checks/goods.ts";
import { checkHandEntries } from "./checks/edited-import.ts";
import { checkLoans } from "./checks/loans.ts";
import { checkMachineEnergy } from "./checks/machine-energy.ts";
import { checkPlantEnergy } from "./checks/plant-energy.ts";
import { checkPledges } from "./checks/pledges.ts";
import { checkReplay } from "./checks/replay.ts";
import { checkReversals } from "./checks/reversals.ts";
import { checkRings } from "./checks/rings.ts";
import { checkSettlement } from "./checks/settlement.ts";
import { checkSensorHealth } from "./checks/flat-line.ts";
import { checkStock } from "./checks/stock.ts";
import { checkWorkforce } from "./checks/workforce.ts";
import type { Authenticity } from "./contradiction.ts";
import { explainContradictions } from "./explain-contradictions.ts";
import { type CrossCheckParameters, defaultCrossCheckParameters } from "./parameters.ts";
import type { Neighbours } from "./region-book.ts";

const checks: readonly Check[] = [
  checkSensorHealth,
  checkMachineEnergy,
  checkPlantEnergy,
  checkReplay,
  checkClone,
  checkClock,
  checkHandEntries,
  checkGoods,
  checkStock,
  checkWorkforce,
  checkDocuments,
  checkSettlement,
  checkReversals,
  checkRings,
  checkPledges,
  checkLoans,
  checkDeclared,
];

/**
 * Everything that an enterprise's streams say against each other and against its neighbours', as of the facts' T and N.
 * A case is named by its best explanation: what a dead sensor or a copied series explains is not raised a second time.
 * @param neighbours  what the book of the region knows around it; null where it is checked alone
 */
export function crossCheck(
  facts: OperatingFacts,
  neighbours: Neighbours | null,
  parameters: CrossCheckParameters = defaultCrossCheckParameters,
): Authenticity {
  const input: CheckInput = {
    facts,
    lastDay: dayNumberOf(facts.asOf),
    machines: machineSeriesOf(facts),
    meters: meterSeriesOf(facts),
    neighbours,
    parameters,
  };
  const results = checks.map((check) => check(input));
  const contradictions = explainContradictions(results.flatMap((result) => result.contradictions));
  return gradeAuthenticity(input, { checks: results.flatMap(({ outcomes }) => outcomes), contradictions });
}
