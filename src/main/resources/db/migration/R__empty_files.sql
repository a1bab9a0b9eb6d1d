-- Empties the files of tables in which no row is left, where nobody works in them at the moment. How many could not be emptied, but
-- for those in which rows may stay.
create or replace function empty_files(tables text[], rows_may_stay text[]) returns integer language plpgsql
    security definer set search_path = pg_catalog, public as $$
declare
    one text;
    is_empty boolean;
    untidied integer := 0;
begin
    if current_setting('transaction_isolation') <> 'read committed' then
        raise exception 'a batch is moved at READ COMMITTED';
    end if;
    foreach one in array tables loop
        continue when pg_relation_size(('public.' || one)::regclass) = 0;
        begin
            execute format('lock table public.%I in access exclusive mode nowait', one);
            execute format('select not exists (select from public.%I)', one) into is_empty;
            if is_empty then
                execute format('truncate public.%I', one);
            elsif one <> all (rows_may_stay) then
                untidied := untidied + 1;
            end if;
        exception when lock_not_available then
            untidied := untidied + 1;
        end;
    end loop;
    return untidied;
end $$;
revoke execute on function empty_files from public;
