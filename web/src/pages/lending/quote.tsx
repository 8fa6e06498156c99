import { useMutation } from "@tanstack/react-query";
import { useState } from "react";
import { fenOfWan } from "../../figures/format-money.ts";
import { useText } from "../../i18n/language.tsx";
import { AmountField, LoanForm, NumberField } from "./form-fields.tsx";
import { quoteLoan } from "./lending-api.ts";
import { ScheduleTable } from "./schedule-table.tsx";
import { text } from "./text.ts";

/** Tries terms before applying: what each instalment would be. */
export function Quote({ today }: { readonly today: string }) {
  const t = useText(text);
  const [amount, setAmount] = useState("100");
  const [months, setMonths] = useState(12);
  const [percent, setPercent] = useState(3.45);
  const amountFen = fenOfWan(amount);
  const quote = useMutation({
    mutationFn: () =>
      quoteLoan({
        amountFen: amountFen ?? "0",
        months,
        method: "levelPayment",
        annualRatePpm: Math.round(percent * 10_000),
        drawnOn: today,
      }),
  });
  return (
    <>
      <LoanForm
        send={t("quote")}
        isReady={amountFen !== null && amountFen !== "0"}
        isPending={quote.isPending}
        error={quote.error}
        onSend={() => quote.mutate()}
      >
        <div className="loan-form__pair">
          <AmountField
            id="quote-amount"
            label={t("amountWan")}
            value={amount}
            isWrong={amountFen === null}
            onChange={setAmount}
          />
          <NumberField
            id="quote-months"
            label={t("months")}
            min={1}
            max={60}
            value={months}
            onChange={setMonths}
          />
        </div>
        <NumberField
          id="quote-rate"
          label={`${t("estimate")} %`}
          min={0}
          max={24}
          step={0.05}
          value={percent}
          onChange={setPercent}
        />
        <p className="soft">{t("quoteNote", { rate: `${percent}%` })}</p>
      </LoanForm>
      {quote.data !== undefined && <ScheduleTable instalments={quote.data.instalments} />}
    </>
  );
}
