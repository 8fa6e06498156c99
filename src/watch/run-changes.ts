import { type BusinessDay, businessDayOf, dayNumberOf, type EpochMs, type IdSource } from "#kernel";
import { type Alert, type AlertEvent, isOpen } from "./alert.ts";
import { deadlineOf, ownerOf } from "./alert-duty.ts";
import { type Episode, type EpisodeChange, gravityOf, stepEpisode } from "./episode.ts";
import type { RuleFinding } from "./evaluate-rules.ts";
import { ruleCodes } from "./rule.ts";
import { ruleOf } from "./rule-list.ts";
import type { Telling } from "./telling.ts";
import type { AlertChange, WatchedEnterprise } from "./watch-store.ts";

export interface RunContext {
  readonly asOf: BusinessDay;
  readonly knownAt: number;
  readonly atMs: EpochMs;
  readonly nextId: IdSource;
  readonly enterprises: ReadonlyMap<string, WatchedEnterprise>;
  /** What of the findings on an enterprise is told; all of it where left out. */
  readonly tellings?: ReadonlyMap<string, Telling>;
}

/**
 * What the findings of a day change in the alerts: raised, worsened (a settled one is opened again), ended, held, and
 * escalated where they are overdue.
 */
export function changesOf(
  findings: readonly RuleFinding[],
  alerts: readonly Alert[],
  context: RunContext,
): AlertChange[] {
  const newest = new Map<string, Alert>();
  for (const alert of alerts) {
    const key = `${alert.enterpriseId}/${alert.rule}`;
    const known = newest.get(key);
    if (known === undefined || known.raisedOn < alert.raisedOn) newest.set(key, alert);
  }
  const changes: AlertChange[] = [];
  const after = new Map(alerts.map((alert) => [alert.id, alert]));
  for (const finding of findings) {
    const alert = newest.get(`${finding.enterpriseId}/${finding.rule}`) ?? null;
    const episode = alert === null ? null : episodeOf(alert);
    const { cooldownDays } = ruleOf(finding.rule);
    const change = stepEpisode(episode, finding, dayNumberOf(context.asOf), cooldownDays);
    if (change === null) continue;
    if (change.kind === "raised" && !isTold(change.episode, newest, context)) continue;
    const made = applyChange(alert, change, context);
    changes.push(made);
    after.set(made.alert.id, made.alert);
    newest.set(`${finding.enterpriseId}/${finding.rule}`, made.alert);
  }
  const today = toldOn(context);
  for (const alert of after.values()) {
    if (isOpen(alert.state) && alert.escalatedOn === null && alert.dueOn < today) {
      const escalated = { ...alert, escalatedOn: today };
      changes.push({
        alert: escalated,
        isNew: false,
        event: eventOf("escalate", alert.state, escalated, context),
      });
    }
  }
  return changes;
}

function isTold(
  episode: Episode,
  newest: ReadonlyMap<string, Alert>,
  { tellings }: Pick<RunContext, "tellings">,
): boolean {
  const telling = tellings?.get(episode.enterpriseId);
  if (telling === undefined) return true;
  const others = ruleCodes.flatMap((rule) => newest.get(`${episode.enterpriseId}/${rule}`) ?? []);
  return telling.isTold(episode, others.map(episodeOf));
}

/** The day on which people learn of it: a run over past data gives nobody a deadline in the past. */
function toldOn({ asOf, atMs }: RunContext): BusinessDay {
  const today = businessDayOf(atMs);
  return today > asOf ? today : asOf;
}

function episodeOf(alert: Alert): Episode {
  return {
    enterpriseId: alert.enterpriseId,
    rule: alert.rule,
    raisedOn: dayNumberOf(alert.raisedOn),
    lastHitOn: dayNumberOf(alert.lastHitOn),
    endedOn: alert.endedOn === null ? null : dayNumberOf(alert.endedOn),
    level: alert.level,
  };
}

