import type { EpochMs, IdSource } from "#kernel";
import type { RegisteredEnterprise } from "#registry";
import type { Customer, CustomerStanding } from "./customer.ts";

/**
 * The customers that follow from a bank's register: entries with one unified social credit code are one customer,
 * whatever data set they came with (GB 32100-2015); the first registered one names it. Customers that are there keep
 * their ids; an entry that learns its code later joins the customer that has it.
 */
export function identifyCustomers(
  registered: readonly RegisteredEnterprise[],
  known: readonly Customer[],
  context: {
    readonly partyId: string;
    readonly nextId: IdSource;
    readonly atMs: EpochMs;
    readonly standingOf: (enterpriseIds: readonly string[]) => CustomerStanding;
  },
): readonly Customer[] {
  const byCode = new Map(known.flatMap((one) => (one.uscc === null ? [] : [[one.uscc, one] as const])));
  const byEnterprise = new Map(known.flatMap((one) => one.enterpriseIds.map((id) => [id, one] as const)));
  const groups = Map.groupBy(
    [...registered].sort((a, b) => a.registeredAtMs - b.registeredAtMs || (a.id < b.id ? -1 : 1)),
    ({ uscc, id }) => uscc?.toUpperCase() ?? id,
  );
  return [...groups.values()].flatMap((group): Customer[] => {
    const [first] = group;
    if (first === undefined) return [];
    const uscc = first.uscc?.toUpperCase() ?? null;
    const before = (uscc === null ? undefined : byCode.get(uscc)) ?? byEnterprise.get(first.id);
    const enterpriseIds = [...new Set([...(before?.enterpriseIds ?? []), ...group.map(({ id }) => id)])];
    const isOwn = group.some(({ registeredByPartyId }) => registeredByPartyId === context.partyId);
    return [
      {
        id: before?.id ?? context.nextId(),
        uscc,
        name: first.name,
        enterpriseIds,
        region: firstOf(group, ({ region }) => region),
        industry: firstOf(group, ({ industry }) => industry),
        sizeClass: firstOf(group, ({ sizeClass }) => sizeClass),
        standing: context.standingOf(enterpriseIds),
        origin: isOwn ? "register" : "optIn",
        managerId: before?.managerId ?? null,
        sinceAtMs: before?.sinceAtMs ?? context.atMs,
      },
    ];
  });
}

function firstOf<T>(
  group: readonly RegisteredEnterprise[],
  pick: (one: RegisteredEnterprise) => T | null,
): T | null {
  return group.map(pick).find((value) => value !== null) ?? null;
}
