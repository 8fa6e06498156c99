import { Button, Checkbox, Input } from "antd";
import { useState } from "react";
import { useText } from "../../i18n/language.tsx";
import { Refusal } from "../../parts/refusal.tsx";
import type { Declaration } from "./fund-api.ts";
import { fenOfYuan, yuanOfFen } from "./typed-money.ts";
import { text } from "./text.ts";

interface DeclarationFormProps {
  readonly eligibleFen: string;
  readonly onSubmit: (declaration: Declaration) => Promise<void>;
  readonly onCancel: () => void;
}

/** What the bank declares for a round: loss, other compensation, collection, undertaking. */
export function DeclarationForm({ eligibleFen, onSubmit, onCancel }: DeclarationFormProps) {
  const t = useText(text);
  const [fields, setFields] = useState({
    loss: yuanOfFen(eligibleFen),
    policy: "0",
    other: "0",
    collection: "",
  });
  const [isDeclared, setIsDeclared] = useState(false);
  const [isUndertaken, setIsUndertaken] = useState(false);
  const [isSending, setIsSending] = useState(false);
  const [error, setError] = useState<Error | null>(null);
  const money = {
    loss: fenOfYuan(fields.loss),
    policy: fenOfYuan(fields.policy),
    other: fenOfYuan(fields.other),
  };
  const send = async () => {
    const { loss, policy, other } = money;
    if (loss === null || policy === null || other === null) return;
    const { collection } = fields;
    setIsSending(true);
    try {
      await onSubmit({
        lossFen: loss,
        otherPolicyFen: policy,
        otherFen: other,
        isDeclared,
        isUndertaken,
        collection,
      });
    } catch (cause) {
      setError(cause instanceof Error ? cause : new Error(String(cause)));
    } finally {
      setIsSending(false);
    }
  };
  const input = (field: "loss" | "policy" | "other", label: string) => (
    <label className="fund-form__field">
      {label}
      <Input
        value={fields[field]}
        inputMode="decimal"
        status={money[field] === null ? "error" : ""}
        onChange={(event) => setFields({ ...fields, [field]: event.target.value })}
      />
    </label>
  );
  return (
    <form
      className="fund-form"
      onSubmit={(event) => {
        event.preventDefault();
        void send();
      }}
    >
      {input("loss", `${t("lossYuan")} · ${t("lossNote")}`)}
      {input("policy", t("otherPolicy"))}
      {input("other", t("otherMoney"))}
      <label className="fund-form__field fund-form__field--wide">
        {t("collection")} · {t("collectionNote")}
        <Input.TextArea
          rows={3}
          maxLength={5000}
          value={fields.collection}
          onChange={(event) => setFields({ ...fields, collection: event.target.value })}
        />
      </label>
      <Checkbox checked={isDeclared} onChange={(event) => setIsDeclared(event.target.checked)}>
        {t("declare")}
      </Checkbox>
      <Checkbox checked={isUndertaken} onChange={(event) => setIsUndertaken(event.target.checked)}>
        {t("undertake")}
      </Checkbox>
      <Refusal error={error} />
      <div className="fund__buttons">
        <Button
          type="primary"
          htmlType="submit"
          loading={isSending}
          disabled={Object.values(money).includes(null)}
        >
          {t("save")}
        </Button>
        <Button onClick={onCancel}>{t("cancel")}</Button>
      </div>
    </form>
  );
}
