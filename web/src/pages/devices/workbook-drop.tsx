import { Button } from "antd";
import { useRef, useState } from "react";
import { useText } from "../../i18n/language.tsx";
import { importText } from "./import-text.ts";

/** Where a workbook is dropped or chosen. */
export function WorkbookDrop({
  isDisabled,
  onFile,
}: {
  readonly isDisabled: boolean;
  readonly onFile: (file: File) => void;
}) {
  const t = useText(importText);
  const input = useRef<HTMLInputElement>(null);
  const [isOver, setIsOver] = useState(false);
  const take = (file: File | undefined): void => {
    if (file !== undefined && !isDisabled) onFile(file);
  };
  return (
    <div
      className="device-drop"
      data-over={isOver ? "" : undefined}
      onDragOver={(event) => {
        event.preventDefault();
        setIsOver(true);
      }}
      onDragLeave={() => setIsOver(false)}
      onDrop={(event) => {
        event.preventDefault();
        setIsOver(false);
        take(event.dataTransfer.files[0]);
      }}
    >
      <input
        ref={input}
        id="import-workbook"
        type="file"
        accept=".xlsx"
        hidden
        onChange={(event) => {
          take(event.target.files?.[0]);
          event.target.value = "";
        }}
      />
      <span>{t("drop")}</span>
      <Button disabled={isDisabled} onClick={() => input.current?.click()}>
        {t("choose")}
      </Button>
    </div>
  );
}
