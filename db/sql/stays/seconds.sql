-- The duration of a stay in seconds; 0 for one that was reported to end before it began.
extract(epoch FROM GREATEST(stay.stayed, interval '0'))::float8
