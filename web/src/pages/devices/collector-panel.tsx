import { useQuery } from "@tanstack/react-query";
import { useMay } from "../../app/use-may.ts";
import { useText } from "../../i18n/language.tsx";
import { Panel } from "../../parts/panel.tsx";
import { Nothing } from "../../parts/states.tsx";
import { CollectorTable } from "./collector-table.tsx";
import { collectorText } from "./collector-text.ts";
import { collectorsQuery, type DeviceElement } from "./devices-api.ts";
import { EnrolWizard } from "./enrol-wizard.tsx";
import { text } from "./text.ts";

/** The collectors of one enterprise, and registering one. */
export function CollectorPanel({
  enterpriseId,
  elements,
}: {
  readonly enterpriseId: string;
  readonly elements: readonly DeviceElement[];
}) {
  const t = useText(text);
  const tc = useText(collectorText);
  const may = useMay();
  const { data } = useQuery(collectorsQuery(enterpriseId));
  if (data === undefined) return null;
  return (
    <Panel
      title={t("collectors")}
      note={t("collectorsNote")}
      actions={
        may("device.write") ? <EnrolWizard enterpriseId={enterpriseId} elements={elements} /> : undefined
      }
    >
      {data.items.length === 0 ? (
        <Nothing title={tc("none")} next={tc("noneNext")} />
      ) : (
        <CollectorTable collectors={data.items} />
      )}
    </Panel>
  );
}
