import { scorecardFaults } from "../errors.ts";

/** An element to be written: attributes that are undefined are left out, numbers keep all their digits. */
export interface XmlNode {
  readonly name: string;
  readonly attributes?: Readonly<Record<string, string | number | undefined>>;
  readonly children?: readonly XmlNode[];
  readonly text?: string;
}

/** Indented XML; text and attributes keep every character, line breaks included. */
export function writeXml(node: XmlNode, indent = ""): string {
  const attributes = Object.entries(node.attributes ?? {})
    .filter(([, value]) => value !== undefined)
    .map(([name, value]) => ` ${name}="${escapeXml(String(value))}"`)
    .join("");
  const children = node.children ?? [];
  const start = `${indent}<${node.name}${attributes}`;
  if (node.text !== undefined) return `${start}>${escapeXml(node.text)}</${node.name}>\n`;
  if (children.length === 0) return `${start}/>\n`;
  const inside = children.map((child) => writeXml(child, `${indent}  `)).join("");
  return `${start}>\n${inside}${indent}</${node.name}>\n`;
}

/** Characters that XML 1.0 cannot hold at all, escaped or not: lone halves of surrogate pairs among them. */
// oxlint-disable-next-line no-control-regex
const notAllowed = /[\0-\x08\x0B\x0C\x0E-\x1F\uFFFE\uFFFF]/;

function escapeXml(text: string): string {
  if (notAllowed.test(text) || !text.isWellFormed()) {
    throw scorecardFaults.fault("SCORECARD_EXPORT_NOT_POSSIBLE", {
      problem: `XML cannot hold a character of ${JSON.stringify(text)}`,
    });
  }
  return text.replace(/[&<>"\t\n\r]/g, (character) => `&#${character.charCodeAt(0)};`);
}
