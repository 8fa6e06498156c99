import { mkdir, readFile, writeFile } from "node:fs/promises";
import { existsSync } from "node:fs";
import { dirname, join } from "node:path";
import { z } from "zod";
import { addDays } from "#kernel";
import { registeredOf, type Story } from "../story.ts";
import { runSampleCollector } from "./run-collector.ts";
import { collectorConfiguration, type PlantFolder, plantFolder, writeMinutes } from "./plant-files.ts";
import { type SamplePlant, samplePlants } from "./plant-list.ts";

const elementsSchema = z.object({ items: z.array(z.object({ id: z.string(), code: z.string() })) });
const madeSchema = z.object({ code: z.object({ text: z.string() }) });

/**
 * Registers the machines and meters of the first enterprises, gives each plant a collector and enrols it with its code:
 * what an operator and a fitter would do. A plant that is enrolled already is left as it is.
 */
export async function registerPlants(story: Story): Promise<void> {
  const enterprises = (await registeredOf(story)).slice(0, samplePlants.length);
  await registerOnPlatform(story, new Set(enterprises.map(({ code }) => code)));
  for (const [i, sample] of samplePlants.entries()) {
    const enterprise = enterprises[i];
    const folder = plantFolder(story.folder, sample);
    if (enterprise === undefined || existsSync(folder.written)) continue;
    story.signal.throwIfAborted();
    const code = await registerPlant(story, sample, enterprise.id);
    await setUp(story, { sample, folder, code });
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

/** @returns the one-time code of the plant's collector */
async function registerPlant(
  { cast, today }: Story,
  { name, plant }: SamplePlant,
  enterpriseId: string,
): Promise<string> {
  const { platformOperator } = cast;
  const validFrom = addDays(today, -400);
  await platformOperator.post("/v1/devices/elements", {
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
  const listed = await platformOperator.get(`/v1/devices/elements?enterpriseId=${enterpriseId}`);
  const wanted = new Set(plant.elements.map(({ code }) => code));
  const elementIds = elementsSchema
    .parse(listed)
    .items.filter(({ code }) => wanted.has(code))
    .map(({ id }) => id);
  const made = await platformOperator.post("/v1/collectors", {
    enterpriseId,
    name: `${name}采集器`,
    elementIds,
  });
  return madeSchema.parse(made).code.text;
}

async function setUp(
  { address, clock, signal }: Story,
  { sample, folder, code }: { sample: SamplePlant; folder: PlantFolder; code: string },
): Promise<void> {
  await mkdir(dirname(folder.configuration), { recursive: true });
  await writeFile(folder.configuration, collectorConfiguration(sample, folder, address));
  await runSampleCollector(["enrol", "--config", folder.configuration, "--code", code], signal);
  await writeMinutes(sample, folder, clock());
}
