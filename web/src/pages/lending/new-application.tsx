import { useQuery } from "@tanstack/react-query";
import { Input, Select } from "antd";
import { useState } from "react";
import { fenOfWan } from "../../figures/format-money.ts";
import { useText } from "../../i18n/language.tsx";
import { partiesQuery } from "../parties/parties-api.ts";
import { AmountField, LoanForm, NumberField, TextField } from "./form-fields.tsx";
import { applyForLoan, borrowersQuery, type OwnMethod } from "./lending-api.ts";
import { useLendingStep, useName } from "./parts.tsx";
import { text } from "./text.ts";

const methods: readonly OwnMethod[] = [
  "interestOnlyBullet",
  "levelPayment",
  "levelPrincipal",
  "singlePayment",
];

interface Draft {
  readonly amount: string;
  readonly months: number;
  readonly method: OwnMethod;
  readonly purpose: string;
  readonly payee: string;
  readonly enterpriseId: string | undefined;
  readonly bankId: string | undefined;
  readonly platformId: string | undefined;
  readonly applicationNumber: string;
}

const emptyDraft: Draft = {
  amount: "",
  months: 12,
  method: "interestOnlyBullet",
  purpose: "",
  payee: "",
  enterpriseId: undefined,
  bankId: undefined,
  platformId: undefined,
  applicationNumber: "",
};

/** An application: by the account manager for a customer, or by the owner for the own enterprise. */
export function NewApplication({ by, today }: { readonly by: "bank" | "owner"; readonly today: string }) {
  const t = useText(text);
  const name = useName();
  const [draft, setDraft] = useState(emptyDraft);
  const set = (changes: Partial<Draft>) => setDraft((before) => ({ ...before, ...changes }));
  const amountFen = fenOfWan(draft.amount);
  const isAmountWrong = draft.amount !== "" && amountFen === null;
  const apply = useLendingStep(async () => {
    await applyForLoan(bodyOf(draft, amountFen ?? "0", today));
    setDraft(emptyDraft);
  });
  const hasWho = by === "bank" ? draft.enterpriseId !== undefined : draft.bankId !== undefined;
  const isReady = hasWho && amountFen !== null && amountFen !== "0" && draft.purpose.trim().length >= 2;
  return (
    <LoanForm
      send={t("submit")}
      isReady={isReady}
      isPending={apply.isPending}
      error={apply.error}
      onSend={() => apply.mutate(undefined)}
    >
      <Who by={by} draft={draft} set={set} />
      <div className="loan-form__pair">
        <AmountField
          id="loan-amount"
          label={t("amountWan")}
          value={draft.amount}
          isWrong={isAmountWrong}
          onChange={(amount) => set({ amount })}
        />
        <NumberField
          id="loan-months"
          label={t("months")}
          min={1}
          max={60}
          value={draft.months}
          onChange={(months) => set({ months })}
        />
      </div>
      {isAmountWrong && <p className="field-error">{t("wrongAmount")}</p>}
      <label htmlFor="loan-method">{t("method")}</label>
      <Select
        id="loan-method"
        value={draft.method}
        options={methods.map((method) => ({ value: method, label: name(method) }))}
        onChange={(method) => set({ method })}
      />
      <TextField
        id="loan-purpose"
        label={t("purpose")}
        value={draft.purpose}
        onChange={(purpose) => set({ purpose })}
      />
      <TextField
        id="loan-payee"
        label={`${t("payee")}（${name("entrusted")}）`}
        hint={name("self")}
        value={draft.payee}
        onChange={(payee) => set({ payee })}
      />
    </LoanForm>
  );
}

function Who({
  by,
  draft,
  set,
}: {
  readonly by: "bank" | "owner";
  readonly draft: Draft;
  readonly set: (changes: Partial<Draft>) => void;
}) {
  const t = useText(text);
  const name = useName();
  const borrowers = useQuery({ ...borrowersQuery, enabled: by === "bank" });
  const parties = useQuery(partiesQuery);
  const of = (kind: string) =>
    (parties.data?.items ?? [])
      .filter((party) => party.kind === kind)
      .map((party) => ({ value: party.id, label: party.name }));
  return (
    <>
      <label htmlFor="loan-who">{t(by === "bank" ? "borrower" : "bank")}</label>
      {by === "bank" ? (
        <Select
          id="loan-who"
          showSearch={{ optionFilterProp: "label" }}
          value={draft.enterpriseId ?? null}
          options={(borrowers.data?.items ?? []).map((one) => ({
            value: one.enterpriseId,
            label: `${one.name} ${one.code ?? ""}`,
          }))}
          onChange={(enterpriseId: string) => set({ enterpriseId })}
        />
      ) : (
        <Select
          id="loan-who"
          value={draft.bankId ?? null}
          options={of("bank")}
          onChange={(bankId: string) => set({ bankId })}
        />
      )}
      <label htmlFor="loan-channel">{t("channel")}</label>
      <Select
        id="loan-channel"
        value={draft.platformId ?? "direct"}
        options={[{ value: "direct", label: name("direct") }, ...of("platform")]}
        onChange={(value: string) => set({ platformId: value === "direct" ? undefined : value })}
      />
      {draft.platformId !== undefined && (
        <>
          <label htmlFor="loan-number">{t("applicationNumber")}</label>
          <Input
            id="loan-number"
            maxLength={64}
            value={draft.applicationNumber}
            onChange={(event) => set({ applicationNumber: event.target.value })}
          />
        </>
      )}
    </>
  );
}

function bodyOf(draft: Draft, amountFen: string, today: string): Parameters<typeof applyForLoan>[0] {
  const payee = draft.payee.trim();
  const { platformId: platformPartyId, applicationNumber } = draft;
  return {
    ...(draft.bankId === undefined ? {} : { bankPartyId: draft.bankId }),
    ...(draft.enterpriseId === undefined ? {} : { enterpriseId: draft.enterpriseId }),
    channel:
      platformPartyId === undefined
        ? { kind: "direct" }
        : { kind: "platform", platformPartyId, applicationNumber, appliedOn: today },
    request: {
      amountFen,
      months: draft.months,
      method: draft.method,
      purpose: draft.purpose.trim(),
      payment: payee === "" ? "self" : "entrusted",
      payee: payee === "" ? null : payee,
    },
    isSubmitted: true,
  };
}
