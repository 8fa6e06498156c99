import { useState } from "react";
import { useText } from "../../i18n/language.tsx";
import { DayField, LoanForm, TextField } from "./form-fields.tsx";
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
    <LoanForm
      send={t("save")}
      isReady={form.opinion.trim() !== "" && form.visitedOn !== ""}
      isPending={save.isPending}
      error={save.error}
      onSend={() => save.mutate(undefined)}
      onCancel={onDone}
    >
      <DayField
        id="visited-on"
        label={t("visitedOn")}
        value={form.visitedOn}
        onChange={(visitedOn) => setForm({ ...form, visitedOn })}
      />
      {fields.map((field) => (
        <TextField
          key={field}
          id={`diligence-${field}`}
          label={t(field)}
          lines={2}
          value={form[field]}
          onChange={(value) => setForm({ ...form, [field]: value })}
        />
      ))}
    </LoanForm>
  );
}
