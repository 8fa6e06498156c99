import { Button } from "antd";
import { useState } from "react";
import { useText } from "../../i18n/language.tsx";
import { DayField, LoanForm, NumberField, TextField } from "./form-fields.tsx";
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
    <LoanForm
      send={t("send")}
      isReady={reasons.length > 0}
      isPending={decide.isPending}
      error={decide.error}
      onSend={() => decide.mutate(verdict)}
      onCancel={onDone}
      others={
        <Button onClick={() => decide.mutate("return")} disabled={decide.isPending}>
          {t("return")}
        </Button>
      }
    >
      <VerdictChoice verdict={verdict} onVerdict={setVerdict} reasons={reasons} onReasons={setReasons} />
      <TextField id="decision-note" label={t("note")} lines={2} value={note} onChange={setNote} />
      <p className="soft">
        {t("committee")}：{t("committeeNote")}
      </p>
      <div className="loan-form__pair">
        <DayField id="held-on" label={t("heldOn")} value={heldOn} onChange={setHeldOn} />
        <div className="loan-form__pair">
          <NumberField
            id="votes-for"
            label={t("votesFor")}
            min={0}
            max={99}
            value={votesFor}
            onChange={setVotesFor}
          />
          <NumberField
            id="votes-against"
            label={t("votesAgainst")}
            min={0}
            max={99}
            value={votesAgainst}
            onChange={setVotesAgainst}
          />
        </div>
      </div>
    </LoanForm>
  );
}
