import { addDays, businessDayOf } from "#kernel";
import { bankFiles, openingRows } from "../../src/lending/book/testing/bank-files.ts";
import {
  bodyOf,
  type Caller,
  callerOf,
  cookieOf,
  type Person,
  type WholeServer,
} from "./open-whole-server.ts";
import { evaluateSample } from "./evaluate-sample.ts";

/** What the own bank and one of its enterprises have, so that there is something that others must not see. */
export interface Seed {
  /** A value for each parameter of an address: `/v1/uploads/{id}` → the id of an upload. */
  readonly parameters: Readonly<Record<string, string>>;
  /** Texts that stand in no answer to anybody else: ids and names of what the bank and the enterprise have. */
  readonly secrets: readonly string[];
  readonly people: Readonly<Record<"manager" | "risk" | "postLoan" | "officer" | "administrator", Person>>;
  /** The owner of the seeded enterprise. */
  readonly owner: Caller;
  readonly enterpriseId: string;
}

/** Fills the own bank through the interface, as its people would. */
export async function seedOwnBank(server: WholeServer): Promise<Seed> {
  const people = {
    manager: await server.signIn(server.bank, "accountManager"),
    risk: await server.signIn(server.bank, "riskOfficer"),
    postLoan: await server.signIn(server.bank, "postLoanManager"),
    officer: await server.signIn(server.bank, "creditOfficer"),
    administrator: await server.signIn(server.bank, "administrator"),
  };
  const { manager, risk, postLoan, administrator } = people;
  const jobId = await evaluateSample(server, "seed");
  const evaluation = await idOf(manager, "/v1/evaluations");
  const evaluated = await idOf(manager, `/v1/evaluations/${evaluation}/enterprises`);
  const { enterpriseId, token } = await registerEnterprise(manager);
  const owner = await logIn(server.address, token);
  const consent = await giveConsent(server, owner, enterpriseId);
  await giveConsent(server, owner, enterpriseId, "postLoan");
  const delivery = await deliverLoans(postLoan);
  const report = await made(manager, "/v1/due-diligence", { enterpriseId: evaluated });
  const figure = await firstFigureOf(manager, report);
  const application = await made(manager, "/v1/lending/applications", {
    enterpriseId,
    channel: { kind: "direct" },
    request: {
      amountFen: "100000000",
      months: 12,
      method: "interestOnlyBullet",
      purpose: "采购钢材",
      payment: "entrusted",
      payee: "华东钢材有限公司",
    },
  });
  const card = await made(risk, "/v1/expert-cards", expertCardOf(people));
  const project = await made(risk, "/v1/scorecard-projects", {
    name: "企业评分卡",
    source: { kind: "evaluation", evaluationId: evaluation },
  });
  const channel = await made(administrator, "/v1/watch/channels", {
    kind: "weCom",
    name: "贷后群",
    audienceId: null,
    settings: { webhookUrl: "https://qyapi.weixin.qq.com/cgi-bin/webhook/send?key=abc" },
  });
  const upload = await uploadOrders(manager);
  const imported = await importOrders(manager);
  const loan = await loanOf(postLoan);
  const move = await moveOf(postLoan);
  const evaluationAddress = "/v1/evaluations/{id}";
  return {
    parameters: {
      "/v1/uploads/{id}": upload,
      "/v1/imports/{id}": imported,
      "/v1/datasets/{name}": "seed-orders",
      "/v1/uploads/{id}/files/{name}": "stolen.csv",
      [evaluationAddress]: evaluation,
      [`${evaluationAddress}/enterprises/{enterpriseId}`]: evaluated,
      "/v1/jobs/{id}": jobId,
      "/v1/enterprises/{enterpriseId}": enterpriseId,
      "/v1/enterprises/{enterpriseId}/data/{dataClass}": "registry",
      "/v1/consents/{id}": consent,
      "/v1/loan-book/loans/{id}": loan,
      "/v1/loan-book/moves/{id}": move,
      "/v1/loan-book/deliveries/{id}": delivery,
      "/v1/loan-book/deliveries/{id}/reconciliation.{format}": "csv",
      "/v1/loan-book/exports/loans.{format}": "csv",
      "/v1/loan-book/exports/statistics.{format}": "csv",
      "/v1/due-diligence/{id}": report,
      "/v1/due-diligence/{id}/figures/{figureId}": figure,
      "/v1/lending/applications/{id}": application,
      "/v1/expert-cards/{id}": card,
      "/v1/scorecard-projects/{id}": project,
      "/v1/scorecard-projects/{id}/steps/{step}": "sample",
      "/v1/scorecard-projects/{id}/revisions/{revision}": "1",
      "/v1/scorecard-projects/{id}/indicators/{indicator}": "tenure-months",
      "/v1/watch/channels/{id}": channel,
      "/v1/watch/enterprises/{id}": enterpriseId,
      "/v1/watch/keepers/{id}": enterpriseId,
      "/v1/people/{id}": people.manager.account.id,
    },
    secrets: [
      evaluation,
      evaluated,
      enterpriseId,
      consent,
      loan,
      delivery,
      report,
      move,
      application,
      card,
      project,
      channel,
      upload,
      imported,
    ].concat("甲机械厂", people.manager.account.id),
    people,
    owner,
    enterpriseId,
  };
}

