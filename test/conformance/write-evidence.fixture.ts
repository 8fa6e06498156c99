import { sealEvidence } from "./sealed-evidence.ts";

/** Writes sealed evidence into a folder and prints where: for tests that cannot import the ledger. */
const [folder] = process.argv.slice(2);
if (folder === undefined) throw new Error("usage: write-evidence.fixture.ts FOLDER");
process.stdout.write(JSON.stringify(await sealEvidence(folder)));
