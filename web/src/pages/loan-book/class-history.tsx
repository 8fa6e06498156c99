import { useQuery } from "@tanstack/react-query";
import { useText, usePhrase } from "../../i18n/language.tsx";
import { ClassMark } from "../../parts/class-mark.tsx";
import { FigureTable } from "../../parts/figure-table.tsx";
import { Panel } from "../../parts/panel.tsx";
import { deliveryText } from "./delivery-text.ts";
import { type LoanDetail, rulesQuery } from "./loan-book-api.ts";
import { text } from "./text.ts";

type Move = LoanDetail["moves"][number];

interface ClassHistoryProps {
  readonly moves: readonly Move[];
  readonly bankClasses: LoanDetail["bankClasses"];
}

/** Every change of class with its triggers and its people; the bank's own class beside it. */
export function ClassHistory({ moves, bankClasses }: ClassHistoryProps) {
  const t = useText(text);
  const d = useText(deliveryText);
  return (
    <Panel title={t("classHistory")}>
      <FigureTable
        label={t("classHistory")}
        rows={[...moves].reverse()}
        rowKey={({ id }) => id}
        columns={[
          { key: "on", title: t("day"), render: ({ proposedOn }) => proposedOn },
          {
            key: "change",
            title: d("change"),
            render: (move) => (
              <span className="class-pair">
                <ClassMark value={move.from} /> → <ClassMark value={move.to} isPending={isOpen(move)} />
              </span>
            ),
          },
          {
            key: "why",
            title: d("triggers"),
            render: (move) => (
              <>
                <Triggers codes={move.triggers} />
                <div className="move-steps">
                  <MoveSteps move={move} />
                </div>
              </>
            ),
          },
        ]}
      />
      <p className="panel__note bank-classes">
        <span>{t("bankClass")}</span>
        {bankClasses.slice(-8).map(({ on, loanClass }) => (
          <span key={on} className="class-pair">
            {on} <ClassMark value={loanClass} />
          </span>
        ))}
      </p>
    </Panel>
  );
}

/** The triggers as sentences. */
export function Triggers({ codes }: { readonly codes: readonly string[] }) {
  const d = useText(deliveryText);
  const phrase = usePhrase();
  const rules = useQuery(rulesQuery);
  const nameOf = (code: string) => {
    const rule = rules.data?.rules.find((one) => one.code === code);
    if (rule !== undefined) return phrase(rule.text);
    return code in deliveryText ? d(code as keyof typeof deliveryText) : code;
  };
  return <>{codes.map(nameOf).join("；")}</>;
}

/** Who took which step. */
export function MoveSteps({ move }: { readonly move: Move }) {
  const d = useText(deliveryText);
  if (move.origin === "adopted") return <>{d("adopted")}</>;
  const steps = [
    move.state === "suggested" ? null : `${d("propose")} ${move.proposedByName ?? d("system")}`,
    move.recognisedByName === null ? null : `${d("recognise")} ${move.recognisedByName}`,
    move.approvedByName === null ? null : `${d("approve")} ${move.approvedByName}`,
    move.returnedByName === null ? null : `${d("return")} ${move.returnedByName} ${move.reason ?? ""}`,
  ].filter((step) => step !== null);
  return (
    <>
      {steps.join(" · ")}
      {steps.length > 0 && " · "}
      {d(`${move.state}State`)}
    </>
  );
}

function isOpen({ state }: Move): boolean {
  return state === "suggested" || state === "proposed" || state === "recognised";
}
