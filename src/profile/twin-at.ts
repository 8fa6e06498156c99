import { type BusinessDay, dayNumberOf } from "#kernel";
import type { OperatingFacts } from "#operations";
import { factsUntil } from "./facts-until.ts";
import { defaultProfileParameters, type ProfileParameters } from "./parameters.ts";
import { sumFen } from "./proxy/bounds.ts";
import { conversionsOf, goodsTwins } from "./twin-goods.ts";
import { machineTwins, openPledges } from "./twin-machines.ts";
import type { EnterpriseTwin } from "./twin.ts";

/**
 * The digital twin of an enterprise's machines and goods at the end of any day up to the facts' T, from
 * nothing that happened later; what was not known by the facts' N is in neither.
 */
export function twinAt(
  facts: OperatingFacts,
  day: BusinessDay = facts.asOf,
  parameters: ProfileParameters = defaultProfileParameters,
): EnterpriseTwin {
  const until = day < facts.asOf ? factsUntil(facts, day) : facts;
  const dayNumber = dayNumberOf(until.asOf);
  const machines = machineTwins(until, dayNumber, parameters);
  const goods = goodsTwins(until, dayNumber);
  const pledged = openPledges(until.registers);
  const isBound = ({ encumbrance, pledgedTo }: (typeof machines)[number]): boolean =>
    encumbrance !== "" || pledgedTo.length > 0;
  const pledgedGoods = goods.filter(
    ({ item, place }) => pledged.has(item) || (place !== "" && pledged.has(place)),
  );
  return {
    day: until.asOf,
    knownAt: facts.knownAt,
    machines,
    goods,
    conversions: conversionsOf(until, dayNumber),
    machineNetFen: sumFen(machines.map(({ netFen }) => netFen ?? 0n)),
    goodsFen: sumFen(goods.map(({ valueFen }) => valueFen ?? 0n)),
    encumberedFen:
      sumFen(machines.filter(isBound).map(({ netFen }) => netFen ?? 0n)) +
      sumFen(pledgedGoods.map(({ valueFen }) => valueFen ?? 0n)),
  };
}
