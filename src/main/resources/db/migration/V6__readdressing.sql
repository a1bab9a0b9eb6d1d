-- A reviewer rotates: each of their packets is replaced by one for the newer subkey, while the body stays where it is.

-- Which subkey a packet names, as its last eight octets: RFC 9580, 5.1.1 (version 3) and 5.1.2 (version 6, a version 4
-- key). Of a hidden recipient it says nothing.
alter table session_key_packet add column key_id bytea generated always as (
    case substring(octets from 1 for 1) when '\x03' then substring(octets from 2 for 8) else substring(octets from 16 for 8) end
) stored;

-- What depends on an older subkey is found in it, however much there is besides.
create index on session_key_packet (recipient, key_id) where not for_source;

-- An old packet goes when the new one is there.
grant delete on session_key_packet to sallyport_staff;
