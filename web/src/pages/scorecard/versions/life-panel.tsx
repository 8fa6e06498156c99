import { Button, Input } from "antd";
import { useState } from "react";
import { formatInstant } from "../../../figures/format-time.ts";
import { useText } from "../../../i18n/language.tsx";
import { FigureTable } from "../../../parts/figure-table.tsx";
import { Panel } from "../../../parts/panel.tsx";
import { Refusal } from "../../../parts/refusal.tsx";
import {
  type LifeStep,
  moveVersion,
  useVersionAct,
  type Version,
  type VersionState,
} from "../version-api.ts";
import { VersionStateMark } from "../version-state.tsx";
import { text } from "./text.ts";

const life = ["developed", "validated", "approved", "shadow", "champion"] as const;

/** The life of a version as a line of states, who signed each, and the step that comes next. */
export function LifePanel({ version }: { readonly version: Version }) {
  const t = useText(text);
  const reached = new Set(version.transitions.map(({ state }) => state));
  return (
    <Panel
      title={t("life")}
      note={
        <span title={version.sha256}>{t("lifeNote", { sha256: `${version.sha256.slice(0, 16)}…` })}</span>
      }
    >
      <ol className="life-line">
        {[...life, ...(version.state === "retired" ? (["retired"] as const) : [])].map((state) => (
          <li key={state} className={placeOf(state, version.state, reached)}>
            <VersionStateMark state={state} />
          </li>
        ))}
      </ol>
      <FigureTable
        label={t("life")}
        rows={version.transitions}
        rowKey={({ state, atMs }) => `${state}/${atMs}`}
        columns={[
          { key: "state", title: t("step"), render: ({ state }) => <VersionStateMark state={state} /> },
          { key: "by", title: t("by"), render: ({ by }) => <span translate="no">{by.name}</span> },
          { key: "at", title: t("at"), isFigure: true, render: ({ atMs }) => formatInstant(atMs) },
          { key: "text", title: t("said"), render: ({ text: said }) => <span data-quotes>{said}</span> },
          {
            key: "sealed",
            title: t("sealed"),
            render: ({ sealed }) =>
              sealed === null ? (
                <span className="soft">{t("notSealed")}</span>
              ) : (
                <span title={sealed.origin}>{t("sealedAt", { entry: sealed.entry })}</span>
              ),
          },
        ]}
      />
      <NextStep key={version.state} version={version} />
    </Panel>
  );
}

function placeOf(state: VersionState, now: VersionState, reached: ReadonlySet<VersionState>): string {
  if (state === now) return "life-line__state life-line__state--now";
  return reached.has(state) ? "life-line__state life-line__state--passed" : "life-line__state";
}

const whyOf = {
  developed: "whyValidated",
  validated: "whyApproved",
  approved: "whyShadow",
  shadow: "whyChampion",
  champion: "inForce",
  retired: "whyRetired",
} as const satisfies Record<VersionState, keyof typeof text>;

/** What may be done next, by whom, and why not by the reader. */
function NextStep({ version }: { readonly version: Version }) {
  const t = useText(text);
  const [said, setSaid] = useState("");
  const move = useVersionAct((step: LifeStep) =>
    moveVersion(version.id, step, { sha256: version.sha256, text: said.trim() }),
  );
  const { mine } = version;
  const steps = (
    [
      ["validate", mine.mayValidate],
      ["approve", mine.mayApprove],
      ["shadow", mine.mayShadow],
      ["champion", mine.mayChampion],
      ["retire", mine.mayRetire],
    ] as const
  ).flatMap(([step, isAllowed]) => (isAllowed ? [step] : []));
  const needsText = (step: LifeStep): boolean => step === "validate";
  return (
    <div className="life-next">
      <p className="soft">{t(whyOf[version.state])}</p>
      {steps.length > 0 && (
        <Input.TextArea
          aria-label={t(mine.mayValidate ? "findings" : "reason")}
          placeholder={t(mine.mayValidate ? "findings" : "reason")}
          value={said}
          maxLength={8_000}
          autoSize={{ minRows: 1, maxRows: 8 }}
          onChange={(event) => setSaid(event.target.value)}
        />
      )}
      <div className="studio__actions">
        {steps.map((step) => (
          <Button
            key={step}
            type={step === "retire" ? "default" : "primary"}
            danger={step === "retire"}
            disabled={needsText(step) && said.trim() === ""}
            loading={move.isPending && move.variables === step}
            onClick={() => move.mutate(step)}
          >
            {t(step)}
          </Button>
        ))}
        <Refusal error={move.error} />
      </div>
    </div>
  );
}
