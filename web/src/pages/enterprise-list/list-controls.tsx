import { Button, Checkbox, Input, Popover, Select, Tooltip } from "antd";
import { useRef, useState } from "react";
import type { Decision } from "../../api/types.ts";
import type { ListSearch } from "../../app/list-search.ts";
import { useText } from "../../i18n/language.tsx";
import { ColumnsIcon, DownloadIcon, SearchIcon } from "../../parts/icons.tsx";
import type { ColumnKey, ListColumn } from "./columns.tsx";
import { text } from "./text.ts";

interface ListControlsProps {
  readonly search: ListSearch;
  readonly grades: readonly string[];
  readonly columns: readonly ListColumn[];
  readonly shownColumns: readonly ColumnKey[];
  readonly total: number;
  readonly onSearch: (change: ListSearch) => void;
  readonly onColumns: (keys: readonly ColumnKey[]) => void;
  readonly onExport: () => Promise<void>;
}

/** Search, filters, columns and export of the enterprise list. */
export function ListControls(props: ListControlsProps) {
  const t = useText(text);
  const { search, onSearch } = props;
  return (
    <div className="list-controls">
      <SearchField
        value={search.search ?? ""}
        onSearch={(value) => onSearch({ search: value === "" ? undefined : value })}
      />
      <Select
        aria-label={t("gradeFilter")}
        value={search.grade ?? ""}
        onChange={(grade) => onSearch({ grade: grade === "" ? undefined : grade })}
        popupMatchSelectWidth={false}
        options={[
          { value: "", label: t("anyGrade") },
          ...props.grades.map((grade) => ({ value: grade, label: grade })),
        ]}
      />
      <Select
        aria-label={t("decisionFilter")}
        value={search.decision ?? ""}
        onChange={(decision: string) =>
          onSearch({ decision: decision === "" ? undefined : (decision as Decision) })
        }
        popupMatchSelectWidth={false}
        options={[
          { value: "", label: t("anyDecision") },
          { value: "granted", label: t("granted") },
          { value: "declined", label: t("declined") },
          { value: "notApplicable", label: t("notApplicable") },
        ]}
      />
      <span className="list-controls__space" />
      <ColumnChoice {...props} />
      <ExportButton total={props.total} onExport={props.onExport} />
    </div>
  );
}

/** Asks the server when the reader pauses, not at every key. */
function SearchField({
  value,
  onSearch,
}: {
  readonly value: string;
  readonly onSearch: (value: string) => void;
}) {
  const t = useText(text);
  const [draft, setDraft] = useState({ text: value, over: value });
  const timer = useRef<ReturnType<typeof setTimeout>>(undefined);
  // What was typed counts until the address holds it, or something else that was set meanwhile.
  const shown = draft.over === value || draft.text === value ? draft.text : value;
  const type = (typed: string) => {
    setDraft({ text: typed, over: value });
    clearTimeout(timer.current);
    timer.current = setTimeout(() => onSearch(typed), 250);
  };
  return (
    <Input
      type="search"
      className="list-controls__search"
      allowClear
      prefix={<SearchIcon />}
      placeholder={t("search")}
      aria-label={t("search")}
      value={shown}
      onChange={(event) => type(event.target.value)}
    />
  );
}

function ColumnChoice({ columns, shownColumns, onColumns }: ListControlsProps) {
  const t = useText(text);
  const choice = (
    <Checkbox.Group
      className="column-choice"
      value={[...shownColumns]}
      onChange={(keys) => onColumns(keys.length === 0 ? shownColumns : (keys as ColumnKey[]))}
      options={columns.map((column) => ({
        value: column.key,
        label: column.title,
        disabled: column.key === "code",
      }))}
    />
  );
  return (
    <Popover trigger="click" placement="bottomRight" title={t("columnsTitle")} content={choice}>
      <Button className="list-controls__columns" icon={<ColumnsIcon />}>
        {t("columns")}
      </Button>
    </Popover>
  );
}

function ExportButton({
  total,
  onExport,
}: {
  readonly total: number;
  readonly onExport: () => Promise<void>;
}) {
  const t = useText(text);
  const [isBusy, setIsBusy] = useState(false);
  const run = async () => {
    setIsBusy(true);
    await onExport().finally(() => setIsBusy(false));
  };
  return (
    <Tooltip title={t("exportTitle", { count: total })}>
      <Button
        className="list-controls__export"
        icon={<DownloadIcon />}
        disabled={isBusy || total === 0}
        onClick={() => void run()}
      >
        {isBusy ? t("exporting") : t("export")}
      </Button>
    </Tooltip>
  );
}
