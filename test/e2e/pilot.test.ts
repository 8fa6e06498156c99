import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { hasBrowser } from "./browser.ts";
import { buildWebWhenStale } from "./built-web.ts";
import {
  claimAndPay,
  confirmClass,
  enrol,
  loanInTrouble,
  openProgramme,
  verifyClaimFile,
} from "./pilot/claim.ts";
import { enrolEnterprises, everybodyComesIn, makeParties } from "./pilot/enrol.ts";
import { dropAndEvaluate, findWhatIsWrong, reportAndTrace } from "./pilot/evaluate.ts";
import { mirrorTheBook, warnAndClose } from "./pilot/mirror.ts";
import { ownerOnAPhone } from "./pilot/owner.ts";
import { beginWeek, type Week } from "./pilot/week.ts";

/** Each step needs the ones before; the first that fails is the one to look at. */
describe.skipIf(!hasBrowser())(
  "a week of a pilot, from an empty data directory",
  { timeout: 180_000 },
  () => {
    let week: Week;
    let number: string;
    let claim: string;

    beforeAll(async () => {
      buildWebWhenStale();
      week = await beginWeek();
    }, 180_000);
    afterAll(async () => await week?.end(), 30_000);

    it("the administrator makes the platform and the fund, and invites the bank's people", async () => {
      await makeParties(week);
    });

    it("everybody comes in by a one-time link, to their work", async () => {
      await everybodyComesIn(week);
    });

    it("forty enterprises are enrolled; their papers are recorded by one and confirmed by another", async () => {
      await enrolEnterprises(week);
    });

    it("the data files are dropped and evaluated", async () => {
      await dropAndEvaluate(week);
    });

    it("an edited balance, lines of invoices, red invoices and a file that came twice are explained", async () => {
      await findWhatIsWrong(week);
    });

    it("the loan book is mirrored: a wrong total refused, a second delivery recognised, reconciled", async () => {
      await mirrorTheBook(week);
    });

    it("twenty figures of the due-diligence report lead to their source, twenty of twenty", async () => {
      await reportAndTrace(week);
    });

    it("early warning is run, and an alert taken to its closure", async () => {
      await warnAndClose(week);
    });

    it("a loan is enrolled with the fund before three people confirm its class", async () => {
      await openProgramme(week);
      number = await loanInTrouble(week);
      await enrol(week, number);
      await confirmClass(week, number);
    });

    it("an owner reads on a phone who read what, and gives a consent", async () => {
      await ownerOnAPhone(week, `M${number.slice(-3)}`);
    });

    it("a claim goes from the bank's declaration to the fund's payment", async () => {
      claim = await claimAndPay(week, number);
    });

    it("the claim file is exported, and its bundle verified offline", async () => {
      await verifyClaimFile(week, claim);
    });

    it("no page complained on the way", () => {
      expect(week.complaints()).toEqual([]);
    });
  },
);
