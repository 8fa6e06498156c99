import { createProjectStore, createVersionStore } from "#adapters/postgres";
import { readTable } from "#adapters/tables";
import { trainBoostedTrees } from "#adapters/ydf";
import { openStudio, type StudioServices } from "#flow";
import type { AreaServices } from "#http";
import { catalogue } from "#indicators";
import { singleRow } from "#ledger";
import { discloseEntry } from "./disclose-entry.ts";
import type { Foundation } from "./foundation.ts";

/** Opens what serves the scorecard studio. */
export async function composeStudio(
  { access, record, stores, jobs, pdf }: Foundation,
  { consent }: Pick<AreaServices, "consent">,
): Promise<StudioServices> {
  const { ledger } = stores;
  const studio = openStudio({
    projects: createProjectStore(record),
    versions: createVersionStore(record),
    jobs,
    consent,
    pdf,
    train: async (task) => await trainBoostedTrees(task),
    readTable: async (path, signal) => {
      const request = {
        origin: { kind: "file", path } as const,
        columns: null,
        kinds: {},
        missingTexts: [],
        signal,
      };
      return await readTable(request, stores.answerQuery);
    },
    seal: async (partyId, { text, sha256, state }) => {
      const origin = ledger.originOf("import", `models/${partyId}`);
      const [receipt] = await ledger.append([
        {
          origin,
          dataClass: "parameter",
          header: { "@type": "scorecard-transition@1", sha256, state },
          payload: singleRow(new TextEncoder().encode(text)),
        },
      ]);
      await ledger.anchor();
      return { origin, entry: receipt?.index ?? 0 };
    },
    disclose: async (sealed) => await discloseEntry(ledger, sealed),
    nameOfIndicator: (id) => catalogue.find((one) => one.id === id)?.name.zh ?? id,
  });
  for (const { id, kind } of await access.parties.list(record.partyId)) {
    if (kind === "bank") await studio.sealLeftOver(id);
  }
  return studio;
}