/** Posts, and gives the id of what was made. */
async function made(person: Person, url: string, json: object): Promise<string> {
  const answer = await person("POST", url, { json });
  if (!answer.ok) throw new Error(`${url}: ${answer.status} ${await answer.text()}`);
  return (await bodyOf<{ id: string }>(answer)).id;
}

/** The id of the first item of a list. */
async function idOf(person: Person, url: string): Promise<string> {
  const answer = await person("GET", url);
  const { items } = await bodyOf<{ items: { id: string }[] }>(answer);
  const [first] = items;
  if (first === undefined) throw new Error(`${url} is empty`);
  return first.id;
}

async function uploadOrders(manager: Person): Promise<string> {
  const uploadId = await made(manager, "/v1/uploads", {});
  const sent = await manager("PUT", `/v1/uploads/${uploadId}/files/E1_orders.csv`, { body: "a,b\n1,2\n" });
  if (!sent.ok) throw new Error(await sent.text());
  return uploadId;
}

/** Starts an import into a data set of the bank's own; what becomes of the file does not matter here. */
async function importOrders(manager: Person): Promise<string> {
  const uploadId = await uploadOrders(manager);
  const answer = await manager("POST", "/v1/imports", {
    json: { uploadId, dataset: "seed-orders", basis: "纸质授权" },
  });
  if (!answer.ok) throw new Error(await answer.text());
  return (await bodyOf<{ importId: string }>(answer)).importId;
}

async function registerEnterprise(manager: Person): Promise<{ enterpriseId: string; token: string }> {
  const list =
    "企业代码,企业名称,统一社会信用代码,地区,行业代码,年份,从业人员,营业收入（万元）,企业主\nE1,甲机械厂,91350100M000100Y43,福州,C34,2025,120,4500,王一";
  const answer = await manager("POST", "/v1/enterprises", {
    json: { dataset: "pilot", fileName: "list.csv", contentBase64: Buffer.from(list).toString("base64") },
  });
  const { invitations } = await bodyOf<{ invitations: { enterpriseId: string; token: string }[] }>(answer);
  const [first] = invitations;
  if (first === undefined) throw new Error("Nobody was invited");
  return first;
}

async function logIn(address: string, token: string): Promise<Caller> {
  const answer = await callerOf(address)("POST", "/v1/session", { json: { token } });
  return callerOf(address, cookieOf(answer));
}

/** The owner lets the bank read everything for a year. */
export async function giveConsent(
  server: WholeServer,
  owner: Caller,
  enterpriseId: string,
  purpose: "creditEvaluation" | "postLoan" = "creditEvaluation",
): Promise<string> {
  const today = businessDayOf(server.clock.read());
  const answer = await owner("POST", "/v1/consents", {
    json: {
      enterpriseId,
      granteePartyId: server.bank.id,
      purpose,
      dataClasses: [
        "invoice",
        "statement",
        "businessDocument",
        "energy",
        "machine",
        "registry",
        "evaluation",
      ],
      fromOn: today,
      untilOn: addDays(today, 364),
    },
  });
  if (!answer.ok) throw new Error(`/v1/consents: ${answer.status} ${await answer.text()}`);
  const given = await bodyOf<{ id?: string; items?: { id: string }[] }>(answer);
  return given.id ?? given.items?.[0]?.id ?? "";
}

async function deliverLoans(postLoan: Person): Promise<string> {
  const upload = await made(postLoan, "/v1/uploads", {});
  for (const { name, bytes } of bankFiles(openingRows({ A: 4, B: 2, C: 0 }, "2026-06-09"))) {
    await postLoan("PUT", `/v1/uploads/${upload}/files/${name}`, { body: new Uint8Array(bytes) });
  }
  const answer = await postLoan("POST", "/v1/loan-book/deliveries", { json: { uploadId: upload } });
  const { delivery } = await bodyOf<{ delivery: { id: string } | null }>(answer);
  if (delivery === null) throw new Error("The loan files were refused");
  return delivery.id;
}

async function loanOf(postLoan: Person): Promise<string> {
  const { items } = await bodyOf<{ items: { loan: { id: string } }[] }>(
    postLoan("GET", "/v1/loan-book/loans"),
  );
  const [first] = items;
  if (first === undefined) throw new Error("There is no loan");
  return first.loan.id;
}

async function moveOf(postLoan: Person): Promise<string> {
  const { items } = await bodyOf<{ items: { move: { id: string } }[] }>(
    postLoan("GET", "/v1/loan-book/moves"),
  );
  const [first] = items;
  if (first === undefined) throw new Error("No class is to change");
  return first.move.id;
}

async function firstFigureOf(manager: Person, report: string): Promise<string> {
  const { document } = await bodyOf<{ document: { figures: { id: string }[] } }>(
    manager("GET", `/v1/due-diligence/${report}`),
  );
  return document.figures[0]?.id ?? "";
}

function expertCardOf({ risk, officer }: { risk: Person; officer: Person }) {
  return {
    name: "试点专家评分卡",
    indicators: [
      { id: "sales-trend-lunar", cuts: [-0.1, 0.1], worth: [20, 60, 90], missingWorth: 40 },
      { id: "sales-void-rate", cuts: [0.05], worth: [90, 30], missingWorth: 40 },
    ],
    scale: { neutralPd: 0.037, neutralWorth: 50, worthToHalveOdds: 20 },
    memberIds: [risk.account.id, officer.account.id],
  };
}
