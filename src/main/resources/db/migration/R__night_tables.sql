-- The tables that are rewritten whole, each in a transaction of its own.
create or replace function night_tables() returns text[] language sql immutable as $$
    select array['body', 'entry', 'sealed_message', 'session_key_packet', 'mailbox', 'entry_access', 'access_withdrawn', 'seen']
$$;
revoke execute on function night_tables from public;
grant execute on function night_tables to sallyport_staff;
