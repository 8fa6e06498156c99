import type { DataClass } from "#consent";
import { type AuthenticityGrade, createRegionBook, crossCheck } from "#crosscheck";
import type { Customer } from "#customers";
import type { BusinessDay } from "#kernel";
import type { OperatingFacts } from "#operations";
import { type JudgedLifeStage, judgeLifeStage } from "#profile";
import type { OperatingAlert } from "#watch";
import type { CustomerStores } from "./customer-services.ts";
import { keepPermittedOperations } from "../operations/permitted-operations.ts";
import { operatingAlertsOf } from "../region/know-enterprise.ts";
import { rowsOf } from "./rows-of.ts";

/** What the streams of one enterprise say of it, beside its neighbours'. */
export interface Knowledge {
  readonly lifeStage: JudgedLifeStage | null;
  readonly authenticity: AuthenticityGrade;
  /** Open on T by the rules of early warning, whether the bank runs them over it or not. */
  readonly alerts: readonly OperatingAlert[];
}

interface KnownCustomer {
  readonly customer: Customer;
  readonly facts: OperatingFacts;
  readonly knowledge: Knowledge;
}

/** Rows kept in memory between the two passes; what is more is loaded again. */
const mostRowsHeld = 1_500_000;

/**
 * What the streams say of each customer: first everybody into the region's book, then one after another. Facts stay in
 * memory between the passes as far as they fit. Of a customer with several registers' entries the one with the most
 * rows counts.
 */
export async function* knowCustomers(
  { operations }: Pick<CustomerStores, "operations">,
  { asOf, knownAt }: { readonly asOf: BusinessDay; readonly knownAt: number },
  customers: readonly Customer[],
  classesOf: (id: string) => ReadonlySet<DataClass> | undefined,
): AsyncGenerator<KnownCustomer> {
  const customerOf = new Map(
    customers.flatMap((customer) => customer.enterpriseIds.map((one) => [one, customer] as const)),
  );
  const none: ReadonlySet<DataClass> = new Set();
  const load = async function* (enterpriseIds: readonly string[]): AsyncGenerator<Loaded> {
    if (enterpriseIds.length === 0) return;
    for await (const [id, facts] of operations.loadOperations({ asOf, knownAt, enterpriseIds })) {
      const customer = customerOf.get(id);
      if (customer === undefined) continue;
      const kept = keepPermittedOperations(facts, classesOf(customer.id) ?? none);
      yield { id, customer, facts: kept, rows: rowsOf(kept) };
    }
  };
  const book = createRegionBook();
  const chosen = new Map<string, Omit<Loaded, "facts"> & { readonly facts: OperatingFacts | null }>();
  let held = 0;
  for await (const one of load([...customerOf.keys()])) {
    book.add(one.id, one.facts);
    const before = chosen.get(one.customer.id);
    if (before !== undefined && one.rows <= before.rows) continue;
    const fits = held + one.rows <= mostRowsHeld;
    held += fits ? one.rows : 0;
    chosen.set(one.customer.id, fits ? one : { ...one, facts: null });
  }
  const know = (customer: Customer, id: string, facts: OperatingFacts): KnownCustomer => {
    const authenticity = crossCheck(facts, book.neighboursOf(id)).grade;
    const alerts = operatingAlertsOf(facts).filter(({ clearedOn }) => clearedOn === null);
    return { customer, facts, knowledge: { lifeStage: judgeLifeStage(facts), authenticity, alerts } };
  };
  for (const { id, customer, facts } of chosen.values()) {
    if (facts !== null) yield know(customer, id, facts);
  }
  const missing = [...chosen.values()].filter(({ facts }) => facts === null).map(({ id }) => id);
  for await (const { id, customer, facts } of load(missing)) yield know(customer, id, facts);
}

interface Loaded {
  readonly id: string;
  readonly customer: Customer;
  /** As far as they may be read. */
  readonly facts: OperatingFacts;
  readonly rows: number;
}
