-- A place on the map beside an address: degrees north and east, as in '48.2082,16.3738'.

ALTER TABLE delivery_addresses ADD COLUMN pin TEXT;
-- That of the address typed for the order in progress.
ALTER TABLE checkouts ADD COLUMN pin TEXT;
ALTER TABLE orders ADD COLUMN pin TEXT;
