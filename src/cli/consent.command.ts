import { type Consent, consentStateOn, type DataClass, dataClasses, type Purpose, purposes } from "#consent";
import { businessDayOf } from "#kernel";
import { collectValues, type RegisterCommand } from "./command-context.ts";
import { operatorOf } from "./operator.ts";
import { writeUserFile } from "./read-user-file.ts";
import { requireOneOf } from "./require-one-of.ts";
import { withAreas } from "./with-areas.ts";

interface ListOptions {
  readonly dataDir: string;
  readonly enterprise?: string;
  readonly json?: boolean;
}

interface FormOptions extends ListOptions {
  readonly out: string;
  readonly purpose: string;
  readonly dataClass: readonly string[];
  readonly until?: string;
}

/** `touchstone consent list` and `touchstone consent form`: consents and the form to be signed, without a browser. */
export const registerConsent: RegisterCommand = (program, context) => {
  const consent = program.command("consent").description("list consents, and print the form to be signed");
  consent
    .command("list")
    .description("list the consents that the installation's party was given, gave or recorded")
    .requiredOption("--data-dir <dir>", "data directory; no server may be using it")
    .option("--enterprise <id>", "of one enterprise")
    .option("--json", "print one JSON document on standard output")
    .action(async (options: ListOptions) => {
      const { enterprise } = options;
      const items = await withAreas(options.dataDir, context, async ({ foundation, areas }) =>
        areas.consent.consents.list(
          await operatorOf(foundation),
          enterprise === undefined ? {} : { enterpriseId: enterprise },
        ),
      );
      const today = businessDayOf(context.clock());
      const shown = items.map((one) => ({ ...one, state: consentStateOn(one, today) }));
      context.stdout.write(
        options.json === true ? `${JSON.stringify({ items: shown })}\n` : shown.map(lineOf).join(""),
      );
    });
  consent
    .command("form")
    .description("write the consent form as PDF, for one enterprise or with its name left open")
    .requiredOption("--data-dir <dir>", "data directory; no server may be using it")
    .requiredOption("--out <file>", "PDF to write")
    .option("--enterprise <id>", "for this enterprise")
    .option("--purpose <purpose>", purposes.join(", "), "creditEvaluation")
    .option("--data-class <class>", `${dataClasses.join(", ")}; repeatable (default: all)`, collectValues, [])
    .option("--until <day>", "last day of its term, YYYY-MM-DD")
    .option("--json", "print one JSON document on standard output")
    .action(async (options: FormOptions) => {
      const purpose = requireOneOf<Purpose>("--purpose", options.purpose, purposes);
      const chosen = options.dataClass.map((one) =>
        requireOneOf<DataClass>("--data-class", one, dataClasses),
      );
      const pdf = await withAreas(options.dataDir, context, async ({ foundation, areas }) =>
        areas.consent.consents.printBlankForm((await operatorOf(foundation)).party, {
          enterpriseId: options.enterprise ?? null,
          purpose,
          dataClasses: chosen.length === 0 ? dataClasses : chosen,
          untilOn: options.until ?? null,
        }),
      );
      writeUserFile("--out", options.out, pdf);
      const done = { out: options.out, bytes: pdf.length };
      context.stdout.write(options.json === true ? `${JSON.stringify(done)}\n` : `${options.out}\n`);
    });
};

function lineOf(consent: Omit<Consent, "state"> & { readonly state: string }): string {
  const { id, state, enterpriseName, provider, grantee, purpose, fromOn, untilOn } = consent;
  return `${[id, state, enterpriseName, `${provider.name} > ${grantee.name}`, purpose, `${fromOn}..${untilOn}`].join("\t")}\n`;
}
