-- Empties the files of the slots that were moved, where nobody works in them at the moment and nothing came late. How many files
-- were left for the next batch.
create or replace function tidy_slots(of_prompt boolean) returns integer language plpgsql
    security definer set search_path = pg_catalog, public as $$
declare
    partition text;
    is_empty boolean;
    untidied integer := 0;
begin
    if current_setting('transaction_isolation') <> 'read committed' then
        raise exception 'a batch is moved at READ COMMITTED';
    end if;
    for partition in
        select t.name || '_' || s.slot from unnest(public.batch_slots(of_prompt)) as s (slot)
            cross join unnest(array['arrival', 'arriving_message', 'arriving_chunk', 'arriving_act']) as t (name)
        where s.slot <> (select a.current from public.arrival_slot a where a.prompt = of_prompt)
            and pg_relation_size(('public.' || t.name || '_' || s.slot)::regclass) > 0
    loop
        begin
            execute format('lock table public.%I in access exclusive mode nowait', partition);
            execute format('select not exists (select from public.%I)', partition) into is_empty;
            if is_empty then
                execute format('truncate public.%I', partition);
            else
                untidied := untidied + 1;
            end if;
        exception when lock_not_available then
            untidied := untidied + 1;
        end;
    end loop;
    return untidied;
end $$;
revoke execute on function tidy_slots from public;
grant execute on function tidy_slots to sallyport_staff;
