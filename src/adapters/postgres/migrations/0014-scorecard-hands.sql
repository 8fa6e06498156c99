-- Whose work a version of a scorecard is, and what of its life the database itself holds to: nobody checks the own work,
-- no state without its transition, no transition without the one before it, no seal that is moved.

alter table touchstone.scorecard_version add column developers jsonb not null default '[]';

create function touchstone.check_scorecard_transition() returns trigger
  language plpgsql
  as $$
begin
  if new.state in ('validated', 'approved', 'champion') and exists (
    select from touchstone.scorecard_version
    where party_id = new.party_id and version_id = new.version_id
      and developers @> jsonb_build_array(jsonb_build_object('id', new.done_by::text))
  ) then
    raise exception 'check: who developed a version does not make it %', new.state using errcode = 'check_violation';
  end if;
  if new.state = 'approved' and exists (
    select from touchstone.scorecard_transition
    where party_id = new.party_id and version_id = new.version_id and state = 'validated' and done_by = new.done_by
  ) then
    raise exception 'check: who validated a version does not approve it' using errcode = 'check_violation';
  end if;
  if new.from_state is not null and not exists (
    select from touchstone.scorecard_transition
    where party_id = new.party_id and version_id = new.version_id and state = new.from_state
  ) then
    raise exception 'check: the version was never %', new.from_state using errcode = 'check_violation';
  end if;
  return new;
end $$;
create trigger scorecard_transition_checked before insert on touchstone.scorecard_transition
  for each row execute function touchstone.check_scorecard_transition();

-- At the end of the transaction, because a state and its transition are two rows.
create function touchstone.check_scorecard_state() returns trigger
  language plpgsql
  as $$
begin
  if not exists (
    select from touchstone.scorecard_transition
    where party_id = new.party_id and version_id = new.version_id and state = new.state
  ) or exists (
    select from touchstone.scorecard_transition
    where party_id = new.party_id and version_id = new.version_id and from_state = new.state
  ) then
    raise exception 'check: nothing took the version to %', new.state using errcode = 'check_violation';
  end if;
  return null;
end $$;
create constraint trigger scorecard_version_stands after insert or update on touchstone.scorecard_version
  deferrable initially deferred for each row execute function touchstone.check_scorecard_state();

create function touchstone.check_scorecard_seal() returns trigger
  language plpgsql
  as $$
begin
  if old.sealed_origin is not null and (old.sealed_origin, old.sealed_entry)
    is distinct from (new.sealed_origin, new.sealed_entry) then
    raise exception 'check: the transition is sealed elsewhere' using errcode = 'check_violation';
  end if;
  return new;
end $$;
create trigger scorecard_transition_sealed_once before update on touchstone.scorecard_transition
  for each row execute function touchstone.check_scorecard_seal();

-- Where its rows come from and who made it do not change; only the revision that is worked on does.
revoke update on touchstone.scorecard_project from touchstone_app;
grant update (revision) on touchstone.scorecard_project to touchstone_app;
