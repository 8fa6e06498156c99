import { Link } from "@tanstack/react-router";
import { formatInstant } from "../../figures/format-time.ts";
import { usePhrase, useText } from "../../i18n/language.tsx";
import { FigureTable } from "../../parts/figure-table.tsx";
import type { DeviceElement } from "./devices-api.ts";
import { elementStateNames, kindNames } from "./names.ts";
import { text } from "./text.ts";

interface TreeRow {
  readonly element: DeviceElement;
  readonly depth: number;
}

/** Elements in the order of the tree: each below what it stands in, indented. */
export function treeRows(elements: readonly DeviceElement[]): readonly TreeRow[] {
  const ids = new Set(elements.map(({ id }) => id));
  const children = Map.groupBy(elements, ({ twin }) => {
    const { parentId } = twin.data;
    return parentId !== null && parentId !== undefined && ids.has(parentId) ? parentId : "";
  });
  const rows: TreeRow[] = [];
  const add = (parentId: string, depth: number): void => {
    for (const element of children.get(parentId) ?? []) {
      rows.push({ element, depth });
      add(element.id, depth + 1);
    }
  };
  add("", 0);
  return rows;
}

/** The tree of an enterprise's elements with state and last reading. */
export function ElementTree({ elements }: { readonly elements: readonly DeviceElement[] }) {
  const t = useText(text);
  const phrase = usePhrase();
  return (
    <FigureTable
      label={t("tree")}
      isTall
      rows={treeRows(elements)}
      rowKey={({ element }) => element.id}
      columns={[
        {
          key: "name",
          title: t("name"),
          render: ({ element, depth }) => (
            <span className="device-tree__name" style={{ paddingInlineStart: depth * 18 }}>
              <Link to="/devices/elements/$elementId" params={{ elementId: element.id }} translate="no">
                {element.twin.data.name}
              </Link>
              <code translate="no">{element.code}</code>
            </span>
          ),
        },
        {
          key: "kind",
          title: t("kind"),
          render: ({ element }) => <span className="device-nowrap">{phrase(kindNames[element.kind])}</span>,
        },
        {
          key: "state",
          title: t("state"),
          render: ({ element }) => (
            <span className="device-nowrap">{phrase(elementStateNames[element.twin.data.state])}</span>
          ),
        },
        {
          key: "last",
          title: t("lastReading"),
          render: ({ element }) =>
            element.lastReadingAtMs === null ? (
              <span className="soft">{t("never")}</span>
            ) : (
              formatInstant(element.lastReadingAtMs)
            ),
        },
      ]}
    />
  );
}
