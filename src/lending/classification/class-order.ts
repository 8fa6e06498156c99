import { type LoanClass, loanClasses } from "../loan.ts";

/** Place of a class from the best (0, 正常) to the worst (4, 损失). */
export function rankOf(loanClass: LoanClass): number {
  return loanClasses.indexOf(loanClass);
}

/** The worse of the classes; 正常 of none. */
export function worstOf(classes: readonly LoanClass[]): LoanClass {
  return classes.reduce<LoanClass>((worst, one) => (rankOf(one) > rankOf(worst) ? one : worst), "pass");
}

/** Whether the class is non-performing (不良): 次级, 可疑 or 损失. */
export function isNonPerforming(loanClass: LoanClass): boolean {
  return rankOf(loanClass) >= rankOf("substandard");
}
