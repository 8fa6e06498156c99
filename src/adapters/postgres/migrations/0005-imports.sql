-- Data sets with the party that first imported into them, imports with their reports, mappings that people made of
-- columns, and corrections of quarantined rows. The rows themselves lie in the log; here is who did what, and when.

-- The name of a data set is known to the whole installation: two parties that use one name must never mix.
create table touchstone.dataset (
  name text primary key,
  party_id uuid not null references touchstone.party,
  -- Set when files that say so themselves came in; it stays, and everything in it is shown as simulated.
  simulated boolean not null default false,
  created_at_ms bigint not null
);
select touchstone.protect('dataset');
create policy owner_reads on touchstone.dataset for select to touchstone_owner using (true);

-- Which party brought rows of which enterprise: an attestation covers only what its own party brought.
create table touchstone.dataset_enterprise (
  party_id uuid not null references touchstone.party,
  dataset text not null,
  enterprise_id text not null,
  first_at_ms bigint not null,
  primary key (party_id, dataset, enterprise_id)
);
select touchstone.protect('dataset_enterprise');
create policy owner_reads on touchstone.dataset_enterprise for select to touchstone_owner using (true);

-- Whose a data set is, without saying who the other is: own, others, nobody.
create function touchstone.dataset_standing(wanted text) returns text
  language sql stable security definer set search_path = touchstone, pg_temp
  as $$
    select coalesce((select case when party_id = touchstone.current_party() then 'own' else 'others' end
      from touchstone.dataset where name = wanted), 'nobody')
  $$;

create function touchstone.claim_dataset(wanted text, at_ms bigint) returns text
  language plpgsql security definer set search_path = touchstone, pg_temp
  as $$
begin
  insert into touchstone.dataset (name, party_id, created_at_ms)
    values (wanted, touchstone.current_party(), at_ms) on conflict (name) do nothing;
  return touchstone.dataset_standing(wanted);
end $$;

create function touchstone.is_simulated_dataset(wanted text) returns boolean
  language sql stable security definer set search_path = touchstone, pg_temp
  as $$ select coalesce((select simulated from touchstone.dataset where name = wanted), false) $$;

-- Enterprises of the data set of which another party brought rows.
create function touchstone.enterprises_of_others(wanted text) returns setof text
  language sql stable security definer set search_path = touchstone, pg_temp
  as $$
    select distinct enterprise_id from touchstone.dataset_enterprise
    where dataset = wanted and party_id <> touchstone.current_party()
  $$;

revoke all on function touchstone.dataset_standing, touchstone.claim_dataset, touchstone.is_simulated_dataset,
  touchstone.enterprises_of_others from public;
grant execute on function touchstone.dataset_standing, touchstone.claim_dataset, touchstone.is_simulated_dataset,
  touchstone.enterprises_of_others to touchstone_app;

-- What was evaluated before belongs to whoever evaluated it first.
do $$
declare
  owner_party uuid;
begin
  for owner_party in select party_id from touchstone.party order by created_at_ms loop
    perform set_config('touchstone.party_id', owner_party::text, true);
    insert into touchstone.dataset (name, party_id, simulated, created_at_ms)
      select dataset, owner_party, bool_or(simulated), min(created_at_ms) from touchstone.evaluation
      where party_id = owner_party group by dataset
      on conflict (name) do nothing;
    insert into touchstone.dataset_enterprise (party_id, dataset, enterprise_id, first_at_ms)
      select owner_party, e.dataset, o.enterprise_id, min(e.created_at_ms)
      from touchstone.evaluated_enterprise o join touchstone.evaluation e using (party_id, evaluation_id)
      where e.party_id = owner_party group by e.dataset, o.enterprise_id;
  end loop;
end $$;

create table touchstone.data_import (
  party_id uuid not null references touchstone.party,
  import_id uuid not null,
  job_id uuid not null,
  kind text not null check (kind in ('import', 'remap')),
  dataset text not null,
  attestation text,
  simulated boolean not null,
  started_by uuid,
  started_by_name text not null,
  created_at_ms bigint not null,
  finished_at_ms bigint,
  -- One element a file, with what became of its rows; null until the job has ended.
  report jsonb,
  primary key (party_id, import_id)
);
create index data_import_by_time on touchstone.data_import (party_id, created_at_ms desc);
select touchstone.protect('data_import');

create table touchstone.data_import_file (
  party_id uuid not null,
  import_id uuid not null,
  name text not null,
  sha256 text not null,
  dataset text not null,
  primary key (party_id, import_id, name),
  foreign key (party_id, import_id) references touchstone.data_import
);
create index data_import_file_by_content on touchstone.data_import_file (party_id, sha256);
select touchstone.protect('data_import_file');

create table touchstone.column_mapping (
  party_id uuid not null references touchstone.party,
  mapping_id text not null check (mapping_id ~ '^[a-z0-9-]{1,40}$'),
  version integer not null check (version > 0),
  mapping jsonb not null,
  saved_by uuid,
  saved_by_name text not null,
  saved_at_ms bigint not null,
  primary key (party_id, mapping_id, version)
);
select touchstone.protect('column_mapping');
revoke update, delete on touchstone.column_mapping from touchstone_app;

-- A correction is an entry of the log; this says who made it. The row as received stays sealed.
create table touchstone.row_correction (
  party_id uuid not null references touchstone.party,
  correction_id uuid not null,
  dataset text not null,
  file text not null,
  row_number bigint not null,
  origin text not null,
  entry_index bigint not null,
  ordinal integer not null,
  before_text text not null,
  after_text text not null,
  made_by uuid,
  made_by_name text not null,
  made_at_ms bigint not null,
  primary key (party_id, correction_id),
  unique (party_id, origin, entry_index, ordinal)
);
select touchstone.protect('row_correction');
revoke update, delete on touchstone.row_correction from touchstone_app;
