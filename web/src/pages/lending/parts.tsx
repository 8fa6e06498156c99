import { useMutation, useQueryClient } from "@tanstack/react-query";
import type { ReactNode } from "react";
import { formatExactMoney } from "../../figures/format-money.ts";
import { formatInstant } from "../../figures/format-time.ts";
import { usePhrase, useText } from "../../i18n/language.tsx";
import { FigureTable } from "../../parts/figure-table.tsx";
import { type JournalEntry, type LendingEvent, lendingKey } from "./lending-api.ts";
import { eventNames, names } from "./names.ts";
import { text } from "./text.ts";

/** A write after which everything of lending is read anew. */
export function useLendingStep<Input, Output>(step: (input: Input) => Promise<Output>) {
  const client = useQueryClient();
  return useMutation({
    mutationFn: step,
    onSuccess: async () => await client.invalidateQueries({ queryKey: lendingKey }),
  });
}

/** The name of a code in the reader's language. */
export function useName(): (code: string) => string {
  const phrase = usePhrase();
  return (code) => {
    const found = (names as Readonly<Record<string, { zh: string; en: string }>>)[code];
    return found === undefined ? code : phrase(found);
  };
}

/** Labels and values, two columns. */
export function Facts({ items }: { readonly items: readonly (readonly [string, ReactNode])[] }) {
  return (
    <dl className="loan-facts">
      {items.map(([label, value]) => (
        <div key={label} className="loan-facts__row">
          <dt>{label}</dt>
          <dd>{value}</dd>
        </div>
      ))}
    </dl>
  );
}

/** A state with a shape: filled when it asks for somebody, hollow when it is over. */
export function LoanState({ state }: { readonly state: string }) {
  const name = useName();
  return <span className={`loan-state loan-state--${state}`}>{name(state)}</span>;
}

/** What happened, oldest first. */
export function Timeline({ events }: { readonly events: readonly LendingEvent[] }) {
  const phrase = usePhrase();
  return (
    <ol className="loan-timeline">
      {events.map((event, index) => (
        <li key={`${event.atMs}-${index}`}>
          <span className="soft figure">{event.businessDate ?? formatInstant(event.atMs).slice(0, 16)}</span>
          <span>{phrase(eventNames[event.kind] ?? { zh: event.kind, en: event.kind })}</span>
          {event.actorName !== null && (
            <span className="soft" translate="no">
              {event.actorName}
            </span>
          )}
        </li>
      ))}
    </ol>
  );
}

/** Journal entries, a line a posting. */
export function EntryTable({ entries }: { readonly entries: readonly JournalEntry[] }) {
  const t = useText(text);
  const name = useName();
  const rows = entries.flatMap((entry) =>
    entry.postings.map((posting, line) => ({ ...posting, entry, line, key: `${entry.id}-${line}` })),
  );
  const dayOf = ({ businessDate, valueDate }: JournalEntry) =>
    businessDate === valueDate ? businessDate : `${businessDate}（${t("valueDate")} ${valueDate}）`;
  return (
    <FigureTable
      label={t("postings")}
      isTall
      rows={rows}
      rowKey={(row) => row.key}
      columns={[
        { key: "day", title: t("businessDate"), render: (row) => (row.line === 0 ? dayOf(row.entry) : "") },
        { key: "loan", title: t("number"), render: (row) => (row.line === 0 ? row.entry.loanNumber : "") },
        { key: "kind", title: t("kind"), render: (row) => (row.line === 0 ? name(row.entry.kind) : "") },
        { key: "account", title: t("account"), render: (row) => name(row.account) },
        { key: "debit", title: t("debit"), isFigure: true, render: (row) => amountOf(row.debitFen) },
        { key: "credit", title: t("credit"), isFigure: true, render: (row) => amountOf(row.creditFen) },
      ]}
    />
  );
}

/** Yuan to the fen; nothing for zero. */
export function amountOf(fen: string): string {
  return fen === "0" ? "" : formatExactMoney(fen);
}
