import { mkdir } from "node:fs/promises";
import { dirname } from "node:path";
import { z } from "zod";
import { addDays, type BusinessDay, type EpochMs } from "#kernel";
import { configureCollector, type PlatformAddress } from "./collector-configuration.ts";
import { type ConnectedPlant, type PlantFolder, writeMinutes } from "./plant-files.ts";
import { runCollector } from "./run-collector.ts";

/** Somebody who may register devices, at a running server. */
export interface PlantDesk {
  get(path: string): Promise<unknown>;
  post(path: string, body: object): Promise<unknown>;
}

const elementsSchema = z.object({ items: z.array(z.object({ id: z.string(), code: z.string() })) });
const madeSchema = z.object({ code: z.object({ text: z.string() }) });

/**
 * Registers a plant's machines and meters and a collector for them: what an operator does.
 * @returns the collector's one-time code
 */
export async function registerPlant(
  desk: PlantDesk,
  { name, plant }: ConnectedPlant,
  { enterpriseId, today }: { readonly enterpriseId: string; readonly today: BusinessDay },
): Promise<string> {
  const validFrom = addDays(today, -400);
  await desk.post("/v1/devices/elements", {
    elements: plant.elements.map((element) => ({
      enterpriseId,
      kind: element.kind,
      code: element.code,
      validFrom,
      data: {
        name: element.name,
        inServiceOn: validFrom,
        ...(element.kind === "meter"
          ? { medium: "electricity" }
          : { purchaseFen: String(element.powerW * 1_000), lifeMonths: 120 }),
        parameters: { ratedPowerW: String(element.powerW) },
      },
    })),
  });
  const listed = await desk.get(`/v1/devices/elements?enterpriseId=${encodeURIComponent(enterpriseId)}`);
  const wanted = new Set(plant.elements.map(({ code }) => code));
  const elementIds = elementsSchema
    .parse(listed)
    .items.filter(({ code }) => wanted.has(code))
    .map(({ id }) => id);
  const made = await desk.post("/v1/collectors", { enterpriseId, name: `${name}采集器`, elementIds });
  return madeSchema.parse(made).code.text;
}

/** Enrols a plant's collector with its code: what a fitter does. The first minutes are written, so it is set up. */
export async function setUpPlant(
  connected: ConnectedPlant,
  folder: PlantFolder,
  options: {
    readonly code: string;
    readonly address: PlatformAddress;
    readonly nowMs: EpochMs;
    readonly signal: AbortSignal;
  },
): Promise<void> {
  await mkdir(dirname(folder.configuration), { recursive: true });
  await configureCollector(connected, folder, { address: options.address, eventsPort: null });
  await runCollector(["enrol", "--config", folder.configuration, "--code", options.code], options.signal);
  await writeMinutes(connected, folder, options.nowMs);
}
