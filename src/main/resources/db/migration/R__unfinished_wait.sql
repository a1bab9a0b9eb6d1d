-- Whether there is anything for sweep_unfinished to do. What is in quarantine waits for an operator, and for no batch.
create or replace function unfinished_wait() returns boolean language sql stable
    security definer set search_path = pg_catalog, public as $$
    select exists (select from public.unfinished_upload)
        or exists (select from public.unfinished_message m
            where not exists (select from public.quarantine q where m.id = any (q.messages)))
        or exists (select from public.body_chunk c where c.layer <> 1
            and not exists (select from public.body b where b.id = c.body)
            and not exists (select from public.quarantine q where c.body = any (q.messages)))
$$;
revoke execute on function unfinished_wait from public;
grant execute on function unfinished_wait to sallyport_staff;
