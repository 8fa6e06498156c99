import { useMutation } from "@tanstack/react-query";
import { Button, Input } from "antd";
import { useState } from "react";
import { useText } from "../../i18n/language.tsx";
import { Refusal } from "../../parts/refusal.tsx";
import { reportRecovery } from "./fund-api.ts";
import { text } from "./text.ts";
import { fenOfYuan } from "./typed-money.ts";

interface RecoveryFormProps {
  readonly claimId: string;
  readonly onDone: () => Promise<void>;
  readonly onCancel: () => void;
}

/** What the bank got back from the borrower, and what that cost. */
export function RecoveryForm({ claimId, onDone, onCancel }: RecoveryFormProps) {
  const t = useText(text);
  const [fields, setFields] = useState({ gross: "", cost: "0", note: "" });
  const grossFen = fenOfYuan(fields.gross);
  const costFen = fenOfYuan(fields.cost);
  const report = useMutation({
    mutationFn: (body: { grossFen: string; costFen: string; note: string }) => reportRecovery(claimId, body),
    onSuccess: onDone,
  });
  const { note } = fields;
  const isComplete = grossFen !== null && costFen !== null && note.length >= 2;
  const input = (field: keyof typeof fields, label: string) => (
    <label className="fund-form__field">
      {label}
      <Input
        value={fields[field]}
        onChange={(event) => setFields({ ...fields, [field]: event.target.value })}
      />
    </label>
  );
  return (
    <form
      className="fund-form"
      onSubmit={(event) => {
        event.preventDefault();
        if (grossFen !== null && costFen !== null) report.mutate({ grossFen, costFen, note });
      }}
    >
      {input("gross", `${t("gross")} (¥)`)}
      {input("cost", `${t("cost")} (¥)`)}
      {input("note", t("note"))}
      <Refusal error={report.error} />
      <div className="fund__buttons">
        <Button type="primary" htmlType="submit" disabled={!isComplete} loading={report.isPending}>
          {t("save")}
        </Button>
        <Button onClick={onCancel}>{t("cancel")}</Button>
      </div>
    </form>
  );
}
