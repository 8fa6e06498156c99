import { useQuery } from "@tanstack/react-query";
import { Link, useParams } from "@tanstack/react-router";
import { useState } from "react";
import { formatInstant } from "../../figures/format-time.ts";
import { usePhrase, useText } from "../../i18n/language.tsx";
import { FigureTable } from "../../parts/figure-table.tsx";
import { Panel } from "../../parts/panel.tsx";
import { Failure, Waiting } from "../../parts/states.tsx";
import { usePageTitle } from "../../parts/use-page-title.ts";
import { ChangeTwin } from "./change-twin.tsx";
import { type ElementPageData, elementQuery, elementsQuery, type TwinVersion } from "./devices-api.ts";
import { elementText } from "./element-text.ts";
import { kindNames } from "./names.ts";
import { StateMark } from "./state-mark.tsx";
import { type FieldWords, twinFields } from "./twin-fields.ts";
import { type TwinMoment, TwinSlider, twinAt } from "./twin-slider.tsx";
import "./devices.css";

/** One element: its twin as of any moment, who speaks for it, and every version that was ever recorded. */
export function ElementPage() {
  const { elementId = "" } = useParams({ strict: false });
  const query = useQuery(elementQuery(elementId));
  const t = useText(elementText);
  usePageTitle(query.data?.twin?.data.name ?? query.data?.code ?? t("twin"));
  if (query.isError) return <Failure error={query.error} onRetry={() => void query.refetch()} />;
  if (query.data === undefined) return <Waiting />;
  const key = `${query.data.id} ${query.data.versions.length}`;
  return <ElementDetails key={key} element={query.data} />;
}

function ElementDetails({ element }: { readonly element: ElementPageData }) {
  const t = useText(elementText);
  const phrase = usePhrase();
  const { data: siblings } = useQuery(elementsQuery(element.enterpriseId));
  const names = new Map((siblings?.items ?? []).map(({ id, twin }) => [id, twin.data.name]));
  const words: FieldWords = { phrase, nameOf: (id) => names.get(id) ?? id };
  const [moment, setMoment] = useState<TwinMoment>({
    on: element.on,
    version: element.versions.length,
  });
  const shown = twinAt(element.versions, moment);
  const newest = element.versions.at(-1);
  return (
    <div className="devices">
      <header className="devices__header">
        <div>
          <h1 translate="no">{newest?.data.name ?? element.code}</h1>
          <p>
            {phrase(kindNames[element.kind])} · <code translate="no">{element.code}</code> ·{" "}
            <Link to="/devices" search={{ enterprise: element.enterpriseId }} translate="no">
              {element.enterpriseName ?? t("back")}
            </Link>{" "}
            · {t("lastReading")} {formatInstant(element.lastReadingAtMs)}
          </p>
        </div>
        {element.mayWrite && newest !== undefined && (
          <ChangeTwin element={element} newest={newest} elements={siblings?.items ?? []} />
        )}
      </header>
      <Panel title={t("asOf")} note={t("asOfNote")}>
        <TwinSlider versions={element.versions} today={element.on} moment={moment} onChange={setMoment} />
      </Panel>
      <TwinFacts shown={shown} newest={newest ?? null} words={words} />
      <Panel title={t("collectors")}>
        {element.collectors.length === 0 ? (
          <p className="soft">{t("noCollectors")}</p>
        ) : (
          <ul className="device-links">
            {element.collectors.map(({ id, name, state }) => (
              <li key={id}>
                <Link to="/devices/collectors/$collectorId" params={{ collectorId: id }} translate="no">
                  {name}
                </Link>{" "}
                <StateMark state={state} />
              </li>
            ))}
          </ul>
        )}
      </Panel>
      <Versions versions={element.versions} words={words} />
    </div>
  );
}

function TwinFacts({
  shown,
  newest,
  words,
}: {
  readonly shown: TwinVersion | null;
  readonly newest: TwinVersion | null;
  readonly words: FieldWords;
}) {
  const t = useText(elementText);
  if (shown === null) {
    return (
      <Panel title={t("twin")}>
        <p className="soft">{t("before")}</p>
      </Panel>
    );
  }
  const fields = twinFields
    .map((field) => ({ ...field, text: field.value(shown.data, words) }))
    .filter(({ text }) => text !== null);
  return (
    <Panel title={t("twin")} note={t("shown", { version: shown.version, from: shown.validFrom })}>
      <dl className="device-facts">
        {fields.map(({ key, label, value, text }) => {
          const isOther = newest !== null && value(newest.data, words) !== text;
          return (
            <div key={key} className={isOther ? "device-facts__changed" : undefined}>
              <dt>{words.phrase(label)}</dt>
              <dd data-quotes="">{text}</dd>
            </div>
          );
        })}
      </dl>
    </Panel>
  );
}

function Versions({
  versions,
  words,
}: {
  readonly versions: readonly TwinVersion[];
  readonly words: FieldWords;
}) {
  const t = useText(elementText);
  return (
    <Panel title={t("versions")}>
      <FigureTable
        label={t("versions")}
        rows={versions.toReversed()}
        rowKey={({ version }) => String(version)}
        columns={[
          { key: "version", title: t("version"), isFigure: true, render: (row) => row.version },
          { key: "from", title: t("validFrom"), render: (row) => row.validFrom },
          { key: "at", title: t("recordedAt"), render: (row) => formatInstant(row.recordedAtMs) },
          {
            key: "changes",
            title: t("changes"),
            render: (row) => <span data-quotes="">{changesOf(versions, row, words) ?? t("first")}</span>,
          },
        ]}
      />
    </Panel>
  );
}

/** What a version says otherwise than the one recorded before it; null for the first. */
function changesOf(versions: readonly TwinVersion[], version: TwinVersion, words: FieldWords): string | null {
  const before = versions.find((one) => one.version === version.version - 1);
  if (before === undefined) return null;
  return twinFields
    .filter(({ value }) => value(before.data, words) !== value(version.data, words))
    .map(
      ({ label, value }) =>
        `${words.phrase(label)}: ${value(before.data, words) ?? "—"} → ${value(version.data, words) ?? "—"}`,
    )
    .join("; ");
}
