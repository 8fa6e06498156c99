/**
 * What a check of a unified social credit code (统一社会信用代码) says. A wrong check digit is a warning to be
 * looked up in the registry, never a rejection: real companies are published with such codes.
 */
export type SocialCreditCodeCheck =
  | { readonly kind: "valid"; readonly code: string }
  | {
      readonly kind: "warning";
      readonly code: string;
      /** Whose digit is wrong: the whole code's (18th) or the organisation code's inside it (17th). */
      readonly part: "code" | "organisation";
      readonly expected: string;
      readonly found: string;
    }
  | {
      readonly kind: "malformed";
      readonly reason: "length" | "character";
      /** 1-based; the length found when the reason is `length`. */
      readonly position: number;
    };

/** I, O, S, V and Z are not used, because they are read as digits. */
const characters = "0123456789ABCDEFGHJKLMNPQRTUWXY";
const codeWeights = [1, 3, 9, 27, 19, 26, 16, 17, 20, 29, 25, 13, 8, 24, 10, 30, 28];
const organisationCharacters = "0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZ";
const organisationWeights = [3, 7, 9, 10, 5, 8, 4, 2];

/**
 * Checks the form and both check digits; surrounding spaces and lower case are accepted.
 * @source GB 32100-2015 (positions, characters, weights), GB 11714-1997 (organisation code, positions 9–17)
 */
export function checkUnifiedSocialCreditCode(text: string): SocialCreditCodeCheck {
  const code = text.trim().toUpperCase();
  if (code.length !== 18) return { kind: "malformed", reason: "length", position: code.length };
  for (let position = 1; position <= 18; position++) {
    if (!characters.includes(code.charAt(position - 1))) {
      return { kind: "malformed", reason: "character", position };
    }
  }
  const expected = codeCheckDigitOf(code.slice(0, 17));
  if (expected !== code.charAt(17)) {
    return { kind: "warning", code, part: "code", expected, found: code.charAt(17) };
  }
  const organisation = organisationCheckDigitOf(code.slice(8, 16));
  if (organisation !== code.charAt(16)) {
    return { kind: "warning", code, part: "organisation", expected: organisation, found: code.charAt(16) };
  }
  return { kind: "valid", code };
}

/** The 18th character for the first seventeen. */
export function codeCheckDigitOf(first17: string): string {
  const sum = codeWeights.reduce(
    (total, weight, index) => total + weight * characters.indexOf(first17.charAt(index)),
    0,
  );
  // The outer remainder is the trap: a sum divisible by 31 would otherwise ask for a 32nd character.
  return characters.charAt((31 - (sum % 31)) % 31);
}

/** The ninth character of an organisation code for its first eight. */
export function organisationCheckDigitOf(first8: string): string {
  const sum = organisationWeights.reduce(
    (total, weight, index) => total + weight * organisationCharacters.indexOf(first8.charAt(index)),
    0,
  );
  const digit = 11 - (sum % 11);
  return digit === 10 ? "X" : digit === 11 ? "0" : String(digit);
}
