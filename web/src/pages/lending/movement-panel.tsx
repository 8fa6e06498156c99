import { Button, Select } from "antd";
import { useState } from "react";
import { formatExactMoney } from "../../figures/format-money.ts";
import { useText } from "../../i18n/language.tsx";
import { Panel } from "../../parts/panel.tsx";
import { Refusal } from "../../parts/refusal.tsx";
import { AmountField, DayField, LoanForm, TextField } from "./form-fields.tsx";
import { checkMovement, type OwnLoanPage, recordMovement } from "./lending-api.ts";
import { LoanState, useLendingStep, useName } from "./parts.tsx";
import { text } from "./text.ts";

type Movement = OwnLoanPage["movements"][number];

/** What was recorded on a loan, and recording a payment, a fee or the wish to write off. */
export function MovementPanel({ page }: { readonly page: OwnLoanPage }) {
  const t = useText(text);
  return (
    <Panel title={t("movements")} note={t("movementsNote", { day: page.openDay })}>
      {page.movements.map((movement) => (
        <OneMovement key={movement.id} movement={movement} />
      ))}
      {page.mayRecord && <RecordForm page={page} />}
    </Panel>
  );
}

function OneMovement({ movement }: { readonly movement: Movement }) {
  const t = useText(text);
  const name = useName();
  const check = useLendingStep((verdict: "approve" | "refuse") => checkMovement(movement.id, verdict));
  const what =
    movement.purpose === null ? name(movement.kind) : `${name(movement.kind)} · ${name(movement.purpose)}`;
  return (
    <div className="loan-card">
      <div className="loan-card__head">
        <span>
          {what} <b className="figure">{formatExactMoney(movement.amountFen)}</b>
        </span>
        <LoanState state={movement.state} />
      </div>
      <p className="soft">
        {t("valueDate")} {movement.valueDate}
        {movement.postedOn === null ? "" : ` · ${name("posted")} ${movement.postedOn}`} ·{" "}
        {movement.recordedByName ?? "—"} {movement.note}
      </p>
      {movement.state === "awaitingCheck" && (
        <div className="loan-form__buttons">
          <Button
            type="primary"
            disabled={movement.check !== "allowed"}
            loading={check.isPending}
            onClick={() => check.mutate("approve")}
          >
            {t("checkWriteOff")}
          </Button>
          <Button disabled={movement.check !== "allowed"} onClick={() => check.mutate("refuse")}>
            {t("refuse")}
          </Button>
          {movement.check !== "allowed" && (
            <span className="loan-actions__why">
              {t(movement.check === "maker" ? "whyMaker" : "whyRole")}
            </span>
          )}
        </div>
      )}
      <Refusal error={check.error} />
    </div>
  );
}

type Kind = "due" | "prepay" | "settle" | "fee" | "writeOff";
const kinds: readonly Kind[] = ["due", "prepay", "settle", "fee", "writeOff"];

function RecordForm({ page }: { readonly page: OwnLoanPage }) {
  const t = useText(text);
  const name = useName();
  const [kind, setKind] = useState<Kind>("due");
  const [yuan, setYuan] = useState("");
  const [valueDate, setValueDate] = useState(page.openDay);
  const [note, setNote] = useState("");
  const [reference, setReference] = useState("");
  const amountFen = fenOfYuan(yuan);
  const record = useLendingStep(async () => {
    await recordMovement(
      page.loan.id,
      bodyOf({ kind, amountFen: amountFen ?? "0", valueDate, note, reference: reference.trim() }),
    );
    setYuan("");
    setReference("");
    setNote("");
  });
  const isReady = kind === "writeOff" ? note.trim().length >= 2 : amountFen !== null && amountFen !== "0";
  return (
    <LoanForm
      send={t(kind === "writeOff" ? "proposeWriteOff" : "record")}
      isReady={isReady}
      isPending={record.isPending}
      error={record.error}
      onSend={() => record.mutate(undefined)}
    >
      <label htmlFor="movement-kind">{t("kind")}</label>
      <Select
        id="movement-kind"
        value={kind}
        options={kinds.map((value) => ({ value, label: name(value) }))}
        onChange={setKind}
      />
      {kind !== "writeOff" && (
        <div className="loan-form__pair">
          <AmountField
            id="movement-amount"
            label={t("amount")}
            value={yuan}
            isWrong={yuan !== "" && amountFen === null}
            onChange={setYuan}
          />
          <DayField id="movement-date" label={t("valueDate")} value={valueDate} onChange={setValueDate} />
        </div>
      )}
      {kind !== "writeOff" && kind !== "fee" && (
        <TextField
          id="movement-reference"
          label={t("sourceReference")}
          value={reference}
          onChange={setReference}
        />
      )}
      <TextField id="movement-note" label={t("note")} value={note} onChange={setNote} />
    </LoanForm>
  );
}

/** Yuan as a person types it, to fen; null when it is no amount. */
function fenOfYuan(text: string): string | null {
  const match = /^(\d{1,12})(?:\.(\d{1,2}))?$/.exec(text.trim());
  if (match === null) return null;
  return BigInt(`${match[1] ?? "0"}${(match[2] ?? "").padEnd(2, "0")}`).toString();
}

interface Typed {
  readonly kind: Kind;
  readonly amountFen: string;
  readonly valueDate: string;
  readonly note: string;
  readonly reference: string;
}

function bodyOf({
  kind,
  amountFen,
  valueDate,
  note,
  reference,
}: Typed): Parameters<typeof recordMovement>[1] {
  if (kind === "writeOff") return { kind, note };
  if (kind === "fee") return { kind, amountFen, valueDate, note };
  const line = reference === "" ? {} : { sourceReference: reference };
  return { kind: "receipt", purpose: kind, amountFen, valueDate, note, ...line };
}
