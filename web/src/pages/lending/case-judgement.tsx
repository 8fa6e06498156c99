import { formatExactMoney } from "../../figures/format-money.ts";
import { formatBasisPoints, formatRate } from "../../figures/format-number.ts";
import { formatInstant } from "../../figures/format-time.ts";
import { usePhrase, useText } from "../../i18n/language.tsx";
import { Panel } from "../../parts/panel.tsx";
import type { LendingReason, LoanApplication } from "./lending-api.ts";
import { reasonNames } from "./names.ts";
import { Facts, useName } from "./parts.tsx";
import { text } from "./text.ts";

type Offer = NonNullable<LoanApplication["proposal"]>["offer"];

/** What people made of the facts: the visit, the maker's proposal, the checker's decision. */
export function CaseJudgement({ application }: { readonly application: LoanApplication }) {
  const t = useText(text);
  const { diligence, proposal, verdict } = application;
  return (
    <Panel title={t("judgement")}>
      {diligence === null && proposal === null && verdict === null && <p className="soft">—</p>}
      <div className="loan-columns">
        {diligence !== null && (
          <section>
            <h3>{t("diligence")}</h3>
            <Facts
              items={[
                [t("visitedOn"), diligence.visitedOn],
                [t("operation"), diligence.operation],
                [t("orders"), diligence.orders],
                [t("finances"), diligence.finances],
                [t("opinion"), diligence.opinion],
                [t("made"), <Signed key="by" name={diligence.byName} atMs={diligence.atMs} />],
              ]}
            />
          </section>
        )}
        {proposal !== null && (
          <section>
            <h3>{t("proposal")}</h3>
            <Opinion {...proposal} />
          </section>
        )}
        {verdict !== null && (
          <section>
            <h3>{t("verdict")}</h3>
            {verdict.byName === null && application.path === "straightThrough" && <p>{t("byPolicy")}</p>}
            <Opinion {...verdict} />
            {verdict.committee !== null && (
              <p className="soft">
                {t("committee")}：
                {t("committeeVotes", {
                  on: verdict.committee.heldOn,
                  for: verdict.committee.votesFor,
                  against: verdict.committee.votesAgainst,
                })}
              </p>
            )}
          </section>
        )}
      </div>
    </Panel>
  );
}

interface OpinionProps {
  readonly verdict: "approve" | "decline";
  readonly offer: Offer;
  readonly reasons: readonly LendingReason[];
  readonly note: string;
  readonly byName: string | null;
  readonly atMs: number;
}

function Opinion({ verdict, offer, reasons, note, byName, atMs }: OpinionProps) {
  const t = useText(text);
  const phrase = usePhrase();
  const name = useName();
  return (
    <Facts
      items={[
        [t("verdict"), t(verdict)],
        [t("amount"), formatExactMoney(offer.amountFen)],
        [t("rate"), `${formatRate(offer.annualRatePpm)} (${formatBasisPoints(offer.annualRatePpm)})`],
        [t("months"), `${offer.months} · ${name(offer.method)}`],
        [t("reasons"), reasons.map((code) => phrase(reasonNames[code])).join("；") || "—"],
        [t("note"), note || "—"],
        [t("made"), <Signed key="by" name={byName} atMs={atMs} />],
      ]}
    />
  );
}

function Signed({ name, atMs }: { readonly name: string | null; readonly atMs: number }) {
  const t = useText(text);
  return (
    <span className="soft" translate="no">
      {t("by", { name: name ?? "—", at: formatInstant(atMs).slice(0, 16) })}
    </span>
  );
}
