-- A row with a text lies on one side of a key that has one.
({ordered_by}, {id}) {side} ($text::text, $id::bigint)
