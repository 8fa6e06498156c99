import { formatExactMoney } from "../../figures/format-money.ts";
import { formatInstant } from "../../figures/format-time.ts";
import { usePhrase, useText } from "../../i18n/language.tsx";
import { FigureTable } from "../../parts/figure-table.tsx";
import { Panel } from "../../parts/panel.tsx";
import { ClassMark } from "./class-mark.tsx";
import type { ClaimCase } from "./fund-api.ts";
import { eventText, text } from "./text.ts";

type Round = ClaimCase["rounds"][number];

/** Every round with the four people of it. */
export function ClaimRounds({ claim }: { readonly claim: ClaimCase }) {
  const t = useText(text);
  const people = (key: string, title: string, nameOf: (round: Round) => string | null) => ({
    key,
    title,
    render: (round: Round) => (
      <span className="nowrap" translate="no">
        {nameOf(round) ?? "—"}
      </span>
    ),
  });
  return (
    <Panel title={t("rounds")}>
      <FigureTable
        label={t("rounds")}
        rows={claim.rounds}
        rowKey={(round) => String(round.round)}
        columns={[
          { key: "round", title: t("round"), render: (round) => round.round },
          { key: "class", title: t("class"), render: (round) => <ClassMark name={round.class} /> },
          {
            key: "entitled",
            title: t("entitled"),
            isFigure: true,
            render: (round) => formatExactMoney(round.entitledFen),
          },
          {
            key: "paid",
            title: t("paid"),
            isFigure: true,
            render: (round) => formatExactMoney(round.paidFen),
          },
          people("filed", t("filedBy"), (round) => round.filedByName),
          people("submitted", t("submittedBy"), (round) => round.submittedByName),
          people("checked", t("checkedBy"), (round) => round.checkedByName),
          people("approved", t("approvedBy"), (round) => round.approvedByName),
        ]}
      />
    </Panel>
  );
}

/** What happened, when, by whom, and where it is sealed. */
export function ClaimRecord({ claim }: { readonly claim: ClaimCase }) {
  const t = useText(text);
  const phrase = usePhrase();
  return (
    <Panel title={t("record")} note={t("recordNote")}>
      <FigureTable
        label={t("record")}
        rows={claim.events}
        rowKey={(event, index) => `${event.atMs}${index}`}
        columns={[
          { key: "time", title: t("time"), render: (event) => formatInstant(event.atMs) },
          {
            key: "what",
            title: t("what"),
            render: (event) => phrase(eventText[event.action] ?? { zh: event.action, en: event.action }),
          },
          {
            key: "amount",
            title: t("amount"),
            isFigure: true,
            render: (event) => formatExactMoney(event.amountFen),
          },
          { key: "who", title: t("who"), render: (event) => <span translate="no">{event.actorName}</span> },
          {
            key: "sealed",
            title: t("sealed"),
            isFigure: true,
            render: (event) => (event.entryIndex === null ? "—" : `✓ ${event.entryIndex}`),
          },
        ]}
      />
    </Panel>
  );
}
