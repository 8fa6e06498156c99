import { afterAll, beforeAll, expect, it } from "vitest";
import { bodyOf, openWholeServer, type Person, type WholeServer } from "./open-whole-server.ts";

let server: WholeServer;
let officer: Person;
const owners = new Map<string, Person>();
const idOf = new Map<string, string>();

const header = "企业代号,发票号码,开票日期,购方单位代号,金额,税额,价税合计,发票状态";

/** Two years of monthly invoices of some enterprises. */
const invoicesOf = (codes: readonly string[], from: number): string => {
  const rows = codes.flatMap((code, place) =>
    Array.from({ length: 24 }, (_, month) => {
      const day = `${2023 + Math.floor(month / 12)}/${(month % 12) + 1}/15`;
      return `${code},${String(from + place * 100 + month).padStart(8, "0")},${day},B${month % 3},1000,130,1130,有效发票`;
    }),
  );
  return [header, ...rows].join("\n");
};

beforeAll(async () => {
  server = await openWholeServer();
  officer = await server.signIn(server.bank, "accountManager");
  const list = ["企业代码,企业名称,企业主", "E1,甲厂,王一", "E2,乙厂,李二", "E3,丙厂,赵三"].join("\n");
  const answer = await officer("POST", "/v1/enterprises", {
    json: { dataset: "pilot", fileName: "list.csv", contentBase64: Buffer.from(list).toString("base64") },
  });
  const { invitations } = await bodyOf<{ invitations: { code: string; enterpriseId: string }[] }>(answer);
  const { items } = await bodyOf<{ items: { code: string; name: string; ownPartyId: string }[] }>(
    officer("GET", "/v1/enterprises"),
  );
  for (const { code, enterpriseId } of invitations) {
    idOf.set(code, enterpriseId);
    const entry = items.find((one) => one.code === code);
    const name = entry?.name ?? "";
    const party = {
      id: entry?.ownPartyId ?? "",
      kind: "enterprise",
      code,
      name,
      isSimulated: false,
    } as const;
    owners.set(code, await server.signIn(party, "owner"));
  }
  await give("E1", ["invoice", "evaluation"]);
  await give("E2", ["machine", "energy", "evaluation"]);
});
afterAll(async () => await server.close());

const ownerOf = (code: string): Person => {
  const found = owners.get(code);
  if (found === undefined) throw new Error(code);
  return found;
};

async function give(code: string, dataClasses: readonly string[]): Promise<string> {
  const today = new Date(server.clock.read() + 8 * 3_600_000).toISOString().slice(0, 10);
  const answer = await ownerOf(code)("POST", "/v1/consents", {
    json: {
      enterpriseId: idOf.get(code),
      granteePartyId: server.bank.id,
      purpose: "creditEvaluation",
      dataClasses,
      fromOn: today,
      untilOn: `${Number(today.slice(0, 4)) + 1}-01-31`,
    },
  });
  expect(answer.status, await answer.clone().text()).toBe(201);
  return (await bodyOf<{ id: string }>(answer)).id;
}

async function evaluate(
  csv: string,
  { basis, dataset = "pilot" }: { basis?: string; dataset?: string } = {},
) {
  const upload = await bodyOf<{ id: string }>(officer("POST", "/v1/uploads"));
  const body = new Uint8Array(Buffer.from(csv));
  const put = await officer("PUT", `/v1/uploads/${upload.id}/files/sales.csv`, { body });
  expect(put.ok, await put.clone().text()).toBe(true);
  const started = await officer("POST", "/v1/evaluations", {
    json: { uploadId: upload.id, dataset, ...(basis === undefined ? {} : { basis }) },
  });
  expect(started.status, await started.clone().text()).toBe(202);
  const { evaluationId } = await bodyOf<{ evaluationId: string }>(started);
  for (;;) {
    const evaluation = await bodyOf<{
      state: string;
      problem: { code: string } | null;
      document: { permissions: unknown } | null;
    }>(officer("GET", `/v1/evaluations/${evaluationId}`));
    if (evaluation.state !== "queued" && evaluation.state !== "running")
      return { id: evaluationId, ...evaluation };
    await new Promise((resolve) => setTimeout(resolve, 100));
  }
}

