import type { EvaluationStore } from "#jobs";
import type { BusinessDay } from "#kernel";
import type { Borrower, BorrowerSource, EvaluationSource } from "#lending";
import type { EnterpriseRegister, RegisteredEnterprise } from "#registry";

/** Borrowers are the registered enterprises that a party may know. */
export function openBorrowerSource(register: EnterpriseRegister): BorrowerSource {
  return {
    find: async (partyId, enterpriseId, on) => {
      const found = await register.find(partyId, enterpriseId, on);
      return found === null ? null : borrowerOf(found);
    },
    findOwn: async (partyId, on) => {
      const known = await register.list(partyId, on);
      const own = known.find(({ ownPartyId }) => ownPartyId === partyId);
      return own === undefined ? null : borrowerOf(own);
    },
    list: async (partyId: string, on: BusinessDay) => (await register.list(partyId, on)).map(borrowerOf),
  };
}

/** The bank's newest evaluation that has a result of the enterprise. */
export function openEvaluationSource(evaluations: EvaluationStore): EvaluationSource {
  return {
    findNewest: async (partyId, enterpriseId) => {
      for (const { id, document, dataset } of await evaluations.list(partyId, mostEvaluations)) {
        if (document === null) continue;
        const result = await evaluations.findEnterprise(partyId, id, enterpriseId);
        if (result === null) continue;
        const { scorecardSha256, indicatorsSha256, parametersSha256 } = document.pins;
        return {
          evaluationId: id,
          dataset,
          simulated: document.simulated,
          asOf: document.asOf,
          score: result.score,
          pd: result.pd,
          grade: result.grade,
          decision: result.decision,
          amountFen: result.amountFen === null ? null : BigInt(result.amountFen),
          annualRatePpm: result.annualRatePpm,
          pins: { scorecardSha256, indicatorsSha256, parametersSha256 },
        };
      }
      return null;
    },
  };
}

const mostEvaluations = 20;

function borrowerOf(enterprise: RegisteredEnterprise): Borrower {
  return {
    enterpriseId: enterprise.id,
    name: enterprise.name,
    code: enterprise.uscc ?? enterprise.code,
    sizeClass: enterprise.sizeClass,
    partyId: enterprise.ownPartyId,
  };
}
