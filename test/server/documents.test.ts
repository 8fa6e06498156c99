import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { bodyOf, openWholeServer, type Person, type WholeServer } from "./open-whole-server.ts";
import { evaluateSample } from "./evaluate-sample.ts";

interface ShownFigure {
  readonly id: string;
  readonly value: string | null;
  readonly text: string;
  readonly marks: readonly number[];
  readonly origin: { readonly kind: "rows" | "formula" | "record" };
}

interface ShownReport {
  readonly id: string;
  readonly state: string;
  readonly documentSha256: string;
  readonly sealedEntry: number | null;
  readonly may: { readonly write: boolean; readonly check: boolean };
  readonly asked: readonly { readonly id: string }[];
  readonly document: {
    readonly figures: readonly ShownFigure[];
    readonly sources: readonly { readonly mark: number }[];
    readonly sections: readonly { readonly id: string; readonly title: string }[];
  };
}

let server: WholeServer;
let manager: Person;
let officer: Person;
let enterpriseId: string;

beforeAll(async () => {
  server = await openWholeServer();
  await evaluateSample(server, "documents");
  manager = await server.signIn(server.bank, "accountManager", "wang");
  officer = await server.signIn(server.bank, "creditOfficer", "zhao");
  const list = await bodyOf<{ items: { id: string }[] }>(
    await manager("GET", "/v1/evaluations/latest/enterprises?sort=score&order=asc&offset=0&limit=5"),
  );
  enterpriseId = list.items[0]?.id ?? "";
}, 180_000);

afterAll(async () => {
  await server?.close();
});

describe("a due-diligence report", { timeout: 60_000 }, () => {
  let report: ShownReport;

  it("is made of what the bank may read, with every figure marked", async () => {
    const answer = await manager("POST", "/v1/due-diligence", { json: { enterpriseId } });
    expect(answer.status, await answer.clone().text()).toBe(201);
    report = await bodyOf<ShownReport>(answer);
    expect(report).toMatchObject({ state: "draft", may: { write: true, check: false } });
    const marks = new Set(report.document.sources.map(({ mark }) => mark));
    expect(report.document.figures.length).toBeGreaterThan(40);
    for (const { id, marks: own } of report.document.figures) {
      expect(own.length, id).toBeGreaterThan(0);
      expect(
        own.every((mark) => marks.has(mark)),
        id,
      ).toBe(true);
    }
  });

  it("lets every figure be followed to its source and worked out again", async () => {
    const traced = { rows: 0, formula: 0, record: 0 };
    for (const { id, value, origin } of report.document.figures) {
      const url = `/v1/due-diligence/${report.id}/figures/${encodeURIComponent(id)}`;
      const found = await bodyOf<{
        recomputed: { value: string | null; agrees: boolean } | null;
        total: number;
        operands: unknown[];
      }>(await manager("GET", url));
      traced[origin.kind] += 1;
      // What operating streams say is a kept record that the report, made once more, comes to again.
      const isKept = origin.kind === "record" && !id.startsWith("operating.");
      if (isKept) expect(found.recomputed, id).toBeNull();
      else expect(found.recomputed, id).toEqual({ value, agrees: true });
      if (origin.kind === "formula") expect(found.operands.length, id).toBeGreaterThan(0);
    }
    expect(traced.rows).toBeGreaterThan(20);
    expect(traced.formula).toBeGreaterThan(10);
  });

  it("is the same when it is made again", async () => {
    const made = await bodyOf(await manager("GET", `/v1/due-diligence/${report.id}/remade`));
    expect(made).toEqual({ sha256: report.documentSha256, isIdentical: true });
  });

  it("is not handed on before its maker has written the required opinions", async () => {
    const answer = await manager("POST", `/v1/due-diligence/${report.id}/submit`);
    expect(answer.status).toBe(409);
    expect(await bodyOf(answer)).toMatchObject({ code: "REPORT_OPINION_MISSING" });
  });

  it("is handed on, sealed, checked by somebody else, and printed", async () => {
    const opinions = report.asked.map(({ id }) => ({ id, text: `已现场核实 ${id}` }));
    const written = await manager("POST", `/v1/due-diligence/${report.id}/opinions`, { json: { opinions } });
    expect(written.status).toBe(200);
    const submitted = await bodyOf<ShownReport>(
      await manager("POST", `/v1/due-diligence/${report.id}/submit`),
    );
    expect(submitted).toMatchObject({ state: "submitted", may: { write: false, check: false } });
    expect(submitted.sealedEntry).not.toBeNull();
    const check = { json: { isApproved: true, remark: "同意" } };
    const own = await manager("POST", `/v1/due-diligence/${report.id}/check`, check);
    expect(own.status).toBe(403);
    const checked = await officer("POST", `/v1/due-diligence/${report.id}/check`, check);
    expect(await bodyOf(checked)).toMatchObject({ state: "approved", checkedBy: { name: "zhao" } });
    const pdf = await officer("GET", `/v1/due-diligence/${report.id}/pdf`);
    expect(pdf.headers.get("content-type")).toContain("application/pdf");
    const bytes = Buffer.from(await pdf.arrayBuffer());
    expect(bytes.subarray(0, 5).toString()).toBe("%PDF-");
    expect(bytes.length).toBeGreaterThan(50_000);
  });
});

