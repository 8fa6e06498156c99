import type { BundleFinding } from "#seal";
import { usePhrase, useText } from "../../i18n/language.tsx";
import { Panel } from "../../parts/panel.tsx";
import { text } from "./text.ts";

const mostShown = 50;
const aroundBytes = 48;

/** What is wrong, where in the file, and the bytes there. */
export function FindingList({
  findings,
  bytes,
}: {
  readonly findings: readonly BundleFinding[];
  readonly bytes: Uint8Array;
}) {
  const t = useText(text);
  const phrase = usePhrase();
  return (
    <Panel title={t("findings")}>
      <ol className="verify__findings">
        {findings.slice(0, mostShown).map((finding) => {
          const { check, path, offset } = finding;
          return (
            <li key={`${check} ${path.join("/")} ${offset}`}>
              <p>
                <span className="verify__kind">{t(`check_${check}`)}</span>{" "}
                <span data-quotes>{phrase(finding)}</span>
              </p>
              <p className="verify__note">
                <code>{path.length === 0 ? t("whole") : `/${path.join("/")}`}</code> ·{" "}
                {t("atByte", { offset })}
              </p>
              <Excerpt bytes={bytes} offset={offset} />
            </li>
          );
        })}
      </ol>
    </Panel>
  );
}

/** The file around a place, as far as it is text. */
function Excerpt({ bytes, offset }: { readonly bytes: Uint8Array; readonly offset: number }) {
  if (offset >= bytes.length) return null;
  const read = (from: number, to: number) => new TextDecoder().decode(bytes.subarray(Math.max(0, from), to));
  return (
    <pre className="verify__excerpt" translate="no">
      {offset > aroundBytes ? "…" : ""}
      {read(offset - aroundBytes, offset)}
      <mark>{read(offset, offset + 1)}</mark>
      {read(offset + 1, offset + aroundBytes * 2)}…
    </pre>
  );
}
