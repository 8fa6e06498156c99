import { useDeferredValue, useMemo, useRef, useState } from "react";
import type { DragEvent } from "react";
import { useText } from "../../i18n/language.tsx";
import { type ChosenFile, emptyDesk, putOnDesk, readFiles } from "./chosen-files.ts";
import { examineDesk } from "./examine-desk.ts";
import { ReportView } from "./report-view.tsx";
import { text } from "./text.ts";
import "./verify.css";

/** Where files are dropped and what came of them; it asks no server for anything. */
export function VerifyDesk() {
  const t = useText(text);
  const [desk, setDesk] = useState(emptyDesk);
  const [isOver, setIsOver] = useState(false);
  const input = useRef<HTMLInputElement>(null);
  const shown = useDeferredValue(desk);
  const examined = useMemo(() => examineDesk(shown), [shown]);
  const take = async (files: FileList | null) => {
    const chosen = await readFiles([...(files ?? [])]);
    setDesk((before) => putOnDesk(before, chosen));
  };
  const drop = (event: DragEvent) => {
    event.preventDefault();
    setIsOver(false);
    void take(event.dataTransfer.files);
  };
  const files = [desk.evidence, desk.entry, desk.trust, desk.kept].filter((file) => file !== null);
  return (
    <div className="verify">
      <section
        className={isOver ? "verify__drop verify__drop--over" : "verify__drop"}
        aria-label={t("title")}
        onDragOver={(event) => {
          event.preventDefault();
          setIsOver(true);
        }}
        onDragLeave={() => setIsOver(false)}
        onDrop={drop}
      >
        <p>
          {t("drop")}{" "}
          <button type="button" className="verify__choose" onClick={() => input.current?.click()}>
            {t("choose")}
          </button>
        </p>
        <p className="verify__note">{t("dropNote")}</p>
        <input
          ref={input}
          type="file"
          multiple
          hidden
          aria-label={t("choose")}
          onChange={(event) => {
            void take(event.target.files);
            event.target.value = "";
          }}
        />
      </section>
      {files.length > 0 && <FileList files={files} onClear={() => setDesk(emptyDesk)} />}
      <ReportView examined={examined} />
    </div>
  );
}

function FileList({
  files,
  onClear,
}: {
  readonly files: readonly ChosenFile[];
  readonly onClear: () => void;
}) {
  const t = useText(text);
  return (
    <div className="verify__files">
      <ul aria-label={t("onDesk")}>
        {files.map(({ name, kind }) => (
          <li key={kind}>
            <span className="verify__kind">{t(kind)}</span> <span translate="no">{name}</span>
          </li>
        ))}
      </ul>
      <button type="button" className="verify__choose" onClick={onClear}>
        {t("clear")}
      </button>
    </div>
  );
}
