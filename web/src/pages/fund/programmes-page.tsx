import { useMutation, useQuery, useQueryClient } from "@tanstack/react-query";
import { Button } from "antd";
import { useState } from "react";
import { sessionQuery } from "../../api/queries.ts";
import { useMay } from "../../app/use-may.ts";
import { useText } from "../../i18n/language.tsx";
import { FigureTable } from "../../parts/figure-table.tsx";
import { Panel } from "../../parts/panel.tsx";
import { Refusal } from "../../parts/refusal.tsx";
import { Failure, Nothing, Waiting } from "../../parts/states.tsx";
import { usePageTitle } from "../../parts/use-page-title.ts";
import { type Programme, programmesQuery, publishVersion } from "./fund-api.ts";
import { ProgrammeEditor } from "./programme-editor.tsx";
import { TermsTable } from "./terms-table.tsx";
import { text } from "./text.ts";
import "./fund.css";

/** The programmes with their versions; the fund's officers write and publish them here. */
export function ProgrammesPage() {
  const t = useText(text);
  const may = useMay();
  usePageTitle(t("programmes"));
  const query = useQuery(programmesQuery);
  const [edited, setEdited] = useState<Programme | "new" | null>(null);
  if (query.isError) return <Failure error={query.error} onRetry={() => void query.refetch()} />;
  if (query.data === undefined) return <Waiting />;
  const { items } = query.data;
  return (
    <div className="fund">
      <header className="case-header">
        <h1>{t("programmes")}</h1>
        {may("fund.write") && edited === null && (
          <Button type="primary" onClick={() => setEdited("new")}>
            {t("newProgramme")}
          </Button>
        )}
      </header>
      {edited !== null && (
        <ProgrammeEditor
          programme={edited === "new" ? null : edited}
          list={query.data}
          onClose={() => setEdited(null)}
        />
      )}
      {items.length === 0 && edited === null && (
        <Nothing title={t("noProgrammes")} next={t("noProgrammesNext")} />
      )}
      {items.map((programme) => (
        <ProgrammePanel key={programme.id} programme={programme} onEdit={() => setEdited(programme)} />
      ))}
    </div>
  );
}

function ProgrammePanel({
  programme,
  onEdit,
}: {
  readonly programme: Programme;
  readonly onEdit: () => void;
}) {
  const t = useText(text);
  const may = useMay();
  const client = useQueryClient();
  const { data: session } = useQuery(sessionQuery);
  const publish = useMutation({
    mutationFn: (version: number) => publishVersion(programme.id, version),
    onSuccess: () => client.invalidateQueries({ queryKey: ["fund"] }),
  });
  const shown =
    programme.versions.find(({ version }) => version === programme.inForce) ?? programme.versions.at(-1);
  const edit = <Button onClick={onEdit}>{t("editTerms")}</Button>;
  return (
    <Panel
      title={programme.name}
      note={
        <span translate="no">
          {programme.code} · {programme.fundName}
        </span>
      }
      actions={may("fund.write") ? edit : undefined}
    >
      <div className="fund__column">
        {shown !== undefined && <TermsTable terms={shown.terms} />}
        <FigureTable
          label={t("version")}
          rows={programme.versions}
          rowKey={(row) => String(row.version)}
          columns={[
            { key: "version", title: t("version"), render: (row) => row.version },
            { key: "from", title: t("effectiveFrom"), render: (row) => row.effectiveFrom },
            {
              key: "state",
              title: t("state"),
              render: (row) =>
                row.version === programme.inForce
                  ? t("inForce")
                  : row.state === "published"
                    ? t("published")
                    : t("draftVersion"),
            },
            {
              key: "made",
              title: t("madeBy"),
              render: (row) => <span translate="no">{row.madeByName}</span>,
            },
            {
              key: "published",
              title: t("publishedBy"),
              render: (row) =>
                row.state === "draft" && may("fund.publish") ? (
                  <Button
                    size="small"
                    disabled={session?.user.id === row.madeBy}
                    loading={publish.isPending}
                    onClick={() => publish.mutate(row.version)}
                  >
                    {t("publish")}
                  </Button>
                ) : (
                  <span translate="no">{row.publishedByName ?? "—"}</span>
                ),
            },
          ]}
        />
        <Refusal error={publish.error} />
      </div>
    </Panel>
  );
}
