-- How full the store is. Sources have no accounts, so nothing bounds what they send but the room that is left: near its end
-- only short reports are taken, at its end none. Nothing here is written unless it has changed by much: the numbers of
-- transactions stand beside the rows of reports, and one that is used up every minute would be a clock for them.
create table storage (
    only_row boolean primary key default true check (only_row),
    -- What the database may hold, in octets, as the staff face was told; null where nobody has said.
    allowed bigint check (allowed >= 0),
    -- The size of the disk, and what on it is not this database or not free, as the command "database" saw it ...
    disk bigint check (disk > 0),
    others bigint,
    -- ... while this PostgreSQL ran, and not another that the tables were copied from.
    seen_by uuid,
    -- Octets among the chunks that can be used again, when the database had that size.
    reusable bigint not null default 0,
    size bigint not null default 0
);
insert into storage default values;

-- What broke off is removed by the sweeper, and is room again only after a vacuum: not first when a fifth of all is dead.
alter table body_chunk set (autovacuum_vacuum_scale_factor = 0.02, toast.autovacuum_vacuum_scale_factor = 0.02);

create function this_server() returns uuid language sql stable as $$
    select md5(extract(epoch from pg_postmaster_start_time())::text)::uuid
$$;

-- Null where nobody has said how much there may be, and no disk was seen. What can be used again is no use: but a
-- database that has grown by more than 64 MiB since it was counted has found it used up.
create function storage_percent() returns integer language sql stable
    security definer set search_path = pg_catalog, public as $$
    select case when filled.percent > 100 then 100 else filled.percent end::integer
    from public.storage s, pg_database_size(current_database()) as now (size),
        lateral (select now.size - case when now.size > s.size + (64 << 20) then 0 else s.reusable end) as used (octets),
        lateral (select greatest(case when s.allowed is not null then 100 * used.octets / greatest(1, s.allowed) end,
            case when s.seen_by = public.this_server() then 100 * (s.others + used.octets) / s.disk end)) as filled (percent)
$$;

create function storage_state() returns text language sql stable
    security definer set search_path = pg_catalog, public as $$
    select case when percent >= 97 then 'full' when percent >= 90 then 'short only' else 'open' end
    from public.storage_percent() as percent
$$;

-- Counts what can be used again: all that the chunks' files hold, but for what is alive (with PostgreSQL's own framing of it)
-- and for what no vacuum has passed yet.
create function count_storage(may_hold bigint) returns void language plpgsql
    security definer set search_path = pg_catalog, public as $$
declare
    now_size bigint := pg_database_size(current_database());
    now_reusable bigint;
begin
    select greatest(0, pg_total_relation_size(t.oid) - 2100 * pg_stat_get_dead_tuples(t.reltoastrelid)
            - (select coalesce(sum(octet_length(c.octets)), 0) * 106 / 100 from public.body_chunk c))::bigint
        into now_reusable from pg_class t where t.oid = 'public.body_chunk'::regclass;
    update public.storage set allowed = may_hold, reusable = now_reusable, size = now_size
        where allowed is distinct from may_hold or abs(reusable - now_reusable) > 16 << 20
            or reusable > 0 and abs(now_size - size) > 16 << 20;
end $$;

revoke execute on function this_server, storage_percent, storage_state, count_storage from public;
grant execute on function storage_state to sallyport_source;
grant execute on function storage_percent, count_storage to sallyport_staff;
