-- The source face adds reports, and says nothing of them that only staff can know: that one is an answer, by whom, or closed.
revoke insert on entry, sealed_message, session_key_packet from sallyport_source;
grant insert (id, desk, received, state) on entry to sallyport_source;
grant insert (id, entry, body, desk, received, seipd_version, length, digest, arrived_for) on sealed_message to sallyport_source;
grant insert (message, recipient, octets) on session_key_packet to sallyport_source;

-- Whose sign-in a certificate belongs to is no source's business.
revoke select on certificate from sallyport_source;
grant select (fingerprint, octets) on certificate to sallyport_source;

-- Whoever adds an act locks its one row. (An advisory lock could be held by any role that can connect, for as long as it likes.)
create table staff_act_turn (
    only_row boolean primary key default true check (only_row)
);
insert into staff_act_turn default values;
grant select, update on staff_act_turn to sallyport_staff;
