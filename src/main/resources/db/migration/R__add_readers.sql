-- Makes readers of an entry; whoever is one already stays as they are, and from whom it was withdrawn becomes none.
create or replace function add_readers(into_entry entry, readers text[], certificates text[], persons text[])
    returns void language plpgsql security definer set search_path = pg_catalog, public set enable_seqscan = off as $$
declare
    report uuid;
begin
    -- The first row is taken. No limit: without statistics of ids PostgreSQL would look for it along all ids, in their order.
    select m.body into report from public.sealed_message m where m.entry = into_entry.id and m.kind = 'report'
        and m.part = 'report' order by m.id;
    insert into public.entry_access (entry, recipient, desk, received, state, body)
        select into_entry.id, r.recipient, into_entry.desk, into_entry.received, into_entry.state, report
        from (select distinct unnest(readers) as recipient) r
        where not exists (select from public.entry_access a where a.entry = into_entry.id and a.recipient = r.recipient)
            and not exists (select from public.access_withdrawn w where w.entry = into_entry.id
                and (w.recipient = r.recipient
                    or persons[array_position(certificates, w.recipient)] = persons[array_position(certificates, r.recipient)]))
        order by random();
end $$;
revoke execute on function add_readers from public;
