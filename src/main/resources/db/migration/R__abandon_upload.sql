-- What broke off or was refused leaves nothing: its chunks go at once. Only of an upload that was never acknowledged, and only by
-- whoever knows its random id.
create or replace function abandon_upload(upload uuid) returns void language plpgsql
    security definer set search_path = pg_catalog, public set enable_seqscan = off as $$
begin
    if exists (select from public.arrival a where upload in (a.report, a.identity, a.files))
            or exists (select from public.body b where b.id = upload)
            or exists (select from public.quarantine q where upload = any (q.messages)) then
        return;
    end if;
    delete from public.arriving_message m where m.id = upload;
    delete from public.arriving_chunk c where c.message = upload;
    delete from public.unfinished_message m where m.id = upload;
    delete from public.unfinished_upload u where u.body = upload;
    delete from public.body_chunk c where c.body = upload;
end $$;
revoke execute on function abandon_upload from public;
grant execute on function abandon_upload to sallyport_source;
