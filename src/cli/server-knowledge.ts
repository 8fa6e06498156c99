import type { Knowledge } from "#http";
import { catalogue, missingReasons, windowNames } from "#indicators";
import { formatBundle } from "#seal";
import type { OpenStores } from "./open-stores.ts";

/** What the server shows of the log, the observations and the indicator catalogue. */
export function readKnowledge({ ledger, quarantine }: OpenStores): Knowledge {
  let signed: { size: number; note: string } | null = null;
  return {
    indicators: catalogue.map((indicator) => ({
      id: indicator.id,
      version: indicator.version,
      group: indicator.group,
      layer: indicator.layer,
      dataClasses: [...indicator.dataClasses],
      ...indicator.name,
      definitionZh: indicator.definition.zh,
      definitionEn: indicator.definition.en,
      formula: indicator.formula,
      unit: indicator.unit,
      window: indicator.window,
      windowZh: windowNames[indicator.window].zh,
      windowEn: windowNames[indicator.window].en,
      source: indicator.source.citation,
      presentOn: [...indicator.presentOn],
      endOfSeries: indicator.endOfSeries,
      expectedDirection: indicator.expectedDirection,
    })),
    missingReasons: missingReasons.messages,
    readLog: async () => {
      const { entries, platformSize } = ledger.status();
      const health = ledger.health();
      // A log that has not grown needs no new signature, and one that cannot be written gets none.
      if (signed?.size !== platformSize && health.state === "open") {
        const { size, note } = await ledger.checkpoint();
        signed = { size, note };
      }
      const checkpoint = signed?.note ?? (await ledger.logs.checkpoint(ledger.origin, { isNewest: true }));
      const verifierKey = ledger.trust().logs[0] ?? "";
      return { origin: ledger.origin, entries, platformSize, checkpoint, verifierKey, health };
    },
    readQuarantine: async (evaluation, page, readable) => {
      const found = await quarantine.read(evaluation.dataset, page, readable);
      return { ...page, total: found.total, items: [...found.items] };
    },
    readEvidence: async ({ document }, enterprise) => {
      if (document === null) return null;
      const { sealedResultOf } = await import("#flow");
      const origin = ledger.originOf("enterprise", enterprise.id);
      const bundle = await ledger.bundle(origin, { result: sealedResultOf(document, enterprise) });
      return Buffer.from(formatBundle(bundle));
    },
  };
}
