import { formatPercent } from "../../figures/format-number.ts";
import { usePhrase, useText } from "../../i18n/language.tsx";
import { FigureTable } from "../../parts/figure-table.tsx";
import { Panel, Stat } from "../../parts/panel.tsx";
import type { IndustryTemplate } from "./industries-api.ts";
import { text } from "./text.ts";
import "./industries.css";

/** Everything that one template gives, with where each number comes from. */
export function TemplateDetails({ template }: { readonly template: IndustryTemplate }) {
  const t = useText(text);
  const phrase = usePhrase();
  const { division, name, machines, keyIndicators, calendar, energy, norms } = template;
  const sourceOf = useSource();
  const span = useSpan();
  return (
    <div className="industry">
      <Panel title={`${division} ${phrase(name)}`} note={t(template.mode)}>
        <MachineKinds machines={machines} />
        <h3 className="industry__part">{t("indicators")}</h3>
        <ul className="industry__list">
          {keyIndicators.map((one) => (
            <li key={one.id}>{phrase(one.name)}</li>
          ))}
        </ul>
      </Panel>
      <CalendarPanel calendar={calendar} />
      <Panel title={t("energy")}>
        <dl className="stats">
          <Stat label={t("perHour")} value={energy.kwhPerMachineHour.join("–")} note={t("own")} />
          <Stat
            label={t("baseLoad")}
            value={formatPercent(energy.baseLoadShare.value, 0)}
            note={sourceOf(energy.baseLoadShare.origin)}
          />
          <Stat label={t("gas")} value={t(energy.usesGas ? "yes" : "no")} />
        </dl>
      </Panel>
      <Panel title={t("norms")}>
        <dl className="stats">
          <Stat
            label={t("utilisation")}
            value={formatPercent(norms.utilisationPpm.value / 1e6, 0)}
            note={sourceOf(norms.utilisationPpm.origin)}
          />
          <Stat
            label={t("oee")}
            value={norms.oeePpm.map((ppm) => formatPercent(ppm / 1e6, 0)).join("–")}
            note={t("own")}
          />
          <Stat label={t("terms")} value={span(norms.receivableDays)} note={t("own")} />
          <Stat label={t("lead")} value={span(norms.leadDays)} note={t("own")} />
        </dl>
      </Panel>
    </div>
  );
}

/** Whether a number was published or is our own choice. */
function useSource() {
  const t = useText(text);
  return (origin: "rule" | "dataset" | "designChoice") => t(origin === "designChoice" ? "own" : "published");
}

function useSpan() {
  const t = useText(text);
  return ([from = 0, to = 0]: readonly number[]) => t("days", { from, to });
}

function MachineKinds({ machines }: Pick<IndustryTemplate, "machines">) {
  const t = useText(text);
  const phrase = usePhrase();
  return (
    <>
      <h3 className="industry__part">{t("machines")}</h3>
      <FigureTable
        label={t("machines")}
        rows={machines}
        rowKey={({ kind }) => kind.en}
        columns={[
          { key: "kind", title: t("kind"), render: ({ kind }) => phrase(kind) },
          {
            key: "power",
            title: t("power"),
            isFigure: true,
            render: ({ ratedKw: [from, to] }) => `${from}–${to}`,
          },
          { key: "connection", title: t("connection"), render: ({ connection }) => t(connection) },
        ]}
      />
    </>
  );
}

/** Months that follow one another as one stretch, so that a long season stays on its line. */
function stretchesOf(months: readonly number[]): string {
  const stretches: number[][] = [];
  for (const month of months) {
    const last = stretches.at(-1);
    if (last?.at(-1) === month - 1) last.push(month);
    else stretches.push([month]);
  }
  return stretches.map((one) => (one.length === 1 ? one[0] : `${one[0]}–${one.at(-1)}`)).join(" / ");
}

function CalendarPanel({ calendar }: Pick<IndustryTemplate, "calendar">) {
  const t = useText(text);
  const sourceOf = useSource();
  const span = useSpan();
  return (
    <Panel title={t("calendar")}>
      <dl className="stats">
        <Stat label={t("shifts")} value={calendar.shifts.value} note={sourceOf(calendar.shifts.origin)} />
        <Stat
          label={t("newYear")}
          value={span(calendar.newYearStopDays)}
          {...(calendar.keepsRunning ? { note: t("keepsRunning") } : {})}
        />
        <Stat
          label={t("peaks")}
          value={
            calendar.peakMonths.length === 0
              ? t("none")
              : t("months", { months: stretchesOf(calendar.peakMonths) })
          }
        />
      </dl>
    </Panel>
  );
}
