import { useQuery } from "@tanstack/react-query";
import { Pagination } from "antd";
import { useState } from "react";
import { useText } from "../../i18n/language.tsx";
import { Panel } from "../../parts/panel.tsx";
import { Failure, Waiting } from "../../parts/states.tsx";
import { usePageTitle } from "../../parts/use-page-title.ts";
import { accessReadsQuery, myDataQuery } from "./consent-api.ts";
import { ReadList } from "./read-list.tsx";
import { text } from "./text.ts";
import "./consent.css";

const pageSize = 30;

/** Every read of the owner's enterprise. */
export function MyReadsPage() {
  const t = useText(text);
  usePageTitle(t("myReads"));
  const [page, setPage] = useState(1);
  const my = useQuery(myDataQuery);
  const id = my.data?.enterprises[0]?.enterprise.id;
  const filter = id === undefined ? {} : { enterpriseId: id };
  const reads = useQuery(accessReadsQuery({ ...filter, offset: (page - 1) * pageSize, limit: pageSize }));
  if (reads.isError) return <Failure error={reads.error} onRetry={() => void reads.refetch()} />;
  if (reads.data === undefined) return <Waiting />;
  return (
    <div className="consent-page consent-page--owner">
      <h1 className="visually-hidden">{t("myReads")}</h1>
      <Panel title={t("myReads")} note={t("myReadsNote")}>
        <ReadList items={reads.data.items} />
        <Pagination
          size="small"
          simple
          hideOnSinglePage
          current={page}
          pageSize={pageSize}
          total={reads.data.total}
          onChange={setPage}
        />
      </Panel>
    </div>
  );
}
