import { Link } from "@tanstack/react-router";
import type { EvaluatedEnterprise, EvaluationDocument } from "../../api/types.ts";
import { formatExactMoney, formatOverviewMoney, overviewUnit } from "../../figures/format-money.ts";
import { formatBasisPoints, formatCount, formatPercent, formatRate } from "../../figures/format-number.ts";
import { useLanguage, usePhrase, useText } from "../../i18n/language.tsx";
import { DecisionMark, GradeMark, LabelMark } from "../../parts/marks.tsx";
import { Stat } from "../../parts/panel.tsx";
import { authenticityNames, stageNames } from "../profile/names.ts";
import { EvidenceChip } from "./evidence-chip.tsx";
import { text } from "./text.ts";

interface EnterpriseHeaderProps {
  /** Day of the evaluation. */
  readonly asOf: string;
  readonly enterprise: EvaluatedEnterprise;
  readonly log: EvaluationDocument["log"];
  /** Whether the expert card scored. */
  readonly isByExperts: boolean;
}

/** Name, code, score, PD with the raw PD, grade, decision, amount, rate, and the evidence behind them. */
export function EnterpriseHeader({ enterprise, asOf, log, isByExperts }: EnterpriseHeaderProps) {
  const t = useText(text);
  return (
    <header className="enterprise-header">
      <div className="enterprise-header__line">
        <GradeMark grade={enterprise.grade} large />
        <h2 className="enterprise-header__name" translate="no">
          {enterprise.name}
        </h2>
        <span className="soft" translate="no">
          {enterprise.code}
        </span>
        <DecisionMark decision={enterprise.decision} />
        <EvidenceChip quality={enterprise.quality} log={log} />
        <Link
          className="button-link"
          to="/enterprises/$enterpriseId/profile"
          params={{ enterpriseId: enterprise.id }}
          search={{ asOf }}
        >
          {t("profile")}
        </Link>
      </div>
      <EnterpriseStats enterprise={enterprise} isByExperts={isByExperts} />
    </header>
  );
}

function EnterpriseStats({ enterprise, isByExperts }: Omit<EnterpriseHeaderProps, "log" | "asOf">) {
  const t = useText(text);
  const phrase = usePhrase();
  const { language } = useLanguage();
  const capacity = `${formatOverviewMoney(enterprise.capacityFen)} ${overviewUnit[language]}`;
  const model = isByExperts ? "byExperts" : "byModel";
  const scoredByNote = { outOfFold: "outOfFold", model, none: "notScoredNote" } as const;
  const decisionNote = {
    granted: "oneYear",
    declined: "declinedNote",
    notApplicable: "notDecided",
    notScored: "notScoredNote",
  } as const;
  return (
    <dl className="stats">
      <Stat
        label={t("score")}
        value={formatCount(enterprise.score)}
        note={t(scoredByNote[enterprise.scoredBy])}
      />
      <Stat
        label={t("pd")}
        value={formatPercent(enterprise.pd)}
        note={t("rawPd", { pd: formatPercent(enterprise.rawPd) })}
      />
      <Stat
        label={t("amount")}
        value={formatExactMoney(enterprise.amountFen)}
        note={
          enterprise.capacityFen === null
            ? t(decisionNote[enterprise.decision])
            : t("capacity", { amount: capacity })
        }
      />
      <Stat
        label={t("rate")}
        value={formatRate(enterprise.annualRatePpm)}
        {...(enterprise.annualRatePpm === null ? {} : { unit: formatBasisPoints(enterprise.annualRatePpm) })}
        note={t(decisionNote[enterprise.decision])}
      />
      <Stat label={t("history")} value={<LabelMark label={enterprise.label} />} />
      {enterprise.authenticity !== undefined && (
        <Stat
          label={t("authenticity")}
          value={phrase(authenticityNames[enterprise.authenticity.grade])}
          note={t("contradictions", { count: enterprise.authenticity.contradictions.length })}
        />
      )}
      {enterprise.lifeStage !== undefined && (
        <Stat
          label={t("lifeStage")}
          value={enterprise.lifeStage === null ? t("none") : phrase(stageNames[enterprise.lifeStage])}
          note={t("sure", { share: formatPercent(enterprise.lifeStageConfidence ?? null, 0) })}
        />
      )}
      <Stat label={t("bankRating")} value={enterprise.bankRating ?? t("none")} note={t("bankRatingNote")} />
    </dl>
  );
}
