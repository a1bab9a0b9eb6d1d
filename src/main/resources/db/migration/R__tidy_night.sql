-- Empties the files that the night's pass has moved everything out of. How many were left.
create or replace function tidy_night() returns integer language plpgsql
    security definer set search_path = pg_catalog, public as $$
declare
    unfinished public.unfinished_upload[];
begin
    -- Which uploads spanned which batches stays in no file either.
    begin
        lock table public.unfinished_upload in access exclusive mode nowait;
        unfinished := array(select u from public.unfinished_upload u);
        truncate public.unfinished_upload;
        insert into public.unfinished_upload select u.* from unnest(unfinished) as u order by random();
    exception when lock_not_available then
        return 1;
    end;
    return public.empty_files(
        array(select t.name || '_' || l.layer
                from unnest(public.night_tables()) as t (name) cross join generate_series(0, 2) as l (layer)
                where l.layer <> (select n.target from public.night n)
            union all select unnest(array['body_chunk_0', 'body_chunk_2', 'unfinished_message', 'quarantine'])),
        '{body_chunk_2, unfinished_message, quarantine}');
end $$;
revoke execute on function tidy_night from public;
grant execute on function tidy_night to sallyport_staff;
