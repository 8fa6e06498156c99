import { Button, Input } from "antd";
import { useState } from "react";
import { formatInstant } from "../../../figures/format-time.ts";
import { useText } from "../../../i18n/language.tsx";
import { Panel } from "../../../parts/panel.tsx";
import { Refusal } from "../../../parts/refusal.tsx";
import { type Project, signStep, type StepStanding, useProjectAct } from "../studio-api.ts";
import { text } from "../text.ts";

interface StepSignOffProps {
  readonly project: Project;
  readonly standing: StepStanding;
}

/** The modeller's signature under the result that is shown, by its fingerprint. */
export function StepSignOff({ project, standing: { step, state, artefact } }: StepSignOffProps) {
  const t = useText(text);
  const [comment, setComment] = useState("");
  const sign = useProjectAct((sha256: string) =>
    signStep(project.id, { step, sha256, comment: comment.trim() }),
  );
  if (artefact === null) return null;
  if (artefact.signOff !== null) {
    const { by, atMs, comment: said } = artefact.signOff;
    return (
      <Panel title={t("signOff")}>
        <p translate="no">{t("signedBy", { name: by.name, at: formatInstant(atMs) })}</p>
        {said !== "" && <p data-quotes>{said}</p>}
      </Panel>
    );
  }
  if (state !== "done" || !project.mine.mayDevelop) return null;
  return (
    <Panel title={t("signOff")} note={t("signNote")}>
      <div className="studio__actions">
        <Input
          aria-label={t("signComment")}
          placeholder={t("signComment")}
          value={comment}
          maxLength={2_000}
          style={{ maxWidth: 420 }}
          onChange={(event) => setComment(event.target.value)}
        />
        <Button type="primary" loading={sign.isPending} onClick={() => sign.mutate(artefact.sha256)}>
          {t("signOff")}
        </Button>
        <span className="soft figure" title={artefact.sha256}>
          {artefact.sha256.slice(0, 16)}…
        </span>
      </div>
      <Refusal error={sign.error} />
    </Panel>
  );
}
