-- `:orders` is how many. What lies within one transaction is not watched by triggers: the words are written last.
SELECT setseed(0.7);
CREATE TEMP TABLE article AS
SELECT n, 'LL-' || lpad(n::text, 5, '0') || '-' || (ARRAY['CEL','CHK','ROK','SJO'])[1 + n % 4] AS sku,
       (ARRAY['Kopp','Vas','Fat','Skål','Karaff','Ljuslykta','Temugg','Tallrik'])[1 + n % 8] || ' ' ||
       initcap((ARRAY['gli','da','sky','mo','vin','lo','bö','rå'])[1 + n / 8 % 8] || (ARRAY['mma','gg','ning','rk','ter','vsång','lja','dis'])[1 + n / 64 % 8]) AS name,
       (ARRAY['Seladon','Krita','Rök','Sjö'])[1 + n % 4] AS label
FROM generate_series(0, 9999) n;
CREATE UNIQUE INDEX ON article (n);
CREATE TEMP TABLE person AS
SELECT n,
  (ARRAY['Anna','Eva','Maria','Karin','Sara','Lars','Karl','Erik','Åsa','Göran','Björn','Märta','Zoë','Linnéa','Sten','Ulf','Olle','Pia','Ylva','Örjan'])[1 + floor(power(random(), 1.5) * 20)::int] AS first,
  CASE WHEN random() < 0.3 THEN (ARRAY['Andersson','Johansson','Karlsson','Nilsson','Öberg','Lindström','Åkesson','Sjögren'])[1 + floor(power(random(), 1.5) * 8)::int]
       ELSE (ARRAY['Berg','Lund','Sjö','Ek','Gran','Ny','Hög','Väst','Öster','Norr','Strand','Ström','Dal','Hed','Fors','Ceder','Björk','Lind','Ahl','Rosen'])[1 + floor(random() * 20)::int]
         || (ARRAY['man','ström','gren','kvist','qvist','lund','berg','dahl','holm','in','ell','blad','löf','stedt','vall','mark'])[1 + floor(random() * 16)::int] END AS last
FROM generate_series(1, 200000) n;
CREATE UNIQUE INDEX ON person (n);
INSERT INTO customers_organisation (name, number, level_id, payment_terms_days, created_at, invoice_country, delivery_country, is_sole_trader, vat_number, po_number_required, invoice_email, invoice_address_1, invoice_address_2, invoice_postal_code, invoice_city, delivery_address_1, delivery_address_2, delivery_postal_code, delivery_city, buyer_reference, is_active)
SELECT (ARRAY['Kafé','Rum','Ateljé','Hotell','Restaurang','Butik'])[1 + n % 6] || ' ' || p.last || ' AB', '55' || lpad((60000000 + n)::text, 8, '0'), 'pro', 30, now(), 'SE', 'SE', false, '', false, '', '', '', '', '', '', '', '', '', '', true
FROM (SELECT n FROM generate_series(1, 5000) n) k JOIN person p USING (n);

INSERT INTO orders_order (id, number, token, cart_token, state, paid_state, fulfilment, level, buyer_type, locale, email, phone, note,
  po_number, buyer_reference, cost_centre, peppol_id, currency, delivery_method, delivery_name, delivery_net, delivery_vat, delivery_gross,
  delivery_vat_rate, net, vat, gross, rounding, vat_by_rate, vat_zone, vat_number, organisation_id, codes, counted_offers, placed_at)
SELECT s.n, (10000 + s.n)::text, gen_random_uuid(), gen_random_uuid(),
  CASE WHEN s.n % 100 = 1 THEN 'cancelled' WHEN s.n > :orders - 300 AND s.n % 3 = 0 THEN 'placed' WHEN s.n > :orders - 3000 OR s.n % 1000 = 7 THEN 'confirmed' WHEN s.n % 5003 = 0 THEN 'awaiting' ELSE 'completed' END,
  CASE WHEN s.n % 7 = 0 AND s.n > :orders - 40000 THEN 'none' ELSE 'charged' END, CASE WHEN s.n % 100 = 1 OR s.n > :orders - 3000 OR s.n % 1000 = 7 OR s.n % 5003 = 0 THEN 'open' ELSE 'shipped' END,
  CASE WHEN s.n % 7 = 0 THEN 'pro' ELSE 'konsument' END, CASE WHEN s.n % 7 = 0 THEN 'business' ELSE 'consumer' END, 'sv',
  translate(lower(p.first || '.' || p.last), 'åäöéë', 'aaoee') || p.n || '@' || (ARRAY['gmail.com','hotmail.com','telia.com','icloud.com','example.se'])[1 + floor(power(random(), 2) * 5)::int],
  '07' || floor(random() * 10)::int || '-' || lpad(floor(random() * 1000)::int::text, 3, '0') || ' ' || lpad(floor(random() * 100)::int::text, 2, '0') || ' ' || lpad(floor(random() * 100)::int::text, 2, '0'), '',
  CASE WHEN s.n % 7 = 0 THEN 'PO-' || floor(random() * 900000 + 100000)::int ELSE '' END, CASE WHEN s.n % 7 = 0 THEN p.first || ' ' || p.last ELSE '' END, '', '', 'SEK', 'ombud', 'Ombud', 39.20, 9.80, 49.00,
  25, 400, 100, 500, 'gross-per-rate', '[]', 'domestic', '', CASE WHEN s.n % 7 = 0 THEN o.first_id + s.n % 5000 END, '{}', '{}',
  now() - (:orders - s.n) * interval '1 minute'
