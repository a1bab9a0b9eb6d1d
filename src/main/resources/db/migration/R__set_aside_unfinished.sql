-- Messages without the row that finishes their arrival go out of the source's sight too. How many there were.
create or replace function set_aside_unfinished(of_prompt boolean) returns integer language plpgsql
    security definer set search_path = pg_catalog, public as $$
declare
    moved integer;
begin
    if current_setting('transaction_isolation') <> 'read committed' then
        raise exception 'a batch is moved at READ COMMITTED';
    end if;
    with gone as (
        delete from public.arriving_message m using public.arrival_slot s
        where s.prompt = of_prompt and m.slot = any (public.batch_slots(of_prompt)) and m.slot <> s.current
            and not exists (select from public.arrival a cross join unnest(array[a.report, a.identity, a.files]) as named (id)
                where named.id = m.id)
        returning m.*)
    insert into public.unfinished_message (id, length, readers, recipients, packets, octets)
        select g.id, g.length, g.readers, g.recipients, g.packets, g.octets from gone g order by random()
        on conflict do nothing;
    get diagnostics moved = row_count;
    return moved;
end $$;
revoke execute on function set_aside_unfinished from public;
grant execute on function set_aside_unfinished to sallyport_staff;
