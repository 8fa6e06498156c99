import { Button, Input } from "antd";
import { useState } from "react";
import { useText } from "../../i18n/language.tsx";
import { Panel } from "../../parts/panel.tsx";
import { Refusal } from "../../parts/refusal.tsx";
import { DecisionForm } from "./decision-form.tsx";
import { DiligenceForm } from "./diligence-form.tsx";
import { type LoanCase, prepareContract, takeCaseStep } from "./lending-api.ts";
import { useLendingStep } from "./parts.tsx";
import { ProposalForm } from "./proposal-form.tsx";
import { text } from "./text.ts";

type Action = LoanCase["actions"][number]["action"];
type Obstacle = NonNullable<LoanCase["actions"][number]["obstacle"]>;

const label = {
  submit: "doSubmit",
  assess: "doAssess",
  diligence: "doDiligence",
  propose: "doPropose",
  decide: "doDecide",
  prepareContract: "doPrepareContract",
  withdraw: "doWithdraw",
} as const satisfies Record<Action, keyof typeof text>;

const why = {
  role: "whyRole",
  maker: "whyMaker",
  state: "whyState",
  diligenceMissing: "whyDiligence",
  aboveAuthority: "whyAuthority",
} as const satisfies Record<Obstacle, keyof typeof text>;

/** What can be done with the case; what this person may not do says why. */
export function CaseActions({ loanCase }: { readonly loanCase: LoanCase }) {
  const t = useText(text);
  const { application, actions } = loanCase;
  const [open, setOpen] = useState<Action | null>(null);
  const step = useLendingStep((action: "submit" | "assess" | "withdraw") =>
    takeCaseStep(application.id, action),
  );
  const take = (action: Action) => {
    if (action === "submit" || action === "assess" || action === "withdraw") step.mutate(action);
    else setOpen(action);
  };
  const close = () => setOpen(null);
  const shown = actions.filter(({ obstacle }) => obstacle !== "state");
  return (
    <Panel title={t("actions")} note={t(shown.length === 0 ? "nothingToDo" : "actionsNote")}>
      <div className="loan-actions">
        {shown.map(({ action, obstacle }) => (
          <div key={action} className="loan-actions__one">
            <Button
              type={obstacle === null && action !== "withdraw" ? "primary" : "default"}
              disabled={obstacle !== null}
              loading={step.isPending && step.variables === action}
              onClick={() => take(action)}
            >
              {t(label[action])}
            </Button>
            {obstacle !== null && <span className="loan-actions__why">{t(why[obstacle])}</span>}
          </div>
        ))}
      </div>
      <Refusal error={step.error} />
      {open === "diligence" && <DiligenceForm application={application} onDone={close} />}
      {open === "propose" && <ProposalForm application={application} onDone={close} />}
      {open === "decide" && <DecisionForm application={application} onDone={close} />}
      {open === "prepareContract" && <ContractForm applicationId={application.id} onDone={close} />}
    </Panel>
  );
}

function ContractForm({
  applicationId,
  onDone,
}: {
  readonly applicationId: string;
  readonly onDone: () => void;
}) {
  const t = useText(text);
  const [account, setAccount] = useState("");
  const prepare = useLendingStep(async () => {
    await prepareContract({ applicationId, collectionAccount: account.trim() });
    onDone();
  });
  return (
    <form
      className="loan-form"
      onSubmit={(event) => {
        event.preventDefault();
        prepare.mutate(undefined);
      }}
    >
      <label htmlFor="collection-account">{t("collectionAccount")}</label>
      <Input
        id="collection-account"
        inputMode="numeric"
        maxLength={40}
        value={account}
        onChange={(event) => setAccount(event.target.value)}
      />
      <Refusal error={prepare.error} />
      <div className="loan-form__buttons">
        <Button
          type="primary"
          htmlType="submit"
          disabled={!/^[0-9 -]{6,40}$/.test(account.trim())}
          loading={prepare.isPending}
        >
          {t("doPrepareContract")}
        </Button>
        <Button onClick={onDone}>{t("cancel")}</Button>
      </div>
    </form>
  );
}
