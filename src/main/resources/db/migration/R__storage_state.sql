create or replace function storage_state() returns text language sql stable
    security definer set search_path = pg_catalog, public as $$
    select case when percent >= 97 then 'full' when percent >= 90 then 'short only' else 'open' end
    from public.storage_percent() as percent
$$;
revoke execute on function storage_state from public;
grant execute on function storage_state to sallyport_source;
