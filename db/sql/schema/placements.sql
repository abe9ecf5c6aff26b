-- One row per table: how a Citus cluster should place it, and how it does.
SELECT name, wanted, placed FROM placements()
