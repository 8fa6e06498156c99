import { useQuery } from "@tanstack/react-query";
import { Link, useNavigate } from "@tanstack/react-router";
import { Button, Checkbox } from "antd";
import { useState } from "react";
import { formatCount, formatDecimal } from "../../figures/format-number.ts";
import { formatInstant } from "../../figures/format-time.ts";
import { useText } from "../../i18n/language.tsx";
import { FigureTable } from "../../parts/figure-table.tsx";
import { Panel } from "../../parts/panel.tsx";
import { Failure, Nothing, Waiting } from "../../parts/states.tsx";
import { usePageTitle } from "../../parts/use-page-title.ts";
import { SourceText } from "./source-text.tsx";
import { StepDots } from "./step-dots.tsx";
import { projectsQuery, type ProjectSummary } from "./studio-api.ts";
import { text } from "./text.ts";
import { versionsQuery, type VersionSummary } from "./version-api.ts";
import { VersionStateMark } from "./version-state.tsx";
import "./scorecard.css";

/** 评分卡: the bank's modelling projects, and the versions that came out of them. */
export function ScorecardListPage() {
  const t = useText(text);
  usePageTitle(t("title"));
  const projects = useQuery(projectsQuery);
  const versions = useQuery(versionsQuery);
  const failed = [projects, versions].find(({ isError }) => isError);
  if (failed !== undefined) return <Failure error={failed.error} onRetry={() => void failed.refetch()} />;
  if (projects.data === undefined || versions.data === undefined) return <Waiting />;
  return (
    <div className="studio">
      <header className="studio__head">
        <h1>{t("title")}</h1>
        {projects.data.mine.mayCreate && (
          <Link className="button-link" to="/scorecards/projects/new">
            {t("newProject")}
          </Link>
        )}
      </header>
      <Versions items={versions.data.items} />
      <Panel title={t("projects")} note={t("projectsNote")}>
        {projects.data.items.length === 0 ? (
          <Nothing title={t("noProject")} next={t("noProjectNext")} />
        ) : (
          <ProjectTable items={projects.data.items} />
        )}
      </Panel>
    </div>
  );
}

function ProjectTable({ items }: { readonly items: readonly ProjectSummary[] }) {
  const t = useText(text);
  return (
    <FigureTable
      label={t("projects")}
      rows={items}
      rowKey={({ id }) => id}
      columns={[
        {
          key: "name",
          title: t("name"),
          render: ({ id, name, isSimulated }) => (
            <>
              <Link
                to="/scorecards/projects/$projectId"
                params={{ projectId: id }}
                search={{}}
                translate="no"
              >
                {name}
              </Link>{" "}
              {isSimulated && (
                <span className="simulated-badge simulated-badge--inline">{t("simulated")}</span>
              )}
            </>
          ),
        },
        { key: "steps", title: t("steps"), render: ({ steps }) => <StepDots steps={steps} /> },
        { key: "source", title: t("source"), render: ({ source }) => <SourceText source={source} /> },
        { key: "revision", title: t("revision"), isFigure: true, render: ({ revision }) => revision },
        {
          key: "created",
          title: t("createdBy"),
          render: ({ createdBy, createdAtMs }) => (
            <span translate="no">
              {createdBy.name} <span className="soft figure">{formatInstant(createdAtMs).slice(0, 16)}</span>
            </span>
          ),
        },
      ]}
    />
  );
}

function Versions({ items }: { readonly items: readonly VersionSummary[] }) {
  const t = useText(text);
  const navigate = useNavigate();
  const [chosen, setChosen] = useState<readonly string[]>([]);
  const [versionId, otherId] = chosen;
  const compare = () => {
    if (versionId === undefined || otherId === undefined) return;
    void navigate({ to: "/scorecards/versions/$versionId/compare/$otherId", params: { versionId, otherId } });
  };
  return (
    <Panel
      title={t("versions")}
      note={t("versionsNote")}
      actions={
        items.length > 1 && (
          <Button disabled={otherId === undefined} onClick={compare}>
            {t("compareChosen")}
          </Button>
        )
      }
    >
      {items.length === 0 ? (
        <Nothing title={t("noVersion")} next={t("noVersionNext")} />
      ) : (
        <VersionTable
          items={items}
          chosen={chosen}
          onChoose={(id, isChosen) =>
            setChosen(isChosen ? [...chosen, id].slice(-2) : chosen.filter((other) => other !== id))
          }
        />
      )}
    </Panel>
  );
}

interface VersionTableProps {
  readonly items: readonly VersionSummary[];
  readonly chosen: readonly string[];
  readonly onChoose: (id: string, isChosen: boolean) => void;
}

function VersionTable({ items, chosen, onChoose }: VersionTableProps) {
  const t = useText(text);
  return (
    <FigureTable
      label={t("versions")}
      rows={items}
      rowKey={({ id }) => id}
      columns={[
        {
          key: "name",
          title: t("name"),
          render: ({ id, name, version, isSimulated }) => (
            <>
              <Link to="/scorecards/versions/$versionId" params={{ versionId: id }} translate="no">
                {name}
              </Link>{" "}
              <span className="soft">v{version}</span>{" "}
              {isSimulated && (
                <span className="simulated-badge simulated-badge--inline">{t("simulated")}</span>
              )}
            </>
          ),
        },
        { key: "state", title: t("state"), render: ({ state }) => <VersionStateMark state={state} /> },
        {
          key: "auc",
          title: t("auc"),
          isFigure: true,
          render: ({ auc }) =>
            auc === null ? (
              "—"
            ) : (
              <>
                {formatDecimal(auc.value, 3)}{" "}
                <span className="soft">
                  {formatDecimal(auc.low, 3)}–{formatDecimal(auc.high, 3)}
                </span>
              </>
            ),
        },
        { key: "ks", title: t("ks"), isFigure: true, render: ({ ks }) => formatDecimal(ks, 3) },
        {
          key: "indicators",
          title: t("indicators"),
          isFigure: true,
          render: ({ indicators }) => formatCount(indicators),
        },
        { key: "signed", title: t("lastSigned"), render: (one) => <LastSigned version={one} /> },
        {
          key: "monitoring",
          title: "",
          render: ({ id }) => (
            <Link to="/scorecards/versions/$versionId/monitoring" params={{ versionId: id }}>
              {t("monitoring")}
            </Link>
          ),
        },
        {
          key: "compare",
          title: t("compare"),
          render: ({ id, version }) => (
            <Checkbox
              aria-label={t("choose", { version })}
              checked={chosen.includes(id)}
              onChange={(event) => onChoose(id, event.target.checked)}
            />
          ),
        },
      ]}
    />
  );
}

function LastSigned({ version }: { readonly version: VersionSummary }) {
  const last = version.transitions.at(-1);
  if (last === undefined) return null;
  return (
    <span translate="no">
      {last.by.name} <span className="soft figure">{formatInstant(last.atMs).slice(0, 16)}</span>
    </span>
  );
}
