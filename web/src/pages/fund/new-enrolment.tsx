import { useMutation, useQuery, useQueryClient } from "@tanstack/react-query";
import { Button, Select } from "antd";
import { useState } from "react";
import { useText } from "../../i18n/language.tsx";
import { Panel } from "../../parts/panel.tsx";
import { Refusal } from "../../parts/refusal.tsx";
import { fileEnrolment, loansQuery, programmesQuery } from "./fund-api.ts";
import { text } from "./text.ts";

/** Chooses a programme and one of the bank's loans. */
export function NewEnrolment() {
  const t = useText(text);
  const client = useQueryClient();
  const { data: programmes } = useQuery(programmesQuery);
  const [programmeId, setProgrammeId] = useState<string | null>(null);
  const [loanId, setLoanId] = useState<string | null>(null);
  const [search, setSearch] = useState("");
  const { data: loans } = useQuery(loansQuery(search));
  const file = useMutation({
    mutationFn: fileEnrolment,
    onSuccess: () => {
      setLoanId(null);
      return client.invalidateQueries({ queryKey: ["fund"] });
    },
  });
  return (
    <Panel title={t("newEnrolment")} note={t("newEnrolmentNote")}>
      <form
        className="fund-form"
        onSubmit={(event) => {
          event.preventDefault();
          if (programmeId !== null && loanId !== null) file.mutate({ programmeId, loanId });
        }}
      >
        <Select
          aria-label={t("programme")}
          placeholder={t("programme")}
          value={programmeId}
          options={(programmes?.items ?? [])
            .filter(({ inForce }) => inForce !== null)
            .map(({ id, name }) => ({ value: id, label: name }))}
          onChange={setProgrammeId}
        />
        <Select
          aria-label={t("loan")}
          placeholder={t("chooseLoan")}
          value={loanId}
          showSearch={{ filterOption: false, onSearch: setSearch }}
          options={(loans?.items ?? []).map(({ loan: { id, number, borrowerName } }) => ({
            value: id,
            label: `${number} ${borrowerName}`,
          }))}
          onChange={setLoanId}
        />
        <Button
          type="primary"
          htmlType="submit"
          disabled={programmeId === null || loanId === null}
          loading={file.isPending}
        >
          {t("file")}
        </Button>
        <Refusal error={file.error} />
      </form>
    </Panel>
  );
}
