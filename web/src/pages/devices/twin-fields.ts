import type { Phrase } from "../../i18n/language.tsx";
import type { TwinData } from "./devices-api.ts";
import { elementText } from "./element-text.ts";
import {
  depreciationNames,
  elementStateNames,
  encumbranceNames,
  mediumNames,
  networkNames,
  thingNames,
} from "./names.ts";

/** One line of a twin: its name and what it says, or null where nothing is known. */
export interface TwinField {
  readonly key: string;
  readonly label: Phrase;
  readonly value: (data: TwinData, words: FieldWords) => string | null;
}

/** What a field needs to be put into words. */
export interface FieldWords {
  readonly phrase: (phrase: Phrase) => string;
  /** Name of an element by id. */
  readonly nameOf: (id: string) => string;
}

/** Yuan with two decimals of decimal text of fen. */
export function yuanOf(fen: string): string {
  const padded = fen.padStart(3, "0");
  const whole = padded.slice(0, -2).replace(/\B(?=(\d{3})+$)/g, ",");
  return `${whole}.${padded.slice(-2)}`;
}

/** Every line of a twin, in the order in which it is shown and compared. */
export const twinFields: readonly TwinField[] = [
  { key: "name", label: elementText.name, value: ({ name }) => name },
  {
    key: "state",
    label: elementText.state,
    value: ({ state }, { phrase }) => phrase(elementStateNames[state]),
  },
  {
    key: "parent",
    label: elementText.parent,
    value: ({ parentId }, { phrase, nameOf }) =>
      parentId === null ? phrase(elementText.parentNone) : nameOf(parentId),
  },
  { key: "type", label: elementText.type, value: ({ type }) => type },
  { key: "maker", label: elementText.maker, value: ({ maker }) => maker },
  { key: "model", label: elementText.model, value: ({ model }) => model },
  { key: "serial", label: elementText.serial, value: ({ serial }) => serial },
  {
    key: "medium",
    label: elementText.medium,
    value: ({ medium }, { phrase }) => (medium === null ? null : phrase(mediumNames[medium])),
  },
  {
    key: "thing",
    label: elementText.thing,
    value: ({ thing }, { phrase }) => (thing === null ? null : phrase(thingNames[thing])),
  },
  {
    key: "network",
    label: elementText.network,
    value: ({ network }, { phrase }) => (network === null ? null : phrase(networkNames[network])),
  },
  {
    key: "headcount",
    label: elementText.headcount,
    value: ({ headcount }) => (headcount === null ? null : String(headcount)),
  },
  { key: "shift", label: elementText.shift, value: ({ shift }) => shift },
  {
    key: "purchase",
    label: elementText.purchase,
    value: ({ purchaseFen }) => (purchaseFen === null ? null : yuanOf(purchaseFen)),
  },
  { key: "inService", label: elementText.inService, value: ({ inServiceOn }) => inServiceOn },
  {
    key: "life",
    label: elementText.life,
    value: ({ lifeMonths }) => (lifeMonths === null ? null : String(lifeMonths)),
  },
  {
    key: "residual",
    label: elementText.residual,
    value: ({ residualPpm }) => (residualPpm === null ? null : String(residualPpm / 10_000)),
  },
  {
    key: "depreciation",
    label: elementText.depreciation,
    value: ({ depreciation }, { phrase }) =>
      depreciation === null ? null : phrase(depreciationNames[depreciation]),
  },
  {
    key: "parameters",
    label: elementText.parameters,
    value: ({ parameters }) => {
      const pairs = Object.entries(parameters).map(([name, value]) => `${name} = ${value}`);
      return pairs.length === 0 ? null : pairs.join("; ");
    },
  },
  {
    key: "encumbrances",
    label: elementText.encumbrances,
    value: ({ encumbrances }, { phrase }) =>
      encumbrances.length === 0
        ? null
        : encumbrances
            .map(({ kind, holder, fromOn, untilOn }) =>
              [phrase(encumbranceNames[kind]), holder, `${fromOn}–${untilOn ?? ""}`].join(" "),
            )
            .join("; "),
  },
];
