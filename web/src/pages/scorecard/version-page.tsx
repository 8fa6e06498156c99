import { useQuery } from "@tanstack/react-query";
import { getRouteApi, Link, useNavigate } from "@tanstack/react-router";
import { Segmented } from "antd";
import type { EvaluationArtefact, Scorecard } from "#scorecard";
import { useText } from "../../i18n/language.tsx";
import { CopyLine } from "../../parts/copy-line.tsx";
import { BackIcon } from "../../parts/icons.tsx";
import { Panel } from "../../parts/panel.tsx";
import { Failure, Waiting } from "../../parts/states.tsx";
import { usePageTitle } from "../../parts/use-page-title.ts";
import { CardTable } from "./card/card-table.tsx";
import { ChallengerPanel } from "./charts/challenger-panel.tsx";
import { EvaluationView } from "./charts/evaluation-view.tsx";
import type { VersionPart } from "./version-part.ts";
import { type Version, versionQuery } from "./version-api.ts";
import { VersionStateMark } from "./version-state.tsx";
import { ExportPanel } from "./versions/export-panel.tsx";
import { LifePanel } from "./versions/life-panel.tsx";
import { ModelCardPanel } from "./versions/model-card-panel.tsx";
import { text } from "./versions/text.ts";
import { TryPanel } from "./versions/try-panel.tsx";
import "./scorecard.css";
import "./versions/versions.css";

const route = getRouteApi("/shell/scorecards/versions/$versionId");

/** One version: who did what with it, the card, its evaluation, its files, and a place to try it. */
export function VersionPage() {
  const t = useText(text);
  const { versionId } = route.useParams();
  const { part: asked } = route.useSearch();
  const navigate = useNavigate();
  const query = useQuery(versionQuery(versionId));
  usePageTitle(query.data?.name ?? t("card"));
  if (query.isError && query.data === undefined)
    return <Failure error={query.error} onRetry={() => void query.refetch()} />;
  if (query.data === undefined) return <Waiting />;
  const version = query.data;
  const part = parts.find((one) => one === asked) ?? "life";
  return (
    <div className="studio">
      <VersionHead version={version} />
      <Segmented
        className="version-parts"
        value={part}
        aria-label={t("parts")}
        onChange={(chosen) =>
          void navigate({
            to: "/scorecards/versions/$versionId",
            params: { versionId },
            search: { part: chosen },
          })
        }
        options={parts.map((value) => ({ value, label: t(`part_${value}`) }))}
      />
      <PartOfVersion version={version} part={part} />
    </div>
  );
}

const parts = ["life", "evaluation", "try", "files"] as const;

function PartOfVersion({ version, part }: { readonly version: Version; readonly part: VersionPart }) {
  const t = useText(text);
  // The server stores and serves both as `#scorecard` computed them.
  const card = version.card as Scorecard;
  const evaluation = version.evaluation as EvaluationArtefact | null;
  switch (part) {
    case "life":
      return (
        <>
          <LifePanel version={version} />
          <CardTable card={card} />
        </>
      );
    case "evaluation":
      if (evaluation === null) return <p className="soft">{t("noEvaluation")}</p>;
      return (
        <>
          <EvaluationView evaluation={evaluation.evaluation} />
          {evaluation.challenger !== null && <ChallengerPanel challenger={evaluation.challenger} />}
        </>
      );
    case "try":
      return <TryPanel version={version} />;
    case "files":
      return (
        <>
          <ExportPanel version={version} />
          <ModelCardPanel version={version} />
          <Commands version={version} />
        </>
      );
  }
}

function Commands({ version }: { readonly version: Version }) {
  const t = useText(text);
  return (
    <Panel title={t("commands")}>
      <div className="version-commands">
        {Object.values(version.commands).map((command) => (
          <CopyLine key={command} value={command} />
        ))}
      </div>
    </Panel>
  );
}

function VersionHead({ version }: { readonly version: Version }) {
  const t = useText(text);
  return (
    <header>
      <Link to="/scorecards" className="back-link">
        <BackIcon /> {t("back")}
      </Link>
      <div className="studio__head">
        <div>
          <h1>
            <span translate="no">{version.name}</span> {t("version", { version: version.version })}{" "}
            <VersionStateMark state={version.state} />{" "}
            {version.isSimulated && (
              <span className="simulated-badge simulated-badge--inline">{t("simulated")}</span>
            )}
          </h1>
          <p className="soft">
            <Link to="/scorecards/projects/$projectId" params={{ projectId: version.projectId }} search={{}}>
              {t("fromProject", { revision: version.revision })}
            </Link>
          </p>
        </div>
        <Link
          className="button-link"
          to="/scorecards/versions/$versionId/monitoring"
          params={{ versionId: version.id }}
        >
          {t("monitoring")}
        </Link>
      </div>
    </header>
  );
}
