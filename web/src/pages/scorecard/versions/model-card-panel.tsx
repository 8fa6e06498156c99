import { useMutation } from "@tanstack/react-query";
import { Button } from "antd";
import { formatCount, formatDecimal, formatPoints } from "../../../figures/format-number.ts";
import { formatInstant } from "../../../figures/format-time.ts";
import { useText } from "../../../i18n/language.tsx";
import { FigureTable } from "../../../parts/figure-table.tsx";
import { Panel } from "../../../parts/panel.tsx";
import { Refusal } from "../../../parts/refusal.tsx";
import { saveFile } from "../../../parts/save-file.ts";
import { text as studioText } from "../text.ts";
import { fetchModelCardPdf, type Version } from "../version-api.ts";
import { text } from "./text.ts";

/** What the signatures are over: every part of the model by the fingerprint of its content. */
export function ModelCardPanel({ version }: { readonly version: Version }) {
  const t = useText(text);
  const print = useMutation({
    mutationFn: () => fetchModelCardPdf(version.id),
    onSuccess: (pdf) => saveFile(`model-card-v${version.version}.pdf`, pdf),
  });
  return (
    <Panel
      title={t("modelCard")}
      note={t("modelCardNote")}
      actions={
        <Button loading={print.isPending} onClick={() => print.mutate()}>
          {t("pdf")}
        </Button>
      }
    >
      <Refusal error={print.error} />
      <Parts version={version} />
      <SignedSteps version={version} />
    </Panel>
  );
}

function Parts({ version }: { readonly version: Version }) {
  const t = useText(text);
  const { data, plan, bins, certificates, points, evaluation, card } = version.modelCard;
  const rows = [
    {
      part: t("data"),
      what: t("dataWhat", {
        rows: formatCount(data.rows),
        bads: formatCount(data.bads),
        source: data.source,
      }),
      sha256: data.sha256,
    },
    { part: t("plan"), what: t("planWhat", { revision: plan.revision }), sha256: plan.sha256 },
    { part: t("bins"), what: t("binsWhat", { count: bins.indicators.length }), sha256: bins.sha256 },
    { part: t("certificates"), what: "", sha256: certificates.sha256 },
    {
      part: t("points"),
      what: t("basePoints", { base: formatPoints(points.basePoints) }),
      sha256: points.sha256,
    },
    {
      part: t("evaluation"),
      what:
        evaluation.auc === null
          ? ""
          : `AUC ${formatDecimal(evaluation.auc, 4)} (${formatDecimal(evaluation.low, 3)}–${formatDecimal(evaluation.high, 3)})`,
      sha256: evaluation.sha256,
    },
    { part: t("card"), what: "", sha256: card.sha256 },
  ];
  return (
    <FigureTable
      label={t("modelCard")}
      rows={rows}
      rowKey={({ part }) => part}
      columns={[
        { key: "part", title: t("part"), render: ({ part }) => part },
        { key: "what", title: t("what"), render: ({ what }) => <span data-quotes>{what}</span> },
        {
          key: "sha256",
          title: t("fingerprint"),
          render: ({ sha256 }) => (
            <code translate="no" title={sha256}>
              {sha256.slice(0, 24)}…
            </code>
          ),
        },
      ]}
    />
  );
}

function SignedSteps({ version }: { readonly version: Version }) {
  const t = useText(text);
  const steps = useText(studioText);
  const nameOf = (step: string): string =>
    step in studioText ? steps(step as keyof typeof studioText) : step;
  return (
    <FigureTable
      label={t("signedSteps")}
      rows={version.modelCard.steps}
      rowKey={({ step }) => step}
      columns={[
        { key: "step", title: t("signedSteps"), render: ({ step }) => nameOf(step) },
        { key: "by", title: t("by"), render: ({ signedBy }) => <span translate="no">{signedBy.name}</span> },
        { key: "at", title: t("at"), isFigure: true, render: ({ signedAtMs }) => formatInstant(signedAtMs) },
        { key: "said", title: t("said"), render: ({ comment }) => <span data-quotes>{comment}</span> },
        {
          key: "sha256",
          title: t("fingerprint"),
          render: ({ sha256 }) => <code translate="no">{sha256.slice(0, 16)}…</code>,
        },
      ]}
    />
  );
}
