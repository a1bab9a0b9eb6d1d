create or replace function unwrap_packet(packet_key bytea, wrapped bytea) returns bytea language sql immutable
    security definer set search_path = pg_catalog, public as $$
    select public.decrypt_iv(substring(wrapped from 17), packet_key, substring(wrapped from 1 for 16), 'aes')
$$;
revoke execute on function unwrap_packet from public;