describe("who may do what", () => {
  it("keeps a maker from checking, in the database as well", async () => {
    const risk = await server.signIn(server.bank, "riskOfficer");
    const made = await bodyOf<ShownReport>(
      await risk("POST", "/v1/due-diligence", { json: { enterpriseId } }),
    );
    const opinions = made.asked.map(({ id }) => ({ id, text: "核实" }));
    await risk("POST", `/v1/due-diligence/${made.id}/opinions`, { json: { opinions } });
    await risk("POST", `/v1/due-diligence/${made.id}/submit`);
    const own = await risk("POST", `/v1/due-diligence/${made.id}/check`, {
      json: { isApproved: true, remark: "" },
    });
    expect(own.status).toBe(403);
    const forced = server.record.inParty(server.bank.id, async (transaction) =>
      transaction
        .updateTable("due_diligence")
        .set({ checked_by: risk.account.id, checked_by_name: "self" })
        .where("report_id", "=", made.id)
        .execute(),
    );
    await expect(forced).rejects.toThrow(/check constraint/);
  });

  it("shows another bank nothing", async () => {
    const other = await server.signIn(await server.addParty("bank"), "accountManager");
    const [first] = (await bodyOf<{ items: { id: string }[] }>(await manager("GET", "/v1/due-diligence")))
      .items;
    expect((await other("GET", `/v1/due-diligence/${first?.id}`)).status).toBe(404);
    expect(await bodyOf(await other("GET", "/v1/due-diligence"))).toEqual({ items: [] });
    const made = await other("POST", "/v1/due-diligence", { json: { enterpriseId } });
    expect(made.status).toBe(403);
  });
});

describe("the bank's template", { timeout: 60_000 }, () => {
  it("refuses an unknown placeholder, keeps versions, and changes the next report", async () => {
    const risk = await server.signIn(server.bank, "riskOfficer");
    const { inForce } = await bodyOf<{
      inForce: { version: number; template: { sections: { id: string; wording: string }[] } };
    }>(await risk("GET", "/v1/due-diligence-templates"));
    expect(inForce.version).toBe(0);
    const withWording = (wording: string) => ({
      ...inForce.template,
      title: "授信尽职调查报告",
      sections: inForce.template.sections
        .filter(({ id }) => id !== "production")
        .map((section) => (section.id === "conclusion" ? { ...section, wording } : section)),
    });
    const wrong = await risk("POST", "/v1/due-diligence-templates", { json: withWording("{不存在}") });
    expect(wrong.status).toBe(400);
    expect(await bodyOf(wrong)).toMatchObject({ code: "REPORT_TEMPLATE_PLACEHOLDER" });
    const refused = await manager("POST", "/v1/due-diligence-templates", { json: withWording("") });
    expect(refused.status).toBe(403);
    const saved = await risk("POST", "/v1/due-diligence-templates", {
      json: withWording("{企业名称}近十二个月开票{近十二个月销售}。"),
    });
    expect(await bodyOf(saved)).toMatchObject({ version: 1 });
    const next = await bodyOf<ShownReport & { document: { title: string } }>(
      await manager("POST", "/v1/due-diligence", { json: { enterpriseId } }),
    );
    expect(next.document.title).toBe("授信尽职调查报告");
    expect(next.document.sections.map(({ id }) => id)).not.toContain("production");
  });
});

describe("what a person enters", { timeout: 60_000 }, () => {
  it("sizes the working capital by the vector of the measures", async () => {
    const fields = {
      revenueFen: "2000000000",
      marginPpm: "60000",
      growthPpm: "100000",
      inventoryDays: "55",
      receivableDays: "70",
      payableDays: "60",
      prepaidDays: "10",
      advanceDays: "5",
      ownFundsFen: "150000000",
      loansFen: "100000000",
      otherFundsFen: "30000000",
    };
    const entered = {
      enterpriseId,
      kind: "financials",
      fields,
      source: "2025 年度审计报告",
      onDay: "2026-03-31",
    };
    expect((await manager("POST", "/v1/due-diligence-manual", { json: entered })).status).toBe(201);
    const report = await bodyOf<ShownReport>(
      await manager("POST", "/v1/due-diligence", { json: { enterpriseId } }),
    );
    const textOf = (id: string): string | undefined =>
      report.document.figures.find((figure) => figure.id === id)?.text;
    expect(textOf("capital.need")).toBe("4,021,111.11");
    expect(textOf("capital.gap")).toBe("1,221,111.11");
  });
});

describe("an answer that is kept for repetitions", { timeout: 60_000 }, () => {
  it("is given again only to those who may still read the enterprise", async () => {
    const list = await bodyOf<{ items: { id: string; code: string }[] }>(
      await manager("GET", "/v1/evaluations/latest/enterprises?sort=score&order=asc&offset=0&limit=5"),
    );
    const last = list.items.at(-1);
    const ask = async () =>
      await manager("POST", "/v1/due-diligence", { json: { enterpriseId: last?.id }, key: "report-again" });
    const first = await bodyOf<ShownReport>(ask());
    const again = await ask();
    expect(again.headers.get("idempotency-replayed")).toBe("true");
    expect((await bodyOf<ShownReport>(again)).id).toBe(first.id);
    // Once it is registered, a consent decides, and there is none.
    const rows = `企业代码,企业名称\n${last?.code},某厂`;
    const contentBase64 = Buffer.from(rows).toString("base64");
    const registered = await manager("POST", "/v1/enterprises", {
      json: { dataset: "documents", fileName: "list.csv", contentBase64 },
    });
    expect(await bodyOf(registered)).toMatchObject({ registered: 1, problems: [] });
    expect((await manager("GET", `/v1/due-diligence/${first.id}`)).status).toBe(403);
    expect((await ask()).status).toBe(403);
  });
});
