import ts from "typescript";
import { expect, it } from "vitest";
import { readSource, sourceFilesUnder } from "./source-files.ts";

/** Lines of a function without the functions inside it: a factory is read method by method, as a class is. */
const mostOwnLines = 60;
/** Lines of a function with all that is inside it: look again at the first, split before the second. */
const lookAgainLines = 60;
const mostLines = 130;

interface Measured {
  readonly place: string;
  readonly lines: number;
  readonly ownLines: number;
}

/** The functions of a file with their lengths. */
function functionsOf(path: string): Measured[] {
  const kind = path.endsWith(".tsx") ? ts.ScriptKind.TSX : ts.ScriptKind.TS;
  const file = ts.createSourceFile(path, readSource(path), ts.ScriptTarget.Latest, true, kind);
  const found: Measured[] = [];
  const lineOf = (position: number): number => file.getLineAndCharacterOfPosition(position).line;
  /** Measures what is below a node and returns the lines that functions there take. */
  const visit = (node: ts.Node): number => {
    let inner = 0;
    ts.forEachChild(node, (child) => {
      inner += visit(child);
    });
    if (!ts.isFunctionLike(node) || !("body" in node) || node.body === undefined) return inner;
    const from = lineOf(node.getStart());
    const lines = lineOf(node.getEnd()) - from + 1;
    found.push({ place: `${path}:${from + 1}`, lines, ownLines: lines - inner });
    // A function on one line shares it with the code around it.
    return lines > 1 ? lines : 0;
  };
  visit(file);
  return found;
}

const functions = ["src", "web/src"]
  .flatMap((folder) => sourceFilesUnder(folder))
  .filter((path) => !/\.(test|contract|bench|d)\.tsx?$/.test(path))
  .flatMap(functionsOf)
  .sort((left, right) => right.lines - left.lines);

it(`has no function with more than ${mostOwnLines} lines of its own, nor ${mostLines} in all`, () => {
  const long = functions.filter(({ lines }) => lines > lookAgainLines);
  if (long.length > 0) {
    const list = long.map(({ place, lines, ownLines }) => `  ${lines} (own ${ownLines}) ${place}`).join("\n");
    process.stdout.write(`Functions of more than ${lookAgainLines} lines, to look at again:\n${list}\n`);
  }
  expect(functions.length).toBeGreaterThan(200);
  expect(functions.filter(({ lines, ownLines }) => lines > mostLines || ownLines > mostOwnLines)).toEqual([]);
});
