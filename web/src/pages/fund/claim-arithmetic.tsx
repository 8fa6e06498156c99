import { formatExactMoney } from "../../figures/format-money.ts";
import { usePhrase, useText } from "../../i18n/language.tsx";
import { FigureTable } from "../../parts/figure-table.tsx";
import { Panel } from "../../parts/panel.tsx";
import type { Arithmetic, ClaimCase } from "./fund-api.ts";
import { text } from "./text.ts";

/** The arithmetic rule by rule, and for the fund the bounds of its pool. */
export function ClaimArithmetic({ claim }: { readonly claim: ClaimCase }) {
  const t = useText(text);
  return (
    <>
      <Panel title={t("arithmetic")} note={t("arithmeticNote")}>
        <Steps label={t("arithmetic")} steps={claim.arithmetic} />
      </Panel>
      {claim.limits.length > 0 && (
        <Panel title={t("limits")} note={t("limitsNote")}>
          <Steps label={t("limits")} steps={claim.limits} />
        </Panel>
      )}
    </>
  );
}

const sums = new Set(["entitlement", "payable", "reservable"]);

function Steps({ label, steps }: { readonly label: string; readonly steps: readonly Arithmetic[] }) {
  const t = useText(text);
  const phrase = usePhrase();
  return (
    <FigureTable
      label={label}
      rows={steps}
      rowKey={(step, index) => `${step.rule}${index}`}
      columns={[
        {
          key: "rule",
          title: t("rule"),
          render: (step) => (
            <span className={sums.has(step.rule) ? "arithmetic__sum" : "arithmetic__rule"}>
              {phrase(step)}
            </span>
          ),
        },
        {
          key: "amount",
          title: t("amount"),
          isFigure: true,
          render: (step) => (
            <span className={sums.has(step.rule) ? "arithmetic__sum" : undefined}>
              {formatExactMoney(step.amountFen)}
              <span className="arithmetic__mark">{step.binds ? " ◀" : ""}</span>
            </span>
          ),
        },
      ]}
    />
  );
}
