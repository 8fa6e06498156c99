import { useQuery } from "@tanstack/react-query";
import { Link } from "@tanstack/react-router";
import { useState } from "react";
import { useText } from "../../i18n/language.tsx";
import { CopyLine } from "../../parts/copy-line.tsx";
import { Panel, Stat } from "../../parts/panel.tsx";
import { saveFile } from "../../parts/save-file.ts";
import { Failure, Waiting } from "../../parts/states.tsx";
import { usePageTitle } from "../../parts/use-page-title.ts";
import { logStatusQuery, type WitnessingAnswer, witnessingQuery } from "./log-api.ts";
import { checkpointSize, lastTilePaths } from "./log-links.ts";
import { ReadOnlyNotice } from "./read-only-notice.tsx";
import { text } from "./text.ts";
import { WitnessTable } from "./witness-table.tsx";
import "./log.css";

/** The platform log as a whole: how large it is, who witnessed it, and where verifiers read it. */
export function LogPage() {
  const t = useText(text);
  usePageTitle(t("title"));
  const log = useQuery(logStatusQuery);
  const witnessing = useQuery(witnessingQuery);
  if (log.isError) return <Failure error={log.error} onRetry={() => void log.refetch()} />;
  if (witnessing.isError)
    return <Failure error={witnessing.error} onRetry={() => void witnessing.refetch()} />;
  if (log.data === undefined || witnessing.data === undefined) return <Waiting />;
  return (
    <div className="log">
      <h1>{t("title")}</h1>
      <ReadOnlyNotice health={log.data.health} />
      <LogState entries={log.data.entries} size={log.data.platformSize} answer={witnessing.data} />
      <Witnesses answer={witnessing.data} />
      <Published answer={witnessing.data} />
    </div>
  );
}

interface LogStateProps {
  readonly entries: number;
  readonly size: number;
  readonly answer: WitnessingAnswer;
}

function LogState({ entries, size, answer }: LogStateProps) {
  const t = useText(text);
  const [openedSize] = useState(size);
  const { witnessing } = answer;
  return (
    <Panel title={t("state")} note={t("stateNote")}>
      <dl className="stats">
        <Stat label={t("size")} value={size} />
        <Stat label={t("entries")} value={entries} />
        <Stat label={t("growth")} value={size - openedSize} note={t("growthNote")} />
        {witnessing !== null && (
          <Stat
            label={t("witnessed")}
            value={witnessing.cosignedSize}
            note={t("quorumOf", { quorum: witnessing.quorum })}
          />
        )}
      </dl>
    </Panel>
  );
}

function Witnesses({ answer: { witnessing } }: { readonly answer: WitnessingAnswer }) {
  const t = useText(text);
  return (
    <Panel title={t("witnesses")} note={t("witnessesNote")}>
      {witnessing === null ? (
        <p className="notice notice--block">
          <strong>{t("noPolicy")}</strong> {t("noPolicyNote")}
        </p>
      ) : (
        <WitnessTable witnesses={witnessing.witnesses} />
      )}
    </Panel>
  );
}

function Published({ answer: { origin, verifierKey, published } }: { readonly answer: WitnessingAnswer }) {
  const t = useText(text);
  const paths = lastTilePaths(checkpointSize(published) ?? 0);
  return (
    <Panel title={t("checkpoint")} note={t("checkpointNote")}>
      <div className="log__published">
        <Line label={t("origin")} value={origin} />
        <Line label={t("verifierKey")} value={verifierKey} />
        {published === null ? (
          <p>{t("noCheckpoint")}</p>
        ) : (
          <pre className="log__note" translate="no">
            {published}
          </pre>
        )}
        <p className="log__actions">
          {published !== null && (
            <button type="button" onClick={() => saveFile("checkpoint.txt", new Blob([published]))}>
              {t("save")}
            </button>
          )}
          <Link to="/verify">{t("verifyLink")}</Link>
        </p>
        <p className="log__soft">
          <strong>{t("links")}</strong> {t("linksNote")}
        </p>
        <p className="log__actions">
          <a href="/log/checkpoint">{t("linkCheckpoint")}</a>
          <a href="/log/checkpoint/newest">{t("linkNewest")}</a>
          {paths !== null && <a href={paths.tile}>{t("linkTile")}</a>}
          {paths !== null && <a href={paths.entries}>{t("linkEntries")}</a>}
        </p>
      </div>
    </Panel>
  );
}

function Line({ label, value }: { readonly label: string; readonly value: string }) {
  return (
    <div>
      <p className="log__soft">{label}</p>
      <CopyLine value={value} />
    </div>
  );
}
