-- Alarms of the pipe: what is the matter with a collector's data on their way in, since when, and why it ended.

create table touchstone.pipe_alarm (
  party_id uuid not null references touchstone.party,
  alarm_id uuid not null,
  kind text not null check (kind in ('silence', 'gap', 'skew', 'clone', 'quarantineGrowth')),
  collector_id text not null,
  enterprise_id text,
  raised_at_ms bigint not null,
  -- When the rule last saw its condition.
  seen_at_ms bigint not null,
  cleared_at_ms bigint,
  -- By which of the rule's ways it ended.
  cleared_by text,
  figures jsonb not null,
  primary key (party_id, alarm_id),
  check ((cleared_at_ms is null) = (cleared_by is null)),
  check (seen_at_ms >= raised_at_ms)
);
-- One alarm an episode: a repeated look cannot raise it twice.
create unique index pipe_alarm_open on touchstone.pipe_alarm (party_id, collector_id, kind)
  where cleared_at_ms is null;
create index pipe_alarm_by_time on touchstone.pipe_alarm (party_id, raised_at_ms desc);
select touchstone.protect('pipe_alarm');
