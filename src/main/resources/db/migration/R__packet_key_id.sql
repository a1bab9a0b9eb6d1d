-- Which subkey a packet names, as its last eight octets: RFC 9580, 5.1.1 (version 3) and 5.1.2 (version 6, a version 4 key). Of a
-- hidden recipient it says nothing.
create or replace function packet_key_id(octets bytea) returns bytea language sql immutable as $$
    select case substring(octets from 1 for 1) when '\x03' then substring(octets from 2 for 8)
        else substring(octets from 16 for 8) end
$$;
revoke execute on function packet_key_id from public;
