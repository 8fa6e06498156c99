import { dayOfNumber } from "#kernel";
import { type Authenticity, crossCheck, type FiveFlows, type Neighbours, reconcileOrders } from "#crosscheck";
import type { OperatingFacts } from "#operations";
import {
  type JudgedLifeStage,
  judgeLifeStage,
  type ProxyBalance,
  proxyBalanceOf,
  type ProxyItem,
  proxyItems,
} from "#profile";
import type { EvaluatedKnowledge, ProxyFen, ShownAuthenticity, ShownProxy } from "#report";
import type { OperatingAlert } from "#watch";

/** What operating facts say of one enterprise, each by the room whose business it is. */
export interface EnterpriseKnowledge {
  readonly authenticity: Authenticity;
  readonly flows: FiveFlows;
  readonly lifeStage: JudgedLifeStage | null;
  readonly proxy: ProxyBalance;
  readonly alerts: readonly OperatingAlert[];
}

/**
 * @param around.neighbours  what the region's book knows around it; null where it stands alone
 * @param around.alerts  replayed from its rows, each as known on its own day
 */
export function knowEnterprise(
  facts: OperatingFacts,
  around: { readonly neighbours: Neighbours | null; readonly alerts: readonly OperatingAlert[] },
): EnterpriseKnowledge {
  return {
    authenticity: crossCheck(facts, around.neighbours),
    flows: reconcileOrders(facts).summary,
    lifeStage: judgeLifeStage(facts),
    proxy: proxyBalanceOf(facts),
    alerts: around.alerts,
  };
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
