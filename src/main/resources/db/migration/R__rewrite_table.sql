-- Inserts all rows of a table anew, in random order, into the layer that this night writes. Whoever writes to the table waits
-- meanwhile; whoever reads it does not.
create or replace function rewrite_table(which text) returns bigint language plpgsql
    security definer set search_path = pg_catalog, public set lock_timeout = '10s' as $$
declare
    columns text;
    moved bigint;
    into_layer smallint := (select target from public.night where under_way);
begin
    if current_setting('transaction_isolation') <> 'read committed' then
        raise exception 'a batch is moved at READ COMMITTED';
    end if;
    if which <> all (public.night_tables()) or into_layer is null then
        raise exception 'no table for the night';
    end if;
    perform set_config('sallyport.night', 'on', true);
    execute format('lock table public.%I in exclusive mode', which);
    select string_agg(quote_ident(attname), ', ' order by attnum) into columns from pg_attribute
        where attrelid = ('public.' || which)::regclass and attnum > 0 and not attisdropped and attname <> 'layer';
    execute format('with gone as (delete from public.%1$I where layer <> %2$s returning %3$s)'
        ' insert into public.%1$I (%3$s, layer) select %3$s, %2$s from gone order by random()', which, into_layer, columns);
    get diagnostics moved = row_count;
    return moved;
end $$;
revoke execute on function rewrite_table from public;
grant execute on function rewrite_table to sallyport_staff;
