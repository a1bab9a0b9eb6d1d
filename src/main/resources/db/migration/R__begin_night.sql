-- Whether there is something for the nightly pass to do, and from now on it is under way, until end_night: what came on an earlier
-- day, or something was deleted, or an upload that broke off has left its traces; and once a day. Otherwise nothing is written.
create or replace function begin_night(today date) returns boolean language plpgsql
    security definer set search_path = pg_catalog, public as $$
declare
    night public.night;
begin
    select * into night from public.night;
    if night.under_way then
        return true;
    end if;
    if night.last = today then
        return false;
    end if;
    if not night.deleted and not exists (select from public.sealed_message m where m.layer = 0 and m.received < today)
            -- Packets that were united with, or added to, a message of an earlier day.
            and not exists (select from public.session_key_packet p join public.sealed_message m on m.id = p.message
                where p.layer = 0 and m.received < today)
            -- What is left in the files of an upload that was given up.
            and (pg_relation_size('public.body_chunk_0') + pg_relation_size('public.body_chunk_2') = 0
                or exists (select from public.body_chunk c where c.layer <> 1)) then
        return false;
    end if;
    update public.night set under_way = true, deleted = false, target = 3 - target, last = today;
    return true;
end $$;
revoke execute on function begin_night from public;
grant execute on function begin_night to sallyport_staff;
