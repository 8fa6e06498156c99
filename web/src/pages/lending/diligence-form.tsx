import { Button, Input } from "antd";
import { useState } from "react";
import { useText } from "../../i18n/language.tsx";
import { Refusal } from "../../parts/refusal.tsx";
import { type LoanApplication, recordDiligence } from "./lending-api.ts";
import { useLendingStep } from "./parts.tsx";
import { text } from "./text.ts";
import { useToday } from "./use-today.ts";

const fields = ["operation", "orders", "finances", "opinion"] as const;

/** The form of the visit (尽职调查表). */
export function DiligenceForm({
  application,
  onDone,
}: {
  readonly application: LoanApplication;
  readonly onDone: () => void;
}) {
  const t = useText(text);
  const today = useToday();
  const before = application.diligence;
  const [form, setForm] = useState({
    visitedOn: before?.visitedOn ?? today,
    operation: before?.operation ?? "",
    orders: before?.orders ?? "",
    finances: before?.finances ?? "",
    opinion: before?.opinion ?? "",
  });
  const save = useLendingStep(async () => {
    await recordDiligence(application.id, form);
    onDone();
  });
  return (
    <form
      className="loan-form"
      onSubmit={(event) => {
        event.preventDefault();
        save.mutate(undefined);
      }}
    >
      <label htmlFor="visited-on">{t("visitedOn")}</label>
      <Input
        id="visited-on"
        type="date"
        value={form.visitedOn}
        onChange={(event) => setForm({ ...form, visitedOn: event.target.value })}
      />
      {fields.map((field) => (
        <div key={field} className="loan-form">
          <label htmlFor={`diligence-${field}`}>{t(field)}</label>
          <Input.TextArea
            id={`diligence-${field}`}
            rows={2}
            maxLength={2000}
            value={form[field]}
            onChange={(event) => setForm({ ...form, [field]: event.target.value })}
          />
        </div>
      ))}
      <Refusal error={save.error} />
      <div className="loan-form__buttons">
        <Button
          type="primary"
          htmlType="submit"
          disabled={form.opinion.trim() === "" || form.visitedOn === ""}
          loading={save.isPending}
        >
          {t("save")}
        </Button>
        <Button onClick={onDone}>{t("cancel")}</Button>
      </div>
    </form>
  );
}
