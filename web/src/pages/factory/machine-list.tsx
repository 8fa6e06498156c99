import { formatDecimal } from "../../figures/format-number.ts";
import { useText } from "../../i18n/language.tsx";
import { Panel } from "../../parts/panel.tsx";
import type { Streams, Twin } from "../profile/profile-api.ts";
import { text } from "./text.ts";

interface MachineListProps {
  readonly streams: Streams;
  readonly machines: Twin["machines"];
  readonly day: string;
}

/** Every machine with what it did on the day, as a bar of its 24 hours and in words. */
export function MachineList({ streams, machines, day }: MachineListProps) {
  const t = useText(text);
  const lastSeen = new Map(machines.map(({ asset, lastSeenOn }) => [asset, lastSeenOn]));
  return (
    <Panel title={t("each")}>
      <ul className="factory__machines">
        {streams.machines.map(({ asset, name, days }) => {
          const own = days.find((one) => one.day === day);
          const share = (minutes: number): string => `${(100 * minutes) / 1440}%`;
          return (
            <li key={asset}>
              <span translate="no">{name === "" || name === asset ? t("machineOf", { asset }) : name}</span>
              <span className="factory__bar" aria-hidden="true">
                {own !== undefined && (
                  <>
                    <i className="factory__run" style={{ inlineSize: share(own.runMinutes) }} />
                    <i className="factory__idle" style={{ inlineSize: share(own.idleMinutes) }} />
                    <i className="factory__alarm" style={{ inlineSize: share(own.alarmMinutes) }} />
                  </>
                )}
              </span>
              <span className={own === undefined ? "factory__warning" : "soft"}>
                {own === undefined
                  ? t("silent", { day: lastSeen.get(asset) ?? t("never") })
                  : own.runMinutes === 0
                    ? t("stood")
                    : t("ran", { hours: formatDecimal(own.runMinutes / 60, 1) })}
              </span>
            </li>
          );
        })}
      </ul>
    </Panel>
  );
}
