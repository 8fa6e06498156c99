/** A part of a version's page, named in its address. */
export type VersionPart = "life" | "evaluation" | "try" | "files";
