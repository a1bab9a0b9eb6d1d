create or replace function end_night() returns void language plpgsql
    security definer set search_path = pg_catalog, public as $$
begin
    update public.night set under_way = false where under_way;
end $$;
revoke execute on function end_night from public;
grant execute on function end_night to sallyport_staff;
