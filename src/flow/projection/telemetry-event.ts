import { Fingerprint, type TelemetryEvent } from "#collect";
import { businessDayOf, dayNumberOf } from "#kernel";
import { elementIdOf, type EnterpriseId } from "#registry";
import type { BusinessEvent } from "#telemetry";

/** One word per document, the one that files of the same documents have. */
const kinds: Readonly<Partial<Record<BusinessEvent["type"], string>>> = { goodsReceipt: "receiptOfGoods" };

/** An event as a row of the business documents. */
export function telemetryEventOf(
  event: BusinessEvent,
  { ordinal, enterpriseId }: { readonly ordinal: number; readonly enterpriseId: string },
  row: Uint8Array,
): TelemetryEvent {
  const fingerprint = new Uint32Array(2);
  const print = new Fingerprint();
  print.start();
  print.bytes(row, 0, row.length);
  print.finish(fingerprint, 0);
  const { element = "" } = event;
  return {
    ordinal,
    kind: kinds[event.type] ?? event.type,
    number: event.document,
    line: lineNumberOf(event.line),
    day: dayNumberOf(event.day ?? businessDayOf(event.atMs)),
    atMs: event.atMs,
    action: event.action,
    version: event.version ?? 0,
    counterparty: event.partner ?? "",
    item: event.item ?? "",
    unit: event.unit ?? "",
    quantityMilli: event.quantityMilli ?? null,
    amountFen: event.amountFen === undefined ? null : BigInt(event.amountFen),
    order: event.order ?? "",
    lot: event.lot ?? "",
    fromLots: event.fromLots ?? [],
    element,
    elementId: element === "" ? "" : elementIdOf(enterpriseId as EnterpriseId, element),
    fromMs: event.fromMs ?? null,
    toMs: event.toMs ?? null,
    fingerprint: [fingerprint[0] as number, fingerprint[1] as number],
  };
}

/** Business systems name their lines as they like; a line that is no number counts as the first. */
function lineNumberOf(line: string | undefined): number {
  const number = Number(line ?? 1);
  return Number.isInteger(number) && number >= 0 && number < 2 ** 32 ? number : 1;
}
