-- One of these people.
person.id = ANY($ids::bigint[])
