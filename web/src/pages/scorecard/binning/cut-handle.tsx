import type { KeyboardEvent, PointerEvent } from "react";

/** What the plan says of a cut. */
export type CutStanding = "free" | "fixed" | "forbidden";

interface CutHandleProps {
  readonly x: number;
  readonly bottom: number;
  /** 0 or 1: neighbours' labels stand on two lines, so that they do not cover each other. */
  readonly row: number;
  readonly label: string;
  readonly value: string;
  readonly boundary: number;
  readonly boundaries: number;
  readonly isDragged: boolean;
  readonly standing: CutStanding;
  readonly onGrab: (event: PointerEvent<SVGGElement>) => void;
  readonly onStep: (step: number) => void;
  readonly onRemove: () => void;
}

const farStep = 10;

/**
 * A cut as a slider: dragged, moved by the arrow keys (with Shift ten places), removed by Delete. One that the plan fixes
 * stays where it is, and is square; one in a forbidden interval is red.
 */
export function CutHandle(props: CutHandleProps) {
  const { x, bottom, row, label, value, boundary, boundaries, isDragged, standing } = props;
  const { onGrab, onStep, onRemove } = props;
  const isFixed = standing === "fixed";
  const top = 8 + row * 16;
  const press = (event: KeyboardEvent) => {
    if (isFixed) return;
    const step = { ArrowLeft: -1, ArrowDown: -1, ArrowRight: 1, ArrowUp: 1 }[event.key];
    if (step !== undefined) onStep(step * (event.shiftKey ? farStep : 1));
    else if (event.key === "Delete" || event.key === "Backspace") onRemove();
    else return;
    event.preventDefault();
  };
  return (
    <g
      className={`cut-handle cut-handle--${standing}${isDragged ? " cut-handle--dragged" : ""}`}
      aria-readonly={isFixed}
      role="slider"
      tabIndex={0}
      aria-label={label}
      aria-valuemin={1}
      aria-valuemax={boundaries - 1}
      aria-valuenow={boundary}
      aria-valuetext={value}
      onPointerDown={(event) => {
        if (!isFixed) onGrab(event);
      }}
      onKeyDown={press}
    >
      <rect className="cut-handle__reach" x={x - 8} width={16} y={top} height={bottom - top} />
      <line x1={x} x2={x} y1={top + 14} y2={bottom} />
      <text x={x} y={top + 8} textAnchor="middle">
        {value}
      </text>
      {isFixed ? (
        <rect className="cut-handle__square" x={x - 5} y={top + 11} width={10} height={10} />
      ) : (
        <circle cx={x} cy={top + 16} r={4} />
      )}
    </g>
  );
}
