-- The place of the last block in the definition, as a text in the order of the numbers. Removed blocks have places, too.
(lpad(last_block.position::text, 10, '0') || lpad(last_block.id::text, 19, '0')) COLLATE "C"
