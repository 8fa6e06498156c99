import { type PartyKind, type Role, rolesOfKind } from "#access";
import { readSource } from "../boundaries/source-files.ts";

/** A person of the matrix by what decides: `bank.creditOfficer`; `nobody` is not signed in. */
export type Who = `${PartyKind}.${Role}` | "nobody";

/** Every role of every kind of party. */
export const everyone: readonly Who[] = (Object.keys(rolesOfKind) as PartyKind[]).flatMap((kind) =>
  rolesOfKind[kind].map((role): Who => `${kind}.${role}`),
);

/** One row of the table: a route and who may call it. */
export interface AccessRow {
  /** `GET /v1/loans/{id}`, as the interface's description names it. */
  readonly route: string;
  readonly who: ReadonlySet<Who>;
}

/**
 * Reads the table of docs/access.md, which is written by hand: each row `| GET /v1/… | who |`, where who is `anybody`,
 * `signed in`, or kinds of party with roles in brackets, joined by semicolons: `bank (riskOfficer, auditor); fund`.
 */
export function readAccessTable(): readonly AccessRow[] {
  return readSource("docs/access.md")
    .split("\n")
    .flatMap((line) => {
      const found = /^\| `([A-Z]+ \/\S*)` \| (.+) \|$/.exec(line);
      const [, route, who] = found ?? [];
      return route === undefined || who === undefined ? [] : [{ route, who: parseWho(who, line) }];
    });
}

function parseWho(text: string, line: string): ReadonlySet<Who> {
  if (text === "anybody") return new Set([...everyone, "nobody"]);
  if (text === "signed in") return new Set(everyone);
  return new Set(text.split("; ").flatMap((part) => parsePart(part, line)));
}

function parsePart(part: string, line: string): readonly Who[] {
  const [, kind, roles] = /^(\w+)(?: \(([\w, ]+)\))?$/.exec(part) ?? [];
  const ofKind = everyone.filter((who) => who.startsWith(`${kind}.`));
  const chosen = roles === undefined ? ofKind : roles.split(", ").map((role) => `${kind}.${role}` as Who);
  if (ofKind.length === 0 || chosen.some((who) => !ofKind.includes(who))) {
    throw new Error(`docs/access.md names a kind or role that there is not: ${line}`);
  }
  return chosen;
}
