-- Whether two certificates are of one codename: they begin with the same primary key (RFC 9580, 10.1), which is short enough for a
-- header of two octets. Their signatures may be written differently by another program.
create or replace function same_reply_key(one bytea, other bytea) returns boolean language sql immutable as $$
    select octet_length(one) > 2 and octet_length(other) > 2
        and substring(one from 3 for get_byte(one, 1)) = substring(other from 3 for get_byte(other, 1))
$$;
revoke execute on function same_reply_key from public;
