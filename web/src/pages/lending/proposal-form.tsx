import { Select } from "antd";
import { useState } from "react";
import { fenOfWan } from "../../figures/format-money.ts";
import { usePhrase, useText } from "../../i18n/language.tsx";
import { AmountField, LoanForm, NumberField, TextField } from "./form-fields.tsx";
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
    <LoanForm
      send={t("send")}
      isReady={reasons.length > 0 && amountFen !== null && amountFen !== "0"}
      isPending={propose.isPending}
      error={propose.error}
      onSend={() => propose.mutate(undefined)}
      onCancel={onDone}
    >
      <VerdictChoice verdict={verdict} onVerdict={setVerdict} onReasons={setReasons} reasons={reasons} />
      <div className="loan-form__pair">
        <AmountField
          id="proposal-amount"
          label={t("amountWan")}
          value={amount}
          isWrong={amountFen === null}
          onChange={setAmount}
        />
        <NumberField
          id="proposal-rate"
          label={`${t("rate")} %`}
          min={0}
          max={24}
          step={0.05}
          value={percent}
          onChange={setPercent}
        />
      </div>
      <TextField id="proposal-note" label={t("note")} lines={2} value={note} onChange={setNote} />
    </LoanForm>
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
