import { Link, useNavigate } from "@tanstack/react-router";
import { Button, Input } from "antd";
import { useState } from "react";
import { useText } from "../../../i18n/language.tsx";
import { Panel } from "../../../parts/panel.tsx";
import { Refusal } from "../../../parts/refusal.tsx";
import { type Project, publishVersion, useProjectAct } from "../studio-api.ts";
import { text } from "../text.ts";

/** A signed project becomes a version of the bank's scorecard. */
export function PublishPanel({ project }: { readonly project: Project }) {
  const t = useText(text);
  const navigate = useNavigate();
  const [name, setName] = useState(project.name);
  const publish = useProjectAct(async () => {
    const { id } = await publishVersion(project.id, name.trim());
    await navigate({ to: "/scorecards/versions/$versionId", params: { versionId: id } });
  });
  const { versions, mine } = project;
  return (
    <Panel title={t("publish")} note={t(mine.mayPublish ? "publishNote" : "publishWaits")}>
      {mine.mayPublish && (
        <div className="studio__actions">
          <Input
            aria-label={t("versionName")}
            value={name}
            maxLength={100}
            style={{ maxWidth: 320 }}
            onChange={(event) => setName(event.target.value)}
          />
          <Button
            type="primary"
            disabled={name.trim() === ""}
            loading={publish.isPending}
            onClick={() => publish.mutate(undefined)}
          >
            {t("publish")}
          </Button>
        </div>
      )}
      <Refusal error={publish.error} />
      {versions.length > 0 && (
        <p>
          {t("madeVersions")}{" "}
          {versions.map(({ id, version }) => (
            <Link
              key={id}
              to="/scorecards/versions/$versionId"
              params={{ versionId: id }}
              className="step-version"
            >
              v{version}
            </Link>
          ))}
        </p>
      )}
    </Panel>
  );
}
