import { Button, Input, InputNumber } from "antd";
import { useState } from "react";
import { useText } from "../../i18n/language.tsx";
import { Refusal } from "../../parts/refusal.tsx";
import { decideApplication, type LendingReason, type LoanApplication } from "./lending-api.ts";
import { useLendingStep } from "./parts.tsx";
import { VerdictChoice } from "./proposal-form.tsx";
import { text } from "./text.ts";
import { useToday } from "./use-today.ts";

/** The checker's decision: approve or decline with reasons, or return to the maker. */
export function DecisionForm({
  application,
  onDone,
}: {
  readonly application: LoanApplication;
  readonly onDone: () => void;
}) {
  const t = useText(text);
  const [verdict, setVerdict] = useState<"approve" | "decline">(application.proposal?.verdict ?? "approve");
  const [reasons, setReasons] = useState<readonly LendingReason[]>([]);
  const [note, setNote] = useState("");
  const [votesFor, setVotesFor] = useState(0);
  const [votesAgainst, setVotesAgainst] = useState(0);
  const [heldOn, setHeldOn] = useState(useToday());
  const decide = useLendingStep(async (chosen: "approve" | "decline" | "return") => {
    const committee = votesFor + votesAgainst === 0 ? null : { heldOn, votesFor, votesAgainst };
    await decideApplication(application.id, { verdict: chosen, reasons: [...reasons], note, committee });
    onDone();
  });
  return (
    <form
      className="loan-form"
      onSubmit={(event) => {
        event.preventDefault();
        decide.mutate(verdict);
      }}
    >
      <VerdictChoice verdict={verdict} onVerdict={setVerdict} reasons={reasons} onReasons={setReasons} />
      <label htmlFor="decision-note">{t("note")}</label>
      <Input.TextArea
        id="decision-note"
        rows={2}
        maxLength={2000}
        value={note}
        onChange={(event) => setNote(event.target.value)}
      />
      <p className="soft">
        {t("committee")}：{t("committeeNote")}
      </p>
      <div className="loan-form__pair">
        <div>
          <label htmlFor="held-on">{t("heldOn")}</label>
          <Input
            id="held-on"
            type="date"
            value={heldOn}
            onChange={(event) => setHeldOn(event.target.value)}
          />
        </div>
        <div className="loan-form__pair">
          <div>
            <label htmlFor="votes-for">{t("votesFor")}</label>
            <InputNumber
              id="votes-for"
              min={0}
              value={votesFor}
              onChange={(value) => setVotesFor(value ?? 0)}
            />
          </div>
          <div>
            <label htmlFor="votes-against">{t("votesAgainst")}</label>
            <InputNumber
              id="votes-against"
              min={0}
              value={votesAgainst}
              onChange={(value) => setVotesAgainst(value ?? 0)}
            />
          </div>
        </div>
      </div>
      <Refusal error={decide.error} />
      <div className="loan-form__buttons">
        <Button type="primary" htmlType="submit" disabled={reasons.length === 0} loading={decide.isPending}>
          {t("send")}
        </Button>
        <Button onClick={() => decide.mutate("return")} disabled={decide.isPending}>
          {t("return")}
        </Button>
        <Button onClick={onDone}>{t("cancel")}</Button>
      </div>
    </form>
  );
}
