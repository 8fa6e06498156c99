import type { IForbiddenRuleType } from "dependency-cruiser";
import { mayChooseAdapters, rooms } from "./rooms.ts";

/** Tests start real engines and doubles of neighbours, so the order binds only what is shipped. */
const tests = "\\.(test|contract|bench)\\.ts$|/(testing|golden)/";

/** The house rules as data for dependency-cruiser, each with a name and a reason that a person can read. */
export function roomRules(): IForbiddenRuleType[] {
  return [
    ...rooms.flatMap((room, index) => {
      const below = rooms.slice(index + 1).map((other) => other.name);
      return below.length === 0 ? [] : [upwardRule(room.name, below)];
    }),
    ...rooms.flatMap((room) => (room.only === undefined ? [] : [onlyRule(room.name, room.only)])),
    ...rooms.filter((room) => room.hasNoDoor !== true).map((room) => doorRule(room.name)),
    ...rooms.filter((room) => room.isPure === true).map((room) => pureRule(room.name)),
    {
      name: "adapters-are-chosen-in-one-place",
      comment: "Only the outermost rooms choose a technology; the others know the port.",
      severity: "error",
      from: { path: "^src/", pathNot: [mayChooseAdapters, "^src/adapters/", tests] },
      to: { path: "^src/adapters/" },
    },
    {
      name: "no-cycle",
      comment: "A cycle has no first file to read.",
      severity: "error",
      from: {},
      to: { circular: true },
    },
    {
      name: "no-unresolved-import",
      comment: "An import that cannot be resolved was not checked either.",
      severity: "error",
      from: {},
      to: { couldNotResolve: true },
    },
    {
      name: "no-development-package-in-what-is-shipped",
      comment: "A package that only developers install is missing where the program runs.",
      severity: "error",
      from: { path: "^src/", pathNot: tests },
      to: { dependencyTypes: ["npm-dev"], dependencyTypesNot: ["type-only"] },
    },
  ];
}

function upwardRule(room: string, below: readonly string[]): IForbiddenRuleType {
  return {
    name: `${room}-imports-no-room-below-it`,
    comment: "Data flows down the list of rooms; feedback goes through flow as a command.",
    severity: "error",
    from: { path: `^src/${room}/`, pathNot: tests },
    to: { path: `^src/(${below.join("|")})/` },
  };
}

function onlyRule(room: string, only: readonly string[]): IForbiddenRuleType {
  return {
    name: `${room}-imports-only-${only.join("-and-") || "itself"}`,
    comment: "A bank reads the verifier, and a model developer the scorecard, without the rest of the house.",
    severity: "error",
    from: { path: `^src/${room}/`, pathNot: tests },
    to: { path: "^src/", pathNot: `^src/(${[room, ...only].join("|")})/` },
  };
}

function doorRule(room: string): IForbiddenRuleType {
  return {
    name: `${room}-is-entered-by-its-door`,
    comment: "What a room's index.ts does not export is its own business.",
    severity: "error",
    from: { path: "^src/", pathNot: [`^src/${room}/`, tests] },
    to: { path: `^src/${room}/`, pathNot: `^src/${room}/index\\.ts$` },
  };
}

function pureRule(room: string): IForbiddenRuleType {
  return {
    name: `${room}-does-no-input-or-output`,
    comment: "It runs in a browser: hashes, signatures, clock and random numbers are passed in.",
    severity: "error",
    from: { path: `^src/${room}/`, pathNot: tests },
    to: { pathNot: "^src/" },
  };
}
