/** What a page is named after. */
export interface NamedEnterprise {
  readonly id: string;
  readonly code: string;
}

const SAFE = /^[A-Za-z0-9][A-Za-z0-9_-]{0,63}$/;
/** Device names that Windows refuses as file names whatever their extension. */
const RESERVED = /^(con|prn|aux|nul|com\d|lpt\d)$/i;

/**
 * File names of the enterprise pages, by enterprise id. Codes come from outside: only a plain one that no other
 * enterprise has (upper and lower case counted as the same, as some file systems do) names its page; otherwise the id
 * does, reduced to plain characters and numbered.
 */
export function pageNamesOf(enterprises: readonly NamedEnterprise[]): ReadonlyMap<string, string> {
  const uses = new Map<string, number>();
  for (const { code } of enterprises) uses.set(code.toLowerCase(), (uses.get(code.toLowerCase()) ?? 0) + 1);
  return new Map(
    enterprises.map(({ id, code }, index) => {
      const isPlain = SAFE.test(code) && !RESERVED.test(code) && uses.get(code.toLowerCase()) === 1;
      const name = isPlain ? code : `${id.replace(/[^A-Za-z0-9]/g, "_").slice(0, 48)}-_${index}`;
      return [id, `${name}.html`];
    }),
  );
}
