create or replace function has_unread(wanted uuid, reader text) returns boolean language sql stable as $$
    select exists (select from public.sealed_message m where m.entry = wanted
        and not exists (select from public.seen s where s.message = m.id and s.recipient = reader))
$$;
revoke execute on function has_unread from public;
grant execute on function has_unread to sallyport_staff;