FROM (SELECT g AS n, 1 + floor(random() * 200000)::int AS who FROM generate_series(1, :orders) g OFFSET 0) s JOIN person p ON p.n = s.who, (SELECT min(id) AS first_id FROM customers_organisation) o
ORDER BY s.n;

INSERT INTO orders_orderaddress (order_id, kind, first_name, last_name, company, address_1, address_2, postal_code, city, country)
SELECT o.id, 'delivery', coalesce(nullif(p.first, ''), 'A'), p.last, CASE WHEN o.organisation_id IS NULL THEN '' ELSE g.name END,
  (ARRAY['Storgatan','Kungsgatan','Ringvägen','Björkvägen','Skolgatan','Ågatan'])[1 + floor(random() * 6)::int] || ' ' || 1 + floor(random() * 120)::int, '',
  lpad((100 + floor(random() * 880)::int)::text, 3, '0') || ' ' || lpad((10 + floor(random() * 90)::int)::text, 2, '0'),
  (ARRAY['Stockholm','Göteborg','Malmö','Uppsala','Västerås','Örebro','Linköping','Kalmar','Växjö','Umeå','Lund','Ängelholm','Mora','Visby','Luleå'])[1 + floor(power(random(), 2) * 15)::int], 'SE'
FROM (SELECT id, organisation_id, regexp_replace(split_part(email, '@', 1), '[^0-9]', '', 'g')::int AS who FROM orders_order) o
JOIN person p ON p.n = o.who LEFT JOIN customers_organisation g ON g.id = o.organisation_id;

INSERT INTO orders_orderline (order_id, position, sku, name, label, quantity, unit_net, unit_gross, discount, net, vat, gross, vat_rate, tax_class, price_source)
SELECT s.id, s.k, a.sku, a.name, a.label, 1, 80, 100, 0, 80, 20, 100, 25, 'standard', '{}'
FROM (SELECT id, k, floor(power(random(), 1.7) * 10000)::int AS what FROM orders_order, generate_series(1, (1 + id % 4)::int) k OFFSET 0) s JOIN article a ON a.n = s.what;

INSERT INTO orders_payment (order_id, provider, reference, amount, currency, state, changed_at)
SELECT id, 'stripe', 'pi_3' || substr(md5(id::text), 1, 23), 500, 'SEK', CASE state WHEN 'placed' THEN 'pending' WHEN 'cancelled' THEN 'cancelled' WHEN 'awaiting' THEN 'awaiting' ELSE CASE WHEN organisation_id IS NULL THEN 'paid' ELSE 'invoiced' END END, placed_at FROM orders_order;
INSERT INTO orders_shipment (order_id, number, state, carrier, tracking_number, tracking_url, packed_at, shipped_at)
SELECT id, 1, 'shipped', 'PostNord', 'UA' || lpad(floor(random() * 1e9)::int::text, 9, '0') || 'SE', '', placed_at, placed_at FROM orders_order WHERE state = 'completed';
INSERT INTO orders_invoiceseries (code, last_number) VALUES ('F', 1000000) ON CONFLICT DO NOTHING;
INSERT INTO orders_invoice (series_id, number, kind, order_id, issued_on, net, vat, gross, currency, content)
SELECT 'F', row_number() OVER (ORDER BY id), 'invoice', id, placed_at::date, 400, 100, 500, 'SEK', '{}' FROM orders_order WHERE organisation_id IS NOT NULL AND state = 'completed';
INSERT INTO orders_return (order_id, number, token, kind, state, doubt, name, email, note, requested_at, settled_at, amount, delivery, why)
SELECT id, 1, gen_random_uuid(), 'withdrawal', 'settled', '', 'x', email, '', placed_at, placed_at, 100, 0, '' FROM orders_order WHERE state = 'completed' AND id % 50 = 3;
INSERT INTO orders_ordersearch (order_id, placed_at, words)
SELECT id, placed_at, order_document(order_written(id)) FROM orders_order ORDER BY id;
