import type { Party } from "#access";
import type { FundServices } from "#compensation";
import type { CommandContext } from "./command-context.ts";
import { cliFaults } from "./errors.ts";
import { withAreas } from "./with-areas.ts";

/** A data directory open for a command of one fund. */
interface OpenFund {
  readonly fund: FundServices;
  readonly party: Party;
  nameOf(partyId: string): string;
}

/**
 * Opens a data directory for a command of one fund: the one whose code is given, or the only one there is.
 * @throws CLI_BAD_OPTION when there is no such fund, or several and none is named
 */
export async function withFund(
  { dataDir, party: code }: { readonly dataDir: string; readonly party?: string },
  context: CommandContext,
  work: (opened: OpenFund) => Promise<void>,
): Promise<void> {
  await withAreas(dataDir, context, async ({ foundation, areas }) => {
    const known = await foundation.access.parties.list(foundation.record.partyId);
    const funds = known.filter((one) => one.kind === "fund" && (code === undefined || one.code === code));
    const [party] = funds;
    if (party === undefined || funds.length > 1) {
      const found = code ?? `${funds.length} funds`;
      throw cliFaults.fault("CLI_BAD_OPTION", { option: "--party", expected: "code of one fund", found });
    }
    const nameOf = (id: string): string => known.find((one) => one.id === id)?.name ?? id;
    await work({ fund: areas.fund, party, nameOf });
  });
}
