import { formatYuan, isBusinessDay, tryParseYuan } from "#kernel";
import {
  type Instalment,
  type LoanTerms,
  ownLoanParameters,
  ownRepaymentMethods,
  type OwnRepaymentMethod,
  scheduleOf,
  termsOfOffer,
} from "#lending";
import type { CommandContext, RegisterCommand } from "./command-context.ts";
import { cliFaults } from "./errors.ts";

interface QuoteOptions {
  readonly amount: string;
  readonly rate: string;
  readonly months: string;
  readonly method: string;
  readonly on: string;
  readonly json?: boolean;
}

/** `touchstone loan`: what a loan costs, without a data directory. */
export const registerLoan: RegisterCommand = (program, context) => {
  const command = program.command("loan").description("own loans (自营贷款)");
  command
    .command("quote")
    .description("the repayment schedule that terms lead to, to the fen")
    .requiredOption("--amount <yuan>", "principal in yuan, for example 1000000")
    .requiredOption("--rate <percent>", "rate a year in percent, for example 3.45")
    .requiredOption("--months <n>", "1 to 60")
    .requiredOption("--on <day>", "day of the draw-down, YYYY-MM-DD")
    .option("--method <name>", ownRepaymentMethods.join(", "), "interestOnlyBullet")
    .option("--json", "print one JSON document on standard output; money in fen")
    .action((options: QuoteOptions) => quote(options, context));
};

function quote(options: QuoteOptions, { stdout, language }: CommandContext): void {
  const terms = termsOf(options);
  const schedule = scheduleOf(terms);
  const interestFen = schedule.reduce((sum, instalment) => sum + instalment.interestFen, 0n);
  if (options.json === true) {
    const instalments = schedule.map(({ principalFen, interestFen: interest, ...rest }) => ({
      ...rest,
      principalFen: String(principalFen),
      interestFen: String(interest),
    }));
    const total = String(terms.principalFen + interestFen);
    stdout.write(`${JSON.stringify({ instalments, interestFen: String(interestFen), totalFen: total })}\n`);
    return;
  }
  stdout.write(describeSchedule(schedule, language));
  const interest = formatYuan(interestFen);
  stdout.write(language === "zh" ? `利息合计 ${interest} 元\n` : `interest in all ${interest} yuan\n`);
}

function describeSchedule(schedule: readonly Instalment[], language: "zh" | "en"): string {
  const head =
    language === "zh"
      ? ["期次", "到期日", "本金", "利息", "应还"]
      : ["no.", "due", "principal", "interest", "payment"];
  const rows = schedule.map(({ ordinal, dueOn, principalFen, interestFen }) => [
    String(ordinal),
    dueOn,
    formatYuan(principalFen),
    formatYuan(interestFen),
    formatYuan(principalFen + interestFen),
  ]);
  return [head, ...rows].map((row) => `${row.join("\t")}\n`).join("");
}

function termsOf({ amount, rate, months, method, on }: QuoteOptions): LoanTerms {
  const amountFen = tryParseYuan(amount);
  if (amountFen === null || amountFen <= 0n) throw badOption("--amount", "yuan above zero", amount);
  if (!/^\d{1,2}(\.\d{1,4})?$/.test(rate)) throw badOption("--rate", "percent such as 3.45", rate);
  if (!/^\d{1,2}$/.test(months)) throw badOption("--months", "1 to 60", months);
  if (!isBusinessDay(on)) throw badOption("--on", "YYYY-MM-DD", on);
  if (!isOwnMethod(method)) throw badOption("--method", ownRepaymentMethods.join(", "), method);
  const annualRatePpm = Math.round(Number(rate) * 10_000);
  const offer = { amountFen, annualRatePpm, months: Number(months), method };
  return { ...termsOfOffer(offer, ownLoanParameters), drawnOn: on };
}

function isOwnMethod(method: string): method is OwnRepaymentMethod {
  return (ownRepaymentMethods as readonly string[]).includes(method);
}

function badOption(option: string, expected: string, found: string) {
  return cliFaults.fault("CLI_BAD_OPTION", { option, expected, found: found.slice(0, 40) });
}
