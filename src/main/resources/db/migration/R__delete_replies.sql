-- Takes the replies that the source has seen out of its codename's reach. One that nobody else can open goes altogether; the others
-- stay for the desk. One that was written meanwhile stays.
create or replace function delete_replies(wanted uuid, token bytea, shown uuid[]) returns boolean language plpgsql
    security definer set search_path = pg_catalog, public as $$
begin
    return public.end_in_mailbox(wanted, token, 'delete', shown);
end $$;
revoke execute on function delete_replies from public;
grant execute on function delete_replies to sallyport_source;
