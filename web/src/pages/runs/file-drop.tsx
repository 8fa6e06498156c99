import { useRef, useState } from "react";
import type { DragEvent } from "react";
import { formatBytes } from "../../figures/format-number.ts";
import { useText } from "../../i18n/language.tsx";
import { CrossIcon, FileIcon } from "../../parts/icons.tsx";
import { text } from "./text.ts";

interface FileDropProps {
  readonly files: readonly File[];
  readonly onFiles: (files: readonly File[]) => void;
  readonly isDisabled: boolean;
}

/** Where files are dropped or chosen; a file of the same name replaces the earlier one. */
export function FileDrop({ files, onFiles, isDisabled }: FileDropProps) {
  const t = useText(text);
  const input = useRef<HTMLInputElement>(null);
  const [isOver, setIsOver] = useState(false);
  const add = (added: Iterable<File>) => {
    const byName = new Map([...files, ...added].map((file) => [file.name, file]));
    onFiles([...byName.values()]);
  };
  const drop = (event: DragEvent) => {
    event.preventDefault();
    setIsOver(false);
    if (!isDisabled) add(event.dataTransfer.files);
  };
  return (
    <div>
      <button
        type="button"
        className={isOver ? "file-drop file-drop--over" : "file-drop"}
        disabled={isDisabled}
        onClick={() => input.current?.click()}
        onDragOver={(event) => {
          event.preventDefault();
          setIsOver(true);
        }}
        onDragLeave={() => setIsOver(false)}
        onDrop={drop}
      >
        <FileIcon />
        <span>{t("drop")}</span>
        <span className="soft">{t("dropNote")}</span>
      </button>
      <input
        ref={input}
        type="file"
        multiple
        hidden
        data-testid="file-input"
        onChange={(event) => {
          add(event.target.files ?? []);
          event.target.value = "";
        }}
      />
      <ChosenFiles files={files} onFiles={onFiles} isDisabled={isDisabled} />
    </div>
  );
}

function ChosenFiles({ files, onFiles, isDisabled }: FileDropProps) {
  const t = useText(text);
  if (files.length === 0) return null;
  const size = files.reduce((sum, file) => sum + file.size, 0);
  return (
    <div className="chosen-files">
      <p className="soft">{t("chosen", { count: files.length, size: formatBytes(size) })}</p>
      <ul>
        {files.map((file) => (
          <li key={file.name}>
            <span className="chosen-files__name" translate="no">
              {file.name}
            </span>
            <span className="soft figure">{formatBytes(file.size)}</span>
            <button
              type="button"
              className="link-button"
              disabled={isDisabled}
              aria-label={t("remove", { name: file.name })}
              onClick={() => onFiles(files.filter((other) => other !== file))}
            >
              <CrossIcon />
            </button>
          </li>
        ))}
      </ul>
    </div>
  );
}
