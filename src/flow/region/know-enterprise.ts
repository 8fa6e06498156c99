import { addDays, dayOfNumber } from "#kernel";
import { type Authenticity, crossCheck, type FiveFlows, type Neighbours, reconcileOrders } from "#crosscheck";
import { type OperatingFacts, type OperatingRows, streamNames } from "#operations";
import {
  type JudgedLifeStage,
  judgeLifeStage,
  type ProxyBalance,
  proxyBalanceOf,
  type ProxyItem,
  proxyItems,
} from "#profile";
import type { EvaluatedKnowledge, ProxyFen, ShownAuthenticity, ShownProxy } from "#report";
import { alertsOf, type OperatingAlert } from "#watch";

/** What operating facts say of one enterprise, each by the room whose business it is. */
export interface EnterpriseKnowledge {
  readonly authenticity: Authenticity;
  readonly flows: FiveFlows;
  readonly lifeStage: JudgedLifeStage | null;
  readonly proxy: ProxyBalance;
  readonly alerts: readonly OperatingAlert[];
}

/**
 * @param neighbours  what the region's book knows around it; null where it stands alone
 * @param alerts  replayed from its rows, each as known on its own day; left out, every row counts as known on its day
 */
export function knowEnterprise(
  facts: OperatingFacts,
  neighbours: Neighbours | null,
  alerts: readonly OperatingAlert[] = operatingAlertsOf(facts),
): EnterpriseKnowledge {
  return {
    authenticity: crossCheck(facts, neighbours),
    flows: reconcileOrders(facts).summary,
    lifeStage: judgeLifeStage(facts),
    proxy: proxyBalanceOf(facts),
    alerts,
  };
}

const replayedDays = 365;

/** The alerts of the year to T, replayed from facts that no longer say when each row arrived. */
export function operatingAlertsOf(facts: OperatingFacts): readonly OperatingAlert[] {
  const { asOf } = facts;
  const rows = Object.fromEntries(
    streamNames.map((name) => [name, facts[name].map((row) => ({ ...row, platformIndex: 0 }))]),
  ) as unknown as OperatingRows;
  const from = addDays(asOf, -replayedDays);
  return alertsOf(rows, { enterpriseId: "", from, to: asOf, deliveryEnds: [asOf] });
}

/** The knowledge as an evaluation's document shows it. */
export function describeKnowledge(known: EnterpriseKnowledge): Required<EvaluatedKnowledge> {
  const { authenticity, flows, lifeStage, proxy, alerts } = known;
  return {
    authenticity: describeAuthenticity(authenticity),
    lifeStage: lifeStage?.stage ?? null,
    lifeStageConfidence: lifeStage?.confidence ?? null,
    proxy: describeProxy(proxy),
    alerts: alerts.map(({ type, raisedOn, clearedOn, level }) => ({ type, raisedOn, clearedOn, level })),
    flows: {
      orders: flows.orders,
      ...flows.byVerdict,
      amountFen: String(flows.amountFen),
      matchedFen: String(flows.matchedFen),
    },
  };
}

function describeAuthenticity({ grade, score, checks, contradictions }: Authenticity): ShownAuthenticity {
  const notComputable = checks.filter(({ outcome }) => outcome === "notComputable").length;
  return {
    grade,
    score,
    checked: checks.length - notComputable,
    notComputable,
    contradictions: contradictions.map(({ type, suspicion, strength, fromDay, toDay, message }) => ({
      type,
      suspicion,
      strength,
      from: dayOfNumber(fromDay),
      to: dayOfNumber(toDay),
      ...message,
    })),
  };
}

function describeProxy(proxy: ProxyBalance): ShownProxy {
  const fenOf = (figure: (item: ProxyItem) => bigint | null | undefined): ProxyFen =>
    Object.fromEntries(
      proxyItems.flatMap((item) => {
        const fen = figure(item);
        return fen === null || fen === undefined ? [] : [[item, String(fen)]];
      }),
    );
  return {
    ...fenOf((item) => proxy[item]?.valueFen),
    low: fenOf((item) => proxy[item]?.lowFen),
    high: fenOf((item) => proxy[item]?.highFen),
    declared: fenOf((item) => proxy[item]?.declaredFen),
  };
}
