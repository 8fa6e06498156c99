import type { LoanOffer } from "./application.ts";
import type { OwnLoanParameters } from "./parameters.ts";
import type { LoanTerms } from "./terms.ts";

/** The terms of the contract that an offer leads to, with the product's parameters in force. */
export function termsOfOffer(offer: LoanOffer, parameters: OwnLoanParameters): Omit<LoanTerms, "drawnOn"> {
  return {
    principalFen: offer.amountFen,
    annualRatePpm: offer.annualRatePpm,
    months: offer.months,
    method: offer.method,
    interestDay: parameters.interestDay.value,
    roll: parameters.roll.value,
    penaltyFactorPpm: parameters.penaltyFactorPpm.value,
    compounds: parameters.compounds.value,
  };
}
