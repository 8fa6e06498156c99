import { existsSync } from "node:fs";
import { enterpriseIdOf } from "#registry";
import { businessDayOf, type Clock, formatWan } from "#kernel";
import {
  type LivePlant,
  livePlantOf,
  plantClock,
  planRegion,
  type RegionRequest,
  simulateEnterprise,
} from "#simulate";
import type { PlatformAddress } from "./collector-configuration.ts";
import { type ConnectedPlant, plantFolder } from "./plant-files.ts";
import { type PlantDesk, registerPlant, setUpPlant } from "./register-plant.ts";
import { runPlant } from "./run-plant.ts";

/** A plant of a region, as it is connected. */
export interface RegionPlant extends ConnectedPlant, LivePlant {}

/** How the plants of a region go on. */
export interface LiveRequest {
  readonly dataset: string;
  /** Folder of the plants: their tables, and their collectors' keys and buffers. */
  readonly directory: string;
  readonly address: PlatformAddress;
  /** How fast time goes until it has caught up with the clock; 1 is real time. */
  readonly speed: number;
  readonly pastHours: number;
  readonly clock: Clock;
  readonly signal: AbortSignal;
}

const slowestWriteMs = 10_000;
const fastestWriteMs = 1_000;

/** The first enterprises of a region that have machines, as they go on after its history. */
export function chooseRegionPlants(
  request: RegionRequest,
  { plants, pastHours }: { readonly plants: number; readonly pastHours: number },
): RegionPlant[] {
  const plan = planRegion(request);
  const chosen: RegionPlant[] = [];
  for (let index = 0; index < plan.enterprises.length && chosen.length < plants; index++) {
    const plant = livePlantOf(simulateEnterprise(plan, index), request.seed);
    if (plant !== null) chosen.push({ ...plant, pastHours, silentHours: [] });
  }
  return chosen;
}

/** Those that have no collector yet. */
export function notSetUp(plants: readonly RegionPlant[], directory: string): readonly RegionPlant[] {
  return plants.filter((plant) => !existsSync(plantFolder(directory, plant).written));
}

/** Registers enterprises, machines and collectors, and enrols each collector with its own key. */
export async function setUpRegionPlants(
  desk: PlantDesk & { readonly platformPartyId: string },
  plants: readonly RegionPlant[],
  { dataset, directory, address, clock, signal }: LiveRequest,
): Promise<void> {
  if (plants.length === 0) return;
  await desk.post("/v1/enterprises", {
    dataset,
    fileName: "enterprises.csv",
    contentBase64: Buffer.from(enrolmentList(plants)).toString("base64"),
    platformPartyId: desk.platformPartyId,
  });
  const today = businessDayOf(clock());
  for (const plant of plants) {
    signal.throwIfAborted();
    const enterpriseId = enterpriseIdOf({ scheme: `dataset:${dataset}`, value: plant.code });
    const code = await registerPlant(desk, plant, { enterpriseId, today });
    const folder = plantFolder(directory, plant);
    // What was before the first start is written by the plant's own clock, at its speed.
    const nowMs = clock() - plant.pastHours * 3_600_000;
    await setUpPlant({ ...plant, pastHours: 0 }, folder, { code, address, nowMs, signal });
  }
}

/**
 * Lets the plants go on: each writes minutes and business events at its speed, and its own collector signs and sends them.
 * @param onFailure told of a plant that stopped by itself; the others go on
 * @returns when the signal is aborted and every collector is closed, or when all have stopped
 */
export async function runRegionPlants(
  plants: readonly RegionPlant[],
  { directory, address, speed, pastHours, clock, signal }: LiveRequest,
  onFailure: (plant: RegionPlant, cause: unknown) => void,
): Promise<void> {
  const plantTime = plantClock(clock, { pastMs: pastHours * 3_600_000, speed });
  const everyMs = Math.max(fastestWriteMs, Math.min(slowestWriteMs, 60_000 / speed));
  await Promise.all(
    plants.map(async (plant) => {
      try {
        const folder = plantFolder(directory, plant);
        await runPlant(plant, folder, { address, clock: plantTime, everyMs, signal });
      } catch (cause) {
        if (!signal.aborted) onFailure(plant, cause);
      }
    }),
  );
}

const sizeYear = "2025";

function enrolmentList(plants: readonly RegionPlant[]): string {
  const header =
    "企业代码,企业名称,统一社会信用代码,地区,行业代码,年份,从业人员,营业收入（万元）,资产总额（万元）";
  const rows = plants.map(({ code, name, uscc, division, employees, yearlySalesFen }) => {
    const wan = formatWan(yearlySalesFen);
    return [code, name, uscc, "", division, sizeYear, employees, wan, wan].join(",");
  });
  return `${[header, ...rows].join("\n")}\n`;
}