const listOf = async (id: string) => {
  const page = await bodyOf<{ total: number; items: { code: string }[]; totals: { enterprises: number } }>(
    officer("GET", `/v1/evaluations/${id}/enterprises?sort=code&order=asc`),
  );
  expect(page.total).toBe(page.items.length);
  expect(page.totals.enterprises).toBe(page.items.length);
  return page.items.map(({ code }) => code);
};

interface Page {
  indicators: { id: string; value: number | null; missingReason: string | null }[];
  series: { months: string[] };
}
const pageOf = (id: string, code: string) =>
  officer("GET", `/v1/evaluations/${id}/enterprises/${idOf.get(code)}`);

it("runs on what may be read, leaves the rest out and says how much", async () => {
  const first = await evaluate(invoicesOf(["E1", "E2", "E3", "X9"], 1));
  expect(first.problem).toBeNull();
  // E3 is registered without consent, X9 is not registered and nobody declared a paper for it; E2 gave no invoices.
  expect(first.document?.permissions).toEqual({ withoutBasis: 2, restricted: 2 });
  expect(await listOf(first.id)).toEqual(["E1", "E2"]);
  const one = await bodyOf<Page>(pageOf(first.id, "E1"));
  expect(one.series.months.length).toBeGreaterThan(0);
  expect(one.indicators.some(({ id, value }) => id.startsWith("sales") && value !== null)).toBe(true);
  const two = await bodyOf<Page>(pageOf(first.id, "E2"));
  expect(two.series.months).toEqual([]);
  expect(new Set(two.indicators.map(({ value }) => value))).toEqual(new Set([null]));
  expect(two.indicators.some(({ missingReason }) => missingReason === "notPermitted")).toBe(true);

  // After the revocation the next read is refused, the list is shorter, and the next run goes without it.
  const { items } = await bodyOf<{ items: { id: string }[] }>(ownerOf("E1")("GET", "/v1/consents"));
  const revoked = await ownerOf("E1")("POST", `/v1/consents/${items[0]?.id}/revocation`, { json: {} });
  expect(revoked.status).toBe(200);
  expect((await pageOf(first.id, "E1")).status).toBe(403);
  expect(
    (await officer("GET", `/v1/evaluations/${first.id}/enterprises/${idOf.get("E1")}/evidence`)).status,
  ).toBe(403);
  expect(await listOf(first.id)).toEqual(["E2"]);
  const second = await evaluate(invoicesOf(["E1"], 5000));
  expect(second.document?.permissions).toEqual({ withoutBasis: 3, restricted: 1 });
  expect(await listOf(second.id)).toEqual(["E2"]);
}, 120_000);

it("takes enterprises that are not registered under a declared paper, and never those that are", async () => {
  const evaluation = await evaluate(invoicesOf(["X9"], 9000), { basis: "授权书 2026-017" });
  expect(await listOf(evaluation.id)).toEqual(["E2", "X9"]);
  const reads = await bodyOf<{
    items: { what: string; bases: { basis: { kind: string; reference: string } }[] }[];
  }>(ownerOf("E2")("GET", `/v1/access-reads?enterpriseId=${idOf.get("E2")}`));
  const run = reads.items.find(({ what }) => what === "evaluation.run");
  expect(run?.bases[0]?.basis.kind).toBe("consent");
}, 120_000);

it("refuses to run when nothing may be read", async () => {
  const failed = await evaluate(invoicesOf(["E3"], 7000), { dataset: "unregistered" });
  expect(failed.problem?.code).toBe("FLOW_NO_BASIS");
}, 120_000);
