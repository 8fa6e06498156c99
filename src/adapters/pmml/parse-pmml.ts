import { XMLParser, XMLValidator } from "fast-xml-parser";
import { type Scorecard, type XmlElement, readPmml, scorecardFaults } from "#scorecard";

/**
 * Reads a PMML document of any producer into a card.
 * @throws SCORECARD_PMML_NOT_READ, also for text that is no XML and for documents that declare entities: a document type
 * is how XML reaches for other files
 */
export function parsePmml(xml: string): Scorecard {
  if (/<!DOCTYPE/i.test(xml)) {
    throw scorecardFaults.fault("SCORECARD_PMML_NOT_READ", {
      place: "DOCTYPE",
      problem: "a document type is declared",
    });
  }
  const isWellFormed = XMLValidator.validate(xml, { allowBooleanAttributes: false });
  if (isWellFormed !== true) {
    const { line, msg } = isWellFormed.err;
    throw scorecardFaults.fault("SCORECARD_PMML_NOT_READ", { place: `line ${line}`, problem: msg });
  }
  const root = elementsOf(parseTree(xml)).find(({ name }) => name === "PMML");
  if (root === undefined) {
    throw scorecardFaults.fault("SCORECARD_PMML_NOT_READ", { place: "root", problem: "there is no PMML" });
  }
  return readPmml(root);
}

/** The parser throws errors of its own: at names that would change objects, and at nesting without end. */
function parseTree(xml: string): readonly ParsedNode[] {
  try {
    return parser.parse(xml) as readonly ParsedNode[];
  } catch (cause) {
    const problem = cause instanceof Error ? cause.message : String(cause);
    throw scorecardFaults.fault("SCORECARD_PMML_NOT_READ", { place: "parser", problem }, cause);
  }
}

const attributesKey = ":@";
const textKey = "#text";

const parser = new XMLParser({
  preserveOrder: true,
  ignoreAttributes: false,
  attributeNamePrefix: "",
  removeNSPrefix: true,
  ignoreDeclaration: true,
  ignorePiTags: true,
  parseTagValue: false,
  parseAttributeValue: false,
  trimValues: false,
  // Character references too, not only the five names of XML.
  htmlEntities: true,
});

/** What the parser gives in order: one key with the element's children, and its attributes beside it. */
type ParsedNode = Readonly<Record<string, unknown>>;

function elementsOf(nodes: readonly ParsedNode[]): readonly XmlElement[] {
  return nodes.flatMap((node): XmlElement[] => {
    const name = Object.keys(node).find((key) => key !== attributesKey);
    if (name === undefined || name === textKey) return [];
    const inside = node[name] as readonly ParsedNode[];
    const texts = inside.flatMap((child) => (textKey in child ? [String(child[textKey])] : []));
    const attributes = (node[attributesKey] ?? {}) as Readonly<Record<string, string>>;
    return [{ name, attributes, children: elementsOf(inside), text: texts.join("") }];
  });
}
