import { Link } from "@tanstack/react-router";
import { navigation } from "../../app/navigation.ts";
import { useMay } from "../../app/use-may.ts";
import { usePhrase, useText } from "../../i18n/language.tsx";
import { Panel } from "../../parts/panel.tsx";
import { Nothing } from "../../parts/states.tsx";
import { usePageTitle } from "../../parts/use-page-title.ts";
import { text } from "./text.ts";
import "./devices.css";

/** The pages on which each registry is kept, by the addresses of the navigation. */
const registries = [
  { key: "products", paths: ["/lending/applications", "/lending/contracts", "/fund/programmes"] },
  { key: "rules", paths: ["/scorecards", "/expert-cards", "/shadow"] },
  { key: "models", paths: ["/watch/rules", "/watch/alerts", "/watch/list"] },
] as const;

const notes = { products: "productsNote", rules: "rulesNote", models: "modelsNote" } as const;

/** 三类登记: where credit products, assessment rules and early-warning models are kept. */
export function RegistriesPage() {
  const t = useText(text);
  const phrase = usePhrase();
  const may = useMay();
  usePageTitle(t("registries"));
  const entries = navigation.flatMap((group) => group.entries).filter(({ action }) => may(action));
  return (
    <div className="devices">
      <header className="devices__header">
        <div>
          <h1>{t("registries")}</h1>
          <p>{t("registriesNote")}</p>
        </div>
      </header>
      <div className="device-registries">
        {registries.map(({ key, paths }) => {
          const open = entries.filter(({ path }) => (paths as readonly string[]).includes(path));
          return (
            <Panel key={key} title={t(key)} note={t(notes[key])}>
              {open.length === 0 ? (
                <Nothing title="—" />
              ) : (
                <ul>
                  {open.map(({ path, label }) => (
                    <li key={path}>
                      <Link to={path}>{phrase(label)}</Link>
                    </li>
                  ))}
                </ul>
              )}
            </Panel>
          );
        })}
      </div>
    </div>
  );
}
