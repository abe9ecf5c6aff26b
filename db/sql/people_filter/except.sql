-- None of these people.
person.id <> ALL($ids::bigint[])
