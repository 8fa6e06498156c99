import { mkdtemp, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import type { Browser, Page } from "playwright-core";
import { openBrowser } from "../browser.ts";
import { type RunningServer, startServer } from "../running-server.ts";
import { enterByInvitation, type Seat, sitDown } from "./people.ts";
import { type PilotFiles, preparePilotFiles } from "./pilot-files.ts";

/** Who works in the pilot. */
export type Who =
  | "administrator"
  | "accountManager"
  | "creditOfficer"
  | "riskOfficer"
  | "postLoanManager"
  | "fundClerk"
  | "fundChecker"
  | "owner";

/** A pilot under way: its server, its files, and everybody at a browser of their own. */
export interface Week {
  readonly server: RunningServer;
  readonly browser: Browser;
  /** For what the test writes. */
  readonly folder: string;
  readonly files: PilotFiles;
  /** One-time links by whom they were made for. */
  readonly links: Map<Who, string>;
  /** The one-time link of each enterprise's owner, by its code. */
  readonly ownerLinks: Map<string, string>;
  /** Gives somebody a browser; whoever has a link comes in by it. */
  comeIn(who: Who, device?: "desk" | "phone"): Promise<Page>;
  /** The page of somebody, on a path of the server. */
  at(who: Who, path: string): Promise<Page>;
  /** Errors of any page that no step of the story expects. */
  complaints(): string[];
  end(): Promise<void>;
}

/** Starts a server on an empty data directory and a browser, and writes the files of the pilot. */
export async function beginWeek(): Promise<Week> {
  const folder = await mkdtemp(join(tmpdir(), "touchstone-pilot-"));
  const files = await preparePilotFiles(join(folder, "pilot"));
  const server = await startServer("false");
  const browser = await openBrowser();
  const seats = new Map<Who, Seat>();
  const links = new Map<Who, string>();
  const comeIn = async (who: Who, device: "desk" | "phone" = "desk"): Promise<Page> => {
    const seat = await sitDown(browser, device);
    seats.set(who, seat);
    const link = links.get(who);
    if (link !== undefined) await enterByInvitation(seat.page, link, `pilot-2026-${who}`);
    return seat.page;
  };
  return {
    server,
    browser,
    folder,
    files,
    links,
    ownerLinks: new Map(),
    comeIn,
    at: async (who, path) => {
      const page = seats.get(who)?.page;
      if (page === undefined) throw new Error(`${who} has not come in yet`);
      await page.goto(new URL(path, server.address).href);
      await page.waitForLoadState("networkidle");
      return page;
    },
    complaints: () => [...seats.values()].flatMap((seat) => seat.complaints),
    end: async () => {
      await browser.close();
      await server.stop();
      await rm(folder, { recursive: true, force: true });
    },
  };
}
