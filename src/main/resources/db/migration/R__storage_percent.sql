-- How full the store is, of what it may hold or of the disk, whichever is fuller; null where nobody has said how much there may
-- be, and no disk was seen. What has arrived needs its room twice while it is moved, and the write-ahead log as much again twice; and so
-- do the bodies that the night will insert anew.
create or replace function storage_percent() returns integer language sql stable
    security definer set search_path = pg_catalog, public as $$
    select case when filled.percent > 100 then 100 else floor(filled.percent) end::integer
    from public.storage s, pg_database_size(current_database()) as used (octets),
        lateral (select sum(pg_total_relation_size(('public.' || t.name || '_' || n)::regclass)) as octets
            from unnest(array['arriving_message', 'arriving_chunk']) as t (name), generate_series(0, 5) as n) as waiting,
        pg_total_relation_size('public.body_chunk_0') as rewritten (octets),
        lateral (select greatest(
            case when s.allowed is not null then 100 * (used.octets + waiting.octets + rewritten.octets) / greatest(1, s.allowed) end,
            case when s.seen_by = public.this_server() then 100 * (s.others + used.octets + 3 * waiting.octets + 2 * rewritten.octets) / s.disk end))
            as filled (percent)
$$;
revoke execute on function storage_percent from public;
grant execute on function storage_percent to sallyport_staff;
