-- Who of the staff is signed in, for all processes. Not logged: the write-ahead log tells nothing of it, and a PostgreSQL that
-- crashed has signed everybody out.
create unlogged table staff_session (
    -- SHA-256 of what the browser's cookie holds.
    handle bytea primary key check (octet_length(handle) = 32),
    -- SHA-256 of Keycloak's id of the session. After a renewal one session has several handles for a moment.
    session bytea not null check (octet_length(session) = 32),
    -- Encrypted with the faces' own secret.
    id_token text not null,
    access_token text not null,
    refresh_token text not null,
    -- In seconds, as the faces count them.
    ends bigint not null
);
create index staff_session_session on staff_session (session);

-- A session that was ended: what was on its way when it ended is not kept.
create unlogged table staff_session_ended (
    session bytea primary key check (octet_length(session) = 32),
    ends bigint not null
);

grant select, insert, update, delete on staff_session, staff_session_ended to sallyport_staff;
