create or replace function limit_storage(may_hold bigint) returns void language plpgsql
    security definer set search_path = pg_catalog, public as $$
begin
    update public.storage set allowed = may_hold where allowed is distinct from may_hold;
end $$;
revoke execute on function limit_storage from public;
grant execute on function limit_storage to sallyport_staff;
