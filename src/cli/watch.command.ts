import pino from "pino";
import type { Language } from "#kernel";
import { type Alert, alertSentence, isOpen, ruleOf, type WatchedEnterprise } from "#watch";
import type { CommandContext, RegisterCommand } from "./command-context.ts";
import { composeAreas } from "./compose/areas.ts";
import { openFoundation } from "./compose/foundation.ts";
import { cliFaults } from "./errors.ts";
import { readDay } from "./option-values.ts";

interface WatchOptions {
  readonly dataDir: string;
  readonly party?: string;
  readonly json?: boolean;
}

type Opened = Awaited<ReturnType<typeof composeAreas>>["watch"];
type Bank = { readonly id: string; readonly name: string };

/** `touchstone watch`: early warning without the server. */
export const registerWatch: RegisterCommand = (program, context) => {
  const command = program.command("watch").description("early warning (风险预警)");
  command
    .command("run")
    .description(
      "evaluate all rules on the bank's enterprises; exit 0 nothing open, 1 alerts are open, 2 bad use",
    )
    .requiredOption("--data-dir <dir>", "data directory")
    .requiredOption("--as-of <day>", "business day YYYY-MM-DD; nothing later is looked at")
    .option("--party <code>", "code of the bank; the installation's own when left out")
    .option("--json", "print one JSON document on standard output")
    .action(async (options: WatchOptions & { readonly asOf: string }) => {
      const asOf = readDay("--as-of", options.asOf);
      await withWatch(options, context, async (watch, bank) => {
        const knownAt = await watch.knownAt();
        const run = await watch.run({ party: bank, account: null }, { asOf, knownAt });
        const open = (await watch.store.listAlerts(bank.id)).filter(({ state }) => isOpen(state));
        context.stdout.write(
          options.json === true
            ? `${JSON.stringify({ run, open: open.length })}\n`
            : describeRun(run, open.length, context.language),
        );
        context.setExitCode(open.length === 0 ? 0 : 1);
      });
    });
  command
    .command("list")
    .description("list open alerts, the gravest first; exit 0 none, 1 some, 2 bad use")
    .requiredOption("--data-dir <dir>", "data directory")
    .option("--party <code>", "code of the bank; the installation's own when left out")
    .option("--json", "print one JSON document on standard output")
    .action(async (options: WatchOptions) => {
      await withWatch(options, context, async (watch, bank) => {
        const open = (await watch.store.listAlerts(bank.id)).filter(({ state }) => isOpen(state));
        const names = new Map((await watch.store.listEnterprises(bank.id)).map((one) => [one.id, one]));
        context.stdout.write(
          options.json === true
            ? `${JSON.stringify({ alerts: open.map((alert) => ({ ...alert, found: alertSentence(alert) })) })}\n`
            : open.map((alert) => describeAlert(alert, names, context.language)).join(""),
        );
        context.setExitCode(open.length === 0 ? 0 : 1);
      });
    });
};

/** Opens a data directory for one command; nothing is sent and nothing of it logs. */
async function withWatch(
  { dataDir, party }: WatchOptions,
  context: CommandContext,
  work: (watch: Opened, bank: Bank) => Promise<void>,
): Promise<void> {
  const foundation = await openFoundation(
    { dataDir, mustExist: true, logger: () => pino({ level: "silent" }) },
    context,
  );
  try {
    const { parties } = foundation.access;
    const partyId = party === undefined ? foundation.record.partyId : await parties.findIdByCode(party);
    const known = await parties.list(foundation.record.partyId);
    const bank = known.find(({ id, kind }) => id === partyId && kind === "bank");
    if (bank === undefined) {
      throw cliFaults.fault("CLI_BAD_OPTION", {
        option: "--party",
        expected: "code of a bank",
        found: party ?? "",
      });
    }
    const { watch } = await composeAreas(foundation);
    await work(watch, bank);
  } finally {
    await foundation.close();
  }
}

function describeRun(run: Awaited<ReturnType<Opened["run"]>>, open: number, language: Language): string {
  const { asOf, enterprises, raised, worsened, ended, notComputable } = run;
  return language === "zh"
    ? `截至 ${asOf}：${enterprises} 户，新增 ${raised} 条，加重 ${worsened} 条，解除 ${ended} 条，${notComputable} 项无法计算；未结 ${open} 条\n`
    : `as of ${asOf}: ${enterprises} enterprises, ${raised} raised, ${worsened} worsened, ${ended} released, ${notComputable} not computable; ${open} open\n`;
}

function describeAlert(
  alert: Alert,
  names: ReadonlyMap<string, WatchedEnterprise>,
  language: Language,
): string {
  const name = names.get(alert.enterpriseId)?.name ?? alert.enterpriseId;
  const rule = ruleOf(alert.rule).name[language];
  return `${alert.level}\t${alert.dueOn}\t${alert.state}\t${name}\t${rule}\t${alertSentence(alert)[language]}\n`;
}
