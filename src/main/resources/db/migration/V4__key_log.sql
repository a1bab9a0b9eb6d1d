-- The log of what sources are given: each row is a leaf of a Merkle tree, with the checkpoint that was signed over it and
-- all before it. Leaves hold fingerprints and hashes of public certificates and a day, nothing of any source or report.
create table key_log (
    number bigint primary key check (number >= 0),
    leaf text not null,
    checkpoint text not null
);

-- Whoever appends locks its one row first, so that two processes of the staff face cannot continue the log differently.
create table key_log_turn (
    only_row boolean primary key default true check (only_row)
);
insert into key_log_turn default values;

-- No row is ever changed or removed: no role but the owner's could.
grant select on key_log to sallyport_source;
grant select, insert on key_log to sallyport_staff;
grant select, update on key_log_turn to sallyport_staff;
