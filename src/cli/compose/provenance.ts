import { createPipeAlarmStore } from "#adapters/postgres";
import {
  openPipeAlarms,
  openPipeWatch,
  openProvenance,
  type PipeAlarmServices,
  type PipeWatch,
  type ProvenanceServices,
} from "#flow";
import type { AreaServices } from "#http";
import type { Foundation } from "./foundation.ts";

/** Opens what says where numbers come from. */
export function composeProvenance(
  { stores, clock }: Foundation,
  { devices }: Pick<AreaServices, "devices">,
): ProvenanceServices {
  const { ledger } = stores;
  return openProvenance({
    source: stores.provenance,
    ledger,
    logs: ledger.logs,
    collectorName: (id) => devices.directory.find(id)?.name ?? null,
    clock,
  });
}

/** Opens the reading side of the pipe's alarms. */
export function composePipeAlarms(
  { record }: Foundation,
  { devices }: Pick<AreaServices, "devices">,
): PipeAlarmServices {
  return openPipeAlarms(createPipeAlarmStore(record), (id) => devices.directory.find(id)?.name ?? null);
}

/** Opens the watch over the pipe, to be looked by regularly. */
export function composePipeWatch(
  { record, clock, nextId }: Foundation,
  { devices, intake }: Pick<AreaServices, "devices" | "intake">,
): PipeWatch {
  const { directory } = devices;
  return openPipeWatch({
    directory,
    live: intake.live,
    events: intake,
    store: createPipeAlarmStore(record),
    clock,
    nextId,
  });
}
