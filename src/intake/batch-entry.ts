import type { EntryToAppend } from "#ledger";
import type { EnterpriseId, KnownCollector } from "#registry";
import { toBase64 } from "#seal";
import { headJson, type SignedBatch } from "#telemetry";
import { type BatchFlags, flagsJson } from "./flags.ts";
import type { Arrival } from "./intake.ts";

/** Whose log a batch belongs in, and which of the collector's elements count in it. */
export interface BatchHome {
  /** Null where its channels belong to several enterprises, or to none. */
  readonly enterpriseId: EnterpriseId | null;
  readonly elements: ReadonlySet<string>;
}

/** A collector's own enterprise, or the one to which all elements of the batch belong. */
export function homeOf(collector: KnownCollector, { head }: SignedBatch): BatchHome {
  const enterpriseId = collector.enterpriseId ?? onlyEnterprise(collector, head.channels);
  const elements = new Set<string>();
  for (const [code, bound] of collector.elements) {
    if (bound.enterpriseId === enterpriseId) elements.add(code);
  }
  return { enterpriseId, elements };
}

/** The entry that seals a batch exactly as it came, with the verdict beside it. */
export function batchEntry(
  batch: SignedBatch,
  {
    collector,
    home,
    origin,
    flags,
    arrival,
  }: {
    readonly collector: KnownCollector;
    readonly home: BatchHome;
    readonly origin: string;
    readonly flags: BatchFlags;
    readonly arrival: Arrival;
  },
): EntryToAppend {
  const { head, signature, rows, ends, saltSeed } = batch;
  return {
    origin,
    dataClass: head.content === "events" ? "document" : "reading",
    header: {
      "@type": "signed-batch@1",
      batch: headJson(head),
      signature: toBase64(signature),
      signer: collector.kind,
      via: arrival.via,
      enterprise: home.enterpriseId,
      elements: head.channels.map(({ element }) =>
        home.elements.has(element) ? (collector.elements.get(element)?.elementId ?? null) : null,
      ),
      flags: flagsJson(flags),
    },
    payload: { bytes: rows, ends, saltSeed },
    receivedAtMs: arrival.receivedAtMs,
  };
}

function onlyEnterprise(
  collector: KnownCollector,
  channels: readonly { readonly element: string }[],
): EnterpriseId | null {
  let only: EnterpriseId | null = null;
  for (const { element } of channels) {
    const bound = collector.elements.get(element);
    if (bound === undefined) continue;
    if (only !== null && bound.enterpriseId !== only) return null;
    only = bound.enterpriseId;
  }
  return only;
}
