-- A session-key packet under its entry's key: an initialisation vector, then AES-256 in CBC mode. As vault.PacketWrapping does it.
create or replace function wrap_packet(packet_key bytea, octets bytea) returns bytea language plpgsql volatile
    security definer set search_path = pg_catalog, public as $$
declare
    vector bytea := public.gen_random_bytes(16);
begin
    return vector || public.encrypt_iv(octets, packet_key, vector, 'aes');
end $$;
revoke execute on function wrap_packet from public;
