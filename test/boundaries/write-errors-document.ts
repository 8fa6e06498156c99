import { writeFileSync } from "node:fs";
import { join } from "node:path";
import { collectFaults, errorsDocument } from "./errors-document.ts";
import { repositoryRoot } from "./source-files.ts";

writeFileSync(join(repositoryRoot, "docs/errors.md"), errorsDocument(await collectFaults()));
