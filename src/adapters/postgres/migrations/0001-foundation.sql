-- The system of record. Every row belongs to a party (an institution); row-level security is forced, so that it
-- holds for the owner of the tables too, and the application's role can neither switch it off nor pass it.

create function touchstone.current_party() returns uuid
  language sql stable
  as $$ select nullif(current_setting('touchstone.party_id', true), '')::uuid $$;

create table touchstone.party (
  party_id uuid primary key,
  name text not null,
  created_at_ms bigint not null
);

-- The party that people log in to when they name none; one row, readable before anybody is known.
create table touchstone.installation (
  party_id uuid primary key references touchstone.party
);

create table touchstone.app_user (
  party_id uuid not null references touchstone.party,
  user_id uuid not null,
  name text not null,
  role text not null check (role in ('administrator', 'creditOfficer', 'auditor')),
  password_hash text,
  created_at_ms bigint not null,
  primary key (party_id, user_id),
  unique (party_id, name)
);

create table touchstone.session (
  party_id uuid not null,
  secret_hash text not null,
  user_id uuid not null,
  created_at_ms bigint not null,
  expires_at_ms bigint not null,
  primary key (party_id, secret_hash),
  foreign key (party_id, user_id) references touchstone.app_user
);

create table touchstone.audit_event (
  party_id uuid not null references touchstone.party,
  event_id bigint generated always as identity,
  user_id uuid,
  action text not null,
  subject text not null,
  at_ms bigint not null,
  primary key (party_id, event_id)
);

create table touchstone.idempotency_key (
  party_id uuid not null,
  user_id uuid not null,
  key text not null,
  fingerprint text not null,
  status integer,
  body text,
  claimed_at_ms bigint not null,
  primary key (party_id, user_id, key),
  foreign key (party_id, user_id) references touchstone.app_user
);

create table touchstone.job (
  party_id uuid not null references touchstone.party,
  job_id uuid not null,
  kind text not null,
  key text not null,
  state text not null check (state in ('queued', 'running', 'succeeded', 'failed', 'cancelled', 'interrupted')),
  progress jsonb,
  attempt integer not null default 0,
  lease_owner uuid,
  lease_until_ms bigint,
  created_at_ms bigint not null,
  started_at_ms bigint,
  finished_at_ms bigint,
  problem jsonb,
  primary key (party_id, job_id),
  check ((finished_at_ms is null) = (state in ('queued', 'running')))
);
create index job_by_time on touchstone.job (party_id, created_at_ms desc);

create table touchstone.upload (
  party_id uuid not null references touchstone.party,
  upload_id uuid not null,
  created_at_ms bigint not null,
  used_by uuid,
  primary key (party_id, upload_id)
);

create table touchstone.upload_file (
  party_id uuid not null,
  upload_id uuid not null,
  name text not null,
  bytes bigint not null check (bytes >= 0),
  sha256 text not null,
  primary key (party_id, upload_id, name),
  foreign key (party_id, upload_id) references touchstone.upload
);

create table touchstone.evaluation (
  party_id uuid not null,
  evaluation_id uuid not null,
  job_id uuid not null,
  dataset text not null,
  simulated boolean not null,
  created_at_ms bigint not null,
  document jsonb,
  enterprises integer,
  primary key (party_id, evaluation_id),
  foreign key (party_id) references touchstone.party
);
create index evaluation_by_time on touchstone.evaluation (party_id, created_at_ms desc);

create table touchstone.evaluated_enterprise (
  party_id uuid not null,
  evaluation_id uuid not null,
  enterprise_id text not null,
  code text not null,
  -- The code with its numbers padded, so that E2 comes before E10.
  code_order text not null,
  name text not null,
  label text check (label in ('default', 'performing')),
  score double precision,
  pd double precision,
  grade text,
  decision text not null,
  amount_fen numeric(30, 0),
  annual_rate_ppm integer,
  summary jsonb not null,
  document jsonb not null,
  primary key (party_id, evaluation_id, enterprise_id),
  foreign key (party_id, evaluation_id) references touchstone.evaluation
);

do $$
declare
  name text;
begin
  foreach name in array array['party', 'app_user', 'session', 'audit_event', 'idempotency_key', 'job', 'upload',
    'upload_file', 'evaluation', 'evaluated_enterprise']
  loop
    execute format('alter table touchstone.%I enable row level security', name);
    execute format('alter table touchstone.%I force row level security', name);
    execute format('create policy own_party on touchstone.%I using (party_id = touchstone.current_party()) '
      'with check (party_id = touchstone.current_party())', name);
    execute format('grant select, insert, update, delete on touchstone.%I to touchstone_app', name);
  end loop;
end $$;

alter table touchstone.installation enable row level security;
alter table touchstone.installation force row level security;
create policy everybody_reads on touchstone.installation for select using (true);
create policy own_party on touchstone.installation for insert with check (party_id = touchstone.current_party());
grant select on touchstone.installation to touchstone_app;

-- The audit trail only grows; parties are made by the owner.
revoke update, delete on touchstone.audit_event from touchstone_app;
revoke insert, update, delete on touchstone.party from touchstone_app;
grant usage on schema touchstone to touchstone_app;
