import { dataClasses } from "#consent";
import type { KnownEnterpriseProfile, KnownFrame } from "#flow";
import { formatWan, type Language } from "#kernel";
import { type ProfileItem, proxyItemNames, proxyItems } from "#profile";
import { enterpriseIdOf } from "#registry";
import type { CommandContext } from "./command-context.ts";
import { operatorOf } from "./operator.ts";
import { withAreas } from "./with-areas.ts";
import { badOption, readDay } from "./option-values.ts";

export interface ProfileOptions {
  readonly dataDir: string;
  readonly dataset?: string;
  readonly asOf?: string;
  readonly json?: boolean;
}

/**
 * `touchstone enterprise profile`: the portrait of one enterprise, for whoever holds the data directory.
 * @throws CLI_BAD_OPTION for a day that is none or a code that nobody registered
 */
export async function printProfile(
  code: string,
  options: ProfileOptions,
  context: CommandContext,
): Promise<void> {
  const asOf = options.asOf === undefined ? undefined : readDay("--as-of", options.asOf);
  const known = await withAreas(options.dataDir, context, async ({ foundation, areas }) => {
    const { dataset } = options;
    const registered = await areas.consent.registry.list((await operatorOf(foundation)).party);
    const enterpriseId =
      dataset === undefined
        ? registered.find((enterprise) => enterprise.code === code)?.id
        : enterpriseIdOf({ scheme: `dataset:${dataset}`, value: code });
    if (enterpriseId === undefined) {
      throw badOption("<code>", "the code of a registered enterprise, or --dataset", code);
    }
    return await areas.profile.profile({ enterpriseId, asOf, classes: new Set(dataClasses) });
  });
  const { stdout, language } = context;
  if (options.json === true) {
    const toText = (_: string, value: unknown) => (typeof value === "bigint" ? String(value) : value);
    stdout.write(`${JSON.stringify(known, toText)}\n`);
    return;
  }
  for (const line of linesOf(known, language)) stdout.write(`${line}\n`);
}

function linesOf(known: KnownFrame & KnownEnterpriseProfile, language: Language): readonly string[] {
  const { master, lifeStage, authenticity, profile, proxy } = known;
  return [
    [master?.code ?? known.enterpriseId, master?.name ?? "-", known.asOf, `< ${known.knownAt}`].join("\t"),
    ["lifeStage", lifeStage?.stage ?? "-", lifeStage?.confidence ?? "-"].join("\t"),
    ["authenticity", authenticity.grade, authenticity.score].join("\t"),
    ...proxyItems.flatMap((item) => {
      const estimate = proxy[item];
      if (estimate === null) return [];
      const wan = [estimate.valueFen, estimate.lowFen, estimate.highFen].map(formatWan);
      return [["proxy", proxyItemNames[item][language], ...wan].join("\t")];
    }),
    ...profile.groups.flatMap(({ group, items }) =>
      items.map((item) => [group, lineOf(item, language)].join("\t")),
    ),
  ];
}

function lineOf({ name, value, unit, asOf, grade, reason }: ProfileItem, language: Language): string {
  const shown = value !== null && unit === "fen" ? formatWan(BigInt(value)) : value;
  return [name[language], shown ?? reason, value === null ? "-" : unit, asOf ?? "-", grade ?? "-"].join("\t");
}
