import { sql } from "kysely";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import type { Party } from "#access";
import {
  bodyOf,
  callerOf,
  cookieOf,
  openWholeServer,
  type Person,
  type WholeServer,
} from "./open-whole-server.ts";

// Whoever could make himself the owner of another bank's enterprise would read all that this bank brought of it.

const header = "企业代码,企业名称,统一社会信用代码,地区,行业代码,年份,从业人员,营业收入（万元）,企业主";
const real = "E1,甲机械厂,91350100M000100Y43,福州,C34,2025,120,4500,王一";

interface Answer {
  readonly registered: number;
  readonly problems: readonly { readonly row: number; readonly code: string }[];
  readonly invitations: readonly { readonly enterpriseId: string; readonly token: string }[];
}

let server: WholeServer;
let otherBank: Party;
let manager: Person;
let stranger: Person;
let enterpriseId: string;

beforeAll(async () => {
  server = await openWholeServer();
  otherBank = await server.addParty("bank");
  manager = await server.signIn(server.bank, "accountManager");
  stranger = await server.signIn(otherBank, "accountManager");
  const { invitations } = await register(manager, "pilot", real);
  enterpriseId = invitations[0]?.enterpriseId ?? "";
});
afterAll(async () => await server.close());

async function register(person: Person, dataset: string, ...rows: readonly string[]): Promise<Answer> {
  const contentBase64 = Buffer.from([header, ...rows].join("\n")).toString("base64");
  const answer = await person("POST", "/v1/enterprises", {
    json: { dataset, fileName: "list.csv", contentBase64 },
  });
  expect(answer.status, await answer.clone().text()).toBe(200);
  return await bodyOf<Answer>(answer);
}

describe("an enterprise that a bank has registered", () => {
  it("gets no second owner through another bank's list, with another credit code or with none", async () => {
    for (const uscc of ["91350211M0000XUF46", ""]) {
      const answer = await register(stranger, "pilot", `E1,冒名厂,${uscc},福州,C34,2025,120,4500,李鬼`);
      const [invitation] = answer.invitations;
      if (invitation !== undefined) {
        const entered = await callerOf(server.address)("POST", "/v1/session", {
          json: { token: invitation.token },
        });
        const impostor = callerOf(server.address, cookieOf(entered));
        const read = await impostor("GET", `/v1/enterprises/${enterpriseId}/data/registry`);
        expect(read.status, "the impostor reads the enterprise's data as its own").not.toBe(200);
      }
      expect(answer).toMatchObject({ registered: 0, invitations: [] });
      expect(answer.problems).toMatchObject([{ row: 2, code: "LIST_ENTERPRISE_OF_OTHERS" }]);
    }
  });

  it("is joined by another bank under the same credit code, without an invitation", async () => {
    expect(await register(stranger, "pilot", real)).toMatchObject({ registered: 1, invitations: [] });
  });

  it("takes none that is not there yet into a data set of another bank", async () => {
    const answer = await register(stranger, "pilot", "E77,先占厂,,福州,C34,,,,李鬼");
    expect(answer).toMatchObject({ registered: 0, invitations: [] });
    expect(answer.problems).toMatchObject([{ row: 2, code: "LIST_ENTERPRISE_OF_OTHERS" }]);
    expect(await register(stranger, "own-list", "E77,自家厂,,福州,C34,,,,李四")).toMatchObject({
      registered: 1,
    });
  });

  it("keeps its one owner in the database, whatever the program does", async () => {
    const impostor = await server.addParty("enterprise");
    const insert = server.record.inParty(otherBank.id, async (transaction) =>
      sql`update touchstone.enterprise set own_party_id = ${impostor.id}
        where enterprise_id = ${enterpriseId}`.execute(transaction),
    );
    await expect(insert).rejects.toThrow(/has another owner/);
  });
});
