import type { Account } from "#access";
import { everybody } from "#consent";
import { gatherBases } from "#flow";
import { writeUserFile } from "./read-user-file.ts";
import type { CommandContext, RegisterCommand } from "./command-context.ts";
import { cliFaults } from "./errors.ts";
import { type OpenAreas, withAreas } from "./with-areas.ts";

interface DueDiligenceOptions {
  readonly dataDir: string;
  readonly out: string;
  readonly as: string;
  readonly json?: boolean;
}

const searchedEvaluations = 50;

/** `touchstone due-diligence`: the report on an enterprise's state of survival as a PDF. */
export const registerDueDiligence: RegisterCommand = (program, context) => {
  program
    .command("due-diligence")
    .description("make the due-diligence report (尽调报告) of an evaluated enterprise, as a draft and a PDF")
    .argument("<enterprise>", "enterprise id (ent_…) or its code in the newest evaluation that has it")
    .requiredOption("--data-dir <dir>", "data directory")
    .requiredOption("--out <file>", "PDF to write")
    .option("--as <user>", "person of the bank who makes it and whose reads are recorded", "admin")
    .option("--json", "print one JSON document on standard output")
    .action(async (enterprise: string, options: DueDiligenceOptions) => {
      await withAreas(options.dataDir, context, async (open) => {
        await makeReport(open, { enterprise, ...options }, context);
      });
    });
};

async function makeReport(
  open: OpenAreas,
  options: DueDiligenceOptions & { readonly enterprise: string },
  { stdout }: CommandContext,
): Promise<void> {
  const { areas, foundation } = open;
  const { documents, consent } = areas;
  const account = await findPerson(open, options.as);
  const party = await foundation.access.accounts.findParty(account.partyId);
  const enterpriseId = await findEnterpriseId(open, account.partyId, options.enterprise);
  const reader = { party: { id: account.partyId, name: party?.name ?? "" }, account };
  const bases = await gatherBases(consent, reader, { enterpriseId, what: "dueDiligence.make" });
  const person = { partyId: account.partyId, id: account.id, name: account.name };
  const report = await documents.start(person, { enterpriseId, bases });
  const pdf = await documents.print(account.partyId, report.id);
  writeUserFile("--out", options.out, pdf);
  const { document } = await documents.read(account.partyId, report.id);
  const summary = {
    id: report.id,
    enterprise: document.enterprise,
    asOf: report.asOf,
    state: report.survivalState,
    figures: document.figures.length,
    sources: document.sources.length,
    sha256: report.documentSha256,
    out: options.out,
  };
  stdout.write(options.json === true ? `${JSON.stringify(summary)}\n` : `${options.out}\n`);
}

async function findPerson({ foundation }: OpenAreas, name: string): Promise<Account> {
  const found = await foundation.access.accounts.findByName(foundation.record.partyId, name);
  if (found !== null) return found;
  const expected = "a person of the bank";
  throw cliFaults.fault("CLI_NO_SUCH_INPUT", { option: "--as", path: name, expected });
}

/** An id as it is; a code is looked up in the newest evaluation that has it. */
async function findEnterpriseId({ foundation }: OpenAreas, partyId: string, wanted: string): Promise<string> {
  if (wanted.startsWith("ent_")) return wanted;
  const { evaluations } = foundation.jobs;
  for (const evaluation of await evaluations.list(partyId, searchedEvaluations)) {
    if (evaluation.document === null) continue;
    const query = { search: wanted, sort: "code", order: "asc", offset: 0, limit: 100 } as const;
    const page = await evaluations.listEnterprises(partyId, evaluation.id, query, everybody);
    const found = page.items.find(({ code }) => code === wanted);
    if (found !== undefined) return found.id;
  }
  const expected = "an evaluated enterprise";
  throw cliFaults.fault("CLI_NO_SUCH_INPUT", { option: "<enterprise>", path: wanted, expected });
}
