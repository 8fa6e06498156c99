import { existsSync } from "node:fs";
import { readFile } from "node:fs/promises";
import { join } from "node:path";
import { registerPlant, setUpPlant } from "../../plants/register-plant.ts";
import { registeredOf, type Story } from "../story.ts";
import { samplePlants } from "./plant-list.ts";
import { samplePlantFolder } from "./start-plants.ts";

/**
 * Registers the machines and meters of the first enterprises, gives each plant a collector and enrols it with its code:
 * what an operator and a fitter would do. A plant that is enrolled already is left as it is.
 */
export async function registerPlants(story: Story): Promise<void> {
  const { cast, address, clock, signal, today } = story;
  const enterprises = (await registeredOf(story)).slice(0, samplePlants.length);
  await registerOnPlatform(story, new Set(enterprises.map(({ code }) => code)));
  for (const [i, sample] of samplePlants.entries()) {
    const enterpriseId = enterprises[i]?.id;
    const folder = samplePlantFolder(story.folder, sample);
    if (enterpriseId === undefined || existsSync(folder.written)) continue;
    signal.throwIfAborted();
    const code = await registerPlant(cast.platformOperator, sample, { enterpriseId, today });
    await setUpPlant(sample, folder, { code, address, nowMs: clock(), signal });
  }
}

/** A platform keeps the devices of the enterprises that it registered itself; it knows nothing of their owners' accounts. */
async function registerOnPlatform(
  { cast, directory, pilot }: Story,
  codes: ReadonlySet<string>,
): Promise<void> {
  const { platformOperator } = cast;
  const table = await readFile(join(directory, "enterprises.csv"), "utf8");
  const [header = "", ...lines] = table.trimEnd().split("\n");
  const chosen = [header, ...lines.filter((line) => codes.has(line.slice(0, line.indexOf(","))))];
  const text = chosen.map((line) => `${line.slice(0, line.lastIndexOf(","))}\n`).join("");
  await platformOperator.post("/v1/enterprises", {
    dataset: pilot.dataset,
    fileName: "enterprises.csv",
    contentBase64: Buffer.from(text).toString("base64"),
    platformPartyId: platformOperator.partyId,
  });
}
