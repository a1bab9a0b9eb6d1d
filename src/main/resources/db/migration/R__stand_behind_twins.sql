-- A new entry of which a reader has all in their list already, its sealed bodies and the very packets of theirs, stands behind that
-- line; the line is unread again, as one of the two may be the writer's and the other somebody's who captured it. A copy with other
-- packets stays a line of its own: damaged ones must not hide the true ones.
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
        where a.entry = new_entry and not exists (
            select from public.sealed_message m where m.entry = new_entry and (
                not exists (select from public.sealed_message k where k.entry = o.entry and k.body = m.body)
                or array(select octets from public.reader_packets(new_entry, m.body, a.recipient) order by 1)
                    <> array(select octets from public.reader_packets(o.entry, m.body, a.recipient) order by 1)))
        order by a.recipient, o.entry),
    told as (
        update public.entry_access o set unread = true from line l
            where o.entry = l.entry and o.recipient = l.recipient and not o.unread)
    update public.entry_access a set behind_twin = true from line l
        where a.entry = new_entry and a.recipient = l.recipient;
end $$;
revoke execute on function stand_behind_twins from public;
