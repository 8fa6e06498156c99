import type { z } from "zod";
import type { KnownFrame, ProfileServices } from "#flow";
import type { Contradiction } from "#crosscheck";
import { type BusinessDay, dayOfNumber } from "#kernel";
import type { DayNumber } from "#operations";
import { lifeStageReasonOf, profileReasonOf, proxyItemNames, proxyItems } from "#profile";
import { peerFigureWords } from "./peer-figure-words.ts";
import type { connectionReportSchema, enterpriseProfileSchema, peersSchema } from "./profile.schema.ts";
import { showMoney } from "./show-money.ts";

type Answer<Name extends keyof ProfileServices> = Awaited<ReturnType<ProfileServices[Name]>>;

/** A day as JSON carries it. */
export function showDay(day: DayNumber | null): BusinessDay | null {
  return day === null ? null : dayOfNumber(day);
}

export function showFrame({ enterpriseId, asOf, knownAt, withheld }: KnownFrame) {
  return { enterpriseId, asOf, knownAt, withheld: [...withheld] };
}

export function showProfile(answer: Answer<"profile">): z.infer<typeof enterpriseProfileSchema> {
  const { master, profile, lifeStage, proxy, authenticity, couplings, valuation } = answer;
  return {
    ...showFrame(answer),
    code: master?.code ?? null,
    name: master?.name ?? null,
    division: master?.division ?? null,
    size: master?.size ?? null,
    region: master?.region ?? null,
    known: profile.known,
    items: profile.items,
    groups: profile.groups.map(({ group, items }) => ({
      group,
      items: items.map((item) => ({
        ...showMoney(item),
        reasonText: item.reason === null ? null : profileReasonOf(item.reason),
      })),
    })),
    lifeStage: lifeStage && {
      ...showMoney(lifeStage),
      reasons: lifeStage.reasons.map((code) => ({ code, text: lifeStageReasonOf(code) })),
    },
    proxy: proxyItems.flatMap((item) => {
      const estimate = proxy[item];
      return estimate === null ? [] : [{ item, name: proxyItemNames[item], ...showMoney(estimate) }];
    }),
    authenticity: {
      ...showMoney(authenticity),
      contradictions: authenticity.contradictions.map(showContradiction),
    },
    couplings: couplings.map((coupling) => ({ ...coupling, brokenSince: showDay(coupling.brokenSince) })),
    valuation: showValuation(valuation),
  };
}

function showValuation(valuation: Answer<"profile">["valuation"]) {
  const { asOf: _asOf, ...shown } = showMoney(valuation);
  return shown;
}

/** Rows of other enterprises stay away: whoever reads this one may not know them. */
function showContradiction({ type, suspicion, strength, fromDay, toDay, message, rows }: Contradiction) {
  return {
    type,
    suspicion,
    strength,
    fromDay: dayOfNumber(fromDay),
    toDay: dayOfNumber(toDay),
    message,
    rows: rows
      .filter(({ enterpriseId }) => enterpriseId === undefined)
      .map((row) => ({
        stream: row.stream,
        asset: row.asset,
        numbers: [...row.numbers],
        fromDay: dayOfNumber(row.fromDay),
        toDay: dayOfNumber(row.toDay),
      })),
  };
}

export function showPeers(answer: Answer<"peers">): z.infer<typeof peersSchema> {
  const { division, size, figures } = answer;
  return {
    ...showFrame(answer),
    division,
    size,
    figures: figures.map((figure) => ({ ...figure, ...peerFigureWords[figure.figure] })),
  };
}

export function showConnection({
  report,
  ...frame
}: Answer<"connectionReport">): z.infer<typeof connectionReportSchema> {
  const { asOf: _asOf, ...shown } = showMoney(report);
  return { ...showFrame(frame), ...shown };
}
