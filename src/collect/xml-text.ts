const named: Readonly<Record<string, string>> = { amp: "&", lt: "<", gt: ">", quot: '"', apos: "'" };

/** Text of an XML file with its entities resolved; entities that XML does not define stay as they are. */
export function unescapeXml(text: string): string {
  if (!text.includes("&")) return text;
  return text.replace(/&(#x[0-9a-f]{1,6}|#\d{1,7}|\w{2,4});/gi, (whole, name: string) => {
    if (!name.startsWith("#")) return named[name] ?? whole;
    const code =
      name[1] === "x" || name[1] === "X" ? Number.parseInt(name.slice(2), 16) : Number(name.slice(1));
    return code > 0 && code <= 0x10ffff && (code < 0xd800 || code > 0xdfff) ? String.fromCodePoint(code) : "";
  });
}

/** The value of an attribute in a tag's text; undefined when it is not there. */
export function attributeOf(tag: string, name: string): string | undefined {
  const match = new RegExp(`\\s${name}\\s*=\\s*(?:"([^"]*)"|'([^']*)')`).exec(tag);
  const value = match?.[1] ?? match?.[2];
  return value === undefined ? undefined : unescapeXml(value);
}

/**
 * Elements of one name, in order, each as its text from `<` to the end of its closing tag; any namespace prefix.
 * Elements of the same name must not lie in each other. Memory is bounded by the longest element.
 * @throws RangeError when an element is longer than `mostCharacters`
 */
export async function* elementsOf(
  chunks: AsyncIterable<Uint8Array>,
  name: string,
  mostCharacters: number,
): AsyncGenerator<string> {
  const decoder = new TextDecoder("utf-8");
  const pattern = new RegExp(
    `<(?:\\w+:)?${name}(?=[\\s/>])(?:[^>"']|"[^"]*"|'[^']*')*?(?:/>|>[^]*?</(?:\\w+:)?${name}\\s*>)`,
    "g",
  );
  let rest = "";
  for await (const chunk of chunks) {
    rest += decoder.decode(chunk, { stream: true });
    let end = 0;
    pattern.lastIndex = 0;
    for (let found = pattern.exec(rest); found !== null; found = pattern.exec(rest)) {
      yield found[0];
      end = pattern.lastIndex;
    }
    rest = rest.slice(end);
    if (rest.length > mostCharacters) {
      const start = rest.search(new RegExp(`<(?:\\w+:)?${name}[\\s/>]`));
      if (start >= 0 && rest.length - start > mostCharacters) throw new RangeError(name);
      // What is no such element is let go, but for the beginning of a tag.
      rest = start >= 0 ? rest.slice(start) : rest.slice(-64);
    }
  }
}
