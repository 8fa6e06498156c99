import { formatExactMoney } from "../../figures/format-money.ts";
import { useText } from "../../i18n/language.tsx";
import { FigureTable } from "../../parts/figure-table.tsx";
import type { components } from "../../api/schema.d.ts";
import { ClassMark } from "./class-mark.tsx";
import { text } from "./text.ts";

type Effect = components["schemas"]["TermsEffects"]["items"][number];

/** What other terms would mean for the claims that exist. */
export function TermsEffects({ effects }: { readonly effects: components["schemas"]["TermsEffects"] }) {
  const t = useText(text);
  const sum = (fenOf: (effect: Effect) => string) =>
    effects.items.reduce((total, effect) => total + BigInt(fenOf(effect)), 0n);
  const now = sum((effect) => effect.entitledFen);
  const wouldBe = sum((effect) => effect.wouldBeFen);
  const money = (key: string, title: string, fenOf: (effect: Effect) => string) => ({
    key,
    title,
    isFigure: true,
    render: (effect: Effect) => formatExactMoney(fenOf(effect)),
  });
  return (
    <div className="fund__column">
      <h3>{t("effects")}</h3>
      <p className="soft">{t("effectsNote")}</p>
      <FigureTable
        label={t("effects")}
        rows={effects.items}
        rowKey={(effect) => effect.claimId}
        columns={[
          { key: "class", title: t("class"), render: (effect) => <ClassMark name={effect.class} /> },
          { key: "size", title: t("size"), render: (effect) => t(effect.sizeClass) },
          money("paid", t("paid"), (effect) => effect.paidFen),
          money("now", t("now"), (effect) => effect.entitledFen),
          money("wouldBe", t("wouldBe"), (effect) => effect.wouldBeFen),
          money("difference", t("difference"), (effect) =>
            (BigInt(effect.wouldBeFen) - BigInt(effect.entitledFen)).toString(),
          ),
        ]}
        footer={[
          "",
          "",
          "",
          formatExactMoney(now.toString()),
          formatExactMoney(wouldBe.toString()),
          formatExactMoney((wouldBe - now).toString()),
        ]}
      />
    </div>
  );
}