function applyChange(alert: Alert | null, change: EpisodeChange, context: RunContext): AlertChange {
  const { asOf } = context;
  if (change.kind === "raised" || alert === null) return raise(change, context);
  if (change.kind === "ended") {
    const ended = { ...alert, endedOn: asOf };
    return { alert: ended, isNew: false, event: eventOf("end", alert.state, ended, context) };
  }
  if (change.kind === "resumed") return resume(alert, change, context);
  const { hit, worsened } = change;
  const held = {
    ...alert,
    lastHitOn: asOf,
    figures: hit.figures,
    evidence: hit.evidence,
    sentence: hit.sentence,
    knownAt: context.knownAt,
  };
  if (!worsened) return { alert: held, isNew: false, event: eventOf("hold", alert.state, held, context) };
  const soonest = deadlineOf(hit.level, toldOn(context));
  const isReopened = !isOpen(alert.state);
  const graver: Alert = {
    ...held,
    level: hit.level,
    dueOn: isReopened || soonest < alert.dueOn ? soonest : alert.dueOn,
    state: isReopened ? (alert.ownerId === null ? "raised" : "assigned") : alert.state,
    settlement: isReopened ? null : alert.settlement,
  };
  return { alert: graver, isNew: false, event: eventOf("worsen", alert.state, graver, context) };
}

/** The same alert goes on; whoever settled it did so before it came back. */
function resume(
  alert: Alert,
  { episode, hit }: Extract<EpisodeChange, { kind: "resumed" }>,
  context: RunContext,
): AlertChange {
  const resumed: Alert = {
    ...alert,
    level: episode.level,
    state: isOpen(alert.state) ? alert.state : alert.ownerId === null ? "raised" : "assigned",
    settlement: isOpen(alert.state) ? alert.settlement : null,
    lastHitOn: context.asOf,
    endedOn: null,
    sentence: hit.sentence,
    figures: hit.figures,
    evidence: hit.evidence,
    knownAt: context.knownAt,
  };
  return { alert: resumed, isNew: false, event: eventOf("reopen", alert.state, resumed, context) };
}

function raise(change: EpisodeChange, context: RunContext): AlertChange {
  if (change.kind !== "raised") throw new Error("An episode without an alert can only be raised");
  const { episode, hit } = change;
  const { asOf, knownAt, enterprises } = context;
  const enterprise = enterprises.get(episode.enterpriseId);
  const ownerId = enterprise === undefined ? null : ownerOf(hit.level, enterprise);
  const alert: Alert = {
    id: context.nextId(),
    enterpriseId: episode.enterpriseId,
    rule: episode.rule,
    level: hit.level,
    state: ownerId === null ? "raised" : "assigned",
    raisedOn: asOf,
    lastHitOn: asOf,
    endedOn: null,
    ownerId,
    dueOn: deadlineOf(hit.level, toldOn(context)),
    escalatedOn: null,
    sentence: hit.sentence,
    figures: hit.figures,
    evidence: hit.evidence,
    knownAt,
    settlement: null,
  };
  return { alert, isNew: true, event: eventOf("raise", null, alert, context) };
}

/** What the system did; that a rule still holds is not kept in the history. */
function eventOf(
  action: AlertEvent["action"],
  fromState: Alert["state"] | null,
  alert: Alert,
  { asOf, atMs }: RunContext,
): AlertEvent {
  return {
    action,
    fromState,
    toState: alert.state,
    level: alert.level,
    userId: null,
    ownerId: alert.ownerId,
    reason: null,
    note: null,
    onDay: asOf,
    atMs,
  };
}

/** Orders alerts: the gravest first, then what is due first. */
export function byUrgency(left: Alert, right: Alert): number {
  return (
    gravityOf(right.level) - gravityOf(left.level) ||
    left.dueOn.localeCompare(right.dueOn) ||
    left.id.localeCompare(right.id)
  );
}
