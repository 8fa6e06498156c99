import { useMutation, useQueryClient } from "@tanstack/react-query";
import { Button, Input, Tooltip } from "antd";
import { useState } from "react";
import { usePhrase, useText } from "../../i18n/language.tsx";
import { Refusal } from "../../parts/refusal.tsx";
import { DeclarationForm } from "./declaration-form.tsx";
import { type ClaimCase, isPlainStep, openRound, type StepName, takeStep } from "./fund-api.ts";
import { RecoveryForm } from "./recovery-form.tsx";
import { text } from "./text.ts";

type Step = ClaimCase["steps"][number];
const reasoned = new Set(["reject", "fraud"]);
const leading = new Set(["submit", "check", "reserve", "approve", "pay", "refund"]);

/** What can be done next, who may, and why not. */
export function ClaimActions({ claim }: { readonly claim: ClaimCase }) {
  const t = useText(text);
  const client = useQueryClient();
  const [form, setForm] = useState<string | null>(null);
  const [why, setWhy] = useState("");
  const refresh = async () => {
    setForm(null);
    setWhy("");
    await client.invalidateQueries({ queryKey: ["fund"] });
  };
  const take = useMutation({
    mutationFn: (step: StepName) => takeStep(claim.claimId, step, why),
    onSuccess: refresh,
  });
  const press = (step: string) => {
    if (isPlainStep(step) && (!reasoned.has(step) || form === step)) take.mutate(step);
    else setForm(step);
  };
  return (
    <section className="case-actions" aria-label={t("actions")}>
      {claim.steps.length === 0 && <p className="soft">{t("noActions")}</p>}
      {form === "trueUp" && (
        <DeclarationForm
          eligibleFen={claim.eligibleFen}
          onSubmit={async (declaration) => {
            await openRound(claim.claimId, declaration);
            await refresh();
          }}
          onCancel={() => setForm(null)}
        />
      )}
      {form === "recover" && (
        <RecoveryForm claimId={claim.claimId} onDone={refresh} onCancel={() => setForm(null)} />
      )}
      {form !== null && reasoned.has(form) && (
        <Input
          value={why}
          maxLength={500}
          placeholder={t("why")}
          aria-label={t("why")}
          onChange={(event) => setWhy(event.target.value)}
        />
      )}
      <div className="fund__buttons">
        {claim.steps.map((step) => (
          <StepButton
            key={step.step}
            step={step}
            isWaiting={take.isPending}
            lacksReason={form === step.step && reasoned.has(step.step) && why.length < 2}
            onPress={() => press(step.step)}
          />
        ))}
      </div>
      <Refusal error={take.error} />
    </section>
  );
}

interface StepButtonProps {
  readonly step: Step;
  readonly isWaiting: boolean;
  readonly lacksReason: boolean;
  readonly onPress: () => void;
}

function StepButton({ step, isWaiting, lacksReason, onPress }: StepButtonProps) {
  const t = useText(text);
  const phrase = usePhrase();
  const why = step.why === null ? null : phrase(step.why);
  const button = (
    <Button
      type={leading.has(step.step) && step.isAllowed ? "primary" : "default"}
      danger={reasoned.has(step.step)}
      disabled={!step.isAllowed || lacksReason}
      loading={isWaiting}
      onClick={onPress}
    >
      {t(step.step as StepName)}
    </Button>
  );
  return (
    <span className="step-button">
      <Tooltip title={why}>{button}</Tooltip>
      {why !== null && <span className="step-button__why">{why}</span>}
    </span>
  );
}
