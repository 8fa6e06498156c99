import { Button } from "antd";
import { useState } from "react";
import { useText } from "../../i18n/language.tsx";
import { Panel } from "../../parts/panel.tsx";
import { saveFile } from "../../parts/save-file.ts";
import type { DeviceImport } from "./devices-api.ts";
import { importText } from "./import-text.ts";

/** What was registered, and the one file that holds the codes. */
export function ImportResult({ made }: { readonly made: DeviceImport }) {
  const t = useText(importText);
  const [isSaved, setIsSaved] = useState(false);
  const { codesFile, enterprises, elements, collectors, claims } = made;
  const save = (): void => {
    if (codesFile === null) return;
    const bytes = Uint8Array.from(atob(codesFile.contentBase64), (character) => character.charCodeAt(0));
    saveFile(codesFile.name, new Blob([bytes]));
    setIsSaved(true);
  };
  return (
    <Panel title={t("register")}>
      <p className="notice" role="status">
        {t("done", {
          enterprises: enterprises.registered,
          elements: elements.added,
          changed: elements.changed,
          unchanged: elements.unchanged,
          collectors: collectors.registered,
          claims: claims.added,
        })}
      </p>
      {codesFile !== null && (
        <div className="device-secret">
          <span>{t("codes", { codes: made.codes.length, invitations: made.invitations })}</span>
          <div>
            <Button type="primary" onClick={save}>
              {t("saveCodes")}
            </Button>
          </div>
          {isSaved && <p className="device-note">{t("saved")}</p>}
        </div>
      )}
    </Panel>
  );
}
