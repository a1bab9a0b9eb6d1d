-- The reports stay with their reviewers; nothing leads to them from the codename any more.
create or replace function close_mailbox(wanted uuid, token bytea) returns boolean language plpgsql
    security definer set search_path = pg_catalog, public as $$
begin
    return public.end_in_mailbox(wanted, token, 'close', null);
end $$;
revoke execute on function close_mailbox from public;
grant execute on function close_mailbox to sallyport_source;
