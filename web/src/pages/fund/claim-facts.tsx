import type { ReactNode } from "react";
import { formatExactMoney } from "../../figures/format-money.ts";
import { usePhrase, useText } from "../../i18n/language.tsx";
import { Panel } from "../../parts/panel.tsx";
import { ClassMark } from "./class-mark.tsx";
import type { ClaimCase } from "./fund-api.ts";
import { eventText, text } from "./text.ts";

/** Who proposed the class where the rules did, as the loan book writes it. */
const machine = "系统 system";

/** What is known: loan, platform, class record, declared loss. */
export function ClaimFacts({ claim }: { readonly claim: ClaimCase }) {
  const t = useText(text);
  const { declaration } = claim;
  const other = (BigInt(declaration.otherPolicyFen) + BigInt(declaration.otherFen)).toString();
  const facts: readonly (readonly [string, ReactNode])[] = [
    [
      t("programme"),
      <span key="programme" translate="no">
        {claim.programmeName}
      </span>,
    ],
    [
      t("bank"),
      <span key="bank" translate="no">
        {claim.bankName}
      </span>,
    ],
    [t("size"), t(claim.sizeClass)],
    [
      t("contract"),
      <span key="contract" translate="no">
        {claim.contractNumber}
      </span>,
    ],
    [t("principal"), formatExactMoney(claim.principalFen)],
    [t("term"), `${claim.drawnOn} – ${claim.dueOn}`],
    [
      t("platform"),
      <span key="platform" translate="no">
        {claim.platformName ?? "—"}
      </span>,
    ],
    [
      t("application"),
      <span key="application" translate="no">
        {claim.applicationNumber ?? "—"} · {claim.appliedOn ?? "—"}
      </span>,
    ],
    [t("overdue"), claim.daysPastDue ?? "—"],
    [t("overduePrincipal"), formatExactMoney(claim.overduePrincipalFen)],
    [claim.lossKind === "actual" ? t("actual") : t("expected"), formatExactMoney(declaration.lossFen)],
    [t("otherCompensation"), formatExactMoney(other)],
    [
      t("collection"),
      <span key="collection" data-quotes>
        {declaration.collection || "—"}
      </span>,
    ],
  ];
  return (
    <Panel title={t("facts")}>
      <dl className="fact-list">
        {facts.map(([label, value]) => (
          <div key={label}>
            <dt>{label}</dt>
            <dd>{value}</dd>
          </div>
        ))}
        <Recognition claim={claim} />
      </dl>
    </Panel>
  );
}

/** Who proposed, recognised and approved the class. */
function Recognition({ claim }: { readonly claim: ClaimCase }) {
  const t = useText(text);
  const phrase = usePhrase();
  return (
    <div>
      <dt>{t("recognition")}</dt>
      <dd>
        {claim.recognition.length === 0
          ? t("adopted")
          : claim.recognition.map((step) => (
              <div key={step.step}>
                {phrase(eventText[step.step] ?? text.approve)} <ClassMark name={step.class} /> {step.on}{" "}
                <span translate="no">{step.by === machine ? t("machine") : step.by}</span>
              </div>
            ))}
      </dd>
    </div>
  );
}
