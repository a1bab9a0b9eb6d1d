-- PostgreSQL lets every role execute all functions of its catalogue: they tell how many rows each table has and had, who is
-- connected, how far the log has come and which transaction wrote a row, and keep large objects and advisory locks. Whoever takes
-- the source's role over could count reports by them. Only a superuser can take them away: the command "database" does so at each
-- start; on another PostgreSQL, run this file as its superuser in the database of the tables, also after an upgrade of PostgreSQL.
do $$
declare
    -- What the source's driver and Hibernate ask when they connect ...
    asked constant regprocedure[] := array[
        'current_schema()', 'pg_get_expr(pg_node_tree, oid)', 'pg_get_keywords()', 'string_agg(text, text)', 'charne("char", "char")', 'textlike(text, text)', 'int84ge(bigint, integer)',
        -- ... and how many rows of the key log are wanted.
        'int8(integer)'];
    -- ... and what plain values are compared and hashed with, whatever plan is chosen: none of it tells anything.
    compared constant regtype[] := array[
        'boolean', '"char"', 'bytea', 'date', 'integer', 'bigint', 'smallint', 'name', 'oid', 'text', 'uuid'];
    needed regprocedure[];
    hidden text;
    everywhere text;
    one text;
begin
    needed := asked || array(
        select o.oprcode::regprocedure from pg_amop a join pg_operator o on o.oid = a.amopopr
            where a.amoplefttype = any (compared) and a.amoprighttype = any (compared)
                and a.amopmethod in (select m.oid from pg_am m where m.amname in ('btree', 'hash'))
        union select p.amproc::regprocedure from pg_amproc p join pg_opfamily f on f.oid = p.amprocfamily
            where p.amproclefttype = any (compared) and p.amprocrighttype = any (compared)
                and f.opfmethod in (select m.oid from pg_am m where m.amname in ('btree', 'hash')));
    select string_agg(p.oid::regprocedure::text, ', ') into hidden from pg_proc p
        where p.prokind in ('f', 'w') and has_function_privilege('public', p.oid, 'execute')
            and p.oid <> all (needed::oid[]);
    if hidden is not null then
        execute 'grant execute on function ' || hidden || ' to sallyport_owner, sallyport_staff';
        execute 'revoke execute on function ' || hidden || ' from public';
    end if;
    select string_agg(p.oid::regprocedure::text, ', ') into everywhere from pg_proc p
        where p.prokind = 'a' and has_function_privilege('public', p.oid, 'execute') and p.oid <> all (needed::oid[]);
    if everywhere is not null then
        execute 'grant execute on routine ' || everywhere || ' to sallyport_owner, sallyport_staff';
        execute 'revoke execute on routine ' || everywhere || ' from public';
    end if;

    if has_table_privilege('sallyport_source', 'pg_class', 'select') then
        select string_agg(quote_ident(attname), ', ') into one from pg_attribute
        where attrelid = 'pg_class'::regclass and attnum > 0
            and attname not in ('relpages', 'reltuples', 'relallvisible', 'relallfrozen', 'relfrozenxid', 'relminmxid');
        revoke select on pg_class from public;
        execute format('grant select (%s) on pg_class to public', one);
        grant select on pg_class to sallyport_owner, sallyport_staff;
    end if;

    -- After a batch the staff face lets the write-ahead log forget when its transactions were committed.
    grant execute on function pg_switch_wal() to sallyport_staff;
    grant pg_checkpoint to sallyport_staff;
end $$;
