-- Empties the files that the night's pass has moved everything out of, where nobody works in them. How many were left.
create or replace function tidy_night() returns integer language plpgsql
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
        select p.name from (
            select t.name || '_' || l.layer as name from unnest(public.night_tables()) as t (name)
                cross join generate_series(0, 2) as l (layer) where l.layer <> (select n.target from public.night n)
            union all select 'body_chunk_0' union all select 'body_chunk_2') p
        where pg_relation_size(('public.' || p.name)::regclass) > 0
    loop
        begin
            execute format('lock table public.%I in access exclusive mode nowait', partition);
            execute format('select not exists (select from public.%I)', partition) into is_empty;
            if is_empty then
                execute format('truncate public.%I', partition);
            elsif partition <> 'body_chunk_2' then
                untidied := untidied + 1;
            end if;
        exception when lock_not_available then
            untidied := untidied + 1;
        end;
    end loop;
    return untidied;
end $$;
revoke execute on function tidy_night from public;
grant execute on function tidy_night to sallyport_staff;
