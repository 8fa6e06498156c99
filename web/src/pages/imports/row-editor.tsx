import { useMutation, useQuery, useQueryClient } from "@tanstack/react-query";
import { Button, Checkbox, Drawer, Input } from "antd";
import { useState } from "react";
import { usePhrase, useText } from "../../i18n/language.tsx";
import { Refusal } from "../../parts/refusal.tsx";
import { Failure, Waiting } from "../../parts/states.tsx";
import { answerOf, api } from "../../api/client.ts";
import { checkRow, type Complaint, correctRows, type QuarantinedRow, rowQuery } from "./imports-api.ts";
import { text } from "./text.ts";

interface RowEditorProps {
  readonly dataset: string;
  readonly row: QuarantinedRow;
  /** Other rows of the same file with the same fault. */
  readonly alike: readonly QuarantinedRow[];
  readonly onClose: () => void;
}

/** One quarantined row split into its cells; the wrong one is marked. Correct, try, replay. */
export function RowEditor({ dataset, row, alike, onClose }: RowEditorProps) {
  const t = useText(text);
  const query = useQuery(rowQuery(row.place));
  return (
    <Drawer open size={900} onClose={onClose} title={t("editRow", { file: row.file, row: row.row })}>
      {query.data === undefined ? (
        query.isError ? (
          <Failure error={query.error} />
        ) : (
          <Waiting />
        )
      ) : (
        <Cells dataset={dataset} row={row} alike={alike} found={query.data} onClose={onClose} />
      )}
    </Drawer>
  );
}

type FoundRow = Awaited<ReturnType<NonNullable<ReturnType<typeof rowQuery>["queryFn"]>>>;

function Cells({ dataset, row, alike, found, onClose }: RowEditorProps & { readonly found: FoundRow }) {
  const t = useText(text);
  const phrase = usePhrase();
  const [cells, setCells] = useState<readonly string[]>(found.columns.map((_, i) => found.cells[i] ?? ""));
  const [problem, setProblem] = useState<Complaint | null>(found.problem);
  const [isForAll, setIsForAll] = useState(false);
  const { replay, check } = useReplay({ dataset, row, alike, found, cells, isForAll, onProblem: setProblem });
  const extra = found.cells.slice(found.columns.length).join(" | ");
  return (
    <div className="row-editor">
      <div>
        <b>{t("original")}</b>
        <code className="row-editor__raw" translate="no">
          {found.raw}
        </code>
      </div>
      {extra !== "" && <p className="imports__warn">{t("extraCells", { text: extra })}</p>}
      <p
        className={problem === null ? "row-editor__verdict" : "row-editor__verdict imports__bad"}
        role="status"
      >
        {problem === null ? `● ${t("fine")}` : <span data-quotes>✕ {phrase(problem)}</span>}
      </p>
      <div className="row-editor__cells">
        {found.columns.map((column, i) => (
          <label key={`${i} ${column}`}>
            <span translate="no">{column}</span>
            <Input
              value={cells[i] ?? ""}
              status={problem?.field === column ? "error" : ""}
              onChange={(event) => setCells(cells.with(i, event.target.value))}
            />
          </label>
        ))}
      </div>
      {alike.length > 0 && (
        <Checkbox checked={isForAll} onChange={(event) => setIsForAll(event.target.checked)}>
          {t("sameCorrection", { rows: alike.length })}
        </Checkbox>
      )}
      <div className="imports__actions">
        <Button loading={check.isPending} onClick={() => check.mutate()}>
          {t("check")}
        </Button>
        <Button
          type="primary"
          loading={replay.isPending}
          disabled={replay.isSuccess}
          onClick={() => replay.mutate()}
        >
          {t("replay")}
        </Button>
        {replay.data !== undefined && (
          <>
            <span role="status">{t("done", replay.data)}</span>
            <Button onClick={onClose}>OK</Button>
          </>
        )}
      </div>
      <Refusal error={check.error ?? replay.error} />
    </div>
  );
}

/** Trying the cells, and replaying them; the same columns are changed alike in the other rows when asked for. */
function useReplay(state: {
  readonly dataset: string;
  readonly row: QuarantinedRow;
  readonly alike: readonly QuarantinedRow[];
  readonly found: FoundRow;
  readonly cells: readonly string[];
  readonly isForAll: boolean;
  readonly onProblem: (problem: Complaint | null) => void;
}) {
  const { dataset, row, alike, found, cells, isForAll, onProblem } = state;
  const client = useQueryClient();
  const check = useMutation({
    mutationFn: async () => await checkRow({ ...row.place, cells: [...cells] }),
    onSuccess: (answer) => onProblem(answer.problem),
  });
  const replay = useMutation({
    mutationFn: async () => {
      const changed = cells.flatMap((cell, i) => (cell === (found.cells[i] ?? "") ? [] : [i]));
      const others = [];
      for (const { place } of isForAll ? alike : []) {
        const other = await answerOf(api.GET("/v1/quarantine/row", { params: { query: place } }));
        const own = other.columns.map((_, i) =>
          changed.includes(i) ? (cells[i] ?? "") : (other.cells[i] ?? ""),
        );
        others.push({ ...place, cells: own });
      }
      return await correctRows([{ ...row.place, cells: [...cells] }, ...others]);
    },
    onSuccess: async () => {
      onProblem(null);
      for (const queryKey of [["dataset-quarantine", dataset], ["dataset", dataset], ["import"]]) {
        await client.invalidateQueries({ queryKey });
      }
    },
  });
  return { check, replay };
}
