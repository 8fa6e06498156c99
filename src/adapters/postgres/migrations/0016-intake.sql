-- The sequence state of the way in, so that a start need not read the whole log: a snapshot of what the log says, never
-- a truth of its own. It belongs to the party of the installation; nobody else reads it.

create table touchstone.intake_snapshot (
  party_id uuid primary key references touchstone.party,
  -- Entries of platform leaves below are in the snapshot.
  platform_index bigint not null,
  taken_at_ms bigint not null
);

-- How many entries of a private log the snapshot knows.
create table touchstone.intake_origin (
  party_id uuid not null references touchstone.party,
  origin text not null,
  size bigint not null,
  primary key (party_id, origin)
);

create table touchstone.intake_collector (
  party_id uuid not null references touchstone.party,
  collector_id text not null,
  state jsonb not null,
  primary key (party_id, collector_id)
);

-- Places of 256 sequences in the log.
create table touchstone.intake_chunk (
  party_id uuid not null references touchstone.party,
  collector_id text not null,
  epoch bigint not null,
  chunk bigint not null,
  places bytea not null,
  primary key (party_id, collector_id, epoch, chunk)
);

do $$
declare
  name text;
  me constant text := '(select touchstone.current_party())';
begin
  foreach name in array array['intake_snapshot', 'intake_origin', 'intake_collector', 'intake_chunk'] loop
    execute format('alter table touchstone.%I enable row level security', name);
    execute format('alter table touchstone.%I force row level security', name);
    execute format('grant select, insert, update, delete on touchstone.%I to touchstone_app', name);
    execute format('create policy own_party on touchstone.%I using (party_id = %s) with check (party_id = %s)',
      name, me, me);
  end loop;
end $$;
