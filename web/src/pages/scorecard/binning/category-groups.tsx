import { Select } from "antd";
import type { DragEvent } from "react";
import { formatPercent } from "../../../figures/format-number.ts";
import { useText } from "../../../i18n/language.tsx";
import type { CategoricalDraft } from "./draft.ts";
import { badRateOf, type CategoryEntry } from "./fine-counts.ts";
import { text } from "./text.ts";

interface CategoryGroupsProps {
  readonly draft: CategoricalDraft;
  readonly entries: readonly CategoryEntry[];
  readonly onMove: (category: string, group: number) => void;
}

/** The groups side by side with their categories, which are dragged from one to another or moved by a choice. */
export function CategoryGroups({ draft, entries, onMove }: CategoryGroupsProps) {
  const t = useText(text);
  const rateOf = new Map(entries.map(({ category, training }) => [category, badRateOf(training)]));
  const drop = (group: number) => (event: DragEvent) => {
    event.preventDefault();
    onMove(event.dataTransfer.getData("text/plain"), group);
  };
  const targets = [...draft.groups.map((_, index) => index), draft.groups.length];
  const nameOf = (group: number): string =>
    group < draft.groups.length ? t("group", { number: group + 1 }) : t("newGroup");
  return (
    <div className="category-groups" aria-label={t("groups")} role="group">
      {targets.map((group) => (
        <section
          key={group}
          className={group < draft.groups.length ? "category-group" : "category-group category-group--new"}
          aria-label={nameOf(group)}
          onDragOver={(event) => event.preventDefault()}
          onDrop={drop(group)}
        >
          <h4>{nameOf(group)}</h4>
          {(draft.groups[group] ?? []).map((category) => (
            <div
              key={category}
              className="category"
              draggable
              onDragStart={(event) => event.dataTransfer.setData("text/plain", category)}
            >
              <span translate="no">{category}</span>
              <span className="soft figure">{formatPercent(rateOf.get(category) ?? null, 1)}</span>
              <Select
                size="small"
                variant="borderless"
                aria-label={t("moveTo", { category })}
                value={group}
                popupMatchSelectWidth={false}
                onChange={(target) => onMove(category, target)}
                options={targets.map((value) => ({ value, label: nameOf(value) }))}
              />
            </div>
          ))}
        </section>
      ))}
    </div>
  );
}
