-- A new entry whose report a reader has in their list already, the sealed body and a packet of theirs, stands behind that line; the line
-- is unread again, as one of the two may be the writer's and the other somebody's who captured it. A copy with other packets stays a
-- line of its own: damaged ones must not hide the true ones.
create or replace function stand_behind_twins(new_entry uuid, report uuid) returns void language plpgsql
    security definer set search_path = pg_catalog, public set enable_seqscan = off as $$
begin
    if not exists (select from public.sealed_message m where m.body = report and m.entry <> new_entry) then
        return;
    end if;
    with line as (
        select distinct on (a.recipient) a.recipient, o.entry
        from public.entry_access a join public.entry_access o on o.body = report and o.recipient = a.recipient
            and o.desk = a.desk and o.entry <> new_entry and not o.behind_twin
        where a.entry = new_entry and exists (
            select from public.reader_packets(new_entry, report, a.recipient) n
                join public.reader_packets(o.entry, report, a.recipient) t on t.octets = n.octets)
        order by a.recipient, o.entry),
    told as (
        update public.entry_access o set unread = true from line l
            where o.entry = l.entry and o.recipient = l.recipient and not o.unread)
    update public.entry_access a set behind_twin = true from line l
        where a.entry = new_entry and a.recipient = l.recipient;
end $$;
revoke execute on function stand_behind_twins from public;
