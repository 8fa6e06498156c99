import { useMutation, useQueryClient } from "@tanstack/react-query";
import { Button, Input } from "antd";
import { useState } from "react";
import { useText } from "../../i18n/language.tsx";
import { Panel } from "../../parts/panel.tsx";
import { Refusal } from "../../parts/refusal.tsx";
import { checkReport, type Report, reportQuery } from "./documents-api.ts";
import { text } from "./text.ts";

/** Approving or returning a report that was handed on; its maker and others see who may. */
export function CheckPanel({ report }: { readonly report: Report }) {
  const t = useText(text);
  const client = useQueryClient();
  const [remark, setRemark] = useState("");
  const check = useMutation({
    mutationFn: (isApproved: boolean) => checkReport(report.id, { isApproved, remark }),
    onSuccess: (data) => client.setQueryData(reportQuery(report.id).queryKey, data),
  });
  if (report.checkRemark !== "" && report.state !== "submitted") {
    return (
      <Panel title={t("check")}>
        <p translate="no" data-quotes>
          {report.checkRemark}
        </p>
      </Panel>
    );
  }
  if (report.state !== "submitted") return null;
  if (!report.may.check) {
    return (
      <Panel title={t("check")}>
        <p className="soft">{t("notMine")}</p>
      </Panel>
    );
  }
  return (
    <Panel title={t("check")} note={t("notMine")}>
      <div className="documents__form">
        <label htmlFor="check-remark">{t("remark")}</label>
        <Input.TextArea
          id="check-remark"
          autoSize={{ minRows: 2, maxRows: 6 }}
          value={remark}
          onChange={(event) => setRemark(event.target.value)}
        />
        <Refusal error={check.error} />
        <div className="documents__buttons">
          <Button loading={check.isPending} onClick={() => check.mutate(false)}>
            {t("return")}
          </Button>
          <Button type="primary" loading={check.isPending} onClick={() => check.mutate(true)}>
            {t("approve")}
          </Button>
        </div>
      </div>
    </Panel>
  );
}
