-- The slots of a class: see the table arrival_slot.
create or replace function batch_slots(of_prompt boolean) returns smallint[] language sql immutable as $$
    select case when of_prompt then '{3,4,5}'::smallint[] else '{0,1,2}'::smallint[] end
$$;
revoke execute on function batch_slots from public;
