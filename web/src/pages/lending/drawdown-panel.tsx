import { Link } from "@tanstack/react-router";
import { Button, Checkbox, Input } from "antd";
import { useState } from "react";
import { fenOfWan, formatExactMoney } from "../../figures/format-money.ts";
import { useText } from "../../i18n/language.tsx";
import { Panel } from "../../parts/panel.tsx";
import { Refusal } from "../../parts/refusal.tsx";
import { decideDrawdown, type LoanContractPage, requestDrawdown } from "./lending-api.ts";
import { LoanState, useLendingStep, useName } from "./parts.tsx";
import { text } from "./text.ts";

type Drawdown = LoanContractPage["drawdowns"][number];
type Condition = Drawdown["conditionsMet"][number];

const conditions: readonly Condition[] = [
  "contractSigned",
  "purposeDocumented",
  "payeeIsContracts",
  "borrowerInOrder",
];

/** The draw-downs of a contract: asking for one, and checking what somebody else asked for. */
export function DrawdownPanel({ page }: { readonly page: LoanContractPage }) {
  const t = useText(text);
  const { drawdowns, requestDrawdown: step, reservedFen } = page;
  const mayAsk = step === "allowed" && reservedFen !== null && reservedFen !== "0";
  return (
    <Panel
      title={t("drawdowns")}
      note={reservedFen === null ? undefined : t("reserved", { amount: formatExactMoney(reservedFen) })}
    >
      {drawdowns.length === 0 && <p className="soft">{t("noDrawdowns")}</p>}
      {drawdowns.map((drawdown) => (
        <OneDrawdown key={drawdown.id} drawdown={drawdown} />
      ))}
      {mayAsk && <RequestForm page={page} />}
    </Panel>
  );
}

function OneDrawdown({ drawdown }: { readonly drawdown: Drawdown }) {
  const t = useText(text);
  const name = useName();
  const decide = useLendingStep((verdict: "pay" | "refuse") => decideDrawdown(drawdown.id, verdict));
  const { state, pay, loanId } = drawdown;
  return (
    <div className="loan-card">
      <div className="loan-card__head">
        <b className="figure">{formatExactMoney(drawdown.amountFen)}</b>
        <LoanState state={state} />
      </div>
      <p className="soft">
        {name(drawdown.payment)} {drawdown.payee ?? ""} · {drawdown.requestedByName}
        {drawdown.approvedByName === null ? "" : ` → ${drawdown.approvedByName}`} {drawdown.paidOn ?? ""}
      </p>
      <p className="soft">
        {t("conditions")}：{drawdown.conditionsMet.map(name).join("；") || "—"}
      </p>
      {loanId !== null && (
        <Link to="/lending/loans/$loanId" params={{ loanId }}>
          {t("toLoan")}
        </Link>
      )}
      {state === "requested" && (
        <div className="loan-form__buttons">
          <Button
            type="primary"
            disabled={pay !== "allowed"}
            loading={decide.isPending}
            onClick={() => decide.mutate("pay")}
          >
            {t("pay")}
          </Button>
          <Button disabled={pay !== "allowed"} onClick={() => decide.mutate("refuse")}>
            {t("refuse")}
          </Button>
          {pay !== "allowed" && (
            <span className="loan-actions__why">{t(pay === "maker" ? "whyMaker" : "whyRole")}</span>
          )}
        </div>
      )}
      <Refusal error={decide.error} />
    </div>
  );
}

function RequestForm({ page }: { readonly page: LoanContractPage }) {
  const t = useText(text);
  const name = useName();
  const { contract, reservedFen } = page;
  const [amount, setAmount] = useState(String(Number(reservedFen ?? "0") / 1e6));
  const [met, setMet] = useState<readonly Condition[]>([]);
  const amountFen = fenOfWan(amount);
  const request = useLendingStep(() =>
    requestDrawdown(contract.id, {
      amountFen: amountFen ?? "0",
      payee: contract.payee,
      conditionsMet: [...met],
      note: "",
    }),
  );
  return (
    <form
      className="loan-form"
      onSubmit={(event) => {
        event.preventDefault();
        request.mutate(undefined);
      }}
    >
      <label htmlFor="drawdown-amount">{t("amountWan")}</label>
      <Input
        id="drawdown-amount"
        inputMode="decimal"
        value={amount}
        status={amountFen === null ? "error" : ""}
        onChange={(event) => setAmount(event.target.value)}
      />
      <span className="soft">{t("conditions")}</span>
      <Checkbox.Group
        value={[...met]}
        options={conditions.map((value) => ({ value, label: name(value) }))}
        onChange={(values) => setMet(values)}
      />
      <Refusal error={request.error} />
      <div className="loan-form__buttons">
        <Button
          type="primary"
          htmlType="submit"
          disabled={amountFen === null || amountFen === "0"}
          loading={request.isPending}
        >
          {t("requestDrawdown")}
        </Button>
      </div>
    </form>
  );
}
