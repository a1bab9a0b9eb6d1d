-- For an operator who has mended what kept arrivals from being placed: they arrive again, and the next batch tries. How many did; what
-- is not whole stays.
create or replace function release_quarantine() returns integer language plpgsql
    security definer set search_path = pg_catalog, public as $$
declare
    one public.quarantine;
    released integer := 0;
begin
    for one in select * from public.quarantine loop
        begin
            insert into public.arrival
                    (slot, id, kind, desk, address, token_hash, reply_certificate, report, identity, files)
                select s.current, one.id, one.kind, one.desk, one.address, one.token_hash, one.reply_certificate,
                    one.messages[1], one.messages[2], one.messages[3]
                from public.arrival_slot s
                where s.prompt = coalesce((select d.shown_at_once from public.desk d where d.slug = one.desk), false);
            delete from public.quarantine q where q.id = one.id;
            released := released + 1;
        exception when integrity_constraint_violation then
            continue;
        end;
    end loop;
    return released;
end $$;
revoke execute on function release_quarantine from public;
