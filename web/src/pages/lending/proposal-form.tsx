import { Button, Input, InputNumber, Select } from "antd";
import { useState } from "react";
import { fenOfWan } from "../../figures/format-money.ts";
import { usePhrase, useText } from "../../i18n/language.tsx";
import { Refusal } from "../../parts/refusal.tsx";
import { type LendingReason, type LoanApplication, proposeVerdict } from "./lending-api.ts";
import { givenReasons, reasonNames } from "./names.ts";
import { useLendingStep } from "./parts.tsx";
import { text } from "./text.ts";

/** Fen to 万元 as a person types it. */
function wanText(fen: string): string {
  return String(Number(fen) / 1e6);
}

/** The maker's proposal: amount, rate, reasons, note. */
export function ProposalForm({
  application,
  onDone,
}: {
  readonly application: LoanApplication;
  readonly onDone: () => void;
}) {
  const t = useText(text);
  const { request, evaluation } = application;
  const [amount, setAmount] = useState(wanText(request.amountFen));
  const [percent, setPercent] = useState((evaluation?.annualRatePpm ?? 45_000) / 10_000);
  const [verdict, setVerdict] = useState<"approve" | "decline">("approve");
  const [reasons, setReasons] = useState<readonly LendingReason[]>([]);
  const [note, setNote] = useState("");
  const amountFen = fenOfWan(amount);
  const { months, method } = request;
  const propose = useLendingStep(async () => {
    const annualRatePpm = Math.round(percent * 10_000);
    const offer = { amountFen: amountFen ?? "0", annualRatePpm, months, method };
    await proposeVerdict(application.id, { verdict, offer, reasons: [...reasons], note });
    onDone();
  });
  return (
    <form
      className="loan-form"
      onSubmit={(event) => {
        event.preventDefault();
        propose.mutate(undefined);
      }}
    >
      <VerdictChoice verdict={verdict} onVerdict={setVerdict} onReasons={setReasons} reasons={reasons} />
      <div className="loan-form__pair">
        <div>
          <label htmlFor="proposal-amount">{t("amountWan")}</label>
          <Input
            id="proposal-amount"
            inputMode="decimal"
            value={amount}
            status={amountFen === null ? "error" : ""}
            onChange={(event) => setAmount(event.target.value)}
          />
        </div>
        <div>
          <label htmlFor="proposal-rate">{t("rate")} %</label>
          <InputNumber
            id="proposal-rate"
            min={0}
            max={24}
            step={0.05}
            value={percent}
            style={{ width: "100%" }}
            onChange={(value) => setPercent(value ?? 0)}
          />
        </div>
      </div>
      <label htmlFor="proposal-note">{t("note")}</label>
      <Input.TextArea
        id="proposal-note"
        rows={2}
        maxLength={2000}
        value={note}
        onChange={(event) => setNote(event.target.value)}
      />
      <Refusal error={propose.error} />
      <div className="loan-form__buttons">
        <Button
          type="primary"
          htmlType="submit"
          disabled={reasons.length === 0 || amountFen === null || amountFen === "0"}
          loading={propose.isPending}
        >
          {t("send")}
        </Button>
        <Button onClick={onDone}>{t("cancel")}</Button>
      </div>
    </form>
  );
}

interface VerdictChoiceProps {
  readonly verdict: "approve" | "decline";
  readonly reasons: readonly LendingReason[];
  readonly onVerdict: (verdict: "approve" | "decline") => void;
  readonly onReasons: (reasons: readonly LendingReason[]) => void;
}

/** Approve or decline, with reasons from the list that belongs to it. */
export function VerdictChoice({ verdict, reasons, onVerdict, onReasons }: VerdictChoiceProps) {
  const t = useText(text);
  const phrase = usePhrase();
  return (
    <div className="loan-form__pair">
      <div>
        <label htmlFor="verdict">{t("verdict")}</label>
        <Select
          id="verdict"
          value={verdict}
          options={(["approve", "decline"] as const).map((value) => ({ value, label: t(value) }))}
          onChange={(value) => {
            onVerdict(value);
            onReasons([]);
          }}
        />
      </div>
      <div>
        <label htmlFor="reasons">{t("reasons")}</label>
        <Select
          id="reasons"
          mode="multiple"
          value={[...reasons]}
          options={givenReasons[verdict].map((value) => ({ value, label: phrase(reasonNames[value]) }))}
          onChange={(values: LendingReason[]) => onReasons(values)}
        />
      </div>
    </div>
  );
}
