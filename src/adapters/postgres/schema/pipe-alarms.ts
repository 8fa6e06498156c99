import type { Json } from "./json.ts";

/** The table of the pipe's alarms, as the newest migration leaves it. */
export interface PipeAlarmTables {
  pipe_alarm: {
    party_id: string;
    alarm_id: string;
    kind: string;
    collector_id: string;
    enterprise_id: string | null;
    raised_at_ms: number;
    seen_at_ms: number;
    cleared_at_ms: number | null;
    cleared_by: string | null;
    figures: Json<unknown>;
  };
}
