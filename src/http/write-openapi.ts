import { describeInterface } from "./describe-interface.ts";

process.stdout.write(`${JSON.stringify(await describeInterface(), null, 2)}\n`);
