import { existsSync, readFileSync } from "node:fs";
import { join } from "node:path";
import type { AccessStores } from "#access";
import { writeFileDurably } from "#adapters/files";
import type { SampleServices, SampleTour } from "#http";
import type { PilotCast } from "./pilot-cast.ts";

const fileName = "simulated-pilot.json";

/** What the pilot's page shows, kept beside the stores when the story is complete. */
export function openTour(directory: string, access: AccessStores): SampleServices {
  const path = pathOf(directory);
  const read = (): SampleTour | null =>
    existsSync(path) ? (JSON.parse(readFileSync(path, "utf8")) as SampleTour) : null;
  return {
    read,
    // Only people of the simulated parties are in the file, so nobody real can be entered as.
    enterAs: (accountId) => {
      const person = read()?.people.find((one) => one.accountId === accountId);
      return person === undefined ? null : access.tokens.issue(person);
    },
  };
}

/** Keeps who acted in the story and where it can be seen. */
export function writeTour(
  directory: string,
  cast: PilotCast,
  story: { readonly owner: SampleTour["people"][number] | null; readonly places: SampleTour["places"] },
): void {
  const people = Object.entries(cast).map(([key, { partyId, accountId }]) => ({ key, partyId, accountId }));
  const tour: SampleTour = {
    people: story.owner === null ? people : [...people, story.owner],
    places: story.places,
  };
  writeFileDurably(pathOf(directory), `${JSON.stringify(tour, null, 2)}\n`);
}

/** Whether the pilot was played to its end. */
export function hasTour(directory: string): boolean {
  return existsSync(pathOf(directory));
}

function pathOf(directory: string): string {
  return join(directory, fileName);
}
