import { Link } from "@tanstack/react-router";
import { useLanguage, useText } from "../../i18n/language.tsx";
import { FigureTable } from "../../parts/figure-table.tsx";
import { deliveryText } from "./delivery-text.ts";
import type { DeliveryFinding, DeliveryOutcome } from "./loan-book-api.ts";

/** What became of the files that were sent. */
export function DeliveryResult({ outcome }: { readonly outcome: DeliveryOutcome }) {
  const d = useText(deliveryText);
  const { delivery, summary, findings } = outcome;
  if (outcome.kind === "refused") {
    return (
      <div className="delivery-result" role="alert">
        <p className="notice">
          <b>{d("refused")}</b> {d("refusedNote", { count: findings.length })}
        </p>
        <FindingTable findings={findings} />
      </div>
    );
  }
  return (
    <div className="delivery-result" role="status">
      <p className="notice">
        <b>
          {outcome.kind === "known"
            ? d("known")
            : d("accepted", { day: delivery?.businessDate ?? "", number: delivery?.number ?? "" })}
        </b>
        {summary !== null && (
          <span>
            {d("acceptedNote", {
              newLoans: summary.newLoans,
              newSchedules: summary.newSchedules,
              repayments: summary.repayments,
              moves: summary.moves,
              differences: summary.differences,
              unmatchedLoans: summary.unmatchedLoans,
            })}
          </span>
        )}
        {summary?.supersedes != null && <span>{d("corrected", { later: summary.laterWithFindings })}</span>}
        {delivery !== null && (
          <Link to="/loan-book/deliveries/$deliveryId" params={{ deliveryId: delivery.id }}>
            {d("open")}
          </Link>
        )}
      </p>
      {delivery !== null && delivery.warnings.length > 0 && <FindingTable findings={delivery.warnings} />}
    </div>
  );
}

/** Findings with file, row, field, what was expected and what was found. */
export function FindingTable({ findings }: { readonly findings: readonly DeliveryFinding[] }) {
  const d = useText(deliveryText);
  const { language } = useLanguage();
  return (
    <FigureTable
      label={d("problem")}
      isTall
      rows={findings}
      rowKey={(_finding, index) => String(index)}
      columns={[
        { key: "file", title: d("file"), render: ({ file }) => <span translate="no">{file}</span> },
        { key: "row", title: d("row"), isFigure: true, render: ({ row }) => row ?? "—" },
        { key: "field", title: d("field"), render: ({ field }) => field ?? "—" },
        { key: "problem", title: d("problem"), render: (finding) => finding[language] },
        { key: "expected", title: d("expected"), isFigure: true, render: ({ expected }) => expected },
        { key: "found", title: d("found"), isFigure: true, render: ({ found }) => found },
      ]}
    />
  );
}
