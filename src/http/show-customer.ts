import type { z } from "zod";
import {
  type CustomerEntry,
  type CustomerQuery,
  type EntryContent,
  type EntryKind,
  entrySchemas,
  type ListedCustomer,
} from "#customers";
import type { customerQuerySchema } from "./customers.schema.ts";
import { showMoney } from "./show-money.ts";

/** A customer with its portrait, as the interface gives it. */
export function showListed({ customer, portrait }: ListedCustomer) {
  return { customer: showMoney(customer), portrait: portrait === null ? null : showMoney(portrait) };
}

/** An entry, its money as text. */
export function showEntry(entry: CustomerEntry) {
  const { id, kind, customerId, onDay, madeBy, madeAtMs, revision } = entry;
  const content: Record<string, unknown> = { ...showMoney(entry.content) };
  return { id, kind, customerId, onDay, content, madeBy, madeAtMs, revision };
}

/** What every entry of a kind begins with. */
const beginnings: Readonly<Partial<Record<EntryKind, object>>> = {
  task: { state: "open", result: "", steps: [] },
  ticket: { state: "open", steps: [] },
  offer: { state: "made", applicationId: null, steps: [] },
  lead: { lostOn: null, lostReason: "", steps: [] },
};

/** The content of a new entry from what was sent. */
export function contentOf<Kind extends EntryKind>(kind: Kind, sent: object): EntryContent<Kind> {
  const money = Object.fromEntries(
    Object.entries(sent).map(([name, value]) => [
      name,
      name.endsWith("Fen") && typeof value === "string" ? BigInt(value) : value,
    ]),
  );
  return entrySchemas[kind].parse({ ...money, ...beginnings[kind] }) as EntryContent<Kind>;
}

/** The query of a list from its address. */
export function queryOf(query: z.output<typeof customerQuerySchema>): CustomerQuery {
  const { isListed, ...rest } = query;
  return { ...rest, isListed: isListed === undefined ? undefined : isListed === "true" };
}
