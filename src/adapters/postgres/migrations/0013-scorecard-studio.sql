-- The scorecard studio: people who develop and validate models, modelling projects with every revision of their plan,
-- what their steps left and who signed it, and the versions of scorecards with their life.

alter table touchstone.app_user drop constraint app_user_role_check;
alter table touchstone.app_user
  add constraint app_user_role_check check (role in ('administrator', 'accountManager', 'creditOfficer',
    'riskOfficer', 'modelDeveloper', 'modelValidator', 'postLoanManager', 'platformOperator', 'owner', 'fundOfficer',
    'auditor'));

create or replace function touchstone.check_role_of_kind() returns trigger
  language plpgsql
  as $$
declare
  found_kind text := (select kind from touchstone.party where party_id = new.party_id);
begin
  if new.role in ('administrator', 'auditor')
    or (found_kind = 'bank' and new.role in ('accountManager', 'creditOfficer', 'riskOfficer', 'modelDeveloper',
      'modelValidator', 'postLoanManager'))
    or (found_kind = 'platform' and new.role = 'platformOperator')
    or (found_kind = 'enterprise' and new.role = 'owner')
    or (found_kind = 'fund' and new.role = 'fundOfficer') then
    return new;
  end if;
  raise exception 'a party of kind % has no role %', found_kind, new.role using errcode = 'check_violation';
end $$;

create table touchstone.scorecard_project (
  party_id uuid not null references touchstone.party,
  project_id uuid not null,
  name text not null check (name <> ''),
  source jsonb not null,
  simulated boolean not null,
  -- The revision that is worked on; undo and redo move it.
  revision integer not null check (revision > 0),
  created_by uuid not null,
  created_by_name text not null,
  created_at_ms bigint not null,
  primary key (party_id, project_id)
);
select touchstone.protect('scorecard_project');
revoke delete on touchstone.scorecard_project from touchstone_app;

create table touchstone.scorecard_plan (
  party_id uuid not null,
  project_id uuid not null,
  revision integer not null check (revision > 0),
  plan jsonb not null,
  made_by uuid not null,
  made_by_name text not null,
  made_at_ms bigint not null,
  primary key (party_id, project_id, revision),
  foreign key (party_id, project_id) references touchstone.scorecard_project
);
select touchstone.protect('scorecard_plan');
revoke update, delete on touchstone.scorecard_plan from touchstone_app;

create table touchstone.scorecard_artefact (
  party_id uuid not null,
  artefact_id uuid not null,
  project_id uuid not null,
  step text not null check (step in ('sample', 'explore', 'preprocess', 'screen', 'fit', 'evaluate', 'card', 'deploy')),
  -- Text, because its bytes are hashed.
  artefact text not null,
  sha256 text not null check (sha256 ~ '^[0-9a-f]{64}$'),
  plan_sha256 text not null check (plan_sha256 ~ '^[0-9a-f]{64}$'),
  data_sha256 text not null check (data_sha256 ~ '^[0-9a-f]{64}$'),
  revision integer not null,
  ran_by uuid not null,
  ran_by_name text not null,
  ran_at_ms bigint not null,
  duration_ms bigint not null,
  primary key (party_id, artefact_id),
  foreign key (party_id, project_id, revision) references touchstone.scorecard_plan
);
create index scorecard_artefact_by_project on touchstone.scorecard_artefact (party_id, project_id, ran_at_ms desc);
select touchstone.protect('scorecard_artefact');
revoke update, delete on touchstone.scorecard_artefact from touchstone_app;

create table touchstone.scorecard_sign_off (
  party_id uuid not null,
  artefact_id uuid not null,
  signed_by uuid not null,
  signed_by_name text not null,
  signed_at_ms bigint not null,
  remark text not null,
  primary key (party_id, artefact_id),
  foreign key (party_id, artefact_id) references touchstone.scorecard_artefact
);
select touchstone.protect('scorecard_sign_off');
revoke update, delete on touchstone.scorecard_sign_off from touchstone_app;

create table touchstone.scorecard_comment (
  party_id uuid not null,
  comment_id uuid not null,
  project_id uuid not null,
  step text,
  words text not null check (words <> ''),
  made_by uuid not null,
  made_by_name text not null,
  made_at_ms bigint not null,
  primary key (party_id, comment_id),
  foreign key (party_id, project_id) references touchstone.scorecard_project
);
select touchstone.protect('scorecard_comment');
revoke update, delete on touchstone.scorecard_comment from touchstone_app;

create table touchstone.scorecard_version (
  party_id uuid not null references touchstone.party,
  version_id uuid not null,
  version integer not null check (version > 0),
  name text not null check (name <> ''),
  project_id uuid not null,
  revision integer not null,
  simulated boolean not null,
  state text not null check (state in ('developed', 'validated', 'approved', 'shadow', 'champion', 'retired')),
  developed_by uuid not null,
  plan jsonb not null,
  card text not null,
  evaluation text not null,
  model_card text not null,
  sha256 text not null check (sha256 ~ '^[0-9a-f]{64}$'),
  auc jsonb,
  ks double precision,
  indicators integer not null,
  primary key (party_id, version_id),
  unique (party_id, version),
  unique (party_id, version_id, developed_by),
  foreign key (party_id, project_id) references touchstone.scorecard_project
);
-- One card is in force.
create unique index scorecard_champion on touchstone.scorecard_version (party_id) where state = 'champion';
select touchstone.protect('scorecard_version');
revoke delete on touchstone.scorecard_version from touchstone_app;
-- What was signed does not change; only where it stands does.
revoke update on touchstone.scorecard_version from touchstone_app;
grant update (state) on touchstone.scorecard_version to touchstone_app;

create table touchstone.scorecard_transition (
  party_id uuid not null,
  version_id uuid not null,
  from_state text,
  state text not null,
  developed_by uuid not null,
  done_by uuid not null,
  done_by_name text not null,
  done_at_ms bigint not null,
  words text not null,
  sha256 text not null check (sha256 ~ '^[0-9a-f]{64}$'),
  sealed_origin text,
  sealed_entry bigint,
  primary key (party_id, version_id, state),
  foreign key (party_id, version_id, developed_by)
    references touchstone.scorecard_version (party_id, version_id, developed_by),
  -- Who developed it neither validates nor approves it, nor puts it into force.
  check (state not in ('validated', 'approved', 'champion') or done_by <> developed_by),
  check (state <> 'developed' or done_by = developed_by),
  check (state <> 'validated' or words <> ''),
  check (case state
    when 'developed' then from_state is null
    when 'validated' then from_state = 'developed'
    when 'approved' then from_state = 'validated'
    when 'shadow' then from_state = 'approved'
    when 'champion' then from_state = 'shadow'
    when 'retired' then from_state in ('developed', 'validated', 'approved', 'shadow', 'champion')
    else false end),
  check ((sealed_origin is null) = (sealed_entry is null))
);
select touchstone.protect('scorecard_transition');
revoke update, delete on touchstone.scorecard_transition from touchstone_app;
grant update (sealed_origin, sealed_entry) on touchstone.scorecard_transition to touchstone_app;

create table touchstone.scorecard_export (
  party_id uuid not null,
  version_id uuid not null,
  format text not null,
  sha256 text not null check (sha256 ~ '^[0-9a-f]{64}$'),
  content bytea not null,
  primary key (party_id, version_id, format),
  foreign key (party_id, version_id) references touchstone.scorecard_version
);
select touchstone.protect('scorecard_export');
revoke update, delete on touchstone.scorecard_export from touchstone_app;
