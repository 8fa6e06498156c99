import { Button, Input } from "antd";
import { useState } from "react";
import type { DevelopmentStep } from "#scorecard";
import { formatInstant } from "../../../figures/format-time.ts";
import { useText } from "../../../i18n/language.tsx";
import { Panel } from "../../../parts/panel.tsx";
import { Refusal } from "../../../parts/refusal.tsx";
import { commentOn, type Project, useProjectAct } from "../studio-api.ts";
import { text } from "../text.ts";

interface StepCommentsProps {
  readonly project: Project;
  readonly step: DevelopmentStep;
}

/** What was said about a step, oldest first. */
export function StepComments({ project, step }: StepCommentsProps) {
  const t = useText(text);
  const [typed, setTyped] = useState("");
  const send = useProjectAct(async () => {
    await commentOn(project.id, { step, text: typed.trim() });
    setTyped("");
  });
  const comments = project.comments.filter((one) => one.step === step);
  return (
    <Panel title={t("comments")}>
      {comments.length === 0 && <p className="soft">{t("noComments")}</p>}
      <ul className="step-comments">
        {comments.map(({ id, by, atMs, text: said }) => (
          <li key={id}>
            <p className="soft" translate="no">
              {by.name} <span className="figure">{formatInstant(atMs).slice(0, 16)}</span>
            </p>
            <p data-quotes>{said}</p>
          </li>
        ))}
      </ul>
      {project.mine.mayComment && (
        <div className="step-comments__new">
          <Input.TextArea
            aria-label={t("comment")}
            placeholder={t("comment")}
            value={typed}
            maxLength={4_000}
            autoSize={{ minRows: 1, maxRows: 6 }}
            onChange={(event) => setTyped(event.target.value)}
          />
          <Button
            disabled={typed.trim() === ""}
            loading={send.isPending}
            onClick={() => send.mutate(undefined)}
          >
            {t("send")}
          </Button>
        </div>
      )}
      <Refusal error={send.error} />
    </Panel>
  );
}
