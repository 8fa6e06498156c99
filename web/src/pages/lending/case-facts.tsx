import { formatExactMoney } from "../../figures/format-money.ts";
import { formatBasisPoints, formatPercent, formatRate } from "../../figures/format-number.ts";
import { usePhrase, useText } from "../../i18n/language.tsx";
import { GradeMark } from "../../parts/marks.tsx";
import { Panel } from "../../parts/panel.tsx";
import { SimulatedBadge } from "../../parts/simulated-badge.tsx";
import type { LoanApplication, LoanCase } from "./lending-api.ts";
import { reasonNames } from "./names.ts";
import { Facts, useName } from "./parts.tsx";
import { text } from "./text.ts";

/** What is known: the request, the limit, the evaluation with its pins, why the path is as it is. */
export function CaseFacts({ loanCase }: { readonly loanCase: LoanCase }) {
  const t = useText(text);
  const phrase = usePhrase();
  const name = useName();
  const { application, limit } = loanCase;
  const { request, channel } = application;
  return (
    <>
      <Panel title={t("request")}>
        <Facts
          items={[
            [t("code"), application.borrowerCode ?? "—"],
            [t("amount"), formatExactMoney(request.amountFen)],
            [t("months"), request.months],
            [t("method"), name(request.method)],
            [t("purpose"), request.purpose],
            [t("payment"), name(request.payment)],
            [t("payee"), request.payee ?? "—"],
            [t("channel"), channelOf(channel, name)],
            [t("path"), application.path === null ? "—" : name(application.path)],
            ...(application.findings.length === 0
              ? []
              : [
                  [
                    t("findings"),
                    application.findings.map((code) => phrase(reasonNames[code])).join("；"),
                  ] as const,
                ]),
            ...(limit === null ? [] : [[t("limit"), limitOf(limit, t)] as const]),
          ]}
        />
      </Panel>
      <EvaluationPanel loanCase={loanCase} />
    </>
  );
}

function EvaluationPanel({ loanCase }: { readonly loanCase: LoanCase }) {
  const t = useText(text);
  const { evaluation } = loanCase.application;
  if (evaluation === null) {
    return (
      <Panel title={t("evaluation")}>
        <p className="soft">{t(loanCase.isEvaluationHidden ? "hiddenEvaluation" : "noEvaluation")}</p>
      </Panel>
    );
  }
  const { pins } = evaluation;
  const hash = (value: string | null) => <span className="loan-hash">{value?.slice(0, 16) ?? "—"}</span>;
  return (
    <Panel
      title={t("evaluation")}
      note={t("evaluationNote")}
      actions={evaluation.simulated ? <SimulatedBadge /> : undefined}
    >
      <Facts
        items={[
          [t("asOf"), evaluation.asOf],
          [t("grade"), <GradeMark key="grade" grade={evaluation.grade} />],
          [t("score"), evaluation.score === null ? "—" : Math.round(evaluation.score)],
          [t("pd"), formatPercent(evaluation.pd)],
          [t("suggested"), formatExactMoney(evaluation.amountFen)],
          [
            t("rate"),
            evaluation.annualRatePpm === null
              ? "—"
              : `${formatRate(evaluation.annualRatePpm)} (${formatBasisPoints(evaluation.annualRatePpm)})`,
          ],
          [
            t("pins"),
            <>
              {hash(pins.scorecardSha256)} · {hash(pins.indicatorsSha256)} · {hash(pins.parametersSha256)}
            </>,
          ],
        ]}
      />
    </Panel>
  );
}

function channelOf(channel: LoanApplication["channel"], name: (code: string) => string): string {
  if (channel.kind === "direct") return name("direct");
  return `${name("platform")} ${channel.applicationNumber}，${channel.appliedOn}`;
}

function limitOf(
  limit: NonNullable<LoanCase["limit"]>,
  t: (key: "limitOf", values: Record<string, string>) => string,
): string {
  return t("limitOf", {
    total: formatExactMoney(limit.totalFen),
    used: formatExactMoney(limit.usedFen),
    reserved: formatExactMoney(limit.reservedFen),
  });
}
