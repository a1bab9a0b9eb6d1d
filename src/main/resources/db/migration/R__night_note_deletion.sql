-- What staff or a source deleted is gone from the files after the next nightly pass.
create or replace function night_note_deletion() returns trigger language plpgsql
    security definer set search_path = pg_catalog, public as $$
begin
    if coalesce(current_setting('sallyport.night', true), '') <> 'on' then
        update public.night set deleted = true where not deleted;
    end if;
    return null;
end $$;
revoke execute on function night_note_deletion from public;

do $$
declare
    one text;
begin
    foreach one in array array['body', 'entry', 'sealed_message', 'session_key_packet', 'mailbox', 'entry_access', 'access_withdrawn', 'seen'] loop
        execute format('drop trigger if exists deletion_is_noted on public.%I', one);
        execute format('create trigger deletion_is_noted after delete on public.%I for each statement'
            ' execute function night_note_deletion()', one);
    end loop;
end $$;
