-- An arrival is acknowledged only with every chunk of its messages. The chunks of a long body are committed without waiting
-- for the disk, so a crash may take some of them; the role that writes them may not look, so the database does. They lie in any
-- slot, or among what a batch has moved of an upload that had not finished.
--
-- Every report pays for this, so a body of one chunk, which its message holds, is found by one look into one partition. One plan is
-- kept for all slots: planning costs more than looking does.
create or replace function arrival_is_whole() returns trigger language plpgsql
    security definer set search_path = pg_catalog, public set enable_seqscan = off
    set plan_cache_mode = force_generic_plan as $$
declare
    one uuid;
    declared bigint;
    found_octets bigint;
begin
    foreach one in array array_remove(array[new.report, new.identity, new.files], null) loop
        select m.length, octet_length(m.octets) into declared, found_octets
            from public.arriving_message m where m.id = one and m.slot = new.slot;
        if found_octets is null then
            if exists (select from public.unfinished_upload u where u.body = one and u.chunks < 0) then
                raise exception 'the upload was given up' using errcode = 'integrity_constraint_violation';
            end if;
            if declared is null then
                select m.length, m.octets into declared, found_octets from (
                    select a.id, a.length, octet_length(a.octets) as octets from public.arriving_message a
                    union all select u.id, u.length, octet_length(u.octets) from public.unfinished_message u) m
                    where m.id = one;
            end if;
            if found_octets is null then
                select sum(octet_length(c.octets)) into found_octets from (
                    select a.octets from public.arriving_chunk a where a.message = one
                    union all select b.octets from public.body_chunk b where b.body = one
                        and not exists (select from public.body k where k.id = one)) c;
            end if;
        end if;
        if found_octets is distinct from declared or found_octets is null then
            raise exception 'a chunk of the body is missing' using errcode = 'integrity_constraint_violation';
        end if;
    end loop;
    return null;
end $$;
revoke execute on function arrival_is_whole from public;

drop trigger if exists arrival_is_whole on arrival;
create trigger arrival_is_whole after insert on arrival for each row execute function arrival_is_whole();
