import {
  claimFileOf,
  listProgrammes,
  readClaimCase,
  readStanding,
  sentenceOfStep,
  simulateFile,
  type Simulation,
  sealEvents,
} from "#compensation";
import { businessDayOf, formatPercent, formatYuan, type Language } from "#kernel";
import type { CommandContext, RegisterCommand } from "./command-context.ts";
import { cliFaults } from "./errors.ts";
import { readUserFile, writeUserFile } from "./read-user-file.ts";
import { withFund } from "./with-fund.ts";

interface FundOptions {
  readonly dataDir: string;
  readonly party?: string;
  readonly json?: boolean;
}

/** `touchstone fund`: the compensation fund without the server. */
export const registerFund: RegisterCommand = (program, context) => {
  const command = program.command("fund").description("compensation fund (风险补偿)");
  command
    .command("simulate")
    .description("work out a programme over events; exit 0 every invariant holds, 1 one does not, 2 bad use")
    .argument("<file>", 'JSON {"programme": terms, "events": [...]}; money as strings of fen')
    .option("--json", "print one JSON document on standard output")
    .action((file: string, options: { readonly json?: boolean }) => {
      const simulation = simulateFile(parseJson(file));
      context.stdout.write(
        options.json === true
          ? `${JSON.stringify(resultOf(simulation), asText)}\n`
          : describeSimulation(simulation, context.language),
      );
      context.setExitCode(simulation.violations.length === 0 ? 0 : 1);
    });
  command
    .command("status")
    .description("pools, ratios and room of a fund's programmes; exit 0 room left, 1 reservations stopped")
    .requiredOption("--data-dir <dir>", "data directory")
    .option("--party <code>", "code of the fund; needed where there are several")
    .option("--json", "print one JSON document on standard output")
    .action(async (options: FundOptions) => await showStatus(options, context));
  command
    .command("claim-file")
    .description("write a claim's file: index, parts, evidence, checksums")
    .argument("<claim>", "id of the claim")
    .requiredOption("--data-dir <dir>", "data directory")
    .requiredOption("--out <file>", "zip to write")
    .option("--party <code>", "code of the fund; needed where there are several")
    .option("--json", "print one JSON document on standard output")
    .action(async (claimId: string, options: FundOptions & { readonly out: string }) => {
      await writeClaimFile(claimId, options, context);
    });
};

async function showStatus(options: FundOptions, context: CommandContext): Promise<void> {
  await withFund(options, context, async ({ fund, party }) => {
    const on = businessDayOf(context.clock());
    const own = (await listProgrammes(fund.desk, party.id)).filter(
      ({ fundPartyId }) => fundPartyId === party.id,
    );
    const found = [];
    for (const { id } of own) {
      const standing = await readStanding(fund.desk, { partyId: party.id, programmeId: id, on });
      const { programme, balanceFen, reservedFen, roomFen, ratios, totals, claims } = standing;
      const { code, name } = programme;
      found.push({ code, name, balanceFen, reservedFen, roomFen, ratios, totals, claims: claims.length });
    }
    const lines = found.map(({ code, balanceFen, reservedFen, roomFen, ratios, claims }) => {
      const gross = ratios.grossPpm === null ? "—" : formatPercent(ratios.grossPpm);
      const [balance, reserved, room] = [balanceFen, reservedFen, roomFen].map(formatYuan);
      return context.language === "zh"
        ? `${code}\t余额 ${balance}\t预留 ${reserved}\t平均比例 ${gross}\t余量 ${room}\t申请 ${claims} 件\n`
        : `${code}\tbalance ${balance}\treserved ${reserved}\taverage ${gross}\troom ${room}\t${claims} claims\n`;
    });
    context.stdout.write(
      options.json === true
        ? `${JSON.stringify({ fund: party.code, programmes: found }, asText)}\n`
        : lines.join(""),
    );
    context.setExitCode(found.some(({ roomFen }) => roomFen < 0n) ? 1 : 0);
  });
}

async function writeClaimFile(
  claimId: string,
  options: FundOptions & { readonly out: string },
  context: CommandContext,
): Promise<void> {
  await withFund(options, context, async ({ fund, party, nameOf }) => {
    const { desk, pdf } = fund;
    await sealEvents(desk, party.id);
    const on = businessDayOf(context.clock());
    const found = await readClaimCase(desk, { partyId: party.id, claimId, on });
    const simulated = party.isSimulated;
    const file = await claimFileOf(found, { pdf, trust: desk.ledger.trust(), nameOf, simulated });
    writeUserFile("--out", options.out, file);
    const missing = found.checklist.filter(({ isThere }) => !isThere).map(({ code }) => code);
    const summary = { out: options.out, claim: claimId, state: found.claim.state, missing };
    context.stdout.write(options.json === true ? `${JSON.stringify(summary)}\n` : `${options.out}\n`);
  });
}

function parseJson(file: string): unknown {
  const text = readUserFile("FILE", file).toString("utf8");
  try {
    return JSON.parse(text);
  } catch (cause) {
    const expected = "a JSON document";
    throw cliFaults.fault("CLI_BAD_OPTION", { option: "FILE", expected, found: file }, cause);
  }
}

function resultOf({ account, events, violations }: Simulation) {
  const { balanceFen, reservedFen, roomFen, totals, claims } = account.book;
  const ratios = account.ratios();
  return {
    events,
    fund: { balanceFen, reservedFen, roomFen, totals, ratios },
    claims: [...claims.values()],
    violations,
  };
}

function asText(_key: string, value: unknown): unknown {
  return typeof value === "bigint" ? value.toString() : value;
}

function describeSimulation(simulation: Simulation, language: Language): string {
  const lines = simulation.events.flatMap(({ event, outcome, balanceFen, roomFen }, index) => {
    const subject = "claim" in event ? ` ${event.claim}` : "";
    const became = outcome.kind === "applied" ? formatYuan(outcome.amountFen) : `✗ ${outcome.why}`;
    const head = `${index + 1}\t${event.on}\t${event.kind}${subject}\t${became}\t${formatYuan(balanceFen)}\t${formatYuan(roomFen)}`;
    const steps = outcome.steps.map((step) => {
      const mark = step.binds ? "◀" : " ";
      return `\t\t${mark} ${formatYuan(step.amountFen)}\t${sentenceOfStep(step)[language]}`;
    });
    return [head, ...steps];
  });
  const { violations } = simulation;
  const verdict =
    language === "zh"
      ? violations.length === 0
        ? "各项不变式在每一步都成立"
        : `不成立：${violations.join(", ")}`
      : violations.length === 0
        ? "every invariant holds at every step"
        : `broken: ${violations.join(", ")}`;
  return `${lines.join("\n")}\n${verdict}\n`;
}
