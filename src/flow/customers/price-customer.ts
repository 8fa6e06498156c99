import { type Customer, outlookOn } from "#customers";
import { decisionParameters, indicativePrice } from "#decision";
import { businessDayOf } from "#kernel";
import type { CustomerPrice, CustomerReader, CustomerStores } from "./customer-services.ts";
import { defaultChurn } from "../default-churn.ts";

const mostEvaluations = 20;

/**
 * What a loan to a customer would cost about: the newest evaluation that graded it, priced as a decision would be, for the
 * customer's probability of default and for both ends of its grade, with what outlooks in force today add.
 * @returns null while no evaluation graded the customer
 */
export async function priceCustomer(
  { evaluations, store, clock }: CustomerStores,
  { party }: CustomerReader,
  customer: Customer,
): Promise<CustomerPrice | null> {
  const outlooks = await store.listEntries(party.id, "outlook");
  const { priceAddPpm: addPpm } = outlookOn(outlooks, customer, businessDayOf(clock()));
  for (const { id, document, createdAtMs } of await evaluations.list(party.id, mostEvaluations)) {
    if (document === null) continue;
    for (const enterpriseId of customer.enterpriseIds) {
      const found = await evaluations.findEnterprise(party.id, id, enterpriseId);
      const band = document.model.grades.find(({ grade }) => grade === found?.grade);
      if (found === null || found.pd === null || band === undefined) continue;
      const { pd } = found;
      const about = { churn: defaultChurn.value, addPpm };
      return {
        evaluationId: id,
        evaluatedOn: businessDayOf(createdAtMs),
        enterpriseId,
        grade: band.grade,
        pd,
        addPpm,
        ...indicativePrice({ ...band, pd }, about, decisionParameters),
      };
    }
  }
  return null;
}
