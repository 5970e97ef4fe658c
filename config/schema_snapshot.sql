-- An empty shop as the migrations make it, written by `make snapshot`. Do not edit.
-- PostgreSQL 18
-- made of
--   cms/migrations/0001_initial.py = 3b0575fd
--   cms/migrations/0002_initial.py = 1419c26b
--   cms/migrations/0003_listed_products.py = f14eaa70
--   cms/migrations/0004_page_triggers.py = 6fd5bd3e
--   cms/migrations/0005_what_imports_wrote.py = d7ee8216
--   cms/migrations/0006_page_tree_index.py = f36dc664
--   cms/migrations/0007_menu_pictures.py = 97aab4f8
--   cms/migrations/0008_pictures_of_choices.py = 8d6fc7ea
--   cms/migrations/0009_delivery_promises.py = fcc22d24
--   cms/migrations/0010_listed_by_name.py = ff809e39
--   cms/migrations/0011_settle_lists_once.py = e833c5c8
--   cms/migrations/0012_compare_pages_by_hash.py = 472ca97e
--   cms/migrations/0013_fewer_indexes_of_lists.py = 1e1f63f8
--   cms/migrations/0014_offers_of_campaigns.py = 2af31213
--   cms/migrations/0015_preview_links.py = 1368aaab
--   cms/migrations/0016_pages_that_expire.py = 65d6ac05
--   cms/migrations/0017_lighter_page_rows.py = fccda8bf
--   cms/migrations/0018_assortment.py = e0844ba6
--   cms/migrations/0019_checks_before_publishing.py = ecb55ff1
--   cms/migrations/0020_menus.py = 93ad5c01
--   cms/migrations/0021_former_addresses.py = 96294761
--   cms/migrations/0022_promotions.py = fdb18466
--   cms/migrations/0023_preview_comments.py = 75b3d979
--   cms/migrations/0024_page_builder.py = 1d64e5d7
--   cms/migrations/0025_releases.py = 49742704
--   cms/migrations/0026_pictures_wait.py = e268b3b6
--   cms/migrations/0027_picture_batches.py = 9223549c
--   cms/migrations/0028_pictures_sent_in_private.py = 7ea78965
--   cms/migrations/0029_site_settings.py = 4a021664
--   cms/migrations/0030_responsible_person.py = 09e77995
--   cms/migrations/0031_guarantee_notice.py = 63c6bee4
--   cms/migrations/0032_live_page_faults.py = 526c49dd
--   cms/migrations/__init__.py = e3b0c442
--   commerce/cart/migrations/0001_initial.py = 91933c01
--   commerce/cart/migrations/0002_initial.py = 65c46871
--   commerce/cart/migrations/0003_codes.py = 0621d1bb
--   commerce/cart/migrations/0004_price_shown.py = ee95d43a
--   commerce/cart/migrations/0005_quotation.py = 91429b32
--   commerce/cart/migrations/0006_division.py = c2151df6
--   commerce/cart/migrations/__init__.py = e3b0c442
--   commerce/catalogue/migrations/0001_initial.py = 2d0c763c
--   commerce/catalogue/migrations/0002_versions_and_facets.py = 7b5432b5
--   commerce/catalogue/migrations/0003_search_indexes.py = e5e22052
--   commerce/catalogue/migrations/0004_cost.py = 3c917091
--   commerce/catalogue/migrations/0005_perishable.py = 6bc92299
--   commerce/catalogue/migrations/0006_withdrawal_exempt.py = 0b3af8da
--   commerce/catalogue/migrations/0007_content.py = 5db267f8
--   commerce/catalogue/migrations/0008_replaced_by.py = a358d1f6
--   commerce/catalogue/migrations/0009_versions.py = 4e9f679b
--   commerce/catalogue/migrations/0010_responsible_person.py = 7bb788d3
--   commerce/catalogue/migrations/0011_versions_are_never_changed.py = f0fb67f5
--   commerce/catalogue/migrations/__init__.py = e3b0c442
--   commerce/checkout/migrations/__init__.py = e3b0c442
--   commerce/customers/migrations/0001_initial.py = f642be3c
--   commerce/customers/migrations/0002_levels.py = cd20b7c5
--   commerce/customers/migrations/0003_user_email_message.py = ff7fc523
--   commerce/customers/migrations/0004_email_proof.py = 06ebb4dc
--   commerce/customers/migrations/0005_organisations.py = 817bbef1
--   commerce/customers/migrations/0006_last_administrator.py = 1c9105f0
--   commerce/customers/migrations/0007_default_address.py = dd110f17
--   commerce/customers/migrations/0008_second_factor_reset.py = 3e2e0b3f
--   commerce/customers/migrations/0009_passkeys.py = db68499d
--   commerce/customers/migrations/__init__.py = e3b0c442
--   commerce/events/migrations/0001_initial.py = b7944080
--   commerce/events/migrations/0002_bump_versions.py = 7e4163c1
--   commerce/events/migrations/0003_event_is_routed.py = feaecf63
--   commerce/events/migrations/0004_settle_versions_once.py = 837c2b18
--   commerce/events/migrations/__init__.py = e3b0c442
--   commerce/history/migrations/0001_seals.py = a33c01af
--   commerce/history/migrations/__init__.py = e3b0c442
--   commerce/lists/migrations/0001_initial.py = 917d3c2b
--   commerce/lists/migrations/__init__.py = e3b0c442
--   commerce/orders/migrations/0001_initial.py = f515214a
--   commerce/orders/migrations/0002_order_number.py = da85ba27
--   commerce/orders/migrations/0003_payment_owed.py = a719ac0f
--   commerce/orders/migrations/0004_search_indexes.py = 05789ceb
--   commerce/orders/migrations/0005_reckoned.py = 141ffad4
--   commerce/orders/migrations/0006_whole_life.py = d4c60b92
--   commerce/orders/migrations/0007_only_added_to.py = 57c0717e
--   commerce/orders/migrations/0008_invoice_once_per_order.py = 8d759004
--   commerce/orders/migrations/0009_returns_from_notice_to_money.py = d925b86c
--   commerce/orders/migrations/0010_return_credit_note.py = 31f604e4
--   commerce/orders/migrations/0011_orders_await_approval.py = f17a1aed
--   commerce/orders/migrations/0012_changes_after_placing.py = 41565657
--   commerce/orders/migrations/0013_quotation.py = ebd5b362
--   commerce/orders/migrations/0014_sent_mail.py = 9b982790
--   commerce/orders/migrations/0015_order_desk.py = 64ee80d9
--   commerce/orders/migrations/0016_words_of_an_order.py = 43832598
--   commerce/orders/migrations/0017_lines_that_come_later.py = a446aeaf
--   commerce/orders/migrations/0018_delivery_groups.py = 768f8a56
--   commerce/orders/migrations/0019_freight.py = ae8311f2
--   commerce/orders/migrations/0020_booking_is_labelled.py = 99232ab6
--   commerce/orders/migrations/0021_addresses_abroad.py = 63bac16a
--   commerce/orders/migrations/0022_series_continued.py = b8a62d13
--   commerce/orders/migrations/0023_words_of_a_reference.py = afcee778
--   commerce/orders/migrations/__init__.py = e3b0c442
--   commerce/pricing/migrations/0001_initial.py = 5a25240c
--   commerce/pricing/migrations/0002_price_lists.py = 578ce1db
--   commerce/pricing/migrations/0003_versions.py = 636b351c
--   commerce/pricing/migrations/0004_price_boundaries.py = e2eec301
--   commerce/pricing/migrations/0005_audiences_offers_change_sets.py = a1bea4ef
--   commerce/pricing/migrations/0006_ledger.py = c67fbabe
--   commerce/pricing/migrations/0007_who_drafts_and_approves.py = 115f33b5
--   commerce/pricing/migrations/0008_one_campaign_for_a_code.py = 4598caf6
--   commerce/pricing/migrations/0009_one_index_less.py = d794a9bd
--   commerce/pricing/migrations/0010_product_of_numbers.py = 6b2b8863
--   commerce/pricing/migrations/0011_versions.py = a8625fbe
--   commerce/pricing/migrations/0012_versions_are_never_changed.py = c4317541
--   commerce/pricing/migrations/0013_one_index_less_of_changes.py = e10b790b
--   commerce/pricing/migrations/__init__.py = e3b0c442
--   commerce/privacy/migrations/0001_initial.py = 415bfdd1
--   commerce/privacy/migrations/0002_forgetting.py = e77ff440
--   commerce/privacy/migrations/__init__.py = e3b0c442
--   commerce/quotations/migrations/0001_initial.py = 41a49fc7
--   commerce/quotations/migrations/0002_sent_stays.py = e101e7dc
--   commerce/quotations/migrations/0003_edition.py = f6a81ae6
--   commerce/quotations/migrations/__init__.py = e3b0c442
--   commerce/register/migrations/0001_saved_filters_and_bulk_runs.py = 7b53f971
--   commerce/register/migrations/0002_bulk_run_progress.py = 615ab793
--   commerce/register/migrations/__init__.py = e3b0c442
--   commerce/stock/migrations/0001_initial.py = 356be0c1
--   commerce/stock/migrations/0002_versions.py = e93b1e6c
--   commerce/stock/migrations/0003_ledger.py = 5fd42fc9
--   commerce/stock/migrations/0004_opening_balances.py = 30948d76
--   commerce/stock/migrations/0005_counters_follow_records.py = 01c40152
--   commerce/stock/migrations/0006_word_of_available.py = b78693be
--   commerce/stock/migrations/0007_wishes_to_be_told.py = 412c4c43
--   commerce/stock/migrations/0008_warehouse_run_by_a_system.py = 52b21d35
--   commerce/stock/migrations/0009_who_books_freight.py = a0315301
--   commerce/stock/migrations/0010_counters_of_many.py = 56fb8d65
--   commerce/stock/migrations/0011_opened_by_the_ledger.py = 1bbbb04d
--   commerce/stock/migrations/__init__.py = e3b0c442
--   constraints.txt = e7bd1837
--   home/migrations/0001_initial.py = 33962ba1
--   home/migrations/0002_start_page.py = 1a44f432
--   home/migrations/0003_start_page_version.py = e5bfa7cb
--   home/migrations/0004_more_blocks.py = 2432f533
--   home/migrations/__init__.py = e3b0c442
--   integrations/migrations/0001_initial.py = bf3b368d
--   integrations/migrations/0002_search_indexes.py = 9abd99ee
--   integrations/migrations/0003_inbound_message.py = e65f47f5
--   integrations/migrations/0004_outbox_that_proves.py = 7cf2e7da
--   integrations/migrations/0005_fortnox.py = 7196d999
--   integrations/migrations/0006_flows.py = 091789a1
--   integrations/migrations/0007_warehouses.py = b8beaec7
--   integrations/migrations/0008_fortnox_settled.py = 7c7f4ddb
--   integrations/migrations/0009_webhooks.py = e946d85c
--   integrations/migrations/0010_differences.py = b8b0bb58
--   integrations/migrations/0011_restored.py = b1133a98
--   integrations/migrations/0012_exports.py = 80cdaef4
--   integrations/migrations/0013_api.py = 60a2ba44
--   integrations/migrations/0014_imports.py = f6812ac7
--   integrations/migrations/0015_measuring_scopes.py = c3c8fa7c
--   integrations/migrations/0016_scopes_of_tickets.py = 7ac90acd
--   integrations/migrations/0017_versions_are_never_changed.py = cbdf07ea
--   integrations/migrations/__init__.py = e3b0c442
--   operations/acceptance/migrations/0001_handovers.py = 9d9c5e83
--   operations/acceptance/migrations/0002_what_is_signed_stands.py = 1e6663fe
--   operations/acceptance/migrations/0003_claims.py = 70b62d02
--   operations/acceptance/migrations/0004_claims_in_time.py = 5904223d
--   operations/acceptance/migrations/0005_two_sides.py = 3c04476e
--   operations/acceptance/migrations/__init__.py = e3b0c442
--   operations/backup/migrations/0001_backups_and_drills.py = 5b7566cf
--   operations/backup/migrations/__init__.py = e3b0c442
--   operations/desk/migrations/0001_initial.py = c80c0b32
--   operations/desk/migrations/0002_only_allowed_moves.py = b8d9d2cf
--   operations/desk/migrations/0003_matrix_and_targets.py = c7c1fe3f
--   operations/desk/migrations/0004_told_by_mail_with_files.py = 091f3213
--   operations/desk/migrations/0005_own_target.py = 0edd0ab6
--   operations/desk/migrations/0006_versions_are_never_changed.py = 97263678
--   operations/desk/migrations/__init__.py = e3b0c442
--   operations/inventory/migrations/0001_components.py = c16db439
--   operations/inventory/migrations/__init__.py = e3b0c442
--   operations/monitoring/migrations/0001_measuring.py = 143f5a4e
--   operations/monitoring/migrations/0002_incident.py = d08747db
--   operations/monitoring/migrations/0003_first_levels.py = d7efc419
--   operations/monitoring/migrations/0004_alarms_outlive_thresholds.py = f6e5426c
--   operations/monitoring/migrations/0005_level_of_prometheus.py = 575c6d95
--   operations/monitoring/migrations/0006_level_of_the_purchase.py = 2e0c94af
--   operations/monitoring/migrations/0007_levels_of_backups.py = 006f951f
--   operations/monitoring/migrations/0008_versions_are_never_changed.py = 177fed1e
--   operations/monitoring/migrations/__init__.py = e3b0c442
--   operations/services/migrations/0001_initial.py = c69f58dc
--   operations/services/migrations/0002_what_stands.py = f41c2e95
--   operations/services/migrations/__init__.py = e3b0c442
--   operations/status/migrations/0001_planned_outages.py = 4e40e968
--   operations/status/migrations/0002_rules_of_planned_outages.py = 906ead3d
--   operations/status/migrations/0003_disturbances.py = 325f53ae
--   operations/status/migrations/0004_versions_are_never_changed.py = a25e4d69
--   operations/status/migrations/0005_outage_followers.py = a705bb53
--   operations/status/migrations/__init__.py = e3b0c442
--   requirements.txt = e1fef7d9
--   search/migrations/0001_swedish_unaccent.py = 6be6130c
--   search/migrations/0002_documents.py = 712b6d6b
--   search/migrations/0003_document_triggers.py = e76813a6
--   search/migrations/0004_quicker_documents.py = 8b8902b4
--   search/migrations/__init__.py = e3b0c442
--   app operations.papers
--   app operations.acceptance
--   app operations.monitoring
--   app operations.backup
--   app operations.desk
--   app operations.status
--   app operations.services
--   app operations.inventory
--   app operations
--   app home
--   app search
--   app cms
--   app integrations
--   app commerce.privacy
--   app commerce.checkout
--   app commerce.lists
--   app commerce.orders
--   app commerce.cart
--   app commerce.quotations
--   app commerce.stock
--   app commerce.pricing
--   app commerce.catalogue
--   app commerce.customers
--   app commerce.events
--   app commerce.history
--   app commerce.register
--   app pghistory
--   app pgtrigger
--   app wagtail_localize
--   app wagtail_localize.locales
--   app wagtail_modeladmin
--   app wagtail.contrib.forms
--   app wagtail.contrib.redirects
--   app wagtail.contrib.settings
--   app wagtail.contrib.sitemaps
--   app wagtail.contrib.styleguide
--   app wagtail.contrib.typed_table_block
--   app wagtail.embeds
--   app wagtail.sites
--   app commerce.customers.apps.ShopUsersConfig
--   app wagtail.snippets
--   app wagtail.documents
--   app wagtail.images
--   app wagtail.search
--   app wagtail.admin
--   app wagtail
--   app modelcluster
--   app taggit
--   app allauth
--   app allauth.account
--   app allauth.usersessions
--   app django_otp
--   app django_otp.plugins.otp_totp
--   app django_otp.plugins.otp_static
--   app django_tasks_db
--   app django.contrib.auth
--   app django.contrib.contenttypes
--   app django.contrib.sessions
--   app django.contrib.messages
--   app django.contrib.staticfiles
--   app django.contrib.postgres
--   app django.contrib.sitemaps
--   app django.forms
--   app csp
--   app config

CREATE EXTENSION IF NOT EXISTS btree_gist WITH SCHEMA public;

COMMENT ON EXTENSION btree_gist IS 'support for indexing common datatypes in GiST';

CREATE EXTENSION IF NOT EXISTS pg_trgm WITH SCHEMA public;

COMMENT ON EXTENSION pg_trgm IS 'text similarity measurement and index searching based on trigrams';

CREATE EXTENSION IF NOT EXISTS unaccent WITH SCHEMA public;

COMMENT ON EXTENSION unaccent IS 'text search dictionary that removes accents';

CREATE FUNCTION public._pgh_attach_context() RETURNS uuid
    LANGUAGE plpgsql
    AS $$
                    DECLARE
                        _pgh_context_id UUID;
                        _pgh_context_metadata JSONB;
                    BEGIN
                        BEGIN
                            SELECT INTO _pgh_context_id
                                CURRENT_SETTING('pghistory.context_id');
                            SELECT INTO _pgh_context_metadata
                                CURRENT_SETTING('pghistory.context_metadata');
                            EXCEPTION WHEN OTHERS THEN
                        END;
                        IF _pgh_context_id IS NOT NULL AND _pgh_context_metadata IS NOT NULL THEN
                            INSERT INTO pghistory_context (id, metadata, created_at, updated_at)
                                VALUES (_pgh_context_id, _pgh_context_metadata, NOW(), NOW())
                                ON CONFLICT (id) DO UPDATE
                                    SET metadata = EXCLUDED.metadata,
                                        updated_at = EXCLUDED.updated_at
                                    WHERE pghistory_context.metadata != EXCLUDED.metadata;
                            RETURN _pgh_context_id;
                        ELSE
                            RETURN NULL;
                        END IF;
                    END;
                $$;

CREATE FUNCTION public._pgtrigger_should_ignore(trigger_name name) RETURNS boolean
    LANGUAGE plpgsql
    AS $$
                DECLARE
                    _pgtrigger_ignore TEXT[];
                    _result BOOLEAN;
                BEGIN
                    BEGIN
                        SELECT INTO _pgtrigger_ignore
                            CURRENT_SETTING('pgtrigger.ignore');
                        EXCEPTION WHEN OTHERS THEN
                    END;
                    IF _pgtrigger_ignore IS NOT NULL THEN
                        SELECT trigger_name = ANY(_pgtrigger_ignore)
                        INTO _result;
                        RETURN _result;
                    ELSE
                        RETURN FALSE;
                    END IF;
                END;
            $$;

CREATE FUNCTION public.acceptance_claim_rules() RETURNS trigger
    LANGUAGE plpgsql
    AS $$
DECLARE
    delivered date;
BEGIN
    IF TG_OP <> 'INSERT' THEN
        RAISE EXCEPTION 'A claim stands as it was made; its ticket tells what became of it.'
            USING ERRCODE = 'check_violation', CONSTRAINT = 'claim_stands';
    END IF;
    SELECT (in_production_at AT TIME ZONE 'Europe/Stockholm')::date INTO delivered
        FROM acceptance_handover WHERE id = NEW.handover_id FOR SHARE;
    IF delivered IS NULL OR NEW.claimed_on < delivered
       OR NEW.last_day <> (delivered + CASE NEW.sort WHEN 'bug' THEN interval '3 months' ELSE interval '1 month' END)::date
    THEN
        RAISE EXCEPTION 'The last day to claim follows from the day of production.'
            USING ERRCODE = 'check_violation', CONSTRAINT = 'claim_last_day';
    END IF;
    RETURN NEW;
END $$;

CREATE FUNCTION public.acceptance_handover_rules() RETURNS trigger
    LANGUAGE plpgsql
    AS $$
BEGIN
    IF TG_OP = 'DELETE' THEN
        IF OLD.state <> 'drafted' THEN
            RAISE EXCEPTION 'What has been handed over is not deleted.'
                USING ERRCODE = 'check_violation', CONSTRAINT = 'handover_stands';
        END IF;
        RETURN OLD;
    END IF;
    IF TG_OP = 'INSERT' THEN
        IF NEW.state <> 'drafted' THEN
            RAISE EXCEPTION 'A handover begins as a draft.'
                USING ERRCODE = 'check_violation', CONSTRAINT = 'handover_moves';
        END IF;
        RETURN NEW;
    END IF;
    IF OLD.state <> NEW.state AND (OLD.state, NEW.state) NOT IN
       (('drafted', 'handed_over'), ('handed_over', 'accepted'), ('handed_over', 'with_remarks'),
        ('handed_over', 'rejected'))
    THEN
        RAISE EXCEPTION 'A handover does not go from % to %.', OLD.state, NEW.state
            USING ERRCODE = 'check_violation', CONSTRAINT = 'handover_moves';
    END IF;
    IF OLD.state <> 'drafted'
       AND (OLD.version, OLD.notes, OLD.tested_at, OLD.tested_on, OLD.tests_passed, OLD.tests_failed,
            OLD.tests_skipped, OLD.test_seconds, OLD.handed_over_by_id, OLD.handed_over_at, OLD.answer_by)
           IS DISTINCT FROM
           (NEW.version, NEW.notes, NEW.tested_at, NEW.tested_on, NEW.tests_passed, NEW.tests_failed,
            NEW.tests_skipped, NEW.test_seconds, NEW.handed_over_by_id, NEW.handed_over_at, NEW.answer_by)
    THEN
        RAISE EXCEPTION 'What has been handed over stands.'
            USING ERRCODE = 'check_violation', CONSTRAINT = 'handover_stands';
    END IF;
    IF OLD.answered_at IS NOT NULL
       AND (OLD.answered_by_id, OLD.answered_at, OLD.answer)
           IS DISTINCT FROM (NEW.answered_by_id, NEW.answered_at, NEW.answer)
       OR OLD.in_production_at IS NOT NULL AND OLD.in_production_at IS DISTINCT FROM NEW.in_production_at
    THEN
        RAISE EXCEPTION 'What has been answered stands.'
            USING ERRCODE = 'check_violation', CONSTRAINT = 'handover_stands';
    END IF;
    IF OLD.state = 'drafted' AND NEW.state = 'handed_over'
       AND NOT EXISTS (SELECT 1 FROM acceptance_handedrequirement one WHERE one.handover_id = NEW.id)
    THEN
        RAISE EXCEPTION 'A handover covers some requirement.'
            USING ERRCODE = 'check_violation', CONSTRAINT = 'handover_covers_something';
    END IF;
    IF OLD.state = 'handed_over' AND NEW.state <> 'handed_over' THEN
        IF NOT acceptance_is_owner(NEW.answered_by_id) THEN
            RAISE EXCEPTION 'Only Systemägare answers a handover.'
                USING ERRCODE = 'check_violation', CONSTRAINT = 'handover_answered_by_owner';
        END IF;
        IF EXISTS (SELECT 1 FROM acceptance_handedrequirement one WHERE one.handover_id = NEW.id
                   AND (one.verdict = ''
                        OR NEW.state = 'accepted' AND one.verdict <> 'approved'
                        OR NEW.state = 'with_remarks' AND one.verdict = 'refused'))
        THEN
            RAISE EXCEPTION 'The answer does not follow from what is signed.'
                USING ERRCODE = 'check_violation', CONSTRAINT = 'handover_follows_its_requirements';
        END IF;
    END IF;
    RETURN NEW;
END $$;

CREATE FUNCTION public.acceptance_is_owner(who bigint) RETURNS boolean
    LANGUAGE sql STABLE
    AS $$
    SELECT EXISTS (SELECT 1 FROM customers_user_groups held JOIN auth_group role ON role.id = held.group_id
                   WHERE held.user_id = who AND role.name = 'Systemägare')
$$;

CREATE FUNCTION public.acceptance_requirement_rules() RETURNS trigger
    LANGUAGE plpgsql
    AS $$
DECLARE
    stands text;
BEGIN
    IF TG_OP <> 'INSERT' AND OLD.verdict <> '' THEN
        RAISE EXCEPTION 'What is signed stands.'
            USING ERRCODE = 'check_violation', CONSTRAINT = 'handed_requirement_signed_stands';
    END IF;
    SELECT state INTO stands FROM acceptance_handover
        WHERE id = CASE WHEN TG_OP = 'DELETE' THEN OLD.handover_id ELSE NEW.handover_id END FOR SHARE;
    IF TG_OP = 'DELETE' THEN
        IF stands <> 'drafted' THEN
            RAISE EXCEPTION 'What has been handed over is not deleted.'
                USING ERRCODE = 'check_violation', CONSTRAINT = 'handover_stands';
        END IF;
        RETURN OLD;
    END IF;
    IF TG_OP = 'UPDATE' AND stands = 'handed_over' AND NEW.verdict <> ''
       AND (OLD.handover_id, OLD.position, OLD.number, OLD.wanted, OLD.modules, OLD.documents, OLD.result, OLD.proofs)
           IS NOT DISTINCT FROM
           (NEW.handover_id, NEW.position, NEW.number, NEW.wanted, NEW.modules, NEW.documents, NEW.result, NEW.proofs)
    THEN
        IF NOT acceptance_is_owner(NEW.signed_by_id) THEN
            RAISE EXCEPTION 'Only Systemägare signs.'
                USING ERRCODE = 'check_violation', CONSTRAINT = 'handed_requirement_signed_by_owner';
        END IF;
        RETURN NEW;
    END IF;
    IF stands <> 'drafted' OR NEW.verdict <> '' THEN
        RAISE EXCEPTION 'A requirement of a handover that is % does not change so.', stands
            USING ERRCODE = 'check_violation', CONSTRAINT = 'handover_stands';
    END IF;
    RETURN NEW;
END $$;

CREATE FUNCTION public.acceptance_sprint_rules() RETURNS trigger
    LANGUAGE plpgsql
    AS $$
DECLARE
    stands text;
BEGIN
    SELECT state INTO stands FROM acceptance_handover
        WHERE id = CASE WHEN TG_OP = 'DELETE' THEN OLD.handover_id ELSE NEW.handover_id END FOR SHARE;
    IF TG_OP = 'UPDATE' OR stands <> 'drafted' THEN
        RAISE EXCEPTION 'Notes of sprints are only added, before the handover.'
            USING ERRCODE = 'check_violation', CONSTRAINT = 'sprint_note_stands';
    END IF;
    RETURN CASE WHEN TG_OP = 'DELETE' THEN OLD ELSE NEW END;
END $$;

CREATE FUNCTION public.acceptance_two_sides() RETURNS trigger
    LANGUAGE plpgsql
    AS $$
BEGIN
    IF EXISTS (SELECT 1 FROM acceptance_handover WHERE id = NEW.handover_id AND handed_over_by_id = NEW.signed_by_id) THEN
        RAISE EXCEPTION 'Who hands over does not sign.'
            USING ERRCODE = 'check_violation', CONSTRAINT = 'handed_requirement_signed_by_the_other_side';
    END IF;
    RETURN NEW;
END $$;

CREATE FUNCTION public.article_number_word(number text) RETURNS text
    LANGUAGE sql IMMUTABLE
    AS $$
    SELECT regexp_replace(lower(number), '[^a-z0-9 ]', '', 'g')
$$;

CREATE FUNCTION public.bump_versions(tags text[]) RETURNS void
    LANGUAGE plpgsql
    AS $$
BEGIN
    IF is_settled_later() THEN
        PERFORM let_wait('shop.waiting_versions', tags);
    ELSE
        INSERT INTO events_version (tag, version)
        SELECT DISTINCT tag, 1 FROM unnest(tags) AS tag WHERE tag IS NOT NULL ORDER BY tag
        ON CONFLICT (tag) DO UPDATE SET version = events_version.version + 1;
    END IF;
END $$;

CREATE FUNCTION public.catalogue_names_changed() RETURNS trigger
    LANGUAGE plpgsql
    AS $$
BEGIN
    PERFORM bump_versions(ARRAY['site']);
    RETURN NULL;
END $$;

CREATE FUNCTION public.catalogue_part_changed() RETURNS trigger
    LANGUAGE plpgsql
    AS $$
DECLARE ids bigint[];
BEGIN
    SELECT array_agg(DISTINCT product_id) INTO ids FROM changed;
    IF ids IS NOT NULL THEN
        PERFORM refresh_facets(ids);
        PERFORM products_changed(ids);
    END IF;
    RETURN NULL;
END $$;

CREATE FUNCTION public.catalogue_product_changed() RETURNS trigger
    LANGUAGE plpgsql
    AS $$
BEGIN
    PERFORM products_changed(array_agg(DISTINCT id)) FROM changed;
    RETURN NULL;
END $$;

CREATE FUNCTION public.catalogue_variantvalue_changed() RETURNS trigger
    LANGUAGE plpgsql
    AS $$
DECLARE ids bigint[];
BEGIN
    SELECT array_agg(DISTINCT v.product_id) INTO ids FROM changed c JOIN catalogue_variant v ON v.id = c.variant_id;
    IF ids IS NOT NULL THEN
        PERFORM refresh_facets(ids);
        PERFORM products_changed(ids);
    END IF;
    RETURN NULL;
END $$;

CREATE FUNCTION public.category_of_product_changed() RETURNS trigger
    LANGUAGE plpgsql
    AS $$
BEGIN
    IF EXISTS (SELECT 1 FROM moved) THEN
        PERFORM bump_versions(ARRAY['assortment']);
    END IF;
    RETURN NULL;
END $$;

CREATE FUNCTION public.categorypages_changed() RETURNS trigger
    LANGUAGE plpgsql
    AS $$
BEGIN
    PERFORM bump_versions(array_append(array_agg('page:' || page_ptr_id), 'site')) FROM changed HAVING count(*) > 0;
    RETURN NULL;
END $$;

CREATE FUNCTION public.change_is_drafted() RETURNS trigger
    LANGUAGE plpgsql
    AS $$
BEGIN
    PERFORM refuse_unless_drafted(ARRAY[OLD.change_set_id, NEW.change_set_id]);
    RETURN NULL;
END $$;

CREATE FUNCTION public.changes_are_drafted() RETURNS trigger
    LANGUAGE plpgsql
    AS $$
BEGIN
    PERFORM refuse_unless_drafted(array_agg(DISTINCT change_set_id)) FROM changed;
    RETURN NULL;
END $$;

CREATE FUNCTION public.desk_entry_stays() RETURNS trigger
    LANGUAGE plpgsql
    AS $$
BEGIN
    IF TG_OP = 'UPDATE' AND NEW.text = '*' AND
        ROW(NEW.id, NEW.ticket_id, NEW.kind, NEW.at, NEW.by_id, NEW.is_internal)
        IS NOT DISTINCT FROM ROW(OLD.id, OLD.ticket_id, OLD.kind, OLD.at, OLD.by_id, OLD.is_internal)
    THEN
        RETURN NEW;
    END IF;
    RAISE EXCEPTION 'what happened to a ticket is only added to' USING ERRCODE = 'restrict_violation';
END $$;

CREATE FUNCTION public.desk_ticket_moves() RETURNS trigger
    LANGUAGE plpgsql
    AS $$
BEGIN
    IF TG_OP = 'DELETE' THEN
        RAISE EXCEPTION 'a ticket is not deleted' USING ERRCODE = 'restrict_violation';
    END IF;
    IF TG_OP = 'INSERT' THEN
        IF NEW.state <> 'new' THEN
            RAISE EXCEPTION 'a ticket begins as new' USING ERRCODE = 'restrict_violation';
        END IF;
    ELSIF NEW.state <> OLD.state AND (OLD.state, NEW.state) NOT IN (('new', 'accepted'), ('new', 'solved'), ('accepted', 'working'), ('accepted', 'waiting'), ('accepted', 'solved'), ('working', 'waiting'), ('working', 'solved'), ('waiting', 'working'), ('waiting', 'solved'), ('solved', 'closed'), ('solved', 'working'), ('closed', 'working')) THEN
        RAISE EXCEPTION 'a ticket that is % does not become %', OLD.state, NEW.state
            USING ERRCODE = 'restrict_violation';
    ELSIF NEW.number <> OLD.number OR NEW.opened_at <> OLD.opened_at THEN
        RAISE EXCEPTION 'the number and the beginning of a ticket stay' USING ERRCODE = 'restrict_violation';
    END IF;
    RETURN NEW;
END $$;

CREATE FUNCTION public.documents_deleted() RETURNS trigger
    LANGUAGE plpgsql
    AS $$
BEGIN
    DELETE FROM search_document d USING changed c WHERE d.listed_id = c.id;
    RETURN NULL;
END $$;

CREATE FUNCTION public.documents_inserted() RETURNS trigger
    LANGUAGE plpgsql
    AS $$
BEGIN
    PERFORM write_documents(array_agg(id)) FROM changed;
    RETURN NULL;
END $$;

CREATE FUNCTION public.documents_updated() RETURNS trigger
    LANGUAGE plpgsql
    AS $$
BEGIN
    DELETE FROM search_document d USING new_rows n WHERE d.listed_id = n.id AND NOT n.is_listed;
    PERFORM write_documents(array_agg(id)) FROM (
        SELECT id, words, is_listed, locale_id FROM new_rows
        EXCEPT SELECT id, words, is_listed, locale_id FROM old_rows
    ) AS changed;
    RETURN NULL;
END $$;

CREATE FUNCTION public.forgetting() RETURNS boolean
    LANGUAGE sql STABLE
    AS $$
    SELECT coalesce(current_setting('shop.forgetting', true), '') = 'on'
$$;

CREATE FUNCTION public.invoice_stays() RETURNS trigger
    LANGUAGE plpgsql
    AS $$
BEGIN
    IF TG_OP = 'UPDATE' AND forgetting() AND to_jsonb(NEW) - 'content' = to_jsonb(OLD) - 'content'
        AND OLD.issued_on < make_date(
            extract(year FROM now())::int - CASE WHEN OLD.content ->> 'vat_zone' LIKE 'oss:%' THEN 10 ELSE 7 END, 1, 1)
    THEN
        RETURN NEW;
    END IF;
    RAISE EXCEPTION 'orders_invoice is only ever added to' USING ERRCODE = 'restrict_violation';
END $$;

CREATE FUNCTION public.is_settled_later() RETURNS boolean
    LANGUAGE sql STABLE
    AS $$
    SELECT COALESCE(current_setting('shop.settled_later', true), '') = 'on'
$$;

CREATE FUNCTION public.keep_order_change() RETURNS trigger
    LANGUAGE plpgsql
    AS $$
BEGIN
    IF TG_OP = 'DELETE' OR OLD.state <> 'proposed' OR (to_jsonb(NEW) - 'state' - 'settled_at')
        <> (to_jsonb(OLD) - 'state' - 'settled_at') THEN
        RAISE EXCEPTION 'a change of an order stays as it was asked for' USING ERRCODE = 'restrict_violation';
    END IF;
    RETURN NEW;
END $$;

CREATE FUNCTION public.leave_redirects(ids integer[], paths text[], languages integer[]) RETURNS void
    LANGUAGE plpgsql
    AS $$
BEGIN
    WITH former AS (
        SELECT p.id, shop_address(f.path, f.language_id) AS address, shop_address(p.url_path, p.locale_id) AS current
        FROM unnest(ids, paths, languages) AS f (id, path, language_id) JOIN wagtailcore_page p ON p.id = f.id
        WHERE p.first_published_at IS NOT NULL AND p.content_type_id NOT IN (
            SELECT id FROM django_content_type WHERE app_label = 'cms' AND model = 'shardpage')
    ), taken AS (
        DELETE FROM wagtailredirects_redirect r USING former f
        WHERE r.automatically_created AND r.old_path = f.current
    )
    INSERT INTO wagtailredirects_redirect AS r (old_path, site_id, is_permanent, redirect_page_id,
        redirect_page_route_path, redirect_link, automatically_created, created_at)
    SELECT DISTINCT ON (f.address) f.address, s.id, true, f.id, '', '', true, now()
    FROM former f CROSS JOIN wagtailcore_site s
    WHERE s.is_default_site AND f.address <> f.current AND length(f.address) BETWEEN 1 AND 255
      AND NOT EXISTS (SELECT 1 FROM former again WHERE again.current = f.address)
    ORDER BY f.address, f.id
    ON CONFLICT (old_path, site_id) DO UPDATE SET redirect_page_id = EXCLUDED.redirect_page_id
    WHERE r.automatically_created;
END $$;

CREATE FUNCTION public.ledger_only_grows() RETURNS trigger
    LANGUAGE plpgsql
    AS $$
BEGIN
    RAISE EXCEPTION 'the ledger of prices only grows' USING ERRCODE = 'check_violation', CONSTRAINT = 'ledger_only_grows';
END $$;

CREATE FUNCTION public.let_wait(setting text, words text[]) RETURNS void
    LANGUAGE sql
    AS $$
    SELECT set_config(setting, concat_ws(E'\n', NULLIF(current_setting(setting, true), ''),
                                         NULLIF(array_to_string(words, E'\n'), '')), true)
$$;

CREATE FUNCTION public.links_updated() RETURNS trigger
    LANGUAGE plpgsql
    AS $$
BEGIN
    PERFORM refresh_listed(array_agg(DISTINCT product_id))
    FROM (SELECT product_id FROM old_rows UNION SELECT product_id FROM new_rows) AS both_rows;
    RETURN NULL;
END $$;

CREATE FUNCTION public.listed_by_brand() RETURNS trigger
    LANGUAGE plpgsql
    AS $$
BEGIN
    PERFORM refresh_listed(array_agg(p.id)) FROM changed c JOIN catalogue_product p ON p.brand_id = c.id;
    RETURN NULL;
END $$;

CREATE FUNCTION public.listed_by_category() RETURNS trigger
    LANGUAGE plpgsql
    AS $$
BEGIN
    PERFORM refresh_listed(array_agg(DISTINCT pc.product_id))
    FROM changed c JOIN catalogue_category leaf ON c.id IN (leaf.id, leaf.parent_id)
    JOIN catalogue_productcategory pc ON pc.category_id = leaf.id;
    RETURN NULL;
END $$;

CREATE FUNCTION public.listed_by_id() RETURNS trigger
    LANGUAGE plpgsql
    AS $$
BEGIN
    PERFORM refresh_listed(array_agg(id)) FROM changed;
    RETURN NULL;
END $$;

CREATE FUNCTION public.listed_by_product() RETURNS trigger
    LANGUAGE plpgsql
    AS $$
BEGIN
    PERFORM refresh_listed(array_agg(DISTINCT product_id)) FROM changed;
    RETURN NULL;
END $$;

CREATE FUNCTION public.listed_by_value() RETURNS trigger
    LANGUAGE plpgsql
    AS $$
DECLARE value_ids bigint[];
BEGIN
    SELECT array_agg(id) INTO value_ids FROM changed;
    IF value_ids IS NOT NULL THEN
        PERFORM refresh_listed(array_agg(id)) FROM catalogue_product WHERE facet_values && value_ids;
    END IF;
    RETURN NULL;
END $$;

CREATE FUNCTION public.listed_came() RETURNS trigger
    LANGUAGE plpgsql
    AS $$
BEGIN
    IF EXISTS (SELECT 1 FROM new_rows WHERE is_listed) THEN
        PERFORM bump_versions(ARRAY['assortment']);
    END IF;
    RETURN NULL;
END $$;

CREATE FUNCTION public.listed_turned() RETURNS trigger
    LANGUAGE plpgsql
    AS $$
BEGIN
    IF EXISTS (SELECT 1 FROM new_rows n JOIN old_rows o ON o.id = n.id WHERE n.is_listed <> o.is_listed) THEN
        PERFORM bump_versions(ARRAY['assortment']);
    END IF;
    RETURN NULL;
END $$;

CREATE FUNCTION public.listed_went() RETURNS trigger
    LANGUAGE plpgsql
    AS $$
BEGIN
    IF EXISTS (SELECT 1 FROM old_rows WHERE is_listed) THEN
        PERFORM bump_versions(ARRAY['assortment']);
    END IF;
    RETURN NULL;
END $$;

CREATE FUNCTION public.offer_says_the_same() RETURNS trigger
    LANGUAGE plpgsql
    AS $$
BEGIN
    IF TG_OP = 'DELETE' OR (to_jsonb(NEW) - 'valid_until' - 'uses') <> (to_jsonb(OLD) - 'valid_until' - 'uses') THEN
        RAISE EXCEPTION 'what an offer said stays; it can only end'
            USING ERRCODE = 'check_violation', CONSTRAINT = 'offer_says_the_same';
    END IF;
    RETURN NEW;
END $$;

CREATE FUNCTION public.order_document(written text) RETURNS tsvector
    LANGUAGE plpgsql IMMUTABLE STRICT PARALLEL SAFE
    AS $$
DECLARE
    rest text := order_words(written);
    whole text := rest;
BEGIN
    LOOP
        SELECT string_agg(later[1], ' ') INTO rest FROM regexp_matches(rest, '[^\s!-/:-@[-`{-~]*[!-/:-@[-`{-~]+(\S+)', 'g') AS later;
        EXIT WHEN rest IS NULL;
        whole := whole || ' ' || rest;
    END LOOP;
    RETURN regexp_replace(whole, '[!-/:-@[-`{-~]+', '', 'g')::tsvector;
END $$;

CREATE FUNCTION public.order_words(written text) RETURNS text
    LANGUAGE sql IMMUTABLE STRICT PARALLEL SAFE
    RETURN regexp_replace(regexp_replace(lower(public.unaccent('public.unaccent'::regdictionary, written)), '(^|\s)(\+|00)46[ -]*(\(0\))?0?'::text, '\10'::text, 'g'::text), '([0-9)])[ \t]+(?=[(0-9])'::text, '\1'::text, 'g'::text);

CREATE FUNCTION public.order_query(written text) RETURNS tsquery
    LANGUAGE sql IMMUTABLE STRICT PARALLEL SAFE
    RETURN (SELECT (string_agg(CASE WHEN ((word.word ~ '[0-9]'::text) AND (length(word.word) > 3)) THEN (((('('::text || word.word) || ':* | '::text) || reverse(word.word)) || ')'::text) WHEN ((word.word ~ '[0-9]'::text) OR (length(word.word) < 3)) THEN word.word ELSE (word.word || ':*'::text) END, ' & '::text))::tsquery AS string_agg FROM regexp_split_to_table(regexp_replace(public.order_words(order_query.written), '[!-/:-@[-`{-~]+'::text, ''::text, 'g'::text), '\s+'::text) word(word) WHERE (word.word <> ''::text));

CREATE FUNCTION public.order_search_of_addresses() RETURNS trigger
    LANGUAGE plpgsql
    AS $$
BEGIN
    IF EXISTS (SELECT 1 FROM orders_ordersearch s JOIN changed c ON c.order_id = s.order_id) THEN
        PERFORM write_order_search((SELECT array_agg(DISTINCT order_id) FROM changed));
    END IF;
    RETURN NULL;
END $$;

CREATE FUNCTION public.order_search_of_order() RETURNS trigger
    LANGUAGE plpgsql
    AS $$
BEGIN
    PERFORM write_order_search(ARRAY[NEW.id]);
    RETURN NULL;
END $$;

CREATE FUNCTION public.order_search_of_organisation() RETURNS trigger
    LANGUAGE plpgsql
    AS $$
BEGIN
    PERFORM write_order_search((SELECT array_agg(id) FROM orders_order WHERE organisation_id = NEW.id));
    RETURN NULL;
END $$;

CREATE FUNCTION public.order_search_of_part() RETURNS trigger
    LANGUAGE plpgsql
    AS $$
BEGIN
    PERFORM write_order_search(ARRAY[NEW.order_id]);
    RETURN NULL;
END $$;

CREATE FUNCTION public.order_search_of_parts() RETURNS trigger
    LANGUAGE plpgsql
    AS $$
BEGIN
    PERFORM write_order_search((SELECT array_agg(DISTINCT order_id) FROM changed));
    RETURN NULL;
END $$;

CREATE FUNCTION public.order_search_of_reference() RETURNS trigger
    LANGUAGE plpgsql
    AS $$
BEGIN
    UPDATE orders_ordersearch
    SET words = words || order_document(reverse(regexp_replace(lower(NEW.reference), '[!-/:-@[-`{-~]+', '', 'g')))
    WHERE order_id = NEW.order_id;
    IF NOT FOUND THEN
        PERFORM write_order_search(ARRAY[NEW.order_id]);
    END IF;
    RETURN NULL;
END $$;

CREATE TABLE public.customers_organisation (
    id bigint NOT NULL,
    name character varying(120) NOT NULL,
    number character varying(10),
    is_sole_trader boolean NOT NULL,
    vat_number character varying(14) NOT NULL,
    payment_terms_days smallint NOT NULL,
    credit_limit numeric(12,2),
    po_number_required boolean NOT NULL,
    buyer_reference character varying(80) NOT NULL,
    invoice_email character varying(254) NOT NULL,
    invoice_address_1 character varying(120) NOT NULL,
    invoice_address_2 character varying(120) NOT NULL,
    invoice_postal_code character varying(12) NOT NULL,
    invoice_city character varying(80) NOT NULL,
    invoice_country character varying(2) NOT NULL,
    delivery_address_1 character varying(120) NOT NULL,
    delivery_address_2 character varying(120) NOT NULL,
    delivery_postal_code character varying(12) NOT NULL,
    delivery_city character varying(80) NOT NULL,
    delivery_country character varying(2) NOT NULL,
    is_active boolean NOT NULL,
    created_at timestamp with time zone DEFAULT statement_timestamp() NOT NULL,
    level_id character varying(20) NOT NULL,
    CONSTRAINT customers_organisation_payment_terms_days_check CHECK ((payment_terms_days >= 0)),
    CONSTRAINT organisation_credit_not_negative CHECK (((credit_limit IS NULL) OR (credit_limit >= (0)::numeric))),
    CONSTRAINT organisation_has_a_name CHECK ((NOT ((name)::text = ''::text))),
    CONSTRAINT organisation_number_is_one CHECK (((number IS NULL) OR ((number)::text ~ '^[0-9]{2}[2-9][0-9]{7}$'::text) OR (is_sole_trader AND ((number)::text ~ '^[0-9]{10}$'::text)))),
    CONSTRAINT organisation_terms_within_a_year CHECK ((payment_terms_days <= 365)),
    CONSTRAINT organisation_vat_number_is_one CHECK ((((vat_number)::text = ''::text) OR ((vat_number)::text ~ '^[A-Z]{2}[0-9A-Z+*]{2,12}$'::text)))
);

CREATE TABLE public.orders_invoice (
    id bigint NOT NULL,
    number bigint NOT NULL,
    kind character varying(11) NOT NULL,
    issued_on date NOT NULL,
    due_on date,
    net numeric(12,2) NOT NULL,
    vat numeric(12,2) NOT NULL,
    gross numeric(12,2) NOT NULL,
    currency character varying(3) NOT NULL,
    content jsonb NOT NULL,
    credits_id bigint,
    order_id bigint NOT NULL,
    series_id character varying(8) NOT NULL,
    CONSTRAINT invoice_adds_up CHECK ((gross = (net + vat))),
    CONSTRAINT invoice_credit_note_names_its_invoice CHECK ((((credits_id IS NULL) AND ((kind)::text = 'invoice'::text)) OR ((credits_id IS NOT NULL) AND ((kind)::text = 'credit_note'::text)))),
    CONSTRAINT orders_invoice_number_check CHECK ((number >= 0))
);

CREATE TABLE public.orders_order (
    id bigint NOT NULL,
    number character varying(20) NOT NULL,
    token uuid NOT NULL,
    cart_token uuid NOT NULL,
    state character varying(12) NOT NULL,
    fulfilment character varying(16) NOT NULL,
    level character varying(20) NOT NULL,
    buyer_type character varying(10) NOT NULL,
    locale character varying(5) NOT NULL,
    email character varying(254) NOT NULL,
    phone character varying(40) NOT NULL,
    note text NOT NULL,
    currency character varying(3) NOT NULL,
    delivery_method character varying(40) NOT NULL,
    delivery_name character varying(120) NOT NULL,
    delivery_net numeric(12,2) NOT NULL,
    delivery_vat numeric(12,2) NOT NULL,
    delivery_gross numeric(12,2) NOT NULL,
    delivery_vat_rate numeric(5,2),
    net numeric(12,2) NOT NULL,
    vat numeric(12,2) NOT NULL,
    gross numeric(12,2) NOT NULL,
    placed_at timestamp with time zone NOT NULL,
    user_id bigint,
    rounding character varying(20) NOT NULL,
    vat_by_rate jsonb NOT NULL,
    vat_zone character varying(20) NOT NULL,
    vat_number character varying(14) NOT NULL,
    organisation_id bigint,
    codes character varying(40)[] NOT NULL,
    counted_offers bigint[] NOT NULL,
    buyer_reference character varying(80) NOT NULL,
    cost_centre character varying(40) NOT NULL,
    paid_state character varying(16) NOT NULL,
    peppol_id character varying(60) NOT NULL,
    po_number character varying(40) NOT NULL,
    approved_at timestamp with time zone,
    quotation_id bigint,
    CONSTRAINT order_delivery_adds_up CHECK ((delivery_gross = (delivery_net + delivery_vat))),
    CONSTRAINT order_net_plus_vat_is_gross CHECK ((gross = (net + vat)))
);

CREATE TABLE public.orders_orderaddress (
    id bigint NOT NULL,
    kind character varying(10) NOT NULL,
    first_name character varying(80) NOT NULL,
    last_name character varying(80) NOT NULL,
    company character varying(120) NOT NULL,
    address_1 character varying(120) NOT NULL,
    address_2 character varying(120) NOT NULL,
    postal_code character varying(12) NOT NULL,
    city character varying(80) NOT NULL,
    country character varying(2) NOT NULL,
    order_id bigint NOT NULL,
    "group" smallint DEFAULT 1 NOT NULL,
    delivery_net numeric(12,2),
    delivery_vat numeric(12,2),
    delivery_gross numeric(12,2),
    CONSTRAINT order_address_delivery_adds_up CHECK (((delivery_gross = (delivery_net + delivery_vat)) OR ((delivery_gross IS NULL) AND (delivery_net IS NULL) AND (delivery_vat IS NULL)))),
    CONSTRAINT orders_orderaddress_group_check CHECK (("group" >= 0))
);

CREATE TABLE public.orders_orderline (
    id bigint NOT NULL,
    "position" integer NOT NULL,
    sku character varying(64) NOT NULL,
    name character varying(255) NOT NULL,
    label character varying(255) NOT NULL,
    quantity integer NOT NULL,
    unit_net numeric(12,2) NOT NULL,
    unit_gross numeric(12,2) NOT NULL,
    net numeric(12,2) NOT NULL,
    vat numeric(12,2) NOT NULL,
    gross numeric(12,2) NOT NULL,
    vat_rate numeric(5,2) NOT NULL,
    tax_class character varying(10) NOT NULL,
    price_source jsonb NOT NULL,
    order_id bigint NOT NULL,
    variant_id bigint,
    discount numeric(12,2) NOT NULL,
    withdrawal_exempt character varying(20) DEFAULT ''::character varying NOT NULL,
    expected_on date,
    later integer DEFAULT 0 NOT NULL,
    "group" smallint DEFAULT 1 NOT NULL,
    CONSTRAINT order_line_adds_up CHECK ((gross = (net + vat))),
    CONSTRAINT order_line_not_empty CHECK ((quantity >= 1)),
    CONSTRAINT orders_orderline_group_check CHECK (("group" >= 0)),
    CONSTRAINT orders_orderline_later_check CHECK ((later >= 0)),
    CONSTRAINT orders_orderline_position_check CHECK (("position" >= 0)),
    CONSTRAINT orders_orderline_quantity_check CHECK ((quantity >= 0))
);

CREATE TABLE public.orders_payment (
    id bigint NOT NULL,
    provider character varying(40) NOT NULL,
    reference character varying(120) NOT NULL,
    amount numeric(12,2) NOT NULL,
    currency character varying(3) NOT NULL,
    state character varying(10) NOT NULL,
    changed_at timestamp with time zone NOT NULL,
    order_id bigint NOT NULL,
    change_id bigint,
    CONSTRAINT payment_not_negative CHECK ((amount >= (0)::numeric))
);

CREATE TABLE public.orders_return (
    id bigint NOT NULL,
    number smallint NOT NULL,
    token uuid NOT NULL,
    kind character varying(10) NOT NULL,
    state character varying(12) NOT NULL,
    name character varying(160) NOT NULL,
    email character varying(254) NOT NULL,
    note text NOT NULL,
    requested_at timestamp with time zone NOT NULL,
    received_at timestamp with time zone,
    settled_at timestamp with time zone,
    why character varying(300) NOT NULL,
    handled_by_id bigint,
    order_id bigint NOT NULL,
    acknowledged_at timestamp with time zone,
    amount numeric(12,2),
    delivery numeric(12,2) NOT NULL,
    doubt character varying(10) NOT NULL,
    credit_note_id bigint,
    CONSTRAINT orders_return_number_check CHECK ((number >= 0)),
    CONSTRAINT return_money_when_settled CHECK ((((amount IS NULL) AND (delivery = (0)::numeric)) OR ((amount >= delivery) AND (delivery >= (0)::numeric) AND ((state)::text = 'settled'::text)))),
    CONSTRAINT return_refused_says_why CHECK (((NOT ((state)::text = 'refused'::text)) OR (NOT ((why)::text = ''::text)))),
    CONSTRAINT return_settled_has_money CHECK (((NOT ((state)::text = 'settled'::text)) OR ((amount IS NOT NULL) AND (settled_at IS NOT NULL))))
);

CREATE TABLE public.orders_shipment (
    id bigint NOT NULL,
    number smallint NOT NULL,
    state character varying(10) NOT NULL,
    carrier character varying(80) NOT NULL,
    tracking_number character varying(80) NOT NULL,
    tracking_url character varying(200) NOT NULL,
    packed_at timestamp with time zone NOT NULL,
    shipped_at timestamp with time zone,
    delivered_at timestamp with time zone,
    order_id bigint NOT NULL,
    "group" smallint DEFAULT 1 NOT NULL,
    followed_at timestamp with time zone,
    CONSTRAINT orders_shipment_group_check CHECK (("group" >= 0)),
    CONSTRAINT orders_shipment_number_check CHECK ((number >= 0))
);

CREATE FUNCTION public.order_written(key bigint) RETURNS text
    LANGUAGE sql STABLE
    RETURN (SELECT "left"(concat_ws('
'::text, o.number, o.email, regexp_replace((o.phone)::text, '[^0-9+]'::text, ''::text, 'g'::text), o.po_number, o.buyer_reference, o.cost_centre, o.vat_number, (SELECT concat_ws('
'::text, g.name, g.number) AS concat_ws FROM public.customers_organisation g WHERE (g.id = o.organisation_id)), (SELECT string_agg(concat_ws('
'::text, a.first_name, a.last_name, a.company, a.address_1, a.postal_code, a.city), '
'::text) AS string_agg FROM public.orders_orderaddress a WHERE (a.order_id = o.id)), (SELECT string_agg(concat_ws('
'::text, l.sku, l.name, l.label), '
'::text) AS string_agg FROM public.orders_orderline l WHERE (l.order_id = o.id)), (SELECT string_agg(reverse(regexp_replace(lower((p.reference)::text), '[!-/:-@[-`{-~]+'::text, ''::text, 'g'::text)), '
'::text) AS string_agg FROM public.orders_payment p WHERE (p.order_id = o.id)), (SELECT string_agg(((i.series_id)::text || i.number), '
'::text) AS string_agg FROM public.orders_invoice i WHERE (i.order_id = o.id)), (SELECT string_agg((s.tracking_number)::text, '
'::text) AS string_agg FROM public.orders_shipment s WHERE (s.order_id = o.id)), (SELECT string_agg((((o.number)::text || '-R'::text) || r.number), '
'::text) AS string_agg FROM public.orders_return r WHERE (r.order_id = o.id))), 200000) AS "left" FROM public.orders_order o WHERE (o.id = order_written.key));

CREATE FUNCTION public.organisation_keeps_administrator() RETURNS trigger
    LANGUAGE plpgsql
    AS $$
BEGIN
    PERFORM 1 FROM customers_organisation WHERE id = OLD.organisation_id FOR NO KEY UPDATE;
    IF FOUND AND NOT EXISTS (
        SELECT 1 FROM customers_membership m JOIN customers_user u ON u.id = m.user_id
        WHERE m.organisation_id = OLD.organisation_id AND m.role = 'administrator' AND u.is_active) THEN
        RAISE EXCEPTION 'membership % is that of the last administrator of organisation %', OLD.id, OLD.organisation_id
            USING ERRCODE = 'check_violation', CONSTRAINT = 'organisation_keeps_administrator';
    END IF;
    RETURN NULL;
END $$;

CREATE FUNCTION public.other_pages_changed() RETURNS trigger
    LANGUAGE plpgsql
    AS $$
BEGIN
    PERFORM bump_versions(array_agg('page:' || page_ptr_id)) FROM changed;
    RETURN NULL;
END $$;

CREATE FUNCTION public.outage_rules() RETURNS trigger
    LANGUAGE plpgsql
    AS $$
BEGIN
    IF TG_OP = 'DELETE' THEN
        IF OLD.approved_at IS NOT NULL THEN
            RAISE EXCEPTION 'An approved outage is withdrawn, not deleted.'
                USING ERRCODE = 'check_violation', CONSTRAINT = 'outage_approved_stands';
        END IF;
        RETURN OLD;
    END IF;
    IF TG_OP = 'UPDATE' AND OLD.state <> NEW.state
       AND (OLD.state, NEW.state) NOT IN (('proposed', 'approved'), ('proposed', 'withdrawn'), ('approved', 'withdrawn'))
    THEN
        RAISE EXCEPTION 'An outage does not go from % to %.', OLD.state, NEW.state
            USING ERRCODE = 'check_violation', CONSTRAINT = 'outage_moves';
    END IF;
    IF TG_OP = 'UPDATE' AND OLD.approved_at IS NOT NULL
       AND (OLD.starts_at, OLD.ends_at, OLD.approved_at, OLD.approved_by_id, OLD.reason, OLD.is_in_office_hours)
           IS DISTINCT FROM
           (NEW.starts_at, NEW.ends_at, NEW.approved_at, NEW.approved_by_id, NEW.reason, NEW.is_in_office_hours)
    THEN
        RAISE EXCEPTION 'What is approved stands: withdraw it and propose another.'
            USING ERRCODE = 'check_violation', CONSTRAINT = 'outage_approved_stands';
    END IF;
    IF NEW.approved_at IS NOT NULL AND (TG_OP = 'INSERT' OR OLD.approved_at IS NULL) AND NOT EXISTS (
        SELECT 1 FROM customers_user_groups held JOIN auth_group role ON role.id = held.group_id
        WHERE held.user_id = NEW.approved_by_id AND role.name = 'Systemägare')
    THEN
        RAISE EXCEPTION 'Only Systemägare approves planned outages.'
            USING ERRCODE = 'check_violation', CONSTRAINT = 'outage_approved_by_owner';
    END IF;
    RETURN NEW;
END $$;

CREATE FUNCTION public.outage_shown() RETURNS trigger
    LANGUAGE plpgsql
    AS $$
BEGIN
    IF NEW.approved_at IS NOT NULL THEN
        PERFORM bump_versions(ARRAY['site']);
    END IF;
    RETURN NULL;
END $$;

CREATE FUNCTION public.pages_changed(keys uuid[], types integer[]) RETURNS void
    LANGUAGE plpgsql
    AS $$
DECLARE ids bigint[];
BEGIN
    SELECT array_agg(product_id) INTO ids FROM cms_productlink WHERE translation_key = ANY(keys);
    PERFORM refresh_listed(ids);
    IF EXISTS (SELECT 1 FROM unnest(types) AS kind WHERE kind NOT IN (
        SELECT id FROM django_content_type WHERE app_label = 'cms' AND model IN ('productpage', 'shardpage'))) THEN
        PERFORM bump_versions(ARRAY['site']);
    END IF;
END $$;

CREATE FUNCTION public.pages_deleted() RETURNS trigger
    LANGUAGE plpgsql
    AS $$
BEGIN
    PERFORM bump_versions(array_agg('page:' || id)) FROM changed;
    PERFORM pages_changed(array_agg(translation_key), array_agg(DISTINCT content_type_id)) FROM changed;
    RETURN NULL;
END $$;

CREATE FUNCTION public.pages_inserted() RETURNS trigger
    LANGUAGE plpgsql
    AS $$
BEGIN
    PERFORM pages_changed(array_agg(translation_key), array_agg(DISTINCT content_type_id)) FROM changed;
    RETURN NULL;
END $$;

CREATE FUNCTION public.pages_updated() RETURNS trigger
    LANGUAGE plpgsql
    AS $$
DECLARE keys uuid[]; types int[];
BEGIN
    PERFORM bump_versions(array_agg('page:' || id)) FROM (
        SELECT id, title, url_path, live, path, seo_title, search_description, last_published_at FROM new_rows
        EXCEPT
        SELECT id, title, url_path, live, path, seo_title, search_description, last_published_at FROM old_rows
    ) AS changed;
    SELECT array_agg(translation_key), array_agg(DISTINCT content_type_id) INTO keys, types FROM (
        (SELECT id, title, url_path, live, path, show_in_menus, locale_id, translation_key,
                content_type_id FROM new_rows
         EXCEPT
         SELECT id, title, url_path, live, path, show_in_menus, locale_id, translation_key,
                content_type_id FROM old_rows)
        UNION ALL
        (SELECT id, title, url_path, live, path, show_in_menus, locale_id, translation_key,
                content_type_id FROM old_rows
         EXCEPT
         SELECT id, title, url_path, live, path, show_in_menus, locale_id, translation_key,
                content_type_id FROM new_rows)
    ) AS changed;
    IF keys IS NOT NULL THEN
        PERFORM pages_changed(keys, types);
        PERFORM leave_redirects(array_agg(id), array_agg(url_path::text), array_agg(locale_id)) FROM (
            SELECT id, url_path, locale_id FROM old_rows EXCEPT SELECT id, url_path, locale_id FROM new_rows
        ) AS moved HAVING count(*) > 0;
    END IF;
    RETURN NULL;
END $$;

CREATE FUNCTION public.pgtrigger_append_only_0811d() RETURNS trigger
    LANGUAGE plpgsql
    AS $$
                
                BEGIN
                    IF ("public"._pgtrigger_should_ignore(TG_NAME) IS TRUE) THEN
                        IF (TG_OP = 'DELETE') THEN
                            RETURN OLD;
                        ELSE
                            RETURN NEW;
                        END IF;
                    END IF;
                    RAISE EXCEPTION 'pgtrigger: Cannot update or delete rows from % table', TG_TABLE_NAME;
                END;
            $$;

CREATE FUNCTION public.pgtrigger_append_only_086a4() RETURNS trigger
    LANGUAGE plpgsql
    AS $$
                
                BEGIN
                    IF ("public"._pgtrigger_should_ignore(TG_NAME) IS TRUE) THEN
                        IF (TG_OP = 'DELETE') THEN
                            RETURN OLD;
                        ELSE
                            RETURN NEW;
                        END IF;
                    END IF;
                    RAISE EXCEPTION 'pgtrigger: Cannot update or delete rows from % table', TG_TABLE_NAME;
                END;
            $$;

CREATE FUNCTION public.pgtrigger_append_only_0dc67() RETURNS trigger
    LANGUAGE plpgsql
    AS $$
                
                BEGIN
                    IF ("public"._pgtrigger_should_ignore(TG_NAME) IS TRUE) THEN
                        IF (TG_OP = 'DELETE') THEN
                            RETURN OLD;
                        ELSE
                            RETURN NEW;
                        END IF;
                    END IF;
                    RAISE EXCEPTION 'pgtrigger: Cannot update or delete rows from % table', TG_TABLE_NAME;
                END;
            $$;

CREATE FUNCTION public.pgtrigger_append_only_353cb() RETURNS trigger
    LANGUAGE plpgsql
    AS $$
                
                BEGIN
                    IF ("public"._pgtrigger_should_ignore(TG_NAME) IS TRUE) THEN
                        IF (TG_OP = 'DELETE') THEN
                            RETURN OLD;
                        ELSE
                            RETURN NEW;
                        END IF;
                    END IF;
                    RAISE EXCEPTION 'pgtrigger: Cannot update or delete rows from % table', TG_TABLE_NAME;
                END;
            $$;

CREATE FUNCTION public.pgtrigger_append_only_3afb2() RETURNS trigger
    LANGUAGE plpgsql
    AS $$
                
                BEGIN
                    IF ("public"._pgtrigger_should_ignore(TG_NAME) IS TRUE) THEN
                        IF (TG_OP = 'DELETE') THEN
                            RETURN OLD;
                        ELSE
                            RETURN NEW;
                        END IF;
                    END IF;
                    RAISE EXCEPTION 'pgtrigger: Cannot update or delete rows from % table', TG_TABLE_NAME;
                END;
            $$;

CREATE FUNCTION public.pgtrigger_append_only_44367() RETURNS trigger
    LANGUAGE plpgsql
    AS $$
                
                BEGIN
                    IF ("public"._pgtrigger_should_ignore(TG_NAME) IS TRUE) THEN
                        IF (TG_OP = 'DELETE') THEN
                            RETURN OLD;
                        ELSE
                            RETURN NEW;
                        END IF;
                    END IF;
                    RAISE EXCEPTION 'pgtrigger: Cannot update or delete rows from % table', TG_TABLE_NAME;
                END;
            $$;

CREATE FUNCTION public.pgtrigger_append_only_4f5a9() RETURNS trigger
    LANGUAGE plpgsql
    AS $$
                
                BEGIN
                    IF ("public"._pgtrigger_should_ignore(TG_NAME) IS TRUE) THEN
                        IF (TG_OP = 'DELETE') THEN
                            RETURN OLD;
                        ELSE
                            RETURN NEW;
                        END IF;
                    END IF;
                    RAISE EXCEPTION 'pgtrigger: Cannot update or delete rows from % table', TG_TABLE_NAME;
                END;
            $$;

CREATE FUNCTION public.pgtrigger_append_only_64270() RETURNS trigger
    LANGUAGE plpgsql
    AS $$
                
                BEGIN
                    IF ("public"._pgtrigger_should_ignore(TG_NAME) IS TRUE) THEN
                        IF (TG_OP = 'DELETE') THEN
                            RETURN OLD;
                        ELSE
                            RETURN NEW;
                        END IF;
                    END IF;
                    RAISE EXCEPTION 'pgtrigger: Cannot update or delete rows from % table', TG_TABLE_NAME;
                END;
            $$;

CREATE FUNCTION public.pgtrigger_append_only_95b1e() RETURNS trigger
    LANGUAGE plpgsql
    AS $$
                
                BEGIN
                    IF ("public"._pgtrigger_should_ignore(TG_NAME) IS TRUE) THEN
                        IF (TG_OP = 'DELETE') THEN
                            RETURN OLD;
                        ELSE
                            RETURN NEW;
                        END IF;
                    END IF;
                    RAISE EXCEPTION 'pgtrigger: Cannot update or delete rows from % table', TG_TABLE_NAME;
                END;
            $$;

CREATE FUNCTION public.pgtrigger_append_only_969a3() RETURNS trigger
    LANGUAGE plpgsql
    AS $$
                
                BEGIN
                    IF ("public"._pgtrigger_should_ignore(TG_NAME) IS TRUE) THEN
                        IF (TG_OP = 'DELETE') THEN
                            RETURN OLD;
                        ELSE
                            RETURN NEW;
                        END IF;
                    END IF;
                    RAISE EXCEPTION 'pgtrigger: Cannot update or delete rows from % table', TG_TABLE_NAME;
                END;
            $$;

CREATE FUNCTION public.pgtrigger_append_only_9c423() RETURNS trigger
    LANGUAGE plpgsql
    AS $$
                
                BEGIN
                    IF ("public"._pgtrigger_should_ignore(TG_NAME) IS TRUE) THEN
                        IF (TG_OP = 'DELETE') THEN
                            RETURN OLD;
                        ELSE
                            RETURN NEW;
                        END IF;
                    END IF;
                    RAISE EXCEPTION 'pgtrigger: Cannot update or delete rows from % table', TG_TABLE_NAME;
                END;
            $$;

CREATE FUNCTION public.pgtrigger_append_only_9c8a3() RETURNS trigger
    LANGUAGE plpgsql
    AS $$
                
                BEGIN
                    IF ("public"._pgtrigger_should_ignore(TG_NAME) IS TRUE) THEN
                        IF (TG_OP = 'DELETE') THEN
                            RETURN OLD;
                        ELSE
                            RETURN NEW;
                        END IF;
                    END IF;
                    RAISE EXCEPTION 'pgtrigger: Cannot update or delete rows from % table', TG_TABLE_NAME;
                END;
            $$;

CREATE FUNCTION public.pgtrigger_append_only_a5686() RETURNS trigger
    LANGUAGE plpgsql
    AS $$
                
                BEGIN
                    IF ("public"._pgtrigger_should_ignore(TG_NAME) IS TRUE) THEN
                        IF (TG_OP = 'DELETE') THEN
                            RETURN OLD;
                        ELSE
                            RETURN NEW;
                        END IF;
                    END IF;
                    RAISE EXCEPTION 'pgtrigger: Cannot update or delete rows from % table', TG_TABLE_NAME;
                END;
            $$;

CREATE FUNCTION public.pgtrigger_append_only_aa9e4() RETURNS trigger
    LANGUAGE plpgsql
    AS $$
                
                BEGIN
                    IF ("public"._pgtrigger_should_ignore(TG_NAME) IS TRUE) THEN
                        IF (TG_OP = 'DELETE') THEN
                            RETURN OLD;
                        ELSE
                            RETURN NEW;
                        END IF;
                    END IF;
                    RAISE EXCEPTION 'pgtrigger: Cannot update or delete rows from % table', TG_TABLE_NAME;
                END;
            $$;

CREATE FUNCTION public.pgtrigger_append_only_b0172() RETURNS trigger
    LANGUAGE plpgsql
    AS $$
                
                BEGIN
                    IF ("public"._pgtrigger_should_ignore(TG_NAME) IS TRUE) THEN
                        IF (TG_OP = 'DELETE') THEN
                            RETURN OLD;
                        ELSE
                            RETURN NEW;
                        END IF;
                    END IF;
                    RAISE EXCEPTION 'pgtrigger: Cannot update or delete rows from % table', TG_TABLE_NAME;
                END;
            $$;

CREATE FUNCTION public.pgtrigger_append_only_d5316() RETURNS trigger
    LANGUAGE plpgsql
    AS $$
                
                BEGIN
                    IF ("public"._pgtrigger_should_ignore(TG_NAME) IS TRUE) THEN
                        IF (TG_OP = 'DELETE') THEN
                            RETURN OLD;
                        ELSE
                            RETURN NEW;
                        END IF;
                    END IF;
                    RAISE EXCEPTION 'pgtrigger: Cannot update or delete rows from % table', TG_TABLE_NAME;
                END;
            $$;

CREATE FUNCTION public.pgtrigger_append_only_dc082() RETURNS trigger
    LANGUAGE plpgsql
    AS $$
                
                BEGIN
                    IF ("public"._pgtrigger_should_ignore(TG_NAME) IS TRUE) THEN
                        IF (TG_OP = 'DELETE') THEN
                            RETURN OLD;
                        ELSE
                            RETURN NEW;
                        END IF;
                    END IF;
                    RAISE EXCEPTION 'pgtrigger: Cannot update or delete rows from % table', TG_TABLE_NAME;
                END;
            $$;

CREATE FUNCTION public.pgtrigger_append_only_eb177() RETURNS trigger
    LANGUAGE plpgsql
    AS $$
                
                BEGIN
                    IF ("public"._pgtrigger_should_ignore(TG_NAME) IS TRUE) THEN
                        IF (TG_OP = 'DELETE') THEN
                            RETURN OLD;
                        ELSE
                            RETURN NEW;
                        END IF;
                    END IF;
                    RAISE EXCEPTION 'pgtrigger: Cannot update or delete rows from % table', TG_TABLE_NAME;
                END;
            $$;

CREATE FUNCTION public.pgtrigger_append_only_f6406() RETURNS trigger
    LANGUAGE plpgsql
    AS $$
                
                BEGIN
                    IF ("public"._pgtrigger_should_ignore(TG_NAME) IS TRUE) THEN
                        IF (TG_OP = 'DELETE') THEN
                            RETURN OLD;
                        ELSE
                            RETURN NEW;
                        END IF;
                    END IF;
                    RAISE EXCEPTION 'pgtrigger: Cannot update or delete rows from % table', TG_TABLE_NAME;
                END;
            $$;

CREATE FUNCTION public.pgtrigger_append_only_f687f() RETURNS trigger
    LANGUAGE plpgsql
    AS $$
                
                BEGIN
                    IF ("public"._pgtrigger_should_ignore(TG_NAME) IS TRUE) THEN
                        IF (TG_OP = 'DELETE') THEN
                            RETURN OLD;
                        ELSE
                            RETURN NEW;
                        END IF;
                    END IF;
                    RAISE EXCEPTION 'pgtrigger: Cannot update or delete rows from % table', TG_TABLE_NAME;
                END;
            $$;

CREATE FUNCTION public.pgtrigger_append_only_fdc00() RETURNS trigger
    LANGUAGE plpgsql
    AS $$
                
                BEGIN
                    IF ("public"._pgtrigger_should_ignore(TG_NAME) IS TRUE) THEN
                        IF (TG_OP = 'DELETE') THEN
                            RETURN OLD;
                        ELSE
                            RETURN NEW;
                        END IF;
                    END IF;
                    RAISE EXCEPTION 'pgtrigger: Cannot update or delete rows from % table', TG_TABLE_NAME;
                END;
            $$;

CREATE FUNCTION public.pgtrigger_delete_delete_09526() RETURNS trigger
    LANGUAGE plpgsql
    AS $$
                
                BEGIN
                    IF ("public"._pgtrigger_should_ignore(TG_NAME) IS TRUE) THEN
                        IF (TG_OP = 'DELETE') THEN
                            RETURN OLD;
                        ELSE
                            RETURN NEW;
                        END IF;
                    END IF;
                    WITH _pgh_attached_context AS ( SELECT _pgh_attach_context() AS value ) INSERT INTO "pricing_pricechangeversion" ("amount", "change_set_id", "id", "min_quantity", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "price_list_id", "variant_id") SELECT old_values."amount", old_values."change_set_id", old_values."id", old_values."min_quantity", _pgh_attached_context.value, statement_timestamp(), 'delete', old_values."id", old_values."price_list_id", old_values."variant_id" FROM ( SELECT old_values.* FROM old_values  ) AS old_values, _pgh_attached_context; RETURN NULL;
                END;
            $$;

CREATE FUNCTION public.pgtrigger_delete_delete_0d78e() RETURNS trigger
    LANGUAGE plpgsql
    AS $$
                
                BEGIN
                    IF ("public"._pgtrigger_should_ignore(TG_NAME) IS TRUE) THEN
                        IF (TG_OP = 'DELETE') THEN
                            RETURN OLD;
                        ELSE
                            RETURN NEW;
                        END IF;
                    END IF;
                    WITH _pgh_attached_context AS ( SELECT _pgh_attach_context() AS value ) INSERT INTO "desk_matrixcellversion" ("id", "impact", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "priority", "urgency") SELECT old_values."id", old_values."impact", _pgh_attached_context.value, statement_timestamp(), 'delete', old_values."id", old_values."priority", old_values."urgency" FROM ( SELECT old_values.* FROM old_values  ) AS old_values, _pgh_attached_context; RETURN NULL;
                END;
            $$;

CREATE FUNCTION public.pgtrigger_delete_delete_0f0b3() RETURNS trigger
    LANGUAGE plpgsql
    AS $$
                
                BEGIN
                    IF ("public"._pgtrigger_should_ignore(TG_NAME) IS TRUE) THEN
                        IF (TG_OP = 'DELETE') THEN
                            RETURN OLD;
                        ELSE
                            RETURN NEW;
                        END IF;
                    END IF;
                    WITH _pgh_attached_context AS ( SELECT _pgh_attach_context() AS value ) INSERT INTO "desk_ticketcategoryversion" ("id", "is_offered", "name", "name_en", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "position") SELECT old_values."id", old_values."is_offered", old_values."name", old_values."name_en", _pgh_attached_context.value, statement_timestamp(), 'delete', old_values."id", old_values."position" FROM ( SELECT old_values.* FROM old_values  ) AS old_values, _pgh_attached_context; RETURN NULL;
                END;
            $$;

CREATE FUNCTION public.pgtrigger_delete_delete_2d31b() RETURNS trigger
    LANGUAGE plpgsql
    AS $$
                
                BEGIN
                    IF ("public"._pgtrigger_should_ignore(TG_NAME) IS TRUE) THEN
                        IF (TG_OP = 'DELETE') THEN
                            RETURN OLD;
                        ELSE
                            RETURN NEW;
                        END IF;
                    END IF;
                    WITH _pgh_attached_context AS ( SELECT _pgh_attach_context() AS value ) INSERT INTO "catalogue_variantversion" ("content_amount", "content_unit", "cost", "gtin", "id", "is_active", "label_en", "label_sv", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "position", "product_id", "sku", "weight_g") SELECT old_values."content_amount", old_values."content_unit", old_values."cost", old_values."gtin", old_values."id", old_values."is_active", old_values."label_en", old_values."label_sv", _pgh_attached_context.value, statement_timestamp(), 'delete', old_values."id", old_values."position", old_values."product_id", old_values."sku", old_values."weight_g" FROM ( SELECT old_values.* FROM old_values  ) AS old_values, _pgh_attached_context; RETURN NULL;
                END;
            $$;

CREATE FUNCTION public.pgtrigger_delete_delete_3ab99() RETURNS trigger
    LANGUAGE plpgsql
    AS $$
                
                BEGIN
                    IF ("public"._pgtrigger_should_ignore(TG_NAME) IS TRUE) THEN
                        IF (TG_OP = 'DELETE') THEN
                            RETURN OLD;
                        ELSE
                            RETURN NEW;
                        END IF;
                    END IF;
                    WITH _pgh_attached_context AS ( SELECT _pgh_attach_context() AS value ) INSERT INTO "integrations_apitokenversion" ("acts_for_id", "created_at", "created_by_id", "expires_at", "id", "name", "organisation_id", "per_minute", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "prefix", "revoked_at", "scopes") SELECT old_values."acts_for_id", old_values."created_at", old_values."created_by_id", old_values."expires_at", old_values."id", old_values."name", old_values."organisation_id", old_values."per_minute", _pgh_attached_context.value, statement_timestamp(), 'delete', old_values."id", old_values."prefix", old_values."revoked_at", old_values."scopes" FROM ( SELECT old_values.* FROM old_values  ) AS old_values, _pgh_attached_context; RETURN NULL;
                END;
            $$;

CREATE FUNCTION public.pgtrigger_delete_delete_41657() RETURNS trigger
    LANGUAGE plpgsql
    AS $$
                
                BEGIN
                    IF ("public"._pgtrigger_should_ignore(TG_NAME) IS TRUE) THEN
                        IF (TG_OP = 'DELETE') THEN
                            RETURN OLD;
                        ELSE
                            RETURN NEW;
                        END IF;
                    END IF;
                    WITH _pgh_attached_context AS ( SELECT _pgh_attach_context() AS value ) INSERT INTO "catalogue_productattributeversion" ("attribute_id", "boolean", "id", "number", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "product_id", "text", "value_id") SELECT old_values."attribute_id", old_values."boolean", old_values."id", old_values."number", _pgh_attached_context.value, statement_timestamp(), 'delete', old_values."id", old_values."product_id", old_values."text", old_values."value_id" FROM ( SELECT old_values.* FROM old_values  ) AS old_values, _pgh_attached_context; RETURN NULL;
                END;
            $$;

CREATE FUNCTION public.pgtrigger_delete_delete_4565d() RETURNS trigger
    LANGUAGE plpgsql
    AS $$
                
                BEGIN
                    IF ("public"._pgtrigger_should_ignore(TG_NAME) IS TRUE) THEN
                        IF (TG_OP = 'DELETE') THEN
                            RETURN OLD;
                        ELSE
                            RETURN NEW;
                        END IF;
                    END IF;
                    WITH _pgh_attached_context AS ( SELECT _pgh_attach_context() AS value ) INSERT INTO "catalogue_productoptionversion" ("attribute_id", "id", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "position", "product_id") SELECT old_values."attribute_id", old_values."id", _pgh_attached_context.value, statement_timestamp(), 'delete', old_values."id", old_values."position", old_values."product_id" FROM ( SELECT old_values.* FROM old_values  ) AS old_values, _pgh_attached_context; RETURN NULL;
                END;
            $$;

CREATE FUNCTION public.pgtrigger_delete_delete_54d03() RETURNS trigger
    LANGUAGE plpgsql
    AS $$
                
                BEGIN
                    IF ("public"._pgtrigger_should_ignore(TG_NAME) IS TRUE) THEN
                        IF (TG_OP = 'DELETE') THEN
                            RETURN OLD;
                        ELSE
                            RETURN NEW;
                        END IF;
                    END IF;
                    WITH _pgh_attached_context AS ( SELECT _pgh_attach_context() AS value ) INSERT INTO "catalogue_attributevalueversion" ("attribute_id", "code", "id", "name_en", "name_sv", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "position", "swatch") SELECT old_values."attribute_id", old_values."code", old_values."id", old_values."name_en", old_values."name_sv", _pgh_attached_context.value, statement_timestamp(), 'delete', old_values."id", old_values."position", old_values."swatch" FROM ( SELECT old_values.* FROM old_values  ) AS old_values, _pgh_attached_context; RETURN NULL;
                END;
            $$;

CREATE FUNCTION public.pgtrigger_delete_delete_7cc82() RETURNS trigger
    LANGUAGE plpgsql
    AS $$
                
                BEGIN
                    IF ("public"._pgtrigger_should_ignore(TG_NAME) IS TRUE) THEN
                        IF (TG_OP = 'DELETE') THEN
                            RETURN OLD;
                        ELSE
                            RETURN NEW;
                        END IF;
                    END IF;
                    WITH _pgh_attached_context AS ( SELECT _pgh_attach_context() AS value ) INSERT INTO "catalogue_productversion" ("brand_id", "code", "id", "is_on_sale", "is_perishable", "kind", "manufacturer_id", "name_en", "name_sv", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "replaced_by_id", "tags", "tax_class", "withdrawal_exempt") SELECT old_values."brand_id", old_values."code", old_values."id", old_values."is_on_sale", old_values."is_perishable", old_values."kind", old_values."manufacturer_id", old_values."name_en", old_values."name_sv", _pgh_attached_context.value, statement_timestamp(), 'delete', old_values."id", old_values."replaced_by_id", old_values."tags", old_values."tax_class", old_values."withdrawal_exempt" FROM ( SELECT old_values.* FROM old_values  ) AS old_values, _pgh_attached_context; RETURN NULL;
                END;
            $$;

CREATE FUNCTION public.pgtrigger_delete_delete_7f35d() RETURNS trigger
    LANGUAGE plpgsql
    AS $$
                
                BEGIN
                    IF ("public"._pgtrigger_should_ignore(TG_NAME) IS TRUE) THEN
                        IF (TG_OP = 'DELETE') THEN
                            RETURN OLD;
                        ELSE
                            RETURN NEW;
                        END IF;
                    END IF;
                    WITH _pgh_attached_context AS ( SELECT _pgh_attach_context() AS value ) INSERT INTO "pricing_pricechangesetversion" ("approved_at", "approver_id", "author_id", "drafted_by", "id", "in_force_from", "name", "note", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "published_at", "starts_at", "state", "undone_at") SELECT old_values."approved_at", old_values."approver_id", old_values."author_id", old_values."drafted_by", old_values."id", old_values."in_force_from", old_values."name", old_values."note", _pgh_attached_context.value, statement_timestamp(), 'delete', old_values."id", old_values."published_at", old_values."starts_at", old_values."state", old_values."undone_at" FROM ( SELECT old_values.* FROM old_values  ) AS old_values, _pgh_attached_context; RETURN NULL;
                END;
            $$;

CREATE FUNCTION public.pgtrigger_delete_delete_909f1() RETURNS trigger
    LANGUAGE plpgsql
    AS $$
                
                BEGIN
                    IF ("public"._pgtrigger_should_ignore(TG_NAME) IS TRUE) THEN
                        IF (TG_OP = 'DELETE') THEN
                            RETURN OLD;
                        ELSE
                            RETURN NEW;
                        END IF;
                    END IF;
                    WITH _pgh_attached_context AS ( SELECT _pgh_attach_context() AS value ) INSERT INTO "status_plannedoutageversion" ("approved_at", "approved_by_id", "ends_at", "id", "is_in_office_hours", "name", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "proposed_at", "proposed_by_id", "reason", "starts_at", "state", "warned_days", "withdrawn_at", "withdrawn_by_id", "withdrawn_why", "words_en", "words_sv") SELECT old_values."approved_at", old_values."approved_by_id", old_values."ends_at", old_values."id", old_values."is_in_office_hours", old_values."name", _pgh_attached_context.value, statement_timestamp(), 'delete', old_values."id", old_values."proposed_at", old_values."proposed_by_id", old_values."reason", old_values."starts_at", old_values."state", old_values."warned_days", old_values."withdrawn_at", old_values."withdrawn_by_id", old_values."withdrawn_why", old_values."words_en", old_values."words_sv" FROM ( SELECT old_values.* FROM old_values  ) AS old_values, _pgh_attached_context; RETURN NULL;
                END;
            $$;

CREATE FUNCTION public.pgtrigger_delete_delete_92e91() RETURNS trigger
    LANGUAGE plpgsql
    AS $$
                
                BEGIN
                    IF ("public"._pgtrigger_should_ignore(TG_NAME) IS TRUE) THEN
                        IF (TG_OP = 'DELETE') THEN
                            RETURN OLD;
                        ELSE
                            RETURN NEW;
                        END IF;
                    END IF;
                    WITH _pgh_attached_context AS ( SELECT _pgh_attach_context() AS value ) INSERT INTO "catalogue_categoryversion" ("code", "id", "name_en", "name_sv", "parent_id", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "position") SELECT old_values."code", old_values."id", old_values."name_en", old_values."name_sv", old_values."parent_id", _pgh_attached_context.value, statement_timestamp(), 'delete', old_values."id", old_values."position" FROM ( SELECT old_values.* FROM old_values  ) AS old_values, _pgh_attached_context; RETURN NULL;
                END;
            $$;

CREATE FUNCTION public.pgtrigger_delete_delete_9ca9f() RETURNS trigger
    LANGUAGE plpgsql
    AS $$
                
                BEGIN
                    IF ("public"._pgtrigger_should_ignore(TG_NAME) IS TRUE) THEN
                        IF (TG_OP = 'DELETE') THEN
                            RETURN OLD;
                        ELSE
                            RETURN NEW;
                        END IF;
                    END IF;
                    WITH _pgh_attached_context AS ( SELECT _pgh_attach_context() AS value ) INSERT INTO "catalogue_variantvalueversion" ("id", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "value_id", "variant_id") SELECT old_values."id", _pgh_attached_context.value, statement_timestamp(), 'delete', old_values."id", old_values."value_id", old_values."variant_id" FROM ( SELECT old_values.* FROM old_values  ) AS old_values, _pgh_attached_context; RETURN NULL;
                END;
            $$;

CREATE FUNCTION public.pgtrigger_delete_delete_ba585() RETURNS trigger
    LANGUAGE plpgsql
    AS $$
                
                BEGIN
                    IF ("public"._pgtrigger_should_ignore(TG_NAME) IS TRUE) THEN
                        IF (TG_OP = 'DELETE') THEN
                            RETURN OLD;
                        ELSE
                            RETURN NEW;
                        END IF;
                    END IF;
                    WITH _pgh_attached_context AS ( SELECT _pgh_attach_context() AS value ) INSERT INTO "catalogue_manufacturerversion" ("country", "email", "id", "name", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "postal_address", "responsible_email", "responsible_name", "responsible_postal_address", "responsible_website", "website") SELECT old_values."country", old_values."email", old_values."id", old_values."name", _pgh_attached_context.value, statement_timestamp(), 'delete', old_values."id", old_values."postal_address", old_values."responsible_email", old_values."responsible_name", old_values."responsible_postal_address", old_values."responsible_website", old_values."website" FROM ( SELECT old_values.* FROM old_values  ) AS old_values, _pgh_attached_context; RETURN NULL;
                END;
            $$;

CREATE FUNCTION public.pgtrigger_delete_delete_c1268() RETURNS trigger
    LANGUAGE plpgsql
    AS $$
                
                BEGIN
                    IF ("public"._pgtrigger_should_ignore(TG_NAME) IS TRUE) THEN
                        IF (TG_OP = 'DELETE') THEN
                            RETURN OLD;
                        ELSE
                            RETURN NEW;
                        END IF;
                    END IF;
                    WITH _pgh_attached_context AS ( SELECT _pgh_attach_context() AS value ) INSERT INTO "status_disturbanceversion" ("begins_at", "component", "effect", "ends_at", "id", "is_counted", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "source", "why_not", "words_en", "words_sv", "written_by_id") SELECT old_values."begins_at", old_values."component", old_values."effect", old_values."ends_at", old_values."id", old_values."is_counted", _pgh_attached_context.value, statement_timestamp(), 'delete', old_values."id", old_values."source", old_values."why_not", old_values."words_en", old_values."words_sv", old_values."written_by_id" FROM ( SELECT old_values.* FROM old_values  ) AS old_values, _pgh_attached_context; RETURN NULL;
                END;
            $$;

CREATE FUNCTION public.pgtrigger_delete_delete_db615() RETURNS trigger
    LANGUAGE plpgsql
    AS $$
                
                BEGIN
                    IF ("public"._pgtrigger_should_ignore(TG_NAME) IS TRUE) THEN
                        IF (TG_OP = 'DELETE') THEN
                            RETURN OLD;
                        ELSE
                            RETURN NEW;
                        END IF;
                    END IF;
                    WITH _pgh_attached_context AS ( SELECT _pgh_attach_context() AS value ) INSERT INTO "desk_priorityversion" ("answer_minutes", "id", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "rank", "solve_minutes") SELECT old_values."answer_minutes", old_values."id", _pgh_attached_context.value, statement_timestamp(), 'delete', old_values."id", old_values."rank", old_values."solve_minutes" FROM ( SELECT old_values.* FROM old_values  ) AS old_values, _pgh_attached_context; RETURN NULL;
                END;
            $$;

CREATE FUNCTION public.pgtrigger_delete_delete_e6f57() RETURNS trigger
    LANGUAGE plpgsql
    AS $$
                
                BEGIN
                    IF ("public"._pgtrigger_should_ignore(TG_NAME) IS TRUE) THEN
                        IF (TG_OP = 'DELETE') THEN
                            RETURN OLD;
                        ELSE
                            RETURN NEW;
                        END IF;
                    END IF;
                    WITH _pgh_attached_context AS ( SELECT _pgh_attach_context() AS value ) INSERT INTO "catalogue_attributeversion" ("code", "id", "is_filterable", "kind", "name_en", "name_sv", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "position", "unit") SELECT old_values."code", old_values."id", old_values."is_filterable", old_values."kind", old_values."name_en", old_values."name_sv", _pgh_attached_context.value, statement_timestamp(), 'delete', old_values."id", old_values."position", old_values."unit" FROM ( SELECT old_values.* FROM old_values  ) AS old_values, _pgh_attached_context; RETURN NULL;
                END;
            $$;

CREATE FUNCTION public.pgtrigger_delete_delete_ec9ed() RETURNS trigger
    LANGUAGE plpgsql
    AS $$
                
                BEGIN
                    IF ("public"._pgtrigger_should_ignore(TG_NAME) IS TRUE) THEN
                        IF (TG_OP = 'DELETE') THEN
                            RETURN OLD;
                        ELSE
                            RETURN NEW;
                        END IF;
                    END IF;
                    WITH _pgh_attached_context AS ( SELECT _pgh_attach_context() AS value ) INSERT INTO "monitoring_thresholdversion" ("agreed_on", "agreed_with", "figure", "for_minutes", "id", "impact", "is_active", "level", "margin", "owner_id", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "quiet_from", "quiet_until", "runbook", "side", "urgency") SELECT old_values."agreed_on", old_values."agreed_with", old_values."figure", old_values."for_minutes", old_values."id", old_values."impact", old_values."is_active", old_values."level", old_values."margin", old_values."owner_id", _pgh_attached_context.value, statement_timestamp(), 'delete', old_values."id", old_values."quiet_from", old_values."quiet_until", old_values."runbook", old_values."side", old_values."urgency" FROM ( SELECT old_values.* FROM old_values  ) AS old_values, _pgh_attached_context; RETURN NULL;
                END;
            $$;

CREATE FUNCTION public.pgtrigger_delete_delete_f2910() RETURNS trigger
    LANGUAGE plpgsql
    AS $$
                
                BEGIN
                    IF ("public"._pgtrigger_should_ignore(TG_NAME) IS TRUE) THEN
                        IF (TG_OP = 'DELETE') THEN
                            RETURN OLD;
                        ELSE
                            RETURN NEW;
                        END IF;
                    END IF;
                    WITH _pgh_attached_context AS ( SELECT _pgh_attach_context() AS value ) INSERT INTO "catalogue_productcategoryversion" ("category_id", "id", "is_primary", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "position", "product_id") SELECT old_values."category_id", old_values."id", old_values."is_primary", _pgh_attached_context.value, statement_timestamp(), 'delete', old_values."id", old_values."position", old_values."product_id" FROM ( SELECT old_values.* FROM old_values  ) AS old_values, _pgh_attached_context; RETURN NULL;
                END;
            $$;

CREATE FUNCTION public.pgtrigger_delete_delete_fe014() RETURNS trigger
    LANGUAGE plpgsql
    AS $$
                
                BEGIN
                    IF ("public"._pgtrigger_should_ignore(TG_NAME) IS TRUE) THEN
                        IF (TG_OP = 'DELETE') THEN
                            RETURN OLD;
                        ELSE
                            RETURN NEW;
                        END IF;
                    END IF;
                    WITH _pgh_attached_context AS ( SELECT _pgh_attach_context() AS value ) INSERT INTO "catalogue_brandversion" ("id", "name", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id") SELECT old_values."id", old_values."name", _pgh_attached_context.value, statement_timestamp(), 'delete', old_values."id" FROM ( SELECT old_values.* FROM old_values  ) AS old_values, _pgh_attached_context; RETURN NULL;
                END;
            $$;

CREATE FUNCTION public.pgtrigger_insert_insert_03e61() RETURNS trigger
    LANGUAGE plpgsql
    AS $$
                
                BEGIN
                    IF ("public"._pgtrigger_should_ignore(TG_NAME) IS TRUE) THEN
                        IF (TG_OP = 'DELETE') THEN
                            RETURN OLD;
                        ELSE
                            RETURN NEW;
                        END IF;
                    END IF;
                    WITH _pgh_attached_context AS ( SELECT _pgh_attach_context() AS value ) INSERT INTO "status_plannedoutageversion" ("approved_at", "approved_by_id", "ends_at", "id", "is_in_office_hours", "name", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "proposed_at", "proposed_by_id", "reason", "starts_at", "state", "warned_days", "withdrawn_at", "withdrawn_by_id", "withdrawn_why", "words_en", "words_sv") SELECT new_values."approved_at", new_values."approved_by_id", new_values."ends_at", new_values."id", new_values."is_in_office_hours", new_values."name", _pgh_attached_context.value, statement_timestamp(), 'insert', new_values."id", new_values."proposed_at", new_values."proposed_by_id", new_values."reason", new_values."starts_at", new_values."state", new_values."warned_days", new_values."withdrawn_at", new_values."withdrawn_by_id", new_values."withdrawn_why", new_values."words_en", new_values."words_sv" FROM ( SELECT new_values.* FROM new_values WHERE (COALESCE(NULLIF(current_setting('pghistory.context_metadata', true), '')::jsonb ->> 'where', '') <> 'import') ) AS new_values, _pgh_attached_context; RETURN NULL;
                END;
            $$;

CREATE FUNCTION public.pgtrigger_insert_insert_179b8() RETURNS trigger
    LANGUAGE plpgsql
    AS $$
                
                BEGIN
                    IF ("public"._pgtrigger_should_ignore(TG_NAME) IS TRUE) THEN
                        IF (TG_OP = 'DELETE') THEN
                            RETURN OLD;
                        ELSE
                            RETURN NEW;
                        END IF;
                    END IF;
                    WITH _pgh_attached_context AS ( SELECT _pgh_attach_context() AS value ) INSERT INTO "catalogue_productoptionversion" ("attribute_id", "id", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "position", "product_id") SELECT new_values."attribute_id", new_values."id", _pgh_attached_context.value, statement_timestamp(), 'insert', new_values."id", new_values."position", new_values."product_id" FROM ( SELECT new_values.* FROM new_values WHERE (EXISTS (SELECT 1 FROM catalogue_product owner WHERE owner.id = new_values.product_id)) ) AS new_values, _pgh_attached_context; RETURN NULL;
                END;
            $$;

CREATE FUNCTION public.pgtrigger_insert_insert_21c06() RETURNS trigger
    LANGUAGE plpgsql
    AS $$
                
                BEGIN
                    IF ("public"._pgtrigger_should_ignore(TG_NAME) IS TRUE) THEN
                        IF (TG_OP = 'DELETE') THEN
                            RETURN OLD;
                        ELSE
                            RETURN NEW;
                        END IF;
                    END IF;
                    WITH _pgh_attached_context AS ( SELECT _pgh_attach_context() AS value ) INSERT INTO "status_disturbanceversion" ("begins_at", "component", "effect", "ends_at", "id", "is_counted", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "source", "why_not", "words_en", "words_sv", "written_by_id") SELECT new_values."begins_at", new_values."component", new_values."effect", new_values."ends_at", new_values."id", new_values."is_counted", _pgh_attached_context.value, statement_timestamp(), 'insert', new_values."id", new_values."source", new_values."why_not", new_values."words_en", new_values."words_sv", new_values."written_by_id" FROM ( SELECT new_values.* FROM new_values WHERE (COALESCE(NULLIF(current_setting('pghistory.context_metadata', true), '')::jsonb ->> 'where', '') <> 'import') ) AS new_values, _pgh_attached_context; RETURN NULL;
                END;
            $$;

CREATE FUNCTION public.pgtrigger_insert_insert_412c3() RETURNS trigger
    LANGUAGE plpgsql
    AS $$
                
                BEGIN
                    IF ("public"._pgtrigger_should_ignore(TG_NAME) IS TRUE) THEN
                        IF (TG_OP = 'DELETE') THEN
                            RETURN OLD;
                        ELSE
                            RETURN NEW;
                        END IF;
                    END IF;
                    WITH _pgh_attached_context AS ( SELECT _pgh_attach_context() AS value ) INSERT INTO "catalogue_attributevalueversion" ("attribute_id", "code", "id", "name_en", "name_sv", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "position", "swatch") SELECT new_values."attribute_id", new_values."code", new_values."id", new_values."name_en", new_values."name_sv", _pgh_attached_context.value, statement_timestamp(), 'insert', new_values."id", new_values."position", new_values."swatch" FROM ( SELECT new_values.* FROM new_values WHERE (COALESCE(NULLIF(current_setting('pghistory.context_metadata', true), '')::jsonb ->> 'where', '') <> 'import') ) AS new_values, _pgh_attached_context; RETURN NULL;
                END;
            $$;

CREATE FUNCTION public.pgtrigger_insert_insert_4a160() RETURNS trigger
    LANGUAGE plpgsql
    AS $$
                
                BEGIN
                    IF ("public"._pgtrigger_should_ignore(TG_NAME) IS TRUE) THEN
                        IF (TG_OP = 'DELETE') THEN
                            RETURN OLD;
                        ELSE
                            RETURN NEW;
                        END IF;
                    END IF;
                    WITH _pgh_attached_context AS ( SELECT _pgh_attach_context() AS value ) INSERT INTO "pricing_pricechangesetversion" ("approved_at", "approver_id", "author_id", "drafted_by", "id", "in_force_from", "name", "note", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "published_at", "starts_at", "state", "undone_at") SELECT new_values."approved_at", new_values."approver_id", new_values."author_id", new_values."drafted_by", new_values."id", new_values."in_force_from", new_values."name", new_values."note", _pgh_attached_context.value, statement_timestamp(), 'insert', new_values."id", new_values."published_at", new_values."starts_at", new_values."state", new_values."undone_at" FROM ( SELECT new_values.* FROM new_values WHERE (COALESCE(NULLIF(current_setting('pghistory.context_metadata', true), '')::jsonb ->> 'where', '') <> 'import') ) AS new_values, _pgh_attached_context; RETURN NULL;
                END;
            $$;

CREATE FUNCTION public.pgtrigger_insert_insert_57f82() RETURNS trigger
    LANGUAGE plpgsql
    AS $$
                
                BEGIN
                    IF ("public"._pgtrigger_should_ignore(TG_NAME) IS TRUE) THEN
                        IF (TG_OP = 'DELETE') THEN
                            RETURN OLD;
                        ELSE
                            RETURN NEW;
                        END IF;
                    END IF;
                    WITH _pgh_attached_context AS ( SELECT _pgh_attach_context() AS value ) INSERT INTO "monitoring_thresholdversion" ("agreed_on", "agreed_with", "figure", "for_minutes", "id", "impact", "is_active", "level", "margin", "owner_id", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "quiet_from", "quiet_until", "runbook", "side", "urgency") SELECT new_values."agreed_on", new_values."agreed_with", new_values."figure", new_values."for_minutes", new_values."id", new_values."impact", new_values."is_active", new_values."level", new_values."margin", new_values."owner_id", _pgh_attached_context.value, statement_timestamp(), 'insert', new_values."id", new_values."quiet_from", new_values."quiet_until", new_values."runbook", new_values."side", new_values."urgency" FROM ( SELECT new_values.* FROM new_values WHERE (COALESCE(NULLIF(current_setting('pghistory.context_metadata', true), '')::jsonb ->> 'where', '') <> 'import') ) AS new_values, _pgh_attached_context; RETURN NULL;
                END;
            $$;

CREATE FUNCTION public.pgtrigger_insert_insert_5cd30() RETURNS trigger
    LANGUAGE plpgsql
    AS $$
                
                BEGIN
                    IF ("public"._pgtrigger_should_ignore(TG_NAME) IS TRUE) THEN
                        IF (TG_OP = 'DELETE') THEN
                            RETURN OLD;
                        ELSE
                            RETURN NEW;
                        END IF;
                    END IF;
                    WITH _pgh_attached_context AS ( SELECT _pgh_attach_context() AS value ) INSERT INTO "catalogue_variantversion" ("content_amount", "content_unit", "cost", "gtin", "id", "is_active", "label_en", "label_sv", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "position", "product_id", "sku", "weight_g") SELECT new_values."content_amount", new_values."content_unit", new_values."cost", new_values."gtin", new_values."id", new_values."is_active", new_values."label_en", new_values."label_sv", _pgh_attached_context.value, statement_timestamp(), 'insert', new_values."id", new_values."position", new_values."product_id", new_values."sku", new_values."weight_g" FROM ( SELECT new_values.* FROM new_values WHERE (COALESCE(NULLIF(current_setting('pghistory.context_metadata', true), '')::jsonb ->> 'where', '') <> 'import') ) AS new_values, _pgh_attached_context; RETURN NULL;
                END;
            $$;

CREATE FUNCTION public.pgtrigger_insert_insert_8be93() RETURNS trigger
    LANGUAGE plpgsql
    AS $$
                
                BEGIN
                    IF ("public"._pgtrigger_should_ignore(TG_NAME) IS TRUE) THEN
                        IF (TG_OP = 'DELETE') THEN
                            RETURN OLD;
                        ELSE
                            RETURN NEW;
                        END IF;
                    END IF;
                    WITH _pgh_attached_context AS ( SELECT _pgh_attach_context() AS value ) INSERT INTO "catalogue_brandversion" ("id", "name", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id") SELECT new_values."id", new_values."name", _pgh_attached_context.value, statement_timestamp(), 'insert', new_values."id" FROM ( SELECT new_values.* FROM new_values WHERE (COALESCE(NULLIF(current_setting('pghistory.context_metadata', true), '')::jsonb ->> 'where', '') <> 'import') ) AS new_values, _pgh_attached_context; RETURN NULL;
                END;
            $$;

CREATE FUNCTION public.pgtrigger_insert_insert_8ebf5() RETURNS trigger
    LANGUAGE plpgsql
    AS $$
                
                BEGIN
                    IF ("public"._pgtrigger_should_ignore(TG_NAME) IS TRUE) THEN
                        IF (TG_OP = 'DELETE') THEN
                            RETURN OLD;
                        ELSE
                            RETURN NEW;
                        END IF;
                    END IF;
                    WITH _pgh_attached_context AS ( SELECT _pgh_attach_context() AS value ) INSERT INTO "desk_priorityversion" ("answer_minutes", "id", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "rank", "solve_minutes") SELECT new_values."answer_minutes", new_values."id", _pgh_attached_context.value, statement_timestamp(), 'insert', new_values."id", new_values."rank", new_values."solve_minutes" FROM ( SELECT new_values.* FROM new_values WHERE (COALESCE(NULLIF(current_setting('pghistory.context_metadata', true), '')::jsonb ->> 'where', '') <> 'import') ) AS new_values, _pgh_attached_context; RETURN NULL;
                END;
            $$;

CREATE FUNCTION public.pgtrigger_insert_insert_a2fda() RETURNS trigger
    LANGUAGE plpgsql
    AS $$
                
                BEGIN
                    IF ("public"._pgtrigger_should_ignore(TG_NAME) IS TRUE) THEN
                        IF (TG_OP = 'DELETE') THEN
                            RETURN OLD;
                        ELSE
                            RETURN NEW;
                        END IF;
                    END IF;
                    WITH _pgh_attached_context AS ( SELECT _pgh_attach_context() AS value ) INSERT INTO "catalogue_manufacturerversion" ("country", "email", "id", "name", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "postal_address", "responsible_email", "responsible_name", "responsible_postal_address", "responsible_website", "website") SELECT new_values."country", new_values."email", new_values."id", new_values."name", _pgh_attached_context.value, statement_timestamp(), 'insert', new_values."id", new_values."postal_address", new_values."responsible_email", new_values."responsible_name", new_values."responsible_postal_address", new_values."responsible_website", new_values."website" FROM ( SELECT new_values.* FROM new_values WHERE (COALESCE(NULLIF(current_setting('pghistory.context_metadata', true), '')::jsonb ->> 'where', '') <> 'import') ) AS new_values, _pgh_attached_context; RETURN NULL;
                END;
            $$;

CREATE FUNCTION public.pgtrigger_insert_insert_a50e6() RETURNS trigger
    LANGUAGE plpgsql
    AS $$
                
                BEGIN
                    IF ("public"._pgtrigger_should_ignore(TG_NAME) IS TRUE) THEN
                        IF (TG_OP = 'DELETE') THEN
                            RETURN OLD;
                        ELSE
                            RETURN NEW;
                        END IF;
                    END IF;
                    WITH _pgh_attached_context AS ( SELECT _pgh_attach_context() AS value ) INSERT INTO "pricing_pricechangeversion" ("amount", "change_set_id", "id", "min_quantity", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "price_list_id", "variant_id") SELECT new_values."amount", new_values."change_set_id", new_values."id", new_values."min_quantity", _pgh_attached_context.value, statement_timestamp(), 'insert', new_values."id", new_values."price_list_id", new_values."variant_id" FROM ( SELECT new_values.* FROM new_values WHERE (EXISTS (SELECT 1 FROM pricing_pricechangeset owner WHERE owner.id = new_values.change_set_id)) ) AS new_values, _pgh_attached_context; RETURN NULL;
                END;
            $$;

CREATE FUNCTION public.pgtrigger_insert_insert_a9480() RETURNS trigger
    LANGUAGE plpgsql
    AS $$
                
                BEGIN
                    IF ("public"._pgtrigger_should_ignore(TG_NAME) IS TRUE) THEN
                        IF (TG_OP = 'DELETE') THEN
                            RETURN OLD;
                        ELSE
                            RETURN NEW;
                        END IF;
                    END IF;
                    WITH _pgh_attached_context AS ( SELECT _pgh_attach_context() AS value ) INSERT INTO "integrations_apitokenversion" ("acts_for_id", "created_at", "created_by_id", "expires_at", "id", "name", "organisation_id", "per_minute", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "prefix", "revoked_at", "scopes") SELECT new_values."acts_for_id", new_values."created_at", new_values."created_by_id", new_values."expires_at", new_values."id", new_values."name", new_values."organisation_id", new_values."per_minute", _pgh_attached_context.value, statement_timestamp(), 'insert', new_values."id", new_values."prefix", new_values."revoked_at", new_values."scopes" FROM ( SELECT new_values.* FROM new_values WHERE (COALESCE(NULLIF(current_setting('pghistory.context_metadata', true), '')::jsonb ->> 'where', '') <> 'import') ) AS new_values, _pgh_attached_context; RETURN NULL;
                END;
            $$;

CREATE FUNCTION public.pgtrigger_insert_insert_ab65b() RETURNS trigger
    LANGUAGE plpgsql
    AS $$
                
                BEGIN
                    IF ("public"._pgtrigger_should_ignore(TG_NAME) IS TRUE) THEN
                        IF (TG_OP = 'DELETE') THEN
                            RETURN OLD;
                        ELSE
                            RETURN NEW;
                        END IF;
                    END IF;
                    WITH _pgh_attached_context AS ( SELECT _pgh_attach_context() AS value ) INSERT INTO "catalogue_productattributeversion" ("attribute_id", "boolean", "id", "number", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "product_id", "text", "value_id") SELECT new_values."attribute_id", new_values."boolean", new_values."id", new_values."number", _pgh_attached_context.value, statement_timestamp(), 'insert', new_values."id", new_values."product_id", new_values."text", new_values."value_id" FROM ( SELECT new_values.* FROM new_values WHERE (EXISTS (SELECT 1 FROM catalogue_product owner WHERE owner.id = new_values.product_id)) ) AS new_values, _pgh_attached_context; RETURN NULL;
                END;
            $$;

CREATE FUNCTION public.pgtrigger_insert_insert_cd102() RETURNS trigger
    LANGUAGE plpgsql
    AS $$
                
                BEGIN
                    IF ("public"._pgtrigger_should_ignore(TG_NAME) IS TRUE) THEN
                        IF (TG_OP = 'DELETE') THEN
                            RETURN OLD;
                        ELSE
                            RETURN NEW;
                        END IF;
                    END IF;
                    WITH _pgh_attached_context AS ( SELECT _pgh_attach_context() AS value ) INSERT INTO "catalogue_productversion" ("brand_id", "code", "id", "is_on_sale", "is_perishable", "kind", "manufacturer_id", "name_en", "name_sv", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "replaced_by_id", "tags", "tax_class", "withdrawal_exempt") SELECT new_values."brand_id", new_values."code", new_values."id", new_values."is_on_sale", new_values."is_perishable", new_values."kind", new_values."manufacturer_id", new_values."name_en", new_values."name_sv", _pgh_attached_context.value, statement_timestamp(), 'insert', new_values."id", new_values."replaced_by_id", new_values."tags", new_values."tax_class", new_values."withdrawal_exempt" FROM ( SELECT new_values.* FROM new_values WHERE (COALESCE(NULLIF(current_setting('pghistory.context_metadata', true), '')::jsonb ->> 'where', '') <> 'import') ) AS new_values, _pgh_attached_context; RETURN NULL;
                END;
            $$;

CREATE FUNCTION public.pgtrigger_insert_insert_d0cb3() RETURNS trigger
    LANGUAGE plpgsql
    AS $$
                
                BEGIN
                    IF ("public"._pgtrigger_should_ignore(TG_NAME) IS TRUE) THEN
                        IF (TG_OP = 'DELETE') THEN
                            RETURN OLD;
                        ELSE
                            RETURN NEW;
                        END IF;
                    END IF;
                    WITH _pgh_attached_context AS ( SELECT _pgh_attach_context() AS value ) INSERT INTO "desk_matrixcellversion" ("id", "impact", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "priority", "urgency") SELECT new_values."id", new_values."impact", _pgh_attached_context.value, statement_timestamp(), 'insert', new_values."id", new_values."priority", new_values."urgency" FROM ( SELECT new_values.* FROM new_values WHERE (COALESCE(NULLIF(current_setting('pghistory.context_metadata', true), '')::jsonb ->> 'where', '') <> 'import') ) AS new_values, _pgh_attached_context; RETURN NULL;
                END;
            $$;

CREATE FUNCTION public.pgtrigger_insert_insert_e10b6() RETURNS trigger
    LANGUAGE plpgsql
    AS $$
                
                BEGIN
                    IF ("public"._pgtrigger_should_ignore(TG_NAME) IS TRUE) THEN
                        IF (TG_OP = 'DELETE') THEN
                            RETURN OLD;
                        ELSE
                            RETURN NEW;
                        END IF;
                    END IF;
                    WITH _pgh_attached_context AS ( SELECT _pgh_attach_context() AS value ) INSERT INTO "catalogue_attributeversion" ("code", "id", "is_filterable", "kind", "name_en", "name_sv", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "position", "unit") SELECT new_values."code", new_values."id", new_values."is_filterable", new_values."kind", new_values."name_en", new_values."name_sv", _pgh_attached_context.value, statement_timestamp(), 'insert', new_values."id", new_values."position", new_values."unit" FROM ( SELECT new_values.* FROM new_values WHERE (COALESCE(NULLIF(current_setting('pghistory.context_metadata', true), '')::jsonb ->> 'where', '') <> 'import') ) AS new_values, _pgh_attached_context; RETURN NULL;
                END;
            $$;

CREATE FUNCTION public.pgtrigger_insert_insert_e7ba8() RETURNS trigger
    LANGUAGE plpgsql
    AS $$
                
                BEGIN
                    IF ("public"._pgtrigger_should_ignore(TG_NAME) IS TRUE) THEN
                        IF (TG_OP = 'DELETE') THEN
                            RETURN OLD;
                        ELSE
                            RETURN NEW;
                        END IF;
                    END IF;
                    WITH _pgh_attached_context AS ( SELECT _pgh_attach_context() AS value ) INSERT INTO "catalogue_categoryversion" ("code", "id", "name_en", "name_sv", "parent_id", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "position") SELECT new_values."code", new_values."id", new_values."name_en", new_values."name_sv", new_values."parent_id", _pgh_attached_context.value, statement_timestamp(), 'insert', new_values."id", new_values."position" FROM ( SELECT new_values.* FROM new_values WHERE (COALESCE(NULLIF(current_setting('pghistory.context_metadata', true), '')::jsonb ->> 'where', '') <> 'import') ) AS new_values, _pgh_attached_context; RETURN NULL;
                END;
            $$;

CREATE FUNCTION public.pgtrigger_insert_insert_ed523() RETURNS trigger
    LANGUAGE plpgsql
    AS $$
                
                BEGIN
                    IF ("public"._pgtrigger_should_ignore(TG_NAME) IS TRUE) THEN
                        IF (TG_OP = 'DELETE') THEN
                            RETURN OLD;
                        ELSE
                            RETURN NEW;
                        END IF;
                    END IF;
                    WITH _pgh_attached_context AS ( SELECT _pgh_attach_context() AS value ) INSERT INTO "catalogue_productcategoryversion" ("category_id", "id", "is_primary", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "position", "product_id") SELECT new_values."category_id", new_values."id", new_values."is_primary", _pgh_attached_context.value, statement_timestamp(), 'insert', new_values."id", new_values."position", new_values."product_id" FROM ( SELECT new_values.* FROM new_values WHERE (EXISTS (SELECT 1 FROM catalogue_product owner WHERE owner.id = new_values.product_id)) ) AS new_values, _pgh_attached_context; RETURN NULL;
                END;
            $$;

CREATE FUNCTION public.pgtrigger_insert_insert_ee6b6() RETURNS trigger
    LANGUAGE plpgsql
    AS $$
                
                BEGIN
                    IF ("public"._pgtrigger_should_ignore(TG_NAME) IS TRUE) THEN
                        IF (TG_OP = 'DELETE') THEN
                            RETURN OLD;
                        ELSE
                            RETURN NEW;
                        END IF;
                    END IF;
                    WITH _pgh_attached_context AS ( SELECT _pgh_attach_context() AS value ) INSERT INTO "desk_ticketcategoryversion" ("id", "is_offered", "name", "name_en", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "position") SELECT new_values."id", new_values."is_offered", new_values."name", new_values."name_en", _pgh_attached_context.value, statement_timestamp(), 'insert', new_values."id", new_values."position" FROM ( SELECT new_values.* FROM new_values WHERE (COALESCE(NULLIF(current_setting('pghistory.context_metadata', true), '')::jsonb ->> 'where', '') <> 'import') ) AS new_values, _pgh_attached_context; RETURN NULL;
                END;
            $$;

CREATE FUNCTION public.pgtrigger_insert_insert_f9ab5() RETURNS trigger
    LANGUAGE plpgsql
    AS $$
                
                BEGIN
                    IF ("public"._pgtrigger_should_ignore(TG_NAME) IS TRUE) THEN
                        IF (TG_OP = 'DELETE') THEN
                            RETURN OLD;
                        ELSE
                            RETURN NEW;
                        END IF;
                    END IF;
                    WITH _pgh_attached_context AS ( SELECT _pgh_attach_context() AS value ) INSERT INTO "catalogue_variantvalueversion" ("id", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "value_id", "variant_id") SELECT new_values."id", _pgh_attached_context.value, statement_timestamp(), 'insert', new_values."id", new_values."value_id", new_values."variant_id" FROM ( SELECT new_values.* FROM new_values WHERE (EXISTS (SELECT 1 FROM catalogue_variant owner WHERE owner.id = new_values.variant_id)) ) AS new_values, _pgh_attached_context; RETURN NULL;
                END;
            $$;

CREATE FUNCTION public.pgtrigger_update_update_0454b() RETURNS trigger
    LANGUAGE plpgsql
    AS $$
                
                BEGIN
                    IF ("public"._pgtrigger_should_ignore(TG_NAME) IS TRUE) THEN
                        IF (TG_OP = 'DELETE') THEN
                            RETURN OLD;
                        ELSE
                            RETURN NEW;
                        END IF;
                    END IF;
                    WITH _pgh_attached_context AS ( SELECT _pgh_attach_context() AS value ) INSERT INTO "catalogue_productversion" ("brand_id", "code", "id", "is_on_sale", "is_perishable", "kind", "manufacturer_id", "name_en", "name_sv", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "replaced_by_id", "tags", "tax_class", "withdrawal_exempt") SELECT old_values."brand_id", old_values."code", old_values."id", old_values."is_on_sale", old_values."is_perishable", old_values."kind", old_values."manufacturer_id", old_values."name_en", old_values."name_sv", _pgh_attached_context.value, statement_timestamp(), 'update', old_values."id", old_values."replaced_by_id", old_values."tags", old_values."tax_class", old_values."withdrawal_exempt" FROM ( SELECT old_values.* FROM old_values JOIN new_values ON (old_values."id") = (new_values."id") WHERE (old_values."brand_id" IS DISTINCT FROM (new_values."brand_id") OR old_values."code" IS DISTINCT FROM (new_values."code") OR old_values."id" IS DISTINCT FROM (new_values."id") OR old_values."is_on_sale" IS DISTINCT FROM (new_values."is_on_sale") OR old_values."is_perishable" IS DISTINCT FROM (new_values."is_perishable") OR old_values."kind" IS DISTINCT FROM (new_values."kind") OR old_values."manufacturer_id" IS DISTINCT FROM (new_values."manufacturer_id") OR old_values."name_en" IS DISTINCT FROM (new_values."name_en") OR old_values."name_sv" IS DISTINCT FROM (new_values."name_sv") OR old_values."replaced_by_id" IS DISTINCT FROM (new_values."replaced_by_id") OR old_values."tags" IS DISTINCT FROM (new_values."tags") OR old_values."tax_class" IS DISTINCT FROM (new_values."tax_class") OR old_values."withdrawal_exempt" IS DISTINCT FROM (new_values."withdrawal_exempt")) ) AS old_values, _pgh_attached_context; RETURN NULL;
                END;
            $$;

CREATE FUNCTION public.pgtrigger_update_update_061ed() RETURNS trigger
    LANGUAGE plpgsql
    AS $$
                
                BEGIN
                    IF ("public"._pgtrigger_should_ignore(TG_NAME) IS TRUE) THEN
                        IF (TG_OP = 'DELETE') THEN
                            RETURN OLD;
                        ELSE
                            RETURN NEW;
                        END IF;
                    END IF;
                    WITH _pgh_attached_context AS ( SELECT _pgh_attach_context() AS value ) INSERT INTO "catalogue_categoryversion" ("code", "id", "name_en", "name_sv", "parent_id", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "position") SELECT old_values."code", old_values."id", old_values."name_en", old_values."name_sv", old_values."parent_id", _pgh_attached_context.value, statement_timestamp(), 'update', old_values."id", old_values."position" FROM ( SELECT old_values.* FROM old_values JOIN new_values ON (old_values."id") = (new_values."id") WHERE (old_values.* IS DISTINCT FROM new_values.*) ) AS old_values, _pgh_attached_context; RETURN NULL;
                END;
            $$;

CREATE FUNCTION public.pgtrigger_update_update_0af83() RETURNS trigger
    LANGUAGE plpgsql
    AS $$
                
                BEGIN
                    IF ("public"._pgtrigger_should_ignore(TG_NAME) IS TRUE) THEN
                        IF (TG_OP = 'DELETE') THEN
                            RETURN OLD;
                        ELSE
                            RETURN NEW;
                        END IF;
                    END IF;
                    WITH _pgh_attached_context AS ( SELECT _pgh_attach_context() AS value ) INSERT INTO "catalogue_variantversion" ("content_amount", "content_unit", "cost", "gtin", "id", "is_active", "label_en", "label_sv", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "position", "product_id", "sku", "weight_g") SELECT old_values."content_amount", old_values."content_unit", old_values."cost", old_values."gtin", old_values."id", old_values."is_active", old_values."label_en", old_values."label_sv", _pgh_attached_context.value, statement_timestamp(), 'update', old_values."id", old_values."position", old_values."product_id", old_values."sku", old_values."weight_g" FROM ( SELECT old_values.* FROM old_values JOIN new_values ON (old_values."id") = (new_values."id") WHERE (old_values.* IS DISTINCT FROM new_values.*) ) AS old_values, _pgh_attached_context; RETURN NULL;
                END;
            $$;

CREATE FUNCTION public.pgtrigger_update_update_149a2() RETURNS trigger
    LANGUAGE plpgsql
    AS $$
                
                BEGIN
                    IF ("public"._pgtrigger_should_ignore(TG_NAME) IS TRUE) THEN
                        IF (TG_OP = 'DELETE') THEN
                            RETURN OLD;
                        ELSE
                            RETURN NEW;
                        END IF;
                    END IF;
                    WITH _pgh_attached_context AS ( SELECT _pgh_attach_context() AS value ) INSERT INTO "catalogue_attributevalueversion" ("attribute_id", "code", "id", "name_en", "name_sv", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "position", "swatch") SELECT old_values."attribute_id", old_values."code", old_values."id", old_values."name_en", old_values."name_sv", _pgh_attached_context.value, statement_timestamp(), 'update', old_values."id", old_values."position", old_values."swatch" FROM ( SELECT old_values.* FROM old_values JOIN new_values ON (old_values."id") = (new_values."id") WHERE (old_values.* IS DISTINCT FROM new_values.*) ) AS old_values, _pgh_attached_context; RETURN NULL;
                END;
            $$;

CREATE FUNCTION public.pgtrigger_update_update_1f5b2() RETURNS trigger
    LANGUAGE plpgsql
    AS $$
                
                BEGIN
                    IF ("public"._pgtrigger_should_ignore(TG_NAME) IS TRUE) THEN
                        IF (TG_OP = 'DELETE') THEN
                            RETURN OLD;
                        ELSE
                            RETURN NEW;
                        END IF;
                    END IF;
                    WITH _pgh_attached_context AS ( SELECT _pgh_attach_context() AS value ) INSERT INTO "desk_matrixcellversion" ("id", "impact", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "priority", "urgency") SELECT old_values."id", old_values."impact", _pgh_attached_context.value, statement_timestamp(), 'update', old_values."id", old_values."priority", old_values."urgency" FROM ( SELECT old_values.* FROM old_values JOIN new_values ON (old_values."id") = (new_values."id") WHERE (old_values.* IS DISTINCT FROM new_values.*) ) AS old_values, _pgh_attached_context; RETURN NULL;
                END;
            $$;

CREATE FUNCTION public.pgtrigger_update_update_2f6b6() RETURNS trigger
    LANGUAGE plpgsql
    AS $$
                
                BEGIN
                    IF ("public"._pgtrigger_should_ignore(TG_NAME) IS TRUE) THEN
                        IF (TG_OP = 'DELETE') THEN
                            RETURN OLD;
                        ELSE
                            RETURN NEW;
                        END IF;
                    END IF;
                    WITH _pgh_attached_context AS ( SELECT _pgh_attach_context() AS value ) INSERT INTO "catalogue_attributeversion" ("code", "id", "is_filterable", "kind", "name_en", "name_sv", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "position", "unit") SELECT old_values."code", old_values."id", old_values."is_filterable", old_values."kind", old_values."name_en", old_values."name_sv", _pgh_attached_context.value, statement_timestamp(), 'update', old_values."id", old_values."position", old_values."unit" FROM ( SELECT old_values.* FROM old_values JOIN new_values ON (old_values."id") = (new_values."id") WHERE (old_values.* IS DISTINCT FROM new_values.*) ) AS old_values, _pgh_attached_context; RETURN NULL;
                END;
            $$;

CREATE FUNCTION public.pgtrigger_update_update_5749f() RETURNS trigger
    LANGUAGE plpgsql
    AS $$
                
                BEGIN
                    IF ("public"._pgtrigger_should_ignore(TG_NAME) IS TRUE) THEN
                        IF (TG_OP = 'DELETE') THEN
                            RETURN OLD;
                        ELSE
                            RETURN NEW;
                        END IF;
                    END IF;
                    WITH _pgh_attached_context AS ( SELECT _pgh_attach_context() AS value ) INSERT INTO "catalogue_productoptionversion" ("attribute_id", "id", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "position", "product_id") SELECT old_values."attribute_id", old_values."id", _pgh_attached_context.value, statement_timestamp(), 'update', old_values."id", old_values."position", old_values."product_id" FROM ( SELECT old_values.* FROM old_values JOIN new_values ON (old_values."id") = (new_values."id") WHERE (old_values.* IS DISTINCT FROM new_values.*) ) AS old_values, _pgh_attached_context; RETURN NULL;
                END;
            $$;

CREATE FUNCTION public.pgtrigger_update_update_5a6ef() RETURNS trigger
    LANGUAGE plpgsql
    AS $$
                
                BEGIN
                    IF ("public"._pgtrigger_should_ignore(TG_NAME) IS TRUE) THEN
                        IF (TG_OP = 'DELETE') THEN
                            RETURN OLD;
                        ELSE
                            RETURN NEW;
                        END IF;
                    END IF;
                    WITH _pgh_attached_context AS ( SELECT _pgh_attach_context() AS value ) INSERT INTO "pricing_pricechangesetversion" ("approved_at", "approver_id", "author_id", "drafted_by", "id", "in_force_from", "name", "note", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "published_at", "starts_at", "state", "undone_at") SELECT old_values."approved_at", old_values."approver_id", old_values."author_id", old_values."drafted_by", old_values."id", old_values."in_force_from", old_values."name", old_values."note", _pgh_attached_context.value, statement_timestamp(), 'update', old_values."id", old_values."published_at", old_values."starts_at", old_values."state", old_values."undone_at" FROM ( SELECT old_values.* FROM old_values JOIN new_values ON (old_values."id") = (new_values."id") WHERE (old_values."approved_at" IS DISTINCT FROM (new_values."approved_at") OR old_values."approver_id" IS DISTINCT FROM (new_values."approver_id") OR old_values."author_id" IS DISTINCT FROM (new_values."author_id") OR old_values."drafted_by" IS DISTINCT FROM (new_values."drafted_by") OR old_values."id" IS DISTINCT FROM (new_values."id") OR old_values."in_force_from" IS DISTINCT FROM (new_values."in_force_from") OR old_values."name" IS DISTINCT FROM (new_values."name") OR old_values."note" IS DISTINCT FROM (new_values."note") OR old_values."published_at" IS DISTINCT FROM (new_values."published_at") OR old_values."starts_at" IS DISTINCT FROM (new_values."starts_at") OR old_values."state" IS DISTINCT FROM (new_values."state") OR old_values."undone_at" IS DISTINCT FROM (new_values."undone_at")) ) AS old_values, _pgh_attached_context; RETURN NULL;
                END;
            $$;

CREATE FUNCTION public.pgtrigger_update_update_7055a() RETURNS trigger
    LANGUAGE plpgsql
    AS $$
                
                BEGIN
                    IF ("public"._pgtrigger_should_ignore(TG_NAME) IS TRUE) THEN
                        IF (TG_OP = 'DELETE') THEN
                            RETURN OLD;
                        ELSE
                            RETURN NEW;
                        END IF;
                    END IF;
                    WITH _pgh_attached_context AS ( SELECT _pgh_attach_context() AS value ) INSERT INTO "catalogue_productcategoryversion" ("category_id", "id", "is_primary", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "position", "product_id") SELECT old_values."category_id", old_values."id", old_values."is_primary", _pgh_attached_context.value, statement_timestamp(), 'update', old_values."id", old_values."position", old_values."product_id" FROM ( SELECT old_values.* FROM old_values JOIN new_values ON (old_values."id") = (new_values."id") WHERE (old_values.* IS DISTINCT FROM new_values.*) ) AS old_values, _pgh_attached_context; RETURN NULL;
                END;
            $$;

CREATE FUNCTION public.pgtrigger_update_update_9dcf3() RETURNS trigger
    LANGUAGE plpgsql
    AS $$
                
                BEGIN
                    IF ("public"._pgtrigger_should_ignore(TG_NAME) IS TRUE) THEN
                        IF (TG_OP = 'DELETE') THEN
                            RETURN OLD;
                        ELSE
                            RETURN NEW;
                        END IF;
                    END IF;
                    WITH _pgh_attached_context AS ( SELECT _pgh_attach_context() AS value ) INSERT INTO "desk_priorityversion" ("answer_minutes", "id", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "rank", "solve_minutes") SELECT old_values."answer_minutes", old_values."id", _pgh_attached_context.value, statement_timestamp(), 'update', old_values."id", old_values."rank", old_values."solve_minutes" FROM ( SELECT old_values.* FROM old_values JOIN new_values ON (old_values."id") = (new_values."id") WHERE (old_values.* IS DISTINCT FROM new_values.*) ) AS old_values, _pgh_attached_context; RETURN NULL;
                END;
            $$;

CREATE FUNCTION public.pgtrigger_update_update_b0bc1() RETURNS trigger
    LANGUAGE plpgsql
    AS $$
                
                BEGIN
                    IF ("public"._pgtrigger_should_ignore(TG_NAME) IS TRUE) THEN
                        IF (TG_OP = 'DELETE') THEN
                            RETURN OLD;
                        ELSE
                            RETURN NEW;
                        END IF;
                    END IF;
                    WITH _pgh_attached_context AS ( SELECT _pgh_attach_context() AS value ) INSERT INTO "status_plannedoutageversion" ("approved_at", "approved_by_id", "ends_at", "id", "is_in_office_hours", "name", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "proposed_at", "proposed_by_id", "reason", "starts_at", "state", "warned_days", "withdrawn_at", "withdrawn_by_id", "withdrawn_why", "words_en", "words_sv") SELECT old_values."approved_at", old_values."approved_by_id", old_values."ends_at", old_values."id", old_values."is_in_office_hours", old_values."name", _pgh_attached_context.value, statement_timestamp(), 'update', old_values."id", old_values."proposed_at", old_values."proposed_by_id", old_values."reason", old_values."starts_at", old_values."state", old_values."warned_days", old_values."withdrawn_at", old_values."withdrawn_by_id", old_values."withdrawn_why", old_values."words_en", old_values."words_sv" FROM ( SELECT old_values.* FROM old_values JOIN new_values ON (old_values."id") = (new_values."id") WHERE (old_values.* IS DISTINCT FROM new_values.*) ) AS old_values, _pgh_attached_context; RETURN NULL;
                END;
            $$;

CREATE FUNCTION public.pgtrigger_update_update_b2887() RETURNS trigger
    LANGUAGE plpgsql
    AS $$
                
                BEGIN
                    IF ("public"._pgtrigger_should_ignore(TG_NAME) IS TRUE) THEN
                        IF (TG_OP = 'DELETE') THEN
                            RETURN OLD;
                        ELSE
                            RETURN NEW;
                        END IF;
                    END IF;
                    WITH _pgh_attached_context AS ( SELECT _pgh_attach_context() AS value ) INSERT INTO "catalogue_manufacturerversion" ("country", "email", "id", "name", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "postal_address", "responsible_email", "responsible_name", "responsible_postal_address", "responsible_website", "website") SELECT old_values."country", old_values."email", old_values."id", old_values."name", _pgh_attached_context.value, statement_timestamp(), 'update', old_values."id", old_values."postal_address", old_values."responsible_email", old_values."responsible_name", old_values."responsible_postal_address", old_values."responsible_website", old_values."website" FROM ( SELECT old_values.* FROM old_values JOIN new_values ON (old_values."id") = (new_values."id") WHERE (old_values.* IS DISTINCT FROM new_values.*) ) AS old_values, _pgh_attached_context; RETURN NULL;
                END;
            $$;

CREATE FUNCTION public.pgtrigger_update_update_b2cde() RETURNS trigger
    LANGUAGE plpgsql
    AS $$
                
                BEGIN
                    IF ("public"._pgtrigger_should_ignore(TG_NAME) IS TRUE) THEN
                        IF (TG_OP = 'DELETE') THEN
                            RETURN OLD;
                        ELSE
                            RETURN NEW;
                        END IF;
                    END IF;
                    WITH _pgh_attached_context AS ( SELECT _pgh_attach_context() AS value ) INSERT INTO "monitoring_thresholdversion" ("agreed_on", "agreed_with", "figure", "for_minutes", "id", "impact", "is_active", "level", "margin", "owner_id", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "quiet_from", "quiet_until", "runbook", "side", "urgency") SELECT old_values."agreed_on", old_values."agreed_with", old_values."figure", old_values."for_minutes", old_values."id", old_values."impact", old_values."is_active", old_values."level", old_values."margin", old_values."owner_id", _pgh_attached_context.value, statement_timestamp(), 'update', old_values."id", old_values."quiet_from", old_values."quiet_until", old_values."runbook", old_values."side", old_values."urgency" FROM ( SELECT old_values.* FROM old_values JOIN new_values ON (old_values."id") = (new_values."id") WHERE (old_values."agreed_on" IS DISTINCT FROM (new_values."agreed_on") OR old_values."agreed_with" IS DISTINCT FROM (new_values."agreed_with") OR old_values."figure" IS DISTINCT FROM (new_values."figure") OR old_values."for_minutes" IS DISTINCT FROM (new_values."for_minutes") OR old_values."id" IS DISTINCT FROM (new_values."id") OR old_values."impact" IS DISTINCT FROM (new_values."impact") OR old_values."is_active" IS DISTINCT FROM (new_values."is_active") OR old_values."level" IS DISTINCT FROM (new_values."level") OR old_values."margin" IS DISTINCT FROM (new_values."margin") OR old_values."owner_id" IS DISTINCT FROM (new_values."owner_id") OR old_values."quiet_from" IS DISTINCT FROM (new_values."quiet_from") OR old_values."quiet_until" IS DISTINCT FROM (new_values."quiet_until") OR old_values."runbook" IS DISTINCT FROM (new_values."runbook") OR old_values."side" IS DISTINCT FROM (new_values."side") OR old_values."urgency" IS DISTINCT FROM (new_values."urgency")) ) AS old_values, _pgh_attached_context; RETURN NULL;
                END;
            $$;

CREATE FUNCTION public.pgtrigger_update_update_b5f5b() RETURNS trigger
    LANGUAGE plpgsql
    AS $$
                
                BEGIN
                    IF ("public"._pgtrigger_should_ignore(TG_NAME) IS TRUE) THEN
                        IF (TG_OP = 'DELETE') THEN
                            RETURN OLD;
                        ELSE
                            RETURN NEW;
                        END IF;
                    END IF;
                    WITH _pgh_attached_context AS ( SELECT _pgh_attach_context() AS value ) INSERT INTO "pricing_pricechangeversion" ("amount", "change_set_id", "id", "min_quantity", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "price_list_id", "variant_id") SELECT old_values."amount", old_values."change_set_id", old_values."id", old_values."min_quantity", _pgh_attached_context.value, statement_timestamp(), 'update', old_values."id", old_values."price_list_id", old_values."variant_id" FROM ( SELECT old_values.* FROM old_values JOIN new_values ON (old_values."id") = (new_values."id") WHERE (old_values."amount" IS DISTINCT FROM (new_values."amount") OR old_values."change_set_id" IS DISTINCT FROM (new_values."change_set_id") OR old_values."id" IS DISTINCT FROM (new_values."id") OR old_values."min_quantity" IS DISTINCT FROM (new_values."min_quantity") OR old_values."price_list_id" IS DISTINCT FROM (new_values."price_list_id") OR old_values."variant_id" IS DISTINCT FROM (new_values."variant_id")) ) AS old_values, _pgh_attached_context; RETURN NULL;
                END;
            $$;

CREATE FUNCTION public.pgtrigger_update_update_ba619() RETURNS trigger
    LANGUAGE plpgsql
    AS $$
                
                BEGIN
                    IF ("public"._pgtrigger_should_ignore(TG_NAME) IS TRUE) THEN
                        IF (TG_OP = 'DELETE') THEN
                            RETURN OLD;
                        ELSE
                            RETURN NEW;
                        END IF;
                    END IF;
                    WITH _pgh_attached_context AS ( SELECT _pgh_attach_context() AS value ) INSERT INTO "status_disturbanceversion" ("begins_at", "component", "effect", "ends_at", "id", "is_counted", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "source", "why_not", "words_en", "words_sv", "written_by_id") SELECT old_values."begins_at", old_values."component", old_values."effect", old_values."ends_at", old_values."id", old_values."is_counted", _pgh_attached_context.value, statement_timestamp(), 'update', old_values."id", old_values."source", old_values."why_not", old_values."words_en", old_values."words_sv", old_values."written_by_id" FROM ( SELECT old_values.* FROM old_values JOIN new_values ON (old_values."id") = (new_values."id") WHERE (old_values.* IS DISTINCT FROM new_values.*) ) AS old_values, _pgh_attached_context; RETURN NULL;
                END;
            $$;

CREATE FUNCTION public.pgtrigger_update_update_be75f() RETURNS trigger
    LANGUAGE plpgsql
    AS $$
                
                BEGIN
                    IF ("public"._pgtrigger_should_ignore(TG_NAME) IS TRUE) THEN
                        IF (TG_OP = 'DELETE') THEN
                            RETURN OLD;
                        ELSE
                            RETURN NEW;
                        END IF;
                    END IF;
                    WITH _pgh_attached_context AS ( SELECT _pgh_attach_context() AS value ) INSERT INTO "desk_ticketcategoryversion" ("id", "is_offered", "name", "name_en", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "position") SELECT old_values."id", old_values."is_offered", old_values."name", old_values."name_en", _pgh_attached_context.value, statement_timestamp(), 'update', old_values."id", old_values."position" FROM ( SELECT old_values.* FROM old_values JOIN new_values ON (old_values."id") = (new_values."id") WHERE (old_values.* IS DISTINCT FROM new_values.*) ) AS old_values, _pgh_attached_context; RETURN NULL;
                END;
            $$;

CREATE FUNCTION public.pgtrigger_update_update_c036b() RETURNS trigger
    LANGUAGE plpgsql
    AS $$
                
                BEGIN
                    IF ("public"._pgtrigger_should_ignore(TG_NAME) IS TRUE) THEN
                        IF (TG_OP = 'DELETE') THEN
                            RETURN OLD;
                        ELSE
                            RETURN NEW;
                        END IF;
                    END IF;
                    WITH _pgh_attached_context AS ( SELECT _pgh_attach_context() AS value ) INSERT INTO "integrations_apitokenversion" ("acts_for_id", "created_at", "created_by_id", "expires_at", "id", "name", "organisation_id", "per_minute", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "prefix", "revoked_at", "scopes") SELECT old_values."acts_for_id", old_values."created_at", old_values."created_by_id", old_values."expires_at", old_values."id", old_values."name", old_values."organisation_id", old_values."per_minute", _pgh_attached_context.value, statement_timestamp(), 'update', old_values."id", old_values."prefix", old_values."revoked_at", old_values."scopes" FROM ( SELECT old_values.* FROM old_values JOIN new_values ON (old_values."id") = (new_values."id") WHERE (old_values."acts_for_id" IS DISTINCT FROM (new_values."acts_for_id") OR old_values."created_at" IS DISTINCT FROM (new_values."created_at") OR old_values."created_by_id" IS DISTINCT FROM (new_values."created_by_id") OR old_values."expires_at" IS DISTINCT FROM (new_values."expires_at") OR old_values."id" IS DISTINCT FROM (new_values."id") OR old_values."name" IS DISTINCT FROM (new_values."name") OR old_values."organisation_id" IS DISTINCT FROM (new_values."organisation_id") OR old_values."per_minute" IS DISTINCT FROM (new_values."per_minute") OR old_values."prefix" IS DISTINCT FROM (new_values."prefix") OR old_values."revoked_at" IS DISTINCT FROM (new_values."revoked_at") OR old_values."scopes" IS DISTINCT FROM (new_values."scopes")) ) AS old_values, _pgh_attached_context; RETURN NULL;
                END;
            $$;

CREATE FUNCTION public.pgtrigger_update_update_d3664() RETURNS trigger
    LANGUAGE plpgsql
    AS $$
                
                BEGIN
                    IF ("public"._pgtrigger_should_ignore(TG_NAME) IS TRUE) THEN
                        IF (TG_OP = 'DELETE') THEN
                            RETURN OLD;
                        ELSE
                            RETURN NEW;
                        END IF;
                    END IF;
                    WITH _pgh_attached_context AS ( SELECT _pgh_attach_context() AS value ) INSERT INTO "catalogue_brandversion" ("id", "name", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id") SELECT old_values."id", old_values."name", _pgh_attached_context.value, statement_timestamp(), 'update', old_values."id" FROM ( SELECT old_values.* FROM old_values JOIN new_values ON (old_values."id") = (new_values."id") WHERE (old_values.* IS DISTINCT FROM new_values.*) ) AS old_values, _pgh_attached_context; RETURN NULL;
                END;
            $$;

CREATE FUNCTION public.pgtrigger_update_update_d3b91() RETURNS trigger
    LANGUAGE plpgsql
    AS $$
                
                BEGIN
                    IF ("public"._pgtrigger_should_ignore(TG_NAME) IS TRUE) THEN
                        IF (TG_OP = 'DELETE') THEN
                            RETURN OLD;
                        ELSE
                            RETURN NEW;
                        END IF;
                    END IF;
                    WITH _pgh_attached_context AS ( SELECT _pgh_attach_context() AS value ) INSERT INTO "catalogue_productattributeversion" ("attribute_id", "boolean", "id", "number", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "product_id", "text", "value_id") SELECT old_values."attribute_id", old_values."boolean", old_values."id", old_values."number", _pgh_attached_context.value, statement_timestamp(), 'update', old_values."id", old_values."product_id", old_values."text", old_values."value_id" FROM ( SELECT old_values.* FROM old_values JOIN new_values ON (old_values."id") = (new_values."id") WHERE (old_values.* IS DISTINCT FROM new_values.*) ) AS old_values, _pgh_attached_context; RETURN NULL;
                END;
            $$;

CREATE FUNCTION public.pgtrigger_update_update_f4c78() RETURNS trigger
    LANGUAGE plpgsql
    AS $$
                
                BEGIN
                    IF ("public"._pgtrigger_should_ignore(TG_NAME) IS TRUE) THEN
                        IF (TG_OP = 'DELETE') THEN
                            RETURN OLD;
                        ELSE
                            RETURN NEW;
                        END IF;
                    END IF;
                    WITH _pgh_attached_context AS ( SELECT _pgh_attach_context() AS value ) INSERT INTO "catalogue_variantvalueversion" ("id", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "value_id", "variant_id") SELECT old_values."id", _pgh_attached_context.value, statement_timestamp(), 'update', old_values."id", old_values."value_id", old_values."variant_id" FROM ( SELECT old_values.* FROM old_values JOIN new_values ON (old_values."id") = (new_values."id") WHERE (old_values.* IS DISTINCT FROM new_values.*) ) AS old_values, _pgh_attached_context; RETURN NULL;
                END;
            $$;

CREATE FUNCTION public.pictures_updated() RETURNS trigger
    LANGUAGE plpgsql
    AS $$
BEGIN
    PERFORM bump_versions(array_agg('picture:' || n.id))
    FROM new_rows n JOIN old_rows o ON o.id = n.id
    WHERE (n.sources, n.dominant_colour) IS DISTINCT FROM (o.sources, o.dominant_colour);
    IF EXISTS (
        SELECT 1 FROM new_rows n JOIN old_rows o ON o.id = n.id
        WHERE (n.file, n.description, n.description_en, n.focal_point_x, n.focal_point_y) IS DISTINCT FROM (o.file, o.description, o.description_en, o.focal_point_x, o.focal_point_y)
    ) THEN
        PERFORM bump_versions(ARRAY['site']);
    END IF;
    RETURN NULL;
END $$;

CREATE TABLE public.pricing_pricelist (
    id bigint NOT NULL,
    code character varying(60) NOT NULL,
    name character varying(120) NOT NULL,
    currency character varying(3) NOT NULL,
    basis character varying(5) NOT NULL,
    is_for_everyone boolean NOT NULL,
    level_id character varying(20),
    is_active boolean NOT NULL,
    organisation_id bigint,
    policy character varying(9) NOT NULL,
    rank smallint NOT NULL,
    valid_from timestamp with time zone,
    valid_until timestamp with time zone,
    CONSTRAINT price_list_currency_is_a_code CHECK (((currency)::text ~ '^[A-Z]{3}$'::text)),
    CONSTRAINT price_list_interval_not_empty CHECK (((valid_until IS NULL) OR (valid_from IS NULL) OR (valid_until > valid_from))),
    CONSTRAINT price_list_one_audience CHECK ((((NOT is_for_everyone) AND (level_id IS NULL)) OR ((NOT is_for_everyone) AND (organisation_id IS NULL)) OR ((level_id IS NULL) AND (organisation_id IS NULL)))),
    CONSTRAINT pricing_pricelist_rank_check CHECK ((rank >= 0))
);

CREATE FUNCTION public.price_audience(list public.pricing_pricelist) RETURNS text
    LANGUAGE sql STABLE
    AS $$
    SELECT CASE WHEN list.is_for_everyone THEN 'everyone'
                WHEN list.level_id IS NOT NULL THEN 'level:' || list.level_id
                WHEN list.organisation_id IS NOT NULL THEN 'organisation:' || list.organisation_id
                ELSE 'nobody' END
$$;

CREATE FUNCTION public.price_list_is_fixed() RETURNS trigger
    LANGUAGE plpgsql
    AS $$
BEGIN
    IF (NEW.currency, NEW.basis, NEW.level_id, NEW.organisation_id, NEW.is_for_everyone) IS DISTINCT FROM
       (OLD.currency, OLD.basis, OLD.level_id, OLD.organisation_id, OLD.is_for_everyone)
       AND EXISTS (SELECT 1 FROM pricing_pricerecord WHERE price_list_id = OLD.id) THEN
        RAISE EXCEPTION 'price list % has prices: its currency, basis and audience are fixed', OLD.code
            USING ERRCODE = 'check_violation', CONSTRAINT = 'price_list_is_fixed';
    END IF;
    RETURN NEW;
END $$;

CREATE FUNCTION public.price_lists_recorded() RETURNS trigger
    LANGUAGE plpgsql
    AS $$
BEGIN
    PERFORM record_prices(array_agg(a.id))
    FROM new_rows n JOIN old_rows o ON o.id = n.id JOIN pricing_price a ON a.price_list_id = n.id
    WHERE (n.policy, n.rank, n.is_active, n.valid_from, n.valid_until) IS DISTINCT FROM
          (o.policy, o.rank, o.is_active, o.valid_from, o.valid_until);
    RETURN NULL;
END $$;

CREATE FUNCTION public.price_moment() RETURNS timestamp with time zone
    LANGUAGE sql STABLE
    AS $$
    SELECT COALESCE(NULLIF(current_setting('shop.price_moment', true), '')::timestamptz, clock_timestamp())
$$;

CREATE FUNCTION public.prices_recorded() RETURNS trigger
    LANGUAGE plpgsql
    AS $$
BEGIN
    IF TG_OP = 'INSERT' THEN
        PERFORM record_prices(array_agg(id)) FROM changed;
    ELSIF TG_OP = 'UPDATE' THEN
        PERFORM record_prices(array_agg(n.id)) FROM new_rows n JOIN old_rows o ON o.id = n.id
        WHERE (n.variant_id, n.price_list_id, n.min_quantity, n.amount, n.valid_from, n.valid_until) IS DISTINCT FROM
              (o.variant_id, o.price_list_id, o.min_quantity, o.amount, o.valid_from, o.valid_until);
    ELSE
        INSERT INTO pricing_pricerecord (price_id, variant_id, price_list_id, audience, currency, is_net, policy, rank,
                                         min_quantity, amount, in_force_from, in_force_until, cause, recorded_at)
        SELECT c.id, c.variant_id, t.id, price_audience(t), t.currency, t.basis = 'net', t.policy, t.rank,
               c.min_quantity, c.amount, m.moment, m.moment, COALESCE(current_setting('shop.price_cause', true), ''),
               m.moment
        FROM changed c JOIN pricing_pricelist t ON t.id = c.price_list_id, (SELECT price_moment() AS moment) AS m;
    END IF;
    RETURN NULL;
END $$;

CREATE FUNCTION public.pricing_offer_changed() RETURNS trigger
    LANGUAGE plpgsql
    AS $$
BEGIN
    PERFORM bump_versions(ARRAY['site', 'catalogue']);
    RETURN NULL;
END $$;

CREATE FUNCTION public.pricing_price_changed() RETURNS trigger
    LANGUAGE plpgsql
    AS $$
BEGIN
    PERFORM products_changed(array_agg(DISTINCT v.product_id))
    FROM changed c JOIN catalogue_variant v ON v.id = c.variant_id;
    RETURN NULL;
END $$;

CREATE FUNCTION public.pricing_pricelist_changed() RETURNS trigger
    LANGUAGE plpgsql
    AS $$
BEGIN
    PERFORM bump_versions(ARRAY['site', 'catalogue']);
    RETURN NULL;
END $$;

CREATE FUNCTION public.productpages_changed() RETURNS trigger
    LANGUAGE plpgsql
    AS $$
DECLARE ids bigint[];
BEGIN
    IF TG_OP <> 'INSERT' THEN
        PERFORM bump_versions(array_agg('page:' || page_ptr_id)) FROM changed;
    END IF;
    SELECT array_agg(DISTINCT l.product_id) INTO ids
    FROM changed c JOIN wagtailcore_page g ON g.id = c.page_ptr_id
    JOIN cms_productlink l ON l.translation_key = g.translation_key;
    PERFORM refresh_listed(ids);
    RETURN NULL;
END $$;

CREATE FUNCTION public.products_changed(ids bigint[]) RETURNS void
    LANGUAGE sql
    AS $$
    SELECT bump_versions(array_append(array_agg('product:' || id), 'catalogue')) FROM unnest(ids) AS id
    HAVING count(*) > 0
$$;

CREATE FUNCTION public.quotation_lines_stay() RETURNS trigger
    LANGUAGE plpgsql
    AS $$
BEGIN
    IF EXISTS (
        SELECT 1 FROM quotations_quotation q
        WHERE q.id IN (OLD.quotation_id, NEW.quotation_id) AND q.sent_at IS NOT NULL
    ) THEN
        RAISE EXCEPTION 'the lines of a sent quotation are not changed' USING ERRCODE = 'restrict_violation';
    END IF;
    IF TG_OP = 'DELETE' THEN
        RETURN OLD;
    END IF;
    RETURN NEW;
END $$;

CREATE FUNCTION public.quotation_stays() RETURNS trigger
    LANGUAGE plpgsql
    AS $$
BEGIN
    IF TG_OP = 'DELETE' THEN
        IF OLD.sent_at IS NOT NULL THEN
            RAISE EXCEPTION 'a sent quotation is not deleted' USING ERRCODE = 'restrict_violation';
        END IF;
        RETURN OLD;
    END IF;
    IF OLD.sent_at IS NOT NULL AND (NEW.state = 'draft' OR ROW(OLD.number, OLD.version, OLD.token, OLD.user_id, OLD.organisation_id, OLD.level, OLD.buyer_type, OLD.currency, OLD.locale, OLD.message, OLD.requested_at, OLD.terms, OLD.delivery_method, OLD.delivery_name, OLD.delivery_gross, OLD.valid_until, OLD.net, OLD.vat, OLD.gross, OLD.parties, OLD.created_at, OLD.sent_at) IS DISTINCT FROM ROW(NEW.number, NEW.version, NEW.token, NEW.user_id, NEW.organisation_id, NEW.level, NEW.buyer_type, NEW.currency, NEW.locale, NEW.message, NEW.requested_at, NEW.terms, NEW.delivery_method, NEW.delivery_name, NEW.delivery_gross, NEW.valid_until, NEW.net, NEW.vat, NEW.gross, NEW.parties, NEW.created_at, NEW.sent_at)) THEN
        RAISE EXCEPTION 'a sent quotation is not changed' USING ERRCODE = 'restrict_violation';
    END IF;
    RETURN NEW;
END $$;

CREATE FUNCTION public.record_prices(ids bigint[]) RETURNS void
    LANGUAGE plpgsql
    AS $$
DECLARE moment timestamptz := price_moment();
BEGIN
    IF ids IS NULL THEN
        RETURN;
    END IF;
    INSERT INTO pricing_pricerecord (price_id, variant_id, price_list_id, audience, currency, is_net, policy, rank,
                                     min_quantity, amount, in_force_from, in_force_until, cause, recorded_at)
    SELECT a.id, a.variant_id, t.id, price_audience(t), t.currency, t.basis = 'net', t.policy, t.rank, a.min_quantity,
           a.amount, CASE WHEN t.is_active THEN GREATEST(a.valid_from, t.valid_from) ELSE moment END,
           CASE WHEN t.is_active THEN LEAST(a.valid_until, t.valid_until) ELSE moment END,
           COALESCE(current_setting('shop.price_cause', true), ''), moment
    FROM pricing_price a JOIN pricing_pricelist t ON t.id = a.price_list_id WHERE a.id = ANY(ids);
END $$;

CREATE FUNCTION public.refresh_facets(ids bigint[]) RETURNS void
    LANGUAGE sql
    AS $$
    UPDATE catalogue_product p SET facet_values = fresh.facet_values
    FROM (
        SELECT p2.id, COALESCE((
            SELECT array_agg(DISTINCT v ORDER BY v) FROM (
                SELECT a.value_id AS v FROM catalogue_productattribute a WHERE a.product_id = p2.id AND a.value_id IS NOT NULL
                UNION
                SELECT vv.value_id FROM catalogue_variantvalue vv JOIN catalogue_variant va ON va.id = vv.variant_id
                WHERE va.product_id = p2.id AND va.is_active
            ) AS facets), '{}'::bigint[]) AS facet_values
        FROM catalogue_product p2 WHERE p2.id = ANY(ids)
    ) AS fresh
    WHERE p.id = fresh.id AND p.facet_values IS DISTINCT FROM fresh.facet_values
$$;

CREATE FUNCTION public.refresh_listed(ids bigint[]) RETURNS void
    LANGUAGE plpgsql
    AS $$
BEGIN
    IF is_settled_later() THEN
        PERFORM let_wait('shop.waiting_lists', ids::text[]);
    ELSE
        PERFORM write_listed(ids);
    END IF;
END $$;

CREATE FUNCTION public.refuse_to_change() RETURNS trigger
    LANGUAGE plpgsql
    AS $$
BEGIN
    RAISE EXCEPTION '% is only ever added to', TG_TABLE_NAME USING ERRCODE = 'restrict_violation';
END $$;

CREATE FUNCTION public.refuse_to_mix_groups() RETURNS trigger
    LANGUAGE plpgsql
    AS $$
BEGIN
    IF (SELECT s."group" FROM orders_shipment s WHERE s.id = NEW.shipment_id)
       IS DISTINCT FROM (SELECT l."group" FROM orders_orderline l WHERE l.id = NEW.line_id) THEN
        RAISE EXCEPTION 'parcel % does not go where line % goes', NEW.shipment_id, NEW.line_id
            USING ERRCODE = 'check_violation';
    END IF;
    RETURN NEW;
END $$;

CREATE FUNCTION public.refuse_unless_drafted(ids bigint[]) RETURNS void
    LANGUAGE plpgsql
    AS $$
BEGIN
    IF EXISTS (SELECT 1 FROM pricing_pricechangeset WHERE id = ANY(ids) AND state <> 'draft') THEN
        RAISE EXCEPTION 'a price change set that is no draft is not written in'
            USING ERRCODE = 'check_violation', CONSTRAINT = 'change_set_is_drafted';
    END IF;
END $$;

CREATE FUNCTION public.search_configuration(language text) RETURNS regconfig
    LANGUAGE sql IMMUTABLE
    AS $$
    SELECT (CASE language WHEN 'en' THEN 'english_unaccent' ELSE 'swedish_unaccent' END)::regconfig
$$;

CREATE FUNCTION public.services_part_stays() RETURNS trigger
    LANGUAGE plpgsql
    AS $$
BEGIN
    IF TG_OP = 'DELETE' THEN
        RAISE EXCEPTION 'a part of a service order is not deleted' USING ERRCODE = 'restrict_violation';
    END IF;
    IF TG_OP = 'INSERT' THEN
        IF NOT EXISTS (SELECT FROM services_serviceversion WHERE id = NEW.version_id AND published_at IS NOT NULL) THEN
            RAISE EXCEPTION 'what is ordered is published' USING ERRCODE = 'restrict_violation';
        END IF;
        RETURN NEW;
    END IF;
    IF NEW.state <> OLD.state AND (OLD.state, NEW.state) NOT IN (('held', 'awaiting'), ('held', 'ordered'), ('held', 'cancelled'), ('awaiting', 'ordered'), ('awaiting', 'refused'), ('awaiting', 'cancelled'), ('ordered', 'cancelled')) THEN
        RAISE EXCEPTION 'a part that is % does not become %', OLD.state, NEW.state
            USING ERRCODE = 'restrict_violation';
    END IF;
    IF ROW(NEW.order_id, NEW.position, NEW.version_id, NEW.unit_net, NEW.quantity, NEW.vat_rate, NEW.net, NEW.gross)
        IS DISTINCT FROM
        ROW(OLD.order_id, OLD.position, OLD.version_id, OLD.unit_net, OLD.quantity, OLD.vat_rate, OLD.net, OLD.gross)
        OR (OLD.ticket_id IS NOT NULL AND NEW.ticket_id IS DISTINCT FROM OLD.ticket_id)
    THEN
        RAISE EXCEPTION 'what was ordered stays as it was' USING ERRCODE = 'restrict_violation';
    END IF;
    RETURN NEW;
END $$;

CREATE FUNCTION public.services_version_stays() RETURNS trigger
    LANGUAGE plpgsql
    AS $$
BEGIN
    IF OLD.published_at IS NOT NULL THEN
        RAISE EXCEPTION 'a published version of a service stays as it is' USING ERRCODE = 'restrict_violation';
    END IF;
    RETURN CASE WHEN TG_OP = 'DELETE' THEN OLD ELSE NEW END;
END $$;

CREATE FUNCTION public.settle() RETURNS void
    LANGUAGE plpgsql
    AS $$
BEGIN
    PERFORM write_listed(array_agg(DISTINCT id::bigint)) FROM unnest(take_waiting('shop.waiting_lists')) AS id;
    PERFORM set_config('shop.settled_later', 'off', true);
    PERFORM bump_versions(take_waiting('shop.waiting_versions'));
END $$;

CREATE FUNCTION public.shop_address(given text, language_id integer) RETURNS text
    LANGUAGE sql STABLE
    AS $$
    SELECT rtrim(CASE WHEN o.language_code = 'sv' THEN '/' ELSE '/' || o.language_code || '/' END
                 || substr(given, length(root.url_path) + 1), '/')
    FROM wagtailcore_site s JOIN wagtailcore_page first ON first.id = s.root_page_id
    JOIN wagtailcore_page root ON root.translation_key = first.translation_key AND root.locale_id = language_id
    JOIN wagtailcore_locale o ON o.id = language_id
    WHERE s.is_default_site AND starts_with(given, root.url_path)
$$;

CREATE FUNCTION public.site_changed() RETURNS trigger
    LANGUAGE plpgsql
    AS $$
BEGIN
    PERFORM bump_versions(ARRAY['site']);
    RETURN NULL;
END $$;

CREATE FUNCTION public.stock_moved() RETURNS trigger
    LANGUAGE plpgsql
    AS $$
BEGIN
    PERFORM products_changed(array_agg(DISTINCT v.product_id))
    FROM (
        SELECT variant_id FROM (
            SELECT variant_id, stock_word(available, low_from, backorder_limit, expected_on) AS word FROM before_rows
            UNION ALL
            SELECT variant_id, stock_word(available, low_from, backorder_limit, expected_on) FROM after_rows
        ) AS said GROUP BY variant_id HAVING min(word) <> max(word)
    ) AS turned JOIN catalogue_variant v ON v.id = turned.variant_id;
    RETURN NULL;
END $$;

CREATE FUNCTION public.stock_movement_stays() RETURNS trigger
    LANGUAGE plpgsql
    AS $$
BEGIN
    RAISE EXCEPTION '% is only ever added to', TG_TABLE_NAME USING ERRCODE = 'restrict_violation';
END $$;

CREATE FUNCTION public.stock_movements_counted() RETURNS trigger
    LANGUAGE plpgsql
    AS $_$
BEGIN
    IF (SELECT count(*) FROM (SELECT FROM added LIMIT 51) AS part) > 50 THEN
        EXECUTE $sql$
    WITH moved AS MATERIALIZED (
        SELECT m.*, s.variant_id IS NOT NULL AS is_there FROM (
            SELECT stock_id, bool_or(kind = 'opening') AS is_opened, sum(on_hand)::int AS on_hand, sum(allocated)::int AS allocated, sum(reserved)::int AS reserved FROM added GROUP BY stock_id
        ) AS m LEFT JOIN stock_stock s ON s.variant_id = m.stock_id
    ), first AS (
        INSERT INTO stock_stock (variant_id, on_hand, allocated, reserved)
        SELECT stock_id, on_hand, allocated, reserved FROM moved WHERE is_opened AND NOT is_there
    )
    UPDATE stock_stock s SET on_hand = s.on_hand + m.on_hand, allocated = s.allocated + m.allocated,
                             reserved = s.reserved + m.reserved
    FROM moved m
    WHERE m.is_there AND s.variant_id = m.stock_id AND (m.on_hand <> 0 OR m.allocated <> 0 OR m.reserved <> 0)
$sql$;
        EXECUTE $sql$
    WITH moved AS MATERIALIZED (
        SELECT m.*, l.id IS NOT NULL AS is_there FROM (
            SELECT stock_id, warehouse_id, sum(on_hand)::int AS on_hand, sum(allocated)::int AS allocated
            FROM added WHERE warehouse_id IS NOT NULL GROUP BY stock_id, warehouse_id
        ) AS m LEFT JOIN stock_stocklevel l ON l.stock_id = m.stock_id AND l.warehouse_id = m.warehouse_id
    ), first AS (
        INSERT INTO stock_stocklevel (stock_id, warehouse_id, on_hand, allocated)
        SELECT stock_id, warehouse_id, on_hand, allocated FROM moved WHERE NOT is_there
    )
    UPDATE stock_stocklevel l SET on_hand = l.on_hand + m.on_hand, allocated = l.allocated + m.allocated
    FROM moved m
    WHERE m.is_there AND l.stock_id = m.stock_id AND l.warehouse_id = m.warehouse_id
      AND (m.on_hand <> 0 OR m.allocated <> 0)
$sql$;
    ELSE
        
    WITH moved AS MATERIALIZED (
        SELECT m.*, s.variant_id IS NOT NULL AS is_there FROM (
            SELECT stock_id, bool_or(kind = 'opening') AS is_opened, sum(on_hand)::int AS on_hand, sum(allocated)::int AS allocated, sum(reserved)::int AS reserved FROM added GROUP BY stock_id
        ) AS m LEFT JOIN stock_stock s ON s.variant_id = m.stock_id
    ), first AS (
        INSERT INTO stock_stock (variant_id, on_hand, allocated, reserved)
        SELECT stock_id, on_hand, allocated, reserved FROM moved WHERE is_opened AND NOT is_there
    )
    UPDATE stock_stock s SET on_hand = s.on_hand + m.on_hand, allocated = s.allocated + m.allocated,
                             reserved = s.reserved + m.reserved
    FROM moved m
    WHERE m.is_there AND s.variant_id = m.stock_id AND (m.on_hand <> 0 OR m.allocated <> 0 OR m.reserved <> 0)
;
        
    WITH moved AS MATERIALIZED (
        SELECT m.*, l.id IS NOT NULL AS is_there FROM (
            SELECT stock_id, warehouse_id, sum(on_hand)::int AS on_hand, sum(allocated)::int AS allocated
            FROM added WHERE warehouse_id IS NOT NULL GROUP BY stock_id, warehouse_id
        ) AS m LEFT JOIN stock_stocklevel l ON l.stock_id = m.stock_id AND l.warehouse_id = m.warehouse_id
    ), first AS (
        INSERT INTO stock_stocklevel (stock_id, warehouse_id, on_hand, allocated)
        SELECT stock_id, warehouse_id, on_hand, allocated FROM moved WHERE NOT is_there
    )
    UPDATE stock_stocklevel l SET on_hand = l.on_hand + m.on_hand, allocated = l.allocated + m.allocated
    FROM moved m
    WHERE m.is_there AND l.stock_id = m.stock_id AND l.warehouse_id = m.warehouse_id
      AND (m.on_hand <> 0 OR m.allocated <> 0)
;
    END IF;
    RETURN NULL;
END $_$;

CREATE FUNCTION public.stock_set() RETURNS trigger
    LANGUAGE plpgsql
    AS $$
BEGIN
    PERFORM products_changed(array_agg(DISTINCT v.product_id))
    FROM changed c JOIN catalogue_variant v ON v.id = c.variant_id;
    RETURN NULL;
END $$;

CREATE FUNCTION public.stock_word(available integer, low_from integer, backorder_limit integer, expected_on date) RETURNS text
    LANGUAGE sql IMMUTABLE
    AS $$
    SELECT CASE WHEN available > low_from THEN 'in' WHEN available > 0 THEN 'low ' || available
        WHEN available + backorder_limit > 0 THEN 'order' ELSE 'out' END
        || CASE WHEN backorder_limit > 0 THEN ' ' || COALESCE(expected_on - DATE '2000-01-01', 0) ELSE '' END
$$;

CREATE FUNCTION public.swedish_sort_key(word text) RETURNS text
    LANGUAGE sql IMMUTABLE STRICT PARALLEL SAFE
    AS $$
    SELECT lower(translate(word,
        'åÅäÄæÆöÖøØéÉèÈêÊëËáÁàÀâÂãÃíÍìÌîÎïÏóÓòÒôÔõÕúÚùÙûÛüÜýÝñÑçÇ',
        '{{||||}}}}eeeeeeeeaaaaaaaaiiiiiiiioooooooouuuuuuyyyynncc'))
$$;

CREATE FUNCTION public.take_waiting(setting text) RETURNS text[]
    LANGUAGE plpgsql
    AS $$
DECLARE words text[] := string_to_array(NULLIF(current_setting(setting, true), ''), E'\n');
BEGIN
    PERFORM set_config(setting, '', true);
    RETURN words;
END $$;

CREATE FUNCTION public.write_documents(ids bigint[]) RETURNS void
    LANGUAGE plpgsql
    AS $$
BEGIN
    INSERT INTO search_document AS d (listed_id, language, vector)
    SELECT l.id, o.language_code,
           setweight(stems.names || to_tsvector('simple_unaccent', l.words[1]), 'A')
           || setweight(to_tsvector('simple', article_number_word(l.words[2])), 'A')
           || setweight(to_tsvector(stems.configuration, l.words[3]), 'B')
           || setweight(to_tsvector(stems.configuration, l.words[4]), 'C')
           || array_to_tsvector(ARRAY(
               SELECT right(stem, -start) FROM (
                   SELECT stem, generate_series(1, length(stem) - 3) AS start
                   FROM unnest(tsvector_to_array(stems.names)) AS stem
               ) AS ends))
    FROM cms_listedproduct l
    JOIN (SELECT id, language_code, CASE language_code WHEN 'en' THEN 'english_unaccent'::regconfig
                                                       ELSE 'swedish_unaccent'::regconfig END AS configuration
          FROM wagtailcore_locale OFFSET 0) AS o ON o.id = l.locale_id
    CROSS JOIN LATERAL (
        SELECT o.configuration, to_tsvector(o.configuration, l.words[1]) AS names OFFSET 0
    ) AS stems
    WHERE l.id = ANY(ids) AND l.is_listed
    ON CONFLICT (listed_id) DO UPDATE SET vector = EXCLUDED.vector, language = EXCLUDED.language;
    INSERT INTO search_word (language, word)
    SELECT DISTINCT o.language_code, word
    FROM cms_listedproduct l JOIN wagtailcore_locale o ON o.id = l.locale_id,
         unnest(tsvector_to_array(to_tsvector('simple', l.words[1]))) AS word
    WHERE l.id = ANY(ids) AND l.is_listed AND length(word) BETWEEN 3 AND 255
    ORDER BY 1, 2
    ON CONFLICT (language, word) DO NOTHING;
END $$;

CREATE FUNCTION public.write_listed(ids bigint[]) RETURNS void
    LANGUAGE plpgsql
    AS $_$
DECLARE changed bigint[];
BEGIN
    IF ids IS NULL THEN
        RETURN;
    END IF;
    PERFORM 1 FROM catalogue_product WHERE id = ANY(ids) ORDER BY id FOR NO KEY UPDATE;
    WITH goods AS MATERIALIZED (
        SELECT p.id, p.name_sv, p.name_en, p.is_on_sale, p.facet_values, p.created_at, l.translation_key,
               b.name AS brand, NULLIF(p.kind, '') AS kind, NULLIF(array_to_string(p.tags, ' '), '') AS tags,
               COALESCE(articles.numbers, '') AS articles,
               categories.swedish AS categories_sv, categories.english AS categories_en,
               properties.swedish AS properties_sv, properties.english AS properties_en
        FROM cms_productlink l
        JOIN catalogue_product p ON p.id = l.product_id
        LEFT JOIN catalogue_brand b ON b.id = p.brand_id
        CROSS JOIN LATERAL (
            SELECT string_agg(concat_ws(' ', v.sku, v.gtin), ' ' ORDER BY v.position, v.id) AS numbers
            FROM catalogue_variant v WHERE v.product_id = p.id AND v.is_active
        ) AS articles
        CROSS JOIN LATERAL (
            SELECT string_agg(DISTINCT c.name_sv, ' ') AS swedish,
                   string_agg(DISTINCT COALESCE(NULLIF(c.name_en, ''), c.name_sv), ' ') AS english
            FROM catalogue_productcategory pc
            CROSS JOIN LATERAL (
                SELECT l.id, l.parent_id FROM catalogue_category l WHERE l.id = pc.category_id OFFSET 0
            ) AS leaf
            CROSS JOIN LATERAL (
                SELECT c.name_sv, c.name_en FROM catalogue_category c WHERE c.id IN (leaf.id, leaf.parent_id) OFFSET 0
            ) AS c
            WHERE pc.product_id = p.id
        ) AS categories
        CROSS JOIN LATERAL (
            SELECT string_agg(a.name_sv, ' ' ORDER BY a.id) AS swedish,
                   string_agg(COALESCE(NULLIF(a.name_en, ''), a.name_sv), ' ' ORDER BY a.id) AS english
            FROM catalogue_attributevalue a WHERE a.id = ANY(p.facet_values)
        ) AS properties
        WHERE l.product_id = ANY(ids)
    ), fresh AS (
        SELECT p.id AS product_id, g.locale_id, g.id AS page_id, g.live AND p.is_on_sale AS is_listed, names.name,
               swedish_sort_key(names.name) AS sort_key, g.url_path, COALESCE(p.brand, '') AS brand,
               (shown.pictures->>0)::int AS picture_id, (shown.pictures->>1)::int AS second_picture_id,
               p.facet_values, p.created_at,
               ARRAY[
                   concat_ws(' ', names.name, NULLIF(g.title, names.name)),
                   p.articles,
                   concat_ws(' ', p.brand, p.kind, p.tags,
                       CASE WHEN names.is_english THEN p.categories_en ELSE p.categories_sv END,
                       CASE WHEN names.is_english THEN p.properties_en ELSE p.properties_sv END),
                   pp.lead
               ] AS words
        FROM goods p
        JOIN wagtailcore_page g ON g.translation_key = p.translation_key
        JOIN cms_productpage pp ON pp.page_ptr_id = g.id
        JOIN wagtailcore_locale o ON o.id = g.locale_id
        CROSS JOIN LATERAL (
            SELECT o.language_code = 'en' AS is_english,
                   CASE WHEN o.language_code = 'en' AND p.name_en <> '' THEN p.name_en ELSE p.name_sv END AS name
        ) AS names
        CROSS JOIN LATERAL (
            SELECT jsonb_path_query_array(pp.gallery, '$[*] ? (@.type == "picture").value.image') AS pictures OFFSET 0
        ) AS shown
    ), gone AS (
        DELETE FROM cms_listedproduct x
        WHERE x.product_id = ANY(ids) AND NOT EXISTS (
            SELECT 1 FROM fresh f WHERE f.product_id = x.product_id AND f.locale_id = x.locale_id)
        RETURNING x.product_id
    ), put AS (
        INSERT INTO cms_listedproduct AS x (product_id, locale_id, page_id, is_listed, name, sort_key, url_path, brand,
                                            picture_id, second_picture_id, facet_values, created_at, words)
        SELECT * FROM fresh ORDER BY product_id, locale_id
        ON CONFLICT (product_id, locale_id) DO UPDATE SET
            page_id = EXCLUDED.page_id, is_listed = EXCLUDED.is_listed, name = EXCLUDED.name,
            sort_key = EXCLUDED.sort_key, url_path = EXCLUDED.url_path, brand = EXCLUDED.brand,
            picture_id = EXCLUDED.picture_id, second_picture_id = EXCLUDED.second_picture_id,
            facet_values = EXCLUDED.facet_values, created_at = EXCLUDED.created_at, words = EXCLUDED.words
        WHERE (x.page_id, x.is_listed, x.name, x.url_path, x.brand, x.picture_id, x.second_picture_id, x.facet_values,
               x.created_at, x.words)
            IS DISTINCT FROM
              (EXCLUDED.page_id, EXCLUDED.is_listed, EXCLUDED.name, EXCLUDED.url_path, EXCLUDED.brand,
               EXCLUDED.picture_id, EXCLUDED.second_picture_id, EXCLUDED.facet_values, EXCLUDED.created_at,
               EXCLUDED.words)
        RETURNING x.product_id
    )
    SELECT array_agg(DISTINCT c.product_id) INTO changed
    FROM (SELECT product_id FROM gone UNION ALL SELECT product_id FROM put) AS c;
    IF changed IS NOT NULL THEN
        PERFORM products_changed(changed);
    END IF;
END $_$;

CREATE FUNCTION public.write_order_search(keys bigint[]) RETURNS void
    LANGUAGE plpgsql
    AS $$
BEGIN
    PERFORM 1 FROM orders_ordersearch WHERE order_id = ANY(keys) ORDER BY order_id FOR UPDATE;
    INSERT INTO orders_ordersearch AS known (order_id, placed_at, words)
    SELECT o.id, o.placed_at, order_document(order_written(o.id)) FROM orders_order o
    WHERE o.id = ANY(keys) ORDER BY o.id
    ON CONFLICT (order_id) DO UPDATE SET placed_at = excluded.placed_at, words = excluded.words
    WHERE known.words <> excluded.words OR known.placed_at <> excluded.placed_at;
END $$;

CREATE AGGREGATE public.product(numeric) (
    SFUNC = numeric_mul,
    STYPE = numeric,
    PARALLEL = safe
);

CREATE TEXT SEARCH CONFIGURATION public.english_unaccent (
    PARSER = pg_catalog."default" );

ALTER TEXT SEARCH CONFIGURATION public.english_unaccent
    ADD MAPPING FOR asciiword WITH english_stem;

ALTER TEXT SEARCH CONFIGURATION public.english_unaccent
    ADD MAPPING FOR word WITH public.unaccent, english_stem;

ALTER TEXT SEARCH CONFIGURATION public.english_unaccent
    ADD MAPPING FOR numword WITH simple;

ALTER TEXT SEARCH CONFIGURATION public.english_unaccent
    ADD MAPPING FOR email WITH simple;

ALTER TEXT SEARCH CONFIGURATION public.english_unaccent
    ADD MAPPING FOR url WITH simple;

ALTER TEXT SEARCH CONFIGURATION public.english_unaccent
    ADD MAPPING FOR host WITH simple;

ALTER TEXT SEARCH CONFIGURATION public.english_unaccent
    ADD MAPPING FOR sfloat WITH simple;

ALTER TEXT SEARCH CONFIGURATION public.english_unaccent
    ADD MAPPING FOR version WITH simple;

ALTER TEXT SEARCH CONFIGURATION public.english_unaccent
    ADD MAPPING FOR hword_numpart WITH simple;

ALTER TEXT SEARCH CONFIGURATION public.english_unaccent
    ADD MAPPING FOR hword_part WITH public.unaccent, english_stem;

ALTER TEXT SEARCH CONFIGURATION public.english_unaccent
    ADD MAPPING FOR hword_asciipart WITH english_stem;

ALTER TEXT SEARCH CONFIGURATION public.english_unaccent
    ADD MAPPING FOR numhword WITH simple;

ALTER TEXT SEARCH CONFIGURATION public.english_unaccent
    ADD MAPPING FOR asciihword WITH english_stem;

ALTER TEXT SEARCH CONFIGURATION public.english_unaccent
    ADD MAPPING FOR hword WITH public.unaccent, english_stem;

ALTER TEXT SEARCH CONFIGURATION public.english_unaccent
    ADD MAPPING FOR url_path WITH simple;

ALTER TEXT SEARCH CONFIGURATION public.english_unaccent
    ADD MAPPING FOR file WITH simple;

ALTER TEXT SEARCH CONFIGURATION public.english_unaccent
    ADD MAPPING FOR "float" WITH simple;

ALTER TEXT SEARCH CONFIGURATION public.english_unaccent
    ADD MAPPING FOR "int" WITH simple;

ALTER TEXT SEARCH CONFIGURATION public.english_unaccent
    ADD MAPPING FOR uint WITH simple;

CREATE TEXT SEARCH CONFIGURATION public.simple_unaccent (
    PARSER = pg_catalog."default" );

ALTER TEXT SEARCH CONFIGURATION public.simple_unaccent
    ADD MAPPING FOR asciiword WITH simple;

ALTER TEXT SEARCH CONFIGURATION public.simple_unaccent
    ADD MAPPING FOR word WITH public.unaccent, simple;

ALTER TEXT SEARCH CONFIGURATION public.simple_unaccent
    ADD MAPPING FOR numword WITH simple;

ALTER TEXT SEARCH CONFIGURATION public.simple_unaccent
    ADD MAPPING FOR email WITH simple;

ALTER TEXT SEARCH CONFIGURATION public.simple_unaccent
    ADD MAPPING FOR url WITH simple;

ALTER TEXT SEARCH CONFIGURATION public.simple_unaccent
    ADD MAPPING FOR host WITH simple;

ALTER TEXT SEARCH CONFIGURATION public.simple_unaccent
    ADD MAPPING FOR sfloat WITH simple;

ALTER TEXT SEARCH CONFIGURATION public.simple_unaccent
    ADD MAPPING FOR version WITH simple;

ALTER TEXT SEARCH CONFIGURATION public.simple_unaccent
    ADD MAPPING FOR hword_numpart WITH simple;

ALTER TEXT SEARCH CONFIGURATION public.simple_unaccent
    ADD MAPPING FOR hword_part WITH public.unaccent, simple;

ALTER TEXT SEARCH CONFIGURATION public.simple_unaccent
    ADD MAPPING FOR hword_asciipart WITH simple;

ALTER TEXT SEARCH CONFIGURATION public.simple_unaccent
    ADD MAPPING FOR numhword WITH simple;

ALTER TEXT SEARCH CONFIGURATION public.simple_unaccent
    ADD MAPPING FOR asciihword WITH simple;

ALTER TEXT SEARCH CONFIGURATION public.simple_unaccent
    ADD MAPPING FOR hword WITH public.unaccent, simple;

ALTER TEXT SEARCH CONFIGURATION public.simple_unaccent
    ADD MAPPING FOR url_path WITH simple;

ALTER TEXT SEARCH CONFIGURATION public.simple_unaccent
    ADD MAPPING FOR file WITH simple;

ALTER TEXT SEARCH CONFIGURATION public.simple_unaccent
    ADD MAPPING FOR "float" WITH simple;

ALTER TEXT SEARCH CONFIGURATION public.simple_unaccent
    ADD MAPPING FOR "int" WITH simple;

ALTER TEXT SEARCH CONFIGURATION public.simple_unaccent
    ADD MAPPING FOR uint WITH simple;

CREATE TEXT SEARCH CONFIGURATION public.swedish_unaccent (
    PARSER = pg_catalog."default" );

ALTER TEXT SEARCH CONFIGURATION public.swedish_unaccent
    ADD MAPPING FOR asciiword WITH swedish_stem;

ALTER TEXT SEARCH CONFIGURATION public.swedish_unaccent
    ADD MAPPING FOR word WITH public.unaccent, swedish_stem;

ALTER TEXT SEARCH CONFIGURATION public.swedish_unaccent
    ADD MAPPING FOR numword WITH simple;

ALTER TEXT SEARCH CONFIGURATION public.swedish_unaccent
    ADD MAPPING FOR email WITH simple;

ALTER TEXT SEARCH CONFIGURATION public.swedish_unaccent
    ADD MAPPING FOR url WITH simple;

ALTER TEXT SEARCH CONFIGURATION public.swedish_unaccent
    ADD MAPPING FOR host WITH simple;

ALTER TEXT SEARCH CONFIGURATION public.swedish_unaccent
    ADD MAPPING FOR sfloat WITH simple;

ALTER TEXT SEARCH CONFIGURATION public.swedish_unaccent
    ADD MAPPING FOR version WITH simple;

ALTER TEXT SEARCH CONFIGURATION public.swedish_unaccent
    ADD MAPPING FOR hword_numpart WITH simple;

ALTER TEXT SEARCH CONFIGURATION public.swedish_unaccent
    ADD MAPPING FOR hword_part WITH public.unaccent, swedish_stem;

ALTER TEXT SEARCH CONFIGURATION public.swedish_unaccent
    ADD MAPPING FOR hword_asciipart WITH swedish_stem;

ALTER TEXT SEARCH CONFIGURATION public.swedish_unaccent
    ADD MAPPING FOR numhword WITH simple;

ALTER TEXT SEARCH CONFIGURATION public.swedish_unaccent
    ADD MAPPING FOR asciihword WITH swedish_stem;

ALTER TEXT SEARCH CONFIGURATION public.swedish_unaccent
    ADD MAPPING FOR hword WITH public.unaccent, swedish_stem;

ALTER TEXT SEARCH CONFIGURATION public.swedish_unaccent
    ADD MAPPING FOR url_path WITH simple;

ALTER TEXT SEARCH CONFIGURATION public.swedish_unaccent
    ADD MAPPING FOR file WITH simple;

ALTER TEXT SEARCH CONFIGURATION public.swedish_unaccent
    ADD MAPPING FOR "float" WITH simple;

ALTER TEXT SEARCH CONFIGURATION public.swedish_unaccent
    ADD MAPPING FOR "int" WITH simple;

ALTER TEXT SEARCH CONFIGURATION public.swedish_unaccent
    ADD MAPPING FOR uint WITH simple;

CREATE TABLE public.acceptance_claim (
    id bigint NOT NULL,
    sort character varying(11) NOT NULL,
    claimed_on date NOT NULL,
    last_day date NOT NULL,
    handover_id bigint NOT NULL,
    ticket_id bigint NOT NULL,
    CONSTRAINT claim_in_time CHECK ((claimed_on <= last_day)),
    CONSTRAINT claim_sort CHECK (((sort)::text = ANY (ARRAY[('development'::character varying)::text, ('bug'::character varying)::text])))
);

ALTER TABLE public.acceptance_claim ALTER COLUMN id ADD GENERATED BY DEFAULT AS IDENTITY (
    SEQUENCE NAME public.acceptance_claim_id_seq
    START WITH 1
    INCREMENT BY 1
    NO MINVALUE
    NO MAXVALUE
    CACHE 1
);

CREATE TABLE public.acceptance_handedrequirement (
    id bigint NOT NULL,
    "position" smallint NOT NULL,
    number character varying(20) NOT NULL,
    wanted character varying(500) NOT NULL,
    modules text NOT NULL,
    documents text NOT NULL,
    result character varying(8) NOT NULL,
    proofs jsonb NOT NULL,
    verdict character varying(8) NOT NULL,
    remark text NOT NULL,
    signed_at timestamp with time zone,
    signed_by_id bigint,
    handover_id bigint NOT NULL,
    CONSTRAINT acceptance_handedrequirement_position_check CHECK (("position" >= 0)),
    CONSTRAINT handed_requirement_is_signed_whole CHECK ((((remark = ''::text) AND (signed_at IS NULL) AND (signed_by_id IS NULL) AND ((verdict)::text = ''::text)) OR ((remark = ''::text) AND (signed_at IS NOT NULL) AND (signed_by_id IS NOT NULL) AND ((verdict)::text = 'approved'::text)) OR ((remark ~ '\S'::text) AND (signed_at IS NOT NULL) AND (signed_by_id IS NOT NULL) AND ((verdict)::text = ANY (ARRAY[('remark'::character varying)::text, ('refused'::character varying)::text])))))
);

ALTER TABLE public.acceptance_handedrequirement ALTER COLUMN id ADD GENERATED BY DEFAULT AS IDENTITY (
    SEQUENCE NAME public.acceptance_handedrequirement_id_seq
    START WITH 1
    INCREMENT BY 1
    NO MINVALUE
    NO MAXVALUE
    CACHE 1
);

CREATE TABLE public.acceptance_handover (
    id bigint NOT NULL,
    version character varying(40) NOT NULL,
    notes text NOT NULL,
    state character varying(12) NOT NULL,
    drafted_at timestamp with time zone NOT NULL,
    tested_at timestamp with time zone,
    tested_on character varying(200) NOT NULL,
    tests_passed integer NOT NULL,
    tests_failed integer NOT NULL,
    tests_skipped integer NOT NULL,
    test_seconds double precision NOT NULL,
    handed_over_at timestamp with time zone,
    answer_by date,
    answered_at timestamp with time zone,
    answer text NOT NULL,
    in_production_at timestamp with time zone,
    answered_by_id bigint,
    drafted_by_id bigint,
    handed_over_by_id bigint,
    CONSTRAINT acceptance_handover_tests_failed_check CHECK ((tests_failed >= 0)),
    CONSTRAINT acceptance_handover_tests_passed_check CHECK ((tests_passed >= 0)),
    CONSTRAINT acceptance_handover_tests_skipped_check CHECK ((tests_skipped >= 0)),
    CONSTRAINT handover_answered_by_the_other_side CHECK ((NOT ((answered_by_id = handed_over_by_id) AND (answered_by_id IS NOT NULL) AND (handed_over_by_id IS NOT NULL)))),
    CONSTRAINT handover_in_production_was_accepted CHECK (((in_production_at IS NULL) OR ((in_production_at >= answered_at) AND ((state)::text = ANY (ARRAY[('accepted'::character varying)::text, ('with_remarks'::character varying)::text]))))),
    CONSTRAINT handover_is_answered_whole CHECK ((((answered_at IS NULL) AND (answered_by_id IS NULL) AND ((state)::text = ANY (ARRAY[('drafted'::character varying)::text, ('handed_over'::character varying)::text]))) OR ((answered_at IS NOT NULL) AND (answered_by_id IS NOT NULL) AND ((state)::text = ANY (ARRAY[('accepted'::character varying)::text, ('with_remarks'::character varying)::text, ('rejected'::character varying)::text]))))),
    CONSTRAINT handover_is_handed_over_whole CHECK ((((answer_by IS NULL) AND (handed_over_at IS NULL) AND ((state)::text = 'drafted'::text)) OR ((NOT ((state)::text = 'drafted'::text)) AND (answer_by IS NOT NULL) AND (handed_over_at IS NOT NULL) AND (handed_over_by_id IS NOT NULL) AND (tested_at IS NOT NULL)))),
    CONSTRAINT handover_rejection_says_why CHECK (((NOT ((state)::text = 'rejected'::text)) OR (answer ~ '\S'::text)))
);

ALTER TABLE public.acceptance_handover ALTER COLUMN id ADD GENERATED BY DEFAULT AS IDENTITY (
    SEQUENCE NAME public.acceptance_handover_id_seq
    START WITH 1
    INCREMENT BY 1
    NO MINVALUE
    NO MAXVALUE
    CACHE 1
);

CREATE TABLE public.acceptance_sprintnote (
    id bigint NOT NULL,
    sprint character varying(80) NOT NULL,
    text text NOT NULL,
    written_at timestamp with time zone NOT NULL,
    handover_id bigint NOT NULL,
    written_by_id bigint NOT NULL,
    CONSTRAINT sprint_note_says_something CHECK ((text ~ '\S'::text))
);

ALTER TABLE public.acceptance_sprintnote ALTER COLUMN id ADD GENERATED BY DEFAULT AS IDENTITY (
    SEQUENCE NAME public.acceptance_sprintnote_id_seq
    START WITH 1
    INCREMENT BY 1
    NO MINVALUE
    NO MAXVALUE
    CACHE 1
);

CREATE TABLE public.account_emailaddress (
    id integer NOT NULL,
    email character varying(254) NOT NULL,
    verified boolean NOT NULL,
    "primary" boolean NOT NULL,
    user_id bigint NOT NULL
);

ALTER TABLE public.account_emailaddress ALTER COLUMN id ADD GENERATED BY DEFAULT AS IDENTITY (
    SEQUENCE NAME public.account_emailaddress_id_seq
    START WITH 1
    INCREMENT BY 1
    NO MINVALUE
    NO MAXVALUE
    CACHE 1
);

CREATE TABLE public.account_emailconfirmation (
    id integer NOT NULL,
    created timestamp with time zone NOT NULL,
    sent timestamp with time zone,
    key character varying(64) NOT NULL,
    email_address_id integer NOT NULL
);

ALTER TABLE public.account_emailconfirmation ALTER COLUMN id ADD GENERATED BY DEFAULT AS IDENTITY (
    SEQUENCE NAME public.account_emailconfirmation_id_seq
    START WITH 1
    INCREMENT BY 1
    NO MINVALUE
    NO MAXVALUE
    CACHE 1
);

CREATE TABLE public.auth_group (
    id integer NOT NULL,
    name character varying(150) NOT NULL
);

ALTER TABLE public.auth_group ALTER COLUMN id ADD GENERATED BY DEFAULT AS IDENTITY (
    SEQUENCE NAME public.auth_group_id_seq
    START WITH 1
    INCREMENT BY 1
    NO MINVALUE
    NO MAXVALUE
    CACHE 1
);

CREATE TABLE public.auth_group_permissions (
    id bigint NOT NULL,
    group_id integer NOT NULL,
    permission_id integer NOT NULL
);

ALTER TABLE public.auth_group_permissions ALTER COLUMN id ADD GENERATED BY DEFAULT AS IDENTITY (
    SEQUENCE NAME public.auth_group_permissions_id_seq
    START WITH 1
    INCREMENT BY 1
    NO MINVALUE
    NO MAXVALUE
    CACHE 1
);

CREATE TABLE public.auth_permission (
    id integer NOT NULL,
    name character varying(255) NOT NULL,
    content_type_id integer NOT NULL,
    codename character varying(100) NOT NULL
);

ALTER TABLE public.auth_permission ALTER COLUMN id ADD GENERATED BY DEFAULT AS IDENTITY (
    SEQUENCE NAME public.auth_permission_id_seq
    START WITH 1
    INCREMENT BY 1
    NO MINVALUE
    NO MAXVALUE
    CACHE 1
);

CREATE TABLE public.backup_backup (
    id bigint NOT NULL,
    label character varying(40) NOT NULL,
    kind character varying(5) NOT NULL,
    method character varying(20) NOT NULL,
    state character varying(7) NOT NULL,
    begun_at timestamp with time zone NOT NULL,
    ended_at timestamp with time zone,
    database_bytes bigint NOT NULL,
    files integer NOT NULL,
    new_files integer NOT NULL,
    file_bytes bigint NOT NULL,
    error text NOT NULL,
    CONSTRAINT backup_backup_files_check CHECK ((files >= 0)),
    CONSTRAINT backup_backup_new_files_check CHECK ((new_files >= 0)),
    CONSTRAINT backup_ended_when CHECK ((((ended_at IS NULL) AND ((state)::text = 'running'::text)) OR ((ended_at >= begun_at) AND (ended_at IS NOT NULL) AND ((state)::text = ANY (ARRAY[('done'::character varying)::text, ('failed'::character varying)::text]))))),
    CONSTRAINT backup_failed_says_why CHECK (((NOT ((state)::text = 'failed'::text)) OR (NOT (error = ''::text))))
);

ALTER TABLE public.backup_backup ALTER COLUMN id ADD GENERATED BY DEFAULT AS IDENTITY (
    SEQUENCE NAME public.backup_backup_id_seq
    START WITH 1
    INCREMENT BY 1
    NO MINVALUE
    NO MAXVALUE
    CACHE 1
);

CREATE TABLE public.backup_drill (
    id bigint NOT NULL,
    label character varying(40) NOT NULL,
    method character varying(20) NOT NULL,
    state character varying(7) NOT NULL,
    begun_at timestamp with time zone NOT NULL,
    ended_at timestamp with time zone,
    rpo_seconds double precision,
    rto_seconds double precision,
    steps jsonb NOT NULL,
    orders integer NOT NULL,
    orders_back integer NOT NULL,
    last_order character varying(60) NOT NULL,
    last_order_back character varying(60) NOT NULL,
    files integer NOT NULL,
    files_bad integer NOT NULL,
    files_lost integer NOT NULL,
    forgotten_again integer NOT NULL,
    error text NOT NULL,
    CONSTRAINT backup_drill_files_bad_check CHECK ((files_bad >= 0)),
    CONSTRAINT backup_drill_files_check CHECK ((files >= 0)),
    CONSTRAINT backup_drill_files_lost_check CHECK ((files_lost >= 0)),
    CONSTRAINT backup_drill_forgotten_again_check CHECK ((forgotten_again >= 0)),
    CONSTRAINT backup_drill_orders_back_check CHECK ((orders_back >= 0)),
    CONSTRAINT backup_drill_orders_check CHECK ((orders >= 0)),
    CONSTRAINT drill_done_lost_nothing CHECK ((((ended_at IS NULL) AND ((state)::text = 'running'::text)) OR ((ended_at >= begun_at) AND (ended_at IS NOT NULL) AND ((state)::text = 'failed'::text)) OR ((ended_at >= begun_at) AND (ended_at IS NOT NULL) AND (files_bad = 0) AND (orders_back = orders) AND (rpo_seconds >= (0.0)::double precision) AND (rpo_seconds IS NOT NULL) AND (rto_seconds >= (0.0)::double precision) AND (rto_seconds IS NOT NULL) AND ((state)::text = 'done'::text)))),
    CONSTRAINT drill_failed_says_why CHECK (((NOT ((state)::text = 'failed'::text)) OR (NOT (error = ''::text))))
);

ALTER TABLE public.backup_drill ALTER COLUMN id ADD GENERATED BY DEFAULT AS IDENTITY (
    SEQUENCE NAME public.backup_drill_id_seq
    START WITH 1
    INCREMENT BY 1
    NO MINVALUE
    NO MAXVALUE
    CACHE 1
);

CREATE TABLE public.cart_cart (
    token uuid NOT NULL,
    created_at timestamp with time zone NOT NULL,
    changed_at timestamp with time zone NOT NULL,
    user_id bigint,
    codes character varying(40)[] NOT NULL,
    quotation_id bigint,
    division jsonb
);

CREATE TABLE public.cart_cartline (
    id bigint NOT NULL,
    quantity integer NOT NULL,
    cart_id uuid NOT NULL,
    variant_id bigint NOT NULL,
    seen_gross numeric(12,2),
    seen_net numeric(12,2),
    CONSTRAINT cart_cartline_quantity_check CHECK ((quantity >= 0)),
    CONSTRAINT cart_line_quantity CHECK (((quantity >= 1) AND (quantity <= 9999)))
);

ALTER TABLE public.cart_cartline ALTER COLUMN id ADD GENERATED BY DEFAULT AS IDENTITY (
    SEQUENCE NAME public.cart_cartline_id_seq
    START WITH 1
    INCREMENT BY 1
    NO MINVALUE
    NO MAXVALUE
    CACHE 1
);

CREATE TABLE public.catalogue_attribute (
    id bigint NOT NULL,
    name_sv character varying(255) NOT NULL,
    name_en character varying(255) NOT NULL,
    code character varying(60) NOT NULL,
    kind character varying(10) NOT NULL,
    unit character varying(20) NOT NULL,
    is_filterable boolean NOT NULL,
    "position" integer NOT NULL,
    CONSTRAINT catalogue_attribute_position_check CHECK (("position" >= 0))
);

ALTER TABLE public.catalogue_attribute ALTER COLUMN id ADD GENERATED BY DEFAULT AS IDENTITY (
    SEQUENCE NAME public.catalogue_attribute_id_seq
    START WITH 1
    INCREMENT BY 1
    NO MINVALUE
    NO MAXVALUE
    CACHE 1
);

CREATE TABLE public.catalogue_attributevalue (
    id bigint NOT NULL,
    name_sv character varying(255) NOT NULL,
    name_en character varying(255) NOT NULL,
    code character varying(80) NOT NULL,
    swatch character varying(7) NOT NULL,
    "position" integer NOT NULL,
    attribute_id bigint NOT NULL,
    CONSTRAINT catalogue_attributevalue_position_check CHECK (("position" >= 0))
);

ALTER TABLE public.catalogue_attributevalue ALTER COLUMN id ADD GENERATED BY DEFAULT AS IDENTITY (
    SEQUENCE NAME public.catalogue_attributevalue_id_seq
    START WITH 1
    INCREMENT BY 1
    NO MINVALUE
    NO MAXVALUE
    CACHE 1
);

CREATE TABLE public.catalogue_attributevalueversion (
    pgh_id integer NOT NULL,
    pgh_created_at timestamp with time zone NOT NULL,
    pgh_label text NOT NULL,
    id bigint NOT NULL,
    name_sv character varying(255) NOT NULL,
    name_en character varying(255) NOT NULL,
    code character varying(80) NOT NULL,
    swatch character varying(7) NOT NULL,
    "position" integer NOT NULL,
    attribute_id bigint NOT NULL,
    pgh_context_id uuid,
    pgh_obj_id bigint NOT NULL,
    CONSTRAINT catalogue_attributevalueversion_position_check CHECK (("position" >= 0))
);

ALTER TABLE public.catalogue_attributevalueversion ALTER COLUMN pgh_id ADD GENERATED BY DEFAULT AS IDENTITY (
    SEQUENCE NAME public.catalogue_attributevalueversion_pgh_id_seq
    START WITH 1
    INCREMENT BY 1
    NO MINVALUE
    NO MAXVALUE
    CACHE 1
);

CREATE TABLE public.catalogue_attributeversion (
    pgh_id integer NOT NULL,
    pgh_created_at timestamp with time zone NOT NULL,
    pgh_label text NOT NULL,
    id bigint NOT NULL,
    name_sv character varying(255) NOT NULL,
    name_en character varying(255) NOT NULL,
    code character varying(60) NOT NULL,
    kind character varying(10) NOT NULL,
    unit character varying(20) NOT NULL,
    is_filterable boolean NOT NULL,
    "position" integer NOT NULL,
    pgh_context_id uuid,
    pgh_obj_id bigint NOT NULL,
    CONSTRAINT catalogue_attributeversion_position_check CHECK (("position" >= 0))
);

ALTER TABLE public.catalogue_attributeversion ALTER COLUMN pgh_id ADD GENERATED BY DEFAULT AS IDENTITY (
    SEQUENCE NAME public.catalogue_attributeversion_pgh_id_seq
    START WITH 1
    INCREMENT BY 1
    NO MINVALUE
    NO MAXVALUE
    CACHE 1
);

CREATE TABLE public.catalogue_brand (
    id bigint NOT NULL,
    name character varying(120) NOT NULL
);

ALTER TABLE public.catalogue_brand ALTER COLUMN id ADD GENERATED BY DEFAULT AS IDENTITY (
    SEQUENCE NAME public.catalogue_brand_id_seq
    START WITH 1
    INCREMENT BY 1
    NO MINVALUE
    NO MAXVALUE
    CACHE 1
);

CREATE TABLE public.catalogue_brandversion (
    pgh_id integer NOT NULL,
    pgh_created_at timestamp with time zone NOT NULL,
    pgh_label text NOT NULL,
    id bigint NOT NULL,
    name character varying(120) NOT NULL,
    pgh_context_id uuid,
    pgh_obj_id bigint NOT NULL
);

ALTER TABLE public.catalogue_brandversion ALTER COLUMN pgh_id ADD GENERATED BY DEFAULT AS IDENTITY (
    SEQUENCE NAME public.catalogue_brandversion_pgh_id_seq
    START WITH 1
    INCREMENT BY 1
    NO MINVALUE
    NO MAXVALUE
    CACHE 1
);

CREATE TABLE public.catalogue_category (
    id bigint NOT NULL,
    name_sv character varying(255) NOT NULL,
    name_en character varying(255) NOT NULL,
    code character varying(120) NOT NULL,
    "position" integer NOT NULL,
    parent_id bigint,
    CONSTRAINT catalogue_category_position_check CHECK (("position" >= 0)),
    CONSTRAINT category_not_its_own_parent CHECK ((NOT ((parent_id = id) AND (parent_id IS NOT NULL))))
);

ALTER TABLE public.catalogue_category ALTER COLUMN id ADD GENERATED BY DEFAULT AS IDENTITY (
    SEQUENCE NAME public.catalogue_category_id_seq
    START WITH 1
    INCREMENT BY 1
    NO MINVALUE
    NO MAXVALUE
    CACHE 1
);

CREATE TABLE public.catalogue_categoryversion (
    pgh_id integer NOT NULL,
    pgh_created_at timestamp with time zone NOT NULL,
    pgh_label text NOT NULL,
    id bigint NOT NULL,
    name_sv character varying(255) NOT NULL,
    name_en character varying(255) NOT NULL,
    code character varying(120) NOT NULL,
    "position" integer NOT NULL,
    parent_id bigint,
    pgh_context_id uuid,
    pgh_obj_id bigint NOT NULL,
    CONSTRAINT catalogue_categoryversion_position_check CHECK (("position" >= 0))
);

ALTER TABLE public.catalogue_categoryversion ALTER COLUMN pgh_id ADD GENERATED BY DEFAULT AS IDENTITY (
    SEQUENCE NAME public.catalogue_categoryversion_pgh_id_seq
    START WITH 1
    INCREMENT BY 1
    NO MINVALUE
    NO MAXVALUE
    CACHE 1
);

CREATE TABLE public.catalogue_manufacturer (
    id bigint NOT NULL,
    name character varying(120) NOT NULL,
    postal_address text NOT NULL,
    email character varying(254) NOT NULL,
    website character varying(200) NOT NULL,
    country character varying(2) NOT NULL,
    responsible_email character varying(254) NOT NULL,
    responsible_name character varying(120) NOT NULL,
    responsible_postal_address text NOT NULL,
    responsible_website character varying(200) NOT NULL,
    CONSTRAINT manufacturer_country_code CHECK (((country)::text ~ '^([A-Z]{2})?$'::text))
);

ALTER TABLE public.catalogue_manufacturer ALTER COLUMN id ADD GENERATED BY DEFAULT AS IDENTITY (
    SEQUENCE NAME public.catalogue_manufacturer_id_seq
    START WITH 1
    INCREMENT BY 1
    NO MINVALUE
    NO MAXVALUE
    CACHE 1
);

CREATE TABLE public.catalogue_manufacturerversion (
    pgh_id integer NOT NULL,
    pgh_created_at timestamp with time zone NOT NULL,
    pgh_label text NOT NULL,
    id bigint NOT NULL,
    name character varying(120) NOT NULL,
    postal_address text NOT NULL,
    email character varying(254) NOT NULL,
    website character varying(200) NOT NULL,
    pgh_context_id uuid,
    pgh_obj_id bigint NOT NULL,
    country character varying(2) NOT NULL,
    responsible_email character varying(254) NOT NULL,
    responsible_name character varying(120) NOT NULL,
    responsible_postal_address text CONSTRAINT catalogue_manufacturerversi_responsible_postal_address_not_null NOT NULL,
    responsible_website character varying(200) NOT NULL
);

ALTER TABLE public.catalogue_manufacturerversion ALTER COLUMN pgh_id ADD GENERATED BY DEFAULT AS IDENTITY (
    SEQUENCE NAME public.catalogue_manufacturerversion_pgh_id_seq
    START WITH 1
    INCREMENT BY 1
    NO MINVALUE
    NO MAXVALUE
    CACHE 1
);

CREATE TABLE public.catalogue_product (
    id bigint NOT NULL,
    name_sv character varying(255) NOT NULL,
    name_en character varying(255) NOT NULL,
    code character varying(255) NOT NULL,
    tax_class character varying(10) NOT NULL,
    kind character varying(120) NOT NULL,
    tags character varying(80)[] NOT NULL,
    is_on_sale boolean NOT NULL,
    created_at timestamp with time zone NOT NULL,
    facet_values bigint[] NOT NULL,
    brand_id bigint,
    manufacturer_id bigint,
    is_perishable boolean DEFAULT false NOT NULL,
    withdrawal_exempt character varying(20) DEFAULT ''::character varying NOT NULL,
    replaced_by_id bigint,
    CONSTRAINT product_not_replaced_by_itself CHECK (((replaced_by_id IS NULL) OR (NOT ((replaced_by_id = id) AND (replaced_by_id IS NOT NULL)))))
);

ALTER TABLE public.catalogue_product ALTER COLUMN id ADD GENERATED BY DEFAULT AS IDENTITY (
    SEQUENCE NAME public.catalogue_product_id_seq
    START WITH 1
    INCREMENT BY 1
    NO MINVALUE
    NO MAXVALUE
    CACHE 1
);

CREATE TABLE public.catalogue_productattribute (
    id bigint NOT NULL,
    number numeric(12,3),
    "boolean" boolean,
    text character varying(255),
    attribute_id bigint NOT NULL,
    product_id bigint NOT NULL,
    value_id bigint,
    CONSTRAINT product_attribute_one_kind CHECK (((("boolean" IS NULL) AND (number IS NULL) AND (text IS NULL) AND (value_id IS NOT NULL)) OR (("boolean" IS NULL) AND (number IS NOT NULL) AND (text IS NULL) AND (value_id IS NULL)) OR (("boolean" IS NOT NULL) AND (number IS NULL) AND (text IS NULL) AND (value_id IS NULL)) OR (("boolean" IS NULL) AND (number IS NULL) AND (text IS NOT NULL) AND (value_id IS NULL))))
);

ALTER TABLE public.catalogue_productattribute ALTER COLUMN id ADD GENERATED BY DEFAULT AS IDENTITY (
    SEQUENCE NAME public.catalogue_productattribute_id_seq
    START WITH 1
    INCREMENT BY 1
    NO MINVALUE
    NO MAXVALUE
    CACHE 1
);

CREATE TABLE public.catalogue_productattributeversion (
    pgh_id integer NOT NULL,
    pgh_created_at timestamp with time zone NOT NULL,
    pgh_label text NOT NULL,
    id bigint NOT NULL,
    number numeric(12,3),
    "boolean" boolean,
    text character varying(255),
    attribute_id bigint NOT NULL,
    pgh_context_id uuid,
    pgh_obj_id bigint NOT NULL,
    product_id bigint NOT NULL,
    value_id bigint
);

ALTER TABLE public.catalogue_productattributeversion ALTER COLUMN pgh_id ADD GENERATED BY DEFAULT AS IDENTITY (
    SEQUENCE NAME public.catalogue_productattributeversion_pgh_id_seq
    START WITH 1
    INCREMENT BY 1
    NO MINVALUE
    NO MAXVALUE
    CACHE 1
);

CREATE TABLE public.catalogue_productcategory (
    id bigint NOT NULL,
    is_primary boolean NOT NULL,
    "position" integer NOT NULL,
    category_id bigint NOT NULL,
    product_id bigint NOT NULL,
    CONSTRAINT catalogue_productcategory_position_check CHECK (("position" >= 0))
);

ALTER TABLE public.catalogue_productcategory ALTER COLUMN id ADD GENERATED BY DEFAULT AS IDENTITY (
    SEQUENCE NAME public.catalogue_productcategory_id_seq
    START WITH 1
    INCREMENT BY 1
    NO MINVALUE
    NO MAXVALUE
    CACHE 1
);

CREATE TABLE public.catalogue_productcategoryversion (
    pgh_id integer NOT NULL,
    pgh_created_at timestamp with time zone NOT NULL,
    pgh_label text NOT NULL,
    id bigint NOT NULL,
    is_primary boolean NOT NULL,
    "position" integer NOT NULL,
    category_id bigint NOT NULL,
    pgh_context_id uuid,
    pgh_obj_id bigint NOT NULL,
    product_id bigint NOT NULL,
    CONSTRAINT catalogue_productcategoryversion_position_check CHECK (("position" >= 0))
);

ALTER TABLE public.catalogue_productcategoryversion ALTER COLUMN pgh_id ADD GENERATED BY DEFAULT AS IDENTITY (
    SEQUENCE NAME public.catalogue_productcategoryversion_pgh_id_seq
    START WITH 1
    INCREMENT BY 1
    NO MINVALUE
    NO MAXVALUE
    CACHE 1
);

CREATE TABLE public.catalogue_productoption (
    id bigint NOT NULL,
    "position" smallint NOT NULL,
    attribute_id bigint NOT NULL,
    product_id bigint NOT NULL,
    CONSTRAINT catalogue_productoption_position_check CHECK (("position" >= 0))
);

ALTER TABLE public.catalogue_productoption ALTER COLUMN id ADD GENERATED BY DEFAULT AS IDENTITY (
    SEQUENCE NAME public.catalogue_productoption_id_seq
    START WITH 1
    INCREMENT BY 1
    NO MINVALUE
    NO MAXVALUE
    CACHE 1
);

CREATE TABLE public.catalogue_productoptionversion (
    pgh_id integer NOT NULL,
    pgh_created_at timestamp with time zone NOT NULL,
    pgh_label text NOT NULL,
    id bigint NOT NULL,
    "position" smallint NOT NULL,
    attribute_id bigint NOT NULL,
    pgh_context_id uuid,
    pgh_obj_id bigint NOT NULL,
    product_id bigint NOT NULL,
    CONSTRAINT catalogue_productoptionversion_position_check CHECK (("position" >= 0))
);

ALTER TABLE public.catalogue_productoptionversion ALTER COLUMN pgh_id ADD GENERATED BY DEFAULT AS IDENTITY (
    SEQUENCE NAME public.catalogue_productoptionversion_pgh_id_seq
    START WITH 1
    INCREMENT BY 1
    NO MINVALUE
    NO MAXVALUE
    CACHE 1
);

CREATE TABLE public.catalogue_productversion (
    pgh_id integer NOT NULL,
    pgh_created_at timestamp with time zone NOT NULL,
    pgh_label text NOT NULL,
    id bigint NOT NULL,
    name_sv character varying(255) NOT NULL,
    name_en character varying(255) NOT NULL,
    code character varying(255) NOT NULL,
    tax_class character varying(10) NOT NULL,
    is_perishable boolean DEFAULT false NOT NULL,
    withdrawal_exempt character varying(20) DEFAULT ''::character varying NOT NULL,
    kind character varying(120) NOT NULL,
    tags character varying(80)[] NOT NULL,
    is_on_sale boolean NOT NULL,
    brand_id bigint,
    manufacturer_id bigint,
    pgh_context_id uuid,
    pgh_obj_id bigint NOT NULL,
    replaced_by_id bigint
);

ALTER TABLE public.catalogue_productversion ALTER COLUMN pgh_id ADD GENERATED BY DEFAULT AS IDENTITY (
    SEQUENCE NAME public.catalogue_productversion_pgh_id_seq
    START WITH 1
    INCREMENT BY 1
    NO MINVALUE
    NO MAXVALUE
    CACHE 1
);

CREATE TABLE public.catalogue_variant (
    id bigint NOT NULL,
    sku character varying(64) NOT NULL,
    gtin character varying(14),
    label_sv character varying(255) NOT NULL,
    label_en character varying(255) NOT NULL,
    weight_g integer NOT NULL,
    "position" integer NOT NULL,
    is_active boolean NOT NULL,
    product_id bigint NOT NULL,
    cost numeric(12,2),
    content_amount numeric(12,3),
    content_unit character varying(4) DEFAULT ''::character varying NOT NULL,
    CONSTRAINT catalogue_variant_position_check CHECK (("position" >= 0)),
    CONSTRAINT catalogue_variant_weight_g_check CHECK ((weight_g >= 0)),
    CONSTRAINT variant_content_whole_or_none CHECK ((((content_amount IS NULL) AND ((content_unit)::text = ''::text)) OR ((content_amount > (0)::numeric) AND (content_amount IS NOT NULL) AND ((content_unit)::text = ANY (ARRAY[('g'::character varying)::text, ('kg'::character varying)::text, ('ml'::character varying)::text, ('cl'::character varying)::text, ('l'::character varying)::text, ('cm'::character varying)::text, ('m'::character varying)::text, ('m2'::character varying)::text, ('m3'::character varying)::text, ('st'::character varying)::text]))))),
    CONSTRAINT variant_gtin_not_empty CHECK ((NOT (((gtin)::text = ''::text) AND (gtin IS NOT NULL)))),
    CONSTRAINT variant_sku_not_empty CHECK ((NOT ((sku)::text = ''::text)))
);

ALTER TABLE public.catalogue_variant ALTER COLUMN id ADD GENERATED BY DEFAULT AS IDENTITY (
    SEQUENCE NAME public.catalogue_variant_id_seq
    START WITH 1
    INCREMENT BY 1
    NO MINVALUE
    NO MAXVALUE
    CACHE 1
);

CREATE TABLE public.catalogue_variantvalue (
    id bigint NOT NULL,
    value_id bigint NOT NULL,
    variant_id bigint NOT NULL
);

ALTER TABLE public.catalogue_variantvalue ALTER COLUMN id ADD GENERATED BY DEFAULT AS IDENTITY (
    SEQUENCE NAME public.catalogue_variantvalue_id_seq
    START WITH 1
    INCREMENT BY 1
    NO MINVALUE
    NO MAXVALUE
    CACHE 1
);

CREATE TABLE public.catalogue_variantvalueversion (
    pgh_id integer NOT NULL,
    pgh_created_at timestamp with time zone NOT NULL,
    pgh_label text NOT NULL,
    id bigint NOT NULL,
    pgh_context_id uuid,
    pgh_obj_id bigint NOT NULL,
    value_id bigint NOT NULL,
    variant_id bigint NOT NULL
);

ALTER TABLE public.catalogue_variantvalueversion ALTER COLUMN pgh_id ADD GENERATED BY DEFAULT AS IDENTITY (
    SEQUENCE NAME public.catalogue_variantvalueversion_pgh_id_seq
    START WITH 1
    INCREMENT BY 1
    NO MINVALUE
    NO MAXVALUE
    CACHE 1
);

CREATE TABLE public.catalogue_variantversion (
    pgh_id integer NOT NULL,
    pgh_created_at timestamp with time zone NOT NULL,
    pgh_label text NOT NULL,
    id bigint NOT NULL,
    sku character varying(64) NOT NULL,
    gtin character varying(14),
    label_sv character varying(255) NOT NULL,
    label_en character varying(255) NOT NULL,
    weight_g integer NOT NULL,
    content_amount numeric(12,3),
    content_unit character varying(4) DEFAULT ''::character varying NOT NULL,
    cost numeric(12,2),
    "position" integer NOT NULL,
    is_active boolean NOT NULL,
    pgh_context_id uuid,
    pgh_obj_id bigint NOT NULL,
    product_id bigint NOT NULL,
    CONSTRAINT catalogue_variantversion_position_check CHECK (("position" >= 0)),
    CONSTRAINT catalogue_variantversion_weight_g_check CHECK ((weight_g >= 0))
);

ALTER TABLE public.catalogue_variantversion ALTER COLUMN pgh_id ADD GENERATED BY DEFAULT AS IDENTITY (
    SEQUENCE NAME public.catalogue_variantversion_pgh_id_seq
    START WITH 1
    INCREMENT BY 1
    NO MINVALUE
    NO MAXVALUE
    CACHE 1
);

CREATE TABLE public.cms_campaignoffer (
    id bigint NOT NULL,
    sort_order integer,
    name character varying(120) NOT NULL,
    name_en character varying(120) NOT NULL,
    kind character varying(13) NOT NULL,
    value numeric(12,2),
    buy smallint,
    pay smallint,
    audience character varying(13) NOT NULL,
    levels character varying(20)[] NOT NULL,
    organisations bigint[] NOT NULL,
    scope character varying(10) NOT NULL,
    categories bigint[] NOT NULL,
    products bigint[] NOT NULL,
    code character varying(40) NOT NULL,
    minimum_sum numeric(12,2),
    max_uses integer,
    is_stackable boolean NOT NULL,
    is_announced boolean NOT NULL,
    page_id integer NOT NULL,
    CONSTRAINT campaign_offer_at_most_all CHECK (((NOT ((kind)::text = 'percentage'::text)) OR (value IS NULL) OR (value <= (100)::numeric))),
    CONSTRAINT campaign_offer_value_not_negative CHECK (((value IS NULL) OR (value >= (0)::numeric))),
    CONSTRAINT cms_campaignoffer_buy_check CHECK ((buy >= 0)),
    CONSTRAINT cms_campaignoffer_max_uses_check CHECK ((max_uses >= 0)),
    CONSTRAINT cms_campaignoffer_pay_check CHECK ((pay >= 0))
);

ALTER TABLE public.cms_campaignoffer ALTER COLUMN id ADD GENERATED BY DEFAULT AS IDENTITY (
    SEQUENCE NAME public.cms_campaignoffer_id_seq
    START WITH 1
    INCREMENT BY 1
    NO MINVALUE
    NO MAXVALUE
    CACHE 1
);

CREATE TABLE public.cms_campaignpage (
    page_ptr_id integer NOT NULL,
    intro text NOT NULL,
    action_label character varying(60) NOT NULL,
    body jsonb NOT NULL,
    action_page_id integer,
    picture_id bigint,
    social_image_id bigint
);

CREATE TABLE public.cms_categorylink (
    id bigint NOT NULL,
    translation_key uuid NOT NULL,
    category_id bigint NOT NULL
);

ALTER TABLE public.cms_categorylink ALTER COLUMN id ADD GENERATED BY DEFAULT AS IDENTITY (
    SEQUENCE NAME public.cms_categorylink_id_seq
    START WITH 1
    INCREMENT BY 1
    NO MINVALUE
    NO MAXVALUE
    CACHE 1
);

CREATE TABLE public.cms_categorypage (
    page_ptr_id integer NOT NULL,
    intro text NOT NULL,
    picture_id bigint,
    social_image_id bigint
);

CREATE TABLE public.cms_consent (
    id bigint NOT NULL,
    key uuid NOT NULL,
    purpose character varying(40) NOT NULL,
    is_given boolean NOT NULL,
    asked text NOT NULL,
    language character varying(5) NOT NULL,
    page character varying(2000) NOT NULL,
    said_at timestamp with time zone NOT NULL,
    withdrawn_at timestamp with time zone,
    CONSTRAINT consent_withdrawn_after_given CHECK (((withdrawn_at IS NULL) OR (is_given AND (withdrawn_at >= said_at))))
);

ALTER TABLE public.cms_consent ALTER COLUMN id ADD GENERATED BY DEFAULT AS IDENTITY (
    SEQUENCE NAME public.cms_consent_id_seq
    START WITH 1
    INCREMENT BY 1
    NO MINVALUE
    NO MAXVALUE
    CACHE 1
);

CREATE TABLE public.cms_formfield (
    id bigint NOT NULL,
    sort_order integer,
    clean_name character varying(255) NOT NULL,
    label character varying(255) NOT NULL,
    required boolean NOT NULL,
    choices text NOT NULL,
    default_value text NOT NULL,
    help_text character varying(255) NOT NULL,
    field_type character varying(16) NOT NULL,
    page_id integer NOT NULL
);

ALTER TABLE public.cms_formfield ALTER COLUMN id ADD GENERATED BY DEFAULT AS IDENTITY (
    SEQUENCE NAME public.cms_formfield_id_seq
    START WITH 1
    INCREMENT BY 1
    NO MINVALUE
    NO MAXVALUE
    CACHE 1
);

CREATE TABLE public.cms_formpage (
    page_ptr_id integer NOT NULL,
    intro text NOT NULL,
    body jsonb NOT NULL,
    button character varying(40) NOT NULL,
    thanks text NOT NULL,
    receiver character varying(254) NOT NULL,
    privacy text NOT NULL,
    keep_days smallint NOT NULL,
    social_image_id bigint,
    CONSTRAINT cms_formpage_keep_days_check CHECK ((keep_days >= 0))
);

CREATE TABLE public.cms_formsent (
    id bigint NOT NULL,
    form_data jsonb NOT NULL,
    submit_time timestamp with time zone NOT NULL,
    agreed text NOT NULL,
    language character varying(5) NOT NULL,
    forget_at timestamp with time zone NOT NULL,
    mailed_at timestamp with time zone,
    page_id integer NOT NULL
);

ALTER TABLE public.cms_formsent ALTER COLUMN id ADD GENERATED BY DEFAULT AS IDENTITY (
    SEQUENCE NAME public.cms_formsent_id_seq
    START WITH 1
    INCREMENT BY 1
    NO MINVALUE
    NO MAXVALUE
    CACHE 1
);

CREATE TABLE public.cms_listedproduct (
    id bigint NOT NULL,
    is_listed boolean NOT NULL,
    name character varying(255) NOT NULL,
    sort_key text NOT NULL COLLATE pg_catalog."C",
    url_path text NOT NULL,
    brand character varying(120) NOT NULL,
    picture_id integer,
    second_picture_id integer,
    facet_values bigint[] NOT NULL,
    created_at timestamp with time zone NOT NULL,
    words text[] NOT NULL,
    locale_id integer NOT NULL,
    page_id integer NOT NULL,
    product_id bigint NOT NULL
);

ALTER TABLE public.cms_listedproduct ALTER COLUMN id ADD GENERATED BY DEFAULT AS IDENTITY (
    SEQUENCE NAME public.cms_listedproduct_id_seq
    START WITH 1
    INCREMENT BY 1
    NO MINVALUE
    NO MAXVALUE
    CACHE 1
);

CREATE TABLE public.cms_livefault (
    page_id integer NOT NULL,
    faults jsonb NOT NULL,
    found_at timestamp with time zone NOT NULL
);

CREATE TABLE public.cms_lookthrough (
    id bigint NOT NULL,
    reached integer NOT NULL,
    pages integer NOT NULL,
    began_at timestamp with time zone NOT NULL,
    ended_at timestamp with time zone,
    CONSTRAINT cms_lookthrough_pages_check CHECK ((pages >= 0)),
    CONSTRAINT cms_lookthrough_reached_check CHECK ((reached >= 0)),
    CONSTRAINT one_look_through CHECK ((id = 1))
);

ALTER TABLE public.cms_lookthrough ALTER COLUMN id ADD GENERATED BY DEFAULT AS IDENTITY (
    SEQUENCE NAME public.cms_lookthrough_id_seq
    START WITH 1
    INCREMENT BY 1
    NO MINVALUE
    NO MAXVALUE
    CACHE 1
);

CREATE TABLE public.cms_menu (
    id bigint NOT NULL,
    translation_key uuid NOT NULL,
    live boolean NOT NULL,
    has_unpublished_changes boolean NOT NULL,
    first_published_at timestamp with time zone,
    last_published_at timestamp with time zone,
    go_live_at timestamp with time zone,
    expire_at timestamp with time zone,
    expired boolean NOT NULL,
    locked boolean NOT NULL,
    locked_at timestamp with time zone,
    place character varying(10) NOT NULL,
    entries jsonb NOT NULL,
    latest_revision_id integer,
    live_revision_id integer,
    locale_id integer NOT NULL,
    locked_by_id bigint
);

ALTER TABLE public.cms_menu ALTER COLUMN id ADD GENERATED BY DEFAULT AS IDENTITY (
    SEQUENCE NAME public.cms_menu_id_seq
    START WITH 1
    INCREMENT BY 1
    NO MINVALUE
    NO MAXVALUE
    CACHE 1
);

CREATE TABLE public.cms_outsidelink (
    id bigint NOT NULL,
    url character varying(2000) NOT NULL,
    seen_at timestamp with time zone NOT NULL,
    ask_at timestamp with time zone NOT NULL,
    asked_at timestamp with time zone,
    status smallint,
    problem character varying(200) NOT NULL,
    failures smallint NOT NULL,
    CONSTRAINT cms_outsidelink_failures_check CHECK ((failures >= 0)),
    CONSTRAINT cms_outsidelink_status_check CHECK ((status >= 0))
);

ALTER TABLE public.cms_outsidelink ALTER COLUMN id ADD GENERATED BY DEFAULT AS IDENTITY (
    SEQUENCE NAME public.cms_outsidelink_id_seq
    START WITH 1
    INCREMENT BY 1
    NO MINVALUE
    NO MAXVALUE
    CACHE 1
);

CREATE TABLE public.cms_picturebatch (
    id bigint NOT NULL,
    name character varying(255) NOT NULL,
    file character varying(100) NOT NULL,
    folder character varying(500) NOT NULL,
    publishes boolean NOT NULL,
    begun_at timestamp with time zone NOT NULL,
    listed_at timestamp with time zone,
    ended_at timestamp with time zone,
    trouble text NOT NULL,
    by_id bigint,
    is_loose boolean DEFAULT false NOT NULL,
    CONSTRAINT picture_batch_ends_after_it_begins CHECK (((ended_at IS NULL) OR (ended_at >= begun_at))),
    CONSTRAINT picture_batch_of_one_kind CHECK (((NOT is_loose) OR (((file)::text = ''::text) AND ((folder)::text = ''::text))))
);

ALTER TABLE public.cms_picturebatch ALTER COLUMN id ADD GENERATED BY DEFAULT AS IDENTITY (
    SEQUENCE NAME public.cms_picturebatch_id_seq
    START WITH 1
    INCREMENT BY 1
    NO MINVALUE
    NO MAXVALUE
    CACHE 1
);

CREATE TABLE public.cms_picturebatchfile (
    id bigint NOT NULL,
    place integer NOT NULL,
    name character varying(500) NOT NULL,
    outcome character varying(8) NOT NULL,
    why text NOT NULL,
    sku character varying(64) NOT NULL,
    on_page character varying(10) NOT NULL,
    batch_id bigint NOT NULL,
    image_id bigint,
    product_id bigint,
    CONSTRAINT cms_picturebatchfile_place_check CHECK ((place >= 0))
);

ALTER TABLE public.cms_picturebatchfile ALTER COLUMN id ADD GENERATED BY DEFAULT AS IDENTITY (
    SEQUENCE NAME public.cms_picturebatchfile_id_seq
    START WITH 1
    INCREMENT BY 1
    NO MINVALUE
    NO MAXVALUE
    CACHE 1
);

CREATE TABLE public.cms_previewcomment (
    id bigint NOT NULL,
    path character varying(2000) NOT NULL,
    name character varying(80) NOT NULL,
    text text NOT NULL,
    written_at timestamp with time zone NOT NULL,
    done_at timestamp with time zone,
    done_by_id bigint,
    link_id bigint NOT NULL,
    page_id integer,
    CONSTRAINT preview_comment_done CHECK (((done_by_id IS NULL) OR (done_at IS NOT NULL))),
    CONSTRAINT preview_comment_says_who_and_what CHECK (((NOT ((name)::text = ''::text)) AND (NOT (text = ''::text))))
);

ALTER TABLE public.cms_previewcomment ALTER COLUMN id ADD GENERATED BY DEFAULT AS IDENTITY (
    SEQUENCE NAME public.cms_previewcomment_id_seq
    START WITH 1
    INCREMENT BY 1
    NO MINVALUE
    NO MAXVALUE
    CACHE 1
);

CREATE TABLE public.cms_previewlink (
    id bigint NOT NULL,
    look jsonb NOT NULL,
    path character varying(2000) NOT NULL,
    note character varying(120) NOT NULL,
    is_own boolean NOT NULL,
    made_at timestamp with time zone NOT NULL,
    expires_at timestamp with time zone NOT NULL,
    withdrawn_at timestamp with time zone,
    made_by_id bigint NOT NULL,
    CONSTRAINT preview_link_lasts CHECK ((expires_at > made_at))
);

ALTER TABLE public.cms_previewlink ALTER COLUMN id ADD GENERATED BY DEFAULT AS IDENTITY (
    SEQUENCE NAME public.cms_previewlink_id_seq
    START WITH 1
    INCREMENT BY 1
    NO MINVALUE
    NO MAXVALUE
    CACHE 1
);

CREATE TABLE public.cms_productlink (
    id bigint NOT NULL,
    translation_key uuid NOT NULL,
    product_id bigint NOT NULL,
    written jsonb NOT NULL
);

ALTER TABLE public.cms_productlink ALTER COLUMN id ADD GENERATED BY DEFAULT AS IDENTITY (
    SEQUENCE NAME public.cms_productlink_id_seq
    START WITH 1
    INCREMENT BY 1
    NO MINVALUE
    NO MAXVALUE
    CACHE 1
);

CREATE TABLE public.cms_productpage (
    page_ptr_id integer NOT NULL,
    lead text NOT NULL,
    gallery jsonb NOT NULL,
    story jsonb NOT NULL,
    care text NOT NULL,
    safety text NOT NULL,
    social_image_id bigint
);

CREATE TABLE public.cms_promotedcontent (
    id bigint NOT NULL,
    key character varying(400) NOT NULL,
    fields jsonb NOT NULL,
    made_at timestamp with time zone NOT NULL
);

ALTER TABLE public.cms_promotedcontent ALTER COLUMN id ADD GENERATED BY DEFAULT AS IDENTITY (
    SEQUENCE NAME public.cms_promotedcontent_id_seq
    START WITH 1
    INCREMENT BY 1
    NO MINVALUE
    NO MAXVALUE
    CACHE 1
);

CREATE TABLE public.cms_promotion (
    id bigint NOT NULL,
    package uuid NOT NULL,
    name character varying(120) NOT NULL,
    is_fetched boolean NOT NULL,
    manifest jsonb NOT NULL,
    made_at timestamp with time zone NOT NULL,
    received_at timestamp with time zone NOT NULL,
    state character varying(10) NOT NULL,
    why text NOT NULL,
    leaves_empty boolean NOT NULL,
    trial jsonb,
    told jsonb NOT NULL,
    taken_at timestamp with time zone,
    undone_at timestamp with time zone,
    acted_by_id bigint,
    received_by_id bigint,
    key_id bigint NOT NULL
);

ALTER TABLE public.cms_promotion ALTER COLUMN id ADD GENERATED BY DEFAULT AS IDENTITY (
    SEQUENCE NAME public.cms_promotion_id_seq
    START WITH 1
    INCREMENT BY 1
    NO MINVALUE
    NO MAXVALUE
    CACHE 1
);

CREATE TABLE public.cms_promotionitem (
    id bigint NOT NULL,
    "position" integer NOT NULL,
    key character varying(400) NOT NULL,
    kind character varying(12) NOT NULL,
    model character varying(100) NOT NULL,
    label character varying(300) NOT NULL,
    content jsonb NOT NULL,
    is_chosen boolean NOT NULL,
    choices jsonb NOT NULL,
    found jsonb NOT NULL,
    is_fetched boolean NOT NULL,
    state character varying(10) NOT NULL,
    target character varying(40) NOT NULL,
    revision bigint,
    before jsonb NOT NULL,
    promotion_id bigint NOT NULL,
    CONSTRAINT cms_promotionitem_position_check CHECK (("position" >= 0))
);

ALTER TABLE public.cms_promotionitem ALTER COLUMN id ADD GENERATED BY DEFAULT AS IDENTITY (
    SEQUENCE NAME public.cms_promotionitem_id_seq
    START WITH 1
    INCREMENT BY 1
    NO MINVALUE
    NO MAXVALUE
    CACHE 1
);

CREATE TABLE public.cms_promotionkey (
    id bigint NOT NULL,
    name character varying(120) NOT NULL,
    public_key character varying(44) NOT NULL,
    may_send boolean NOT NULL,
    may_fetch boolean NOT NULL,
    kinds character varying(12)[] NOT NULL,
    expires_at timestamp with time zone
);

ALTER TABLE public.cms_promotionkey ALTER COLUMN id ADD GENERATED BY DEFAULT AS IDENTITY (
    SEQUENCE NAME public.cms_promotionkey_id_seq
    START WITH 1
    INCREMENT BY 1
    NO MINVALUE
    NO MAXVALUE
    CACHE 1
);

CREATE TABLE public.cms_publishedanyway (
    id bigint NOT NULL,
    page_id integer NOT NULL,
    page_title character varying(255) NOT NULL,
    rule character varying(40) NOT NULL,
    mark character varying(32) NOT NULL,
    fault text NOT NULL,
    reason text NOT NULL,
    at timestamp with time zone NOT NULL,
    by_id bigint,
    CONSTRAINT cms_publishedanyway_page_id_check CHECK ((page_id >= 0)),
    CONSTRAINT published_anyway_with_a_reason CHECK ((NOT (reason = ''::text)))
);

ALTER TABLE public.cms_publishedanyway ALTER COLUMN id ADD GENERATED BY DEFAULT AS IDENTITY (
    SEQUENCE NAME public.cms_publishedanyway_id_seq
    START WITH 1
    INCREMENT BY 1
    NO MINVALUE
    NO MAXVALUE
    CACHE 1
);

CREATE TABLE public.cms_release (
    id bigint NOT NULL,
    live boolean NOT NULL,
    has_unpublished_changes boolean NOT NULL,
    first_published_at timestamp with time zone,
    last_published_at timestamp with time zone,
    go_live_at timestamp with time zone,
    expire_at timestamp with time zone,
    expired boolean NOT NULL,
    name character varying(120) NOT NULL,
    note text NOT NULL,
    starts_at timestamp with time zone,
    state character varying(9) NOT NULL,
    created_at timestamp with time zone NOT NULL,
    approved_at timestamp with time zone,
    published_at timestamp with time zone,
    undone_at timestamp with time zone,
    problem text NOT NULL,
    author_id bigint,
    latest_revision_id integer,
    live_revision_id integer,
    publisher_id bigint,
    undone_by_id bigint,
    CONSTRAINT release_published_has_instant CHECK ((((published_at IS NOT NULL) AND ((state)::text = ANY (ARRAY[('published'::character varying)::text, ('undone'::character varying)::text]))) OR ((NOT ((state)::text = ANY (ARRAY[('published'::character varying)::text, ('undone'::character varying)::text]))) AND (published_at IS NULL)))),
    CONSTRAINT release_scheduled_has_instant CHECK (((NOT ((state)::text = 'scheduled'::text)) OR (starts_at IS NOT NULL)))
);

ALTER TABLE public.cms_release ALTER COLUMN id ADD GENERATED BY DEFAULT AS IDENTITY (
    SEQUENCE NAME public.cms_release_id_seq
    START WITH 1
    INCREMENT BY 1
    NO MINVALUE
    NO MAXVALUE
    CACHE 1
);

CREATE TABLE public.cms_releaseitem (
    id bigint NOT NULL,
    object_id character varying(255) NOT NULL,
    name character varying(255) NOT NULL,
    added_at timestamp with time zone NOT NULL,
    seen_revision bigint,
    seen_published_at timestamp with time zone,
    seen_live boolean NOT NULL,
    was_live boolean NOT NULL,
    made_published_at timestamp with time zone,
    outcome character varying(10) NOT NULL,
    added_by_id bigint,
    before_id integer,
    change_set_id bigint,
    content_type_id integer,
    release_id bigint NOT NULL,
    revision_id integer,
    CONSTRAINT release_item_is_one_thing CHECK ((((change_set_id IS NULL) AND (content_type_id IS NOT NULL)) OR ((change_set_id IS NOT NULL) AND (content_type_id IS NULL) AND ((object_id)::text = ''::text) AND (revision_id IS NULL))))
);

ALTER TABLE public.cms_releaseitem ALTER COLUMN id ADD GENERATED BY DEFAULT AS IDENTITY (
    SEQUENCE NAME public.cms_releaseitem_id_seq
    START WITH 1
    INCREMENT BY 1
    NO MINVALUE
    NO MAXVALUE
    CACHE 1
);

CREATE TABLE public.cms_rulechoice (
    id bigint NOT NULL,
    code character varying(40) NOT NULL,
    is_blocking boolean NOT NULL,
    changed_at timestamp with time zone NOT NULL,
    changed_by_id bigint
);

ALTER TABLE public.cms_rulechoice ALTER COLUMN id ADD GENERATED BY DEFAULT AS IDENTITY (
    SEQUENCE NAME public.cms_rulechoice_id_seq
    START WITH 1
    INCREMENT BY 1
    NO MINVALUE
    NO MAXVALUE
    CACHE 1
);

CREATE TABLE public.cms_shardpage (
    page_ptr_id integer NOT NULL
);

CREATE TABLE public.cms_shopimage (
    id bigint NOT NULL,
    title character varying(255) NOT NULL,
    file character varying(100) NOT NULL,
    description character varying(255) NOT NULL,
    width integer NOT NULL,
    height integer NOT NULL,
    created_at timestamp with time zone NOT NULL,
    focal_point_x integer,
    focal_point_y integer,
    focal_point_width integer,
    focal_point_height integer,
    file_size integer,
    file_hash character varying(40) NOT NULL,
    dominant_colour character varying(7) NOT NULL,
    collection_id integer NOT NULL,
    uploaded_by_user_id bigint,
    sources jsonb NOT NULL,
    description_en character varying(255) DEFAULT ''::character varying NOT NULL,
    queued_at timestamp with time zone NOT NULL,
    made_at timestamp with time zone,
    CONSTRAINT cms_shopimage_file_size_check CHECK ((file_size >= 0)),
    CONSTRAINT cms_shopimage_focal_point_height_check CHECK ((focal_point_height >= 0)),
    CONSTRAINT cms_shopimage_focal_point_width_check CHECK ((focal_point_width >= 0)),
    CONSTRAINT cms_shopimage_focal_point_x_check CHECK ((focal_point_x >= 0)),
    CONSTRAINT cms_shopimage_focal_point_y_check CHECK ((focal_point_y >= 0))
);

ALTER TABLE public.cms_shopimage ALTER COLUMN id ADD GENERATED BY DEFAULT AS IDENTITY (
    SEQUENCE NAME public.cms_shopimage_id_seq
    START WITH 1
    INCREMENT BY 1
    NO MINVALUE
    NO MAXVALUE
    CACHE 1
);

CREATE TABLE public.cms_shoprendition (
    id bigint NOT NULL,
    filter_spec character varying(255) NOT NULL,
    file character varying(100) NOT NULL,
    width integer NOT NULL,
    height integer NOT NULL,
    focal_point_key character varying(16) NOT NULL,
    image_id bigint NOT NULL
);

ALTER TABLE public.cms_shoprendition ALTER COLUMN id ADD GENERATED BY DEFAULT AS IDENTITY (
    SEQUENCE NAME public.cms_shoprendition_id_seq
    START WITH 1
    INCREMENT BY 1
    NO MINVALUE
    NO MAXVALUE
    CACHE 1
);

CREATE TABLE public.cms_sitesettings (
    id bigint NOT NULL,
    translation_key uuid NOT NULL,
    live boolean NOT NULL,
    has_unpublished_changes boolean NOT NULL,
    first_published_at timestamp with time zone,
    last_published_at timestamp with time zone,
    go_live_at timestamp with time zone,
    expire_at timestamp with time zone,
    expired boolean NOT NULL,
    locked boolean NOT NULL,
    locked_at timestamp with time zone,
    tagline character varying(200) NOT NULL,
    email character varying(254) NOT NULL,
    phone character varying(30) NOT NULL,
    opening_hours character varying(120) NOT NULL,
    social_links jsonb NOT NULL,
    announcement character varying(140) NOT NULL,
    announcement_address character varying(300) NOT NULL,
    announcement_from timestamp with time zone,
    announcement_until timestamp with time zone,
    announcement_page_id integer,
    latest_revision_id integer,
    live_revision_id integer,
    locale_id integer NOT NULL,
    locked_by_id bigint,
    shared_picture_id bigint
);

ALTER TABLE public.cms_sitesettings ALTER COLUMN id ADD GENERATED BY DEFAULT AS IDENTITY (
    SEQUENCE NAME public.cms_sitesettings_id_seq
    START WITH 1
    INCREMENT BY 1
    NO MINVALUE
    NO MAXVALUE
    CACHE 1
);

CREATE TABLE public.cms_standardpage (
    page_ptr_id integer NOT NULL,
    intro text NOT NULL,
    body jsonb NOT NULL,
    picture_id bigint,
    social_image_id bigint,
    legal character varying(20) DEFAULT ''::character varying NOT NULL
);

CREATE TABLE public.customers_address (
    id bigint NOT NULL,
    first_name character varying(80) NOT NULL,
    last_name character varying(80) NOT NULL,
    company character varying(120) NOT NULL,
    address_1 character varying(120) NOT NULL,
    address_2 character varying(120) NOT NULL,
    postal_code character varying(12) NOT NULL,
    city character varying(80) NOT NULL,
    country character varying(2) NOT NULL,
    user_id bigint NOT NULL,
    is_default boolean NOT NULL
);

ALTER TABLE public.customers_address ALTER COLUMN id ADD GENERATED BY DEFAULT AS IDENTITY (
    SEQUENCE NAME public.customers_address_id_seq
    START WITH 1
    INCREMENT BY 1
    NO MINVALUE
    NO MAXVALUE
    CACHE 1
);

CREATE TABLE public.customers_emailproof (
    id bigint NOT NULL,
    code_hash character varying(64) NOT NULL,
    sent_at timestamp with time zone NOT NULL,
    tries smallint NOT NULL,
    user_id bigint NOT NULL,
    CONSTRAINT customers_emailproof_tries_check CHECK ((tries >= 0))
);

ALTER TABLE public.customers_emailproof ALTER COLUMN id ADD GENERATED BY DEFAULT AS IDENTITY (
    SEQUENCE NAME public.customers_emailproof_id_seq
    START WITH 1
    INCREMENT BY 1
    NO MINVALUE
    NO MAXVALUE
    CACHE 1
);

CREATE TABLE public.customers_level (
    code character varying(20) NOT NULL,
    name character varying(40) NOT NULL,
    rank smallint NOT NULL,
    CONSTRAINT customers_level_rank_check CHECK ((rank >= 0))
);

CREATE TABLE public.customers_memberinvitation (
    id bigint NOT NULL,
    email character varying(254) NOT NULL,
    role character varying(13) NOT NULL,
    spending_limit numeric(12,2),
    invited_at timestamp with time zone NOT NULL,
    invited_by_id bigint,
    organisation_id bigint NOT NULL,
    CONSTRAINT invitation_limit_not_negative CHECK (((spending_limit IS NULL) OR (spending_limit >= (0)::numeric))),
    CONSTRAINT invitation_role_is_one CHECK (((role)::text = ANY (ARRAY[('buyer'::character varying)::text, ('approver'::character varying)::text, ('administrator'::character varying)::text])))
);

ALTER TABLE public.customers_memberinvitation ALTER COLUMN id ADD GENERATED BY DEFAULT AS IDENTITY (
    SEQUENCE NAME public.customers_memberinvitation_id_seq
    START WITH 1
    INCREMENT BY 1
    NO MINVALUE
    NO MAXVALUE
    CACHE 1
);

CREATE TABLE public.customers_membership (
    id bigint NOT NULL,
    role character varying(13) NOT NULL,
    spending_limit numeric(12,2),
    user_id bigint NOT NULL,
    organisation_id bigint NOT NULL,
    CONSTRAINT membership_limit_not_negative CHECK (((spending_limit IS NULL) OR (spending_limit >= (0)::numeric))),
    CONSTRAINT membership_role_is_one CHECK (((role)::text = ANY (ARRAY[('buyer'::character varying)::text, ('approver'::character varying)::text, ('administrator'::character varying)::text])))
);

ALTER TABLE public.customers_membership ALTER COLUMN id ADD GENERATED BY DEFAULT AS IDENTITY (
    SEQUENCE NAME public.customers_membership_id_seq
    START WITH 1
    INCREMENT BY 1
    NO MINVALUE
    NO MAXVALUE
    CACHE 1
);

ALTER TABLE public.customers_organisation ALTER COLUMN id ADD GENERATED BY DEFAULT AS IDENTITY (
    SEQUENCE NAME public.customers_organisation_id_seq
    START WITH 1
    INCREMENT BY 1
    NO MINVALUE
    NO MAXVALUE
    CACHE 1
);

CREATE TABLE public.customers_passkey (
    id bigint NOT NULL,
    name character varying(64) NOT NULL,
    confirmed boolean NOT NULL,
    credential_id bytea NOT NULL,
    credential bytea NOT NULL,
    sign_count bigint NOT NULL,
    made_at timestamp with time zone NOT NULL,
    used_at timestamp with time zone,
    user_id bigint NOT NULL,
    CONSTRAINT customers_passkey_sign_count_check CHECK ((sign_count >= 0))
);

ALTER TABLE public.customers_passkey ALTER COLUMN id ADD GENERATED BY DEFAULT AS IDENTITY (
    SEQUENCE NAME public.customers_passkey_id_seq
    START WITH 1
    INCREMENT BY 1
    NO MINVALUE
    NO MAXVALUE
    CACHE 1
);

CREATE TABLE public.customers_secondfactorreset (
    id bigint NOT NULL,
    state character varying(10) NOT NULL,
    reason character varying(500) NOT NULL,
    asked_at timestamp with time zone NOT NULL,
    decided_at timestamp with time zone,
    asked_by_id bigint NOT NULL,
    decided_by_id bigint,
    user_id bigint NOT NULL,
    CONSTRAINT reset_is_by_two_others CHECK (((NOT (asked_by_id = user_id)) AND ((decided_by_id IS NULL) OR ((NOT ((decided_by_id = asked_by_id) AND (decided_by_id IS NOT NULL))) AND (NOT ((decided_by_id = user_id) AND (decided_by_id IS NOT NULL))))))),
    CONSTRAINT reset_is_decided_by_somebody CHECK ((((decided_at IS NULL) AND (decided_by_id IS NULL) AND ((state)::text = 'asked'::text)) OR ((NOT ((state)::text = 'asked'::text)) AND (decided_at IS NOT NULL) AND (decided_by_id IS NOT NULL))))
);

ALTER TABLE public.customers_secondfactorreset ALTER COLUMN id ADD GENERATED BY DEFAULT AS IDENTITY (
    SEQUENCE NAME public.customers_secondfactorreset_id_seq
    START WITH 1
    INCREMENT BY 1
    NO MINVALUE
    NO MAXVALUE
    CACHE 1
);

CREATE TABLE public.customers_user (
    id bigint NOT NULL,
    password character varying(128) NOT NULL,
    last_login timestamp with time zone,
    is_superuser boolean NOT NULL,
    first_name character varying(150) NOT NULL,
    last_name character varying(150) NOT NULL,
    is_staff boolean NOT NULL,
    is_active boolean NOT NULL,
    date_joined timestamp with time zone NOT NULL,
    email character varying(254) NOT NULL,
    phone character varying(40) NOT NULL,
    level_id character varying(20) NOT NULL
);

CREATE TABLE public.customers_user_groups (
    id bigint NOT NULL,
    user_id bigint NOT NULL,
    group_id integer NOT NULL
);

ALTER TABLE public.customers_user_groups ALTER COLUMN id ADD GENERATED BY DEFAULT AS IDENTITY (
    SEQUENCE NAME public.customers_user_groups_id_seq
    START WITH 1
    INCREMENT BY 1
    NO MINVALUE
    NO MAXVALUE
    CACHE 1
);

ALTER TABLE public.customers_user ALTER COLUMN id ADD GENERATED BY DEFAULT AS IDENTITY (
    SEQUENCE NAME public.customers_user_id_seq
    START WITH 1
    INCREMENT BY 1
    NO MINVALUE
    NO MAXVALUE
    CACHE 1
);

CREATE TABLE public.customers_user_user_permissions (
    id bigint NOT NULL,
    user_id bigint NOT NULL,
    permission_id integer NOT NULL
);

ALTER TABLE public.customers_user_user_permissions ALTER COLUMN id ADD GENERATED BY DEFAULT AS IDENTITY (
    SEQUENCE NAME public.customers_user_user_permissions_id_seq
    START WITH 1
    INCREMENT BY 1
    NO MINVALUE
    NO MAXVALUE
    CACHE 1
);

CREATE TABLE public.customers_vatcheck (
    id bigint NOT NULL,
    number character varying(14) NOT NULL,
    asked_at timestamp with time zone NOT NULL,
    answer character varying(7) NOT NULL,
    reference character varying(60) NOT NULL,
    raw jsonb NOT NULL,
    organisation_id bigint NOT NULL,
    CONSTRAINT vat_check_answer_is_one CHECK (((answer)::text = ANY (ARRAY[('valid'::character varying)::text, ('invalid'::character varying)::text, ('silent'::character varying)::text])))
);

ALTER TABLE public.customers_vatcheck ALTER COLUMN id ADD GENERATED BY DEFAULT AS IDENTITY (
    SEQUENCE NAME public.customers_vatcheck_id_seq
    START WITH 1
    INCREMENT BY 1
    NO MINVALUE
    NO MAXVALUE
    CACHE 1
);

CREATE TABLE public.desk_attachment (
    id bigint NOT NULL,
    name character varying(120) NOT NULL,
    file character varying(100) NOT NULL,
    size integer NOT NULL,
    checksum character varying(64) NOT NULL,
    entry_id bigint NOT NULL,
    CONSTRAINT desk_attachment_size_check CHECK ((size >= 0))
);

ALTER TABLE public.desk_attachment ALTER COLUMN id ADD GENERATED BY DEFAULT AS IDENTITY (
    SEQUENCE NAME public.desk_attachment_id_seq
    START WITH 1
    INCREMENT BY 1
    NO MINVALUE
    NO MAXVALUE
    CACHE 1
);

CREATE TABLE public.desk_entry (
    id bigint NOT NULL,
    kind character varying(10) NOT NULL,
    at timestamp with time zone NOT NULL,
    by_name character varying(160) NOT NULL,
    before character varying(200) NOT NULL,
    after character varying(200) NOT NULL,
    text text NOT NULL,
    is_internal boolean NOT NULL,
    by_id bigint,
    ticket_id bigint NOT NULL,
    CONSTRAINT desk_comment_is_for_all CHECK (((NOT ((kind)::text = 'comment'::text)) OR (NOT is_internal))),
    CONSTRAINT desk_comment_says_something CHECK (((NOT ((kind)::text = ANY (ARRAY[('comment'::character varying)::text, ('internal'::character varying)::text]))) OR (NOT (text = ''::text)))),
    CONSTRAINT desk_internal_stays_inside CHECK (((NOT ((kind)::text = 'internal'::text)) OR is_internal))
);

ALTER TABLE public.desk_entry ALTER COLUMN id ADD GENERATED BY DEFAULT AS IDENTITY (
    SEQUENCE NAME public.desk_entry_id_seq
    START WITH 1
    INCREMENT BY 1
    NO MINVALUE
    NO MAXVALUE
    CACHE 1
);

CREATE TABLE public.desk_matrixcell (
    id bigint NOT NULL,
    impact smallint NOT NULL,
    urgency smallint NOT NULL,
    priority smallint NOT NULL,
    CONSTRAINT desk_matrix_within_four CHECK (((impact = ANY (ARRAY[1, 2, 3, 4])) AND (priority = ANY (ARRAY[1, 2, 3, 4])) AND (urgency = ANY (ARRAY[1, 2, 3, 4])))),
    CONSTRAINT desk_matrixcell_impact_check CHECK ((impact >= 0)),
    CONSTRAINT desk_matrixcell_priority_check CHECK ((priority >= 0)),
    CONSTRAINT desk_matrixcell_urgency_check CHECK ((urgency >= 0))
);

ALTER TABLE public.desk_matrixcell ALTER COLUMN id ADD GENERATED BY DEFAULT AS IDENTITY (
    SEQUENCE NAME public.desk_matrixcell_id_seq
    START WITH 1
    INCREMENT BY 1
    NO MINVALUE
    NO MAXVALUE
    CACHE 1
);

CREATE TABLE public.desk_matrixcellversion (
    pgh_id integer NOT NULL,
    pgh_created_at timestamp with time zone NOT NULL,
    pgh_label text NOT NULL,
    id bigint NOT NULL,
    impact smallint NOT NULL,
    urgency smallint NOT NULL,
    priority smallint NOT NULL,
    pgh_context_id uuid,
    pgh_obj_id bigint NOT NULL,
    CONSTRAINT desk_matrixcellversion_impact_check CHECK ((impact >= 0)),
    CONSTRAINT desk_matrixcellversion_priority_check CHECK ((priority >= 0)),
    CONSTRAINT desk_matrixcellversion_urgency_check CHECK ((urgency >= 0))
);

ALTER TABLE public.desk_matrixcellversion ALTER COLUMN pgh_id ADD GENERATED BY DEFAULT AS IDENTITY (
    SEQUENCE NAME public.desk_matrixcellversion_pgh_id_seq
    START WITH 1
    INCREMENT BY 1
    NO MINVALUE
    NO MAXVALUE
    CACHE 1
);

CREATE TABLE public.desk_notice (
    id bigint NOT NULL,
    sent_at timestamp with time zone,
    entry_id bigint NOT NULL,
    subscription_id bigint NOT NULL
);

ALTER TABLE public.desk_notice ALTER COLUMN id ADD GENERATED BY DEFAULT AS IDENTITY (
    SEQUENCE NAME public.desk_notice_id_seq
    START WITH 1
    INCREMENT BY 1
    NO MINVALUE
    NO MAXVALUE
    CACHE 1
);

CREATE TABLE public.desk_priority (
    id bigint NOT NULL,
    rank smallint NOT NULL,
    answer_minutes integer NOT NULL,
    solve_minutes integer NOT NULL,
    CONSTRAINT desk_priority_answer_minutes_check CHECK ((answer_minutes >= 0)),
    CONSTRAINT desk_priority_answers_first CHECK (((answer_minutes >= 1) AND (solve_minutes >= answer_minutes))),
    CONSTRAINT desk_priority_is_one CHECK ((rank = ANY (ARRAY[1, 2, 3, 4]))),
    CONSTRAINT desk_priority_rank_check CHECK ((rank >= 0)),
    CONSTRAINT desk_priority_solve_minutes_check CHECK ((solve_minutes >= 0))
);

ALTER TABLE public.desk_priority ALTER COLUMN id ADD GENERATED BY DEFAULT AS IDENTITY (
    SEQUENCE NAME public.desk_priority_id_seq
    START WITH 1
    INCREMENT BY 1
    NO MINVALUE
    NO MAXVALUE
    CACHE 1
);

CREATE TABLE public.desk_priorityversion (
    pgh_id integer NOT NULL,
    pgh_created_at timestamp with time zone NOT NULL,
    pgh_label text NOT NULL,
    id bigint NOT NULL,
    rank smallint NOT NULL,
    answer_minutes integer NOT NULL,
    solve_minutes integer NOT NULL,
    pgh_context_id uuid,
    pgh_obj_id bigint NOT NULL,
    CONSTRAINT desk_priorityversion_answer_minutes_check CHECK ((answer_minutes >= 0)),
    CONSTRAINT desk_priorityversion_rank_check CHECK ((rank >= 0)),
    CONSTRAINT desk_priorityversion_solve_minutes_check CHECK ((solve_minutes >= 0))
);

ALTER TABLE public.desk_priorityversion ALTER COLUMN pgh_id ADD GENERATED BY DEFAULT AS IDENTITY (
    SEQUENCE NAME public.desk_priorityversion_pgh_id_seq
    START WITH 1
    INCREMENT BY 1
    NO MINVALUE
    NO MAXVALUE
    CACHE 1
);

CREATE TABLE public.desk_subscription (
    id bigint NOT NULL,
    email character varying(254) NOT NULL,
    locale character varying(5) NOT NULL,
    is_staff boolean NOT NULL,
    user_id bigint,
    ticket_id bigint NOT NULL,
    token uuid DEFAULT gen_random_uuid() NOT NULL,
    CONSTRAINT desk_follower_is_one CHECK (((((email)::text = ''::text) AND (user_id IS NOT NULL)) OR ((NOT is_staff) AND (user_id IS NULL) AND (NOT ((email)::text = ''::text)))))
);

ALTER TABLE public.desk_subscription ALTER COLUMN id ADD GENERATED BY DEFAULT AS IDENTITY (
    SEQUENCE NAME public.desk_subscription_id_seq
    START WITH 1
    INCREMENT BY 1
    NO MINVALUE
    NO MAXVALUE
    CACHE 1
);

CREATE TABLE public.desk_ticket (
    id bigint NOT NULL,
    number bigint NOT NULL,
    kind character varying(8) NOT NULL,
    title character varying(200) NOT NULL,
    text text NOT NULL,
    sender_name character varying(160) NOT NULL,
    sender_email character varying(254) NOT NULL,
    locale character varying(5) NOT NULL,
    impact smallint NOT NULL,
    urgency smallint NOT NULL,
    proposed smallint NOT NULL,
    priority smallint NOT NULL,
    priority_reason character varying(300) NOT NULL,
    state character varying(8) NOT NULL,
    source character varying(120) NOT NULL,
    opened_at timestamp with time zone NOT NULL,
    changed_at timestamp with time zone NOT NULL,
    answered_at timestamp with time zone,
    solved_at timestamp with time zone,
    closed_at timestamp with time zone,
    reopened smallint NOT NULL,
    answer_within interval NOT NULL,
    answer_due_at timestamp with time zone,
    answer_left interval,
    solve_within interval NOT NULL,
    solve_due_at timestamp with time zone,
    solve_left interval,
    assigned_to_id bigint,
    organisation_id bigint,
    requester_id bigint,
    category_id bigint,
    has_own_target boolean DEFAULT false NOT NULL,
    CONSTRAINT desk_answering_clock CHECK ((((answer_due_at IS NOT NULL) AND (answer_left IS NULL) AND (answered_at IS NULL) AND ((state)::text = ANY (ARRAY[('new'::character varying)::text, ('accepted'::character varying)::text, ('working'::character varying)::text]))) OR (((NOT ((state)::text = ANY (ARRAY[('new'::character varying)::text, ('accepted'::character varying)::text, ('working'::character varying)::text]))) OR (answered_at IS NOT NULL)) AND (answer_due_at IS NULL) AND (answer_left IS NOT NULL)))),
    CONSTRAINT desk_closed_has_its_moment CHECK ((((closed_at IS NOT NULL) AND ((state)::text = 'closed'::text)) OR ((NOT ((state)::text = 'closed'::text)) AND (closed_at IS NULL)))),
    CONSTRAINT desk_priority_says_why CHECK (((priority = proposed) OR (NOT ((priority_reason)::text = ''::text)))),
    CONSTRAINT desk_solved_has_its_moment CHECK ((((solved_at IS NOT NULL) AND ((state)::text = ANY (ARRAY[('solved'::character varying)::text, ('closed'::character varying)::text]))) OR ((solved_at IS NULL) AND ((state)::text = ANY (ARRAY[('new'::character varying)::text, ('accepted'::character varying)::text, ('working'::character varying)::text, ('waiting'::character varying)::text]))))),
    CONSTRAINT desk_solving_clock CHECK ((((solve_due_at IS NOT NULL) AND (solve_left IS NULL) AND ((state)::text = ANY (ARRAY[('new'::character varying)::text, ('accepted'::character varying)::text, ('working'::character varying)::text]))) OR ((NOT ((state)::text = ANY (ARRAY[('new'::character varying)::text, ('accepted'::character varying)::text, ('working'::character varying)::text]))) AND (solve_due_at IS NULL) AND (solve_left IS NOT NULL)))),
    CONSTRAINT desk_ticket_has_title CHECK ((NOT ((title)::text = ''::text))),
    CONSTRAINT desk_ticket_impact_check CHECK ((impact >= 0)),
    CONSTRAINT desk_ticket_number_check CHECK ((number >= 0)),
    CONSTRAINT desk_ticket_priority_check CHECK ((priority >= 0)),
    CONSTRAINT desk_ticket_proposed_check CHECK ((proposed >= 0)),
    CONSTRAINT desk_ticket_reopened_check CHECK ((reopened >= 0)),
    CONSTRAINT desk_ticket_state_is_one CHECK (((state)::text = ANY (ARRAY[('new'::character varying)::text, ('accepted'::character varying)::text, ('working'::character varying)::text, ('waiting'::character varying)::text, ('solved'::character varying)::text, ('closed'::character varying)::text]))),
    CONSTRAINT desk_ticket_urgency_check CHECK ((urgency >= 0)),
    CONSTRAINT desk_ticket_within_four CHECK (((impact = ANY (ARRAY[1, 2, 3, 4])) AND (urgency = ANY (ARRAY[1, 2, 3, 4])) AND (priority = ANY (ARRAY[1, 2, 3, 4])) AND (proposed = ANY (ARRAY[1, 2, 3, 4]))))
);

ALTER TABLE public.desk_ticket ALTER COLUMN id ADD GENERATED BY DEFAULT AS IDENTITY (
    SEQUENCE NAME public.desk_ticket_id_seq
    START WITH 1
    INCREMENT BY 1
    NO MINVALUE
    NO MAXVALUE
    CACHE 1
);

CREATE SEQUENCE public.desk_ticket_number
    START WITH 1001
    INCREMENT BY 1
    NO MINVALUE
    NO MAXVALUE
    CACHE 1;

CREATE TABLE public.desk_ticketcategory (
    id bigint NOT NULL,
    name character varying(80) NOT NULL,
    name_en character varying(80) NOT NULL,
    "position" smallint NOT NULL,
    is_offered boolean NOT NULL,
    CONSTRAINT desk_ticketcategory_position_check CHECK (("position" >= 0))
);

ALTER TABLE public.desk_ticketcategory ALTER COLUMN id ADD GENERATED BY DEFAULT AS IDENTITY (
    SEQUENCE NAME public.desk_ticketcategory_id_seq
    START WITH 1
    INCREMENT BY 1
    NO MINVALUE
    NO MAXVALUE
    CACHE 1
);

CREATE TABLE public.desk_ticketcategoryversion (
    pgh_id integer NOT NULL,
    pgh_created_at timestamp with time zone NOT NULL,
    pgh_label text NOT NULL,
    id bigint NOT NULL,
    name character varying(80) NOT NULL,
    name_en character varying(80) NOT NULL,
    "position" smallint NOT NULL,
    is_offered boolean NOT NULL,
    pgh_context_id uuid,
    pgh_obj_id bigint NOT NULL,
    CONSTRAINT desk_ticketcategoryversion_position_check CHECK (("position" >= 0))
);

ALTER TABLE public.desk_ticketcategoryversion ALTER COLUMN pgh_id ADD GENERATED BY DEFAULT AS IDENTITY (
    SEQUENCE NAME public.desk_ticketcategoryversion_pgh_id_seq
    START WITH 1
    INCREMENT BY 1
    NO MINVALUE
    NO MAXVALUE
    CACHE 1
);

CREATE TABLE public.desk_ticketlink (
    id bigint NOT NULL,
    kind character varying(40) NOT NULL,
    key character varying(120) NOT NULL,
    name character varying(160) NOT NULL,
    url character varying(300) NOT NULL,
    ticket_id bigint NOT NULL
);

ALTER TABLE public.desk_ticketlink ALTER COLUMN id ADD GENERATED BY DEFAULT AS IDENTITY (
    SEQUENCE NAME public.desk_ticketlink_id_seq
    START WITH 1
    INCREMENT BY 1
    NO MINVALUE
    NO MAXVALUE
    CACHE 1
);

CREATE TABLE public.desk_watcher (
    id bigint NOT NULL,
    user_id bigint NOT NULL
);

ALTER TABLE public.desk_watcher ALTER COLUMN id ADD GENERATED BY DEFAULT AS IDENTITY (
    SEQUENCE NAME public.desk_watcher_id_seq
    START WITH 1
    INCREMENT BY 1
    NO MINVALUE
    NO MAXVALUE
    CACHE 1
);

CREATE TABLE public.django_content_type (
    id integer NOT NULL,
    app_label character varying(100) NOT NULL,
    model character varying(100) NOT NULL
);

ALTER TABLE public.django_content_type ALTER COLUMN id ADD GENERATED BY DEFAULT AS IDENTITY (
    SEQUENCE NAME public.django_content_type_id_seq
    START WITH 1
    INCREMENT BY 1
    NO MINVALUE
    NO MAXVALUE
    CACHE 1
);

CREATE TABLE public.django_migrations (
    id bigint NOT NULL,
    app character varying(255) NOT NULL,
    name character varying(255) NOT NULL,
    applied timestamp with time zone NOT NULL
);

ALTER TABLE public.django_migrations ALTER COLUMN id ADD GENERATED BY DEFAULT AS IDENTITY (
    SEQUENCE NAME public.django_migrations_id_seq
    START WITH 1
    INCREMENT BY 1
    NO MINVALUE
    NO MAXVALUE
    CACHE 1
);

CREATE TABLE public.django_session (
    session_key character varying(40) NOT NULL,
    session_data text NOT NULL,
    expire_date timestamp with time zone NOT NULL
);

CREATE TABLE public.django_tasks_database_dbtaskresult (
    id uuid NOT NULL,
    status character varying(10) NOT NULL,
    args_kwargs jsonb NOT NULL,
    priority integer NOT NULL,
    task_path text NOT NULL,
    queue_name character varying(32) NOT NULL,
    backend_name character varying(32) NOT NULL,
    run_after timestamp with time zone NOT NULL,
    enqueued_at timestamp with time zone NOT NULL,
    finished_at timestamp with time zone,
    started_at timestamp with time zone,
    return_value jsonb,
    exception_class_path text CONSTRAINT django_tasks_database_dbtaskresul_exception_class_path_not_null NOT NULL,
    traceback text NOT NULL,
    worker_ids jsonb NOT NULL,
    CONSTRAINT priority_range CHECK (((priority >= '-100'::integer) AND (priority <= 100)))
);

CREATE TABLE public.events_event (
    id bigint NOT NULL,
    kind character varying(80) NOT NULL,
    subject character varying(120) NOT NULL,
    payload jsonb NOT NULL,
    at timestamp with time zone NOT NULL,
    is_routed boolean NOT NULL
);

ALTER TABLE public.events_event ALTER COLUMN id ADD GENERATED BY DEFAULT AS IDENTITY (
    SEQUENCE NAME public.events_event_id_seq
    START WITH 1
    INCREMENT BY 1
    NO MINVALUE
    NO MAXVALUE
    CACHE 1
);

CREATE TABLE public.events_version (
    tag character varying(80) NOT NULL,
    version bigint NOT NULL
);

CREATE TABLE public.history_historyseal (
    id bigint NOT NULL,
    "table" character varying(63) NOT NULL,
    after bigint NOT NULL,
    until bigint NOT NULL,
    columns jsonb NOT NULL,
    rows integer NOT NULL,
    digest character varying(64) NOT NULL,
    reason character varying(200) NOT NULL,
    sealed_at timestamp with time zone NOT NULL,
    chain character varying(64) NOT NULL,
    CONSTRAINT history_historyseal_rows_check CHECK ((rows >= 0))
);

ALTER TABLE public.history_historyseal ALTER COLUMN id ADD GENERATED BY DEFAULT AS IDENTITY (
    SEQUENCE NAME public.history_historyseal_id_seq
    START WITH 1
    INCREMENT BY 1
    NO MINVALUE
    NO MAXVALUE
    CACHE 1
);

CREATE TABLE public.home_homepage (
    page_ptr_id integer NOT NULL,
    hero_title character varying(120) NOT NULL,
    hero_text character varying(250) NOT NULL,
    hero_label character varying(60) NOT NULL,
    body jsonb NOT NULL,
    hero_image_id bigint,
    hero_page_id integer,
    social_image_id bigint
);

CREATE TABLE public.integrations_apicall (
    id bigint NOT NULL,
    at timestamp with time zone NOT NULL,
    operation character varying(60) NOT NULL,
    path character varying(300) NOT NULL,
    status smallint NOT NULL,
    milliseconds integer NOT NULL,
    subject character varying(120) NOT NULL,
    token_id bigint NOT NULL,
    CONSTRAINT integrations_apicall_milliseconds_check CHECK ((milliseconds >= 0)),
    CONSTRAINT integrations_apicall_status_check CHECK ((status >= 0))
);

ALTER TABLE public.integrations_apicall ALTER COLUMN id ADD GENERATED BY DEFAULT AS IDENTITY (
    SEQUENCE NAME public.integrations_apicall_id_seq
    START WITH 1
    INCREMENT BY 1
    NO MINVALUE
    NO MAXVALUE
    CACHE 1
);

CREATE TABLE public.integrations_apitoken (
    id bigint NOT NULL,
    name character varying(80) NOT NULL,
    prefix character varying(12) NOT NULL,
    digest character varying(64) NOT NULL,
    scopes character varying(20)[] NOT NULL,
    per_minute integer NOT NULL,
    expires_at timestamp with time zone NOT NULL,
    created_at timestamp with time zone NOT NULL,
    revoked_at timestamp with time zone,
    last_used_at timestamp with time zone,
    acts_for_id bigint,
    created_by_id bigint,
    organisation_id bigint,
    CONSTRAINT api_token_calls_some_times CHECK (((per_minute >= 1) AND (per_minute <= 10000))),
    CONSTRAINT api_token_may_something CHECK ((NOT (scopes = '{}'::character varying(20)[]))),
    CONSTRAINT api_token_of_organisation_moves_no_files CHECK (((organisation_id IS NULL) OR (NOT (scopes && ARRAY['alarms:write'::character varying(20), 'exports:write'::character varying(20), 'imports:write'::character varying(20), 'monitoring:read'::character varying(20)])))),
    CONSTRAINT integrations_apitoken_per_minute_check CHECK ((per_minute >= 0))
);

ALTER TABLE public.integrations_apitoken ALTER COLUMN id ADD GENERATED BY DEFAULT AS IDENTITY (
    SEQUENCE NAME public.integrations_apitoken_id_seq
    START WITH 1
    INCREMENT BY 1
    NO MINVALUE
    NO MAXVALUE
    CACHE 1
);

CREATE TABLE public.integrations_apitokenversion (
    pgh_id integer NOT NULL,
    pgh_created_at timestamp with time zone NOT NULL,
    pgh_label text NOT NULL,
    id bigint NOT NULL,
    name character varying(80) NOT NULL,
    prefix character varying(12) NOT NULL,
    scopes character varying(20)[] NOT NULL,
    per_minute integer NOT NULL,
    expires_at timestamp with time zone NOT NULL,
    created_at timestamp with time zone NOT NULL,
    revoked_at timestamp with time zone,
    acts_for_id bigint,
    created_by_id bigint,
    organisation_id bigint,
    pgh_context_id uuid,
    pgh_obj_id bigint NOT NULL,
    CONSTRAINT integrations_apitokenversion_per_minute_check CHECK ((per_minute >= 0))
);

ALTER TABLE public.integrations_apitokenversion ALTER COLUMN pgh_id ADD GENERATED BY DEFAULT AS IDENTITY (
    SEQUENCE NAME public.integrations_apitokenversion_pgh_id_seq
    START WITH 1
    INCREMENT BY 1
    NO MINVALUE
    NO MAXVALUE
    CACHE 1
);

CREATE TABLE public.integrations_attempt (
    id bigint NOT NULL,
    at timestamp with time zone NOT NULL,
    step character varying(8) NOT NULL,
    outcome character varying(8) NOT NULL,
    milliseconds integer NOT NULL,
    error text NOT NULL,
    exchanges jsonb,
    delivery_id bigint NOT NULL,
    CONSTRAINT integrations_attempt_milliseconds_check CHECK ((milliseconds >= 0))
);

ALTER TABLE public.integrations_attempt ALTER COLUMN id ADD GENERATED BY DEFAULT AS IDENTITY (
    SEQUENCE NAME public.integrations_attempt_id_seq
    START WITH 1
    INCREMENT BY 1
    NO MINVALUE
    NO MAXVALUE
    CACHE 1
);

CREATE TABLE public.integrations_comparedsystem (
    code character varying(40) NOT NULL,
    asked_at timestamp with time zone,
    begun_at timestamp with time zone,
    leased_until timestamp with time zone,
    ended_at timestamp with time zone,
    retry_at timestamp with time zone,
    read integer NOT NULL,
    waiting integer NOT NULL,
    found integer NOT NULL,
    problem text NOT NULL,
    asked_by_id bigint,
    CONSTRAINT integrations_comparedsystem_found_check CHECK ((found >= 0)),
    CONSTRAINT integrations_comparedsystem_read_check CHECK ((read >= 0)),
    CONSTRAINT integrations_comparedsystem_waiting_check CHECK ((waiting >= 0))
);

CREATE TABLE public.integrations_cursor (
    stream character varying(80) NOT NULL,
    value character varying(200) NOT NULL,
    at timestamp with time zone NOT NULL
);

CREATE TABLE public.integrations_delivery (
    id bigint NOT NULL,
    target character varying(60) NOT NULL,
    subject character varying(120) NOT NULL,
    state character varying(10) NOT NULL,
    attempts integer NOT NULL,
    due_at timestamp with time zone NOT NULL,
    leased_until timestamp with time zone,
    delivered_at timestamp with time zone,
    error text NOT NULL,
    event_id bigint NOT NULL,
    anchor character varying(200) NOT NULL,
    failing_since timestamp with time zone,
    holds_back boolean NOT NULL,
    key uuid DEFAULT gen_random_uuid() NOT NULL,
    lane smallint NOT NULL,
    system character varying(40) NOT NULL,
    CONSTRAINT integrations_delivery_attempts_check CHECK ((attempts >= 0)),
    CONSTRAINT integrations_delivery_lane_check CHECK ((lane >= 0))
);

ALTER TABLE public.integrations_delivery ALTER COLUMN id ADD GENERATED BY DEFAULT AS IDENTITY (
    SEQUENCE NAME public.integrations_delivery_id_seq
    START WITH 1
    INCREMENT BY 1
    NO MINVALUE
    NO MAXVALUE
    CACHE 1
);

CREATE TABLE public.integrations_deliveryreceipt (
    id bigint NOT NULL,
    remote_id character varying(200) NOT NULL,
    number character varying(200) NOT NULL,
    how character varying(10) NOT NULL,
    checksum character varying(64) NOT NULL,
    at timestamp with time zone NOT NULL,
    delivery_id bigint NOT NULL
);

ALTER TABLE public.integrations_deliveryreceipt ALTER COLUMN id ADD GENERATED BY DEFAULT AS IDENTITY (
    SEQUENCE NAME public.integrations_deliveryreceipt_id_seq
    START WITH 1
    INCREMENT BY 1
    NO MINVALUE
    NO MAXVALUE
    CACHE 1
);

CREATE TABLE public.integrations_differencerow (
    id bigint NOT NULL,
    system character varying(40) NOT NULL,
    kind character varying(20) NOT NULL,
    subject character varying(120) NOT NULL,
    "order" character varying(20) NOT NULL,
    ours jsonb NOT NULL,
    theirs jsonb NOT NULL,
    state character varying(8) NOT NULL,
    first_seen_at timestamp with time zone NOT NULL,
    last_seen_at timestamp with time zone NOT NULL,
    gone_at timestamp with time zone,
    decided_at timestamp with time zone,
    reason text NOT NULL,
    decided_by_id bigint,
    CONSTRAINT difference_gone_has_a_time CHECK ((((state)::text = ANY (ARRAY[('adopted'::character varying)::text, ('resent'::character varying)::text])) OR ((gone_at IS NULL) AND ((state)::text = ANY (ARRAY[('open'::character varying)::text, ('ignored'::character varying)::text]))) OR ((gone_at IS NOT NULL) AND ((state)::text = 'gone'::text)))),
    CONSTRAINT difference_ignored_has_a_reason CHECK (((NOT ((state)::text = 'ignored'::text)) OR ((NOT (reason = ''::text)) AND (decided_at IS NOT NULL)))),
    CONSTRAINT difference_remedied_has_a_time CHECK (((NOT ((state)::text = ANY (ARRAY[('adopted'::character varying)::text, ('resent'::character varying)::text]))) OR (decided_at IS NOT NULL))),
    CONSTRAINT difference_seen_last_after_first CHECK ((last_seen_at >= first_seen_at))
);

ALTER TABLE public.integrations_differencerow ALTER COLUMN id ADD GENERATED BY DEFAULT AS IDENTITY (
    SEQUENCE NAME public.integrations_differencerow_id_seq
    START WITH 1
    INCREMENT BY 1
    NO MINVALUE
    NO MAXVALUE
    CACHE 1
);

CREATE TABLE public.integrations_export (
    id bigint NOT NULL,
    kind character varying(20) NOT NULL,
    columns character varying(40)[] NOT NULL,
    chosen jsonb NOT NULL,
    format character varying(12) NOT NULL,
    language character varying(5) NOT NULL,
    name character varying(120) NOT NULL,
    state character varying(8) NOT NULL,
    asked_at timestamp with time zone NOT NULL,
    leased_until timestamp with time zone,
    ended_at timestamp with time zone,
    expires_at timestamp with time zone,
    total integer NOT NULL,
    written integer NOT NULL,
    size bigint NOT NULL,
    file character varying(200) NOT NULL,
    problem text NOT NULL,
    by_id bigint,
    saved_id bigint,
    CONSTRAINT export_that_is_over_has_ended CHECK ((((ended_at IS NULL) AND ((state)::text = ANY (ARRAY[('waiting'::character varying)::text, ('making'::character varying)::text]))) OR ((ended_at IS NOT NULL) AND ((state)::text = ANY (ARRAY[('ready'::character varying)::text, ('failed'::character varying)::text]))))),
    CONSTRAINT integrations_export_size_check CHECK ((size >= 0)),
    CONSTRAINT integrations_export_total_check CHECK ((total >= 0)),
    CONSTRAINT integrations_export_written_check CHECK ((written >= 0))
);

ALTER TABLE public.integrations_export ALTER COLUMN id ADD GENERATED BY DEFAULT AS IDENTITY (
    SEQUENCE NAME public.integrations_export_id_seq
    START WITH 1
    INCREMENT BY 1
    NO MINVALUE
    NO MAXVALUE
    CACHE 1
);

CREATE TABLE public.integrations_externalref (
    id bigint NOT NULL,
    system character varying(40) NOT NULL,
    kind character varying(40) NOT NULL,
    ours character varying(200) NOT NULL,
    theirs character varying(200) NOT NULL
);

ALTER TABLE public.integrations_externalref ALTER COLUMN id ADD GENERATED BY DEFAULT AS IDENTITY (
    SEQUENCE NAME public.integrations_externalref_id_seq
    START WITH 1
    INCREMENT BY 1
    NO MINVALUE
    NO MAXVALUE
    CACHE 1
);

CREATE TABLE public.integrations_flowrun (
    id bigint NOT NULL,
    flow character varying(60) NOT NULL,
    outcome character varying(8) NOT NULL,
    started_at timestamp with time zone NOT NULL,
    finished_at timestamp with time zone,
    read integer NOT NULL,
    created integer NOT NULL,
    changed integer NOT NULL,
    failed integer NOT NULL,
    why text NOT NULL,
    error text NOT NULL,
    CONSTRAINT flow_run_idle_says_why CHECK (((NOT ((outcome)::text = 'idle'::text)) OR (NOT (why = ''::text)))),
    CONSTRAINT flow_run_is_finished_with_an_outcome CHECK ((((finished_at IS NULL) AND ((outcome)::text = 'running'::text)) OR ((NOT ((outcome)::text = 'running'::text)) AND (finished_at IS NOT NULL)))),
    CONSTRAINT integrations_flowrun_changed_check CHECK ((changed >= 0)),
    CONSTRAINT integrations_flowrun_created_check CHECK ((created >= 0)),
    CONSTRAINT integrations_flowrun_failed_check CHECK ((failed >= 0)),
    CONSTRAINT integrations_flowrun_read_check CHECK ((read >= 0))
);

ALTER TABLE public.integrations_flowrun ALTER COLUMN id ADD GENERATED BY DEFAULT AS IDENTITY (
    SEQUENCE NAME public.integrations_flowrun_id_seq
    START WITH 1
    INCREMENT BY 1
    NO MINVALUE
    NO MAXVALUE
    CACHE 1
);

CREATE TABLE public.integrations_fortnoxaccess (
    tenant character varying(40) NOT NULL,
    access_token text NOT NULL,
    ends_at timestamp with time zone,
    refresh_token text NOT NULL,
    changed_at timestamp with time zone,
    leased_until timestamp with time zone
);

CREATE TABLE public.integrations_fortnoxcalls (
    tenant character varying(40) NOT NULL,
    made_at timestamp with time zone[] NOT NULL
);

CREATE TABLE public.integrations_fortnoxdocument (
    id bigint NOT NULL,
    number character varying(40) NOT NULL,
    made_at timestamp with time zone NOT NULL,
    booking_asked_at timestamp with time zone,
    booked_at timestamp with time zone,
    balance numeric(12,2),
    invoice_id bigint NOT NULL,
    is_settled boolean NOT NULL
);

ALTER TABLE public.integrations_fortnoxdocument ALTER COLUMN id ADD GENERATED BY DEFAULT AS IDENTITY (
    SEQUENCE NAME public.integrations_fortnoxdocument_id_seq
    START WITH 1
    INCREMENT BY 1
    NO MINVALUE
    NO MAXVALUE
    CACHE 1
);

CREATE TABLE public.integrations_fortnoxpayment (
    id bigint NOT NULL,
    amount numeric(12,2) NOT NULL,
    number character varying(40),
    asked_at timestamp with time zone NOT NULL,
    booking_asked_at timestamp with time zone,
    booked_at timestamp with time zone,
    document_id bigint NOT NULL,
    event_id bigint NOT NULL,
    CONSTRAINT fortnox_payment_has_an_amount CHECK ((NOT (amount = (0)::numeric)))
);

ALTER TABLE public.integrations_fortnoxpayment ALTER COLUMN id ADD GENERATED BY DEFAULT AS IDENTITY (
    SEQUENCE NAME public.integrations_fortnoxpayment_id_seq
    START WITH 1
    INCREMENT BY 1
    NO MINVALUE
    NO MAXVALUE
    CACHE 1
);

CREATE TABLE public.integrations_fortnoxtold (
    subject character varying(160) NOT NULL,
    checksum character varying(64) NOT NULL
);

CREATE TABLE public.integrations_givenanswer (
    id bigint NOT NULL,
    key character varying(128) NOT NULL,
    asked character varying(64) NOT NULL,
    status smallint NOT NULL,
    answer jsonb NOT NULL,
    location character varying(300) NOT NULL,
    at timestamp with time zone NOT NULL,
    token_id bigint NOT NULL,
    CONSTRAINT integrations_givenanswer_status_check CHECK ((status >= 0))
);

ALTER TABLE public.integrations_givenanswer ALTER COLUMN id ADD GENERATED BY DEFAULT AS IDENTITY (
    SEQUENCE NAME public.integrations_givenanswer_id_seq
    START WITH 1
    INCREMENT BY 1
    NO MINVALUE
    NO MAXVALUE
    CACHE 1
);

CREATE TABLE public.integrations_heartbeat (
    process character varying(40) NOT NULL,
    at timestamp with time zone NOT NULL
);

CREATE TABLE public.integrations_import (
    id bigint NOT NULL,
    kind character varying(20) NOT NULL,
    name character varying(200) NOT NULL,
    file character varying(300) NOT NULL,
    size bigint NOT NULL,
    sha256 character varying(64) NOT NULL,
    origin character varying(8) NOT NULL,
    received_at timestamp with time zone NOT NULL,
    goes_to character varying(6) NOT NULL,
    options jsonb NOT NULL,
    sample jsonb NOT NULL,
    mapped jsonb NOT NULL,
    language character varying(5) NOT NULL,
    state character varying(9) NOT NULL,
    lease uuid,
    leased_until timestamp with time zone,
    chunk integer NOT NULL,
    chunk_size integer NOT NULL,
    done integer NOT NULL,
    tried jsonb NOT NULL,
    tried_at timestamp with time zone,
    stops jsonb NOT NULL,
    weighed jsonb NOT NULL,
    approved_at timestamp with time zone,
    outcome jsonb NOT NULL,
    "into" bigint,
    ended_at timestamp with time zone,
    undone_at timestamp with time zone,
    problem text NOT NULL,
    remarks jsonb NOT NULL,
    expires_at timestamp with time zone,
    approved_by_id bigint,
    by_id bigint,
    undone_by_id bigint,
    source_id bigint,
    CONSTRAINT import_approved_by_another CHECK (((approved_by_id IS NULL) OR (by_id IS NULL) OR (NOT ((approved_by_id = by_id) AND (approved_by_id IS NOT NULL) AND (by_id IS NOT NULL))))),
    CONSTRAINT import_lease_has_an_end CHECK ((((lease IS NULL) AND (leased_until IS NULL)) OR ((lease IS NOT NULL) AND (leased_until IS NOT NULL)))),
    CONSTRAINT integrations_import_chunk_check CHECK ((chunk >= 0)),
    CONSTRAINT integrations_import_chunk_size_check CHECK ((chunk_size >= 0)),
    CONSTRAINT integrations_import_done_check CHECK ((done >= 0)),
    CONSTRAINT integrations_import_size_check CHECK ((size >= 0))
);

ALTER TABLE public.integrations_import ALTER COLUMN id ADD GENERATED BY DEFAULT AS IDENTITY (
    SEQUENCE NAME public.integrations_import_id_seq
    START WITH 1
    INCREMENT BY 1
    NO MINVALUE
    NO MAXVALUE
    CACHE 1
);

CREATE TABLE public.integrations_importrow (
    id bigint NOT NULL,
    stage character varying(5) NOT NULL,
    chunk integer NOT NULL,
    line integer NOT NULL,
    outcome character varying(9) NOT NULL,
    "column" character varying(1000) NOT NULL,
    value text NOT NULL,
    reason text NOT NULL,
    given jsonb NOT NULL,
    changes jsonb NOT NULL,
    of_id bigint NOT NULL,
    CONSTRAINT integrations_importrow_chunk_check CHECK ((chunk >= 0)),
    CONSTRAINT integrations_importrow_line_check CHECK ((line >= 0))
);

ALTER TABLE public.integrations_importrow ALTER COLUMN id ADD GENERATED BY DEFAULT AS IDENTITY (
    SEQUENCE NAME public.integrations_importrow_id_seq
    START WITH 1
    INCREMENT BY 1
    NO MINVALUE
    NO MAXVALUE
    CACHE 1
);

CREATE TABLE public.integrations_importsource (
    id bigint NOT NULL,
    name character varying(80) NOT NULL,
    kind character varying(20) NOT NULL,
    "where" character varying(7) NOT NULL,
    folder character varying(60) NOT NULL,
    address character varying(500) NOT NULL,
    rhythm character varying(5) NOT NULL,
    hour smallint NOT NULL,
    next_at timestamp with time zone,
    takes_in boolean NOT NULL,
    is_active boolean NOT NULL,
    made_at timestamp with time zone NOT NULL,
    seen jsonb NOT NULL,
    asked_at timestamp with time zone,
    problem text NOT NULL,
    made_by_id bigint NOT NULL,
    mapping_id bigint,
    CONSTRAINT import_source_hour_is_one CHECK ((hour <= 23)),
    CONSTRAINT import_source_is_somewhere CHECK (((((address)::text = ''::text) AND (next_at IS NULL) AND (("where")::text = 'folder'::text) AND (NOT ((folder)::text = ''::text))) OR (((folder)::text = ''::text) AND (("where")::text = 'address'::text) AND (NOT ((address)::text = ''::text)) AND (NOT ((rhythm)::text = ''::text))))),
    CONSTRAINT integrations_importsource_hour_check CHECK ((hour >= 0))
);

ALTER TABLE public.integrations_importsource ALTER COLUMN id ADD GENERATED BY DEFAULT AS IDENTITY (
    SEQUENCE NAME public.integrations_importsource_id_seq
    START WITH 1
    INCREMENT BY 1
    NO MINVALUE
    NO MAXVALUE
    CACHE 1
);

CREATE TABLE public.integrations_inboundmessage (
    id bigint NOT NULL,
    provider character varying(40) NOT NULL,
    key character varying(200) NOT NULL,
    kind character varying(120) NOT NULL,
    reference character varying(200) NOT NULL,
    ours character varying(200) NOT NULL,
    body bytea,
    headers jsonb NOT NULL,
    checksum character varying(64) NOT NULL,
    received_at timestamp with time zone NOT NULL,
    state character varying(10) NOT NULL,
    attempts integer NOT NULL,
    due_at timestamp with time zone NOT NULL,
    leased_until timestamp with time zone,
    processed_at timestamp with time zone,
    error text NOT NULL,
    count integer,
    events bigint[] NOT NULL,
    CONSTRAINT integrations_inboundmessage_attempts_check CHECK ((attempts >= 0)),
    CONSTRAINT integrations_inboundmessage_count_check CHECK ((count >= 0))
);

ALTER TABLE public.integrations_inboundmessage ALTER COLUMN id ADD GENERATED BY DEFAULT AS IDENTITY (
    SEQUENCE NAME public.integrations_inboundmessage_id_seq
    START WITH 1
    INCREMENT BY 1
    NO MINVALUE
    NO MAXVALUE
    CACHE 1
);

CREATE TABLE public.integrations_miss (
    id bigint NOT NULL,
    flow character varying(60) NOT NULL,
    what character varying(6) NOT NULL,
    expected_at timestamp with time zone NOT NULL,
    opened_at timestamp with time zone NOT NULL,
    closed_at timestamp with time zone,
    last_success_at timestamp with time zone,
    backlog integer NOT NULL,
    problem text NOT NULL,
    CONSTRAINT integrations_miss_backlog_check CHECK ((backlog >= 0)),
    CONSTRAINT miss_closes_after_it_opens CHECK (((closed_at IS NULL) OR (closed_at >= opened_at)))
);

ALTER TABLE public.integrations_miss ALTER COLUMN id ADD GENERATED BY DEFAULT AS IDENTITY (
    SEQUENCE NAME public.integrations_miss_id_seq
    START WITH 1
    INCREMENT BY 1
    NO MINVALUE
    NO MAXVALUE
    CACHE 1
);

CREATE TABLE public.integrations_receiver (
    id bigint NOT NULL,
    name character varying(80) NOT NULL,
    is_active boolean NOT NULL,
    secret_version integer NOT NULL,
    url character varying(500) NOT NULL,
    kinds character varying(80)[] NOT NULL,
    CONSTRAINT integrations_receiver_secret_version_check CHECK ((secret_version >= 0)),
    CONSTRAINT receiver_is_told_of_something CHECK ((NOT (kinds = '{}'::character varying(80)[])))
);

ALTER TABLE public.integrations_receiver ALTER COLUMN id ADD GENERATED BY DEFAULT AS IDENTITY (
    SEQUENCE NAME public.integrations_receiver_id_seq
    START WITH 1
    INCREMENT BY 1
    NO MINVALUE
    NO MAXVALUE
    CACHE 1
);

CREATE TABLE public.integrations_restoration (
    id bigint NOT NULL,
    restored_to timestamp with time zone NOT NULL,
    begun_at timestamp with time zone NOT NULL,
    healed_at timestamp with time zone,
    floors jsonb NOT NULL,
    counts jsonb NOT NULL
);

ALTER TABLE public.integrations_restoration ALTER COLUMN id ADD GENERATED BY DEFAULT AS IDENTITY (
    SEQUENCE NAME public.integrations_restoration_id_seq
    START WITH 1
    INCREMENT BY 1
    NO MINVALUE
    NO MAXVALUE
    CACHE 1
);

CREATE TABLE public.integrations_restorequestion (
    id bigint NOT NULL,
    system character varying(40) NOT NULL,
    kind character varying(40) NOT NULL,
    name character varying(200) NOT NULL,
    order_number character varying(60) NOT NULL,
    amount numeric(12,2),
    told text NOT NULL,
    asked_at timestamp with time zone NOT NULL,
    decided_at timestamp with time zone,
    decision text NOT NULL,
    decided_by_id bigint,
    restoration_id bigint NOT NULL,
    CONSTRAINT restore_question_decided_with_words CHECK (((decided_at IS NULL) OR (NOT (decision = ''::text))))
);

ALTER TABLE public.integrations_restorequestion ALTER COLUMN id ADD GENERATED BY DEFAULT AS IDENTITY (
    SEQUENCE NAME public.integrations_restorequestion_id_seq
    START WITH 1
    INCREMENT BY 1
    NO MINVALUE
    NO MAXVALUE
    CACHE 1
);

CREATE TABLE public.integrations_savedexport (
    id bigint NOT NULL,
    kind character varying(20) NOT NULL,
    columns character varying(40)[] NOT NULL,
    chosen jsonb NOT NULL,
    format character varying(12) NOT NULL,
    language character varying(5) NOT NULL,
    name character varying(80) NOT NULL,
    made_at timestamp with time zone NOT NULL,
    rhythm character varying(5) NOT NULL,
    hour smallint NOT NULL,
    next_at timestamp with time zone,
    made_by_id bigint NOT NULL,
    CONSTRAINT integrations_savedexport_hour_check CHECK ((hour >= 0)),
    CONSTRAINT saved_export_hour_is_one CHECK ((hour <= 23)),
    CONSTRAINT saved_export_with_rhythm_has_a_time CHECK ((((next_at IS NULL) AND ((rhythm)::text = ''::text)) OR ((NOT ((rhythm)::text = ''::text)) AND (next_at IS NOT NULL))))
);

ALTER TABLE public.integrations_savedexport ALTER COLUMN id ADD GENERATED BY DEFAULT AS IDENTITY (
    SEQUENCE NAME public.integrations_savedexport_id_seq
    START WITH 1
    INCREMENT BY 1
    NO MINVALUE
    NO MAXVALUE
    CACHE 1
);

CREATE TABLE public.integrations_savedmapping (
    id bigint NOT NULL,
    name character varying(80) NOT NULL,
    kind character varying(20) NOT NULL,
    headings character varying(1000)[] NOT NULL,
    mapped jsonb NOT NULL,
    options jsonb NOT NULL,
    made_at timestamp with time zone NOT NULL,
    made_by_id bigint
);

ALTER TABLE public.integrations_savedmapping ALTER COLUMN id ADD GENERATED BY DEFAULT AS IDENTITY (
    SEQUENCE NAME public.integrations_savedmapping_id_seq
    START WITH 1
    INCREMENT BY 1
    NO MINVALUE
    NO MAXVALUE
    CACHE 1
);

CREATE TABLE public.integrations_sender (
    id bigint NOT NULL,
    name character varying(80) NOT NULL,
    is_active boolean NOT NULL,
    secret_version integer NOT NULL,
    code character varying(40) NOT NULL,
    CONSTRAINT integrations_sender_secret_version_check CHECK ((secret_version >= 0))
);

ALTER TABLE public.integrations_sender ALTER COLUMN id ADD GENERATED BY DEFAULT AS IDENTITY (
    SEQUENCE NAME public.integrations_sender_id_seq
    START WITH 1
    INCREMENT BY 1
    NO MINVALUE
    NO MAXVALUE
    CACHE 1
);

CREATE TABLE public.integrations_system (
    code character varying(40) NOT NULL,
    failures integer NOT NULL,
    paused_until timestamp with time zone,
    closed_at timestamp with time zone,
    closed_why text NOT NULL,
    CONSTRAINT integrations_system_failures_check CHECK ((failures >= 0))
);

CREATE TABLE public.integrations_targethour (
    id bigint NOT NULL,
    target character varying(60) NOT NULL,
    hour timestamp with time zone NOT NULL,
    delivered integer NOT NULL,
    troubled integer NOT NULL,
    CONSTRAINT integrations_targethour_delivered_check CHECK ((delivered >= 0)),
    CONSTRAINT integrations_targethour_troubled_check CHECK ((troubled >= 0))
);

ALTER TABLE public.integrations_targethour ALTER COLUMN id ADD GENERATED BY DEFAULT AS IDENTITY (
    SEQUENCE NAME public.integrations_targethour_id_seq
    START WITH 1
    INCREMENT BY 1
    NO MINVALUE
    NO MAXVALUE
    CACHE 1
);

CREATE TABLE public.integrations_warehousearticle (
    id bigint NOT NULL,
    system character varying(20) NOT NULL,
    asked character varying(32) NOT NULL,
    told character varying(32) NOT NULL,
    remote_id character varying(60) NOT NULL,
    variant_id bigint NOT NULL
);

ALTER TABLE public.integrations_warehousearticle ALTER COLUMN id ADD GENERATED BY DEFAULT AS IDENTITY (
    SEQUENCE NAME public.integrations_warehousearticle_id_seq
    START WITH 1
    INCREMENT BY 1
    NO MINVALUE
    NO MAXVALUE
    CACHE 1
);

CREATE TABLE public.integrations_warehousefile (
    id bigint NOT NULL,
    direction character varying(3) NOT NULL,
    number bigint,
    name character varying(120) NOT NULL,
    state character varying(12) NOT NULL,
    anchor character varying(200) NOT NULL,
    delivery_key uuid,
    content bytea,
    checksum character varying(64) NOT NULL,
    records integer NOT NULL,
    problem character varying(300) NOT NULL,
    at timestamp with time zone NOT NULL,
    settled_at timestamp with time zone,
    CONSTRAINT integrations_warehousefile_number_check CHECK ((number >= 0)),
    CONSTRAINT integrations_warehousefile_records_check CHECK ((records >= 0))
);

ALTER TABLE public.integrations_warehousefile ALTER COLUMN id ADD GENERATED BY DEFAULT AS IDENTITY (
    SEQUENCE NAME public.integrations_warehousefile_id_seq
    START WITH 1
    INCREMENT BY 1
    NO MINVALUE
    NO MAXVALUE
    CACHE 1
);

CREATE TABLE public.integrations_warehouseorder (
    id bigint NOT NULL,
    system character varying(20) NOT NULL,
    "group" smallint NOT NULL,
    name character varying(60) NOT NULL,
    state character varying(12) NOT NULL,
    remote_id character varying(60) NOT NULL,
    said character varying(200) NOT NULL,
    problem character varying(10) NOT NULL,
    address_seal character varying(64) NOT NULL,
    asked_at timestamp with time zone NOT NULL,
    acknowledged_at timestamp with time zone,
    order_id bigint NOT NULL,
    warehouse_id bigint NOT NULL,
    CONSTRAINT integrations_warehouseorder_group_check CHECK (("group" >= 0)),
    CONSTRAINT warehouse_order_is_named CHECK (((NOT ((name)::text = ''::text)) AND (NOT ((system)::text = ''::text))))
);

ALTER TABLE public.integrations_warehouseorder ALTER COLUMN id ADD GENERATED BY DEFAULT AS IDENTITY (
    SEQUENCE NAME public.integrations_warehouseorder_id_seq
    START WITH 1
    INCREMENT BY 1
    NO MINVALUE
    NO MAXVALUE
    CACHE 1
);

CREATE TABLE public.integrations_warehouseorderline (
    id bigint NOT NULL,
    "row" character varying(20) NOT NULL,
    sku character varying(64) NOT NULL,
    asked integer NOT NULL,
    acknowledged integer NOT NULL,
    sent integer NOT NULL,
    line_id bigint,
    part_id bigint NOT NULL,
    variant_id bigint,
    CONSTRAINT integrations_warehouseorderline_acknowledged_check CHECK ((acknowledged >= 0)),
    CONSTRAINT integrations_warehouseorderline_asked_check CHECK ((asked >= 0)),
    CONSTRAINT integrations_warehouseorderline_sent_check CHECK ((sent >= 0)),
    CONSTRAINT warehouse_order_sent_was_asked CHECK ((asked >= sent))
);

ALTER TABLE public.integrations_warehouseorderline ALTER COLUMN id ADD GENERATED BY DEFAULT AS IDENTITY (
    SEQUENCE NAME public.integrations_warehouseorderline_id_seq
    START WITH 1
    INCREMENT BY 1
    NO MINVALUE
    NO MAXVALUE
    CACHE 1
);

CREATE TABLE public.integrations_warehouseparcel (
    id bigint NOT NULL,
    key character varying(120) NOT NULL,
    content jsonb NOT NULL,
    is_sent boolean NOT NULL,
    part_id bigint NOT NULL,
    shipment_id bigint NOT NULL
);

ALTER TABLE public.integrations_warehouseparcel ALTER COLUMN id ADD GENERATED BY DEFAULT AS IDENTITY (
    SEQUENCE NAME public.integrations_warehouseparcel_id_seq
    START WITH 1
    INCREMENT BY 1
    NO MINVALUE
    NO MAXVALUE
    CACHE 1
);

CREATE TABLE public.integrations_warehousestock (
    id bigint NOT NULL,
    sellable integer NOT NULL,
    missing integer NOT NULL,
    asked_at timestamp with time zone NOT NULL,
    is_sure boolean NOT NULL,
    variant_id bigint NOT NULL,
    warehouse_id bigint NOT NULL,
    CONSTRAINT integrations_warehousestock_missing_check CHECK ((missing >= 0))
);

ALTER TABLE public.integrations_warehousestock ALTER COLUMN id ADD GENERATED BY DEFAULT AS IDENTITY (
    SEQUENCE NAME public.integrations_warehousestock_id_seq
    START WITH 1
    INCREMENT BY 1
    NO MINVALUE
    NO MAXVALUE
    CACHE 1
);

CREATE TABLE public.integrations_watchedflow (
    code character varying(60) NOT NULL,
    is_watched boolean NOT NULL,
    since timestamp with time zone NOT NULL,
    minutes integer,
    opens time without time zone,
    closes time without time zone,
    weekdays smallint[],
    rests_on_holidays boolean,
    failures smallint,
    told character varying(254)[] NOT NULL,
    CONSTRAINT integrations_watchedflow_failures_check CHECK ((failures >= 0)),
    CONSTRAINT integrations_watchedflow_minutes_check CHECK ((minutes >= 0)),
    CONSTRAINT watched_flow_opens_before_it_closes CHECK (((closes IS NULL) OR (closes > opens))),
    CONSTRAINT watched_flow_rhythm_is_whole CHECK ((((closes IS NULL) AND (failures IS NULL) AND (minutes IS NULL) AND (opens IS NULL) AND (rests_on_holidays IS NULL) AND (weekdays IS NULL)) OR ((failures >= 1) AND (minutes >= 1) AND (opens IS NOT NULL) AND (
CASE
    WHEN (weekdays IS NULL) THEN NULL::integer
    ELSE COALESCE(array_length(weekdays, 1), 0)
END >= 1) AND (rests_on_holidays IS NOT NULL))))
);

CREATE TABLE public.inventory_advisory (
    id bigint NOT NULL,
    package character varying(200) NOT NULL,
    said jsonb NOT NULL,
    file_id boolean NOT NULL
);

ALTER TABLE public.inventory_advisory ALTER COLUMN id ADD GENERATED BY DEFAULT AS IDENTITY (
    SEQUENCE NAME public.inventory_advisory_id_seq
    START WITH 1
    INCREMENT BY 1
    NO MINVALUE
    NO MAXVALUE
    CACHE 1
);

CREATE TABLE public.inventory_advisoryfile (
    "only" boolean NOT NULL,
    name character varying(200) NOT NULL,
    kind character varying(10) NOT NULL,
    is_whole boolean NOT NULL,
    looked_at jsonb NOT NULL,
    passed_over jsonb NOT NULL,
    read_at timestamp with time zone NOT NULL,
    read_by_id bigint,
    CONSTRAINT advisory_file_is_one CHECK ("only")
);

CREATE TABLE public.inventory_component (
    id bigint NOT NULL,
    kind character varying(10) NOT NULL,
    name character varying(200) NOT NULL,
    version character varying(100) NOT NULL,
    used_for character varying(200) NOT NULL,
    asked_by character varying(200)[] NOT NULL,
    licence character varying(100) NOT NULL,
    verdict character varying(10) NOT NULL,
    supported_until date,
    support character varying(10) NOT NULL,
    support_source character varying(300) NOT NULL,
    faults character varying(10) NOT NULL,
    found jsonb NOT NULL,
    reason character varying(500) NOT NULL,
    trouble integer NOT NULL,
    seen_at timestamp with time zone NOT NULL,
    CONSTRAINT component_end_has_source CHECK (((supported_until IS NULL) OR (NOT ((support_source)::text = ''::text)))),
    CONSTRAINT component_not_judged_has_reason CHECK (((NOT ((faults)::text = 'unjudged'::text)) OR (NOT ((reason)::text = ''::text))))
);

ALTER TABLE public.inventory_component ALTER COLUMN id ADD GENERATED BY DEFAULT AS IDENTITY (
    SEQUENCE NAME public.inventory_component_id_seq
    START WITH 1
    INCREMENT BY 1
    NO MINVALUE
    NO MAXVALUE
    CACHE 1
);

CREATE TABLE public.lists_savedline (
    id bigint NOT NULL,
    quantity integer NOT NULL,
    variant_id bigint NOT NULL,
    saved_list_id bigint NOT NULL,
    CONSTRAINT list_line_quantity CHECK (((quantity >= 1) AND (quantity <= 9999))),
    CONSTRAINT lists_savedline_quantity_check CHECK ((quantity >= 0))
);

ALTER TABLE public.lists_savedline ALTER COLUMN id ADD GENERATED BY DEFAULT AS IDENTITY (
    SEQUENCE NAME public.lists_savedline_id_seq
    START WITH 1
    INCREMENT BY 1
    NO MINVALUE
    NO MAXVALUE
    CACHE 1
);

CREATE TABLE public.lists_savedlist (
    id bigint NOT NULL,
    name character varying(80) NOT NULL,
    created_at timestamp with time zone NOT NULL,
    changed_at timestamp with time zone NOT NULL,
    organisation_id bigint,
    user_id bigint,
    CONSTRAINT list_has_a_name CHECK ((NOT ((name)::text = ''::text))),
    CONSTRAINT list_has_one_owner CHECK ((((organisation_id IS NOT NULL) AND (user_id IS NULL)) OR ((organisation_id IS NULL) AND (user_id IS NOT NULL))))
);

ALTER TABLE public.lists_savedlist ALTER COLUMN id ADD GENERATED BY DEFAULT AS IDENTITY (
    SEQUENCE NAME public.lists_savedlist_id_seq
    START WITH 1
    INCREMENT BY 1
    NO MINVALUE
    NO MAXVALUE
    CACHE 1
);

CREATE TABLE public.monitoring_alarm (
    id bigint NOT NULL,
    key character varying(200) NOT NULL,
    title character varying(200) NOT NULL,
    text text NOT NULL,
    value double precision,
    worst double precision,
    impact smallint NOT NULL,
    urgency smallint NOT NULL,
    opened_at timestamp with time zone NOT NULL,
    last_at timestamp with time zone NOT NULL,
    closed_at timestamp with time zone,
    repeats integer NOT NULL,
    returns integer NOT NULL,
    threshold_id bigint,
    incident_id bigint,
    told_at timestamp with time zone,
    CONSTRAINT alarm_ends_after_it_begins CHECK (((closed_at IS NULL) OR (closed_at >= opened_at))),
    CONSTRAINT alarm_has_a_priority CHECK (((impact >= 1) AND (impact <= 4) AND ((urgency >= 1) AND (urgency <= 4)))),
    CONSTRAINT monitoring_alarm_impact_check CHECK ((impact >= 0)),
    CONSTRAINT monitoring_alarm_repeats_check CHECK ((repeats >= 0)),
    CONSTRAINT monitoring_alarm_returns_check CHECK ((returns >= 0)),
    CONSTRAINT monitoring_alarm_urgency_check CHECK ((urgency >= 0))
);

ALTER TABLE public.monitoring_alarm ALTER COLUMN id ADD GENERATED BY DEFAULT AS IDENTITY (
    SEQUENCE NAME public.monitoring_alarm_id_seq
    START WITH 1
    INCREMENT BY 1
    NO MINVALUE
    NO MAXVALUE
    CACHE 1
);

CREATE TABLE public.monitoring_answerhour (
    id bigint NOT NULL,
    source character varying(6) NOT NULL,
    route character varying(120) NOT NULL,
    role character varying(8) NOT NULL,
    count bigint NOT NULL,
    failed bigint NOT NULL,
    milliseconds bigint NOT NULL,
    within_100 bigint NOT NULL,
    within_250 bigint NOT NULL,
    within_500 bigint NOT NULL,
    within_1000 bigint NOT NULL,
    within_2000 bigint NOT NULL,
    within_5000 bigint NOT NULL,
    hour timestamp with time zone NOT NULL,
    CONSTRAINT answer_hour_adds_up CHECK (((within_2000 >= 0) AND (within_2000 <= count)))
);

ALTER TABLE public.monitoring_answerhour ALTER COLUMN id ADD GENERATED BY DEFAULT AS IDENTITY (
    SEQUENCE NAME public.monitoring_answerhour_id_seq
    START WITH 1
    INCREMENT BY 1
    NO MINVALUE
    NO MAXVALUE
    CACHE 1
);

CREATE TABLE public.monitoring_answertotal (
    id bigint NOT NULL,
    source character varying(6) NOT NULL,
    route character varying(120) NOT NULL,
    role character varying(8) NOT NULL,
    count bigint NOT NULL,
    failed bigint NOT NULL,
    milliseconds bigint NOT NULL,
    within_100 bigint NOT NULL,
    within_250 bigint NOT NULL,
    within_500 bigint NOT NULL,
    within_1000 bigint NOT NULL,
    within_2000 bigint NOT NULL,
    within_5000 bigint NOT NULL
);

ALTER TABLE public.monitoring_answertotal ALTER COLUMN id ADD GENERATED BY DEFAULT AS IDENTITY (
    SEQUENCE NAME public.monitoring_answertotal_id_seq
    START WITH 1
    INCREMENT BY 1
    NO MINVALUE
    NO MAXVALUE
    CACHE 1
);

CREATE TABLE public.monitoring_figurehour (
    id bigint NOT NULL,
    code character varying(60) NOT NULL,
    hour timestamp with time zone NOT NULL,
    count integer NOT NULL,
    total double precision NOT NULL,
    lowest double precision NOT NULL,
    highest double precision NOT NULL,
    CONSTRAINT monitoring_figurehour_count_check CHECK ((count >= 0))
);

ALTER TABLE public.monitoring_figurehour ALTER COLUMN id ADD GENERATED BY DEFAULT AS IDENTITY (
    SEQUENCE NAME public.monitoring_figurehour_id_seq
    START WITH 1
    INCREMENT BY 1
    NO MINVALUE
    NO MAXVALUE
    CACHE 1
);

CREATE TABLE public.monitoring_reading (
    code character varying(60) NOT NULL,
    value double precision NOT NULL,
    at timestamp with time zone NOT NULL
);

CREATE TABLE public.monitoring_threshold (
    id bigint NOT NULL,
    figure character varying(60) NOT NULL,
    side character varying(5) NOT NULL,
    level double precision NOT NULL,
    margin double precision NOT NULL,
    for_minutes smallint NOT NULL,
    quiet_from time without time zone,
    quiet_until time without time zone,
    impact smallint NOT NULL,
    urgency smallint NOT NULL,
    agreed_on date,
    agreed_with character varying(120) NOT NULL,
    runbook character varying(300) NOT NULL,
    is_active boolean NOT NULL,
    crossed_since timestamp with time zone,
    owner_id bigint,
    CONSTRAINT monitoring_threshold_for_minutes_check CHECK ((for_minutes >= 0)),
    CONSTRAINT monitoring_threshold_impact_check CHECK ((impact >= 0)),
    CONSTRAINT monitoring_threshold_urgency_check CHECK ((urgency >= 0)),
    CONSTRAINT threshold_agreed_with_somebody CHECK ((((agreed_on IS NULL) AND ((agreed_with)::text = ''::text)) OR ((agreed_on IS NOT NULL) AND (NOT ((agreed_with)::text = ''::text))))),
    CONSTRAINT threshold_has_a_priority CHECK (((impact >= 1) AND (impact <= 4) AND ((urgency >= 1) AND (urgency <= 4)))),
    CONSTRAINT threshold_margin_not_negative CHECK ((margin >= (0.0)::double precision)),
    CONSTRAINT threshold_quiet_is_a_span CHECK ((((quiet_from IS NULL) AND (quiet_until IS NULL)) OR ((quiet_from IS NOT NULL) AND (quiet_until IS NOT NULL) AND (NOT ((quiet_from = quiet_until) AND (quiet_from IS NOT NULL) AND (quiet_until IS NOT NULL))))))
);

ALTER TABLE public.monitoring_threshold ALTER COLUMN id ADD GENERATED BY DEFAULT AS IDENTITY (
    SEQUENCE NAME public.monitoring_threshold_id_seq
    START WITH 1
    INCREMENT BY 1
    NO MINVALUE
    NO MAXVALUE
    CACHE 1
);

CREATE TABLE public.monitoring_thresholdversion (
    pgh_id integer NOT NULL,
    pgh_created_at timestamp with time zone NOT NULL,
    pgh_label text NOT NULL,
    id bigint NOT NULL,
    figure character varying(60) NOT NULL,
    side character varying(5) NOT NULL,
    level double precision NOT NULL,
    margin double precision NOT NULL,
    for_minutes smallint NOT NULL,
    quiet_from time without time zone,
    quiet_until time without time zone,
    impact smallint NOT NULL,
    urgency smallint NOT NULL,
    agreed_on date,
    agreed_with character varying(120) NOT NULL,
    runbook character varying(300) NOT NULL,
    is_active boolean NOT NULL,
    owner_id bigint,
    pgh_context_id uuid,
    pgh_obj_id bigint NOT NULL,
    CONSTRAINT monitoring_thresholdversion_for_minutes_check CHECK ((for_minutes >= 0)),
    CONSTRAINT monitoring_thresholdversion_impact_check CHECK ((impact >= 0)),
    CONSTRAINT monitoring_thresholdversion_urgency_check CHECK ((urgency >= 0))
);

ALTER TABLE public.monitoring_thresholdversion ALTER COLUMN pgh_id ADD GENERATED BY DEFAULT AS IDENTITY (
    SEQUENCE NAME public.monitoring_thresholdversion_pgh_id_seq
    START WITH 1
    INCREMENT BY 1
    NO MINVALUE
    NO MAXVALUE
    CACHE 1
);

CREATE SEQUENCE public.order_number
    START WITH 10001
    INCREMENT BY 1
    NO MINVALUE
    NO MAXVALUE
    CACHE 1;

CREATE TABLE public.orders_booking (
    id bigint NOT NULL,
    carrier character varying(40) NOT NULL,
    product character varying(80) NOT NULL,
    anchor character varying(40) NOT NULL,
    state character varying(10) NOT NULL,
    asked_at timestamp with time zone NOT NULL,
    tried_at timestamp with time zone,
    booked_at timestamp with time zone,
    called_off_at timestamp with time zone,
    remote_id character varying(80) NOT NULL,
    tracking_number character varying(80) NOT NULL,
    tracking_url character varying(200) NOT NULL,
    label bytea,
    problem character varying(400) NOT NULL,
    asked_by_id bigint,
    returned_id bigint,
    shipment_id bigint,
    is_labelled boolean NOT NULL,
    CONSTRAINT booking_booked_has_a_name CHECK (((NOT ((state)::text = 'booked'::text)) OR ((NOT ((remote_id)::text = ''::text)) AND (booked_at IS NOT NULL)))),
    CONSTRAINT booking_of_one_thing CHECK ((((returned_id IS NOT NULL) AND (shipment_id IS NULL)) OR ((returned_id IS NULL) AND (shipment_id IS NOT NULL))))
);

ALTER TABLE public.orders_booking ALTER COLUMN id ADD GENERATED BY DEFAULT AS IDENTITY (
    SEQUENCE NAME public.orders_booking_id_seq
    START WITH 1
    INCREMENT BY 1
    NO MINVALUE
    NO MAXVALUE
    CACHE 1
);

CREATE TABLE public.orders_chosenpoint (
    id bigint NOT NULL,
    carrier character varying(40) NOT NULL,
    points_of character varying(80) NOT NULL,
    key character varying(80) NOT NULL,
    name character varying(120) NOT NULL,
    address_1 character varying(120) NOT NULL,
    postal_code character varying(12) NOT NULL,
    city character varying(80) NOT NULL,
    country character varying(2) NOT NULL,
    chosen_at timestamp with time zone NOT NULL,
    is_closed boolean NOT NULL,
    order_id bigint NOT NULL,
    CONSTRAINT chosen_point_is_named CHECK ((NOT ((key)::text = ''::text)))
);

ALTER TABLE public.orders_chosenpoint ALTER COLUMN id ADD GENERATED BY DEFAULT AS IDENTITY (
    SEQUENCE NAME public.orders_chosenpoint_id_seq
    START WITH 1
    INCREMENT BY 1
    NO MINVALUE
    NO MAXVALUE
    CACHE 1
);

CREATE TABLE public.orders_deliverymethod (
    id bigint NOT NULL,
    code character varying(40) NOT NULL,
    name_sv character varying(120) NOT NULL,
    name_en character varying(120) NOT NULL,
    promise_sv character varying(160) NOT NULL,
    promise_en character varying(160) NOT NULL,
    gross numeric(12,2) NOT NULL,
    free_from numeric(12,2),
    "position" smallint NOT NULL,
    is_active boolean NOT NULL,
    carrier character varying(40) DEFAULT ''::character varying NOT NULL,
    points_of character varying(80) DEFAULT ''::character varying NOT NULL,
    product character varying(80) DEFAULT ''::character varying NOT NULL,
    return_product character varying(80) DEFAULT ''::character varying NOT NULL,
    CONSTRAINT delivery_method_names_of_a_carrier CHECK (((NOT ((carrier)::text = ''::text)) OR (((points_of)::text = ''::text) AND ((product)::text = ''::text) AND ((return_product)::text = ''::text)))),
    CONSTRAINT delivery_method_not_negative CHECK ((gross >= (0)::numeric)),
    CONSTRAINT orders_deliverymethod_position_check CHECK (("position" >= 0))
);

ALTER TABLE public.orders_deliverymethod ALTER COLUMN id ADD GENERATED BY DEFAULT AS IDENTITY (
    SEQUENCE NAME public.orders_deliverymethod_id_seq
    START WITH 1
    INCREMENT BY 1
    NO MINVALUE
    NO MAXVALUE
    CACHE 1
);

CREATE TABLE public.orders_instruction (
    id bigint NOT NULL,
    key uuid NOT NULL,
    kind character varying(8) NOT NULL,
    amount numeric(12,2) NOT NULL,
    state character varying(10) NOT NULL,
    why character varying(200) NOT NULL,
    asked_at timestamp with time zone NOT NULL,
    changed_at timestamp with time zone NOT NULL,
    reference character varying(120) NOT NULL,
    problem character varying(500) NOT NULL,
    asked_by_id bigint,
    payment_id bigint NOT NULL,
    CONSTRAINT instruction_has_an_amount CHECK ((amount > (0)::numeric))
);

ALTER TABLE public.orders_instruction ALTER COLUMN id ADD GENERATED BY DEFAULT AS IDENTITY (
    SEQUENCE NAME public.orders_instruction_id_seq
    START WITH 1
    INCREMENT BY 1
    NO MINVALUE
    NO MAXVALUE
    CACHE 1
);

ALTER TABLE public.orders_invoice ALTER COLUMN id ADD GENERATED BY DEFAULT AS IDENTITY (
    SEQUENCE NAME public.orders_invoice_id_seq
    START WITH 1
    INCREMENT BY 1
    NO MINVALUE
    NO MAXVALUE
    CACHE 1
);

CREATE TABLE public.orders_invoiceseries (
    code character varying(8) NOT NULL,
    last_number bigint NOT NULL,
    continued_in_id character varying(8),
    CONSTRAINT orders_invoiceseries_last_number_check CHECK ((last_number >= 0))
);

CREATE TABLE public.orders_notice (
    id bigint NOT NULL,
    token uuid NOT NULL,
    order_number character varying(60) NOT NULL,
    name character varying(160) NOT NULL,
    email character varying(254) NOT NULL,
    goods text NOT NULL,
    note text NOT NULL,
    locale character varying(5) NOT NULL,
    received_at timestamp with time zone NOT NULL,
    is_mailed boolean NOT NULL,
    answer character varying(300) NOT NULL,
    handled_at timestamp with time zone,
    handled_by_id bigint,
    returned_id bigint,
    CONSTRAINT notice_handled_says_how CHECK (((((answer)::text = ''::text) AND (handled_at IS NULL) AND (returned_id IS NULL)) OR ((handled_at IS NOT NULL) AND ((returned_id IS NOT NULL) OR (NOT ((answer)::text = ''::text))))))
);

ALTER TABLE public.orders_notice ALTER COLUMN id ADD GENERATED BY DEFAULT AS IDENTITY (
    SEQUENCE NAME public.orders_notice_id_seq
    START WITH 1
    INCREMENT BY 1
    NO MINVALUE
    NO MAXVALUE
    CACHE 1
);

ALTER TABLE public.orders_order ALTER COLUMN id ADD GENERATED BY DEFAULT AS IDENTITY (
    SEQUENCE NAME public.orders_order_id_seq
    START WITH 1
    INCREMENT BY 1
    NO MINVALUE
    NO MAXVALUE
    CACHE 1
);

ALTER TABLE public.orders_orderaddress ALTER COLUMN id ADD GENERATED BY DEFAULT AS IDENTITY (
    SEQUENCE NAME public.orders_orderaddress_id_seq
    START WITH 1
    INCREMENT BY 1
    NO MINVALUE
    NO MAXVALUE
    CACHE 1
);

CREATE TABLE public.orders_orderchange (
    id bigint NOT NULL,
    number smallint NOT NULL,
    state character varying(10) NOT NULL,
    why character varying(300) NOT NULL,
    before jsonb NOT NULL,
    after jsonb NOT NULL,
    effect numeric(12,2) NOT NULL,
    asked_at timestamp with time zone NOT NULL,
    settled_at timestamp with time zone,
    asked_by_id bigint,
    order_id bigint NOT NULL,
    CONSTRAINT orders_orderchange_number_check CHECK ((number >= 0))
);

ALTER TABLE public.orders_orderchange ALTER COLUMN id ADD GENERATED BY DEFAULT AS IDENTITY (
    SEQUENCE NAME public.orders_orderchange_id_seq
    START WITH 1
    INCREMENT BY 1
    NO MINVALUE
    NO MAXVALUE
    CACHE 1
);

ALTER TABLE public.orders_orderline ALTER COLUMN id ADD GENERATED BY DEFAULT AS IDENTITY (
    SEQUENCE NAME public.orders_orderline_id_seq
    START WITH 1
    INCREMENT BY 1
    NO MINVALUE
    NO MAXVALUE
    CACHE 1
);

CREATE TABLE public.orders_ordernote (
    id bigint NOT NULL,
    text text NOT NULL,
    at timestamp with time zone NOT NULL,
    by_id bigint NOT NULL,
    order_id bigint NOT NULL,
    CONSTRAINT order_note_says_something CHECK ((NOT (text = ''::text)))
);

ALTER TABLE public.orders_ordernote ALTER COLUMN id ADD GENERATED BY DEFAULT AS IDENTITY (
    SEQUENCE NAME public.orders_ordernote_id_seq
    START WITH 1
    INCREMENT BY 1
    NO MINVALUE
    NO MAXVALUE
    CACHE 1
);

CREATE TABLE public.orders_ordersearch (
    order_id bigint NOT NULL,
    placed_at timestamp with time zone NOT NULL,
    words tsvector NOT NULL
);
ALTER TABLE ONLY public.orders_ordersearch ALTER COLUMN words SET STATISTICS 1000;

ALTER TABLE public.orders_payment ALTER COLUMN id ADD GENERATED BY DEFAULT AS IDENTITY (
    SEQUENCE NAME public.orders_payment_id_seq
    START WITH 1
    INCREMENT BY 1
    NO MINVALUE
    NO MAXVALUE
    CACHE 1
);

CREATE TABLE public.orders_paymentevent (
    id bigint NOT NULL,
    kind character varying(10) NOT NULL,
    key character varying(120) NOT NULL,
    amount numeric(12,2) NOT NULL,
    at timestamp with time zone NOT NULL,
    recorded_at timestamp with time zone NOT NULL,
    payment_id bigint NOT NULL,
    CONSTRAINT payment_event_has_an_amount CHECK ((amount > (0)::numeric))
);

ALTER TABLE public.orders_paymentevent ALTER COLUMN id ADD GENERATED BY DEFAULT AS IDENTITY (
    SEQUENCE NAME public.orders_paymentevent_id_seq
    START WITH 1
    INCREMENT BY 1
    NO MINVALUE
    NO MAXVALUE
    CACHE 1
);

ALTER TABLE public.orders_return ALTER COLUMN id ADD GENERATED BY DEFAULT AS IDENTITY (
    SEQUENCE NAME public.orders_return_id_seq
    START WITH 1
    INCREMENT BY 1
    NO MINVALUE
    NO MAXVALUE
    CACHE 1
);

CREATE TABLE public.orders_returnline (
    id bigint NOT NULL,
    quantity integer NOT NULL,
    received integer,
    restocked integer NOT NULL,
    line_id bigint NOT NULL,
    returned_id bigint NOT NULL,
    unshipped integer NOT NULL,
    CONSTRAINT orders_returnline_quantity_check CHECK ((quantity >= 0)),
    CONSTRAINT orders_returnline_received_check CHECK ((received >= 0)),
    CONSTRAINT orders_returnline_restocked_check CHECK ((restocked >= 0)),
    CONSTRAINT orders_returnline_unshipped_check CHECK ((unshipped >= 0)),
    CONSTRAINT return_line_never_sent_is_received CHECK (((unshipped <= quantity) AND ((received IS NULL) OR (received >= unshipped)))),
    CONSTRAINT return_line_not_empty CHECK ((quantity >= 1)),
    CONSTRAINT return_line_restocked_came_back CHECK (((restocked = 0) OR ((received IS NOT NULL) AND (restocked <= (received - unshipped))))),
    CONSTRAINT return_line_within_notice CHECK (((received IS NULL) OR (received <= quantity)))
);

ALTER TABLE public.orders_returnline ALTER COLUMN id ADD GENERATED BY DEFAULT AS IDENTITY (
    SEQUENCE NAME public.orders_returnline_id_seq
    START WITH 1
    INCREMENT BY 1
    NO MINVALUE
    NO MAXVALUE
    CACHE 1
);

CREATE TABLE public.orders_scan (
    id bigint NOT NULL,
    key character varying(120) NOT NULL,
    at timestamp with time zone NOT NULL,
    status character varying(10) NOT NULL,
    words character varying(200) NOT NULL,
    place character varying(120) NOT NULL,
    shipment_id bigint NOT NULL
);

ALTER TABLE public.orders_scan ALTER COLUMN id ADD GENERATED BY DEFAULT AS IDENTITY (
    SEQUENCE NAME public.orders_scan_id_seq
    START WITH 1
    INCREMENT BY 1
    NO MINVALUE
    NO MAXVALUE
    CACHE 1
);

CREATE TABLE public.orders_sentmail (
    id bigint NOT NULL,
    kind character varying(40) NOT NULL,
    "to" character varying(600) NOT NULL,
    subject character varying(200) NOT NULL,
    message_id character varying(200) NOT NULL,
    written_at timestamp with time zone NOT NULL,
    sent_at timestamp with time zone,
    problem character varying(300) NOT NULL,
    asked_by_id bigint,
    event_id bigint NOT NULL,
    order_id bigint NOT NULL
);

ALTER TABLE public.orders_sentmail ALTER COLUMN id ADD GENERATED BY DEFAULT AS IDENTITY (
    SEQUENCE NAME public.orders_sentmail_id_seq
    START WITH 1
    INCREMENT BY 1
    NO MINVALUE
    NO MAXVALUE
    CACHE 1
);

ALTER TABLE public.orders_shipment ALTER COLUMN id ADD GENERATED BY DEFAULT AS IDENTITY (
    SEQUENCE NAME public.orders_shipment_id_seq
    START WITH 1
    INCREMENT BY 1
    NO MINVALUE
    NO MAXVALUE
    CACHE 1
);

CREATE TABLE public.orders_shipmentline (
    id bigint NOT NULL,
    quantity integer NOT NULL,
    line_id bigint NOT NULL,
    shipment_id bigint NOT NULL,
    CONSTRAINT orders_shipmentline_quantity_check CHECK ((quantity >= 0)),
    CONSTRAINT shipment_line_not_empty CHECK ((quantity >= 1))
);

ALTER TABLE public.orders_shipmentline ALTER COLUMN id ADD GENERATED BY DEFAULT AS IDENTITY (
    SEQUENCE NAME public.orders_shipmentline_id_seq
    START WITH 1
    INCREMENT BY 1
    NO MINVALUE
    NO MAXVALUE
    CACHE 1
);

CREATE TABLE public.otp_static_staticdevice (
    id integer NOT NULL,
    name character varying(64) NOT NULL,
    confirmed boolean NOT NULL,
    user_id bigint NOT NULL,
    throttling_failure_count integer NOT NULL,
    throttling_failure_timestamp timestamp with time zone,
    created_at timestamp with time zone,
    last_used_at timestamp with time zone,
    CONSTRAINT otp_static_staticdevice_throttling_failure_count_check CHECK ((throttling_failure_count >= 0))
);

ALTER TABLE public.otp_static_staticdevice ALTER COLUMN id ADD GENERATED BY DEFAULT AS IDENTITY (
    SEQUENCE NAME public.otp_static_staticdevice_id_seq
    START WITH 1
    INCREMENT BY 1
    NO MINVALUE
    NO MAXVALUE
    CACHE 1
);

CREATE TABLE public.otp_static_statictoken (
    id integer NOT NULL,
    token character varying(16) NOT NULL,
    device_id integer NOT NULL
);

ALTER TABLE public.otp_static_statictoken ALTER COLUMN id ADD GENERATED BY DEFAULT AS IDENTITY (
    SEQUENCE NAME public.otp_static_statictoken_id_seq
    START WITH 1
    INCREMENT BY 1
    NO MINVALUE
    NO MAXVALUE
    CACHE 1
);

CREATE TABLE public.otp_totp_totpdevice (
    id integer NOT NULL,
    name character varying(64) NOT NULL,
    confirmed boolean NOT NULL,
    key character varying(80) NOT NULL,
    step smallint NOT NULL,
    t0 bigint NOT NULL,
    digits smallint NOT NULL,
    tolerance smallint NOT NULL,
    drift smallint NOT NULL,
    last_t bigint NOT NULL,
    user_id bigint NOT NULL,
    throttling_failure_count integer NOT NULL,
    throttling_failure_timestamp timestamp with time zone,
    created_at timestamp with time zone,
    last_used_at timestamp with time zone,
    CONSTRAINT otp_totp_totpdevice_digits_check CHECK ((digits >= 0)),
    CONSTRAINT otp_totp_totpdevice_step_check CHECK ((step >= 0)),
    CONSTRAINT otp_totp_totpdevice_throttling_failure_count_check CHECK ((throttling_failure_count >= 0)),
    CONSTRAINT otp_totp_totpdevice_tolerance_check CHECK ((tolerance >= 0))
);

ALTER TABLE public.otp_totp_totpdevice ALTER COLUMN id ADD GENERATED BY DEFAULT AS IDENTITY (
    SEQUENCE NAME public.otp_totp_totpdevice_id_seq
    START WITH 1
    INCREMENT BY 1
    NO MINVALUE
    NO MAXVALUE
    CACHE 1
);

CREATE TABLE public.pghistory_context (
    id uuid NOT NULL,
    created_at timestamp with time zone NOT NULL,
    updated_at timestamp with time zone NOT NULL,
    metadata jsonb NOT NULL
);

CREATE TABLE public.pricing_offer (
    id bigint NOT NULL,
    campaign character varying(40) NOT NULL,
    name_sv character varying(120) NOT NULL,
    name_en character varying(120) NOT NULL,
    kind character varying(13) NOT NULL,
    value numeric(12,2),
    buy smallint,
    pay smallint,
    code character varying(40) NOT NULL,
    currency character varying(3) NOT NULL,
    is_for_everyone boolean NOT NULL,
    levels character varying(20)[] NOT NULL,
    organisations bigint[] NOT NULL,
    is_for_everything boolean NOT NULL,
    products bigint[] NOT NULL,
    categories bigint[] NOT NULL,
    minimum_sum numeric(12,2),
    max_uses integer,
    uses integer NOT NULL,
    is_stackable boolean NOT NULL,
    is_announced boolean NOT NULL,
    is_shown_on_goods boolean NOT NULL,
    valid_from timestamp with time zone NOT NULL,
    valid_until timestamp with time zone,
    recorded_at timestamp with time zone NOT NULL,
    CONSTRAINT offer_interval_is_one CHECK (((valid_until IS NULL) OR (valid_until >= valid_from))),
    CONSTRAINT offer_says_what_it_gives CHECK (((((kind)::text = 'percentage'::text) AND (value > (0)::numeric) AND (value <= (100)::numeric)) OR (((kind)::text = 'amount'::text) AND (value > (0)::numeric)) OR (((kind)::text = 'fixed'::text) AND (value >= (0)::numeric)) OR ((buy > pay) AND ((kind)::text = 'x_for_y'::text) AND (pay >= 1)) OR ((kind)::text = 'free_shipping'::text))),
    CONSTRAINT offer_uses_bounded CHECK (((max_uses IS NULL) OR (uses <= max_uses))),
    CONSTRAINT pricing_offer_buy_check CHECK ((buy >= 0)),
    CONSTRAINT pricing_offer_max_uses_check CHECK ((max_uses >= 0)),
    CONSTRAINT pricing_offer_pay_check CHECK ((pay >= 0)),
    CONSTRAINT pricing_offer_uses_check CHECK ((uses >= 0))
);

ALTER TABLE public.pricing_offer ALTER COLUMN id ADD GENERATED BY DEFAULT AS IDENTITY (
    SEQUENCE NAME public.pricing_offer_id_seq
    START WITH 1
    INCREMENT BY 1
    NO MINVALUE
    NO MAXVALUE
    CACHE 1
);

CREATE TABLE public.pricing_price (
    id bigint NOT NULL,
    min_quantity integer NOT NULL,
    amount numeric(12,2) NOT NULL,
    valid_from timestamp with time zone,
    valid_until timestamp with time zone,
    variant_id bigint NOT NULL,
    price_list_id bigint NOT NULL,
    CONSTRAINT price_from_one CHECK ((min_quantity >= 1)),
    CONSTRAINT price_interval_not_empty CHECK (((valid_until IS NULL) OR (valid_from IS NULL) OR (valid_until > valid_from))),
    CONSTRAINT price_not_negative CHECK ((amount >= (0)::numeric)),
    CONSTRAINT pricing_price_min_quantity_check CHECK ((min_quantity >= 0))
);

ALTER TABLE public.pricing_price ALTER COLUMN id ADD GENERATED BY DEFAULT AS IDENTITY (
    SEQUENCE NAME public.pricing_price_id_seq
    START WITH 1
    INCREMENT BY 1
    NO MINVALUE
    NO MAXVALUE
    CACHE 1
);

CREATE TABLE public.pricing_pricechange (
    id bigint NOT NULL,
    min_quantity integer NOT NULL,
    amount numeric(12,2),
    was_amount numeric(12,2),
    was_from timestamp with time zone,
    was_until timestamp with time zone,
    made_price bigint,
    price_list_id bigint NOT NULL,
    variant_id bigint NOT NULL,
    change_set_id bigint NOT NULL,
    CONSTRAINT price_change_from_one CHECK ((min_quantity >= 1)),
    CONSTRAINT price_change_not_negative CHECK (((amount IS NULL) OR (amount >= (0)::numeric))),
    CONSTRAINT pricing_pricechange_min_quantity_check CHECK ((min_quantity >= 0))
)
WITH (fillfactor='50');

ALTER TABLE public.pricing_pricechange ALTER COLUMN id ADD GENERATED BY DEFAULT AS IDENTITY (
    SEQUENCE NAME public.pricing_pricechange_id_seq
    START WITH 1
    INCREMENT BY 1
    NO MINVALUE
    NO MAXVALUE
    CACHE 1
);

CREATE TABLE public.pricing_pricechangeset (
    id bigint NOT NULL,
    name character varying(120) NOT NULL,
    note text NOT NULL,
    state character varying(9) NOT NULL,
    starts_at timestamp with time zone,
    created_at timestamp with time zone NOT NULL,
    approved_at timestamp with time zone,
    published_at timestamp with time zone,
    in_force_from timestamp with time zone,
    undone_at timestamp with time zone,
    approver_id bigint,
    author_id bigint,
    drafted_by bigint[] NOT NULL,
    CONSTRAINT change_set_published_is_in_force CHECK ((((in_force_from IS NULL) AND (published_at IS NULL)) OR ((in_force_from IS NOT NULL) AND (published_at IS NOT NULL))))
);

ALTER TABLE public.pricing_pricechangeset ALTER COLUMN id ADD GENERATED BY DEFAULT AS IDENTITY (
    SEQUENCE NAME public.pricing_pricechangeset_id_seq
    START WITH 1
    INCREMENT BY 1
    NO MINVALUE
    NO MAXVALUE
    CACHE 1
);

CREATE TABLE public.pricing_pricechangesetversion (
    pgh_id integer NOT NULL,
    pgh_created_at timestamp with time zone NOT NULL,
    pgh_label text NOT NULL,
    id bigint NOT NULL,
    name character varying(120) NOT NULL,
    note text NOT NULL,
    state character varying(9) NOT NULL,
    starts_at timestamp with time zone,
    drafted_by bigint[] NOT NULL,
    approved_at timestamp with time zone,
    published_at timestamp with time zone,
    in_force_from timestamp with time zone,
    undone_at timestamp with time zone,
    approver_id bigint,
    author_id bigint,
    pgh_context_id uuid,
    pgh_obj_id bigint NOT NULL
);

ALTER TABLE public.pricing_pricechangesetversion ALTER COLUMN pgh_id ADD GENERATED BY DEFAULT AS IDENTITY (
    SEQUENCE NAME public.pricing_pricechangesetversion_pgh_id_seq
    START WITH 1
    INCREMENT BY 1
    NO MINVALUE
    NO MAXVALUE
    CACHE 1
);

CREATE TABLE public.pricing_pricechangeversion (
    pgh_id integer NOT NULL,
    pgh_created_at timestamp with time zone NOT NULL,
    pgh_label text NOT NULL,
    id bigint NOT NULL,
    min_quantity integer NOT NULL,
    amount numeric(12,2),
    change_set_id bigint NOT NULL,
    pgh_context_id uuid,
    pgh_obj_id bigint NOT NULL,
    price_list_id bigint NOT NULL,
    variant_id bigint NOT NULL,
    CONSTRAINT pricing_pricechangeversion_min_quantity_check CHECK ((min_quantity >= 0))
);

ALTER TABLE public.pricing_pricechangeversion ALTER COLUMN pgh_id ADD GENERATED BY DEFAULT AS IDENTITY (
    SEQUENCE NAME public.pricing_pricechangeversion_pgh_id_seq
    START WITH 1
    INCREMENT BY 1
    NO MINVALUE
    NO MAXVALUE
    CACHE 1
);

ALTER TABLE public.pricing_pricelist ALTER COLUMN id ADD GENERATED BY DEFAULT AS IDENTITY (
    SEQUENCE NAME public.pricing_pricelist_id_seq
    START WITH 1
    INCREMENT BY 1
    NO MINVALUE
    NO MAXVALUE
    CACHE 1
);

CREATE TABLE public.pricing_pricerecord (
    id bigint NOT NULL,
    price_id bigint NOT NULL,
    audience character varying(40) NOT NULL,
    currency character varying(3) NOT NULL,
    is_net boolean NOT NULL,
    policy character varying(9) NOT NULL,
    rank smallint NOT NULL,
    min_quantity integer NOT NULL,
    amount numeric(12,2) NOT NULL,
    in_force_from timestamp with time zone,
    in_force_until timestamp with time zone,
    cause character varying(200) NOT NULL,
    recorded_at timestamp with time zone NOT NULL,
    price_list_id bigint NOT NULL,
    variant_id bigint NOT NULL,
    CONSTRAINT pricing_pricerecord_min_quantity_check CHECK ((min_quantity >= 0)),
    CONSTRAINT pricing_pricerecord_rank_check CHECK ((rank >= 0))
);

ALTER TABLE public.pricing_pricerecord ALTER COLUMN id ADD GENERATED BY DEFAULT AS IDENTITY (
    SEQUENCE NAME public.pricing_pricerecord_id_seq
    START WITH 1
    INCREMENT BY 1
    NO MINVALUE
    NO MAXVALUE
    CACHE 1
);

CREATE TABLE public.privacy_privacylink (
    token uuid NOT NULL,
    email character varying(254) NOT NULL,
    locale character varying(5) NOT NULL,
    asked_at timestamp with time zone NOT NULL
);

CREATE TABLE public.privacy_privacyrequest (
    id bigint NOT NULL,
    kind character varying(8) NOT NULL,
    channel character varying(8) NOT NULL,
    state character varying(8) NOT NULL,
    email character varying(254) NOT NULL,
    address_hash character varying(64) NOT NULL,
    locale character varying(5) NOT NULL,
    received_at timestamp with time zone NOT NULL,
    due_at timestamp with time zone NOT NULL,
    answered_at timestamp with time zone,
    why character varying(300) NOT NULL,
    waits_for jsonb NOT NULL,
    outcome jsonb NOT NULL,
    token uuid NOT NULL,
    archive bytea,
    archive_until timestamp with time zone,
    handled_by_id bigint,
    user_id bigint,
    CONSTRAINT privacy_request_answered_when CHECK ((((answered_at IS NULL) AND ((state)::text = 'waiting'::text)) OR ((NOT ((state)::text = 'waiting'::text)) AND (answered_at IS NOT NULL)))),
    CONSTRAINT privacy_request_refused_says_why CHECK (((NOT ((state)::text = 'refused'::text)) OR (NOT ((why)::text = ''::text))))
);

ALTER TABLE public.privacy_privacyrequest ALTER COLUMN id ADD GENERATED BY DEFAULT AS IDENTITY (
    SEQUENCE NAME public.privacy_privacyrequest_id_seq
    START WITH 1
    INCREMENT BY 1
    NO MINVALUE
    NO MAXVALUE
    CACHE 1
);

CREATE SEQUENCE public.quotation_number
    START WITH 1001
    INCREMENT BY 1
    NO MINVALUE
    NO MAXVALUE
    CACHE 1;

CREATE TABLE public.quotations_quotation (
    id bigint NOT NULL,
    number bigint NOT NULL,
    version smallint NOT NULL,
    token uuid NOT NULL,
    state character varying(9) NOT NULL,
    level character varying(20) NOT NULL,
    buyer_type character varying(10) NOT NULL,
    currency character varying(3) NOT NULL,
    locale character varying(5) NOT NULL,
    message text NOT NULL,
    requested_at timestamp with time zone,
    terms text NOT NULL,
    delivery_method character varying(40) NOT NULL,
    delivery_name character varying(120) NOT NULL,
    delivery_gross numeric(12,2) NOT NULL,
    valid_until timestamp with time zone,
    net numeric(12,2) NOT NULL,
    vat numeric(12,2) NOT NULL,
    gross numeric(12,2) NOT NULL,
    parties jsonb,
    created_at timestamp with time zone NOT NULL,
    sent_at timestamp with time zone,
    answered_at timestamp with time zone,
    why character varying(300) NOT NULL,
    made_by_id bigint,
    organisation_id bigint,
    user_id bigint NOT NULL,
    edition integer DEFAULT 0 NOT NULL,
    CONSTRAINT quotation_adds_up CHECK ((gross = (net + vat))),
    CONSTRAINT quotation_delivery_not_negative CHECK ((delivery_gross >= (0)::numeric)),
    CONSTRAINT quotation_sent_whole CHECK ((((state)::text = ANY (ARRAY[('draft'::character varying)::text, ('withdrawn'::character varying)::text])) OR ((parties IS NOT NULL) AND (sent_at IS NOT NULL) AND (valid_until > sent_at) AND (NOT ((delivery_name)::text = ''::text))))),
    CONSTRAINT quotation_state_is_one CHECK (((state)::text = ANY (ARRAY[('draft'::character varying)::text, ('sent'::character varying)::text, ('accepted'::character varying)::text, ('declined'::character varying)::text, ('expired'::character varying)::text, ('withdrawn'::character varying)::text]))),
    CONSTRAINT quotations_quotation_edition_check CHECK ((edition >= 0)),
    CONSTRAINT quotations_quotation_number_check CHECK ((number >= 0)),
    CONSTRAINT quotations_quotation_version_check CHECK ((version >= 0))
);

ALTER TABLE public.quotations_quotation ALTER COLUMN id ADD GENERATED BY DEFAULT AS IDENTITY (
    SEQUENCE NAME public.quotations_quotation_id_seq
    START WITH 1
    INCREMENT BY 1
    NO MINVALUE
    NO MAXVALUE
    CACHE 1
);

CREATE TABLE public.quotations_quotationline (
    id bigint NOT NULL,
    "position" integer NOT NULL,
    sku character varying(64) NOT NULL,
    name character varying(255) NOT NULL,
    label character varying(255) NOT NULL,
    quantity integer NOT NULL,
    unit numeric(12,2),
    ordinary_unit numeric(12,2),
    price_source jsonb NOT NULL,
    reason character varying(200) NOT NULL,
    tax_class character varying(10) NOT NULL,
    vat_rate numeric(5,2) NOT NULL,
    quotation_id bigint NOT NULL,
    variant_id bigint NOT NULL,
    CONSTRAINT quotation_line_not_negative CHECK ((unit >= (0)::numeric)),
    CONSTRAINT quotation_line_quantity CHECK (((quantity >= 1) AND (quantity <= 9999))),
    CONSTRAINT quotation_line_says_why CHECK (((unit IS NULL) OR ((ordinary_unit IS NOT NULL) AND (unit = ordinary_unit)) OR (NOT ((reason)::text = ''::text)))),
    CONSTRAINT quotations_quotationline_position_check CHECK (("position" >= 0)),
    CONSTRAINT quotations_quotationline_quantity_check CHECK ((quantity >= 0))
);

ALTER TABLE public.quotations_quotationline ALTER COLUMN id ADD GENERATED BY DEFAULT AS IDENTITY (
    SEQUENCE NAME public.quotations_quotationline_id_seq
    START WITH 1
    INCREMENT BY 1
    NO MINVALUE
    NO MAXVALUE
    CACHE 1
);

CREATE TABLE public.register_bulkrun (
    token uuid NOT NULL,
    register character varying(80) NOT NULL,
    action character varying(40) NOT NULL,
    "values" jsonb NOT NULL,
    started_at timestamp with time zone NOT NULL,
    finished_at timestamp with time zone,
    done integer NOT NULL,
    refused jsonb NOT NULL,
    user_id bigint NOT NULL,
    total integer DEFAULT 0 NOT NULL,
    handled integer DEFAULT 0 NOT NULL,
    CONSTRAINT register_bulkrun_done_check CHECK ((done >= 0)),
    CONSTRAINT register_bulkrun_handled_check CHECK ((handled >= 0)),
    CONSTRAINT register_bulkrun_total_check CHECK ((total >= 0))
);

CREATE TABLE public.register_savedfilter (
    id bigint NOT NULL,
    register character varying(80) NOT NULL,
    name character varying(40) NOT NULL,
    query character varying(1000) NOT NULL,
    is_shared boolean NOT NULL,
    user_id bigint NOT NULL,
    CONSTRAINT saved_filter_says_something CHECK (((NOT ((name)::text = ''::text)) AND (NOT ((query)::text = ''::text))))
);

ALTER TABLE public.register_savedfilter ALTER COLUMN id ADD GENERATED BY DEFAULT AS IDENTITY (
    SEQUENCE NAME public.register_savedfilter_id_seq
    START WITH 1
    INCREMENT BY 1
    NO MINVALUE
    NO MAXVALUE
    CACHE 1
);

CREATE TABLE public.search_document (
    listed_id bigint NOT NULL,
    language character varying(8) NOT NULL,
    vector tsvector NOT NULL
);

CREATE TABLE public.search_word (
    id bigint NOT NULL,
    language character varying(8) NOT NULL,
    word character varying(255) NOT NULL
);

ALTER TABLE public.search_word ALTER COLUMN id ADD GENERATED BY DEFAULT AS IDENTITY (
    SEQUENCE NAME public.search_word_id_seq
    START WITH 1
    INCREMENT BY 1
    NO MINVALUE
    NO MAXVALUE
    CACHE 1
);

CREATE SEQUENCE public.service_order_number
    START WITH 5001
    INCREMENT BY 1
    NO MINVALUE
    NO MAXVALUE
    CACHE 1;

CREATE TABLE public.services_service (
    id bigint NOT NULL,
    code character varying(60) NOT NULL,
    "position" smallint NOT NULL,
    is_offered boolean NOT NULL,
    CONSTRAINT services_service_position_check CHECK (("position" >= 0))
);

ALTER TABLE public.services_service ALTER COLUMN id ADD GENERATED BY DEFAULT AS IDENTITY (
    SEQUENCE NAME public.services_service_id_seq
    START WITH 1
    INCREMENT BY 1
    NO MINVALUE
    NO MAXVALUE
    CACHE 1
);

CREATE TABLE public.services_servicechoice (
    id bigint NOT NULL,
    recipients jsonb NOT NULL,
    answers jsonb NOT NULL,
    told jsonb NOT NULL,
    hours smallint NOT NULL,
    put_at timestamp with time zone NOT NULL,
    user_id bigint NOT NULL,
    version_id bigint NOT NULL,
    CONSTRAINT services_choice_hours CHECK (((hours >= 1) AND (hours <= 2000))),
    CONSTRAINT services_servicechoice_hours_check CHECK ((hours >= 0))
);

ALTER TABLE public.services_servicechoice ALTER COLUMN id ADD GENERATED BY DEFAULT AS IDENTITY (
    SEQUENCE NAME public.services_servicechoice_id_seq
    START WITH 1
    INCREMENT BY 1
    NO MINVALUE
    NO MAXVALUE
    CACHE 1
);

CREATE TABLE public.services_serviceorder (
    id bigint NOT NULL,
    number bigint NOT NULL,
    reference character varying(80) NOT NULL,
    locale character varying(5) NOT NULL,
    placed_at timestamp with time zone NOT NULL,
    goods_id bigint,
    organisation_id bigint,
    requester_id bigint NOT NULL,
    CONSTRAINT services_serviceorder_number_check CHECK ((number >= 0))
);

ALTER TABLE public.services_serviceorder ALTER COLUMN id ADD GENERATED BY DEFAULT AS IDENTITY (
    SEQUENCE NAME public.services_serviceorder_id_seq
    START WITH 1
    INCREMENT BY 1
    NO MINVALUE
    NO MAXVALUE
    CACHE 1
);

CREATE TABLE public.services_servicepart (
    id bigint NOT NULL,
    "position" smallint NOT NULL,
    recipient_name character varying(120) NOT NULL,
    recipient_email character varying(254) NOT NULL,
    answers jsonb NOT NULL,
    unit_net numeric(12,2) NOT NULL,
    quantity smallint NOT NULL,
    vat_rate numeric(4,2) NOT NULL,
    net numeric(12,2) NOT NULL,
    gross numeric(12,2) NOT NULL,
    state character varying(9) NOT NULL,
    decided_at timestamp with time zone,
    cancelled_at timestamp with time zone,
    why character varying(300) NOT NULL,
    decided_by_id bigint,
    order_id bigint NOT NULL,
    ticket_id bigint,
    version_id bigint NOT NULL,
    CONSTRAINT services_cancelled_has_its_moment CHECK ((((cancelled_at IS NOT NULL) AND ((state)::text = 'cancelled'::text)) OR ((NOT ((state)::text = 'cancelled'::text)) AND (cancelled_at IS NULL)))),
    CONSTRAINT services_ordered_has_ticket CHECK (((((state)::text = 'ordered'::text) AND (ticket_id IS NOT NULL)) OR ((state)::text = 'cancelled'::text) OR (((state)::text = ANY (ARRAY[('held'::character varying)::text, ('awaiting'::character varying)::text, ('refused'::character varying)::text])) AND (ticket_id IS NULL)))),
    CONSTRAINT services_part_state_is_one CHECK (((state)::text = ANY (ARRAY[('held'::character varying)::text, ('awaiting'::character varying)::text, ('ordered'::character varying)::text, ('refused'::character varying)::text, ('cancelled'::character varying)::text]))),
    CONSTRAINT services_part_sums_add_up CHECK (((gross >= net) AND (net = (unit_net * (quantity)::numeric)) AND (quantity >= 1) AND (unit_net >= (0)::numeric))),
    CONSTRAINT services_refusal_says_why CHECK (((NOT ((state)::text = 'refused'::text)) OR ((decided_at IS NOT NULL) AND (NOT ((why)::text = ''::text))))),
    CONSTRAINT services_servicepart_position_check CHECK (("position" >= 0)),
    CONSTRAINT services_servicepart_quantity_check CHECK ((quantity >= 0))
);

ALTER TABLE public.services_servicepart ALTER COLUMN id ADD GENERATED BY DEFAULT AS IDENTITY (
    SEQUENCE NAME public.services_servicepart_id_seq
    START WITH 1
    INCREMENT BY 1
    NO MINVALUE
    NO MAXVALUE
    CACHE 1
);

CREATE TABLE public.services_serviceversion (
    id bigint NOT NULL,
    number smallint NOT NULL,
    kind character varying(10) NOT NULL,
    name character varying(120) NOT NULL,
    name_en character varying(120) NOT NULL,
    text text NOT NULL,
    text_en text NOT NULL,
    price numeric(12,2) NOT NULL,
    tax_class character varying(8) NOT NULL,
    target_hours smallint NOT NULL,
    approval character varying(12) NOT NULL,
    fields jsonb NOT NULL,
    changes character varying(300) NOT NULL,
    made_at timestamp with time zone NOT NULL,
    published_at timestamp with time zone,
    category_id bigint,
    made_by_id bigint,
    published_by_id bigint,
    service_id bigint NOT NULL,
    CONSTRAINT services_price_not_negative CHECK ((price >= (0)::numeric)),
    CONSTRAINT services_serviceversion_number_check CHECK ((number >= 0)),
    CONSTRAINT services_serviceversion_target_hours_check CHECK ((target_hours >= 0)),
    CONSTRAINT services_target_within_a_year CHECK (((target_hours >= 1) AND (target_hours <= 2000))),
    CONSTRAINT services_version_has_words CHECK (((NOT ((name)::text = ''::text)) AND (NOT ((name_en)::text = ''::text)) AND (NOT (text = ''::text)))),
    CONSTRAINT services_version_says_known_things CHECK ((((approval)::text = ANY (ARRAY[('none'::character varying)::text, ('organisation'::character varying)::text, ('owner'::character varying)::text])) AND ((kind)::text = ANY (ARRAY[('service'::character varying)::text, ('consultant'::character varying)::text])) AND ((tax_class)::text = ANY (ARRAY[('standard'::character varying)::text, ('food'::character varying)::text, ('reduced'::character varying)::text, ('low'::character varying)::text, ('zero'::character varying)::text])))),
    CONSTRAINT services_versions_begin_with_one CHECK ((number >= 1))
);

ALTER TABLE public.services_serviceversion ALTER COLUMN id ADD GENERATED BY DEFAULT AS IDENTITY (
    SEQUENCE NAME public.services_serviceversion_id_seq
    START WITH 1
    INCREMENT BY 1
    NO MINVALUE
    NO MAXVALUE
    CACHE 1
);

CREATE TABLE public.status_asked (
    at timestamp with time zone NOT NULL,
    is_well boolean NOT NULL,
    milliseconds integer NOT NULL,
    CONSTRAINT status_asked_milliseconds_check CHECK ((milliseconds >= 0))
);

CREATE TABLE public.status_disturbance (
    id bigint NOT NULL,
    component character varying(10) NOT NULL,
    effect character varying(8) NOT NULL,
    begins_at timestamp with time zone NOT NULL,
    ends_at timestamp with time zone,
    words_sv text NOT NULL,
    words_en text NOT NULL,
    is_counted boolean NOT NULL,
    why_not text NOT NULL,
    source character varying(10) NOT NULL,
    written_by_id bigint,
    CONSTRAINT disturbance_component CHECK (((component)::text = ANY (ARRAY[('shop'::character varying)::text, ('checkout'::character varying)::text, ('account'::character varying)::text, ('api'::character varying)::text]))),
    CONSTRAINT disturbance_effect CHECK (((effect)::text = ANY (ARRAY[('down'::character varying)::text, ('degraded'::character varying)::text]))),
    CONSTRAINT disturbance_ends_after_it_begins CHECK (((ends_at IS NULL) OR (ends_at > begins_at))),
    CONSTRAINT disturbance_not_counted_has_reason CHECK ((is_counted OR (why_not ~ '\S'::text))),
    CONSTRAINT disturbance_source CHECK (((source)::text = ANY (ARRAY[('person'::character varying)::text, ('probe'::character varying)::text])))
);

ALTER TABLE public.status_disturbance ALTER COLUMN id ADD GENERATED BY DEFAULT AS IDENTITY (
    SEQUENCE NAME public.status_disturbance_id_seq
    START WITH 1
    INCREMENT BY 1
    NO MINVALUE
    NO MAXVALUE
    CACHE 1
);

CREATE TABLE public.status_disturbanceversion (
    pgh_id integer NOT NULL,
    pgh_created_at timestamp with time zone NOT NULL,
    pgh_label text NOT NULL,
    id bigint NOT NULL,
    component character varying(10) NOT NULL,
    effect character varying(8) NOT NULL,
    begins_at timestamp with time zone NOT NULL,
    ends_at timestamp with time zone,
    words_sv text NOT NULL,
    words_en text NOT NULL,
    is_counted boolean NOT NULL,
    why_not text NOT NULL,
    source character varying(10) NOT NULL,
    pgh_context_id uuid,
    pgh_obj_id bigint NOT NULL,
    written_by_id bigint
);

ALTER TABLE public.status_disturbanceversion ALTER COLUMN pgh_id ADD GENERATED BY DEFAULT AS IDENTITY (
    SEQUENCE NAME public.status_disturbanceversion_pgh_id_seq
    START WITH 1
    INCREMENT BY 1
    NO MINVALUE
    NO MAXVALUE
    CACHE 1
);

CREATE TABLE public.status_outagefollower (
    id bigint NOT NULL,
    locale character varying(5) NOT NULL,
    since timestamp with time zone NOT NULL,
    user_id bigint NOT NULL
);

ALTER TABLE public.status_outagefollower ALTER COLUMN id ADD GENERATED BY DEFAULT AS IDENTITY (
    SEQUENCE NAME public.status_outagefollower_id_seq
    START WITH 1
    INCREMENT BY 1
    NO MINVALUE
    NO MAXVALUE
    CACHE 1
);

CREATE TABLE public.status_plannedoutage (
    id bigint NOT NULL,
    name character varying(120) NOT NULL,
    words_sv text NOT NULL,
    words_en text NOT NULL,
    starts_at timestamp with time zone NOT NULL,
    ends_at timestamp with time zone NOT NULL,
    warned_days smallint NOT NULL,
    state character varying(9) NOT NULL,
    is_in_office_hours boolean NOT NULL,
    reason text NOT NULL,
    proposed_at timestamp with time zone NOT NULL,
    approved_at timestamp with time zone,
    withdrawn_at timestamp with time zone,
    withdrawn_why character varying(300) NOT NULL,
    approved_by_id bigint,
    proposed_by_id bigint NOT NULL,
    withdrawn_by_id bigint,
    CONSTRAINT outage_approved_14_days_ahead CHECK (((approved_at IS NULL) OR (approved_at <= (starts_at - '336:00:00'::interval)))),
    CONSTRAINT outage_at_most_three_days CHECK ((ends_at <= (starts_at + '72:00:00'::interval))),
    CONSTRAINT outage_ends_after_it_starts CHECK ((ends_at > starts_at)),
    CONSTRAINT outage_in_office_hours_has_reason CHECK (((approved_at IS NULL) OR (NOT is_in_office_hours) OR (reason ~ '\S'::text))),
    CONSTRAINT outage_over_is_not_withdrawn CHECK (((withdrawn_at IS NULL) OR (approved_at IS NULL) OR (withdrawn_at < ends_at))),
    CONSTRAINT outage_state CHECK (((state)::text = ANY (ARRAY[('proposed'::character varying)::text, ('approved'::character varying)::text, ('withdrawn'::character varying)::text]))),
    CONSTRAINT outage_state_is_whole CHECK ((((approved_at IS NULL) AND (approved_by_id IS NULL) AND ((state)::text = 'proposed'::text) AND (withdrawn_at IS NULL) AND (withdrawn_by_id IS NULL)) OR ((approved_at IS NOT NULL) AND (approved_by_id IS NOT NULL) AND ((state)::text = 'approved'::text) AND (withdrawn_at IS NULL) AND (withdrawn_by_id IS NULL)) OR (((state)::text = 'withdrawn'::text) AND (withdrawn_at IS NOT NULL) AND (withdrawn_by_id IS NOT NULL)))),
    CONSTRAINT outage_warned_days CHECK ((warned_days <= 30)),
    CONSTRAINT status_plannedoutage_warned_days_check CHECK ((warned_days >= 0))
);

ALTER TABLE public.status_plannedoutage ALTER COLUMN id ADD GENERATED BY DEFAULT AS IDENTITY (
    SEQUENCE NAME public.status_plannedoutage_id_seq
    START WITH 1
    INCREMENT BY 1
    NO MINVALUE
    NO MAXVALUE
    CACHE 1
);

CREATE TABLE public.status_plannedoutageversion (
    pgh_id integer NOT NULL,
    pgh_created_at timestamp with time zone NOT NULL,
    pgh_label text NOT NULL,
    id bigint NOT NULL,
    name character varying(120) NOT NULL,
    words_sv text NOT NULL,
    words_en text NOT NULL,
    starts_at timestamp with time zone NOT NULL,
    ends_at timestamp with time zone NOT NULL,
    warned_days smallint NOT NULL,
    state character varying(9) NOT NULL,
    is_in_office_hours boolean NOT NULL,
    reason text NOT NULL,
    proposed_at timestamp with time zone NOT NULL,
    approved_at timestamp with time zone,
    withdrawn_at timestamp with time zone,
    withdrawn_why character varying(300) NOT NULL,
    approved_by_id bigint,
    pgh_context_id uuid,
    pgh_obj_id bigint NOT NULL,
    proposed_by_id bigint NOT NULL,
    withdrawn_by_id bigint,
    CONSTRAINT status_plannedoutageversion_warned_days_check CHECK ((warned_days >= 0))
);

ALTER TABLE public.status_plannedoutageversion ALTER COLUMN pgh_id ADD GENERATED BY DEFAULT AS IDENTITY (
    SEQUENCE NAME public.status_plannedoutageversion_pgh_id_seq
    START WITH 1
    INCREMENT BY 1
    NO MINVALUE
    NO MAXVALUE
    CACHE 1
);

CREATE TABLE public.stock_allocation (
    id bigint NOT NULL,
    reference character varying(40) NOT NULL,
    quantity integer NOT NULL,
    created_at timestamp with time zone NOT NULL,
    stock_id bigint NOT NULL,
    warehouse_id bigint,
    CONSTRAINT allocation_not_empty CHECK ((quantity >= 1)),
    CONSTRAINT stock_allocation_quantity_check CHECK ((quantity >= 0))
);

ALTER TABLE public.stock_allocation ALTER COLUMN id ADD GENERATED BY DEFAULT AS IDENTITY (
    SEQUENCE NAME public.stock_allocation_id_seq
    START WITH 1
    INCREMENT BY 1
    NO MINVALUE
    NO MAXVALUE
    CACHE 1
);

CREATE TABLE public.stock_drift (
    id bigint NOT NULL,
    figure character varying(10) NOT NULL,
    counter integer NOT NULL,
    ledger integer NOT NULL,
    found_at timestamp with time zone NOT NULL,
    stock_id bigint NOT NULL,
    warehouse_id bigint
);

ALTER TABLE public.stock_drift ALTER COLUMN id ADD GENERATED BY DEFAULT AS IDENTITY (
    SEQUENCE NAME public.stock_drift_id_seq
    START WITH 1
    INCREMENT BY 1
    NO MINVALUE
    NO MAXVALUE
    CACHE 1
);

CREATE TABLE public.stock_incomingstock (
    id bigint NOT NULL,
    quantity integer NOT NULL,
    received integer NOT NULL,
    expected_on date NOT NULL,
    reference character varying(60) NOT NULL,
    is_open boolean NOT NULL,
    stock_id bigint NOT NULL,
    warehouse_id bigint NOT NULL,
    CONSTRAINT incoming_not_empty CHECK ((quantity >= 1)),
    CONSTRAINT stock_incomingstock_quantity_check CHECK ((quantity >= 0)),
    CONSTRAINT stock_incomingstock_received_check CHECK ((received >= 0))
);

ALTER TABLE public.stock_incomingstock ALTER COLUMN id ADD GENERATED BY DEFAULT AS IDENTITY (
    SEQUENCE NAME public.stock_incomingstock_id_seq
    START WITH 1
    INCREMENT BY 1
    NO MINVALUE
    NO MAXVALUE
    CACHE 1
);

CREATE TABLE public.stock_reservation (
    id bigint NOT NULL,
    holder uuid NOT NULL,
    quantity integer NOT NULL,
    origin character varying(64) NOT NULL,
    expires_at timestamp with time zone NOT NULL,
    stock_id bigint NOT NULL,
    CONSTRAINT reservation_not_empty CHECK ((quantity >= 1)),
    CONSTRAINT stock_reservation_quantity_check CHECK ((quantity >= 0))
);

ALTER TABLE public.stock_reservation ALTER COLUMN id ADD GENERATED BY DEFAULT AS IDENTITY (
    SEQUENCE NAME public.stock_reservation_id_seq
    START WITH 1
    INCREMENT BY 1
    NO MINVALUE
    NO MAXVALUE
    CACHE 1
);

CREATE TABLE public.stock_stock (
    variant_id bigint NOT NULL,
    on_hand integer DEFAULT 0 NOT NULL,
    allocated integer DEFAULT 0 NOT NULL,
    low_from integer DEFAULT 3 NOT NULL,
    reserved integer DEFAULT 0 NOT NULL,
    safety integer DEFAULT 0 NOT NULL,
    backorder_limit integer DEFAULT 0 NOT NULL,
    expected_on date,
    available integer GENERATED ALWAYS AS ((((on_hand - allocated) - reserved) - safety)) STORED,
    CONSTRAINT stock_not_negative CHECK ((on_hand >= 0)),
    CONSTRAINT stock_not_oversold CHECK ((allocated <= (on_hand + backorder_limit))),
    CONSTRAINT stock_stock_allocated_check CHECK ((allocated >= 0)),
    CONSTRAINT stock_stock_backorder_limit_check CHECK ((backorder_limit >= 0)),
    CONSTRAINT stock_stock_low_from_check CHECK ((low_from >= 0)),
    CONSTRAINT stock_stock_reserved_check CHECK ((reserved >= 0)),
    CONSTRAINT stock_stock_safety_check CHECK ((safety >= 0))
);

CREATE TABLE public.stock_stocklevel (
    id bigint NOT NULL,
    on_hand integer NOT NULL,
    allocated integer NOT NULL,
    stock_id bigint NOT NULL,
    warehouse_id bigint NOT NULL,
    CONSTRAINT stock_level_not_negative CHECK ((on_hand >= 0)),
    CONSTRAINT stock_level_on_the_shelf CHECK ((allocated <= on_hand)),
    CONSTRAINT stock_stocklevel_allocated_check CHECK ((allocated >= 0))
);

ALTER TABLE public.stock_stocklevel ALTER COLUMN id ADD GENERATED BY DEFAULT AS IDENTITY (
    SEQUENCE NAME public.stock_stocklevel_id_seq
    START WITH 1
    INCREMENT BY 1
    NO MINVALUE
    NO MAXVALUE
    CACHE 1
);

CREATE TABLE public.stock_stockmovement (
    id bigint NOT NULL,
    kind character varying(12) NOT NULL,
    on_hand integer NOT NULL,
    allocated integer NOT NULL,
    reserved integer NOT NULL,
    reference character varying(60) NOT NULL,
    at timestamp with time zone NOT NULL,
    why character varying(200) NOT NULL,
    by_id bigint,
    stock_id bigint NOT NULL,
    warehouse_id bigint,
    told integer,
    CONSTRAINT movement_moves_something CHECK (((NOT (on_hand = 0)) OR (NOT (allocated = 0)) OR (NOT (reserved = 0)) OR ((kind)::text = 'repair'::text))),
    CONSTRAINT movement_of_goods_has_warehouse CHECK (((warehouse_id IS NOT NULL) OR (on_hand = 0))),
    CONSTRAINT movement_says_what_was_told CHECK (((((kind)::text = 'reported'::text) AND (told IS NOT NULL)) OR ((NOT ((kind)::text = 'reported'::text)) AND (told IS NULL))))
);

ALTER TABLE public.stock_stockmovement ALTER COLUMN id ADD GENERATED BY DEFAULT AS IDENTITY (
    SEQUENCE NAME public.stock_stockmovement_id_seq
    START WITH 1
    INCREMENT BY 1
    NO MINVALUE
    NO MAXVALUE
    CACHE 1
);

CREATE TABLE public.stock_stockwatch (
    id bigint NOT NULL,
    email character varying(254) NOT NULL,
    person character varying(64) NOT NULL,
    locale character varying(10) NOT NULL,
    asked_at timestamp with time zone NOT NULL,
    told_at timestamp with time zone,
    variant_id bigint NOT NULL
);

ALTER TABLE public.stock_stockwatch ALTER COLUMN id ADD GENERATED BY DEFAULT AS IDENTITY (
    SEQUENCE NAME public.stock_stockwatch_id_seq
    START WITH 1
    INCREMENT BY 1
    NO MINVALUE
    NO MAXVALUE
    CACHE 1
);

CREATE TABLE public.stock_warehouse (
    id bigint NOT NULL,
    code character varying(20) NOT NULL,
    name character varying(80) NOT NULL,
    rank integer NOT NULL,
    is_active boolean NOT NULL,
    run_by character varying(20) DEFAULT ''::character varying NOT NULL,
    freight character varying(4) DEFAULT 'hand'::character varying NOT NULL,
    CONSTRAINT stock_warehouse_rank_check CHECK ((rank >= 0)),
    CONSTRAINT warehouse_is_named CHECK (((NOT ((code)::text = ''::text)) AND (NOT ((name)::text = ''::text))))
);

ALTER TABLE public.stock_warehouse ALTER COLUMN id ADD GENERATED BY DEFAULT AS IDENTITY (
    SEQUENCE NAME public.stock_warehouse_id_seq
    START WITH 1
    INCREMENT BY 1
    NO MINVALUE
    NO MAXVALUE
    CACHE 1
);

CREATE TABLE public.taggit_tag (
    id integer NOT NULL,
    name character varying(100) NOT NULL,
    slug character varying(100) NOT NULL
);

ALTER TABLE public.taggit_tag ALTER COLUMN id ADD GENERATED BY DEFAULT AS IDENTITY (
    SEQUENCE NAME public.taggit_tag_id_seq
    START WITH 1
    INCREMENT BY 1
    NO MINVALUE
    NO MAXVALUE
    CACHE 1
);

CREATE TABLE public.taggit_taggeditem (
    id integer NOT NULL,
    object_id integer NOT NULL,
    content_type_id integer NOT NULL,
    tag_id integer NOT NULL
);

ALTER TABLE public.taggit_taggeditem ALTER COLUMN id ADD GENERATED BY DEFAULT AS IDENTITY (
    SEQUENCE NAME public.taggit_taggeditem_id_seq
    START WITH 1
    INCREMENT BY 1
    NO MINVALUE
    NO MAXVALUE
    CACHE 1
);

CREATE TABLE public.usersessions_usersession (
    id bigint NOT NULL,
    created_at timestamp with time zone NOT NULL,
    ip inet NOT NULL,
    last_seen_at timestamp with time zone NOT NULL,
    session_key character varying(40) NOT NULL,
    user_agent character varying(200) NOT NULL,
    data jsonb NOT NULL,
    user_id bigint NOT NULL
);

ALTER TABLE public.usersessions_usersession ALTER COLUMN id ADD GENERATED BY DEFAULT AS IDENTITY (
    SEQUENCE NAME public.usersessions_usersession_id_seq
    START WITH 1
    INCREMENT BY 1
    NO MINVALUE
    NO MAXVALUE
    CACHE 1
);

CREATE TABLE public.wagtail_localize_localesynchronization (
    id integer NOT NULL,
    locale_id integer NOT NULL,
    sync_from_id integer NOT NULL
);

ALTER TABLE public.wagtail_localize_localesynchronization ALTER COLUMN id ADD GENERATED BY DEFAULT AS IDENTITY (
    SEQUENCE NAME public.wagtail_localize_localesynchronization_id_seq
    START WITH 1
    INCREMENT BY 1
    NO MINVALUE
    NO MAXVALUE
    CACHE 1
);

CREATE TABLE public.wagtail_localize_overridablesegment (
    id integer NOT NULL,
    "order" integer NOT NULL,
    data_json text NOT NULL,
    context_id integer NOT NULL,
    source_id integer NOT NULL,
    CONSTRAINT wagtail_localize_overridablesegment_order_check CHECK (("order" >= 0))
);

ALTER TABLE public.wagtail_localize_overridablesegment ALTER COLUMN id ADD GENERATED BY DEFAULT AS IDENTITY (
    SEQUENCE NAME public.wagtail_localize_overridablesegment_id_seq
    START WITH 1
    INCREMENT BY 1
    NO MINVALUE
    NO MAXVALUE
    CACHE 1
);

CREATE TABLE public.wagtail_localize_relatedobjectsegment (
    id integer NOT NULL,
    "order" integer NOT NULL,
    context_id integer NOT NULL,
    object_id uuid NOT NULL,
    source_id integer NOT NULL,
    CONSTRAINT wagtail_localize_relatedobjectsegment_order_check CHECK (("order" >= 0))
);

ALTER TABLE public.wagtail_localize_relatedobjectsegment ALTER COLUMN id ADD GENERATED BY DEFAULT AS IDENTITY (
    SEQUENCE NAME public.wagtail_localize_relatedobjectsegment_id_seq
    START WITH 1
    INCREMENT BY 1
    NO MINVALUE
    NO MAXVALUE
    CACHE 1
);

CREATE TABLE public.wagtail_localize_segmentoverride (
    id integer NOT NULL,
    created_at timestamp with time zone NOT NULL,
    updated_at timestamp with time zone NOT NULL,
    data_json text NOT NULL,
    has_error boolean NOT NULL,
    field_error text NOT NULL,
    context_id integer,
    last_translated_by_id bigint,
    locale_id integer NOT NULL
);

ALTER TABLE public.wagtail_localize_segmentoverride ALTER COLUMN id ADD GENERATED BY DEFAULT AS IDENTITY (
    SEQUENCE NAME public.wagtail_localize_segmentoverride_id_seq
    START WITH 1
    INCREMENT BY 1
    NO MINVALUE
    NO MAXVALUE
    CACHE 1
);

CREATE TABLE public.wagtail_localize_string (
    id integer NOT NULL,
    data_hash uuid NOT NULL,
    data text NOT NULL,
    locale_id integer NOT NULL
);

ALTER TABLE public.wagtail_localize_string ALTER COLUMN id ADD GENERATED BY DEFAULT AS IDENTITY (
    SEQUENCE NAME public.wagtail_localize_string_id_seq
    START WITH 1
    INCREMENT BY 1
    NO MINVALUE
    NO MAXVALUE
    CACHE 1
);

CREATE TABLE public.wagtail_localize_stringsegment (
    id integer NOT NULL,
    "order" integer NOT NULL,
    attrs text NOT NULL,
    context_id integer NOT NULL,
    source_id integer NOT NULL,
    string_id integer NOT NULL,
    CONSTRAINT wagtail_localize_stringsegment_order_check CHECK (("order" >= 0))
);

ALTER TABLE public.wagtail_localize_stringsegment ALTER COLUMN id ADD GENERATED BY DEFAULT AS IDENTITY (
    SEQUENCE NAME public.wagtail_localize_stringsegment_id_seq
    START WITH 1
    INCREMENT BY 1
    NO MINVALUE
    NO MAXVALUE
    CACHE 1
);

CREATE TABLE public.wagtail_localize_stringtranslation (
    id integer NOT NULL,
    data text NOT NULL,
    created_at timestamp with time zone NOT NULL,
    updated_at timestamp with time zone NOT NULL,
    context_id integer,
    locale_id integer NOT NULL,
    translation_of_id integer NOT NULL,
    tool_name character varying(255) NOT NULL,
    translation_type character varying(20) NOT NULL,
    last_translated_by_id bigint,
    field_error text NOT NULL,
    has_error boolean NOT NULL
);

ALTER TABLE public.wagtail_localize_stringtranslation ALTER COLUMN id ADD GENERATED BY DEFAULT AS IDENTITY (
    SEQUENCE NAME public.wagtail_localize_stringtranslation_id_seq
    START WITH 1
    INCREMENT BY 1
    NO MINVALUE
    NO MAXVALUE
    CACHE 1
);

CREATE TABLE public.wagtail_localize_template (
    id integer NOT NULL,
    uuid uuid NOT NULL,
    template text NOT NULL,
    template_format character varying(100) NOT NULL,
    string_count integer NOT NULL,
    CONSTRAINT wagtail_localize_template_string_count_check CHECK ((string_count >= 0))
);

ALTER TABLE public.wagtail_localize_template ALTER COLUMN id ADD GENERATED BY DEFAULT AS IDENTITY (
    SEQUENCE NAME public.wagtail_localize_template_id_seq
    START WITH 1
    INCREMENT BY 1
    NO MINVALUE
    NO MAXVALUE
    CACHE 1
);

CREATE TABLE public.wagtail_localize_templatesegment (
    id integer NOT NULL,
    "order" integer NOT NULL,
    context_id integer NOT NULL,
    source_id integer NOT NULL,
    template_id integer NOT NULL,
    CONSTRAINT wagtail_localize_templatesegment_order_check CHECK (("order" >= 0))
);

ALTER TABLE public.wagtail_localize_templatesegment ALTER COLUMN id ADD GENERATED BY DEFAULT AS IDENTITY (
    SEQUENCE NAME public.wagtail_localize_templatesegment_id_seq
    START WITH 1
    INCREMENT BY 1
    NO MINVALUE
    NO MAXVALUE
    CACHE 1
);

CREATE TABLE public.wagtail_localize_translatableobject (
    translation_key uuid NOT NULL,
    content_type_id integer NOT NULL
);

CREATE TABLE public.wagtail_localize_translation (
    id integer NOT NULL,
    uuid uuid NOT NULL,
    created_at timestamp with time zone NOT NULL,
    translations_last_updated_at timestamp with time zone,
    destination_last_updated_at timestamp with time zone,
    enabled boolean NOT NULL,
    source_id integer NOT NULL,
    target_locale_id integer NOT NULL
);

ALTER TABLE public.wagtail_localize_translation ALTER COLUMN id ADD GENERATED BY DEFAULT AS IDENTITY (
    SEQUENCE NAME public.wagtail_localize_translation_id_seq
    START WITH 1
    INCREMENT BY 1
    NO MINVALUE
    NO MAXVALUE
    CACHE 1
);

CREATE TABLE public.wagtail_localize_translationcontext (
    id integer NOT NULL,
    path_id uuid NOT NULL,
    path text NOT NULL,
    object_id uuid NOT NULL,
    field_path text NOT NULL
);

ALTER TABLE public.wagtail_localize_translationcontext ALTER COLUMN id ADD GENERATED BY DEFAULT AS IDENTITY (
    SEQUENCE NAME public.wagtail_localize_translationcontext_id_seq
    START WITH 1
    INCREMENT BY 1
    NO MINVALUE
    NO MAXVALUE
    CACHE 1
);

CREATE TABLE public.wagtail_localize_translationlog (
    id integer NOT NULL,
    created_at timestamp with time zone NOT NULL,
    locale_id integer NOT NULL,
    revision_id integer,
    source_id integer NOT NULL
);

ALTER TABLE public.wagtail_localize_translationlog ALTER COLUMN id ADD GENERATED BY DEFAULT AS IDENTITY (
    SEQUENCE NAME public.wagtail_localize_translationlog_id_seq
    START WITH 1
    INCREMENT BY 1
    NO MINVALUE
    NO MAXVALUE
    CACHE 1
);

CREATE TABLE public.wagtail_localize_translationsource (
    id integer NOT NULL,
    object_repr text NOT NULL,
    content_json text NOT NULL,
    created_at timestamp with time zone NOT NULL,
    locale_id integer NOT NULL,
    object_id uuid NOT NULL,
    specific_content_type_id integer CONSTRAINT wagtail_localize_translations_specific_content_type_id_not_null NOT NULL,
    last_updated_at timestamp with time zone NOT NULL,
    schema_version character varying(255) NOT NULL
);

ALTER TABLE public.wagtail_localize_translationsource ALTER COLUMN id ADD GENERATED BY DEFAULT AS IDENTITY (
    SEQUENCE NAME public.wagtail_localize_translationsource_id_seq
    START WITH 1
    INCREMENT BY 1
    NO MINVALUE
    NO MAXVALUE
    CACHE 1
);

CREATE TABLE public.wagtailadmin_admin (
    id integer NOT NULL
);

ALTER TABLE public.wagtailadmin_admin ALTER COLUMN id ADD GENERATED BY DEFAULT AS IDENTITY (
    SEQUENCE NAME public.wagtailadmin_admin_id_seq
    START WITH 1
    INCREMENT BY 1
    NO MINVALUE
    NO MAXVALUE
    CACHE 1
);

CREATE TABLE public.wagtailadmin_editingsession (
    id integer NOT NULL,
    object_id character varying(255) NOT NULL,
    last_seen_at timestamp with time zone NOT NULL,
    content_type_id integer NOT NULL,
    user_id bigint NOT NULL,
    is_editing boolean NOT NULL
);

ALTER TABLE public.wagtailadmin_editingsession ALTER COLUMN id ADD GENERATED BY DEFAULT AS IDENTITY (
    SEQUENCE NAME public.wagtailadmin_editingsession_id_seq
    START WITH 1
    INCREMENT BY 1
    NO MINVALUE
    NO MAXVALUE
    CACHE 1
);

CREATE TABLE public.wagtailadmin_formstate (
    id integer NOT NULL,
    data text NOT NULL,
    object_id character varying(255) NOT NULL,
    parent_object_id character varying(255) NOT NULL,
    last_updated_at timestamp with time zone NOT NULL,
    content_type_id integer NOT NULL,
    user_id bigint NOT NULL
);

ALTER TABLE public.wagtailadmin_formstate ALTER COLUMN id ADD GENERATED BY DEFAULT AS IDENTITY (
    SEQUENCE NAME public.wagtailadmin_formstate_id_seq
    START WITH 1
    INCREMENT BY 1
    NO MINVALUE
    NO MAXVALUE
    CACHE 1
);

CREATE TABLE public.wagtailcore_apitoken (
    id integer NOT NULL,
    name character varying(255) NOT NULL,
    key_hash character varying(64) NOT NULL,
    prefix character varying(16) NOT NULL,
    created timestamp with time zone NOT NULL,
    revoked_at timestamp with time zone,
    last_used_at timestamp with time zone,
    user_id bigint NOT NULL
);

ALTER TABLE public.wagtailcore_apitoken ALTER COLUMN id ADD GENERATED BY DEFAULT AS IDENTITY (
    SEQUENCE NAME public.wagtailcore_apitoken_id_seq
    START WITH 1
    INCREMENT BY 1
    NO MINVALUE
    NO MAXVALUE
    CACHE 1
);

CREATE TABLE public.wagtailcore_collection (
    id integer NOT NULL,
    path character varying(255) NOT NULL COLLATE pg_catalog."C",
    depth integer NOT NULL,
    numchild integer NOT NULL,
    name character varying(255) NOT NULL,
    CONSTRAINT wagtailcore_collection_depth_check CHECK ((depth >= 0)),
    CONSTRAINT wagtailcore_collection_numchild_check CHECK ((numchild >= 0))
);

ALTER TABLE public.wagtailcore_collection ALTER COLUMN id ADD GENERATED BY DEFAULT AS IDENTITY (
    SEQUENCE NAME public.wagtailcore_collection_id_seq
    START WITH 1
    INCREMENT BY 1
    NO MINVALUE
    NO MAXVALUE
    CACHE 1
);

CREATE TABLE public.wagtailcore_collectionviewrestriction (
    id integer NOT NULL,
    restriction_type character varying(20) NOT NULL,
    password character varying(255) NOT NULL,
    collection_id integer NOT NULL
);

CREATE TABLE public.wagtailcore_collectionviewrestriction_groups (
    id bigint NOT NULL,
    collectionviewrestriction_id integer CONSTRAINT wagtailcore_collectionviewr_collectionviewrestriction__not_null NOT NULL,
    group_id integer NOT NULL
);

ALTER TABLE public.wagtailcore_collectionviewrestriction_groups ALTER COLUMN id ADD GENERATED BY DEFAULT AS IDENTITY (
    SEQUENCE NAME public.wagtailcore_collectionviewrestriction_groups_id_seq
    START WITH 1
    INCREMENT BY 1
    NO MINVALUE
    NO MAXVALUE
    CACHE 1
);

ALTER TABLE public.wagtailcore_collectionviewrestriction ALTER COLUMN id ADD GENERATED BY DEFAULT AS IDENTITY (
    SEQUENCE NAME public.wagtailcore_collectionviewrestriction_id_seq
    START WITH 1
    INCREMENT BY 1
    NO MINVALUE
    NO MAXVALUE
    CACHE 1
);

CREATE TABLE public.wagtailcore_comment (
    id integer NOT NULL,
    text text NOT NULL,
    contentpath text NOT NULL,
    "position" text NOT NULL,
    created_at timestamp with time zone NOT NULL,
    updated_at timestamp with time zone NOT NULL,
    resolved_at timestamp with time zone,
    page_id integer NOT NULL,
    resolved_by_id bigint,
    revision_created_id integer,
    user_id bigint NOT NULL
);

ALTER TABLE public.wagtailcore_comment ALTER COLUMN id ADD GENERATED BY DEFAULT AS IDENTITY (
    SEQUENCE NAME public.wagtailcore_comment_id_seq
    START WITH 1
    INCREMENT BY 1
    NO MINVALUE
    NO MAXVALUE
    CACHE 1
);

CREATE TABLE public.wagtailcore_commentreply (
    id integer NOT NULL,
    text text NOT NULL,
    created_at timestamp with time zone NOT NULL,
    updated_at timestamp with time zone NOT NULL,
    comment_id integer NOT NULL,
    user_id bigint NOT NULL
);

ALTER TABLE public.wagtailcore_commentreply ALTER COLUMN id ADD GENERATED BY DEFAULT AS IDENTITY (
    SEQUENCE NAME public.wagtailcore_commentreply_id_seq
    START WITH 1
    INCREMENT BY 1
    NO MINVALUE
    NO MAXVALUE
    CACHE 1
);

CREATE TABLE public.wagtailcore_groupapprovaltask (
    task_ptr_id integer NOT NULL
);

CREATE TABLE public.wagtailcore_groupapprovaltask_groups (
    id bigint NOT NULL,
    groupapprovaltask_id integer CONSTRAINT wagtailcore_groupapprovaltask_gro_groupapprovaltask_id_not_null NOT NULL,
    group_id integer NOT NULL
);

ALTER TABLE public.wagtailcore_groupapprovaltask_groups ALTER COLUMN id ADD GENERATED BY DEFAULT AS IDENTITY (
    SEQUENCE NAME public.wagtailcore_groupapprovaltask_groups_id_seq
    START WITH 1
    INCREMENT BY 1
    NO MINVALUE
    NO MAXVALUE
    CACHE 1
);

CREATE TABLE public.wagtailcore_groupcollectionpermission (
    id integer NOT NULL,
    collection_id integer NOT NULL,
    group_id integer NOT NULL,
    permission_id integer NOT NULL
);

ALTER TABLE public.wagtailcore_groupcollectionpermission ALTER COLUMN id ADD GENERATED BY DEFAULT AS IDENTITY (
    SEQUENCE NAME public.wagtailcore_groupcollectionpermission_id_seq
    START WITH 1
    INCREMENT BY 1
    NO MINVALUE
    NO MAXVALUE
    CACHE 1
);

CREATE TABLE public.wagtailcore_grouppagepermission (
    id integer NOT NULL,
    group_id integer NOT NULL,
    page_id integer NOT NULL,
    permission_id integer NOT NULL
);

ALTER TABLE public.wagtailcore_grouppagepermission ALTER COLUMN id ADD GENERATED BY DEFAULT AS IDENTITY (
    SEQUENCE NAME public.wagtailcore_grouppagepermission_id_seq
    START WITH 1
    INCREMENT BY 1
    NO MINVALUE
    NO MAXVALUE
    CACHE 1
);

CREATE TABLE public.wagtailcore_groupsitepermission (
    id integer NOT NULL,
    group_id integer NOT NULL,
    permission_id integer NOT NULL,
    site_id integer NOT NULL
);

ALTER TABLE public.wagtailcore_groupsitepermission ALTER COLUMN id ADD GENERATED BY DEFAULT AS IDENTITY (
    SEQUENCE NAME public.wagtailcore_groupsitepermission_id_seq
    START WITH 1
    INCREMENT BY 1
    NO MINVALUE
    NO MAXVALUE
    CACHE 1
);

CREATE TABLE public.wagtailcore_locale (
    id integer NOT NULL,
    language_code character varying(100) NOT NULL
);

ALTER TABLE public.wagtailcore_locale ALTER COLUMN id ADD GENERATED BY DEFAULT AS IDENTITY (
    SEQUENCE NAME public.wagtailcore_locale_id_seq
    START WITH 1
    INCREMENT BY 1
    NO MINVALUE
    NO MAXVALUE
    CACHE 1
);

CREATE TABLE public.wagtailcore_modellogentry (
    id integer NOT NULL,
    label text NOT NULL,
    action character varying(255) NOT NULL,
    data jsonb CONSTRAINT wagtailcore_modellogentry_data_json_not_null NOT NULL,
    "timestamp" timestamp with time zone NOT NULL,
    content_changed boolean NOT NULL,
    deleted boolean NOT NULL,
    object_id character varying(255) NOT NULL,
    content_type_id integer,
    user_id bigint,
    uuid uuid,
    revision_id integer
);

ALTER TABLE public.wagtailcore_modellogentry ALTER COLUMN id ADD GENERATED BY DEFAULT AS IDENTITY (
    SEQUENCE NAME public.wagtailcore_modellogentry_id_seq
    START WITH 1
    INCREMENT BY 1
    NO MINVALUE
    NO MAXVALUE
    CACHE 1
);

CREATE TABLE public.wagtailcore_page (
    id integer NOT NULL,
    path character varying(255) NOT NULL COLLATE pg_catalog."C",
    depth integer NOT NULL,
    numchild integer NOT NULL,
    title character varying(255) NOT NULL,
    slug character varying(255) NOT NULL,
    live boolean NOT NULL,
    has_unpublished_changes boolean NOT NULL,
    url_path text NOT NULL,
    seo_title character varying(255) NOT NULL,
    show_in_menus boolean NOT NULL,
    search_description text NOT NULL,
    go_live_at timestamp with time zone,
    expire_at timestamp with time zone,
    expired boolean NOT NULL,
    content_type_id integer NOT NULL,
    owner_id bigint,
    locked boolean NOT NULL,
    latest_revision_created_at timestamp with time zone,
    first_published_at timestamp with time zone,
    live_revision_id integer,
    last_published_at timestamp with time zone,
    draft_title character varying(255) NOT NULL,
    locked_at timestamp with time zone,
    locked_by_id bigint,
    translation_key uuid NOT NULL,
    locale_id integer NOT NULL,
    alias_of_id integer,
    latest_revision_id integer,
    CONSTRAINT wagtailcore_page_depth_check CHECK ((depth >= 0)),
    CONSTRAINT wagtailcore_page_numchild_check CHECK ((numchild >= 0))
)
WITH (fillfactor='90');

ALTER TABLE public.wagtailcore_page ALTER COLUMN id ADD GENERATED BY DEFAULT AS IDENTITY (
    SEQUENCE NAME public.wagtailcore_page_id_seq
    START WITH 1
    INCREMENT BY 1
    NO MINVALUE
    NO MAXVALUE
    CACHE 1
);

CREATE TABLE public.wagtailcore_pagelogentry (
    id integer NOT NULL,
    label text NOT NULL,
    action character varying(255) NOT NULL,
    data jsonb CONSTRAINT wagtailcore_pagelogentry_data_json_not_null NOT NULL,
    "timestamp" timestamp with time zone NOT NULL,
    content_changed boolean NOT NULL,
    deleted boolean NOT NULL,
    content_type_id integer,
    page_id integer NOT NULL,
    revision_id integer,
    user_id bigint,
    uuid uuid
);

ALTER TABLE public.wagtailcore_pagelogentry ALTER COLUMN id ADD GENERATED BY DEFAULT AS IDENTITY (
    SEQUENCE NAME public.wagtailcore_pagelogentry_id_seq
    START WITH 1
    INCREMENT BY 1
    NO MINVALUE
    NO MAXVALUE
    CACHE 1
);

CREATE TABLE public.wagtailcore_revision (
    id integer CONSTRAINT wagtailcore_pagerevision_id_not_null NOT NULL,
    created_at timestamp with time zone CONSTRAINT wagtailcore_pagerevision_created_at_not_null NOT NULL,
    content jsonb CONSTRAINT wagtailcore_pagerevision_content_json_not_null NOT NULL,
    approved_go_live_at timestamp with time zone,
    object_id character varying(255) CONSTRAINT wagtailcore_pagerevision_page_id_not_null NOT NULL,
    user_id bigint,
    content_type_id integer NOT NULL,
    base_content_type_id integer NOT NULL,
    object_str text NOT NULL
);

ALTER TABLE public.wagtailcore_revision ALTER COLUMN id ADD GENERATED BY DEFAULT AS IDENTITY (
    SEQUENCE NAME public.wagtailcore_pagerevision_id_seq
    START WITH 1
    INCREMENT BY 1
    NO MINVALUE
    NO MAXVALUE
    CACHE 1
);

CREATE TABLE public.wagtailcore_pagesubscription (
    id integer NOT NULL,
    comment_notifications boolean NOT NULL,
    page_id integer NOT NULL,
    user_id bigint NOT NULL
);

ALTER TABLE public.wagtailcore_pagesubscription ALTER COLUMN id ADD GENERATED BY DEFAULT AS IDENTITY (
    SEQUENCE NAME public.wagtailcore_pagesubscription_id_seq
    START WITH 1
    INCREMENT BY 1
    NO MINVALUE
    NO MAXVALUE
    CACHE 1
);

CREATE TABLE public.wagtailcore_pageviewrestriction (
    id integer NOT NULL,
    password character varying(255) NOT NULL,
    page_id integer NOT NULL,
    restriction_type character varying(20) NOT NULL
);

CREATE TABLE public.wagtailcore_pageviewrestriction_groups (
    id bigint NOT NULL,
    pageviewrestriction_id integer CONSTRAINT wagtailcore_pageviewrestriction_pageviewrestriction_id_not_null NOT NULL,
    group_id integer NOT NULL
);

ALTER TABLE public.wagtailcore_pageviewrestriction_groups ALTER COLUMN id ADD GENERATED BY DEFAULT AS IDENTITY (
    SEQUENCE NAME public.wagtailcore_pageviewrestriction_groups_id_seq
    START WITH 1
    INCREMENT BY 1
    NO MINVALUE
    NO MAXVALUE
    CACHE 1
);

ALTER TABLE public.wagtailcore_pageviewrestriction ALTER COLUMN id ADD GENERATED BY DEFAULT AS IDENTITY (
    SEQUENCE NAME public.wagtailcore_pageviewrestriction_id_seq
    START WITH 1
    INCREMENT BY 1
    NO MINVALUE
    NO MAXVALUE
    CACHE 1
);

CREATE TABLE public.wagtailcore_referenceindex (
    id integer NOT NULL,
    object_id character varying(255) NOT NULL,
    to_object_id character varying(255) NOT NULL,
    model_path text NOT NULL,
    content_path text NOT NULL,
    content_path_hash uuid NOT NULL,
    base_content_type_id integer NOT NULL,
    content_type_id integer NOT NULL,
    to_content_type_id integer NOT NULL
);

ALTER TABLE public.wagtailcore_referenceindex ALTER COLUMN id ADD GENERATED BY DEFAULT AS IDENTITY (
    SEQUENCE NAME public.wagtailcore_referenceindex_id_seq
    START WITH 1
    INCREMENT BY 1
    NO MINVALUE
    NO MAXVALUE
    CACHE 1
);

CREATE TABLE public.wagtailcore_site (
    id integer NOT NULL,
    hostname character varying(255) NOT NULL,
    port integer NOT NULL,
    is_default_site boolean NOT NULL,
    root_page_id integer NOT NULL,
    site_name character varying(255) NOT NULL
);

ALTER TABLE public.wagtailcore_site ALTER COLUMN id ADD GENERATED BY DEFAULT AS IDENTITY (
    SEQUENCE NAME public.wagtailcore_site_id_seq
    START WITH 1
    INCREMENT BY 1
    NO MINVALUE
    NO MAXVALUE
    CACHE 1
);

CREATE TABLE public.wagtailcore_task (
    id integer NOT NULL,
    name character varying(255) NOT NULL,
    active boolean NOT NULL,
    content_type_id integer NOT NULL
);

ALTER TABLE public.wagtailcore_task ALTER COLUMN id ADD GENERATED BY DEFAULT AS IDENTITY (
    SEQUENCE NAME public.wagtailcore_task_id_seq
    START WITH 1
    INCREMENT BY 1
    NO MINVALUE
    NO MAXVALUE
    CACHE 1
);

CREATE TABLE public.wagtailcore_taskstate (
    id integer NOT NULL,
    status character varying(50) NOT NULL,
    started_at timestamp with time zone NOT NULL,
    finished_at timestamp with time zone,
    content_type_id integer NOT NULL,
    revision_id integer CONSTRAINT wagtailcore_taskstate_page_revision_id_not_null NOT NULL,
    task_id integer NOT NULL,
    workflow_state_id integer NOT NULL,
    finished_by_id bigint,
    comment text NOT NULL
);

ALTER TABLE public.wagtailcore_taskstate ALTER COLUMN id ADD GENERATED BY DEFAULT AS IDENTITY (
    SEQUENCE NAME public.wagtailcore_taskstate_id_seq
    START WITH 1
    INCREMENT BY 1
    NO MINVALUE
    NO MAXVALUE
    CACHE 1
);

CREATE TABLE public.wagtailcore_uploadedfile (
    id integer NOT NULL,
    file character varying(200) NOT NULL,
    for_content_type_id integer,
    uploaded_by_user_id bigint
);

ALTER TABLE public.wagtailcore_uploadedfile ALTER COLUMN id ADD GENERATED BY DEFAULT AS IDENTITY (
    SEQUENCE NAME public.wagtailcore_uploadedfile_id_seq
    START WITH 1
    INCREMENT BY 1
    NO MINVALUE
    NO MAXVALUE
    CACHE 1
);

CREATE TABLE public.wagtailcore_workflow (
    id integer NOT NULL,
    name character varying(255) NOT NULL,
    active boolean NOT NULL
);

ALTER TABLE public.wagtailcore_workflow ALTER COLUMN id ADD GENERATED BY DEFAULT AS IDENTITY (
    SEQUENCE NAME public.wagtailcore_workflow_id_seq
    START WITH 1
    INCREMENT BY 1
    NO MINVALUE
    NO MAXVALUE
    CACHE 1
);

CREATE TABLE public.wagtailcore_workflowcontenttype (
    content_type_id integer NOT NULL,
    workflow_id integer NOT NULL
);

CREATE TABLE public.wagtailcore_workflowpage (
    page_id integer NOT NULL,
    workflow_id integer NOT NULL
);

CREATE TABLE public.wagtailcore_workflowstate (
    id integer NOT NULL,
    status character varying(50) NOT NULL,
    created_at timestamp with time zone NOT NULL,
    current_task_state_id integer,
    object_id character varying(255) CONSTRAINT wagtailcore_workflowstate_page_id_not_null NOT NULL,
    requested_by_id bigint,
    workflow_id integer NOT NULL,
    content_type_id integer NOT NULL,
    base_content_type_id integer NOT NULL
);

ALTER TABLE public.wagtailcore_workflowstate ALTER COLUMN id ADD GENERATED BY DEFAULT AS IDENTITY (
    SEQUENCE NAME public.wagtailcore_workflowstate_id_seq
    START WITH 1
    INCREMENT BY 1
    NO MINVALUE
    NO MAXVALUE
    CACHE 1
);

CREATE TABLE public.wagtailcore_workflowtask (
    id integer NOT NULL,
    sort_order integer,
    task_id integer NOT NULL,
    workflow_id integer NOT NULL
);

ALTER TABLE public.wagtailcore_workflowtask ALTER COLUMN id ADD GENERATED BY DEFAULT AS IDENTITY (
    SEQUENCE NAME public.wagtailcore_workflowtask_id_seq
    START WITH 1
    INCREMENT BY 1
    NO MINVALUE
    NO MAXVALUE
    CACHE 1
);

CREATE TABLE public.wagtaildocs_document (
    id integer NOT NULL,
    title character varying(255) NOT NULL,
    file character varying(100) NOT NULL,
    created_at timestamp with time zone NOT NULL,
    uploaded_by_user_id bigint,
    collection_id integer NOT NULL,
    file_size bigint,
    file_hash character varying(40) NOT NULL,
    CONSTRAINT wagtaildocs_document_file_size_check CHECK ((file_size >= 0))
);

ALTER TABLE public.wagtaildocs_document ALTER COLUMN id ADD GENERATED BY DEFAULT AS IDENTITY (
    SEQUENCE NAME public.wagtaildocs_document_id_seq
    START WITH 1
    INCREMENT BY 1
    NO MINVALUE
    NO MAXVALUE
    CACHE 1
);

CREATE TABLE public.wagtailembeds_embed (
    id integer NOT NULL,
    url text NOT NULL,
    max_width smallint,
    type character varying(10) NOT NULL,
    html text NOT NULL,
    title text NOT NULL,
    author_name text NOT NULL,
    provider_name text NOT NULL,
    thumbnail_url text NOT NULL,
    width integer,
    height integer,
    last_updated timestamp with time zone NOT NULL,
    hash character varying(32) NOT NULL,
    cache_until timestamp with time zone
);

ALTER TABLE public.wagtailembeds_embed ALTER COLUMN id ADD GENERATED BY DEFAULT AS IDENTITY (
    SEQUENCE NAME public.wagtailembeds_embed_id_seq
    START WITH 1
    INCREMENT BY 1
    NO MINVALUE
    NO MAXVALUE
    CACHE 1
);

CREATE TABLE public.wagtailforms_formsubmission (
    id integer NOT NULL,
    form_data jsonb NOT NULL,
    submit_time timestamp with time zone NOT NULL,
    page_id integer NOT NULL
);

ALTER TABLE public.wagtailforms_formsubmission ALTER COLUMN id ADD GENERATED BY DEFAULT AS IDENTITY (
    SEQUENCE NAME public.wagtailforms_formsubmission_id_seq
    START WITH 1
    INCREMENT BY 1
    NO MINVALUE
    NO MAXVALUE
    CACHE 1
);

CREATE TABLE public.wagtailimages_image (
    id integer NOT NULL,
    title character varying(255) NOT NULL,
    file character varying(100) NOT NULL,
    width integer NOT NULL,
    height integer NOT NULL,
    created_at timestamp with time zone NOT NULL,
    focal_point_x integer,
    focal_point_y integer,
    focal_point_width integer,
    focal_point_height integer,
    uploaded_by_user_id bigint,
    file_size integer,
    collection_id integer NOT NULL,
    file_hash character varying(40) NOT NULL,
    description character varying(255) NOT NULL,
    CONSTRAINT wagtailimages_image_file_size_check CHECK ((file_size >= 0)),
    CONSTRAINT wagtailimages_image_focal_point_height_check CHECK ((focal_point_height >= 0)),
    CONSTRAINT wagtailimages_image_focal_point_width_check CHECK ((focal_point_width >= 0)),
    CONSTRAINT wagtailimages_image_focal_point_x_check CHECK ((focal_point_x >= 0)),
    CONSTRAINT wagtailimages_image_focal_point_y_check CHECK ((focal_point_y >= 0))
);

ALTER TABLE public.wagtailimages_image ALTER COLUMN id ADD GENERATED BY DEFAULT AS IDENTITY (
    SEQUENCE NAME public.wagtailimages_image_id_seq
    START WITH 1
    INCREMENT BY 1
    NO MINVALUE
    NO MAXVALUE
    CACHE 1
);

CREATE TABLE public.wagtailimages_rendition (
    id integer NOT NULL,
    file character varying(100) NOT NULL,
    width integer NOT NULL,
    height integer NOT NULL,
    focal_point_key character varying(16) NOT NULL,
    filter_spec character varying(255) NOT NULL,
    image_id integer NOT NULL
);

ALTER TABLE public.wagtailimages_rendition ALTER COLUMN id ADD GENERATED BY DEFAULT AS IDENTITY (
    SEQUENCE NAME public.wagtailimages_rendition_id_seq
    START WITH 1
    INCREMENT BY 1
    NO MINVALUE
    NO MAXVALUE
    CACHE 1
);

CREATE TABLE public.wagtailredirects_redirect (
    id integer NOT NULL,
    old_path character varying(255) NOT NULL,
    is_permanent boolean NOT NULL,
    redirect_link character varying(255) NOT NULL,
    redirect_page_id integer,
    site_id integer,
    automatically_created boolean NOT NULL,
    created_at timestamp with time zone,
    redirect_page_route_path character varying(255) NOT NULL
);

ALTER TABLE public.wagtailredirects_redirect ALTER COLUMN id ADD GENERATED BY DEFAULT AS IDENTITY (
    SEQUENCE NAME public.wagtailredirects_redirect_id_seq
    START WITH 1
    INCREMENT BY 1
    NO MINVALUE
    NO MAXVALUE
    CACHE 1
);

CREATE TABLE public.wagtailsearch_indexentry (
    id integer NOT NULL,
    object_id character varying(50) NOT NULL,
    title_norm double precision NOT NULL,
    content_type_id integer NOT NULL,
    autocomplete tsvector NOT NULL,
    title tsvector NOT NULL,
    body tsvector NOT NULL,
    title_text text NOT NULL,
    body_text text NOT NULL
);

ALTER TABLE public.wagtailsearch_indexentry ALTER COLUMN id ADD GENERATED BY DEFAULT AS IDENTITY (
    SEQUENCE NAME public.wagtailsearch_indexentry_id_seq
    START WITH 1
    INCREMENT BY 1
    NO MINVALUE
    NO MAXVALUE
    CACHE 1
);

CREATE TABLE public.wagtailusers_userprofile (
    id integer NOT NULL,
    submitted_notifications boolean NOT NULL,
    approved_notifications boolean NOT NULL,
    rejected_notifications boolean NOT NULL,
    user_id bigint NOT NULL,
    preferred_language character varying(10) NOT NULL,
    current_time_zone character varying(40) NOT NULL,
    avatar character varying(100) NOT NULL,
    updated_comments_notifications boolean CONSTRAINT wagtailusers_userprofile_updated_comments_notification_not_null NOT NULL,
    dismissibles jsonb NOT NULL,
    theme character varying(40) NOT NULL,
    density character varying(40) NOT NULL,
    contrast character varying(40) NOT NULL,
    keyboard_shortcuts boolean NOT NULL
);

ALTER TABLE public.wagtailusers_userprofile ALTER COLUMN id ADD GENERATED BY DEFAULT AS IDENTITY (
    SEQUENCE NAME public.wagtailusers_userprofile_id_seq
    START WITH 1
    INCREMENT BY 1
    NO MINVALUE
    NO MAXVALUE
    CACHE 1
);

INSERT INTO public.auth_group VALUES
	(3, 'Systemägare'),
	(4, 'Utvecklare'),
	(5, 'Orderhandläggare'),
	(6, 'Redaktör'),
	(7, 'Importredaktör'),
	(8, 'Prissättare');

INSERT INTO public.auth_group_permissions VALUES
	(21, 3, 1),
	(22, 3, 2),
	(23, 3, 3),
	(24, 3, 4),
	(25, 3, 5),
	(26, 3, 6),
	(27, 3, 7),
	(28, 3, 8),
	(29, 3, 17),
	(30, 3, 18),
	(31, 3, 19),
	(32, 3, 20),
	(33, 3, 21),
	(34, 3, 22),
	(35, 3, 23),
	(36, 3, 24),
	(37, 3, 25),
	(38, 3, 26),
	(39, 3, 27),
	(40, 3, 28),
	(41, 3, 29),
	(42, 3, 30),
	(43, 3, 31),
	(44, 3, 32),
	(45, 3, 37),
	(46, 3, 38),
	(47, 3, 39),
	(48, 3, 40),
	(49, 3, 41),
	(50, 3, 42),
	(51, 3, 43),
	(52, 3, 44),
	(53, 3, 45),
	(54, 3, 46),
	(55, 3, 47),
	(56, 3, 48),
	(57, 3, 49),
	(58, 3, 50),
	(59, 3, 51),
	(60, 3, 52),
	(61, 3, 53),
	(62, 3, 54),
	(63, 3, 55),
	(64, 3, 56),
	(65, 3, 57),
	(66, 3, 58),
	(67, 3, 59),
	(68, 3, 60),
	(69, 3, 61),
	(70, 3, 62),
	(71, 3, 63),
	(72, 3, 64),
	(73, 3, 65),
	(74, 3, 66),
	(75, 3, 67),
	(76, 3, 68),
	(77, 3, 69),
	(78, 3, 70),
	(79, 3, 71),
	(80, 3, 72),
	(81, 3, 73),
	(82, 3, 74),
	(83, 3, 75),
	(84, 3, 76),
	(85, 3, 81),
	(86, 3, 82),
	(87, 3, 83),
	(88, 3, 84),
	(89, 3, 85),
	(90, 3, 86),
	(91, 3, 87),
	(92, 3, 88),
	(93, 3, 89),
	(94, 3, 90),
	(95, 3, 91),
	(96, 3, 92),
	(97, 3, 93),
	(98, 3, 94),
	(99, 3, 95),
	(100, 3, 96),
	(101, 3, 97),
	(102, 3, 98),
	(103, 3, 99),
	(104, 3, 100),
	(105, 3, 101),
	(106, 3, 102),
	(107, 3, 103),
	(108, 3, 104),
	(109, 3, 105),
	(110, 3, 106),
	(111, 3, 107),
	(112, 3, 108),
	(113, 3, 109),
	(114, 3, 110),
	(115, 3, 111),
	(116, 3, 112),
	(117, 3, 113),
	(118, 3, 114),
	(119, 3, 115),
	(120, 3, 116),
	(121, 3, 117),
	(122, 3, 118),
	(123, 3, 119),
	(124, 3, 120),
	(125, 3, 122),
	(126, 3, 123),
	(127, 3, 124),
	(128, 3, 125),
	(129, 3, 126),
	(130, 3, 127),
	(131, 3, 128),
	(132, 3, 129),
	(133, 3, 130),
	(134, 3, 131),
	(135, 3, 132),
	(136, 3, 133),
	(137, 3, 134),
	(138, 3, 135),
	(139, 3, 137),
	(140, 3, 139),
	(141, 3, 140),
	(142, 3, 141),
	(143, 3, 142),
	(144, 3, 143),
	(145, 3, 144),
	(146, 3, 145),
	(147, 3, 146),
	(148, 3, 147),
	(149, 3, 149),
	(150, 3, 151),
	(151, 3, 152),
	(152, 3, 153),
	(153, 3, 155),
	(154, 3, 156),
	(155, 3, 157),
	(156, 3, 158),
	(157, 3, 159),
	(158, 3, 160),
	(159, 3, 161),
	(160, 3, 162),
	(161, 3, 163),
	(162, 3, 164),
	(163, 3, 165),
	(164, 3, 166),
	(165, 3, 167),
	(166, 3, 168),
	(167, 3, 169),
	(168, 3, 170),
	(169, 3, 171),
	(170, 3, 172),
	(171, 3, 173),
	(172, 3, 174),
	(173, 3, 175),
	(174, 3, 176),
	(175, 3, 177),
	(176, 3, 178),
	(177, 3, 179),
	(178, 3, 180),
	(179, 3, 181),
	(180, 3, 182),
	(181, 3, 183),
	(182, 3, 184),
	(183, 3, 185),
	(184, 3, 186),
	(185, 3, 187),
	(186, 3, 188),
	(187, 3, 189),
	(188, 3, 190),
	(189, 3, 191),
	(190, 3, 192),
	(191, 3, 193),
	(192, 3, 194),
	(193, 3, 195),
	(194, 3, 196),
	(195, 3, 197),
	(196, 3, 198),
	(197, 3, 199),
	(198, 3, 200),
	(199, 3, 201),
	(200, 3, 202),
	(201, 3, 203),
	(202, 3, 204),
	(203, 3, 205),
	(204, 3, 206),
	(205, 3, 207),
	(206, 3, 208),
	(207, 3, 209),
	(208, 3, 210),
	(209, 3, 211),
	(210, 3, 212),
	(211, 3, 213),
	(212, 3, 214),
	(213, 3, 215),
	(214, 3, 216),
	(215, 3, 217),
	(216, 3, 218),
	(217, 3, 219),
	(218, 3, 220),
	(219, 3, 221),
	(220, 3, 222),
	(221, 3, 223),
	(222, 3, 224),
	(223, 3, 225),
	(224, 3, 226),
	(225, 3, 227),
	(226, 3, 228),
	(227, 3, 229),
	(228, 3, 230),
	(229, 3, 231),
	(230, 3, 232),
	(231, 3, 233),
	(232, 3, 234),
	(233, 3, 235),
	(234, 3, 236),
	(235, 3, 237),
	(236, 3, 238),
	(237, 3, 239),
	(238, 3, 242),
	(239, 3, 243),
	(240, 3, 244),
	(241, 3, 245),
	(242, 3, 246),
	(243, 3, 251),
	(244, 3, 252),
	(245, 3, 253),
	(246, 3, 254),
	(247, 3, 255),
	(248, 3, 256),
	(249, 3, 258),
	(250, 3, 259),
	(251, 3, 264),
	(252, 3, 265),
	(253, 3, 266),
	(254, 3, 267),
	(255, 3, 268),
	(256, 3, 269),
	(257, 3, 270),
	(258, 3, 271),
	(259, 3, 272),
	(260, 3, 273),
	(261, 3, 274),
	(262, 3, 275),
	(263, 3, 276),
	(264, 3, 277),
	(265, 3, 278),
	(266, 3, 279),
	(267, 3, 280),
	(268, 3, 281),
	(269, 3, 282),
	(270, 3, 283),
	(271, 3, 284),
	(272, 3, 285),
	(273, 3, 287),
	(274, 3, 288),
	(275, 3, 289),
	(276, 3, 294),
	(277, 3, 295),
	(278, 3, 296),
	(279, 3, 297),
	(280, 3, 298),
	(281, 3, 299),
	(282, 3, 300),
	(283, 3, 301),
	(284, 3, 302),
	(285, 3, 303),
	(286, 3, 304),
	(287, 3, 305),
	(288, 3, 306),
	(289, 3, 307),
	(290, 3, 308),
	(291, 3, 309),
	(292, 3, 310),
	(293, 3, 311),
	(294, 3, 312),
	(295, 3, 313),
	(296, 3, 314),
	(297, 3, 315),
	(298, 3, 316),
	(299, 3, 317),
	(300, 3, 318),
	(301, 3, 319),
	(302, 3, 320),
	(303, 3, 321),
	(304, 3, 322),
	(305, 3, 323),
	(306, 3, 324),
	(307, 3, 325),
	(308, 3, 326),
	(309, 3, 327),
	(310, 3, 328),
	(311, 3, 329),
	(312, 3, 330),
	(313, 3, 331),
	(314, 3, 332),
	(315, 3, 333),
	(316, 3, 334),
	(317, 3, 335),
	(318, 3, 336),
	(319, 3, 337),
	(320, 3, 338),
	(321, 3, 339),
	(322, 3, 340),
	(323, 3, 341),
	(324, 3, 342),
	(325, 3, 343),
	(326, 3, 344),
	(327, 3, 345),
	(328, 3, 346),
	(329, 3, 347),
	(330, 3, 348),
	(331, 3, 349),
	(332, 3, 350),
	(333, 3, 351),
	(334, 3, 352),
	(335, 3, 353),
	(336, 3, 354),
	(337, 3, 355),
	(338, 3, 356),
	(339, 3, 357),
	(340, 3, 358),
	(341, 3, 359),
	(342, 3, 360),
	(343, 3, 361),
	(344, 3, 362),
	(345, 3, 363),
	(346, 3, 364),
	(347, 3, 365),
	(348, 3, 366),
	(349, 3, 367),
	(350, 3, 368),
	(351, 3, 369),
	(352, 3, 370),
	(353, 3, 371),
	(354, 3, 372),
	(355, 3, 373),
	(356, 3, 374),
	(357, 3, 375),
	(358, 3, 376),
	(359, 3, 377),
	(360, 3, 378),
	(361, 3, 379),
	(362, 3, 380),
	(363, 3, 381),
	(364, 3, 382),
	(365, 3, 383),
	(366, 3, 384),
	(367, 3, 385),
	(368, 3, 386),
	(369, 3, 387),
	(370, 3, 388),
	(371, 3, 389),
	(372, 3, 390),
	(373, 3, 391),
	(374, 3, 392),
	(375, 3, 393),
	(376, 3, 394),
	(377, 3, 395),
	(378, 3, 396),
	(379, 3, 397),
	(380, 3, 398),
	(381, 3, 399),
	(382, 3, 400),
	(383, 3, 401),
	(384, 3, 402),
	(385, 3, 403),
	(386, 3, 404),
	(387, 3, 405),
	(388, 3, 406),
	(389, 3, 407),
	(390, 3, 408),
	(391, 3, 409),
	(392, 3, 410),
	(393, 3, 411),
	(394, 3, 412),
	(395, 3, 413),
	(396, 3, 414),
	(397, 3, 415),
	(398, 3, 416),
	(399, 3, 417),
	(400, 3, 418),
	(401, 3, 419),
	(402, 3, 420),
	(403, 3, 421),
	(404, 3, 422),
	(405, 3, 423),
	(406, 3, 424),
	(407, 3, 425),
	(408, 3, 426),
	(409, 3, 427),
	(410, 3, 428),
	(411, 3, 429),
	(412, 3, 430),
	(413, 3, 431),
	(414, 3, 432),
	(415, 3, 433),
	(416, 3, 434),
	(417, 3, 437),
	(418, 3, 438),
	(419, 3, 439),
	(420, 3, 440),
	(421, 3, 442),
	(422, 3, 443),
	(423, 3, 444),
	(424, 3, 445),
	(425, 3, 446),
	(426, 3, 447),
	(427, 3, 448),
	(428, 3, 451),
	(429, 3, 452),
	(430, 3, 453),
	(431, 3, 454),
	(432, 3, 455),
	(433, 3, 456),
	(434, 3, 460),
	(435, 3, 461),
	(436, 3, 462),
	(437, 3, 463),
	(438, 3, 464),
	(439, 3, 465),
	(440, 3, 466),
	(441, 3, 467),
	(442, 3, 468),
	(443, 3, 469),
	(444, 3, 470),
	(445, 3, 471),
	(446, 3, 472),
	(447, 3, 473),
	(448, 3, 474),
	(449, 3, 475),
	(450, 3, 476),
	(451, 3, 478),
	(452, 3, 480),
	(453, 3, 482),
	(454, 3, 484),
	(455, 3, 486),
	(456, 3, 488),
	(457, 3, 490),
	(458, 3, 492),
	(459, 3, 493),
	(460, 3, 494),
	(461, 3, 495),
	(462, 3, 496),
	(463, 3, 497),
	(464, 3, 498),
	(465, 3, 499),
	(466, 3, 500),
	(467, 3, 501),
	(468, 3, 502),
	(469, 3, 503),
	(470, 3, 504),
	(471, 3, 505),
	(472, 3, 506),
	(473, 3, 507),
	(474, 3, 508),
	(475, 3, 509),
	(476, 3, 510),
	(477, 3, 511),
	(478, 3, 512),
	(479, 3, 513),
	(480, 3, 514),
	(481, 3, 515),
	(482, 3, 516),
	(483, 3, 517),
	(484, 3, 518),
	(485, 3, 519),
	(486, 3, 520),
	(487, 3, 521),
	(488, 3, 522),
	(489, 3, 523),
	(490, 3, 524),
	(491, 3, 525),
	(492, 3, 526),
	(493, 3, 527),
	(494, 3, 528),
	(495, 3, 529),
	(496, 3, 530),
	(497, 3, 531),
	(498, 3, 532),
	(499, 3, 533),
	(500, 3, 534),
	(501, 3, 535),
	(502, 3, 536),
	(503, 3, 537),
	(504, 3, 538),
	(505, 3, 539),
	(506, 3, 540),
	(507, 3, 541),
	(508, 3, 542),
	(509, 3, 543),
	(510, 3, 544),
	(511, 3, 545),
	(512, 3, 546),
	(513, 3, 547),
	(514, 3, 548),
	(515, 3, 549),
	(516, 3, 550),
	(517, 3, 551),
	(518, 3, 552),
	(519, 3, 553),
	(520, 3, 554),
	(521, 3, 555),
	(522, 3, 556),
	(523, 3, 557),
	(524, 3, 559),
	(525, 3, 560),
	(526, 3, 561),
	(527, 3, 563),
	(528, 3, 564),
	(529, 3, 565),
	(530, 3, 567),
	(531, 3, 571),
	(532, 3, 575),
	(533, 3, 576),
	(534, 3, 577),
	(535, 3, 578),
	(536, 3, 579),
	(537, 3, 583),
	(538, 3, 587),
	(539, 3, 591),
	(540, 3, 592),
	(541, 3, 593),
	(542, 3, 594),
	(543, 3, 595),
	(544, 3, 599),
	(545, 3, 600),
	(546, 3, 601),
	(547, 3, 602),
	(548, 3, 603),
	(549, 3, 604),
	(550, 3, 605),
	(551, 3, 606),
	(552, 3, 607),
	(553, 3, 608),
	(554, 3, 609),
	(555, 3, 610),
	(556, 3, 611),
	(557, 3, 612),
	(558, 3, 613),
	(559, 3, 614),
	(560, 3, 615),
	(561, 3, 616),
	(562, 3, 617),
	(563, 3, 618),
	(564, 3, 619),
	(565, 3, 620),
	(566, 3, 621),
	(567, 3, 625),
	(568, 3, 626),
	(569, 3, 627),
	(570, 3, 628),
	(571, 3, 629),
	(572, 3, 630),
	(573, 3, 631),
	(574, 3, 632),
	(575, 3, 633),
	(576, 3, 634),
	(577, 3, 635),
	(578, 3, 636),
	(579, 3, 637),
	(580, 3, 638),
	(581, 3, 639),
	(582, 3, 640),
	(583, 3, 641),
	(584, 3, 642),
	(585, 3, 643),
	(586, 3, 644),
	(587, 3, 645),
	(588, 3, 646),
	(589, 3, 647),
	(590, 3, 648),
	(591, 3, 649),
	(592, 3, 650),
	(593, 3, 651),
	(594, 3, 652),
	(595, 3, 653),
	(596, 3, 654),
	(597, 3, 655),
	(598, 3, 656),
	(599, 3, 657),
	(600, 3, 658),
	(601, 3, 659),
	(602, 3, 660),
	(603, 3, 661),
	(604, 3, 662),
	(605, 3, 663),
	(606, 3, 664),
	(607, 3, 665),
	(608, 3, 666),
	(609, 3, 667),
	(610, 3, 668),
	(611, 3, 669),
	(612, 3, 670),
	(613, 3, 671),
	(614, 3, 672),
	(615, 3, 673),
	(616, 3, 674),
	(617, 3, 675),
	(618, 3, 677),
	(619, 3, 678),
	(620, 3, 679),
	(621, 3, 680),
	(622, 3, 681),
	(623, 3, 686),
	(624, 3, 687),
	(625, 3, 689),
	(626, 3, 690),
	(627, 3, 691),
	(628, 3, 693),
	(629, 3, 694),
	(630, 3, 695),
	(631, 3, 696),
	(632, 3, 697),
	(633, 3, 701),
	(634, 3, 705),
	(635, 3, 709),
	(636, 3, 710),
	(637, 3, 711),
	(638, 3, 712),
	(639, 3, 713),
	(640, 3, 714),
	(641, 3, 715),
	(642, 3, 716),
	(643, 3, 717),
	(644, 3, 718),
	(645, 3, 719),
	(646, 3, 720),
	(647, 3, 721),
	(648, 3, 722),
	(649, 3, 723),
	(650, 3, 724),
	(651, 3, 725),
	(652, 3, 726),
	(653, 3, 727),
	(654, 3, 728),
	(655, 3, 729),
	(656, 3, 730),
	(657, 3, 731),
	(658, 3, 732),
	(659, 3, 733),
	(660, 3, 734),
	(661, 3, 735),
	(662, 3, 736),
	(663, 3, 737),
	(664, 3, 738),
	(665, 3, 739),
	(666, 3, 740),
	(667, 3, 741),
	(668, 3, 742),
	(669, 3, 743),
	(670, 3, 744),
	(671, 3, 745),
	(672, 3, 746),
	(673, 3, 747),
	(674, 3, 748),
	(675, 3, 749),
	(676, 3, 750),
	(677, 3, 751),
	(678, 3, 752),
	(679, 3, 753),
	(680, 3, 754),
	(681, 3, 755),
	(682, 3, 756),
	(683, 3, 757),
	(684, 3, 758),
	(685, 3, 759),
	(686, 3, 760),
	(687, 3, 761),
	(688, 3, 762),
	(689, 3, 763),
	(690, 3, 764),
	(691, 3, 765),
	(692, 3, 766),
	(693, 3, 767),
	(694, 3, 768),
	(695, 3, 769),
	(696, 3, 770),
	(697, 3, 771),
	(698, 3, 772),
	(699, 3, 773),
	(700, 3, 774),
	(701, 3, 775),
	(702, 3, 776),
	(703, 3, 777),
	(704, 3, 778),
	(705, 3, 779),
	(706, 3, 780),
	(707, 3, 781),
	(708, 3, 782),
	(709, 3, 783),
	(710, 3, 784),
	(711, 3, 785),
	(712, 3, 786),
	(713, 3, 787),
	(714, 3, 788),
	(715, 3, 789),
	(716, 3, 790),
	(717, 3, 791),
	(718, 3, 792),
	(719, 3, 793),
	(720, 3, 794),
	(721, 3, 795),
	(722, 3, 796),
	(723, 3, 797),
	(724, 3, 798),
	(725, 3, 799),
	(726, 3, 800),
	(727, 3, 801),
	(728, 3, 802),
	(729, 3, 803),
	(730, 3, 804),
	(731, 3, 805),
	(732, 3, 806),
	(733, 3, 807),
	(734, 3, 808),
	(735, 3, 809),
	(736, 3, 810),
	(737, 3, 811),
	(738, 3, 812),
	(739, 3, 813),
	(740, 3, 814),
	(741, 3, 815),
	(742, 3, 816),
	(743, 3, 817),
	(744, 3, 818),
	(745, 3, 819),
	(746, 3, 820),
	(747, 3, 821),
	(748, 3, 822),
	(749, 3, 823),
	(750, 3, 824),
	(751, 3, 825),
	(752, 3, 826),
	(753, 3, 827),
	(754, 3, 828),
	(755, 3, 829),
	(756, 3, 830),
	(757, 3, 831),
	(758, 3, 832),
	(759, 3, 833),
	(760, 3, 834),
	(761, 3, 835),
	(762, 3, 836),
	(763, 3, 837),
	(764, 3, 858),
	(765, 3, 859),
	(766, 3, 860),
	(767, 3, 861),
	(768, 3, 869),
	(769, 3, 870),
	(770, 3, 871),
	(771, 3, 872),
	(772, 3, 873),
	(773, 4, 385),
	(774, 4, 389),
	(775, 4, 393),
	(776, 4, 397),
	(777, 4, 401),
	(778, 4, 405),
	(779, 4, 409),
	(780, 4, 413),
	(781, 4, 417),
	(782, 4, 421),
	(783, 4, 425),
	(784, 4, 170),
	(785, 4, 429),
	(786, 4, 443),
	(787, 4, 317),
	(788, 4, 447),
	(789, 4, 321),
	(790, 4, 325),
	(791, 4, 456),
	(792, 4, 329),
	(793, 4, 333),
	(794, 4, 337),
	(795, 4, 341),
	(796, 4, 345),
	(797, 4, 349),
	(798, 4, 353),
	(799, 4, 357),
	(800, 4, 361),
	(801, 4, 365),
	(802, 4, 110),
	(803, 4, 369),
	(804, 4, 373),
	(805, 4, 377),
	(806, 4, 381),
	(807, 5, 512),
	(808, 5, 641),
	(809, 5, 385),
	(810, 5, 387),
	(811, 5, 516),
	(812, 5, 645),
	(813, 5, 389),
	(814, 5, 520),
	(815, 5, 649),
	(816, 5, 140),
	(817, 5, 653),
	(818, 5, 141),
	(819, 5, 142),
	(820, 5, 528),
	(821, 5, 657),
	(822, 5, 529),
	(823, 5, 531),
	(824, 5, 524),
	(825, 5, 661),
	(826, 5, 534),
	(827, 5, 535),
	(828, 5, 665),
	(829, 5, 539),
	(830, 5, 669),
	(831, 5, 543),
	(832, 5, 547),
	(833, 5, 163),
	(834, 5, 421),
	(835, 5, 165),
	(836, 5, 166),
	(837, 5, 168),
	(838, 5, 427),
	(839, 5, 429),
	(840, 5, 559),
	(841, 5, 689),
	(842, 5, 434),
	(843, 5, 563),
	(844, 5, 567),
	(845, 5, 317),
	(846, 5, 709),
	(847, 5, 603),
	(848, 5, 476),
	(849, 5, 478),
	(850, 5, 607),
	(851, 5, 480),
	(852, 5, 611),
	(853, 5, 484),
	(854, 5, 615),
	(855, 5, 488),
	(856, 5, 619),
	(857, 5, 492),
	(858, 5, 110),
	(859, 5, 496),
	(860, 5, 625),
	(861, 5, 500),
	(862, 5, 629),
	(863, 5, 633),
	(864, 5, 508),
	(865, 5, 637),
	(866, 5, 510),
	(867, 5, 383),
	(868, 6, 641),
	(869, 6, 258),
	(870, 6, 259),
	(871, 6, 645),
	(872, 6, 649),
	(873, 6, 653),
	(874, 6, 657),
	(875, 6, 661),
	(876, 6, 790),
	(877, 6, 791),
	(878, 6, 792),
	(879, 6, 665),
	(880, 6, 793),
	(881, 6, 284),
	(882, 6, 669),
	(883, 6, 285),
	(884, 6, 287),
	(885, 6, 288),
	(886, 6, 289),
	(887, 6, 802),
	(888, 6, 803),
	(889, 6, 804),
	(890, 6, 805),
	(891, 6, 806),
	(892, 6, 807),
	(893, 6, 302),
	(894, 6, 303),
	(895, 6, 304),
	(896, 6, 305),
	(897, 6, 434),
	(898, 6, 567),
	(899, 6, 448),
	(900, 6, 207),
	(901, 6, 208),
	(902, 6, 210),
	(903, 6, 211),
	(904, 6, 212),
	(905, 6, 214),
	(906, 6, 603),
	(907, 6, 607),
	(908, 6, 611),
	(909, 6, 615),
	(910, 6, 619),
	(911, 6, 109),
	(912, 6, 110),
	(913, 6, 625),
	(914, 6, 243),
	(915, 6, 244),
	(916, 6, 629),
	(917, 6, 245),
	(918, 6, 246),
	(919, 6, 633),
	(920, 6, 637),
	(921, 7, 256),
	(922, 7, 641),
	(923, 7, 258),
	(924, 7, 259),
	(925, 7, 645),
	(926, 7, 649),
	(927, 7, 653),
	(928, 7, 657),
	(929, 7, 661),
	(930, 7, 665),
	(931, 7, 284),
	(932, 7, 669),
	(933, 7, 285),
	(934, 7, 287),
	(935, 7, 567),
	(936, 7, 603),
	(937, 7, 607),
	(938, 7, 611),
	(939, 7, 615),
	(940, 7, 619),
	(941, 7, 109),
	(942, 7, 110),
	(943, 7, 625),
	(944, 7, 629),
	(945, 7, 633),
	(946, 7, 637),
	(947, 7, 255),
	(948, 8, 641),
	(949, 8, 645),
	(950, 8, 649),
	(951, 8, 653),
	(952, 8, 657),
	(953, 8, 661),
	(954, 8, 665),
	(955, 8, 284),
	(956, 8, 669),
	(957, 8, 285),
	(958, 8, 287),
	(959, 8, 434),
	(960, 8, 567),
	(961, 8, 448),
	(962, 8, 603),
	(963, 8, 607),
	(964, 8, 611),
	(965, 8, 615),
	(966, 8, 616),
	(967, 8, 617),
	(968, 8, 618),
	(969, 8, 619),
	(970, 8, 110),
	(971, 8, 625),
	(972, 8, 629),
	(973, 8, 633),
	(974, 8, 637);

INSERT INTO public.auth_permission VALUES
	(1, 'Can add locale', 3, 'add_locale'),
	(2, 'Can change locale', 3, 'change_locale'),
	(3, 'Can delete locale', 3, 'delete_locale'),
	(4, 'Can view locale', 3, 'view_locale'),
	(5, 'Can add site', 4, 'add_site'),
	(6, 'Can change site', 4, 'change_site'),
	(7, 'Can delete site', 4, 'delete_site'),
	(8, 'Can view site', 4, 'view_site'),
	(9, 'Can add group site permission', 5, 'add_groupsitepermission'),
	(10, 'Can change group site permission', 5, 'change_groupsitepermission'),
	(11, 'Can delete group site permission', 5, 'delete_groupsitepermission'),
	(12, 'Can view group site permission', 5, 'view_groupsitepermission'),
	(13, 'Can add API token', 6, 'add_apitoken'),
	(14, 'Can change API token', 6, 'change_apitoken'),
	(15, 'Can delete API token', 6, 'delete_apitoken'),
	(16, 'Can view API token', 6, 'view_apitoken'),
	(17, 'Can add model log entry', 7, 'add_modellogentry'),
	(18, 'Can change model log entry', 7, 'change_modellogentry'),
	(19, 'Can delete model log entry', 7, 'delete_modellogentry'),
	(20, 'Can view model log entry', 7, 'view_modellogentry'),
	(21, 'Can add revision', 8, 'add_revision'),
	(22, 'Can change revision', 8, 'change_revision'),
	(23, 'Can delete revision', 8, 'delete_revision'),
	(24, 'Can view revision', 8, 'view_revision'),
	(25, 'Can add collection view restriction', 9, 'add_collectionviewrestriction'),
	(26, 'Can change collection view restriction', 9, 'change_collectionviewrestriction'),
	(27, 'Can delete collection view restriction', 9, 'delete_collectionviewrestriction'),
	(28, 'Can view collection view restriction', 9, 'view_collectionviewrestriction'),
	(29, 'Can add collection', 10, 'add_collection'),
	(30, 'Can change collection', 10, 'change_collection'),
	(31, 'Can delete collection', 10, 'delete_collection'),
	(32, 'Can view collection', 10, 'view_collection'),
	(33, 'Can add group collection permission', 11, 'add_groupcollectionpermission'),
	(34, 'Can change group collection permission', 11, 'change_groupcollectionpermission'),
	(35, 'Can delete group collection permission', 11, 'delete_groupcollectionpermission'),
	(36, 'Can view group collection permission', 11, 'view_groupcollectionpermission'),
	(37, 'Can add uploaded file', 12, 'add_uploadedfile'),
	(38, 'Can change uploaded file', 12, 'change_uploadedfile'),
	(39, 'Can delete uploaded file', 12, 'delete_uploadedfile'),
	(40, 'Can view uploaded file', 12, 'view_uploadedfile'),
	(41, 'Can add workflow content type', 13, 'add_workflowcontenttype'),
	(42, 'Can change workflow content type', 13, 'change_workflowcontenttype'),
	(43, 'Can delete workflow content type', 13, 'delete_workflowcontenttype'),
	(44, 'Can view workflow content type', 13, 'view_workflowcontenttype'),
	(45, 'Can add Workflow state', 14, 'add_workflowstate'),
	(46, 'Can change Workflow state', 14, 'change_workflowstate'),
	(47, 'Can delete Workflow state', 14, 'delete_workflowstate'),
	(48, 'Can view Workflow state', 14, 'view_workflowstate'),
	(49, 'Can add workflow', 15, 'add_workflow'),
	(50, 'Can change workflow', 15, 'change_workflow'),
	(51, 'Can delete workflow', 15, 'delete_workflow'),
	(52, 'Can view workflow', 15, 'view_workflow'),
	(53, 'Can add workflow task order', 16, 'add_workflowtask'),
	(54, 'Can change workflow task order', 16, 'change_workflowtask'),
	(55, 'Can delete workflow task order', 16, 'delete_workflowtask'),
	(56, 'Can view workflow task order', 16, 'view_workflowtask'),
	(57, 'Can add task', 17, 'add_task'),
	(58, 'Can change task', 17, 'change_task'),
	(59, 'Can delete task', 17, 'delete_task'),
	(60, 'Can view task', 17, 'view_task'),
	(61, 'Can add Group approval task', 2, 'add_groupapprovaltask'),
	(62, 'Can change Group approval task', 2, 'change_groupapprovaltask'),
	(63, 'Can delete Group approval task', 2, 'delete_groupapprovaltask'),
	(64, 'Can view Group approval task', 2, 'view_groupapprovaltask'),
	(65, 'Can add Task state', 18, 'add_taskstate'),
	(66, 'Can change Task state', 18, 'change_taskstate'),
	(67, 'Can delete Task state', 18, 'delete_taskstate'),
	(68, 'Can view Task state', 18, 'view_taskstate'),
	(69, 'Can add page', 1, 'add_page'),
	(70, 'Can change page', 1, 'change_page'),
	(71, 'Can delete page', 1, 'delete_page'),
	(72, 'Can view page', 1, 'view_page'),
	(73, 'Delete pages with children', 1, 'bulk_delete_page'),
	(74, 'Lock/unlock pages you''ve locked', 1, 'lock_page'),
	(75, 'Publish any page', 1, 'publish_page'),
	(76, 'Unlock any page', 1, 'unlock_page'),
	(77, 'Can add group page permission', 19, 'add_grouppagepermission'),
	(78, 'Can change group page permission', 19, 'change_grouppagepermission'),
	(79, 'Can delete group page permission', 19, 'delete_grouppagepermission'),
	(80, 'Can view group page permission', 19, 'view_grouppagepermission'),
	(81, 'Can add page view restriction', 20, 'add_pageviewrestriction'),
	(82, 'Can change page view restriction', 20, 'change_pageviewrestriction'),
	(83, 'Can delete page view restriction', 20, 'delete_pageviewrestriction'),
	(84, 'Can view page view restriction', 20, 'view_pageviewrestriction'),
	(85, 'Can add workflow page', 21, 'add_workflowpage'),
	(86, 'Can change workflow page', 21, 'change_workflowpage'),
	(87, 'Can delete workflow page', 21, 'delete_workflowpage'),
	(88, 'Can view workflow page', 21, 'view_workflowpage'),
	(89, 'Can add page log entry', 22, 'add_pagelogentry'),
	(90, 'Can change page log entry', 22, 'change_pagelogentry'),
	(91, 'Can delete page log entry', 22, 'delete_pagelogentry'),
	(92, 'Can view page log entry', 22, 'view_pagelogentry'),
	(93, 'Can add comment', 23, 'add_comment'),
	(94, 'Can change comment', 23, 'change_comment'),
	(95, 'Can delete comment', 23, 'delete_comment'),
	(96, 'Can view comment', 23, 'view_comment'),
	(97, 'Can add comment reply', 24, 'add_commentreply'),
	(98, 'Can change comment reply', 24, 'change_commentreply'),
	(99, 'Can delete comment reply', 24, 'delete_commentreply'),
	(100, 'Can view comment reply', 24, 'view_commentreply'),
	(101, 'Can add page subscription', 25, 'add_pagesubscription'),
	(102, 'Can change page subscription', 25, 'change_pagesubscription'),
	(103, 'Can delete page subscription', 25, 'delete_pagesubscription'),
	(104, 'Can view page subscription', 25, 'view_pagesubscription'),
	(105, 'Can add reference index', 26, 'add_referenceindex'),
	(106, 'Can change reference index', 26, 'change_referenceindex'),
	(107, 'Can delete reference index', 26, 'delete_referenceindex'),
	(108, 'Can view reference index', 26, 'view_referenceindex'),
	(109, 'Can submit translations', 28, 'submit_translation'),
	(110, 'Can access Wagtail admin', 29, 'access_admin'),
	(111, 'Can add document', 30, 'add_document'),
	(112, 'Can change document', 30, 'change_document'),
	(113, 'Can delete document', 30, 'delete_document'),
	(114, 'Can choose document', 30, 'choose_document'),
	(115, 'Can add image', 31, 'add_image'),
	(116, 'Can change image', 31, 'change_image'),
	(117, 'Can delete image', 31, 'delete_image'),
	(118, 'Can choose image', 31, 'choose_image'),
	(119, 'Can add handover', 32, 'add_handover'),
	(120, 'Can change handover', 32, 'change_handover'),
	(121, 'Can delete handover', 32, 'delete_handover'),
	(122, 'Can view handover', 32, 'view_handover'),
	(123, 'Can answer a handover for the customer', 32, 'sign_handover'),
	(124, 'Can view claim', 35, 'view_claim'),
	(125, 'Can view reading', 36, 'view_reading'),
	(126, 'Can view an hour of answers', 37, 'view_answerhour'),
	(127, 'Can view answers of all time', 38, 'view_answertotal'),
	(128, 'Can view an hour of a figure', 39, 'view_figurehour'),
	(129, 'Can add threshold', 40, 'add_threshold'),
	(130, 'Can change threshold', 40, 'change_threshold'),
	(131, 'Can delete threshold', 40, 'delete_threshold'),
	(132, 'Can view threshold', 40, 'view_threshold'),
	(133, 'Can view alarm', 41, 'view_alarm'),
	(134, 'Can view backup', 43, 'view_backup'),
	(135, 'Can view restore drill', 44, 'view_drill'),
	(136, 'Can add priority and its targets', 46, 'add_priority'),
	(137, 'Can change priority and its targets', 46, 'change_priority'),
	(138, 'Can delete priority and its targets', 46, 'delete_priority'),
	(139, 'Can view priority and its targets', 46, 'view_priority'),
	(140, 'Can add ticket', 49, 'add_ticket'),
	(141, 'Can change ticket', 49, 'change_ticket'),
	(142, 'Can view ticket', 49, 'view_ticket'),
	(143, 'Can decide the priority of a ticket', 49, 'decide_priority'),
	(144, 'Can add category', 50, 'add_ticketcategory'),
	(145, 'Can change category', 50, 'change_ticketcategory'),
	(146, 'Can delete category', 50, 'delete_ticketcategory'),
	(147, 'Can view category', 50, 'view_ticketcategory'),
	(148, 'Can add proposed priority', 54, 'add_matrixcell'),
	(149, 'Can change proposed priority', 54, 'change_matrixcell'),
	(150, 'Can delete proposed priority', 54, 'delete_matrixcell'),
	(151, 'Can view proposed priority', 54, 'view_matrixcell'),
	(152, 'Can add planned outage', 58, 'add_plannedoutage'),
	(153, 'Can change planned outage', 58, 'change_plannedoutage'),
	(154, 'Can delete planned outage', 58, 'delete_plannedoutage'),
	(155, 'Can view planned outage', 58, 'view_plannedoutage'),
	(156, 'Can approve planned outages', 58, 'approve_plannedoutage'),
	(157, 'Can add disturbance', 61, 'add_disturbance'),
	(158, 'Can change disturbance', 61, 'change_disturbance'),
	(159, 'Can delete disturbance', 61, 'delete_disturbance'),
	(160, 'Can view disturbance', 61, 'view_disturbance'),
	(161, 'Can add service', 64, 'add_service'),
	(162, 'Can change service', 64, 'change_service'),
	(163, 'Can view service', 64, 'view_service'),
	(164, 'Can publish a version of a service', 64, 'publish_service'),
	(165, 'Can change service order', 65, 'change_serviceorder'),
	(166, 'Can view service order', 65, 'view_serviceorder'),
	(167, 'Can approve services as Systemägare', 65, 'approve_serviceorder'),
	(168, 'Can view part of a service order', 67, 'view_servicepart'),
	(169, 'Can add advisory file', 69, 'add_advisoryfile'),
	(170, 'Can view component', 71, 'view_component'),
	(171, 'Can add start page', 27, 'add_homepage'),
	(172, 'Can change start page', 27, 'change_homepage'),
	(173, 'Can delete start page', 27, 'delete_homepage'),
	(174, 'Can view start page', 27, 'view_homepage'),
	(175, 'Can add search document', 72, 'add_document'),
	(176, 'Can change search document', 72, 'change_document'),
	(177, 'Can delete search document', 72, 'delete_document'),
	(178, 'Can view search document', 72, 'view_document'),
	(179, 'Can add word', 73, 'add_word'),
	(180, 'Can change word', 73, 'change_word'),
	(181, 'Can delete word', 73, 'delete_word'),
	(182, 'Can view word', 73, 'view_word'),
	(183, 'Can add category page', 74, 'add_categorypage'),
	(184, 'Can change category page', 74, 'change_categorypage'),
	(185, 'Can delete category page', 74, 'delete_categorypage'),
	(186, 'Can view category page', 74, 'view_categorypage'),
	(187, 'Can add product page', 75, 'add_productpage'),
	(188, 'Can change product page', 75, 'change_productpage'),
	(189, 'Can delete product page', 75, 'delete_productpage'),
	(190, 'Can view product page', 75, 'view_productpage'),
	(191, 'Can add shelf of product pages', 76, 'add_shardpage'),
	(192, 'Can change shelf of product pages', 76, 'change_shardpage'),
	(193, 'Can delete shelf of product pages', 76, 'delete_shardpage'),
	(194, 'Can view shelf of product pages', 76, 'view_shardpage'),
	(195, 'Can add shop rendition', 77, 'add_shoprendition'),
	(196, 'Can change shop rendition', 77, 'change_shoprendition'),
	(197, 'Can delete shop rendition', 77, 'delete_shoprendition'),
	(198, 'Can view shop rendition', 77, 'view_shoprendition'),
	(199, 'Can add editorial page', 78, 'add_standardpage'),
	(200, 'Can change editorial page', 78, 'change_standardpage'),
	(201, 'Can delete editorial page', 78, 'delete_standardpage'),
	(202, 'Can view editorial page', 78, 'view_standardpage'),
	(203, 'Can add campaign page', 79, 'add_campaignpage'),
	(204, 'Can change campaign page', 79, 'change_campaignpage'),
	(205, 'Can delete campaign page', 79, 'delete_campaignpage'),
	(206, 'Can view campaign page', 79, 'view_campaignpage'),
	(207, 'Can add category and page', 80, 'add_categorylink'),
	(208, 'Can change category and page', 80, 'change_categorylink'),
	(209, 'Can delete category and page', 80, 'delete_categorylink'),
	(210, 'Can view category and page', 80, 'view_categorylink'),
	(211, 'Can add product and page', 81, 'add_productlink'),
	(212, 'Can change product and page', 81, 'change_productlink'),
	(213, 'Can delete product and page', 81, 'delete_productlink'),
	(214, 'Can view product and page', 81, 'view_productlink'),
	(215, 'Can add picture', 82, 'add_shopimage'),
	(216, 'Can change picture', 82, 'change_shopimage'),
	(217, 'Can delete picture', 82, 'delete_shopimage'),
	(218, 'Can view picture', 82, 'view_shopimage'),
	(219, 'Can add listed product', 83, 'add_listedproduct'),
	(220, 'Can change listed product', 83, 'change_listedproduct'),
	(221, 'Can delete listed product', 83, 'delete_listedproduct'),
	(222, 'Can view listed product', 83, 'view_listedproduct'),
	(223, 'Can add offer', 84, 'add_campaignoffer'),
	(224, 'Can change offer', 84, 'change_campaignoffer'),
	(225, 'Can delete offer', 84, 'delete_campaignoffer'),
	(226, 'Can view offer', 84, 'view_campaignoffer'),
	(227, 'Can add preview link', 85, 'add_previewlink'),
	(228, 'Can change preview link', 85, 'change_previewlink'),
	(229, 'Can delete preview link', 85, 'delete_previewlink'),
	(230, 'Can view preview link', 85, 'view_previewlink'),
	(231, 'Can add link to another site', 86, 'add_outsidelink'),
	(232, 'Can change link to another site', 86, 'change_outsidelink'),
	(233, 'Can delete link to another site', 86, 'delete_outsidelink'),
	(234, 'Can view link to another site', 86, 'view_outsidelink'),
	(235, 'Can add choice for a rule', 87, 'add_rulechoice'),
	(236, 'Can change choice for a rule', 87, 'change_rulechoice'),
	(237, 'Can delete choice for a rule', 87, 'delete_rulechoice'),
	(238, 'Can view choice for a rule', 87, 'view_rulechoice'),
	(239, 'Can add exception from a rule', 88, 'add_publishedanyway'),
	(240, 'Can change exception from a rule', 88, 'change_publishedanyway'),
	(241, 'Can delete exception from a rule', 88, 'delete_publishedanyway'),
	(242, 'Can view exception from a rule', 88, 'view_publishedanyway'),
	(243, 'Can add menu', 89, 'add_menu'),
	(244, 'Can change menu', 89, 'change_menu'),
	(245, 'Can delete menu', 89, 'delete_menu'),
	(246, 'Can view menu', 89, 'view_menu'),
	(247, 'Can add content taken in last', 90, 'add_promotedcontent'),
	(248, 'Can change content taken in last', 90, 'change_promotedcontent'),
	(249, 'Can delete content taken in last', 90, 'delete_promotedcontent'),
	(250, 'Can view content taken in last', 90, 'view_promotedcontent'),
	(251, 'Can add environment''s key', 91, 'add_promotionkey'),
	(252, 'Can change environment''s key', 91, 'change_promotionkey'),
	(253, 'Can delete environment''s key', 91, 'delete_promotionkey'),
	(254, 'Can view environment''s key', 91, 'view_promotionkey'),
	(255, 'Can add promotion', 92, 'add_promotion'),
	(256, 'Can change promotion', 92, 'change_promotion'),
	(257, 'Can delete promotion', 92, 'delete_promotion'),
	(258, 'Can view promotion', 92, 'view_promotion'),
	(259, 'Can make a package of content', 92, 'make_package'),
	(260, 'Can add part of a promotion', 93, 'add_promotionitem'),
	(261, 'Can change part of a promotion', 93, 'change_promotionitem'),
	(262, 'Can delete part of a promotion', 93, 'delete_promotionitem'),
	(263, 'Can view part of a promotion', 93, 'view_promotionitem'),
	(264, 'Can add comment on a preview', 94, 'add_previewcomment'),
	(265, 'Can change comment on a preview', 94, 'change_previewcomment'),
	(266, 'Can delete comment on a preview', 94, 'delete_previewcomment'),
	(267, 'Can view comment on a preview', 94, 'view_previewcomment'),
	(268, 'Can add consent', 95, 'add_consent'),
	(269, 'Can change consent', 95, 'change_consent'),
	(270, 'Can delete consent', 95, 'delete_consent'),
	(271, 'Can view consent', 95, 'view_consent'),
	(272, 'Can add form page', 96, 'add_formpage'),
	(273, 'Can change form page', 96, 'change_formpage'),
	(274, 'Can delete form page', 96, 'delete_formpage'),
	(275, 'Can view form page', 96, 'view_formpage'),
	(276, 'Can add question', 97, 'add_formfield'),
	(277, 'Can change question', 97, 'change_formfield'),
	(278, 'Can delete question', 97, 'delete_formfield'),
	(279, 'Can view question', 97, 'view_formfield'),
	(280, 'Can add sent form', 98, 'add_formsent'),
	(281, 'Can change sent form', 98, 'change_formsent'),
	(282, 'Can delete sent form', 98, 'delete_formsent'),
	(283, 'Can view sent form', 98, 'view_formsent'),
	(284, 'Can add content release', 99, 'add_release'),
	(285, 'Can change content release', 99, 'change_release'),
	(286, 'Can delete content release', 99, 'delete_release'),
	(287, 'Can view content release', 99, 'view_release'),
	(288, 'Can publish release', 99, 'publish_release'),
	(289, 'Can take back releases', 99, 'undo_release'),
	(290, 'Can add part of a release', 100, 'add_releaseitem'),
	(291, 'Can change part of a release', 100, 'change_releaseitem'),
	(292, 'Can delete part of a release', 100, 'delete_releaseitem'),
	(293, 'Can view part of a release', 100, 'view_releaseitem'),
	(294, 'Can add batch of pictures', 101, 'add_picturebatch'),
	(295, 'Can change batch of pictures', 101, 'change_picturebatch'),
	(296, 'Can delete batch of pictures', 101, 'delete_picturebatch'),
	(297, 'Can view batch of pictures', 101, 'view_picturebatch'),
	(298, 'Can add file of a batch', 102, 'add_picturebatchfile'),
	(299, 'Can change file of a batch', 102, 'change_picturebatchfile'),
	(300, 'Can delete file of a batch', 102, 'delete_picturebatchfile'),
	(301, 'Can view file of a batch', 102, 'view_picturebatchfile'),
	(302, 'Can add site settings', 103, 'add_sitesettings'),
	(303, 'Can change site settings', 103, 'change_sitesettings'),
	(304, 'Can delete site settings', 103, 'delete_sitesettings'),
	(305, 'Can view site settings', 103, 'view_sitesettings'),
	(306, 'Can add live page that fails the checks', 104, 'add_livefault'),
	(307, 'Can change live page that fails the checks', 104, 'change_livefault'),
	(308, 'Can delete live page that fails the checks', 104, 'delete_livefault'),
	(309, 'Can view live page that fails the checks', 104, 'view_livefault'),
	(310, 'Can add look through live pages', 105, 'add_lookthrough'),
	(311, 'Can change look through live pages', 105, 'change_lookthrough'),
	(312, 'Can delete look through live pages', 105, 'delete_lookthrough'),
	(313, 'Can view look through live pages', 105, 'view_lookthrough'),
	(314, 'Can add delivery', 106, 'add_delivery'),
	(315, 'Can change delivery', 106, 'change_delivery'),
	(316, 'Can delete delivery', 106, 'delete_delivery'),
	(317, 'Can view delivery', 106, 'view_delivery'),
	(318, 'Can add inbound message', 107, 'add_inboundmessage'),
	(319, 'Can change inbound message', 107, 'change_inboundmessage'),
	(320, 'Can delete inbound message', 107, 'delete_inboundmessage'),
	(321, 'Can view inbound message', 107, 'view_inboundmessage'),
	(322, 'Can add attempt', 108, 'add_attempt'),
	(323, 'Can change attempt', 108, 'change_attempt'),
	(324, 'Can delete attempt', 108, 'delete_attempt'),
	(325, 'Can view attempt', 108, 'view_attempt'),
	(326, 'Can add read up to', 109, 'add_cursor'),
	(327, 'Can change read up to', 109, 'change_cursor'),
	(328, 'Can delete read up to', 109, 'delete_cursor'),
	(329, 'Can view read up to', 109, 'view_cursor'),
	(330, 'Can add receipt', 110, 'add_deliveryreceipt'),
	(331, 'Can change receipt', 110, 'change_deliveryreceipt'),
	(332, 'Can delete receipt', 110, 'delete_deliveryreceipt'),
	(333, 'Can view receipt', 110, 'view_deliveryreceipt'),
	(334, 'Can add name in another system', 111, 'add_externalref'),
	(335, 'Can change name in another system', 111, 'change_externalref'),
	(336, 'Can delete name in another system', 111, 'delete_externalref'),
	(337, 'Can view name in another system', 111, 'view_externalref'),
	(338, 'Can add system', 112, 'add_system'),
	(339, 'Can change system', 112, 'change_system'),
	(340, 'Can delete system', 112, 'delete_system'),
	(341, 'Can view system', 112, 'view_system'),
	(342, 'Can add access to Fortnox', 113, 'add_fortnoxaccess'),
	(343, 'Can change access to Fortnox', 113, 'change_fortnoxaccess'),
	(344, 'Can delete access to Fortnox', 113, 'delete_fortnoxaccess'),
	(345, 'Can view access to Fortnox', 113, 'view_fortnoxaccess'),
	(346, 'Can add calls to Fortnox', 114, 'add_fortnoxcalls'),
	(347, 'Can change calls to Fortnox', 114, 'change_fortnoxcalls'),
	(348, 'Can delete calls to Fortnox', 114, 'delete_fortnoxcalls'),
	(349, 'Can view calls to Fortnox', 114, 'view_fortnoxcalls'),
	(350, 'Can add told to Fortnox', 115, 'add_fortnoxtold'),
	(351, 'Can change told to Fortnox', 115, 'change_fortnoxtold'),
	(352, 'Can delete told to Fortnox', 115, 'delete_fortnoxtold'),
	(353, 'Can view told to Fortnox', 115, 'view_fortnoxtold'),
	(354, 'Can add document in Fortnox', 116, 'add_fortnoxdocument'),
	(355, 'Can change document in Fortnox', 116, 'change_fortnoxdocument'),
	(356, 'Can delete document in Fortnox', 116, 'delete_fortnoxdocument'),
	(357, 'Can view document in Fortnox', 116, 'view_fortnoxdocument'),
	(358, 'Can add payment in Fortnox', 117, 'add_fortnoxpayment'),
	(359, 'Can change payment in Fortnox', 117, 'change_fortnoxpayment'),
	(360, 'Can delete payment in Fortnox', 117, 'delete_fortnoxpayment'),
	(361, 'Can view payment in Fortnox', 117, 'view_fortnoxpayment'),
	(362, 'Can add heartbeat', 118, 'add_heartbeat'),
	(363, 'Can change heartbeat', 118, 'change_heartbeat'),
	(364, 'Can delete heartbeat', 118, 'delete_heartbeat'),
	(365, 'Can view heartbeat', 118, 'view_heartbeat'),
	(366, 'Can add flow run', 119, 'add_flowrun'),
	(367, 'Can change flow run', 119, 'change_flowrun'),
	(368, 'Can delete flow run', 119, 'delete_flowrun'),
	(369, 'Can view flow run', 119, 'view_flowrun'),
	(370, 'Can add miss', 120, 'add_miss'),
	(371, 'Can change miss', 120, 'change_miss'),
	(372, 'Can delete miss', 120, 'delete_miss'),
	(373, 'Can view miss', 120, 'view_miss'),
	(374, 'Can add an hour of a target', 121, 'add_targethour'),
	(375, 'Can change an hour of a target', 121, 'change_targethour'),
	(376, 'Can delete an hour of a target', 121, 'delete_targethour'),
	(377, 'Can view an hour of a target', 121, 'view_targethour'),
	(378, 'Can add rhythm of a flow', 122, 'add_watchedflow'),
	(379, 'Can change rhythm of a flow', 122, 'change_watchedflow'),
	(380, 'Can delete rhythm of a flow', 122, 'delete_watchedflow'),
	(381, 'Can view rhythm of a flow', 122, 'view_watchedflow'),
	(382, 'Can add warehouse file', 123, 'add_warehousefile'),
	(383, 'Can change warehouse file', 123, 'change_warehousefile'),
	(384, 'Can delete warehouse file', 123, 'delete_warehousefile'),
	(385, 'Can view warehouse file', 123, 'view_warehousefile'),
	(386, 'Can add order at a warehouse', 124, 'add_warehouseorder'),
	(387, 'Can change order at a warehouse', 124, 'change_warehouseorder'),
	(388, 'Can delete order at a warehouse', 124, 'delete_warehouseorder'),
	(389, 'Can view order at a warehouse', 124, 'view_warehouseorder'),
	(390, 'Can add order line at a warehouse', 125, 'add_warehouseorderline'),
	(391, 'Can change order line at a warehouse', 125, 'change_warehouseorderline'),
	(392, 'Can delete order line at a warehouse', 125, 'delete_warehouseorderline'),
	(393, 'Can view order line at a warehouse', 125, 'view_warehouseorderline'),
	(394, 'Can add parcel of a warehouse', 126, 'add_warehouseparcel'),
	(395, 'Can change parcel of a warehouse', 126, 'change_warehouseparcel'),
	(396, 'Can delete parcel of a warehouse', 126, 'delete_warehouseparcel'),
	(397, 'Can view parcel of a warehouse', 126, 'view_warehouseparcel'),
	(398, 'Can add stock as a warehouse says', 127, 'add_warehousestock'),
	(399, 'Can change stock as a warehouse says', 127, 'change_warehousestock'),
	(400, 'Can delete stock as a warehouse says', 127, 'delete_warehousestock'),
	(401, 'Can view stock as a warehouse says', 127, 'view_warehousestock'),
	(402, 'Can add article at a warehouse', 128, 'add_warehousearticle'),
	(403, 'Can change article at a warehouse', 128, 'change_warehousearticle'),
	(404, 'Can delete article at a warehouse', 128, 'delete_warehousearticle'),
	(405, 'Can view article at a warehouse', 128, 'view_warehousearticle'),
	(406, 'Can add sender to us', 129, 'add_sender'),
	(407, 'Can change sender to us', 129, 'change_sender'),
	(408, 'Can delete sender to us', 129, 'delete_sender'),
	(409, 'Can view sender to us', 129, 'view_sender'),
	(410, 'Can add receiver of calls', 130, 'add_receiver'),
	(411, 'Can change receiver of calls', 130, 'change_receiver'),
	(412, 'Can delete receiver of calls', 130, 'delete_receiver'),
	(413, 'Can view receiver of calls', 130, 'view_receiver'),
	(414, 'Can add compared system', 131, 'add_comparedsystem'),
	(415, 'Can change compared system', 131, 'change_comparedsystem'),
	(416, 'Can delete compared system', 131, 'delete_comparedsystem'),
	(417, 'Can view compared system', 131, 'view_comparedsystem'),
	(418, 'Can add difference', 132, 'add_differencerow'),
	(419, 'Can change difference', 132, 'change_differencerow'),
	(420, 'Can delete difference', 132, 'delete_differencerow'),
	(421, 'Can view difference', 132, 'view_differencerow'),
	(422, 'Can add restore', 133, 'add_restoration'),
	(423, 'Can change restore', 133, 'change_restoration'),
	(424, 'Can delete restore', 133, 'delete_restoration'),
	(425, 'Can view restore', 133, 'view_restoration'),
	(426, 'Can add question after a restore', 134, 'add_restorequestion'),
	(427, 'Can change question after a restore', 134, 'change_restorequestion'),
	(428, 'Can delete question after a restore', 134, 'delete_restorequestion'),
	(429, 'Can view question after a restore', 134, 'view_restorequestion'),
	(430, 'Can add saved export', 135, 'add_savedexport'),
	(431, 'Can change saved export', 135, 'change_savedexport'),
	(432, 'Can delete saved export', 135, 'delete_savedexport'),
	(433, 'Can view saved export', 135, 'view_savedexport'),
	(434, 'Can add export', 136, 'add_export'),
	(435, 'Can change export', 136, 'change_export'),
	(436, 'Can delete export', 136, 'delete_export'),
	(437, 'Can view export', 136, 'view_export'),
	(438, 'Can export and import personal data', 136, 'export_personal'),
	(439, 'Can add API token', 137, 'add_apitoken'),
	(440, 'Can change API token', 137, 'change_apitoken'),
	(441, 'Can delete API token', 137, 'delete_apitoken'),
	(442, 'Can view API token', 137, 'view_apitoken'),
	(443, 'Can view call of the API', 138, 'view_apicall'),
	(444, 'Can add import source', 141, 'add_importsource'),
	(445, 'Can change import source', 141, 'change_importsource'),
	(446, 'Can delete import source', 141, 'delete_importsource'),
	(447, 'Can view import source', 141, 'view_importsource'),
	(448, 'Can add import', 142, 'add_import'),
	(449, 'Can change import', 142, 'change_import'),
	(450, 'Can delete import', 142, 'delete_import'),
	(451, 'Can view import', 142, 'view_import'),
	(452, 'Can approve imports that wait for a second person', 142, 'approve_import'),
	(453, 'Can add saved mapping', 143, 'add_savedmapping'),
	(454, 'Can change saved mapping', 143, 'change_savedmapping'),
	(455, 'Can delete saved mapping', 143, 'delete_savedmapping'),
	(456, 'Can view saved mapping', 143, 'view_savedmapping'),
	(457, 'Can add row of an import', 144, 'add_importrow'),
	(458, 'Can change row of an import', 144, 'change_importrow'),
	(459, 'Can delete row of an import', 144, 'delete_importrow'),
	(460, 'Can view row of an import', 144, 'view_importrow'),
	(461, 'Can add privacy request', 146, 'add_privacyrequest'),
	(462, 'Can change privacy request', 146, 'change_privacyrequest'),
	(463, 'Can delete privacy request', 146, 'delete_privacyrequest'),
	(464, 'Can view privacy request', 146, 'view_privacyrequest'),
	(465, 'Can add saved list', 147, 'add_savedlist'),
	(466, 'Can change saved list', 147, 'change_savedlist'),
	(467, 'Can delete saved list', 147, 'delete_savedlist'),
	(468, 'Can view saved list', 147, 'view_savedlist'),
	(469, 'Can add list line', 148, 'add_savedline'),
	(470, 'Can change list line', 148, 'change_savedline'),
	(471, 'Can delete list line', 148, 'delete_savedline'),
	(472, 'Can view list line', 148, 'view_savedline'),
	(473, 'Can add delivery method', 149, 'add_deliverymethod'),
	(474, 'Can change delivery method', 149, 'change_deliverymethod'),
	(475, 'Can delete delivery method', 149, 'delete_deliverymethod'),
	(476, 'Can view delivery method', 149, 'view_deliverymethod'),
	(477, 'Can add order', 150, 'add_order'),
	(478, 'Can change order', 150, 'change_order'),
	(479, 'Can delete order', 150, 'delete_order'),
	(480, 'Can view order', 150, 'view_order'),
	(481, 'Can add order address', 151, 'add_orderaddress'),
	(482, 'Can change order address', 151, 'change_orderaddress'),
	(483, 'Can delete order address', 151, 'delete_orderaddress'),
	(484, 'Can view order address', 151, 'view_orderaddress'),
	(485, 'Can add order line', 152, 'add_orderline'),
	(486, 'Can change order line', 152, 'change_orderline'),
	(487, 'Can delete order line', 152, 'delete_orderline'),
	(488, 'Can view order line', 152, 'view_orderline'),
	(489, 'Can add payment', 153, 'add_payment'),
	(490, 'Can change payment', 153, 'change_payment'),
	(491, 'Can delete payment', 153, 'delete_payment'),
	(492, 'Can view payment', 153, 'view_payment'),
	(493, 'Can add payment instruction', 154, 'add_instruction'),
	(494, 'Can change payment instruction', 154, 'change_instruction'),
	(495, 'Can delete payment instruction', 154, 'delete_instruction'),
	(496, 'Can view payment instruction', 154, 'view_instruction'),
	(497, 'Can add invoice', 155, 'add_invoice'),
	(498, 'Can change invoice', 155, 'change_invoice'),
	(499, 'Can delete invoice', 155, 'delete_invoice'),
	(500, 'Can view invoice', 155, 'view_invoice'),
	(501, 'Can add invoice series', 156, 'add_invoiceseries'),
	(502, 'Can change invoice series', 156, 'change_invoiceseries'),
	(503, 'Can delete invoice series', 156, 'delete_invoiceseries'),
	(504, 'Can view invoice series', 156, 'view_invoiceseries'),
	(505, 'Can add payment event', 157, 'add_paymentevent'),
	(506, 'Can change payment event', 157, 'change_paymentevent'),
	(507, 'Can delete payment event', 157, 'delete_paymentevent'),
	(508, 'Can view payment event', 157, 'view_paymentevent'),
	(509, 'Can add return', 158, 'add_return'),
	(510, 'Can change return', 158, 'change_return'),
	(511, 'Can delete return', 158, 'delete_return'),
	(512, 'Can view return', 158, 'view_return'),
	(513, 'Can add return line', 159, 'add_returnline'),
	(514, 'Can change return line', 159, 'change_returnline'),
	(515, 'Can delete return line', 159, 'delete_returnline'),
	(516, 'Can view return line', 159, 'view_returnline'),
	(517, 'Can add shipment', 160, 'add_shipment'),
	(518, 'Can change shipment', 160, 'change_shipment'),
	(519, 'Can delete shipment', 160, 'delete_shipment'),
	(520, 'Can view shipment', 160, 'view_shipment'),
	(521, 'Can add shipment line', 161, 'add_shipmentline'),
	(522, 'Can change shipment line', 161, 'change_shipmentline'),
	(523, 'Can delete shipment line', 161, 'delete_shipmentline'),
	(524, 'Can view shipment line', 161, 'view_shipmentline'),
	(525, 'Can add notice without an order', 162, 'add_notice'),
	(526, 'Can change notice without an order', 162, 'change_notice'),
	(527, 'Can delete notice without an order', 162, 'delete_notice'),
	(528, 'Can view notice without an order', 162, 'view_notice'),
	(529, 'Can view order change', 163, 'view_orderchange'),
	(530, 'Can change what was ordered, and call an order off', 163, 'alter_order'),
	(531, 'Can add sent mail', 164, 'add_sentmail'),
	(532, 'Can change sent mail', 164, 'change_sentmail'),
	(533, 'Can delete sent mail', 164, 'delete_sentmail'),
	(534, 'Can view sent mail', 164, 'view_sentmail'),
	(535, 'Can add note on an order', 165, 'add_ordernote'),
	(536, 'Can add freight booking', 167, 'add_booking'),
	(537, 'Can change freight booking', 167, 'change_booking'),
	(538, 'Can delete freight booking', 167, 'delete_booking'),
	(539, 'Can view freight booking', 167, 'view_booking'),
	(540, 'Can add chosen service point', 168, 'add_chosenpoint'),
	(541, 'Can change chosen service point', 168, 'change_chosenpoint'),
	(542, 'Can delete chosen service point', 168, 'delete_chosenpoint'),
	(543, 'Can view chosen service point', 168, 'view_chosenpoint'),
	(544, 'Can add scan of a parcel', 169, 'add_scan'),
	(545, 'Can change scan of a parcel', 169, 'change_scan'),
	(546, 'Can delete scan of a parcel', 169, 'delete_scan'),
	(547, 'Can view scan of a parcel', 169, 'view_scan'),
	(548, 'Can add cart', 170, 'add_cart'),
	(549, 'Can change cart', 170, 'change_cart'),
	(550, 'Can delete cart', 170, 'delete_cart'),
	(551, 'Can view cart', 170, 'view_cart'),
	(552, 'Can add cart line', 171, 'add_cartline'),
	(553, 'Can change cart line', 171, 'change_cartline'),
	(554, 'Can delete cart line', 171, 'delete_cartline'),
	(555, 'Can view cart line', 171, 'view_cartline'),
	(556, 'Can add quotation', 172, 'add_quotation'),
	(557, 'Can change quotation', 172, 'change_quotation'),
	(558, 'Can delete quotation', 172, 'delete_quotation'),
	(559, 'Can view quotation', 172, 'view_quotation'),
	(560, 'Can add quotation line', 173, 'add_quotationline'),
	(561, 'Can change quotation line', 173, 'change_quotationline'),
	(562, 'Can delete quotation line', 173, 'delete_quotationline'),
	(563, 'Can view quotation line', 173, 'view_quotationline'),
	(564, 'Can add stock', 174, 'add_stock'),
	(565, 'Can change stock', 174, 'change_stock'),
	(566, 'Can delete stock', 174, 'delete_stock'),
	(567, 'Can view stock', 174, 'view_stock'),
	(568, 'Can add allocation', 175, 'add_allocation'),
	(569, 'Can change allocation', 175, 'change_allocation'),
	(570, 'Can delete allocation', 175, 'delete_allocation'),
	(571, 'Can view allocation', 175, 'view_allocation'),
	(572, 'Can add sum that is wrong', 176, 'add_drift'),
	(573, 'Can change sum that is wrong', 176, 'change_drift'),
	(574, 'Can delete sum that is wrong', 176, 'delete_drift'),
	(575, 'Can view sum that is wrong', 176, 'view_drift'),
	(576, 'Can add incoming delivery', 177, 'add_incomingstock'),
	(577, 'Can change incoming delivery', 177, 'change_incomingstock'),
	(578, 'Can delete incoming delivery', 177, 'delete_incomingstock'),
	(579, 'Can view incoming delivery', 177, 'view_incomingstock'),
	(580, 'Can add reservation', 178, 'add_reservation'),
	(581, 'Can change reservation', 178, 'change_reservation'),
	(582, 'Can delete reservation', 178, 'delete_reservation'),
	(583, 'Can view reservation', 178, 'view_reservation'),
	(584, 'Can add stock in a warehouse', 179, 'add_stocklevel'),
	(585, 'Can change stock in a warehouse', 179, 'change_stocklevel'),
	(586, 'Can delete stock in a warehouse', 179, 'delete_stocklevel'),
	(587, 'Can view stock in a warehouse', 179, 'view_stocklevel'),
	(588, 'Can add stock movement', 180, 'add_stockmovement'),
	(589, 'Can change stock movement', 180, 'change_stockmovement'),
	(590, 'Can delete stock movement', 180, 'delete_stockmovement'),
	(591, 'Can view stock movement', 180, 'view_stockmovement'),
	(592, 'Can add warehouse', 181, 'add_warehouse'),
	(593, 'Can change warehouse', 181, 'change_warehouse'),
	(594, 'Can delete warehouse', 181, 'delete_warehouse'),
	(595, 'Can view warehouse', 181, 'view_warehouse'),
	(596, 'Can add wish to be told', 182, 'add_stockwatch'),
	(597, 'Can change wish to be told', 182, 'change_stockwatch'),
	(598, 'Can delete wish to be told', 182, 'delete_stockwatch'),
	(599, 'Can view wish to be told', 182, 'view_stockwatch'),
	(600, 'Can add price list', 183, 'add_pricelist'),
	(601, 'Can change price list', 183, 'change_pricelist'),
	(602, 'Can delete price list', 183, 'delete_pricelist'),
	(603, 'Can view price list', 183, 'view_pricelist'),
	(604, 'Can add price', 184, 'add_price'),
	(605, 'Can change price', 184, 'change_price'),
	(606, 'Can delete price', 184, 'delete_price'),
	(607, 'Can view price', 184, 'view_price'),
	(608, 'Can add offer', 185, 'add_offer'),
	(609, 'Can change offer', 185, 'change_offer'),
	(610, 'Can delete offer', 185, 'delete_offer'),
	(611, 'Can view offer', 185, 'view_offer'),
	(612, 'Can add price change', 186, 'add_pricechange'),
	(613, 'Can change price change', 186, 'change_pricechange'),
	(614, 'Can delete price change', 186, 'delete_pricechange'),
	(615, 'Can view price change', 186, 'view_pricechange'),
	(616, 'Can add price change set', 187, 'add_pricechangeset'),
	(617, 'Can change price change set', 187, 'change_pricechangeset'),
	(618, 'Can delete price change set', 187, 'delete_pricechangeset'),
	(619, 'Can view price change set', 187, 'view_pricechangeset'),
	(620, 'Can approve price change sets and send them back', 187, 'approve_pricechangeset'),
	(621, 'Can publish price change sets and take them back', 187, 'publish_pricechangeset'),
	(622, 'Can add price record', 188, 'add_pricerecord'),
	(623, 'Can change price record', 188, 'change_pricerecord'),
	(624, 'Can delete price record', 188, 'delete_pricerecord'),
	(625, 'Can view price record', 188, 'view_pricerecord'),
	(626, 'Can add attribute', 191, 'add_attribute'),
	(627, 'Can change attribute', 191, 'change_attribute'),
	(628, 'Can delete attribute', 191, 'delete_attribute'),
	(629, 'Can view attribute', 191, 'view_attribute'),
	(630, 'Can add brand', 192, 'add_brand'),
	(631, 'Can change brand', 192, 'change_brand'),
	(632, 'Can delete brand', 192, 'delete_brand'),
	(633, 'Can view brand', 192, 'view_brand'),
	(634, 'Can add manufacturer', 193, 'add_manufacturer'),
	(635, 'Can change manufacturer', 193, 'change_manufacturer'),
	(636, 'Can delete manufacturer', 193, 'delete_manufacturer'),
	(637, 'Can view manufacturer', 193, 'view_manufacturer'),
	(638, 'Can add attribute value', 194, 'add_attributevalue'),
	(639, 'Can change attribute value', 194, 'change_attributevalue'),
	(640, 'Can delete attribute value', 194, 'delete_attributevalue'),
	(641, 'Can view attribute value', 194, 'view_attributevalue'),
	(642, 'Can add category', 195, 'add_category'),
	(643, 'Can change category', 195, 'change_category'),
	(644, 'Can delete category', 195, 'delete_category'),
	(645, 'Can view category', 195, 'view_category'),
	(646, 'Can add product', 196, 'add_product'),
	(647, 'Can change product', 196, 'change_product'),
	(648, 'Can delete product', 196, 'delete_product'),
	(649, 'Can view product', 196, 'view_product'),
	(650, 'Can add product attribute', 197, 'add_productattribute'),
	(651, 'Can change product attribute', 197, 'change_productattribute'),
	(652, 'Can delete product attribute', 197, 'delete_productattribute'),
	(653, 'Can view product attribute', 197, 'view_productattribute'),
	(654, 'Can add product in category', 198, 'add_productcategory'),
	(655, 'Can change product in category', 198, 'change_productcategory'),
	(656, 'Can delete product in category', 198, 'delete_productcategory'),
	(657, 'Can view product in category', 198, 'view_productcategory'),
	(658, 'Can add option', 199, 'add_productoption'),
	(659, 'Can change option', 199, 'change_productoption'),
	(660, 'Can delete option', 199, 'delete_productoption'),
	(661, 'Can view option', 199, 'view_productoption'),
	(662, 'Can add variant', 200, 'add_variant'),
	(663, 'Can change variant', 200, 'change_variant'),
	(664, 'Can delete variant', 200, 'delete_variant'),
	(665, 'Can view variant', 200, 'view_variant'),
	(666, 'Can add variant option', 201, 'add_variantvalue'),
	(667, 'Can change variant option', 201, 'change_variantvalue'),
	(668, 'Can delete variant option', 201, 'delete_variantvalue'),
	(669, 'Can view variant option', 201, 'view_variantvalue'),
	(670, 'Can add level', 213, 'add_level'),
	(671, 'Can change level', 213, 'change_level'),
	(672, 'Can delete level', 213, 'delete_level'),
	(673, 'Can view level', 213, 'view_level'),
	(674, 'Can add user', 214, 'add_user'),
	(675, 'Can change user', 214, 'change_user'),
	(676, 'Can delete user', 214, 'delete_user'),
	(677, 'Can view user', 214, 'view_user'),
	(678, 'Can add address', 215, 'add_address'),
	(679, 'Can change address', 215, 'change_address'),
	(680, 'Can delete address', 215, 'delete_address'),
	(681, 'Can view address', 215, 'view_address'),
	(682, 'Can add e-mail proof', 216, 'add_emailproof'),
	(683, 'Can change e-mail proof', 216, 'change_emailproof'),
	(684, 'Can delete e-mail proof', 216, 'delete_emailproof'),
	(685, 'Can view e-mail proof', 216, 'view_emailproof'),
	(686, 'Can add organisation', 217, 'add_organisation'),
	(687, 'Can change organisation', 217, 'change_organisation'),
	(688, 'Can delete organisation', 217, 'delete_organisation'),
	(689, 'Can view organisation', 217, 'view_organisation'),
	(690, 'Can add member', 218, 'add_membership'),
	(691, 'Can change member', 218, 'change_membership'),
	(692, 'Can delete member', 218, 'delete_membership'),
	(693, 'Can view member', 218, 'view_membership'),
	(694, 'Can add invitation', 219, 'add_memberinvitation'),
	(695, 'Can change invitation', 219, 'change_memberinvitation'),
	(696, 'Can delete invitation', 219, 'delete_memberinvitation'),
	(697, 'Can view invitation', 219, 'view_memberinvitation'),
	(698, 'Can add VAT number check', 220, 'add_vatcheck'),
	(699, 'Can change VAT number check', 220, 'change_vatcheck'),
	(700, 'Can delete VAT number check', 220, 'delete_vatcheck'),
	(701, 'Can view VAT number check', 220, 'view_vatcheck'),
	(702, 'Can add version', 223, 'add_version'),
	(703, 'Can change version', 223, 'change_version'),
	(704, 'Can delete version', 223, 'delete_version'),
	(705, 'Can view version', 223, 'view_version'),
	(706, 'Can add event', 224, 'add_event'),
	(707, 'Can change event', 224, 'change_event'),
	(708, 'Can delete event', 224, 'delete_event'),
	(709, 'Can view event', 224, 'view_event'),
	(710, 'Can add bulk action', 226, 'add_bulkrun'),
	(711, 'Can change bulk action', 226, 'change_bulkrun'),
	(712, 'Can delete bulk action', 226, 'delete_bulkrun'),
	(713, 'Can view bulk action', 226, 'view_bulkrun'),
	(714, 'Can add saved filter', 227, 'add_savedfilter'),
	(715, 'Can change saved filter', 227, 'change_savedfilter'),
	(716, 'Can delete saved filter', 227, 'delete_savedfilter'),
	(717, 'Can view saved filter', 227, 'view_savedfilter'),
	(718, 'Can add context', 228, 'add_context'),
	(719, 'Can change context', 228, 'change_context'),
	(720, 'Can delete context', 228, 'delete_context'),
	(721, 'Can view context', 228, 'view_context'),
	(722, 'Can add events', 229, 'add_events'),
	(723, 'Can change events', 229, 'change_events'),
	(724, 'Can delete events', 229, 'delete_events'),
	(725, 'Can view events', 229, 'view_events'),
	(726, 'Can add middleware events', 230, 'add_middlewareevents'),
	(727, 'Can change middleware events', 230, 'change_middlewareevents'),
	(728, 'Can delete middleware events', 230, 'delete_middlewareevents'),
	(729, 'Can view middleware events', 230, 'view_middlewareevents'),
	(730, 'Can add string', 231, 'add_string'),
	(731, 'Can change string', 231, 'change_string'),
	(732, 'Can delete string', 231, 'delete_string'),
	(733, 'Can view string', 231, 'view_string'),
	(734, 'Can add template', 232, 'add_template'),
	(735, 'Can change template', 232, 'change_template'),
	(736, 'Can delete template', 232, 'delete_template'),
	(737, 'Can view template', 232, 'view_template'),
	(738, 'Can add translatable object', 233, 'add_translatableobject'),
	(739, 'Can change translatable object', 233, 'change_translatableobject'),
	(740, 'Can delete translatable object', 233, 'delete_translatableobject'),
	(741, 'Can view translatable object', 233, 'view_translatableobject'),
	(742, 'Can add translation source', 234, 'add_translationsource'),
	(743, 'Can change translation source', 234, 'change_translationsource'),
	(744, 'Can delete translation source', 234, 'delete_translationsource'),
	(745, 'Can view translation source', 234, 'view_translationsource'),
	(746, 'Can add translation log', 235, 'add_translationlog'),
	(747, 'Can change translation log', 235, 'change_translationlog'),
	(748, 'Can delete translation log', 235, 'delete_translationlog'),
	(749, 'Can view translation log', 235, 'view_translationlog'),
	(750, 'Can add translation context', 236, 'add_translationcontext'),
	(751, 'Can change translation context', 236, 'change_translationcontext'),
	(752, 'Can delete translation context', 236, 'delete_translationcontext'),
	(753, 'Can view translation context', 236, 'view_translationcontext'),
	(754, 'Can add template segment', 237, 'add_templatesegment'),
	(755, 'Can change template segment', 237, 'change_templatesegment'),
	(756, 'Can delete template segment', 237, 'delete_templatesegment'),
	(757, 'Can view template segment', 237, 'view_templatesegment'),
	(758, 'Can add string segment', 238, 'add_stringsegment'),
	(759, 'Can change string segment', 238, 'change_stringsegment'),
	(760, 'Can delete string segment', 238, 'delete_stringsegment'),
	(761, 'Can view string segment', 238, 'view_stringsegment'),
	(762, 'Can add related object segment', 239, 'add_relatedobjectsegment'),
	(763, 'Can change related object segment', 239, 'change_relatedobjectsegment'),
	(764, 'Can delete related object segment', 239, 'delete_relatedobjectsegment'),
	(765, 'Can view related object segment', 239, 'view_relatedobjectsegment'),
	(766, 'Can add string translation', 240, 'add_stringtranslation'),
	(767, 'Can change string translation', 240, 'change_stringtranslation'),
	(768, 'Can delete string translation', 240, 'delete_stringtranslation'),
	(769, 'Can view string translation', 240, 'view_stringtranslation'),
	(770, 'Can add translation', 28, 'add_translation'),
	(771, 'Can change translation', 28, 'change_translation'),
	(772, 'Can delete translation', 28, 'delete_translation'),
	(773, 'Can view translation', 28, 'view_translation'),
	(774, 'Can add overridable segment', 241, 'add_overridablesegment'),
	(775, 'Can change overridable segment', 241, 'change_overridablesegment'),
	(776, 'Can delete overridable segment', 241, 'delete_overridablesegment'),
	(777, 'Can view overridable segment', 241, 'view_overridablesegment'),
	(778, 'Can add segment override', 242, 'add_segmentoverride'),
	(779, 'Can change segment override', 242, 'change_segmentoverride'),
	(780, 'Can delete segment override', 242, 'delete_segmentoverride'),
	(781, 'Can view segment override', 242, 'view_segmentoverride'),
	(782, 'Can add locale synchronization', 243, 'add_localesynchronization'),
	(783, 'Can change locale synchronization', 243, 'change_localesynchronization'),
	(784, 'Can delete locale synchronization', 243, 'delete_localesynchronization'),
	(785, 'Can view locale synchronization', 243, 'view_localesynchronization'),
	(786, 'Can add form submission', 244, 'add_formsubmission'),
	(787, 'Can change form submission', 244, 'change_formsubmission'),
	(788, 'Can delete form submission', 244, 'delete_formsubmission'),
	(789, 'Can view form submission', 244, 'view_formsubmission'),
	(790, 'Can add redirect', 245, 'add_redirect'),
	(791, 'Can change redirect', 245, 'change_redirect'),
	(792, 'Can delete redirect', 245, 'delete_redirect'),
	(793, 'Can view redirect', 245, 'view_redirect'),
	(794, 'Can add embed', 246, 'add_embed'),
	(795, 'Can change embed', 246, 'change_embed'),
	(796, 'Can delete embed', 246, 'delete_embed'),
	(797, 'Can view embed', 246, 'view_embed'),
	(798, 'Can add user profile', 247, 'add_userprofile'),
	(799, 'Can change user profile', 247, 'change_userprofile'),
	(800, 'Can delete user profile', 247, 'delete_userprofile'),
	(801, 'Can view user profile', 247, 'view_userprofile'),
	(802, 'Can publish menu', 89, 'publish_menu'),
	(803, 'Can lock menu', 89, 'lock_menu'),
	(804, 'Can unlock menu', 89, 'unlock_menu'),
	(805, 'Can publish site settings', 103, 'publish_sitesettings'),
	(806, 'Can lock site settings', 103, 'lock_sitesettings'),
	(807, 'Can unlock site settings', 103, 'unlock_sitesettings'),
	(808, 'Can view document', 30, 'view_document'),
	(809, 'Can view image', 31, 'view_image'),
	(810, 'Can add rendition', 248, 'add_rendition'),
	(811, 'Can change rendition', 248, 'change_rendition'),
	(812, 'Can delete rendition', 248, 'delete_rendition'),
	(813, 'Can view rendition', 248, 'view_rendition'),
	(814, 'Can add index entry', 249, 'add_indexentry'),
	(815, 'Can change index entry', 249, 'change_indexentry'),
	(816, 'Can delete index entry', 249, 'delete_indexentry'),
	(817, 'Can view index entry', 249, 'view_indexentry'),
	(818, 'Can add editing session', 250, 'add_editingsession'),
	(819, 'Can change editing session', 250, 'change_editingsession'),
	(820, 'Can delete editing session', 250, 'delete_editingsession'),
	(821, 'Can view editing session', 250, 'view_editingsession'),
	(822, 'Can add form state', 251, 'add_formstate'),
	(823, 'Can change form state', 251, 'change_formstate'),
	(824, 'Can delete form state', 251, 'delete_formstate'),
	(825, 'Can view form state', 251, 'view_formstate'),
	(826, 'Can add tag', 252, 'add_tag'),
	(827, 'Can change tag', 252, 'change_tag'),
	(828, 'Can delete tag', 252, 'delete_tag'),
	(829, 'Can view tag', 252, 'view_tag'),
	(830, 'Can add tagged item', 253, 'add_taggeditem'),
	(831, 'Can change tagged item', 253, 'change_taggeditem'),
	(832, 'Can delete tagged item', 253, 'delete_taggeditem'),
	(833, 'Can view tagged item', 253, 'view_taggeditem'),
	(834, 'Can add email address', 254, 'add_emailaddress'),
	(835, 'Can change email address', 254, 'change_emailaddress'),
	(836, 'Can delete email address', 254, 'delete_emailaddress'),
	(837, 'Can view email address', 254, 'view_emailaddress'),
	(838, 'Can add email confirmation', 255, 'add_emailconfirmation'),
	(839, 'Can change email confirmation', 255, 'change_emailconfirmation'),
	(840, 'Can delete email confirmation', 255, 'delete_emailconfirmation'),
	(841, 'Can view email confirmation', 255, 'view_emailconfirmation'),
	(842, 'Can add user session', 256, 'add_usersession'),
	(843, 'Can change user session', 256, 'change_usersession'),
	(844, 'Can delete user session', 256, 'delete_usersession'),
	(845, 'Can view user session', 256, 'view_usersession'),
	(846, 'Can add TOTP device', 257, 'add_totpdevice'),
	(847, 'Can change TOTP device', 257, 'change_totpdevice'),
	(848, 'Can delete TOTP device', 257, 'delete_totpdevice'),
	(849, 'Can view TOTP device', 257, 'view_totpdevice'),
	(850, 'Can add static device', 258, 'add_staticdevice'),
	(851, 'Can change static device', 258, 'change_staticdevice'),
	(852, 'Can delete static device', 258, 'delete_staticdevice'),
	(853, 'Can view static device', 258, 'view_staticdevice'),
	(854, 'Can add static token', 259, 'add_statictoken'),
	(855, 'Can change static token', 259, 'change_statictoken'),
	(856, 'Can delete static token', 259, 'delete_statictoken'),
	(857, 'Can view static token', 259, 'view_statictoken'),
	(858, 'Can add Task Result', 260, 'add_dbtaskresult'),
	(859, 'Can change Task Result', 260, 'change_dbtaskresult'),
	(860, 'Can delete Task Result', 260, 'delete_dbtaskresult'),
	(861, 'Can view Task Result', 260, 'view_dbtaskresult'),
	(862, 'Can add permission', 261, 'add_permission'),
	(863, 'Can change permission', 261, 'change_permission'),
	(864, 'Can delete permission', 261, 'delete_permission'),
	(865, 'Can view permission', 261, 'view_permission'),
	(866, 'Can add group', 262, 'add_group'),
	(867, 'Can change group', 262, 'change_group'),
	(868, 'Can delete group', 262, 'delete_group'),
	(869, 'Can view group', 262, 'view_group'),
	(870, 'Can add content type', 263, 'add_contenttype'),
	(871, 'Can change content type', 263, 'change_contenttype'),
	(872, 'Can delete content type', 263, 'delete_contenttype'),
	(873, 'Can view content type', 263, 'view_contenttype'),
	(874, 'Can add session', 264, 'add_session'),
	(875, 'Can change session', 264, 'change_session'),
	(876, 'Can delete session', 264, 'delete_session'),
	(877, 'Can view session', 264, 'view_session');

INSERT INTO public.customers_level VALUES
	('konsument', 'Konsument', 0),
	('user', 'User', 1),
	('pro', 'Pro', 2),
	('premium', 'Premium', 3);

INSERT INTO public.desk_matrixcell VALUES
	(1, 1, 1, 1),
	(2, 1, 2, 1),
	(3, 1, 3, 2),
	(4, 1, 4, 2),
	(5, 2, 1, 1),
	(6, 2, 2, 2),
	(7, 2, 3, 2),
	(8, 2, 4, 3),
	(9, 3, 1, 2),
	(10, 3, 2, 2),
	(11, 3, 3, 3),
	(12, 3, 4, 4),
	(13, 4, 1, 2),
	(14, 4, 2, 3),
	(15, 4, 3, 4),
	(16, 4, 4, 4);

INSERT INTO public.desk_matrixcellversion VALUES
	(1, '{now}', 'insert', 1, 1, 1, 1, NULL, 1),
	(2, '{now}', 'insert', 2, 1, 2, 1, NULL, 2),
	(3, '{now}', 'insert', 3, 1, 3, 2, NULL, 3),
	(4, '{now}', 'insert', 4, 1, 4, 2, NULL, 4),
	(5, '{now}', 'insert', 5, 2, 1, 1, NULL, 5),
	(6, '{now}', 'insert', 6, 2, 2, 2, NULL, 6),
	(7, '{now}', 'insert', 7, 2, 3, 2, NULL, 7),
	(8, '{now}', 'insert', 8, 2, 4, 3, NULL, 8),
	(9, '{now}', 'insert', 9, 3, 1, 2, NULL, 9),
	(10, '{now}', 'insert', 10, 3, 2, 2, NULL, 10),
	(11, '{now}', 'insert', 11, 3, 3, 3, NULL, 11),
	(12, '{now}', 'insert', 12, 3, 4, 4, NULL, 12),
	(13, '{now}', 'insert', 13, 4, 1, 2, NULL, 13),
	(14, '{now}', 'insert', 14, 4, 2, 3, NULL, 14),
	(15, '{now}', 'insert', 15, 4, 3, 4, NULL, 15),
	(16, '{now}', 'insert', 16, 4, 4, 4, NULL, 16);

INSERT INTO public.desk_priority VALUES
	(1, 1, 30, 240),
	(2, 2, 60, 540),
	(3, 3, 240, 1620),
	(4, 4, 540, 5400);

INSERT INTO public.desk_priorityversion VALUES
	(1, '{now}', 'insert', 1, 1, 30, 240, NULL, 1),
	(2, '{now}', 'insert', 2, 2, 60, 540, NULL, 2),
	(3, '{now}', 'insert', 3, 3, 240, 1620, NULL, 3),
	(4, '{now}', 'insert', 4, 4, 540, 5400, NULL, 4);

INSERT INTO public.desk_ticketcategory VALUES
	(1, 'Webbutiken', 'The shop', 10, true),
	(2, 'Konto och behörighet', 'Account and permissions', 20, true),
	(3, 'Order och leverans', 'Order and delivery', 30, true),
	(4, 'Integrationer', 'Integrations', 40, true),
	(5, 'Drift', 'Operations', 50, true),
	(6, 'Övrigt', 'Other', 60, true);

INSERT INTO public.desk_ticketcategoryversion VALUES
	(1, '{now}', 'insert', 1, 'Webbutiken', 'The shop', 10, true, NULL, 1),
	(2, '{now}', 'insert', 2, 'Konto och behörighet', 'Account and permissions', 20, true, NULL, 2),
	(3, '{now}', 'insert', 3, 'Order och leverans', 'Order and delivery', 30, true, NULL, 3),
	(4, '{now}', 'insert', 4, 'Integrationer', 'Integrations', 40, true, NULL, 4),
	(5, '{now}', 'insert', 5, 'Drift', 'Operations', 50, true, NULL, 5),
	(6, '{now}', 'insert', 6, 'Övrigt', 'Other', 60, true, NULL, 6);

INSERT INTO public.django_content_type VALUES
	(1, 'wagtailcore', 'page'),
	(2, 'wagtailcore', 'groupapprovaltask'),
	(3, 'wagtailcore', 'locale'),
	(4, 'wagtailcore', 'site'),
	(5, 'wagtailcore', 'groupsitepermission'),
	(6, 'wagtailcore', 'apitoken'),
	(7, 'wagtailcore', 'modellogentry'),
	(8, 'wagtailcore', 'revision'),
	(9, 'wagtailcore', 'collectionviewrestriction'),
	(10, 'wagtailcore', 'collection'),
	(11, 'wagtailcore', 'groupcollectionpermission'),
	(12, 'wagtailcore', 'uploadedfile'),
	(13, 'wagtailcore', 'workflowcontenttype'),
	(14, 'wagtailcore', 'workflowstate'),
	(15, 'wagtailcore', 'workflow'),
	(16, 'wagtailcore', 'workflowtask'),
	(17, 'wagtailcore', 'task'),
	(18, 'wagtailcore', 'taskstate'),
	(19, 'wagtailcore', 'grouppagepermission'),
	(20, 'wagtailcore', 'pageviewrestriction'),
	(21, 'wagtailcore', 'workflowpage'),
	(22, 'wagtailcore', 'pagelogentry'),
	(23, 'wagtailcore', 'comment'),
	(24, 'wagtailcore', 'commentreply'),
	(25, 'wagtailcore', 'pagesubscription'),
	(26, 'wagtailcore', 'referenceindex'),
	(27, 'home', 'homepage'),
	(28, 'wagtail_localize', 'translation'),
	(29, 'wagtailadmin', 'admin'),
	(30, 'wagtaildocs', 'document'),
	(31, 'wagtailimages', 'image'),
	(32, 'acceptance', 'handover'),
	(33, 'acceptance', 'handedrequirement'),
	(34, 'acceptance', 'sprintnote'),
	(35, 'acceptance', 'claim'),
	(36, 'monitoring', 'reading'),
	(37, 'monitoring', 'answerhour'),
	(38, 'monitoring', 'answertotal'),
	(39, 'monitoring', 'figurehour'),
	(40, 'monitoring', 'threshold'),
	(41, 'monitoring', 'alarm'),
	(42, 'monitoring', 'thresholdversion'),
	(43, 'backup', 'backup'),
	(44, 'backup', 'drill'),
	(45, 'desk', 'matrixcellversion'),
	(46, 'desk', 'priority'),
	(47, 'desk', 'priorityversion'),
	(48, 'desk', 'subscription'),
	(49, 'desk', 'ticket'),
	(50, 'desk', 'ticketcategory'),
	(51, 'desk', 'ticketcategoryversion'),
	(52, 'desk', 'ticketlink'),
	(53, 'desk', 'entry'),
	(54, 'desk', 'matrixcell'),
	(55, 'desk', 'attachment'),
	(56, 'desk', 'watcher'),
	(57, 'desk', 'notice'),
	(58, 'status', 'plannedoutage'),
	(59, 'status', 'plannedoutageversion'),
	(60, 'status', 'asked'),
	(61, 'status', 'disturbance'),
	(62, 'status', 'disturbanceversion'),
	(63, 'status', 'outagefollower'),
	(64, 'services', 'service'),
	(65, 'services', 'serviceorder'),
	(66, 'services', 'serviceversion'),
	(67, 'services', 'servicepart'),
	(68, 'services', 'servicechoice'),
	(69, 'inventory', 'advisoryfile'),
	(70, 'inventory', 'advisory'),
	(71, 'inventory', 'component'),
	(72, 'search', 'document'),
	(73, 'search', 'word'),
	(74, 'cms', 'categorypage'),
	(75, 'cms', 'productpage'),
	(76, 'cms', 'shardpage'),
	(77, 'cms', 'shoprendition'),
	(78, 'cms', 'standardpage'),
	(79, 'cms', 'campaignpage'),
	(80, 'cms', 'categorylink'),
	(81, 'cms', 'productlink'),
	(82, 'cms', 'shopimage'),
	(83, 'cms', 'listedproduct'),
	(84, 'cms', 'campaignoffer'),
	(85, 'cms', 'previewlink'),
	(86, 'cms', 'outsidelink'),
	(87, 'cms', 'rulechoice'),
	(88, 'cms', 'publishedanyway'),
	(89, 'cms', 'menu'),
	(90, 'cms', 'promotedcontent'),
	(91, 'cms', 'promotionkey'),
	(92, 'cms', 'promotion'),
	(93, 'cms', 'promotionitem'),
	(94, 'cms', 'previewcomment'),
	(95, 'cms', 'consent'),
	(96, 'cms', 'formpage'),
	(97, 'cms', 'formfield'),
	(98, 'cms', 'formsent'),
	(99, 'cms', 'release'),
	(100, 'cms', 'releaseitem'),
	(101, 'cms', 'picturebatch'),
	(102, 'cms', 'picturebatchfile'),
	(103, 'cms', 'sitesettings'),
	(104, 'cms', 'livefault'),
	(105, 'cms', 'lookthrough'),
	(106, 'integrations', 'delivery'),
	(107, 'integrations', 'inboundmessage'),
	(108, 'integrations', 'attempt'),
	(109, 'integrations', 'cursor'),
	(110, 'integrations', 'deliveryreceipt'),
	(111, 'integrations', 'externalref'),
	(112, 'integrations', 'system'),
	(113, 'integrations', 'fortnoxaccess'),
	(114, 'integrations', 'fortnoxcalls'),
	(115, 'integrations', 'fortnoxtold'),
	(116, 'integrations', 'fortnoxdocument'),
	(117, 'integrations', 'fortnoxpayment'),
	(118, 'integrations', 'heartbeat'),
	(119, 'integrations', 'flowrun'),
	(120, 'integrations', 'miss'),
	(121, 'integrations', 'targethour'),
	(122, 'integrations', 'watchedflow'),
	(123, 'integrations', 'warehousefile'),
	(124, 'integrations', 'warehouseorder'),
	(125, 'integrations', 'warehouseorderline'),
	(126, 'integrations', 'warehouseparcel'),
	(127, 'integrations', 'warehousestock'),
	(128, 'integrations', 'warehousearticle'),
	(129, 'integrations', 'sender'),
	(130, 'integrations', 'receiver'),
	(131, 'integrations', 'comparedsystem'),
	(132, 'integrations', 'differencerow'),
	(133, 'integrations', 'restoration'),
	(134, 'integrations', 'restorequestion'),
	(135, 'integrations', 'savedexport'),
	(136, 'integrations', 'export'),
	(137, 'integrations', 'apitoken'),
	(138, 'integrations', 'apicall'),
	(139, 'integrations', 'apitokenversion'),
	(140, 'integrations', 'givenanswer'),
	(141, 'integrations', 'importsource'),
	(142, 'integrations', 'import'),
	(143, 'integrations', 'savedmapping'),
	(144, 'integrations', 'importrow'),
	(145, 'privacy', 'privacylink'),
	(146, 'privacy', 'privacyrequest'),
	(147, 'lists', 'savedlist'),
	(148, 'lists', 'savedline'),
	(149, 'orders', 'deliverymethod'),
	(150, 'orders', 'order'),
	(151, 'orders', 'orderaddress'),
	(152, 'orders', 'orderline'),
	(153, 'orders', 'payment'),
	(154, 'orders', 'instruction'),
	(155, 'orders', 'invoice'),
	(156, 'orders', 'invoiceseries'),
	(157, 'orders', 'paymentevent'),
	(158, 'orders', 'return'),
	(159, 'orders', 'returnline'),
	(160, 'orders', 'shipment'),
	(161, 'orders', 'shipmentline'),
	(162, 'orders', 'notice'),
	(163, 'orders', 'orderchange'),
	(164, 'orders', 'sentmail'),
	(165, 'orders', 'ordernote'),
	(166, 'orders', 'ordersearch'),
	(167, 'orders', 'booking'),
	(168, 'orders', 'chosenpoint'),
	(169, 'orders', 'scan'),
	(170, 'cart', 'cart'),
	(171, 'cart', 'cartline'),
	(172, 'quotations', 'quotation'),
	(173, 'quotations', 'quotationline'),
	(174, 'stock', 'stock'),
	(175, 'stock', 'allocation'),
	(176, 'stock', 'drift'),
	(177, 'stock', 'incomingstock'),
	(178, 'stock', 'reservation'),
	(179, 'stock', 'stocklevel'),
	(180, 'stock', 'stockmovement'),
	(181, 'stock', 'warehouse'),
	(182, 'stock', 'stockwatch'),
	(183, 'pricing', 'pricelist'),
	(184, 'pricing', 'price'),
	(185, 'pricing', 'offer'),
	(186, 'pricing', 'pricechange'),
	(187, 'pricing', 'pricechangeset'),
	(188, 'pricing', 'pricerecord'),
	(189, 'pricing', 'pricechangesetversion'),
	(190, 'pricing', 'pricechangeversion'),
	(191, 'catalogue', 'attribute'),
	(192, 'catalogue', 'brand'),
	(193, 'catalogue', 'manufacturer'),
	(194, 'catalogue', 'attributevalue'),
	(195, 'catalogue', 'category'),
	(196, 'catalogue', 'product'),
	(197, 'catalogue', 'productattribute'),
	(198, 'catalogue', 'productcategory'),
	(199, 'catalogue', 'productoption'),
	(200, 'catalogue', 'variant'),
	(201, 'catalogue', 'variantvalue'),
	(202, 'catalogue', 'attributevalueversion'),
	(203, 'catalogue', 'attributeversion'),
	(204, 'catalogue', 'brandversion'),
	(205, 'catalogue', 'categoryversion'),
	(206, 'catalogue', 'manufacturerversion'),
	(207, 'catalogue', 'productattributeversion'),
	(208, 'catalogue', 'productcategoryversion'),
	(209, 'catalogue', 'productoptionversion'),
	(210, 'catalogue', 'productversion'),
	(211, 'catalogue', 'variantvalueversion'),
	(212, 'catalogue', 'variantversion'),
	(213, 'customers', 'level'),
	(214, 'customers', 'user'),
	(215, 'customers', 'address'),
	(216, 'customers', 'emailproof'),
	(217, 'customers', 'organisation'),
	(218, 'customers', 'membership'),
	(219, 'customers', 'memberinvitation'),
	(220, 'customers', 'vatcheck'),
	(221, 'customers', 'secondfactorreset'),
	(222, 'customers', 'passkey'),
	(223, 'events', 'version'),
	(224, 'events', 'event'),
	(225, 'history', 'historyseal'),
	(226, 'register', 'bulkrun'),
	(227, 'register', 'savedfilter'),
	(228, 'pghistory', 'context'),
	(229, 'pghistory', 'events'),
	(230, 'pghistory', 'middlewareevents'),
	(231, 'wagtail_localize', 'string'),
	(232, 'wagtail_localize', 'template'),
	(233, 'wagtail_localize', 'translatableobject'),
	(234, 'wagtail_localize', 'translationsource'),
	(235, 'wagtail_localize', 'translationlog'),
	(236, 'wagtail_localize', 'translationcontext'),
	(237, 'wagtail_localize', 'templatesegment'),
	(238, 'wagtail_localize', 'stringsegment'),
	(239, 'wagtail_localize', 'relatedobjectsegment'),
	(240, 'wagtail_localize', 'stringtranslation'),
	(241, 'wagtail_localize', 'overridablesegment'),
	(242, 'wagtail_localize', 'segmentoverride'),
	(243, 'wagtail_localize', 'localesynchronization'),
	(244, 'wagtailforms', 'formsubmission'),
	(245, 'wagtailredirects', 'redirect'),
	(246, 'wagtailembeds', 'embed'),
	(247, 'wagtailusers', 'userprofile'),
	(248, 'wagtailimages', 'rendition'),
	(249, 'wagtailsearch', 'indexentry'),
	(250, 'wagtailadmin', 'editingsession'),
	(251, 'wagtailadmin', 'formstate'),
	(252, 'taggit', 'tag'),
	(253, 'taggit', 'taggeditem'),
	(254, 'account', 'emailaddress'),
	(255, 'account', 'emailconfirmation'),
	(256, 'usersessions', 'usersession'),
	(257, 'otp_totp', 'totpdevice'),
	(258, 'otp_static', 'staticdevice'),
	(259, 'otp_static', 'statictoken'),
	(260, 'django_tasks_database', 'dbtaskresult'),
	(261, 'auth', 'permission'),
	(262, 'auth', 'group'),
	(263, 'contenttypes', 'contenttype'),
	(264, 'sessions', 'session');

INSERT INTO public.django_migrations VALUES
	(1, 'contenttypes', '0001_initial', '{now}'),
	(2, 'contenttypes', '0002_remove_content_type_name', '{now}'),
	(3, 'auth', '0001_initial', '{now}'),
	(4, 'auth', '0002_alter_permission_name_max_length', '{now}'),
	(5, 'auth', '0003_alter_user_email_max_length', '{now}'),
	(6, 'auth', '0004_alter_user_username_opts', '{now}'),
	(7, 'auth', '0005_alter_user_last_login_null', '{now}'),
	(8, 'auth', '0006_require_contenttypes_0002', '{now}'),
	(9, 'auth', '0007_alter_validators_add_error_messages', '{now}'),
	(10, 'auth', '0008_alter_user_username_max_length', '{now}'),
	(11, 'auth', '0009_alter_user_last_name_max_length', '{now}'),
	(12, 'auth', '0010_alter_group_name_max_length', '{now}'),
	(13, 'auth', '0011_update_proxy_permissions', '{now}'),
	(14, 'auth', '0012_alter_user_first_name_max_length', '{now}'),
	(15, 'customers', '0001_initial', '{now}'),
	(16, 'pghistory', '0001_initial', '{now}'),
	(17, 'pghistory', '0002_aggregateevent', '{now}'),
	(18, 'pghistory', '0003_auto_20201023_1636', '{now}'),
	(19, 'pghistory', '0004_auto_20220906_1625', '{now}'),
	(20, 'pghistory', '0005_events_middlewareevents', '{now}'),
	(21, 'pghistory', '0006_delete_aggregateevent', '{now}'),
	(22, 'pghistory', '0007_auto_20250421_0444', '{now}'),
	(23, 'customers', '0002_levels', '{now}'),
	(24, 'customers', '0003_user_email_message', '{now}'),
	(25, 'customers', '0004_email_proof', '{now}'),
	(26, 'customers', '0005_organisations', '{now}'),
	(27, 'customers', '0006_last_administrator', '{now}'),
	(28, 'customers', '0007_default_address', '{now}'),
	(29, 'desk', '0001_initial', '{now}'),
	(30, 'desk', '0002_only_allowed_moves', '{now}'),
	(31, 'desk', '0003_matrix_and_targets', '{now}'),
	(32, 'acceptance', '0001_handovers', '{now}'),
	(33, 'acceptance', '0002_what_is_signed_stands', '{now}'),
	(34, 'acceptance', '0003_claims', '{now}'),
	(35, 'acceptance', '0004_claims_in_time', '{now}'),
	(36, 'acceptance', '0005_two_sides', '{now}'),
	(37, 'account', '0001_initial', '{now}'),
	(38, 'account', '0002_email_max_length', '{now}'),
	(39, 'account', '0003_alter_emailaddress_create_unique_verified_email', '{now}'),
	(40, 'account', '0004_alter_emailaddress_drop_unique_email', '{now}'),
	(41, 'account', '0005_emailaddress_idx_upper_email', '{now}'),
	(42, 'account', '0006_emailaddress_lower', '{now}'),
	(43, 'account', '0007_emailaddress_idx_email', '{now}'),
	(44, 'account', '0008_emailaddress_unique_primary_email_fixup', '{now}'),
	(45, 'account', '0009_emailaddress_unique_primary_email', '{now}'),
	(46, 'backup', '0001_backups_and_drills', '{now}'),
	(47, 'events', '0001_initial', '{now}'),
	(48, 'events', '0002_bump_versions', '{now}'),
	(49, 'catalogue', '0001_initial', '{now}'),
	(50, 'catalogue', '0002_versions_and_facets', '{now}'),
	(51, 'catalogue', '0003_search_indexes', '{now}'),
	(52, 'catalogue', '0004_cost', '{now}'),
	(53, 'catalogue', '0005_perishable', '{now}'),
	(54, 'catalogue', '0006_withdrawal_exempt', '{now}'),
	(55, 'quotations', '0001_initial', '{now}'),
	(56, 'quotations', '0002_sent_stays', '{now}'),
	(57, 'cart', '0001_initial', '{now}'),
	(58, 'cart', '0002_initial', '{now}'),
	(59, 'cart', '0003_codes', '{now}'),
	(60, 'cart', '0004_price_shown', '{now}'),
	(61, 'cart', '0005_quotation', '{now}'),
	(62, 'cart', '0006_division', '{now}'),
	(63, 'catalogue', '0007_content', '{now}'),
	(64, 'catalogue', '0008_replaced_by', '{now}'),
	(65, 'catalogue', '0009_versions', '{now}'),
	(66, 'catalogue', '0010_responsible_person', '{now}'),
	(67, 'catalogue', '0011_versions_are_never_changed', '{now}'),
	(68, 'wagtailcore', '0001_initial', '{now}'),
	(69, 'wagtailcore', '0002_initial_data', '{now}'),
	(70, 'wagtailcore', '0003_add_uniqueness_constraint_on_group_page_permission', '{now}'),
	(71, 'wagtailcore', '0004_page_locked', '{now}'),
	(72, 'wagtailcore', '0005_add_page_lock_permission_to_moderators', '{now}'),
	(73, 'wagtailcore', '0006_add_lock_page_permission', '{now}'),
	(74, 'wagtailcore', '0007_page_latest_revision_created_at', '{now}'),
	(75, 'wagtailcore', '0008_populate_latest_revision_created_at', '{now}'),
	(76, 'wagtailcore', '0009_remove_auto_now_add_from_pagerevision_created_at', '{now}'),
	(77, 'wagtailcore', '0010_change_page_owner_to_null_on_delete', '{now}'),
	(78, 'wagtailcore', '0011_page_first_published_at', '{now}'),
	(79, 'wagtailcore', '0012_extend_page_slug_field', '{now}'),
	(80, 'wagtailcore', '0013_update_golive_expire_help_text', '{now}'),
	(81, 'wagtailcore', '0014_add_verbose_name', '{now}'),
	(82, 'wagtailcore', '0015_add_more_verbose_names', '{now}'),
	(83, 'wagtailcore', '0016_change_page_url_path_to_text_field', '{now}'),
	(84, 'wagtailcore', '0017_change_edit_page_permission_description', '{now}'),
	(85, 'wagtailcore', '0018_pagerevision_submitted_for_moderation_index', '{now}'),
	(86, 'wagtailcore', '0019_verbose_names_cleanup', '{now}'),
	(87, 'wagtailcore', '0020_add_index_on_page_first_published_at', '{now}'),
	(88, 'wagtailcore', '0021_capitalizeverbose', '{now}'),
	(89, 'wagtailcore', '0022_add_site_name', '{now}'),
	(90, 'wagtailcore', '0023_alter_page_revision_on_delete_behaviour', '{now}'),
	(91, 'wagtailcore', '0024_collection', '{now}'),
	(92, 'wagtailcore', '0025_collection_initial_data', '{now}'),
	(93, 'wagtailcore', '0026_group_collection_permission', '{now}'),
	(94, 'wagtailcore', '0027_fix_collection_path_collation', '{now}'),
	(95, 'wagtailcore', '0024_alter_page_content_type_on_delete_behaviour', '{now}'),
	(96, 'wagtailcore', '0028_merge', '{now}'),
	(97, 'wagtailcore', '0029_unicode_slugfield_dj19', '{now}'),
	(98, 'wagtailcore', '0030_index_on_pagerevision_created_at', '{now}'),
	(99, 'wagtailcore', '0031_add_page_view_restriction_types', '{now}'),
	(100, 'wagtailcore', '0032_add_bulk_delete_page_permission', '{now}'),
	(101, 'wagtailcore', '0033_remove_golive_expiry_help_text', '{now}'),
	(102, 'wagtailcore', '0034_page_live_revision', '{now}'),
	(103, 'wagtailcore', '0035_page_last_published_at', '{now}'),
	(104, 'wagtailcore', '0036_populate_page_last_published_at', '{now}'),
	(105, 'wagtailcore', '0037_set_page_owner_editable', '{now}'),
	(106, 'wagtailcore', '0038_make_first_published_at_editable', '{now}'),
	(107, 'wagtailcore', '0039_collectionviewrestriction', '{now}'),
	(108, 'wagtailcore', '0040_page_draft_title', '{now}'),
	(109, 'wagtailcore', '0041_group_collection_permissions_verbose_name_plural', '{now}'),
	(110, 'wagtailcore', '0042_index_on_pagerevision_approved_go_live_at', '{now}'),
	(111, 'wagtailcore', '0043_lock_fields', '{now}'),
	(112, 'wagtailcore', '0044_add_unlock_grouppagepermission', '{now}'),
	(113, 'wagtailcore', '0045_assign_unlock_grouppagepermission', '{now}'),
	(114, 'wagtailcore', '0046_site_name_remove_null', '{now}'),
	(115, 'wagtailcore', '0047_add_workflow_models', '{now}'),
	(116, 'wagtailcore', '0048_add_default_workflows', '{now}'),
	(117, 'wagtailcore', '0049_taskstate_finished_by', '{now}'),
	(118, 'wagtailcore', '0050_workflow_rejected_to_needs_changes', '{now}'),
	(119, 'wagtailcore', '0051_taskstate_comment', '{now}'),
	(120, 'wagtailcore', '0052_pagelogentry', '{now}'),
	(121, 'wagtailcore', '0053_locale_model', '{now}'),
	(122, 'wagtailcore', '0054_initial_locale', '{now}'),
	(123, 'wagtailcore', '0055_page_locale_fields', '{now}'),
	(124, 'wagtailcore', '0056_page_locale_fields_populate', '{now}'),
	(125, 'wagtailcore', '0057_page_locale_fields_notnull', '{now}'),
	(126, 'wagtailcore', '0058_page_alias_of', '{now}'),
	(127, 'wagtailcore', '0059_apply_collection_ordering', '{now}'),
	(128, 'wagtailcore', '0060_fix_workflow_unique_constraint', '{now}'),
	(129, 'wagtailcore', '0061_change_promote_tab_helpt_text_and_verbose_names', '{now}'),
	(130, 'wagtailcore', '0062_comment_models_and_pagesubscription', '{now}'),
	(131, 'wagtailcore', '0063_modellogentry', '{now}'),
	(132, 'wagtailcore', '0064_log_timestamp_indexes', '{now}'),
	(133, 'wagtailcore', '0065_log_entry_uuid', '{now}'),
	(134, 'wagtailcore', '0066_collection_management_permissions', '{now}'),
	(135, 'wagtailcore', '0067_alter_pagerevision_content_json', '{now}'),
	(136, 'wagtailcore', '0068_log_entry_empty_object', '{now}'),
	(137, 'wagtailcore', '0069_log_entry_jsonfield', '{now}'),
	(138, 'wagtail_localize', '0001_initial', '{now}'),
	(139, 'wagtailcore', '0070_rename_pagerevision_revision', '{now}'),
	(140, 'wagtailcore', '0071_populate_revision_content_type', '{now}'),
	(141, 'wagtailcore', '0072_alter_revision_content_type_notnull', '{now}'),
	(142, 'wagtailcore', '0073_page_latest_revision', '{now}'),
	(143, 'wagtailcore', '0074_revision_object_str', '{now}'),
	(144, 'wagtailcore', '0075_populate_latest_revision_and_revision_object_str', '{now}'),
	(145, 'wagtailcore', '0076_modellogentry_revision', '{now}'),
	(146, 'wagtailcore', '0077_alter_revision_user', '{now}'),
	(147, 'wagtailcore', '0078_referenceindex', '{now}'),
	(148, 'wagtailcore', '0079_rename_taskstate_page_revision', '{now}'),
	(149, 'wagtailcore', '0080_generic_workflowstate', '{now}'),
	(150, 'wagtailcore', '0081_populate_workflowstate_content_type', '{now}'),
	(151, 'wagtailcore', '0082_alter_workflowstate_content_type_notnull', '{now}'),
	(152, 'wagtailcore', '0083_workflowcontenttype', '{now}'),
	(153, 'wagtailcore', '0084_add_default_page_permissions', '{now}'),
	(154, 'wagtailcore', '0085_add_grouppagepermission_permission', '{now}'),
	(155, 'wagtailcore', '0086_populate_grouppagepermission_permission', '{now}'),
	(156, 'wagtailcore', '0087_alter_grouppagepermission_unique_together_and_more', '{now}'),
	(157, 'wagtailcore', '0088_fix_log_entry_json_timestamps', '{now}'),
	(158, 'wagtailcore', '0089_log_entry_data_json_null_to_object', '{now}'),
	(159, 'wagtailcore', '0090_remove_grouppagepermission_permission_type', '{now}'),
	(160, 'wagtailcore', '0091_remove_revision_submitted_for_moderation', '{now}'),
	(161, 'wagtailcore', '0092_alter_collectionviewrestriction_password_and_more', '{now}'),
	(162, 'wagtailcore', '0093_uploadedfile', '{now}'),
	(163, 'wagtailcore', '0094_alter_page_locale', '{now}'),
	(164, 'wagtailcore', '0095_groupsitepermission', '{now}'),
	(165, 'wagtailcore', '0096_referenceindex_referenceindex_source_object_and_more', '{now}'),
	(166, 'wagtailcore', '0097_baselogentry_uuid_action_timestamp_indexes', '{now}'),
	(167, 'wagtailcore', '0098_apitoken', '{now}'),
	(168, 'search', '0001_swedish_unaccent', '{now}'),
	(169, 'pricing', '0001_initial', '{now}'),
	(170, 'pricing', '0002_price_lists', '{now}'),
	(171, 'pricing', '0003_versions', '{now}'),
	(172, 'pricing', '0004_price_boundaries', '{now}'),
	(173, 'pricing', '0005_audiences_offers_change_sets', '{now}'),
	(174, 'pricing', '0006_ledger', '{now}'),
	(175, 'pricing', '0007_who_drafts_and_approves', '{now}'),
	(176, 'pricing', '0008_one_campaign_for_a_code', '{now}'),
	(177, 'pricing', '0009_one_index_less', '{now}'),
	(178, 'pricing', '0010_product_of_numbers', '{now}'),
	(179, 'wagtailredirects', '0001_initial', '{now}'),
	(180, 'wagtailredirects', '0002_add_verbose_names', '{now}'),
	(181, 'wagtailredirects', '0003_make_site_field_editable', '{now}'),
	(182, 'wagtailredirects', '0004_set_unique_on_path_and_site', '{now}'),
	(183, 'wagtailredirects', '0005_capitalizeverbose', '{now}'),
	(184, 'wagtailredirects', '0006_redirect_increase_max_length', '{now}'),
	(185, 'wagtailredirects', '0007_add_autocreate_fields', '{now}'),
	(186, 'wagtailredirects', '0008_add_verbose_name_plural', '{now}'),
	(187, 'wagtailsearch', '0001_initial', '{now}'),
	(188, 'wagtailsearch', '0002_add_verbose_names', '{now}'),
	(189, 'wagtailsearch', '0003_remove_editors_pick', '{now}'),
	(190, 'wagtailsearch', '0004_querydailyhits_verbose_name_plural', '{now}'),
	(191, 'wagtailsearch', '0005_create_indexentry', '{now}'),
	(192, 'wagtailsearch', '0006_customise_indexentry', '{now}'),
	(193, 'wagtailsearch', '0007_delete_editorspick', '{now}'),
	(194, 'wagtailsearch', '0008_remove_query_and_querydailyhits_models', '{now}'),
	(195, 'wagtailsearch', '0009_remove_ngram_autocomplete', '{now}'),
	(196, 'wagtailsearch', '0010_add_text_fields', '{now}'),
	(197, 'events', '0003_event_is_routed', '{now}'),
	(198, 'events', '0004_settle_versions_once', '{now}'),
	(199, 'orders', '0001_initial', '{now}'),
	(200, 'taggit', '0001_initial', '{now}'),
	(201, 'taggit', '0002_auto_20150616_2121', '{now}'),
	(202, 'taggit', '0003_taggeditem_add_unique_index', '{now}'),
	(203, 'taggit', '0004_alter_taggeditem_content_type_alter_taggeditem_tag', '{now}'),
	(204, 'taggit', '0005_auto_20220424_2025', '{now}'),
	(205, 'taggit', '0006_rename_taggeditem_content_type_object_id_taggit_tagg_content_8fc721_idx', '{now}'),
	(206, 'cms', '0001_initial', '{now}'),
	(207, 'cms', '0002_initial', '{now}'),
	(208, 'cms', '0003_listed_products', '{now}'),
	(209, 'cms', '0004_page_triggers', '{now}'),
	(210, 'cms', '0005_what_imports_wrote', '{now}'),
	(211, 'cms', '0006_page_tree_index', '{now}'),
	(212, 'cms', '0007_menu_pictures', '{now}'),
	(213, 'cms', '0008_pictures_of_choices', '{now}'),
	(214, 'cms', '0009_delivery_promises', '{now}'),
	(215, 'cms', '0010_listed_by_name', '{now}'),
	(216, 'cms', '0011_settle_lists_once', '{now}'),
	(217, 'cms', '0012_compare_pages_by_hash', '{now}'),
	(218, 'cms', '0013_fewer_indexes_of_lists', '{now}'),
	(219, 'cms', '0014_offers_of_campaigns', '{now}'),
	(220, 'cms', '0015_preview_links', '{now}'),
	(221, 'cms', '0016_pages_that_expire', '{now}'),
	(222, 'cms', '0017_lighter_page_rows', '{now}'),
	(223, 'cms', '0018_assortment', '{now}'),
	(224, 'cms', '0019_checks_before_publishing', '{now}'),
	(225, 'cms', '0020_menus', '{now}'),
	(226, 'cms', '0021_former_addresses', '{now}'),
	(227, 'cms', '0022_promotions', '{now}'),
	(228, 'cms', '0023_preview_comments', '{now}'),
	(229, 'cms', '0024_page_builder', '{now}'),
	(230, 'cms', '0025_releases', '{now}'),
	(231, 'cms', '0026_pictures_wait', '{now}'),
	(232, 'cms', '0027_picture_batches', '{now}'),
	(233, 'cms', '0028_pictures_sent_in_private', '{now}'),
	(234, 'cms', '0029_site_settings', '{now}'),
	(235, 'cms', '0030_responsible_person', '{now}'),
	(236, 'cms', '0031_guarantee_notice', '{now}'),
	(237, 'cms', '0032_live_page_faults', '{now}'),
	(238, 'customers', '0008_second_factor_reset', '{now}'),
	(239, 'customers', '0009_passkeys', '{now}'),
	(240, 'desk', '0004_told_by_mail_with_files', '{now}'),
	(241, 'desk', '0005_own_target', '{now}'),
	(242, 'desk', '0006_versions_are_never_changed', '{now}'),
	(243, 'django_tasks_database', '0001_initial', '{now}'),
	(244, 'django_tasks_database', '0002_alter_dbtaskresult_options', '{now}'),
	(245, 'django_tasks_database', '0003_dbtaskresult_enqueued_at_dbtaskresult_finished_at', '{now}'),
	(246, 'django_tasks_database', '0004_dbtaskresult_started_at', '{now}'),
	(247, 'django_tasks_database', '0005_alter_dbtaskresult_priority_and_more', '{now}'),
	(248, 'django_tasks_database', '0006_alter_dbtaskresult_args_kwargs_and_more', '{now}'),
	(249, 'django_tasks_database', '0007_add_separate_results_fields', '{now}'),
	(250, 'django_tasks_database', '0008_separate_results_field', '{now}'),
	(251, 'django_tasks_database', '0009_remove_results_field', '{now}'),
	(252, 'django_tasks_database', '0010_alter_dbtaskresult_status', '{now}'),
	(253, 'django_tasks_database', '0011_rename_complete_status', '{now}'),
	(254, 'django_tasks_database', '0012_add_separate_exception_fields', '{now}'),
	(255, 'django_tasks_database', '0013_separate_exception_fields', '{now}'),
	(256, 'django_tasks_database', '0014_remove_dbtaskresult_exception_data', '{now}'),
	(257, 'django_tasks_database', '0015_correctly_order_run_after', '{now}'),
	(258, 'django_tasks_database', '0016_remove_dbtaskresult_django_task_new_ordering_idx_and_more', '{now}'),
	(259, 'django_tasks_database', '0017_dbtaskresult_metadata', '{now}'),
	(260, 'django_tasks_database', '0018_rename_succeeded_status', '{now}'),
	(261, 'django_tasks_database', '0019_rename_django_task_new_ordering_idx_tasks_db_new_ordering_idx_and_more', '{now}'),
	(262, 'django_tasks_database', '0020_update_db_task_result_ordering', '{now}'),
	(263, 'django_tasks_database', '0021_conditional_partial_index_ordering', '{now}'),
	(264, 'history', '0001_seals', '{now}'),
	(265, 'home', '0001_initial', '{now}'),
	(266, 'home', '0002_start_page', '{now}'),
	(267, 'home', '0003_start_page_version', '{now}'),
	(268, 'home', '0004_more_blocks', '{now}'),
	(269, 'orders', '0002_order_number', '{now}'),
	(270, 'orders', '0003_payment_owed', '{now}'),
	(271, 'orders', '0004_search_indexes', '{now}'),
	(272, 'orders', '0005_reckoned', '{now}'),
	(273, 'orders', '0006_whole_life', '{now}'),
	(274, 'orders', '0007_only_added_to', '{now}'),
	(275, 'orders', '0008_invoice_once_per_order', '{now}'),
	(276, 'orders', '0009_returns_from_notice_to_money', '{now}'),
	(277, 'orders', '0010_return_credit_note', '{now}'),
	(278, 'orders', '0011_orders_await_approval', '{now}'),
	(279, 'orders', '0012_changes_after_placing', '{now}'),
	(280, 'orders', '0013_quotation', '{now}'),
	(281, 'orders', '0014_sent_mail', '{now}'),
	(282, 'orders', '0015_order_desk', '{now}'),
	(283, 'orders', '0016_words_of_an_order', '{now}'),
	(284, 'orders', '0017_lines_that_come_later', '{now}'),
	(285, 'orders', '0018_delivery_groups', '{now}'),
	(286, 'orders', '0019_freight', '{now}'),
	(287, 'stock', '0001_initial', '{now}'),
	(288, 'stock', '0002_versions', '{now}'),
	(289, 'stock', '0003_ledger', '{now}'),
	(290, 'stock', '0004_opening_balances', '{now}'),
	(291, 'stock', '0005_counters_follow_records', '{now}'),
	(292, 'stock', '0006_word_of_available', '{now}'),
	(293, 'stock', '0007_wishes_to_be_told', '{now}'),
	(294, 'stock', '0008_warehouse_run_by_a_system', '{now}'),
	(295, 'integrations', '0001_initial', '{now}'),
	(296, 'integrations', '0002_search_indexes', '{now}'),
	(297, 'integrations', '0003_inbound_message', '{now}'),
	(298, 'integrations', '0004_outbox_that_proves', '{now}'),
	(299, 'integrations', '0005_fortnox', '{now}'),
	(300, 'integrations', '0006_flows', '{now}'),
	(301, 'integrations', '0007_warehouses', '{now}'),
	(302, 'integrations', '0008_fortnox_settled', '{now}'),
	(303, 'integrations', '0009_webhooks', '{now}'),
	(304, 'integrations', '0010_differences', '{now}'),
	(305, 'integrations', '0011_restored', '{now}'),
	(306, 'integrations', '0012_exports', '{now}'),
	(307, 'integrations', '0013_api', '{now}'),
	(308, 'integrations', '0014_imports', '{now}'),
	(309, 'integrations', '0015_measuring_scopes', '{now}'),
	(310, 'integrations', '0016_scopes_of_tickets', '{now}'),
	(311, 'integrations', '0017_versions_are_never_changed', '{now}'),
	(312, 'inventory', '0001_components', '{now}'),
	(313, 'lists', '0001_initial', '{now}'),
	(314, 'monitoring', '0001_measuring', '{now}'),
	(315, 'monitoring', '0002_incident', '{now}'),
	(316, 'monitoring', '0003_first_levels', '{now}'),
	(317, 'monitoring', '0004_alarms_outlive_thresholds', '{now}'),
	(318, 'monitoring', '0005_level_of_prometheus', '{now}'),
	(319, 'monitoring', '0006_level_of_the_purchase', '{now}'),
	(320, 'monitoring', '0007_levels_of_backups', '{now}'),
	(321, 'monitoring', '0008_versions_are_never_changed', '{now}'),
	(322, 'orders', '0020_booking_is_labelled', '{now}'),
	(323, 'orders', '0021_addresses_abroad', '{now}'),
	(324, 'orders', '0022_series_continued', '{now}'),
	(325, 'orders', '0023_words_of_a_reference', '{now}'),
	(326, 'otp_static', '0001_initial', '{now}'),
	(327, 'otp_static', '0002_throttling', '{now}'),
	(328, 'otp_static', '0003_add_timestamps', '{now}'),
	(329, 'otp_totp', '0001_initial', '{now}'),
	(330, 'otp_totp', '0002_auto_20190420_0723', '{now}'),
	(331, 'otp_totp', '0003_add_timestamps', '{now}'),
	(332, 'pricing', '0011_versions', '{now}'),
	(333, 'pricing', '0012_versions_are_never_changed', '{now}'),
	(334, 'pricing', '0013_one_index_less_of_changes', '{now}'),
	(335, 'privacy', '0001_initial', '{now}'),
	(336, 'privacy', '0002_forgetting', '{now}'),
	(337, 'quotations', '0003_edition', '{now}'),
	(338, 'register', '0001_saved_filters_and_bulk_runs', '{now}'),
	(339, 'register', '0002_bulk_run_progress', '{now}'),
	(340, 'search', '0002_documents', '{now}'),
	(341, 'search', '0003_document_triggers', '{now}'),
	(342, 'search', '0004_quicker_documents', '{now}'),
	(343, 'services', '0001_initial', '{now}'),
	(344, 'services', '0002_what_stands', '{now}'),
	(345, 'sessions', '0001_initial', '{now}'),
	(346, 'status', '0001_planned_outages', '{now}'),
	(347, 'status', '0002_rules_of_planned_outages', '{now}'),
	(348, 'status', '0003_disturbances', '{now}'),
	(349, 'status', '0004_versions_are_never_changed', '{now}'),
	(350, 'status', '0005_outage_followers', '{now}'),
	(351, 'stock', '0009_who_books_freight', '{now}'),
	(352, 'stock', '0010_counters_of_many', '{now}'),
	(353, 'stock', '0011_opened_by_the_ledger', '{now}'),
	(354, 'usersessions', '0001_initial', '{now}'),
	(355, 'wagtail_localize', '0002_translation', '{now}'),
	(356, 'wagtail_localize', '0003_delete_translation_sources', '{now}'),
	(357, 'wagtail_localize', '0004_one_source_per_objectlocale', '{now}'),
	(358, 'wagtail_localize', '0005_remove_translationsource_object', '{now}'),
	(359, 'wagtail_localize', '0006_create_submit_translation_permission', '{now}'),
	(360, 'wagtail_localize', '0007_stringtranslation_type_and_tool_name', '{now}'),
	(361, 'wagtail_localize', '0008_stringtranslation_last_translated_by', '{now}'),
	(362, 'wagtail_localize', '0009_stringtranslation_errors', '{now}'),
	(363, 'wagtail_localize', '0010_overridablesegment', '{now}'),
	(364, 'wagtail_localize', '0011_segmentoverride', '{now}'),
	(365, 'wagtail_localize', '0012_localesynchronization', '{now}'),
	(366, 'wagtail_localize', '0013_translationsource_schema_version', '{now}'),
	(367, 'wagtail_localize', '0014_remove_translation_source_last_updated_at', '{now}'),
	(368, 'wagtail_localize', '0015_translationcontext_field_path', '{now}'),
	(369, 'wagtail_localize', '0016_rename_page_revision_translationlog_revision', '{now}'),
	(370, 'wagtailadmin', '0001_create_admin_access_permissions', '{now}'),
	(371, 'wagtailadmin', '0002_admin', '{now}'),
	(372, 'wagtailadmin', '0003_admin_managed', '{now}'),
	(373, 'wagtailadmin', '0004_editingsession', '{now}'),
	(374, 'wagtailadmin', '0005_editingsession_is_editing', '{now}'),
	(375, 'wagtailadmin', '0006_formstate', '{now}'),
	(376, 'wagtaildocs', '0001_initial', '{now}'),
	(377, 'wagtaildocs', '0002_initial_data', '{now}'),
	(378, 'wagtaildocs', '0003_add_verbose_names', '{now}'),
	(379, 'wagtaildocs', '0004_capitalizeverbose', '{now}'),
	(380, 'wagtaildocs', '0005_document_collection', '{now}'),
	(381, 'wagtaildocs', '0006_copy_document_permissions_to_collections', '{now}'),
	(382, 'wagtaildocs', '0005_alter_uploaded_by_user_on_delete_action', '{now}'),
	(383, 'wagtaildocs', '0007_merge', '{now}'),
	(384, 'wagtaildocs', '0008_document_file_size', '{now}'),
	(385, 'wagtaildocs', '0009_document_verbose_name_plural', '{now}'),
	(386, 'wagtaildocs', '0010_document_file_hash', '{now}'),
	(387, 'wagtaildocs', '0011_add_choose_permissions', '{now}'),
	(388, 'wagtaildocs', '0012_uploadeddocument', '{now}'),
	(389, 'wagtaildocs', '0013_delete_uploadeddocument', '{now}'),
	(390, 'wagtaildocs', '0014_alter_document_file_size', '{now}'),
	(391, 'wagtailembeds', '0001_initial', '{now}'),
	(392, 'wagtailembeds', '0002_add_verbose_names', '{now}'),
	(393, 'wagtailembeds', '0003_capitalizeverbose', '{now}'),
	(394, 'wagtailembeds', '0004_embed_verbose_name_plural', '{now}'),
	(395, 'wagtailembeds', '0005_specify_thumbnail_url_max_length', '{now}'),
	(396, 'wagtailembeds', '0006_add_embed_hash', '{now}'),
	(397, 'wagtailembeds', '0007_populate_hash', '{now}'),
	(398, 'wagtailembeds', '0008_allow_long_urls', '{now}'),
	(399, 'wagtailembeds', '0009_embed_cache_until', '{now}'),
	(400, 'wagtailforms', '0001_initial', '{now}'),
	(401, 'wagtailforms', '0002_add_verbose_names', '{now}'),
	(402, 'wagtailforms', '0003_capitalizeverbose', '{now}'),
	(403, 'wagtailforms', '0004_add_verbose_name_plural', '{now}'),
	(404, 'wagtailforms', '0005_alter_formsubmission_form_data', '{now}'),
	(405, 'wagtailimages', '0001_initial', '{now}'),
	(406, 'wagtailimages', '0002_initial_data', '{now}'),
	(407, 'wagtailimages', '0003_fix_focal_point_fields', '{now}'),
	(408, 'wagtailimages', '0004_make_focal_point_key_not_nullable', '{now}'),
	(409, 'wagtailimages', '0005_make_filter_spec_unique', '{now}'),
	(410, 'wagtailimages', '0006_add_verbose_names', '{now}'),
	(411, 'wagtailimages', '0007_image_file_size', '{now}'),
	(412, 'wagtailimages', '0008_image_created_at_index', '{now}'),
	(413, 'wagtailimages', '0009_capitalizeverbose', '{now}'),
	(414, 'wagtailimages', '0010_change_on_delete_behaviour', '{now}'),
	(415, 'wagtailimages', '0011_image_collection', '{now}'),
	(416, 'wagtailimages', '0012_copy_image_permissions_to_collections', '{now}'),
	(417, 'wagtailimages', '0013_make_rendition_upload_callable', '{now}'),
	(418, 'wagtailimages', '0014_add_filter_spec_field', '{now}'),
	(419, 'wagtailimages', '0015_fill_filter_spec_field', '{now}'),
	(420, 'wagtailimages', '0016_deprecate_rendition_filter_relation', '{now}'),
	(421, 'wagtailimages', '0017_reduce_focal_point_key_max_length', '{now}'),
	(422, 'wagtailimages', '0018_remove_rendition_filter', '{now}'),
	(423, 'wagtailimages', '0019_delete_filter', '{now}'),
	(424, 'wagtailimages', '0020_add-verbose-name', '{now}'),
	(425, 'wagtailimages', '0021_image_file_hash', '{now}'),
	(426, 'wagtailimages', '0022_uploadedimage', '{now}'),
	(427, 'wagtailimages', '0023_add_choose_permissions', '{now}'),
	(428, 'wagtailimages', '0024_index_image_file_hash', '{now}'),
	(429, 'wagtailimages', '0025_alter_image_file_alter_rendition_file', '{now}'),
	(430, 'wagtailimages', '0026_delete_uploadedimage', '{now}'),
	(431, 'wagtailimages', '0027_image_description', '{now}'),
	(432, 'wagtailusers', '0001_initial', '{now}'),
	(433, 'wagtailusers', '0002_add_verbose_name_on_userprofile', '{now}'),
	(434, 'wagtailusers', '0003_add_verbose_names', '{now}'),
	(435, 'wagtailusers', '0004_capitalizeverbose', '{now}'),
	(436, 'wagtailusers', '0005_make_related_name_wagtail_specific', '{now}'),
	(437, 'wagtailusers', '0006_userprofile_prefered_language', '{now}'),
	(438, 'wagtailusers', '0007_userprofile_current_time_zone', '{now}'),
	(439, 'wagtailusers', '0008_userprofile_avatar', '{now}'),
	(440, 'wagtailusers', '0009_userprofile_verbose_name_plural', '{now}'),
	(441, 'wagtailusers', '0010_userprofile_updated_comments_notifications', '{now}'),
	(442, 'wagtailusers', '0011_userprofile_dismissibles', '{now}'),
	(443, 'wagtailusers', '0012_userprofile_theme', '{now}'),
	(444, 'wagtailusers', '0013_userprofile_density', '{now}'),
	(445, 'wagtailusers', '0014_userprofile_contrast', '{now}'),
	(446, 'wagtailusers', '0015_userprofile_keyboard_shortcuts', '{now}'),
	(447, 'wagtailimages', '0001_squashed_0021', '{now}'),
	(448, 'wagtailcore', '0001_squashed_0016_change_page_url_path_to_text_field', '{now}');

INSERT INTO public.events_version VALUES
	('page:2', 1),
	('site', 7);

INSERT INTO public.home_homepage VALUES
	(3, '', '', '', '[]', NULL, NULL, NULL),
	(4, '', '', '', '[]', NULL, NULL, NULL);

INSERT INTO public.monitoring_threshold VALUES
	(1, 'admin.within_2s', 'under', 90, 1, 15, NULL, NULL, 3, 2, NULL, '', 'docs/drift/felsokning.md', true, NULL, NULL),
	(2, 'shop.within_2s', 'under', 95, 1, 15, NULL, NULL, 2, 2, NULL, '', 'docs/drift/felsokning.md', true, NULL, NULL),
	(3, 'answers.failed', 'over', 2, 1, 5, NULL, NULL, 2, 1, NULL, '', 'docs/drift/felsokning.md', true, NULL, NULL),
	(4, 'components.down', 'over', 0, 0, 2, NULL, NULL, 2, 1, NULL, '', 'docs/drift/felsokning.md', true, NULL, NULL),
	(5, 'processes.silent', 'over', 0, 0, 2, NULL, NULL, 2, 2, NULL, '', 'docs/drift/felsokning.md', true, NULL, NULL),
	(6, 'flows.late', 'over', 0, 0, 2, NULL, NULL, 3, 2, NULL, '', 'docs/drift/felsokning.md', true, NULL, NULL),
	(7, 'database.connections', 'over', 80, 10, 5, NULL, NULL, 2, 2, NULL, '', 'docs/drift/felsokning.md', true, NULL, NULL),
	(8, 'disk.used', 'over', 85, 5, 10, NULL, NULL, 2, 2, NULL, '', 'docs/drift/felsokning.md', true, NULL, NULL),
	(9, 'queues.waiting', 'over', 1000, 200, 15, NULL, NULL, 3, 3, NULL, '', 'docs/drift/felsokning.md', true, NULL, NULL),
	(10, 'queues.oldest', 'over', 30, 10, 5, NULL, NULL, 3, 2, NULL, '', 'docs/drift/felsokning.md', true, NULL, NULL),
	(11, 'queues.stopped', 'over', 0, 0, 5, NULL, NULL, 3, 3, NULL, '', 'docs/drift/felsokning.md', true, NULL, NULL),
	(12, 'mail.oldest', 'over', 15, 5, 5, NULL, NULL, 3, 2, NULL, '', 'docs/drift/felsokning.md', true, NULL, NULL),
	(13, 'search.ms', 'over', 1000, 200, 10, NULL, NULL, 3, 3, NULL, '', 'docs/drift/felsokning.md', true, NULL, NULL),
	(14, 'payments.waiting', 'over', 20, 5, 15, NULL, NULL, 2, 2, NULL, '', 'docs/drift/felsokning.md', true, NULL, NULL),
	(15, 'certificates.days', 'under', 21, 0, 0, NULL, NULL, 2, 3, NULL, '', 'docs/drift/felsokning.md', true, NULL, NULL),
	(16, 'certificates.days', 'under', 7, 0, 0, NULL, NULL, 1, 1, NULL, '', 'docs/drift/felsokning.md', true, NULL, NULL),
	(17, 'prometheus.silent', 'over', 5, 0, 0, NULL, NULL, 2, 2, NULL, '', 'docs/drift/felsokning.md', true, NULL, NULL),
	(18, 'purchase.worked', 'under', 1, 0, 0, NULL, NULL, 1, 1, NULL, '', 'docs/drift/felsokning.md', true, NULL, NULL),
	(19, 'backup.hours', 'over', 26, 0, 0, NULL, NULL, 2, 2, NULL, '', 'docs/drift/sakerhetskopior.md', true, NULL, NULL),
	(20, 'backup.drill_days', 'over', 8, 0, 0, NULL, NULL, 2, 3, NULL, '', 'docs/drift/sakerhetskopior.md', true, NULL, NULL),
	(21, 'backup.failed', 'over', 0, 0, 0, NULL, NULL, 2, 2, NULL, '', 'docs/drift/sakerhetskopior.md', true, NULL, NULL),
	(22, 'backup.rpo', 'over', 60, 0, 0, NULL, NULL, 2, 2, NULL, '', 'docs/drift/sakerhetskopior.md', true, NULL, NULL),
	(23, 'backup.rto', 'over', 15, 0, 0, NULL, NULL, 2, 3, NULL, '', 'docs/drift/sakerhetskopior.md', true, NULL, NULL),
	(24, 'backup.archive', 'over', 5, 0, 0, NULL, NULL, 1, 2, NULL, '', 'docs/drift/sakerhetskopior.md', true, NULL, NULL),
	(25, 'backup.receivers', 'over', 0, 0, 1, NULL, NULL, 1, 1, NULL, '', 'docs/drift/sakerhetskopior.md', true, NULL, NULL);

INSERT INTO public.monitoring_thresholdversion VALUES
	(1, '{now}', 'insert', 1, 'admin.within_2s', 'under', 90, 1, 15, NULL, NULL, 3, 2, NULL, '', 'docs/drift/felsokning.md', true, NULL, NULL, 1),
	(2, '{now}', 'insert', 2, 'shop.within_2s', 'under', 95, 1, 15, NULL, NULL, 2, 2, NULL, '', 'docs/drift/felsokning.md', true, NULL, NULL, 2),
	(3, '{now}', 'insert', 3, 'answers.failed', 'over', 2, 1, 5, NULL, NULL, 2, 1, NULL, '', 'docs/drift/felsokning.md', true, NULL, NULL, 3),
	(4, '{now}', 'insert', 4, 'components.down', 'over', 0, 0, 2, NULL, NULL, 2, 1, NULL, '', 'docs/drift/felsokning.md', true, NULL, NULL, 4),
	(5, '{now}', 'insert', 5, 'processes.silent', 'over', 0, 0, 2, NULL, NULL, 2, 2, NULL, '', 'docs/drift/felsokning.md', true, NULL, NULL, 5),
	(6, '{now}', 'insert', 6, 'flows.late', 'over', 0, 0, 2, NULL, NULL, 3, 2, NULL, '', 'docs/drift/felsokning.md', true, NULL, NULL, 6),
	(7, '{now}', 'insert', 7, 'database.connections', 'over', 80, 10, 5, NULL, NULL, 2, 2, NULL, '', 'docs/drift/felsokning.md', true, NULL, NULL, 7),
	(8, '{now}', 'insert', 8, 'disk.used', 'over', 85, 5, 10, NULL, NULL, 2, 2, NULL, '', 'docs/drift/felsokning.md', true, NULL, NULL, 8),
	(9, '{now}', 'insert', 9, 'queues.waiting', 'over', 1000, 200, 15, NULL, NULL, 3, 3, NULL, '', 'docs/drift/felsokning.md', true, NULL, NULL, 9),
	(10, '{now}', 'insert', 10, 'queues.oldest', 'over', 30, 10, 5, NULL, NULL, 3, 2, NULL, '', 'docs/drift/felsokning.md', true, NULL, NULL, 10),
	(11, '{now}', 'insert', 11, 'queues.stopped', 'over', 0, 0, 5, NULL, NULL, 3, 3, NULL, '', 'docs/drift/felsokning.md', true, NULL, NULL, 11),
	(12, '{now}', 'insert', 12, 'mail.oldest', 'over', 15, 5, 5, NULL, NULL, 3, 2, NULL, '', 'docs/drift/felsokning.md', true, NULL, NULL, 12),
	(13, '{now}', 'insert', 13, 'search.ms', 'over', 1000, 200, 10, NULL, NULL, 3, 3, NULL, '', 'docs/drift/felsokning.md', true, NULL, NULL, 13),
	(14, '{now}', 'insert', 14, 'payments.waiting', 'over', 20, 5, 15, NULL, NULL, 2, 2, NULL, '', 'docs/drift/felsokning.md', true, NULL, NULL, 14),
	(15, '{now}', 'insert', 15, 'certificates.days', 'under', 21, 0, 0, NULL, NULL, 2, 3, NULL, '', 'docs/drift/felsokning.md', true, NULL, NULL, 15),
	(16, '{now}', 'insert', 16, 'certificates.days', 'under', 7, 0, 0, NULL, NULL, 1, 1, NULL, '', 'docs/drift/felsokning.md', true, NULL, NULL, 16),
	(17, '{now}', 'insert', 17, 'prometheus.silent', 'over', 5, 0, 0, NULL, NULL, 2, 2, NULL, '', 'docs/drift/felsokning.md', true, NULL, NULL, 17),
	(18, '{now}', 'insert', 18, 'purchase.worked', 'under', 1, 0, 0, NULL, NULL, 1, 1, NULL, '', 'docs/drift/felsokning.md', true, NULL, NULL, 18),
	(19, '{now}', 'insert', 19, 'backup.hours', 'over', 26, 0, 0, NULL, NULL, 2, 2, NULL, '', 'docs/drift/sakerhetskopior.md', true, NULL, NULL, 19),
	(20, '{now}', 'insert', 20, 'backup.drill_days', 'over', 8, 0, 0, NULL, NULL, 2, 3, NULL, '', 'docs/drift/sakerhetskopior.md', true, NULL, NULL, 20),
	(21, '{now}', 'insert', 21, 'backup.failed', 'over', 0, 0, 0, NULL, NULL, 2, 2, NULL, '', 'docs/drift/sakerhetskopior.md', true, NULL, NULL, 21),
	(22, '{now}', 'insert', 22, 'backup.rpo', 'over', 60, 0, 0, NULL, NULL, 2, 2, NULL, '', 'docs/drift/sakerhetskopior.md', true, NULL, NULL, 22),
	(23, '{now}', 'insert', 23, 'backup.rto', 'over', 15, 0, 0, NULL, NULL, 2, 3, NULL, '', 'docs/drift/sakerhetskopior.md', true, NULL, NULL, 23),
	(24, '{now}', 'insert', 24, 'backup.archive', 'over', 5, 0, 0, NULL, NULL, 1, 2, NULL, '', 'docs/drift/sakerhetskopior.md', true, NULL, NULL, 24),
	(25, '{now}', 'insert', 25, 'backup.receivers', 'over', 0, 0, 1, NULL, NULL, 1, 1, NULL, '', 'docs/drift/sakerhetskopior.md', true, NULL, NULL, 25);

INSERT INTO public.pricing_pricelist VALUES
	(1, 'bas', 'Baspris', 'SEK', 'gross', true, NULL, true, NULL, 'best', 0, NULL, NULL),
	(2, 'user', 'User', 'SEK', 'gross', false, 'user', true, NULL, 'best', 0, NULL, NULL),
	(3, 'pro', 'Pro', 'SEK', 'gross', false, 'pro', true, NULL, 'best', 0, NULL, NULL),
	(4, 'premium', 'Premium', 'SEK', 'gross', false, 'premium', true, NULL, 'best', 0, NULL, NULL);

INSERT INTO public.stock_warehouse VALUES
	(1, '1', 'Huvudlager', 10, true, '', 'hand');

INSERT INTO public.wagtailcore_collection VALUES
	(1, '0001', 1, 0, 'Root');

INSERT INTO public.wagtailcore_groupapprovaltask VALUES
	(1);

INSERT INTO public.wagtailcore_groupapprovaltask_groups VALUES
	(2, 1, 3),
	(3, 1, 6);

INSERT INTO public.wagtailcore_groupcollectionpermission VALUES
	(13, 1, 3, 29),
	(14, 1, 3, 30),
	(15, 1, 3, 31),
	(16, 1, 3, 32),
	(17, 1, 3, 111),
	(18, 1, 3, 112),
	(19, 1, 3, 113),
	(20, 1, 3, 114),
	(21, 1, 3, 115),
	(22, 1, 3, 116),
	(23, 1, 3, 117),
	(24, 1, 3, 118),
	(25, 1, 6, 111),
	(26, 1, 6, 112),
	(27, 1, 6, 114),
	(28, 1, 6, 115),
	(29, 1, 6, 116),
	(30, 1, 6, 118),
	(31, 1, 7, 111),
	(32, 1, 7, 112),
	(33, 1, 7, 114),
	(34, 1, 7, 115),
	(35, 1, 7, 116),
	(36, 1, 7, 118);

INSERT INTO public.wagtailcore_grouppagepermission VALUES
	(8, 3, 1, 69),
	(9, 3, 1, 70),
	(10, 3, 1, 73),
	(11, 3, 1, 74),
	(12, 3, 1, 75),
	(13, 3, 1, 76),
	(14, 6, 3, 69),
	(15, 6, 3, 70),
	(16, 6, 3, 73),
	(17, 6, 3, 74),
	(18, 6, 3, 75),
	(19, 6, 3, 76),
	(20, 6, 4, 69),
	(21, 6, 4, 70),
	(22, 6, 4, 73),
	(23, 6, 4, 74),
	(24, 6, 4, 75),
	(25, 6, 4, 76),
	(26, 7, 3, 69),
	(27, 7, 3, 70),
	(28, 7, 4, 69),
	(29, 7, 4, 70);

INSERT INTO public.wagtailcore_locale VALUES
	(1, 'sv'),
	(2, 'en');

INSERT INTO public.wagtailcore_page VALUES
	(3, '00010001', 2, 0, 'Lykta & Lera', 'hem', true, false, '/hem/', '', false, '', NULL, NULL, false, 27, NULL, false, NULL, NULL, NULL, NULL, 'Lykta & Lera', NULL, NULL, '{key 1}', 1, NULL, NULL),
	(4, '00010002', 2, 0, 'Lykta & Lera', 'home-en', true, false, '/home-en/', '', false, '', NULL, NULL, false, 27, NULL, false, NULL, NULL, NULL, NULL, 'Lykta & Lera', NULL, NULL, '{key 1}', 2, NULL, NULL),
	(1, '0001', 1, 2, 'Root', 'root', true, false, '/', '', false, '', NULL, NULL, false, 1, NULL, false, NULL, NULL, NULL, NULL, 'Root', NULL, NULL, '{key 2}', 1, NULL, NULL);

INSERT INTO public.wagtailcore_site VALUES
	(2, 'localhost', 80, true, 3, 'Lykta & Lera');

INSERT INTO public.wagtailcore_task VALUES
	(1, 'Granskning', true, 2);

INSERT INTO public.wagtailcore_workflow VALUES
	(1, 'Granskning', true);

INSERT INTO public.wagtailcore_workflowpage VALUES
	(1, 1);

INSERT INTO public.wagtailcore_workflowtask VALUES
	(1, 0, 1, 1);

SELECT pg_catalog.setval('public.acceptance_claim_id_seq', 1, false);

SELECT pg_catalog.setval('public.acceptance_handedrequirement_id_seq', 1, false);

SELECT pg_catalog.setval('public.acceptance_handover_id_seq', 1, false);

SELECT pg_catalog.setval('public.acceptance_sprintnote_id_seq', 1, false);

SELECT pg_catalog.setval('public.account_emailaddress_id_seq', 1, false);

SELECT pg_catalog.setval('public.account_emailconfirmation_id_seq', 1, false);

SELECT pg_catalog.setval('public.auth_group_id_seq', 8, true);

SELECT pg_catalog.setval('public.auth_group_permissions_id_seq', 974, true);

SELECT pg_catalog.setval('public.auth_permission_id_seq', 877, true);

SELECT pg_catalog.setval('public.backup_backup_id_seq', 1, false);

SELECT pg_catalog.setval('public.backup_drill_id_seq', 1, false);

SELECT pg_catalog.setval('public.cart_cartline_id_seq', 1, false);

SELECT pg_catalog.setval('public.catalogue_attribute_id_seq', 1, false);

SELECT pg_catalog.setval('public.catalogue_attributevalue_id_seq', 1, false);

SELECT pg_catalog.setval('public.catalogue_attributevalueversion_pgh_id_seq', 1, false);

SELECT pg_catalog.setval('public.catalogue_attributeversion_pgh_id_seq', 1, false);

SELECT pg_catalog.setval('public.catalogue_brand_id_seq', 1, false);

SELECT pg_catalog.setval('public.catalogue_brandversion_pgh_id_seq', 1, false);

SELECT pg_catalog.setval('public.catalogue_category_id_seq', 1, false);

SELECT pg_catalog.setval('public.catalogue_categoryversion_pgh_id_seq', 1, false);

SELECT pg_catalog.setval('public.catalogue_manufacturer_id_seq', 1, false);

SELECT pg_catalog.setval('public.catalogue_manufacturerversion_pgh_id_seq', 1, false);

SELECT pg_catalog.setval('public.catalogue_product_id_seq', 1, false);

SELECT pg_catalog.setval('public.catalogue_productattribute_id_seq', 1, false);

SELECT pg_catalog.setval('public.catalogue_productattributeversion_pgh_id_seq', 1, false);

SELECT pg_catalog.setval('public.catalogue_productcategory_id_seq', 1, false);

SELECT pg_catalog.setval('public.catalogue_productcategoryversion_pgh_id_seq', 1, false);

SELECT pg_catalog.setval('public.catalogue_productoption_id_seq', 1, false);

SELECT pg_catalog.setval('public.catalogue_productoptionversion_pgh_id_seq', 1, false);

SELECT pg_catalog.setval('public.catalogue_productversion_pgh_id_seq', 1, false);

SELECT pg_catalog.setval('public.catalogue_variant_id_seq', 1, false);

SELECT pg_catalog.setval('public.catalogue_variantvalue_id_seq', 1, false);

SELECT pg_catalog.setval('public.catalogue_variantvalueversion_pgh_id_seq', 1, false);

SELECT pg_catalog.setval('public.catalogue_variantversion_pgh_id_seq', 1, false);

SELECT pg_catalog.setval('public.cms_campaignoffer_id_seq', 1, false);

SELECT pg_catalog.setval('public.cms_categorylink_id_seq', 1, false);

SELECT pg_catalog.setval('public.cms_consent_id_seq', 1, false);

SELECT pg_catalog.setval('public.cms_formfield_id_seq', 1, false);

SELECT pg_catalog.setval('public.cms_formsent_id_seq', 1, false);

SELECT pg_catalog.setval('public.cms_listedproduct_id_seq', 1, false);

SELECT pg_catalog.setval('public.cms_lookthrough_id_seq', 1, false);

SELECT pg_catalog.setval('public.cms_menu_id_seq', 1, false);

SELECT pg_catalog.setval('public.cms_outsidelink_id_seq', 1, false);

SELECT pg_catalog.setval('public.cms_picturebatch_id_seq', 1, false);

SELECT pg_catalog.setval('public.cms_picturebatchfile_id_seq', 1, false);

SELECT pg_catalog.setval('public.cms_previewcomment_id_seq', 1, false);

SELECT pg_catalog.setval('public.cms_previewlink_id_seq', 1, false);

SELECT pg_catalog.setval('public.cms_productlink_id_seq', 1, false);

SELECT pg_catalog.setval('public.cms_promotedcontent_id_seq', 1, false);

SELECT pg_catalog.setval('public.cms_promotion_id_seq', 1, false);

SELECT pg_catalog.setval('public.cms_promotionitem_id_seq', 1, false);

SELECT pg_catalog.setval('public.cms_promotionkey_id_seq', 1, false);

SELECT pg_catalog.setval('public.cms_publishedanyway_id_seq', 1, false);

SELECT pg_catalog.setval('public.cms_release_id_seq', 1, false);

SELECT pg_catalog.setval('public.cms_releaseitem_id_seq', 1, false);

SELECT pg_catalog.setval('public.cms_rulechoice_id_seq', 1, false);

SELECT pg_catalog.setval('public.cms_shopimage_id_seq', 1, false);

SELECT pg_catalog.setval('public.cms_shoprendition_id_seq', 1, false);

SELECT pg_catalog.setval('public.cms_sitesettings_id_seq', 1, false);

SELECT pg_catalog.setval('public.customers_address_id_seq', 1, false);

SELECT pg_catalog.setval('public.customers_emailproof_id_seq', 1, false);

SELECT pg_catalog.setval('public.customers_memberinvitation_id_seq', 1, false);

SELECT pg_catalog.setval('public.customers_membership_id_seq', 1, false);

SELECT pg_catalog.setval('public.customers_organisation_id_seq', 1, false);

SELECT pg_catalog.setval('public.customers_passkey_id_seq', 1, false);

SELECT pg_catalog.setval('public.customers_secondfactorreset_id_seq', 1, false);

SELECT pg_catalog.setval('public.customers_user_groups_id_seq', 1, false);

SELECT pg_catalog.setval('public.customers_user_id_seq', 1, false);

SELECT pg_catalog.setval('public.customers_user_user_permissions_id_seq', 1, false);

SELECT pg_catalog.setval('public.customers_vatcheck_id_seq', 1, false);

SELECT pg_catalog.setval('public.desk_attachment_id_seq', 1, false);

SELECT pg_catalog.setval('public.desk_entry_id_seq', 1, false);

SELECT pg_catalog.setval('public.desk_matrixcell_id_seq', 16, true);

SELECT pg_catalog.setval('public.desk_matrixcellversion_pgh_id_seq', 16, true);

SELECT pg_catalog.setval('public.desk_notice_id_seq', 1, false);

SELECT pg_catalog.setval('public.desk_priority_id_seq', 4, true);

SELECT pg_catalog.setval('public.desk_priorityversion_pgh_id_seq', 4, true);

SELECT pg_catalog.setval('public.desk_subscription_id_seq', 1, false);

SELECT pg_catalog.setval('public.desk_ticket_id_seq', 1, false);

SELECT pg_catalog.setval('public.desk_ticket_number', 1001, false);

SELECT pg_catalog.setval('public.desk_ticketcategory_id_seq', 6, true);

SELECT pg_catalog.setval('public.desk_ticketcategoryversion_pgh_id_seq', 6, true);

SELECT pg_catalog.setval('public.desk_ticketlink_id_seq', 1, false);

SELECT pg_catalog.setval('public.desk_watcher_id_seq', 1, false);

SELECT pg_catalog.setval('public.django_content_type_id_seq', 264, true);

SELECT pg_catalog.setval('public.django_migrations_id_seq', 448, true);

SELECT pg_catalog.setval('public.events_event_id_seq', 1, false);

SELECT pg_catalog.setval('public.history_historyseal_id_seq', 1, false);

SELECT pg_catalog.setval('public.integrations_apicall_id_seq', 1, false);

SELECT pg_catalog.setval('public.integrations_apitoken_id_seq', 1, false);

SELECT pg_catalog.setval('public.integrations_apitokenversion_pgh_id_seq', 1, false);

SELECT pg_catalog.setval('public.integrations_attempt_id_seq', 1, false);

SELECT pg_catalog.setval('public.integrations_delivery_id_seq', 1, false);

SELECT pg_catalog.setval('public.integrations_deliveryreceipt_id_seq', 1, false);

SELECT pg_catalog.setval('public.integrations_differencerow_id_seq', 1, false);

SELECT pg_catalog.setval('public.integrations_export_id_seq', 1, false);

SELECT pg_catalog.setval('public.integrations_externalref_id_seq', 1, false);

SELECT pg_catalog.setval('public.integrations_flowrun_id_seq', 1, false);

SELECT pg_catalog.setval('public.integrations_fortnoxdocument_id_seq', 1, false);

SELECT pg_catalog.setval('public.integrations_fortnoxpayment_id_seq', 1, false);

SELECT pg_catalog.setval('public.integrations_givenanswer_id_seq', 1, false);

SELECT pg_catalog.setval('public.integrations_import_id_seq', 1, false);

SELECT pg_catalog.setval('public.integrations_importrow_id_seq', 1, false);

SELECT pg_catalog.setval('public.integrations_importsource_id_seq', 1, false);

SELECT pg_catalog.setval('public.integrations_inboundmessage_id_seq', 1, false);

SELECT pg_catalog.setval('public.integrations_miss_id_seq', 1, false);

SELECT pg_catalog.setval('public.integrations_receiver_id_seq', 1, false);

SELECT pg_catalog.setval('public.integrations_restoration_id_seq', 1, false);

SELECT pg_catalog.setval('public.integrations_restorequestion_id_seq', 1, false);

SELECT pg_catalog.setval('public.integrations_savedexport_id_seq', 1, false);

SELECT pg_catalog.setval('public.integrations_savedmapping_id_seq', 1, false);

SELECT pg_catalog.setval('public.integrations_sender_id_seq', 1, false);

SELECT pg_catalog.setval('public.integrations_targethour_id_seq', 1, false);

SELECT pg_catalog.setval('public.integrations_warehousearticle_id_seq', 1, false);

SELECT pg_catalog.setval('public.integrations_warehousefile_id_seq', 1, false);

SELECT pg_catalog.setval('public.integrations_warehouseorder_id_seq', 1, false);

SELECT pg_catalog.setval('public.integrations_warehouseorderline_id_seq', 1, false);

SELECT pg_catalog.setval('public.integrations_warehouseparcel_id_seq', 1, false);

SELECT pg_catalog.setval('public.integrations_warehousestock_id_seq', 1, false);

SELECT pg_catalog.setval('public.inventory_advisory_id_seq', 1, false);

SELECT pg_catalog.setval('public.inventory_component_id_seq', 1, false);

SELECT pg_catalog.setval('public.lists_savedline_id_seq', 1, false);

SELECT pg_catalog.setval('public.lists_savedlist_id_seq', 1, false);

SELECT pg_catalog.setval('public.monitoring_alarm_id_seq', 1, false);

SELECT pg_catalog.setval('public.monitoring_answerhour_id_seq', 1, false);

SELECT pg_catalog.setval('public.monitoring_answertotal_id_seq', 1, false);

SELECT pg_catalog.setval('public.monitoring_figurehour_id_seq', 1, false);

SELECT pg_catalog.setval('public.monitoring_threshold_id_seq', 25, true);

SELECT pg_catalog.setval('public.monitoring_thresholdversion_pgh_id_seq', 25, true);

SELECT pg_catalog.setval('public.order_number', 10001, false);

SELECT pg_catalog.setval('public.orders_booking_id_seq', 1, false);

SELECT pg_catalog.setval('public.orders_chosenpoint_id_seq', 1, false);

SELECT pg_catalog.setval('public.orders_deliverymethod_id_seq', 1, false);

SELECT pg_catalog.setval('public.orders_instruction_id_seq', 1, false);

SELECT pg_catalog.setval('public.orders_invoice_id_seq', 1, false);

SELECT pg_catalog.setval('public.orders_notice_id_seq', 1, false);

SELECT pg_catalog.setval('public.orders_order_id_seq', 1, false);

SELECT pg_catalog.setval('public.orders_orderaddress_id_seq', 1, false);

SELECT pg_catalog.setval('public.orders_orderchange_id_seq', 1, false);

SELECT pg_catalog.setval('public.orders_orderline_id_seq', 1, false);

SELECT pg_catalog.setval('public.orders_ordernote_id_seq', 1, false);

SELECT pg_catalog.setval('public.orders_payment_id_seq', 1, false);

SELECT pg_catalog.setval('public.orders_paymentevent_id_seq', 1, false);

SELECT pg_catalog.setval('public.orders_return_id_seq', 1, false);

SELECT pg_catalog.setval('public.orders_returnline_id_seq', 1, false);

SELECT pg_catalog.setval('public.orders_scan_id_seq', 1, false);

SELECT pg_catalog.setval('public.orders_sentmail_id_seq', 1, false);

SELECT pg_catalog.setval('public.orders_shipment_id_seq', 1, false);

SELECT pg_catalog.setval('public.orders_shipmentline_id_seq', 1, false);

SELECT pg_catalog.setval('public.otp_static_staticdevice_id_seq', 1, false);

SELECT pg_catalog.setval('public.otp_static_statictoken_id_seq', 1, false);

SELECT pg_catalog.setval('public.otp_totp_totpdevice_id_seq', 1, false);

SELECT pg_catalog.setval('public.pricing_offer_id_seq', 1, false);

SELECT pg_catalog.setval('public.pricing_price_id_seq', 1, false);

SELECT pg_catalog.setval('public.pricing_pricechange_id_seq', 1, false);

SELECT pg_catalog.setval('public.pricing_pricechangeset_id_seq', 1, false);

SELECT pg_catalog.setval('public.pricing_pricechangesetversion_pgh_id_seq', 1, false);

SELECT pg_catalog.setval('public.pricing_pricechangeversion_pgh_id_seq', 1, false);

SELECT pg_catalog.setval('public.pricing_pricelist_id_seq', 4, true);

SELECT pg_catalog.setval('public.pricing_pricerecord_id_seq', 1, false);

SELECT pg_catalog.setval('public.privacy_privacyrequest_id_seq', 1, false);

SELECT pg_catalog.setval('public.quotation_number', 1001, false);

SELECT pg_catalog.setval('public.quotations_quotation_id_seq', 1, false);

SELECT pg_catalog.setval('public.quotations_quotationline_id_seq', 1, false);

SELECT pg_catalog.setval('public.register_savedfilter_id_seq', 1, false);

SELECT pg_catalog.setval('public.search_word_id_seq', 1, false);

SELECT pg_catalog.setval('public.service_order_number', 5001, false);

SELECT pg_catalog.setval('public.services_service_id_seq', 1, false);

SELECT pg_catalog.setval('public.services_servicechoice_id_seq', 1, false);

SELECT pg_catalog.setval('public.services_serviceorder_id_seq', 1, false);

SELECT pg_catalog.setval('public.services_servicepart_id_seq', 1, false);

SELECT pg_catalog.setval('public.services_serviceversion_id_seq', 1, false);

SELECT pg_catalog.setval('public.status_disturbance_id_seq', 1, false);

SELECT pg_catalog.setval('public.status_disturbanceversion_pgh_id_seq', 1, false);

SELECT pg_catalog.setval('public.status_outagefollower_id_seq', 1, false);

SELECT pg_catalog.setval('public.status_plannedoutage_id_seq', 1, false);

SELECT pg_catalog.setval('public.status_plannedoutageversion_pgh_id_seq', 1, false);

SELECT pg_catalog.setval('public.stock_allocation_id_seq', 1, false);

SELECT pg_catalog.setval('public.stock_drift_id_seq', 1, false);

SELECT pg_catalog.setval('public.stock_incomingstock_id_seq', 1, false);

SELECT pg_catalog.setval('public.stock_reservation_id_seq', 1, false);

SELECT pg_catalog.setval('public.stock_stocklevel_id_seq', 1, false);

SELECT pg_catalog.setval('public.stock_stockmovement_id_seq', 1, false);

SELECT pg_catalog.setval('public.stock_stockwatch_id_seq', 1, false);

SELECT pg_catalog.setval('public.stock_warehouse_id_seq', 1, true);

SELECT pg_catalog.setval('public.taggit_tag_id_seq', 1, false);

SELECT pg_catalog.setval('public.taggit_taggeditem_id_seq', 1, false);

SELECT pg_catalog.setval('public.usersessions_usersession_id_seq', 1, false);

SELECT pg_catalog.setval('public.wagtail_localize_localesynchronization_id_seq', 1, false);

SELECT pg_catalog.setval('public.wagtail_localize_overridablesegment_id_seq', 1, false);

SELECT pg_catalog.setval('public.wagtail_localize_relatedobjectsegment_id_seq', 1, false);

SELECT pg_catalog.setval('public.wagtail_localize_segmentoverride_id_seq', 1, false);

SELECT pg_catalog.setval('public.wagtail_localize_string_id_seq', 1, false);

SELECT pg_catalog.setval('public.wagtail_localize_stringsegment_id_seq', 1, false);

SELECT pg_catalog.setval('public.wagtail_localize_stringtranslation_id_seq', 1, false);

SELECT pg_catalog.setval('public.wagtail_localize_template_id_seq', 1, false);

SELECT pg_catalog.setval('public.wagtail_localize_templatesegment_id_seq', 1, false);

SELECT pg_catalog.setval('public.wagtail_localize_translation_id_seq', 1, false);

SELECT pg_catalog.setval('public.wagtail_localize_translationcontext_id_seq', 1, false);

SELECT pg_catalog.setval('public.wagtail_localize_translationlog_id_seq', 1, false);

SELECT pg_catalog.setval('public.wagtail_localize_translationsource_id_seq', 1, false);

SELECT pg_catalog.setval('public.wagtailadmin_admin_id_seq', 1, false);

SELECT pg_catalog.setval('public.wagtailadmin_editingsession_id_seq', 1, false);

SELECT pg_catalog.setval('public.wagtailadmin_formstate_id_seq', 1, false);

SELECT pg_catalog.setval('public.wagtailcore_apitoken_id_seq', 1, false);

SELECT pg_catalog.setval('public.wagtailcore_collection_id_seq', 1, true);

SELECT pg_catalog.setval('public.wagtailcore_collectionviewrestriction_groups_id_seq', 1, false);

SELECT pg_catalog.setval('public.wagtailcore_collectionviewrestriction_id_seq', 1, false);

SELECT pg_catalog.setval('public.wagtailcore_comment_id_seq', 1, false);

SELECT pg_catalog.setval('public.wagtailcore_commentreply_id_seq', 1, false);

SELECT pg_catalog.setval('public.wagtailcore_groupapprovaltask_groups_id_seq', 3, true);

SELECT pg_catalog.setval('public.wagtailcore_groupcollectionpermission_id_seq', 36, true);

SELECT pg_catalog.setval('public.wagtailcore_grouppagepermission_id_seq', 29, true);

SELECT pg_catalog.setval('public.wagtailcore_groupsitepermission_id_seq', 1, false);

SELECT pg_catalog.setval('public.wagtailcore_locale_id_seq', 2, true);

SELECT pg_catalog.setval('public.wagtailcore_modellogentry_id_seq', 1, false);

SELECT pg_catalog.setval('public.wagtailcore_page_id_seq', 4, true);

SELECT pg_catalog.setval('public.wagtailcore_pagelogentry_id_seq', 1, false);

SELECT pg_catalog.setval('public.wagtailcore_pagerevision_id_seq', 1, false);

SELECT pg_catalog.setval('public.wagtailcore_pagesubscription_id_seq', 1, false);

SELECT pg_catalog.setval('public.wagtailcore_pageviewrestriction_groups_id_seq', 1, false);

SELECT pg_catalog.setval('public.wagtailcore_pageviewrestriction_id_seq', 1, false);

SELECT pg_catalog.setval('public.wagtailcore_referenceindex_id_seq', 1, false);

SELECT pg_catalog.setval('public.wagtailcore_site_id_seq', 2, true);

SELECT pg_catalog.setval('public.wagtailcore_task_id_seq', 1, true);

SELECT pg_catalog.setval('public.wagtailcore_taskstate_id_seq', 1, false);

SELECT pg_catalog.setval('public.wagtailcore_uploadedfile_id_seq', 1, false);

SELECT pg_catalog.setval('public.wagtailcore_workflow_id_seq', 1, true);

SELECT pg_catalog.setval('public.wagtailcore_workflowstate_id_seq', 1, false);

SELECT pg_catalog.setval('public.wagtailcore_workflowtask_id_seq', 1, true);

SELECT pg_catalog.setval('public.wagtaildocs_document_id_seq', 1, false);

SELECT pg_catalog.setval('public.wagtailembeds_embed_id_seq', 1, false);

SELECT pg_catalog.setval('public.wagtailforms_formsubmission_id_seq', 1, false);

SELECT pg_catalog.setval('public.wagtailimages_image_id_seq', 1, false);

SELECT pg_catalog.setval('public.wagtailimages_rendition_id_seq', 1, false);

SELECT pg_catalog.setval('public.wagtailredirects_redirect_id_seq', 1, false);

SELECT pg_catalog.setval('public.wagtailsearch_indexentry_id_seq', 1, false);

SELECT pg_catalog.setval('public.wagtailusers_userprofile_id_seq', 1, false);

ALTER TABLE ONLY public.acceptance_claim
    ADD CONSTRAINT acceptance_claim_pkey PRIMARY KEY (id);

ALTER TABLE ONLY public.acceptance_claim
    ADD CONSTRAINT acceptance_claim_ticket_id_key UNIQUE (ticket_id);

ALTER TABLE ONLY public.acceptance_handedrequirement
    ADD CONSTRAINT acceptance_handedrequirement_pkey PRIMARY KEY (id);

ALTER TABLE ONLY public.acceptance_handover
    ADD CONSTRAINT acceptance_handover_pkey PRIMARY KEY (id);

ALTER TABLE ONLY public.acceptance_handover
    ADD CONSTRAINT acceptance_handover_version_key UNIQUE (version);

ALTER TABLE ONLY public.acceptance_sprintnote
    ADD CONSTRAINT acceptance_sprintnote_pkey PRIMARY KEY (id);

ALTER TABLE ONLY public.account_emailaddress
    ADD CONSTRAINT account_emailaddress_pkey PRIMARY KEY (id);

ALTER TABLE ONLY public.account_emailaddress
    ADD CONSTRAINT account_emailaddress_user_id_email_987c8728_uniq UNIQUE (user_id, email);

ALTER TABLE ONLY public.account_emailconfirmation
    ADD CONSTRAINT account_emailconfirmation_key_key UNIQUE (key);

ALTER TABLE ONLY public.account_emailconfirmation
    ADD CONSTRAINT account_emailconfirmation_pkey PRIMARY KEY (id);

ALTER TABLE ONLY public.stock_allocation
    ADD CONSTRAINT allocation_once_per_order UNIQUE NULLS NOT DISTINCT (stock_id, reference, warehouse_id);

ALTER TABLE ONLY public.monitoring_answerhour
    ADD CONSTRAINT answer_hour_once UNIQUE (hour, source, route, role);

ALTER TABLE ONLY public.monitoring_answertotal
    ADD CONSTRAINT answer_total_once UNIQUE (source, route, role);

ALTER TABLE ONLY public.integrations_givenanswer
    ADD CONSTRAINT api_answer_once UNIQUE (token_id, key);

ALTER TABLE ONLY public.catalogue_attributevalue
    ADD CONSTRAINT attribute_value_unique UNIQUE (attribute_id, code);

ALTER TABLE ONLY public.auth_group
    ADD CONSTRAINT auth_group_name_key UNIQUE (name);

ALTER TABLE ONLY public.auth_group_permissions
    ADD CONSTRAINT auth_group_permissions_group_id_permission_id_0cd325b0_uniq UNIQUE (group_id, permission_id);

ALTER TABLE ONLY public.auth_group_permissions
    ADD CONSTRAINT auth_group_permissions_pkey PRIMARY KEY (id);

ALTER TABLE ONLY public.auth_group
    ADD CONSTRAINT auth_group_pkey PRIMARY KEY (id);

ALTER TABLE ONLY public.auth_permission
    ADD CONSTRAINT auth_permission_content_type_id_codename_01ab375a_uniq UNIQUE (content_type_id, codename);

ALTER TABLE ONLY public.auth_permission
    ADD CONSTRAINT auth_permission_pkey PRIMARY KEY (id);

ALTER TABLE ONLY public.backup_backup
    ADD CONSTRAINT backup_backup_label_key UNIQUE (label);

ALTER TABLE ONLY public.backup_backup
    ADD CONSTRAINT backup_backup_pkey PRIMARY KEY (id);

ALTER TABLE ONLY public.backup_drill
    ADD CONSTRAINT backup_drill_pkey PRIMARY KEY (id);

ALTER TABLE ONLY public.cart_cart
    ADD CONSTRAINT cart_cart_pkey PRIMARY KEY (token);

ALTER TABLE ONLY public.cart_cart
    ADD CONSTRAINT cart_cart_user_id_key UNIQUE (user_id);

ALTER TABLE ONLY public.cart_cartline
    ADD CONSTRAINT cart_cartline_pkey PRIMARY KEY (id);

ALTER TABLE ONLY public.cart_cartline
    ADD CONSTRAINT cart_line_unique UNIQUE (cart_id, variant_id);

ALTER TABLE ONLY public.catalogue_attribute
    ADD CONSTRAINT catalogue_attribute_code_key UNIQUE (code);

ALTER TABLE ONLY public.catalogue_attribute
    ADD CONSTRAINT catalogue_attribute_pkey PRIMARY KEY (id);

ALTER TABLE ONLY public.catalogue_attributevalue
    ADD CONSTRAINT catalogue_attributevalue_pkey PRIMARY KEY (id);

ALTER TABLE ONLY public.catalogue_attributevalueversion
    ADD CONSTRAINT catalogue_attributevalueversion_pkey PRIMARY KEY (pgh_id);

ALTER TABLE ONLY public.catalogue_attributeversion
    ADD CONSTRAINT catalogue_attributeversion_pkey PRIMARY KEY (pgh_id);

ALTER TABLE ONLY public.catalogue_brand
    ADD CONSTRAINT catalogue_brand_name_key UNIQUE (name);

ALTER TABLE ONLY public.catalogue_brand
    ADD CONSTRAINT catalogue_brand_pkey PRIMARY KEY (id);

ALTER TABLE ONLY public.catalogue_brandversion
    ADD CONSTRAINT catalogue_brandversion_pkey PRIMARY KEY (pgh_id);

ALTER TABLE ONLY public.catalogue_category
    ADD CONSTRAINT catalogue_category_code_key UNIQUE (code);

ALTER TABLE ONLY public.catalogue_category
    ADD CONSTRAINT catalogue_category_pkey PRIMARY KEY (id);

ALTER TABLE ONLY public.catalogue_categoryversion
    ADD CONSTRAINT catalogue_categoryversion_pkey PRIMARY KEY (pgh_id);

ALTER TABLE ONLY public.catalogue_manufacturer
    ADD CONSTRAINT catalogue_manufacturer_name_key UNIQUE (name);

ALTER TABLE ONLY public.catalogue_manufacturer
    ADD CONSTRAINT catalogue_manufacturer_pkey PRIMARY KEY (id);

ALTER TABLE ONLY public.catalogue_manufacturerversion
    ADD CONSTRAINT catalogue_manufacturerversion_pkey PRIMARY KEY (pgh_id);

ALTER TABLE ONLY public.catalogue_product
    ADD CONSTRAINT catalogue_product_code_key UNIQUE (code);

ALTER TABLE ONLY public.catalogue_product
    ADD CONSTRAINT catalogue_product_pkey PRIMARY KEY (id);

ALTER TABLE ONLY public.catalogue_productattribute
    ADD CONSTRAINT catalogue_productattribute_pkey PRIMARY KEY (id);

ALTER TABLE ONLY public.catalogue_productattributeversion
    ADD CONSTRAINT catalogue_productattributeversion_pkey PRIMARY KEY (pgh_id);

ALTER TABLE ONLY public.catalogue_productcategory
    ADD CONSTRAINT catalogue_productcategory_pkey PRIMARY KEY (id);

ALTER TABLE ONLY public.catalogue_productcategoryversion
    ADD CONSTRAINT catalogue_productcategoryversion_pkey PRIMARY KEY (pgh_id);

ALTER TABLE ONLY public.catalogue_productoption
    ADD CONSTRAINT catalogue_productoption_pkey PRIMARY KEY (id);

ALTER TABLE ONLY public.catalogue_productoptionversion
    ADD CONSTRAINT catalogue_productoptionversion_pkey PRIMARY KEY (pgh_id);

ALTER TABLE ONLY public.catalogue_productversion
    ADD CONSTRAINT catalogue_productversion_pkey PRIMARY KEY (pgh_id);

ALTER TABLE ONLY public.catalogue_variant
    ADD CONSTRAINT catalogue_variant_gtin_key UNIQUE (gtin);

ALTER TABLE ONLY public.catalogue_variant
    ADD CONSTRAINT catalogue_variant_pkey PRIMARY KEY (id);

ALTER TABLE ONLY public.catalogue_variant
    ADD CONSTRAINT catalogue_variant_sku_key UNIQUE (sku);

ALTER TABLE ONLY public.catalogue_variantvalue
    ADD CONSTRAINT catalogue_variantvalue_pkey PRIMARY KEY (id);

ALTER TABLE ONLY public.catalogue_variantvalueversion
    ADD CONSTRAINT catalogue_variantvalueversion_pkey PRIMARY KEY (pgh_id);

ALTER TABLE ONLY public.catalogue_variantversion
    ADD CONSTRAINT catalogue_variantversion_pkey PRIMARY KEY (pgh_id);

ALTER TABLE ONLY public.cms_campaignoffer
    ADD CONSTRAINT cms_campaignoffer_pkey PRIMARY KEY (id);

ALTER TABLE ONLY public.cms_campaignpage
    ADD CONSTRAINT cms_campaignpage_pkey PRIMARY KEY (page_ptr_id);

ALTER TABLE ONLY public.cms_categorylink
    ADD CONSTRAINT cms_categorylink_category_id_key UNIQUE (category_id);

ALTER TABLE ONLY public.cms_categorylink
    ADD CONSTRAINT cms_categorylink_pkey PRIMARY KEY (id);

ALTER TABLE ONLY public.cms_categorylink
    ADD CONSTRAINT cms_categorylink_translation_key_key UNIQUE (translation_key);

ALTER TABLE ONLY public.cms_categorypage
    ADD CONSTRAINT cms_categorypage_pkey PRIMARY KEY (page_ptr_id);

ALTER TABLE ONLY public.cms_consent
    ADD CONSTRAINT cms_consent_pkey PRIMARY KEY (id);

ALTER TABLE ONLY public.cms_formfield
    ADD CONSTRAINT cms_formfield_pkey PRIMARY KEY (id);

ALTER TABLE ONLY public.cms_formpage
    ADD CONSTRAINT cms_formpage_pkey PRIMARY KEY (page_ptr_id);

ALTER TABLE ONLY public.cms_formsent
    ADD CONSTRAINT cms_formsent_pkey PRIMARY KEY (id);

ALTER TABLE ONLY public.cms_listedproduct
    ADD CONSTRAINT cms_listedproduct_pkey PRIMARY KEY (id);

ALTER TABLE ONLY public.cms_livefault
    ADD CONSTRAINT cms_livefault_pkey PRIMARY KEY (page_id);

ALTER TABLE ONLY public.cms_lookthrough
    ADD CONSTRAINT cms_lookthrough_pkey PRIMARY KEY (id);

ALTER TABLE ONLY public.cms_menu
    ADD CONSTRAINT cms_menu_pkey PRIMARY KEY (id);

ALTER TABLE ONLY public.cms_menu
    ADD CONSTRAINT cms_menu_translation_key_locale_id_c3147a16_uniq UNIQUE (translation_key, locale_id);

ALTER TABLE ONLY public.cms_outsidelink
    ADD CONSTRAINT cms_outsidelink_pkey PRIMARY KEY (id);

ALTER TABLE ONLY public.cms_outsidelink
    ADD CONSTRAINT cms_outsidelink_url_key UNIQUE (url);

ALTER TABLE ONLY public.cms_picturebatch
    ADD CONSTRAINT cms_picturebatch_pkey PRIMARY KEY (id);

ALTER TABLE ONLY public.cms_picturebatchfile
    ADD CONSTRAINT cms_picturebatchfile_pkey PRIMARY KEY (id);

ALTER TABLE ONLY public.cms_previewcomment
    ADD CONSTRAINT cms_previewcomment_pkey PRIMARY KEY (id);

ALTER TABLE ONLY public.cms_previewlink
    ADD CONSTRAINT cms_previewlink_pkey PRIMARY KEY (id);

ALTER TABLE ONLY public.cms_productlink
    ADD CONSTRAINT cms_productlink_pkey PRIMARY KEY (id);

ALTER TABLE ONLY public.cms_productlink
    ADD CONSTRAINT cms_productlink_product_id_key UNIQUE (product_id);

ALTER TABLE ONLY public.cms_productlink
    ADD CONSTRAINT cms_productlink_translation_key_key UNIQUE (translation_key);

ALTER TABLE ONLY public.cms_productpage
    ADD CONSTRAINT cms_productpage_pkey PRIMARY KEY (page_ptr_id);

ALTER TABLE ONLY public.cms_promotedcontent
    ADD CONSTRAINT cms_promotedcontent_key_key UNIQUE (key);

ALTER TABLE ONLY public.cms_promotedcontent
    ADD CONSTRAINT cms_promotedcontent_pkey PRIMARY KEY (id);

ALTER TABLE ONLY public.cms_promotion
    ADD CONSTRAINT cms_promotion_package_key UNIQUE (package);

ALTER TABLE ONLY public.cms_promotion
    ADD CONSTRAINT cms_promotion_pkey PRIMARY KEY (id);

ALTER TABLE ONLY public.cms_promotionitem
    ADD CONSTRAINT cms_promotionitem_pkey PRIMARY KEY (id);

ALTER TABLE ONLY public.cms_promotionkey
    ADD CONSTRAINT cms_promotionkey_name_key UNIQUE (name);

ALTER TABLE ONLY public.cms_promotionkey
    ADD CONSTRAINT cms_promotionkey_pkey PRIMARY KEY (id);

ALTER TABLE ONLY public.cms_promotionkey
    ADD CONSTRAINT cms_promotionkey_public_key_key UNIQUE (public_key);

ALTER TABLE ONLY public.cms_publishedanyway
    ADD CONSTRAINT cms_publishedanyway_pkey PRIMARY KEY (id);

ALTER TABLE ONLY public.cms_release
    ADD CONSTRAINT cms_release_pkey PRIMARY KEY (id);

ALTER TABLE ONLY public.cms_releaseitem
    ADD CONSTRAINT cms_releaseitem_pkey PRIMARY KEY (id);

ALTER TABLE ONLY public.cms_rulechoice
    ADD CONSTRAINT cms_rulechoice_code_key UNIQUE (code);

ALTER TABLE ONLY public.cms_rulechoice
    ADD CONSTRAINT cms_rulechoice_pkey PRIMARY KEY (id);

ALTER TABLE ONLY public.cms_shardpage
    ADD CONSTRAINT cms_shardpage_pkey PRIMARY KEY (page_ptr_id);

ALTER TABLE ONLY public.cms_shopimage
    ADD CONSTRAINT cms_shopimage_pkey PRIMARY KEY (id);

ALTER TABLE ONLY public.cms_shoprendition
    ADD CONSTRAINT cms_shoprendition_pkey PRIMARY KEY (id);

ALTER TABLE ONLY public.cms_sitesettings
    ADD CONSTRAINT cms_sitesettings_pkey PRIMARY KEY (id);

ALTER TABLE ONLY public.cms_sitesettings
    ADD CONSTRAINT cms_sitesettings_translation_key_locale_id_ebf693ce_uniq UNIQUE (translation_key, locale_id);

ALTER TABLE ONLY public.cms_standardpage
    ADD CONSTRAINT cms_standardpage_pkey PRIMARY KEY (page_ptr_id);

ALTER TABLE ONLY public.inventory_component
    ADD CONSTRAINT component_once UNIQUE (kind, name);

ALTER TABLE ONLY public.customers_address
    ADD CONSTRAINT customers_address_pkey PRIMARY KEY (id);

ALTER TABLE ONLY public.customers_emailproof
    ADD CONSTRAINT customers_emailproof_pkey PRIMARY KEY (id);

ALTER TABLE ONLY public.customers_emailproof
    ADD CONSTRAINT customers_emailproof_user_id_key UNIQUE (user_id);

ALTER TABLE ONLY public.customers_level
    ADD CONSTRAINT customers_level_pkey PRIMARY KEY (code);

ALTER TABLE ONLY public.customers_level
    ADD CONSTRAINT customers_level_rank_key UNIQUE (rank);

ALTER TABLE ONLY public.customers_memberinvitation
    ADD CONSTRAINT customers_memberinvitation_pkey PRIMARY KEY (id);

ALTER TABLE ONLY public.customers_membership
    ADD CONSTRAINT customers_membership_pkey PRIMARY KEY (id);

ALTER TABLE ONLY public.customers_membership
    ADD CONSTRAINT customers_membership_user_id_key UNIQUE (user_id);

ALTER TABLE ONLY public.customers_organisation
    ADD CONSTRAINT customers_organisation_number_key UNIQUE (number);

ALTER TABLE ONLY public.customers_organisation
    ADD CONSTRAINT customers_organisation_pkey PRIMARY KEY (id);

ALTER TABLE ONLY public.customers_passkey
    ADD CONSTRAINT customers_passkey_credential_id_key UNIQUE (credential_id);

ALTER TABLE ONLY public.customers_passkey
    ADD CONSTRAINT customers_passkey_pkey PRIMARY KEY (id);

ALTER TABLE ONLY public.customers_secondfactorreset
    ADD CONSTRAINT customers_secondfactorreset_pkey PRIMARY KEY (id);

ALTER TABLE ONLY public.customers_user_groups
    ADD CONSTRAINT customers_user_groups_pkey PRIMARY KEY (id);

ALTER TABLE ONLY public.customers_user_groups
    ADD CONSTRAINT customers_user_groups_user_id_group_id_c6dc71d5_uniq UNIQUE (user_id, group_id);

ALTER TABLE ONLY public.customers_user
    ADD CONSTRAINT customers_user_pkey PRIMARY KEY (id);

ALTER TABLE ONLY public.customers_user_user_permissions
    ADD CONSTRAINT customers_user_user_perm_user_id_permission_id_7405b3bb_uniq UNIQUE (user_id, permission_id);

ALTER TABLE ONLY public.customers_user_user_permissions
    ADD CONSTRAINT customers_user_user_permissions_pkey PRIMARY KEY (id);

ALTER TABLE ONLY public.customers_vatcheck
    ADD CONSTRAINT customers_vatcheck_pkey PRIMARY KEY (id);

ALTER TABLE ONLY public.integrations_delivery
    ADD CONSTRAINT delivery_once_per_target UNIQUE (event_id, target);

ALTER TABLE ONLY public.desk_attachment
    ADD CONSTRAINT desk_attachment_entry_id_key UNIQUE (entry_id);

ALTER TABLE ONLY public.desk_attachment
    ADD CONSTRAINT desk_attachment_pkey PRIMARY KEY (id);

ALTER TABLE ONLY public.desk_entry
    ADD CONSTRAINT desk_entry_pkey PRIMARY KEY (id);

ALTER TABLE ONLY public.desk_ticketlink
    ADD CONSTRAINT desk_link_once UNIQUE (ticket_id, kind, key);

ALTER TABLE ONLY public.desk_matrixcell
    ADD CONSTRAINT desk_matrix_cell_once UNIQUE (impact, urgency);

ALTER TABLE ONLY public.desk_matrixcell
    ADD CONSTRAINT desk_matrixcell_pkey PRIMARY KEY (id);

ALTER TABLE ONLY public.desk_matrixcellversion
    ADD CONSTRAINT desk_matrixcellversion_pkey PRIMARY KEY (pgh_id);

ALTER TABLE ONLY public.desk_notice
    ADD CONSTRAINT desk_notice_pkey PRIMARY KEY (id);

ALTER TABLE ONLY public.desk_priority
    ADD CONSTRAINT desk_priority_pkey PRIMARY KEY (id);

ALTER TABLE ONLY public.desk_priority
    ADD CONSTRAINT desk_priority_rank_key UNIQUE (rank);

ALTER TABLE ONLY public.desk_priorityversion
    ADD CONSTRAINT desk_priorityversion_pkey PRIMARY KEY (pgh_id);

ALTER TABLE ONLY public.desk_subscription
    ADD CONSTRAINT desk_subscription_pkey PRIMARY KEY (id);

ALTER TABLE ONLY public.desk_subscription
    ADD CONSTRAINT desk_subscription_token_key UNIQUE (token);

ALTER TABLE ONLY public.desk_ticket
    ADD CONSTRAINT desk_ticket_number_key UNIQUE (number);

ALTER TABLE ONLY public.desk_ticket
    ADD CONSTRAINT desk_ticket_pkey PRIMARY KEY (id);

ALTER TABLE ONLY public.desk_ticketcategory
    ADD CONSTRAINT desk_ticketcategory_name_key UNIQUE (name);

ALTER TABLE ONLY public.desk_ticketcategory
    ADD CONSTRAINT desk_ticketcategory_pkey PRIMARY KEY (id);

ALTER TABLE ONLY public.desk_ticketcategoryversion
    ADD CONSTRAINT desk_ticketcategoryversion_pkey PRIMARY KEY (pgh_id);

ALTER TABLE ONLY public.desk_ticketlink
    ADD CONSTRAINT desk_ticketlink_pkey PRIMARY KEY (id);

ALTER TABLE ONLY public.desk_notice
    ADD CONSTRAINT desk_told_once UNIQUE (entry_id, subscription_id);

ALTER TABLE ONLY public.desk_subscription
    ADD CONSTRAINT desk_user_follows_once UNIQUE (ticket_id, user_id);

ALTER TABLE ONLY public.desk_watcher
    ADD CONSTRAINT desk_watcher_pkey PRIMARY KEY (id);

ALTER TABLE ONLY public.desk_watcher
    ADD CONSTRAINT desk_watcher_user_id_key UNIQUE (user_id);

ALTER TABLE ONLY public.django_content_type
    ADD CONSTRAINT django_content_type_app_label_model_76bd3d3b_uniq UNIQUE (app_label, model);

ALTER TABLE ONLY public.django_content_type
    ADD CONSTRAINT django_content_type_pkey PRIMARY KEY (id);

ALTER TABLE ONLY public.django_migrations
    ADD CONSTRAINT django_migrations_pkey PRIMARY KEY (id);

ALTER TABLE ONLY public.django_session
    ADD CONSTRAINT django_session_pkey PRIMARY KEY (session_key);

ALTER TABLE ONLY public.django_tasks_database_dbtaskresult
    ADD CONSTRAINT django_tasks_database_dbtaskresult_pkey PRIMARY KEY (id);

ALTER TABLE ONLY public.events_event
    ADD CONSTRAINT events_event_pkey PRIMARY KEY (id);

ALTER TABLE ONLY public.events_version
    ADD CONSTRAINT events_version_pkey PRIMARY KEY (tag);

ALTER TABLE ONLY public.integrations_externalref
    ADD CONSTRAINT external_ref_of_ours UNIQUE (system, kind, ours);

ALTER TABLE ONLY public.integrations_externalref
    ADD CONSTRAINT external_ref_of_theirs UNIQUE (system, kind, theirs);

ALTER TABLE ONLY public.monitoring_figurehour
    ADD CONSTRAINT figure_hour_once UNIQUE (code, hour);

ALTER TABLE ONLY public.integrations_fortnoxpayment
    ADD CONSTRAINT fortnox_payment_once UNIQUE (event_id, document_id);

ALTER TABLE ONLY public.acceptance_handedrequirement
    ADD CONSTRAINT handed_requirement_once UNIQUE (handover_id, number);

ALTER TABLE ONLY public.history_historyseal
    ADD CONSTRAINT history_historyseal_pkey PRIMARY KEY (id);

ALTER TABLE ONLY public.home_homepage
    ADD CONSTRAINT home_homepage_pkey PRIMARY KEY (page_ptr_id);

ALTER TABLE ONLY public.integrations_inboundmessage
    ADD CONSTRAINT inbound_message_once UNIQUE (provider, key);

ALTER TABLE ONLY public.integrations_apicall
    ADD CONSTRAINT integrations_apicall_pkey PRIMARY KEY (id);

ALTER TABLE ONLY public.integrations_apitoken
    ADD CONSTRAINT integrations_apitoken_name_key UNIQUE (name);

ALTER TABLE ONLY public.integrations_apitoken
    ADD CONSTRAINT integrations_apitoken_pkey PRIMARY KEY (id);

ALTER TABLE ONLY public.integrations_apitoken
    ADD CONSTRAINT integrations_apitoken_prefix_key UNIQUE (prefix);

ALTER TABLE ONLY public.integrations_apitokenversion
    ADD CONSTRAINT integrations_apitokenversion_pkey PRIMARY KEY (pgh_id);

ALTER TABLE ONLY public.integrations_attempt
    ADD CONSTRAINT integrations_attempt_pkey PRIMARY KEY (id);

ALTER TABLE ONLY public.integrations_comparedsystem
    ADD CONSTRAINT integrations_comparedsystem_pkey PRIMARY KEY (code);

ALTER TABLE ONLY public.integrations_cursor
    ADD CONSTRAINT integrations_cursor_pkey PRIMARY KEY (stream);

ALTER TABLE ONLY public.integrations_delivery
    ADD CONSTRAINT integrations_delivery_pkey PRIMARY KEY (id);

ALTER TABLE ONLY public.integrations_deliveryreceipt
    ADD CONSTRAINT integrations_deliveryreceipt_delivery_id_key UNIQUE (delivery_id);

ALTER TABLE ONLY public.integrations_deliveryreceipt
    ADD CONSTRAINT integrations_deliveryreceipt_pkey PRIMARY KEY (id);

ALTER TABLE ONLY public.integrations_differencerow
    ADD CONSTRAINT integrations_differencerow_pkey PRIMARY KEY (id);

ALTER TABLE ONLY public.integrations_export
    ADD CONSTRAINT integrations_export_pkey PRIMARY KEY (id);

ALTER TABLE ONLY public.integrations_externalref
    ADD CONSTRAINT integrations_externalref_pkey PRIMARY KEY (id);

ALTER TABLE ONLY public.integrations_flowrun
    ADD CONSTRAINT integrations_flowrun_pkey PRIMARY KEY (id);

ALTER TABLE ONLY public.integrations_fortnoxaccess
    ADD CONSTRAINT integrations_fortnoxaccess_pkey PRIMARY KEY (tenant);

ALTER TABLE ONLY public.integrations_fortnoxcalls
    ADD CONSTRAINT integrations_fortnoxcalls_pkey PRIMARY KEY (tenant);

ALTER TABLE ONLY public.integrations_fortnoxdocument
    ADD CONSTRAINT integrations_fortnoxdocument_invoice_id_key UNIQUE (invoice_id);

ALTER TABLE ONLY public.integrations_fortnoxdocument
    ADD CONSTRAINT integrations_fortnoxdocument_number_key UNIQUE (number);

ALTER TABLE ONLY public.integrations_fortnoxdocument
    ADD CONSTRAINT integrations_fortnoxdocument_pkey PRIMARY KEY (id);

ALTER TABLE ONLY public.integrations_fortnoxpayment
    ADD CONSTRAINT integrations_fortnoxpayment_number_key UNIQUE (number);

ALTER TABLE ONLY public.integrations_fortnoxpayment
    ADD CONSTRAINT integrations_fortnoxpayment_pkey PRIMARY KEY (id);

ALTER TABLE ONLY public.integrations_fortnoxtold
    ADD CONSTRAINT integrations_fortnoxtold_pkey PRIMARY KEY (subject);

ALTER TABLE ONLY public.integrations_givenanswer
    ADD CONSTRAINT integrations_givenanswer_pkey PRIMARY KEY (id);

ALTER TABLE ONLY public.integrations_heartbeat
    ADD CONSTRAINT integrations_heartbeat_pkey PRIMARY KEY (process);

ALTER TABLE ONLY public.integrations_import
    ADD CONSTRAINT integrations_import_pkey PRIMARY KEY (id);

ALTER TABLE ONLY public.integrations_importrow
    ADD CONSTRAINT integrations_importrow_pkey PRIMARY KEY (id);

ALTER TABLE ONLY public.integrations_importsource
    ADD CONSTRAINT integrations_importsource_name_key UNIQUE (name);

ALTER TABLE ONLY public.integrations_importsource
    ADD CONSTRAINT integrations_importsource_pkey PRIMARY KEY (id);

ALTER TABLE ONLY public.integrations_inboundmessage
    ADD CONSTRAINT integrations_inboundmessage_pkey PRIMARY KEY (id);

ALTER TABLE ONLY public.integrations_miss
    ADD CONSTRAINT integrations_miss_pkey PRIMARY KEY (id);

ALTER TABLE ONLY public.integrations_receiver
    ADD CONSTRAINT integrations_receiver_name_key UNIQUE (name);

ALTER TABLE ONLY public.integrations_receiver
    ADD CONSTRAINT integrations_receiver_pkey PRIMARY KEY (id);

ALTER TABLE ONLY public.integrations_restoration
    ADD CONSTRAINT integrations_restoration_pkey PRIMARY KEY (id);

ALTER TABLE ONLY public.integrations_restoration
    ADD CONSTRAINT integrations_restoration_restored_to_key UNIQUE (restored_to);

ALTER TABLE ONLY public.integrations_restorequestion
    ADD CONSTRAINT integrations_restorequestion_pkey PRIMARY KEY (id);

ALTER TABLE ONLY public.integrations_savedexport
    ADD CONSTRAINT integrations_savedexport_name_key UNIQUE (name);

ALTER TABLE ONLY public.integrations_savedexport
    ADD CONSTRAINT integrations_savedexport_pkey PRIMARY KEY (id);

ALTER TABLE ONLY public.integrations_savedmapping
    ADD CONSTRAINT integrations_savedmapping_name_key UNIQUE (name);

ALTER TABLE ONLY public.integrations_savedmapping
    ADD CONSTRAINT integrations_savedmapping_pkey PRIMARY KEY (id);

ALTER TABLE ONLY public.integrations_sender
    ADD CONSTRAINT integrations_sender_code_key UNIQUE (code);

ALTER TABLE ONLY public.integrations_sender
    ADD CONSTRAINT integrations_sender_name_key UNIQUE (name);

ALTER TABLE ONLY public.integrations_sender
    ADD CONSTRAINT integrations_sender_pkey PRIMARY KEY (id);

ALTER TABLE ONLY public.integrations_system
    ADD CONSTRAINT integrations_system_pkey PRIMARY KEY (code);

ALTER TABLE ONLY public.integrations_targethour
    ADD CONSTRAINT integrations_targethour_pkey PRIMARY KEY (id);

ALTER TABLE ONLY public.integrations_warehousearticle
    ADD CONSTRAINT integrations_warehousearticle_pkey PRIMARY KEY (id);

ALTER TABLE ONLY public.integrations_warehousefile
    ADD CONSTRAINT integrations_warehousefile_pkey PRIMARY KEY (id);

ALTER TABLE ONLY public.integrations_warehouseorder
    ADD CONSTRAINT integrations_warehouseorder_pkey PRIMARY KEY (id);

ALTER TABLE ONLY public.integrations_warehouseorderline
    ADD CONSTRAINT integrations_warehouseorderline_pkey PRIMARY KEY (id);

ALTER TABLE ONLY public.integrations_warehouseparcel
    ADD CONSTRAINT integrations_warehouseparcel_pkey PRIMARY KEY (id);

ALTER TABLE ONLY public.integrations_warehouseparcel
    ADD CONSTRAINT integrations_warehouseparcel_shipment_id_key UNIQUE (shipment_id);

ALTER TABLE ONLY public.integrations_warehousestock
    ADD CONSTRAINT integrations_warehousestock_pkey PRIMARY KEY (id);

ALTER TABLE ONLY public.integrations_watchedflow
    ADD CONSTRAINT integrations_watchedflow_pkey PRIMARY KEY (code);

ALTER TABLE ONLY public.inventory_advisory
    ADD CONSTRAINT inventory_advisory_pkey PRIMARY KEY (id);

ALTER TABLE ONLY public.inventory_advisoryfile
    ADD CONSTRAINT inventory_advisoryfile_pkey PRIMARY KEY ("only");

ALTER TABLE ONLY public.inventory_component
    ADD CONSTRAINT inventory_component_pkey PRIMARY KEY (id);

ALTER TABLE ONLY public.orders_invoice
    ADD CONSTRAINT invoice_number_once UNIQUE (series_id, number);

ALTER TABLE ONLY public.lists_savedline
    ADD CONSTRAINT list_line_unique UNIQUE (saved_list_id, variant_id);

ALTER TABLE ONLY public.cms_listedproduct
    ADD CONSTRAINT listed_once_per_language UNIQUE (product_id, locale_id);

ALTER TABLE ONLY public.lists_savedline
    ADD CONSTRAINT lists_savedline_pkey PRIMARY KEY (id);

ALTER TABLE ONLY public.lists_savedlist
    ADD CONSTRAINT lists_savedlist_pkey PRIMARY KEY (id);

ALTER TABLE ONLY public.monitoring_alarm
    ADD CONSTRAINT monitoring_alarm_pkey PRIMARY KEY (id);

ALTER TABLE ONLY public.monitoring_answerhour
    ADD CONSTRAINT monitoring_answerhour_pkey PRIMARY KEY (id);

ALTER TABLE ONLY public.monitoring_answertotal
    ADD CONSTRAINT monitoring_answertotal_pkey PRIMARY KEY (id);

ALTER TABLE ONLY public.monitoring_figurehour
    ADD CONSTRAINT monitoring_figurehour_pkey PRIMARY KEY (id);

ALTER TABLE ONLY public.monitoring_reading
    ADD CONSTRAINT monitoring_reading_pkey PRIMARY KEY (code);

ALTER TABLE ONLY public.monitoring_threshold
    ADD CONSTRAINT monitoring_threshold_pkey PRIMARY KEY (id);

ALTER TABLE ONLY public.monitoring_thresholdversion
    ADD CONSTRAINT monitoring_thresholdversion_pkey PRIMARY KEY (pgh_id);

ALTER TABLE ONLY public.pricing_offer
    ADD CONSTRAINT offer_code_of_one_campaign EXCLUDE USING gist (code WITH =, campaign WITH <>, tstzrange(valid_from, valid_until) WITH &&) WHERE ((NOT ((code)::text = ''::text)));

ALTER TABLE ONLY public.cms_menu
    ADD CONSTRAINT one_menu_in_a_place UNIQUE (place, locale_id);

ALTER TABLE ONLY public.cms_sitesettings
    ADD CONSTRAINT one_site_settings_a_language UNIQUE (locale_id);

ALTER TABLE ONLY public.orders_orderchange
    ADD CONSTRAINT order_change_number UNIQUE (order_id, number);

ALTER TABLE ONLY public.orders_orderline
    ADD CONSTRAINT order_line_position_unique UNIQUE (order_id, "position");

ALTER TABLE ONLY public.orders_orderaddress
    ADD CONSTRAINT order_one_address_per_group UNIQUE (order_id, kind, "group");

ALTER TABLE ONLY public.orders_booking
    ADD CONSTRAINT orders_booking_anchor_key UNIQUE (anchor);

ALTER TABLE ONLY public.orders_booking
    ADD CONSTRAINT orders_booking_pkey PRIMARY KEY (id);

ALTER TABLE ONLY public.orders_chosenpoint
    ADD CONSTRAINT orders_chosenpoint_order_id_key UNIQUE (order_id);

ALTER TABLE ONLY public.orders_chosenpoint
    ADD CONSTRAINT orders_chosenpoint_pkey PRIMARY KEY (id);

ALTER TABLE ONLY public.orders_deliverymethod
    ADD CONSTRAINT orders_deliverymethod_code_key UNIQUE (code);

ALTER TABLE ONLY public.orders_deliverymethod
    ADD CONSTRAINT orders_deliverymethod_pkey PRIMARY KEY (id);

ALTER TABLE ONLY public.orders_instruction
    ADD CONSTRAINT orders_instruction_key_key UNIQUE (key);

ALTER TABLE ONLY public.orders_instruction
    ADD CONSTRAINT orders_instruction_pkey PRIMARY KEY (id);

ALTER TABLE ONLY public.orders_invoice
    ADD CONSTRAINT orders_invoice_pkey PRIMARY KEY (id);

ALTER TABLE ONLY public.orders_invoiceseries
    ADD CONSTRAINT orders_invoiceseries_continued_in_id_key UNIQUE (continued_in_id);

ALTER TABLE ONLY public.orders_invoiceseries
    ADD CONSTRAINT orders_invoiceseries_pkey PRIMARY KEY (code);

ALTER TABLE ONLY public.orders_notice
    ADD CONSTRAINT orders_notice_pkey PRIMARY KEY (id);

ALTER TABLE ONLY public.orders_notice
    ADD CONSTRAINT orders_notice_returned_id_key UNIQUE (returned_id);

ALTER TABLE ONLY public.orders_notice
    ADD CONSTRAINT orders_notice_token_key UNIQUE (token);

ALTER TABLE ONLY public.orders_order
    ADD CONSTRAINT orders_order_cart_token_key UNIQUE (cart_token);

ALTER TABLE ONLY public.orders_order
    ADD CONSTRAINT orders_order_number_key UNIQUE (number);

ALTER TABLE ONLY public.orders_order
    ADD CONSTRAINT orders_order_pkey PRIMARY KEY (id);

ALTER TABLE ONLY public.orders_order
    ADD CONSTRAINT orders_order_token_key UNIQUE (token);

ALTER TABLE ONLY public.orders_orderaddress
    ADD CONSTRAINT orders_orderaddress_pkey PRIMARY KEY (id);

ALTER TABLE ONLY public.orders_orderchange
    ADD CONSTRAINT orders_orderchange_pkey PRIMARY KEY (id);

ALTER TABLE ONLY public.orders_orderline
    ADD CONSTRAINT orders_orderline_pkey PRIMARY KEY (id);

ALTER TABLE ONLY public.orders_ordernote
    ADD CONSTRAINT orders_ordernote_pkey PRIMARY KEY (id);

ALTER TABLE ONLY public.orders_ordersearch
    ADD CONSTRAINT orders_ordersearch_pkey PRIMARY KEY (order_id);

ALTER TABLE ONLY public.orders_payment
    ADD CONSTRAINT orders_payment_pkey PRIMARY KEY (id);

ALTER TABLE ONLY public.orders_paymentevent
    ADD CONSTRAINT orders_paymentevent_pkey PRIMARY KEY (id);

ALTER TABLE ONLY public.orders_return
    ADD CONSTRAINT orders_return_credit_note_id_key UNIQUE (credit_note_id);

ALTER TABLE ONLY public.orders_return
    ADD CONSTRAINT orders_return_pkey PRIMARY KEY (id);

ALTER TABLE ONLY public.orders_return
    ADD CONSTRAINT orders_return_token_key UNIQUE (token);

ALTER TABLE ONLY public.orders_returnline
    ADD CONSTRAINT orders_returnline_pkey PRIMARY KEY (id);

ALTER TABLE ONLY public.orders_scan
    ADD CONSTRAINT orders_scan_pkey PRIMARY KEY (id);

ALTER TABLE ONLY public.orders_sentmail
    ADD CONSTRAINT orders_sentmail_message_id_key UNIQUE (message_id);

ALTER TABLE ONLY public.orders_sentmail
    ADD CONSTRAINT orders_sentmail_pkey PRIMARY KEY (id);

ALTER TABLE ONLY public.orders_shipment
    ADD CONSTRAINT orders_shipment_pkey PRIMARY KEY (id);

ALTER TABLE ONLY public.orders_shipmentline
    ADD CONSTRAINT orders_shipmentline_pkey PRIMARY KEY (id);

ALTER TABLE ONLY public.otp_static_staticdevice
    ADD CONSTRAINT otp_static_staticdevice_pkey PRIMARY KEY (id);

ALTER TABLE ONLY public.otp_static_statictoken
    ADD CONSTRAINT otp_static_statictoken_pkey PRIMARY KEY (id);

ALTER TABLE ONLY public.otp_totp_totpdevice
    ADD CONSTRAINT otp_totp_totpdevice_pkey PRIMARY KEY (id);

ALTER TABLE ONLY public.status_plannedoutage
    ADD CONSTRAINT outage_one_at_a_time EXCLUDE USING gist (tstzrange(starts_at, ends_at) WITH &&) WHERE ((NOT ((state)::text = 'withdrawn'::text)));

ALTER TABLE ONLY public.orders_paymentevent
    ADD CONSTRAINT payment_event_once UNIQUE (payment_id, kind, key);

ALTER TABLE ONLY public.pghistory_context
    ADD CONSTRAINT pghistory_context_pkey PRIMARY KEY (id);

ALTER TABLE ONLY public.cms_picturebatchfile
    ADD CONSTRAINT picture_batch_file_once UNIQUE (batch_id, place);

ALTER TABLE ONLY public.pricing_pricechange
    ADD CONSTRAINT price_change_once UNIQUE (change_set_id, variant_id, price_list_id, min_quantity);

ALTER TABLE ONLY public.pricing_price
    ADD CONSTRAINT price_one_at_a_time EXCLUDE USING gist (variant_id WITH =, price_list_id WITH =, min_quantity WITH =, tstzrange(valid_from, valid_until) WITH &&);

ALTER TABLE ONLY public.pricing_offer
    ADD CONSTRAINT pricing_offer_pkey PRIMARY KEY (id);

ALTER TABLE ONLY public.pricing_price
    ADD CONSTRAINT pricing_price_pkey PRIMARY KEY (id);

ALTER TABLE ONLY public.pricing_pricechange
    ADD CONSTRAINT pricing_pricechange_pkey PRIMARY KEY (id);

ALTER TABLE ONLY public.pricing_pricechangeset
    ADD CONSTRAINT pricing_pricechangeset_pkey PRIMARY KEY (id);

ALTER TABLE ONLY public.pricing_pricechangesetversion
    ADD CONSTRAINT pricing_pricechangesetversion_pkey PRIMARY KEY (pgh_id);

ALTER TABLE ONLY public.pricing_pricechangeversion
    ADD CONSTRAINT pricing_pricechangeversion_pkey PRIMARY KEY (pgh_id);

ALTER TABLE ONLY public.pricing_pricelist
    ADD CONSTRAINT pricing_pricelist_code_key UNIQUE (code);

ALTER TABLE ONLY public.pricing_pricelist
    ADD CONSTRAINT pricing_pricelist_pkey PRIMARY KEY (id);

ALTER TABLE ONLY public.pricing_pricerecord
    ADD CONSTRAINT pricing_pricerecord_pkey PRIMARY KEY (id);

ALTER TABLE ONLY public.privacy_privacylink
    ADD CONSTRAINT privacy_privacylink_pkey PRIMARY KEY (token);

ALTER TABLE ONLY public.privacy_privacyrequest
    ADD CONSTRAINT privacy_privacyrequest_pkey PRIMARY KEY (id);

ALTER TABLE ONLY public.privacy_privacyrequest
    ADD CONSTRAINT privacy_privacyrequest_token_key UNIQUE (token);

ALTER TABLE ONLY public.catalogue_productattribute
    ADD CONSTRAINT product_attribute_unique UNIQUE NULLS NOT DISTINCT (product_id, attribute_id, value_id);

ALTER TABLE ONLY public.catalogue_productcategory
    ADD CONSTRAINT product_once_in_category UNIQUE (product_id, category_id);

ALTER TABLE ONLY public.catalogue_productoption
    ADD CONSTRAINT product_option_one_per_position UNIQUE (product_id, "position");

ALTER TABLE ONLY public.catalogue_productoption
    ADD CONSTRAINT product_option_unique UNIQUE (product_id, attribute_id);

ALTER TABLE ONLY public.cms_promotionitem
    ADD CONSTRAINT promotion_item_once UNIQUE (promotion_id, key);

ALTER TABLE ONLY public.cms_publishedanyway
    ADD CONSTRAINT published_anyway_once UNIQUE (page_id, mark);

ALTER TABLE ONLY public.quotations_quotationline
    ADD CONSTRAINT quotation_line_once_per_variant UNIQUE (quotation_id, variant_id);

ALTER TABLE ONLY public.quotations_quotation
    ADD CONSTRAINT quotation_version_once UNIQUE (number, version);

ALTER TABLE ONLY public.quotations_quotation
    ADD CONSTRAINT quotations_quotation_pkey PRIMARY KEY (id);

ALTER TABLE ONLY public.quotations_quotation
    ADD CONSTRAINT quotations_quotation_token_key UNIQUE (token);

ALTER TABLE ONLY public.quotations_quotationline
    ADD CONSTRAINT quotations_quotationline_pkey PRIMARY KEY (id);

ALTER TABLE ONLY public.register_bulkrun
    ADD CONSTRAINT register_bulkrun_pkey PRIMARY KEY (token);

ALTER TABLE ONLY public.register_savedfilter
    ADD CONSTRAINT register_savedfilter_pkey PRIMARY KEY (id);

ALTER TABLE ONLY public.cms_releaseitem
    ADD CONSTRAINT release_prices_once UNIQUE (release_id, change_set_id);

ALTER TABLE ONLY public.stock_reservation
    ADD CONSTRAINT reservation_once_per_cart UNIQUE (holder, stock_id);

ALTER TABLE ONLY public.integrations_restorequestion
    ADD CONSTRAINT restore_question_once UNIQUE (restoration_id, system, kind, name);

ALTER TABLE ONLY public.orders_returnline
    ADD CONSTRAINT return_line_once UNIQUE (returned_id, line_id);

ALTER TABLE ONLY public.orders_return
    ADD CONSTRAINT return_number_in_order UNIQUE (order_id, number);

ALTER TABLE ONLY public.orders_scan
    ADD CONSTRAINT scan_once UNIQUE (shipment_id, key);

ALTER TABLE ONLY public.search_document
    ADD CONSTRAINT search_document_pkey PRIMARY KEY (listed_id);

ALTER TABLE ONLY public.search_word
    ADD CONSTRAINT search_word_pkey PRIMARY KEY (id);

ALTER TABLE ONLY public.services_servicepart
    ADD CONSTRAINT services_part_place UNIQUE (order_id, "position");

ALTER TABLE ONLY public.services_service
    ADD CONSTRAINT services_service_code_key UNIQUE (code);

ALTER TABLE ONLY public.services_service
    ADD CONSTRAINT services_service_pkey PRIMARY KEY (id);

ALTER TABLE ONLY public.services_servicechoice
    ADD CONSTRAINT services_servicechoice_pkey PRIMARY KEY (id);

ALTER TABLE ONLY public.services_serviceorder
    ADD CONSTRAINT services_serviceorder_goods_id_key UNIQUE (goods_id);

ALTER TABLE ONLY public.services_serviceorder
    ADD CONSTRAINT services_serviceorder_number_key UNIQUE (number);

ALTER TABLE ONLY public.services_serviceorder
    ADD CONSTRAINT services_serviceorder_pkey PRIMARY KEY (id);

ALTER TABLE ONLY public.services_servicepart
    ADD CONSTRAINT services_servicepart_pkey PRIMARY KEY (id);

ALTER TABLE ONLY public.services_servicepart
    ADD CONSTRAINT services_servicepart_ticket_id_key UNIQUE (ticket_id);

ALTER TABLE ONLY public.services_serviceversion
    ADD CONSTRAINT services_serviceversion_pkey PRIMARY KEY (id);

ALTER TABLE ONLY public.services_serviceversion
    ADD CONSTRAINT services_version_once UNIQUE (service_id, number);

ALTER TABLE ONLY public.orders_shipmentline
    ADD CONSTRAINT shipment_line_once UNIQUE (shipment_id, line_id);

ALTER TABLE ONLY public.orders_shipment
    ADD CONSTRAINT shipment_number_in_order UNIQUE (order_id, number);

ALTER TABLE ONLY public.cms_shoprendition
    ADD CONSTRAINT shop_rendition_unique UNIQUE (image_id, filter_spec, focal_point_key);

ALTER TABLE ONLY public.status_asked
    ADD CONSTRAINT status_asked_pkey PRIMARY KEY (at);

ALTER TABLE ONLY public.status_disturbance
    ADD CONSTRAINT status_disturbance_pkey PRIMARY KEY (id);

ALTER TABLE ONLY public.status_disturbanceversion
    ADD CONSTRAINT status_disturbanceversion_pkey PRIMARY KEY (pgh_id);

ALTER TABLE ONLY public.status_outagefollower
    ADD CONSTRAINT status_outagefollower_pkey PRIMARY KEY (id);

ALTER TABLE ONLY public.status_outagefollower
    ADD CONSTRAINT status_outagefollower_user_id_key UNIQUE (user_id);

ALTER TABLE ONLY public.status_plannedoutage
    ADD CONSTRAINT status_plannedoutage_pkey PRIMARY KEY (id);

ALTER TABLE ONLY public.status_plannedoutageversion
    ADD CONSTRAINT status_plannedoutageversion_pkey PRIMARY KEY (pgh_id);

ALTER TABLE ONLY public.stock_allocation
    ADD CONSTRAINT stock_allocation_pkey PRIMARY KEY (id);

ALTER TABLE ONLY public.stock_drift
    ADD CONSTRAINT stock_drift_pkey PRIMARY KEY (id);

ALTER TABLE ONLY public.stock_incomingstock
    ADD CONSTRAINT stock_incomingstock_pkey PRIMARY KEY (id);

ALTER TABLE ONLY public.stock_stocklevel
    ADD CONSTRAINT stock_level_once UNIQUE (stock_id, warehouse_id);

ALTER TABLE ONLY public.stock_reservation
    ADD CONSTRAINT stock_reservation_pkey PRIMARY KEY (id);

ALTER TABLE ONLY public.stock_stock
    ADD CONSTRAINT stock_stock_pkey PRIMARY KEY (variant_id);

ALTER TABLE ONLY public.stock_stocklevel
    ADD CONSTRAINT stock_stocklevel_pkey PRIMARY KEY (id);

ALTER TABLE ONLY public.stock_stockmovement
    ADD CONSTRAINT stock_stockmovement_pkey PRIMARY KEY (id);

ALTER TABLE ONLY public.stock_stockwatch
    ADD CONSTRAINT stock_stockwatch_pkey PRIMARY KEY (id);

ALTER TABLE ONLY public.stock_warehouse
    ADD CONSTRAINT stock_warehouse_code_key UNIQUE (code);

ALTER TABLE ONLY public.stock_warehouse
    ADD CONSTRAINT stock_warehouse_pkey PRIMARY KEY (id);

ALTER TABLE ONLY public.taggit_tag
    ADD CONSTRAINT taggit_tag_name_key UNIQUE (name);

ALTER TABLE ONLY public.taggit_tag
    ADD CONSTRAINT taggit_tag_pkey PRIMARY KEY (id);

ALTER TABLE ONLY public.taggit_tag
    ADD CONSTRAINT taggit_tag_slug_key UNIQUE (slug);

ALTER TABLE ONLY public.taggit_taggeditem
    ADD CONSTRAINT taggit_taggeditem_content_type_id_object_id_tag_id_4bb97a8e_uni UNIQUE (content_type_id, object_id, tag_id);

ALTER TABLE ONLY public.taggit_taggeditem
    ADD CONSTRAINT taggit_taggeditem_pkey PRIMARY KEY (id);

ALTER TABLE ONLY public.integrations_targethour
    ADD CONSTRAINT target_hour_once UNIQUE (target, hour);

ALTER TABLE ONLY public.monitoring_threshold
    ADD CONSTRAINT threshold_once UNIQUE (figure, side, level);

ALTER TABLE ONLY public.wagtailcore_grouppagepermission
    ADD CONSTRAINT unique_permission UNIQUE (group_id, page_id, permission_id);

ALTER TABLE ONLY public.usersessions_usersession
    ADD CONSTRAINT usersessions_usersession_pkey PRIMARY KEY (id);

ALTER TABLE ONLY public.usersessions_usersession
    ADD CONSTRAINT usersessions_usersession_session_key_key UNIQUE (session_key);

ALTER TABLE ONLY public.catalogue_variantvalue
    ADD CONSTRAINT variant_value_unique UNIQUE (variant_id, value_id);

ALTER TABLE ONLY public.wagtail_localize_localesynchronization
    ADD CONSTRAINT wagtail_localize_localesynchronization_locale_id_key UNIQUE (locale_id);

ALTER TABLE ONLY public.wagtail_localize_localesynchronization
    ADD CONSTRAINT wagtail_localize_localesynchronization_pkey PRIMARY KEY (id);

ALTER TABLE ONLY public.wagtail_localize_overridablesegment
    ADD CONSTRAINT wagtail_localize_overridablesegment_pkey PRIMARY KEY (id);

ALTER TABLE ONLY public.wagtail_localize_relatedobjectsegment
    ADD CONSTRAINT wagtail_localize_relatedobjectsegment_pkey PRIMARY KEY (id);

ALTER TABLE ONLY public.wagtail_localize_segmentoverride
    ADD CONSTRAINT wagtail_localize_segmentoverride_pkey PRIMARY KEY (id);

ALTER TABLE ONLY public.wagtail_localize_string
    ADD CONSTRAINT wagtail_localize_string_locale_id_data_hash_bae71852_uniq UNIQUE (locale_id, data_hash);

ALTER TABLE ONLY public.wagtail_localize_string
    ADD CONSTRAINT wagtail_localize_string_pkey PRIMARY KEY (id);

ALTER TABLE ONLY public.wagtail_localize_stringsegment
    ADD CONSTRAINT wagtail_localize_stringsegment_pkey PRIMARY KEY (id);

ALTER TABLE ONLY public.wagtail_localize_stringtranslation
    ADD CONSTRAINT wagtail_localize_stringt_locale_id_translation_of_d2d59359_uniq UNIQUE (locale_id, translation_of_id, context_id);

ALTER TABLE ONLY public.wagtail_localize_stringtranslation
    ADD CONSTRAINT wagtail_localize_stringtranslation_pkey PRIMARY KEY (id);

ALTER TABLE ONLY public.wagtail_localize_template
    ADD CONSTRAINT wagtail_localize_template_pkey PRIMARY KEY (id);

ALTER TABLE ONLY public.wagtail_localize_template
    ADD CONSTRAINT wagtail_localize_template_uuid_key UNIQUE (uuid);

ALTER TABLE ONLY public.wagtail_localize_templatesegment
    ADD CONSTRAINT wagtail_localize_templatesegment_pkey PRIMARY KEY (id);

ALTER TABLE ONLY public.wagtail_localize_translatableobject
    ADD CONSTRAINT wagtail_localize_transla_content_type_id_translat_de875339_uniq UNIQUE (content_type_id, translation_key);

ALTER TABLE ONLY public.wagtail_localize_translationsource
    ADD CONSTRAINT wagtail_localize_transla_object_id_locale_id_fb6a8d8e_uniq UNIQUE (object_id, locale_id);

ALTER TABLE ONLY public.wagtail_localize_translationcontext
    ADD CONSTRAINT wagtail_localize_transla_object_id_path_id_c7f5d707_uniq UNIQUE (object_id, path_id);

ALTER TABLE ONLY public.wagtail_localize_translation
    ADD CONSTRAINT wagtail_localize_transla_source_id_target_locale__7e943cf8_uniq UNIQUE (source_id, target_locale_id);

ALTER TABLE ONLY public.wagtail_localize_translatableobject
    ADD CONSTRAINT wagtail_localize_translatableobject_pkey PRIMARY KEY (translation_key);

ALTER TABLE ONLY public.wagtail_localize_translation
    ADD CONSTRAINT wagtail_localize_translation_pkey PRIMARY KEY (id);

ALTER TABLE ONLY public.wagtail_localize_translation
    ADD CONSTRAINT wagtail_localize_translation_uuid_key UNIQUE (uuid);

ALTER TABLE ONLY public.wagtail_localize_translationcontext
    ADD CONSTRAINT wagtail_localize_translationcontext_pkey PRIMARY KEY (id);

ALTER TABLE ONLY public.wagtail_localize_translationlog
    ADD CONSTRAINT wagtail_localize_translationlog_pkey PRIMARY KEY (id);

ALTER TABLE ONLY public.wagtail_localize_translationsource
    ADD CONSTRAINT wagtail_localize_translationsource_pkey PRIMARY KEY (id);

ALTER TABLE ONLY public.wagtailadmin_admin
    ADD CONSTRAINT wagtailadmin_admin_pkey PRIMARY KEY (id);

ALTER TABLE ONLY public.wagtailadmin_editingsession
    ADD CONSTRAINT wagtailadmin_editingsession_pkey PRIMARY KEY (id);

ALTER TABLE ONLY public.wagtailadmin_formstate
    ADD CONSTRAINT wagtailadmin_formstate_pkey PRIMARY KEY (id);

ALTER TABLE ONLY public.wagtailcore_apitoken
    ADD CONSTRAINT wagtailcore_apitoken_key_hash_key UNIQUE (key_hash);

ALTER TABLE ONLY public.wagtailcore_apitoken
    ADD CONSTRAINT wagtailcore_apitoken_pkey PRIMARY KEY (id);

ALTER TABLE ONLY public.wagtailcore_collection
    ADD CONSTRAINT wagtailcore_collection_path_key UNIQUE (path);

ALTER TABLE ONLY public.wagtailcore_collection
    ADD CONSTRAINT wagtailcore_collection_pkey PRIMARY KEY (id);

ALTER TABLE ONLY public.wagtailcore_collectionviewrestriction_groups
    ADD CONSTRAINT wagtailcore_collectionvi_collectionviewrestrictio_988995ae_uniq UNIQUE (collectionviewrestriction_id, group_id);

ALTER TABLE ONLY public.wagtailcore_collectionviewrestriction_groups
    ADD CONSTRAINT wagtailcore_collectionviewrestriction_groups_pkey PRIMARY KEY (id);

ALTER TABLE ONLY public.wagtailcore_collectionviewrestriction
    ADD CONSTRAINT wagtailcore_collectionviewrestriction_pkey PRIMARY KEY (id);

ALTER TABLE ONLY public.wagtailcore_comment
    ADD CONSTRAINT wagtailcore_comment_pkey PRIMARY KEY (id);

ALTER TABLE ONLY public.wagtailcore_commentreply
    ADD CONSTRAINT wagtailcore_commentreply_pkey PRIMARY KEY (id);

ALTER TABLE ONLY public.wagtailcore_groupapprovaltask_groups
    ADD CONSTRAINT wagtailcore_groupapprova_groupapprovaltask_id_gro_bb5ee7eb_uniq UNIQUE (groupapprovaltask_id, group_id);

ALTER TABLE ONLY public.wagtailcore_groupapprovaltask_groups
    ADD CONSTRAINT wagtailcore_groupapprovaltask_groups_pkey PRIMARY KEY (id);

ALTER TABLE ONLY public.wagtailcore_groupapprovaltask
    ADD CONSTRAINT wagtailcore_groupapprovaltask_pkey PRIMARY KEY (task_ptr_id);

ALTER TABLE ONLY public.wagtailcore_groupcollectionpermission
    ADD CONSTRAINT wagtailcore_groupcollect_group_id_collection_id_p_a21cefe9_uniq UNIQUE (group_id, collection_id, permission_id);

ALTER TABLE ONLY public.wagtailcore_groupcollectionpermission
    ADD CONSTRAINT wagtailcore_groupcollectionpermission_pkey PRIMARY KEY (id);

ALTER TABLE ONLY public.wagtailcore_grouppagepermission
    ADD CONSTRAINT wagtailcore_grouppagepermission_pkey PRIMARY KEY (id);

ALTER TABLE ONLY public.wagtailcore_groupsitepermission
    ADD CONSTRAINT wagtailcore_groupsiteper_group_id_site_id_permiss_a58ee30d_uniq UNIQUE (group_id, site_id, permission_id);

ALTER TABLE ONLY public.wagtailcore_groupsitepermission
    ADD CONSTRAINT wagtailcore_groupsitepermission_pkey PRIMARY KEY (id);

ALTER TABLE ONLY public.wagtailcore_locale
    ADD CONSTRAINT wagtailcore_locale_language_code_key UNIQUE (language_code);

ALTER TABLE ONLY public.wagtailcore_locale
    ADD CONSTRAINT wagtailcore_locale_pkey PRIMARY KEY (id);

ALTER TABLE ONLY public.wagtailcore_modellogentry
    ADD CONSTRAINT wagtailcore_modellogentry_pkey PRIMARY KEY (id);

ALTER TABLE ONLY public.wagtailcore_page
    ADD CONSTRAINT wagtailcore_page_path_key UNIQUE (path);

ALTER TABLE ONLY public.wagtailcore_page
    ADD CONSTRAINT wagtailcore_page_pkey PRIMARY KEY (id);

ALTER TABLE ONLY public.wagtailcore_page
    ADD CONSTRAINT wagtailcore_page_translation_key_locale_id_9b041bad_uniq UNIQUE (translation_key, locale_id);

ALTER TABLE ONLY public.wagtailcore_pagelogentry
    ADD CONSTRAINT wagtailcore_pagelogentry_pkey PRIMARY KEY (id);

ALTER TABLE ONLY public.wagtailcore_revision
    ADD CONSTRAINT wagtailcore_pagerevision_pkey PRIMARY KEY (id);

ALTER TABLE ONLY public.wagtailcore_pagesubscription
    ADD CONSTRAINT wagtailcore_pagesubscription_page_id_user_id_0cef73ed_uniq UNIQUE (page_id, user_id);

ALTER TABLE ONLY public.wagtailcore_pagesubscription
    ADD CONSTRAINT wagtailcore_pagesubscription_pkey PRIMARY KEY (id);

ALTER TABLE ONLY public.wagtailcore_pageviewrestriction_groups
    ADD CONSTRAINT wagtailcore_pageviewrest_pageviewrestriction_id_g_d23f80bb_uniq UNIQUE (pageviewrestriction_id, group_id);

ALTER TABLE ONLY public.wagtailcore_pageviewrestriction_groups
    ADD CONSTRAINT wagtailcore_pageviewrestriction_groups_pkey PRIMARY KEY (id);

ALTER TABLE ONLY public.wagtailcore_pageviewrestriction
    ADD CONSTRAINT wagtailcore_pageviewrestriction_pkey PRIMARY KEY (id);

ALTER TABLE ONLY public.wagtailcore_referenceindex
    ADD CONSTRAINT wagtailcore_referenceind_base_content_type_id_obj_9e6ccd6a_uniq UNIQUE (base_content_type_id, object_id, to_content_type_id, to_object_id, content_path_hash);

ALTER TABLE ONLY public.wagtailcore_referenceindex
    ADD CONSTRAINT wagtailcore_referenceindex_pkey PRIMARY KEY (id);

ALTER TABLE ONLY public.wagtailcore_site
    ADD CONSTRAINT wagtailcore_site_hostname_port_2c626d70_uniq UNIQUE (hostname, port);

ALTER TABLE ONLY public.wagtailcore_site
    ADD CONSTRAINT wagtailcore_site_pkey PRIMARY KEY (id);

ALTER TABLE ONLY public.wagtailcore_task
    ADD CONSTRAINT wagtailcore_task_pkey PRIMARY KEY (id);

ALTER TABLE ONLY public.wagtailcore_taskstate
    ADD CONSTRAINT wagtailcore_taskstate_pkey PRIMARY KEY (id);

ALTER TABLE ONLY public.wagtailcore_uploadedfile
    ADD CONSTRAINT wagtailcore_uploadedfile_pkey PRIMARY KEY (id);

ALTER TABLE ONLY public.wagtailcore_workflow
    ADD CONSTRAINT wagtailcore_workflow_pkey PRIMARY KEY (id);

ALTER TABLE ONLY public.wagtailcore_workflowcontenttype
    ADD CONSTRAINT wagtailcore_workflowcontenttype_pkey PRIMARY KEY (content_type_id);

ALTER TABLE ONLY public.wagtailcore_workflowpage
    ADD CONSTRAINT wagtailcore_workflowpage_pkey PRIMARY KEY (page_id);

ALTER TABLE ONLY public.wagtailcore_workflowstate
    ADD CONSTRAINT wagtailcore_workflowstate_current_task_state_id_key UNIQUE (current_task_state_id);

ALTER TABLE ONLY public.wagtailcore_workflowstate
    ADD CONSTRAINT wagtailcore_workflowstate_pkey PRIMARY KEY (id);

ALTER TABLE ONLY public.wagtailcore_workflowtask
    ADD CONSTRAINT wagtailcore_workflowtask_pkey PRIMARY KEY (id);

ALTER TABLE ONLY public.wagtailcore_workflowtask
    ADD CONSTRAINT wagtailcore_workflowtask_workflow_id_task_id_4ec7a62b_uniq UNIQUE (workflow_id, task_id);

ALTER TABLE ONLY public.wagtaildocs_document
    ADD CONSTRAINT wagtaildocs_document_pkey PRIMARY KEY (id);

ALTER TABLE ONLY public.wagtailembeds_embed
    ADD CONSTRAINT wagtailembeds_embed_hash_c9bd8c9a_uniq UNIQUE (hash);

ALTER TABLE ONLY public.wagtailembeds_embed
    ADD CONSTRAINT wagtailembeds_embed_pkey PRIMARY KEY (id);

ALTER TABLE ONLY public.wagtailforms_formsubmission
    ADD CONSTRAINT wagtailforms_formsubmission_pkey PRIMARY KEY (id);

ALTER TABLE ONLY public.wagtailimages_image
    ADD CONSTRAINT wagtailimages_image_pkey PRIMARY KEY (id);

ALTER TABLE ONLY public.wagtailimages_rendition
    ADD CONSTRAINT wagtailimages_rendition_image_id_filter_spec_foc_323c8fe0_uniq UNIQUE (image_id, filter_spec, focal_point_key);

ALTER TABLE ONLY public.wagtailimages_rendition
    ADD CONSTRAINT wagtailimages_rendition_pkey PRIMARY KEY (id);

ALTER TABLE ONLY public.wagtailredirects_redirect
    ADD CONSTRAINT wagtailredirects_redirect_old_path_site_id_783622d7_uniq UNIQUE (old_path, site_id);

ALTER TABLE ONLY public.wagtailredirects_redirect
    ADD CONSTRAINT wagtailredirects_redirect_pkey PRIMARY KEY (id);

ALTER TABLE ONLY public.wagtailsearch_indexentry
    ADD CONSTRAINT wagtailsearch_indexentry_content_type_id_object_i_bcd7ba73_uniq UNIQUE (content_type_id, object_id);

ALTER TABLE ONLY public.wagtailsearch_indexentry
    ADD CONSTRAINT wagtailsearch_indexentry_pkey PRIMARY KEY (id);

ALTER TABLE ONLY public.wagtailusers_userprofile
    ADD CONSTRAINT wagtailusers_userprofile_pkey PRIMARY KEY (id);

ALTER TABLE ONLY public.wagtailusers_userprofile
    ADD CONSTRAINT wagtailusers_userprofile_user_id_key UNIQUE (user_id);

ALTER TABLE ONLY public.integrations_warehousearticle
    ADD CONSTRAINT warehouse_article_once UNIQUE (system, variant_id);

ALTER TABLE ONLY public.integrations_warehouseorder
    ADD CONSTRAINT warehouse_order_name_once UNIQUE (system, name);

ALTER TABLE ONLY public.integrations_warehouseorderline
    ADD CONSTRAINT warehouse_order_row_once UNIQUE (part_id, "row");

ALTER TABLE ONLY public.integrations_warehouseparcel
    ADD CONSTRAINT warehouse_parcel_once UNIQUE (part_id, key);

ALTER TABLE ONLY public.integrations_warehousestock
    ADD CONSTRAINT warehouse_stock_once UNIQUE (warehouse_id, variant_id);

ALTER TABLE ONLY public.search_word
    ADD CONSTRAINT word_once_per_language UNIQUE (language, word);

CREATE INDEX acceptance_claim_handover_id_ad4aef80 ON public.acceptance_claim USING btree (handover_id);

CREATE INDEX acceptance_handedrequirement_handover_id_d1b6a522 ON public.acceptance_handedrequirement USING btree (handover_id);

CREATE INDEX acceptance_handedrequirement_signed_by_id_ff190d38 ON public.acceptance_handedrequirement USING btree (signed_by_id);

CREATE INDEX acceptance_handover_answered_by_id_6dda5eb4 ON public.acceptance_handover USING btree (answered_by_id);

CREATE INDEX acceptance_handover_drafted_by_id_88265316 ON public.acceptance_handover USING btree (drafted_by_id);

CREATE INDEX acceptance_handover_handed_over_by_id_13fd01ca ON public.acceptance_handover USING btree (handed_over_by_id);

CREATE INDEX acceptance_handover_version_1c71337a_like ON public.acceptance_handover USING btree (version varchar_pattern_ops);

CREATE INDEX acceptance_sprintnote_handover_id_6d5d2397 ON public.acceptance_sprintnote USING btree (handover_id);

CREATE INDEX acceptance_sprintnote_written_by_id_6158387b ON public.acceptance_sprintnote USING btree (written_by_id);

CREATE INDEX account_emailaddress_email_03be32b2 ON public.account_emailaddress USING btree (email);

CREATE INDEX account_emailaddress_email_03be32b2_like ON public.account_emailaddress USING btree (email varchar_pattern_ops);

CREATE INDEX account_emailaddress_user_id_2c513194 ON public.account_emailaddress USING btree (user_id);

CREATE INDEX account_emailconfirmation_email_address_id_5b7f8c58 ON public.account_emailconfirmation USING btree (email_address_id);

CREATE INDEX account_emailconfirmation_key_f43612bd_like ON public.account_emailconfirmation USING btree (key varchar_pattern_ops);

CREATE UNIQUE INDEX address_one_default_per_user ON public.customers_address USING btree (user_id) WHERE is_default;

CREATE INDEX alarm_by_key ON public.monitoring_alarm USING btree (key, opened_at DESC);

CREATE INDEX alarm_by_time ON public.monitoring_alarm USING btree (opened_at DESC);

CREATE UNIQUE INDEX alarm_open_once ON public.monitoring_alarm USING btree (key) WHERE (closed_at IS NULL);

CREATE INDEX allocation_that_waits ON public.stock_allocation USING btree (stock_id, created_at) WHERE (warehouse_id IS NULL);

CREATE INDEX api_call_by_token ON public.integrations_apicall USING btree (token_id, at DESC);

CREATE INDEX api_call_to_forget ON public.integrations_apicall USING btree (at);

CREATE INDEX apitoken_versions ON public.integrations_apitokenversion USING btree (pgh_obj_id, pgh_id);

CREATE INDEX attempt_of_delivery ON public.integrations_attempt USING btree (delivery_id, id);

CREATE INDEX attempt_to_forget ON public.integrations_attempt USING btree (at) WHERE (exchanges IS NOT NULL);

CREATE INDEX attribute_versions ON public.catalogue_attributeversion USING btree (pgh_obj_id, pgh_id);

CREATE INDEX attributevalue_versions ON public.catalogue_attributevalueversion USING btree (pgh_obj_id, pgh_id);

CREATE INDEX auth_group_name_a6ea08ec_like ON public.auth_group USING btree (name varchar_pattern_ops);

CREATE INDEX auth_group_permissions_group_id_b120cbf9 ON public.auth_group_permissions USING btree (group_id);

CREATE INDEX auth_group_permissions_permission_id_84c5c92e ON public.auth_group_permissions USING btree (permission_id);

CREATE INDEX auth_permission_content_type_id_2f476e4b ON public.auth_permission USING btree (content_type_id);

CREATE INDEX backup_backup_label_68fe8f5b_like ON public.backup_backup USING btree (label varchar_pattern_ops);

CREATE INDEX backup_by_time ON public.backup_backup USING btree (begun_at DESC);

CREATE INDEX base_content_object_idx ON public.wagtailcore_revision USING btree (base_content_type_id, object_id);

CREATE UNIQUE INDEX booking_once_at_the_carrier ON public.orders_booking USING btree (carrier, remote_id) WHERE (NOT ((remote_id)::text = ''::text));

CREATE UNIQUE INDEX booking_once_per_return ON public.orders_booking USING btree (returned_id) WHERE (NOT ((state)::text = 'cancelled'::text));

CREATE UNIQUE INDEX booking_once_per_shipment ON public.orders_booking USING btree (shipment_id) WHERE (NOT ((state)::text = 'cancelled'::text));

CREATE INDEX booking_to_see ON public.orders_booking USING btree (state, asked_at) WHERE ((state)::text = ANY (ARRAY[('refused'::character varying)::text, ('closed'::character varying)::text]));

CREATE INDEX brand_versions ON public.catalogue_brandversion USING btree (pgh_obj_id, pgh_id);

CREATE INDEX bulk_run_by_register ON public.register_bulkrun USING btree (register, started_at);

CREATE INDEX cart_cart_changed_at_20efcfbb ON public.cart_cart USING btree (changed_at);

CREATE INDEX cart_cart_quotation_id_a7b1c953 ON public.cart_cart USING btree (quotation_id);

CREATE INDEX cart_cartline_cart_id_c7b9981e ON public.cart_cartline USING btree (cart_id);

CREATE INDEX cart_cartline_variant_id_dbca56c9 ON public.cart_cartline USING btree (variant_id);

CREATE INDEX catalogue_attribute_code_aad6f290_like ON public.catalogue_attribute USING btree (code varchar_pattern_ops);

CREATE INDEX catalogue_attributevalue_attribute_id_950863c4 ON public.catalogue_attributevalue USING btree (attribute_id);

CREATE INDEX catalogue_attributevalue_code_aa93a8a8 ON public.catalogue_attributevalue USING btree (code);

CREATE INDEX catalogue_attributevalue_code_aa93a8a8_like ON public.catalogue_attributevalue USING btree (code varchar_pattern_ops);

CREATE INDEX catalogue_brand_name_07c22632_like ON public.catalogue_brand USING btree (name varchar_pattern_ops);

CREATE INDEX catalogue_category_code_98f4a4fa_like ON public.catalogue_category USING btree (code varchar_pattern_ops);

CREATE INDEX catalogue_category_parent_id_4479cbbf ON public.catalogue_category USING btree (parent_id);

CREATE INDEX catalogue_manufacturer_name_d76c8feb_like ON public.catalogue_manufacturer USING btree (name varchar_pattern_ops);

CREATE INDEX catalogue_product_brand_id_74599134 ON public.catalogue_product USING btree (brand_id);

CREATE INDEX catalogue_product_code_a7386c07_like ON public.catalogue_product USING btree (code varchar_pattern_ops);

CREATE INDEX catalogue_product_manufacturer_id_543b3e04 ON public.catalogue_product USING btree (manufacturer_id);

CREATE INDEX catalogue_productattribute_attribute_id_ce9859ad ON public.catalogue_productattribute USING btree (attribute_id);

CREATE INDEX catalogue_productattribute_product_id_cd919863 ON public.catalogue_productattribute USING btree (product_id);

CREATE INDEX catalogue_productattribute_value_id_d32b43a3 ON public.catalogue_productattribute USING btree (value_id);

CREATE INDEX catalogue_productcategory_category_id_176db535 ON public.catalogue_productcategory USING btree (category_id);

CREATE INDEX catalogue_productcategory_product_id_846a4061 ON public.catalogue_productcategory USING btree (product_id);

CREATE INDEX catalogue_productoption_attribute_id_39e977cc ON public.catalogue_productoption USING btree (attribute_id);

CREATE INDEX catalogue_productoption_product_id_e2b8226c ON public.catalogue_productoption USING btree (product_id);

CREATE INDEX catalogue_variant_gtin_21aaf161_like ON public.catalogue_variant USING btree (gtin varchar_pattern_ops);

CREATE INDEX catalogue_variant_product_id_dac9d2b5 ON public.catalogue_variant USING btree (product_id);

CREATE INDEX catalogue_variant_sku_73b70333_like ON public.catalogue_variant USING btree (sku varchar_pattern_ops);

CREATE INDEX catalogue_variantvalue_value_id_1ed61d1e ON public.catalogue_variantvalue USING btree (value_id);

CREATE INDEX catalogue_variantvalue_variant_id_70b6e71f ON public.catalogue_variantvalue USING btree (variant_id);

CREATE INDEX category_versions ON public.catalogue_categoryversion USING btree (pgh_obj_id, pgh_id);

CREATE INDEX cms_campaignoffer_page_id_f7bdb28e ON public.cms_campaignoffer USING btree (page_id);

CREATE INDEX cms_campaignpage_action_page_id_bca4c057 ON public.cms_campaignpage USING btree (action_page_id);

CREATE INDEX cms_campaignpage_picture_id_49b527f1 ON public.cms_campaignpage USING btree (picture_id);

CREATE INDEX cms_campaignpage_social_image_id_55b34028 ON public.cms_campaignpage USING btree (social_image_id);

CREATE INDEX cms_categorypage_picture_id_9bf6246a ON public.cms_categorypage USING btree (picture_id);

CREATE INDEX cms_categorypage_social_image_id_4810414e ON public.cms_categorypage USING btree (social_image_id);

CREATE INDEX cms_consent_key_c4c1e036 ON public.cms_consent USING btree (key);

CREATE INDEX cms_consent_said_at_5a617f67 ON public.cms_consent USING btree (said_at);

CREATE INDEX cms_formfield_page_id_0c959edf ON public.cms_formfield USING btree (page_id);

CREATE INDEX cms_formpage_social_image_id_7d2fd1d1 ON public.cms_formpage USING btree (social_image_id);

CREATE INDEX cms_formsent_forget_at_5ed6fbc0 ON public.cms_formsent USING btree (forget_at);

CREATE INDEX cms_formsent_page_id_bb9995b1 ON public.cms_formsent USING btree (page_id);

CREATE INDEX cms_listedproduct_page_id_722e198b ON public.cms_listedproduct USING btree (page_id);

CREATE INDEX cms_menu_first_published_at_53d70151 ON public.cms_menu USING btree (first_published_at);

CREATE INDEX cms_menu_latest_revision_id_68788c6f ON public.cms_menu USING btree (latest_revision_id);

CREATE INDEX cms_menu_live_revision_id_f2bbcf1f ON public.cms_menu USING btree (live_revision_id);

CREATE INDEX cms_menu_locale_id_e2be62d4 ON public.cms_menu USING btree (locale_id);

CREATE INDEX cms_menu_locked_by_id_85ee1c8c ON public.cms_menu USING btree (locked_by_id);

CREATE INDEX cms_outsidelink_ask_at_c255fef1 ON public.cms_outsidelink USING btree (ask_at);

CREATE INDEX cms_outsidelink_url_b74492fc_like ON public.cms_outsidelink USING btree (url varchar_pattern_ops);

CREATE INDEX cms_picturebatch_by_id_394ec5d3 ON public.cms_picturebatch USING btree (by_id);

CREATE INDEX cms_picturebatchfile_batch_id_86d54f81 ON public.cms_picturebatchfile USING btree (batch_id);

CREATE INDEX cms_picturebatchfile_image_id_10811afa ON public.cms_picturebatchfile USING btree (image_id);

CREATE INDEX cms_picturebatchfile_product_id_cf0361e2 ON public.cms_picturebatchfile USING btree (product_id);

CREATE INDEX cms_previewcomment_done_by_id_3c1da9c2 ON public.cms_previewcomment USING btree (done_by_id);

CREATE INDEX cms_previewcomment_link_id_22415768 ON public.cms_previewcomment USING btree (link_id);

CREATE INDEX cms_previewcomment_page_id_4388854e ON public.cms_previewcomment USING btree (page_id);

CREATE INDEX cms_previewlink_made_by_id_df61f0c3 ON public.cms_previewlink USING btree (made_by_id);

CREATE INDEX cms_productpage_social_image_id_c542a49b ON public.cms_productpage USING btree (social_image_id);

CREATE INDEX cms_promotedcontent_key_a1e9a401_like ON public.cms_promotedcontent USING btree (key varchar_pattern_ops);

CREATE INDEX cms_promotion_acted_by_id_9e81e445 ON public.cms_promotion USING btree (acted_by_id);

CREATE INDEX cms_promotion_key_id_8a794485 ON public.cms_promotion USING btree (key_id);

CREATE INDEX cms_promotion_received_by_id_af5f57ab ON public.cms_promotion USING btree (received_by_id);

CREATE INDEX cms_promotionitem_promotion_id_2f9ace1f ON public.cms_promotionitem USING btree (promotion_id);

CREATE INDEX cms_promotionkey_name_c1379613_like ON public.cms_promotionkey USING btree (name varchar_pattern_ops);

CREATE INDEX cms_promotionkey_public_key_56808aaa_like ON public.cms_promotionkey USING btree (public_key varchar_pattern_ops);

CREATE INDEX cms_publishedanyway_by_id_a56ea148 ON public.cms_publishedanyway USING btree (by_id);

CREATE INDEX cms_publishedanyway_page_id_ca68fad5 ON public.cms_publishedanyway USING btree (page_id);

CREATE INDEX cms_release_author_id_72db9ca0 ON public.cms_release USING btree (author_id);

CREATE INDEX cms_release_first_published_at_197e9f5c ON public.cms_release USING btree (first_published_at);

CREATE INDEX cms_release_latest_revision_id_386efac9 ON public.cms_release USING btree (latest_revision_id);

CREATE INDEX cms_release_live_revision_id_6886787c ON public.cms_release USING btree (live_revision_id);

CREATE INDEX cms_release_publisher_id_eb3b0696 ON public.cms_release USING btree (publisher_id);

CREATE INDEX cms_release_undone_by_id_1867a7dc ON public.cms_release USING btree (undone_by_id);

CREATE INDEX cms_releaseitem_added_by_id_44f1323a ON public.cms_releaseitem USING btree (added_by_id);

CREATE INDEX cms_releaseitem_before_id_f7c8e2a3 ON public.cms_releaseitem USING btree (before_id);

CREATE INDEX cms_releaseitem_change_set_id_939249be ON public.cms_releaseitem USING btree (change_set_id);

CREATE INDEX cms_releaseitem_content_type_id_c3319024 ON public.cms_releaseitem USING btree (content_type_id);

CREATE INDEX cms_releaseitem_release_id_8fcd5691 ON public.cms_releaseitem USING btree (release_id);

CREATE INDEX cms_releaseitem_revision_id_65b0c919 ON public.cms_releaseitem USING btree (revision_id);

CREATE INDEX cms_rulechoice_changed_by_id_df0969ed ON public.cms_rulechoice USING btree (changed_by_id);

CREATE INDEX cms_rulechoice_code_4f0c2ae0_like ON public.cms_rulechoice USING btree (code varchar_pattern_ops);

CREATE INDEX cms_shopimage_collection_id_86a898cc ON public.cms_shopimage USING btree (collection_id);

CREATE INDEX cms_shopimage_created_at_8ca1083e ON public.cms_shopimage USING btree (created_at);

CREATE INDEX cms_shopimage_file_hash_1989e2a5 ON public.cms_shopimage USING btree (file_hash);

CREATE INDEX cms_shopimage_file_hash_1989e2a5_like ON public.cms_shopimage USING btree (file_hash varchar_pattern_ops);

CREATE INDEX cms_shopimage_uploaded_by_user_id_550541c6 ON public.cms_shopimage USING btree (uploaded_by_user_id);

CREATE INDEX cms_shoprendition_filter_spec_b738e76a ON public.cms_shoprendition USING btree (filter_spec);

CREATE INDEX cms_shoprendition_filter_spec_b738e76a_like ON public.cms_shoprendition USING btree (filter_spec varchar_pattern_ops);

CREATE INDEX cms_shoprendition_image_id_973a9ebe ON public.cms_shoprendition USING btree (image_id);

CREATE INDEX cms_sitesettings_announcement_page_id_8e74c64a ON public.cms_sitesettings USING btree (announcement_page_id);

CREATE INDEX cms_sitesettings_first_published_at_83f9b634 ON public.cms_sitesettings USING btree (first_published_at);

CREATE INDEX cms_sitesettings_latest_revision_id_3f396bad ON public.cms_sitesettings USING btree (latest_revision_id);

CREATE INDEX cms_sitesettings_live_revision_id_d6d8ec34 ON public.cms_sitesettings USING btree (live_revision_id);

CREATE INDEX cms_sitesettings_locale_id_6a19b9ef ON public.cms_sitesettings USING btree (locale_id);

CREATE INDEX cms_sitesettings_locked_by_id_b05739db ON public.cms_sitesettings USING btree (locked_by_id);

CREATE INDEX cms_sitesettings_shared_picture_id_9767c242 ON public.cms_sitesettings USING btree (shared_picture_id);

CREATE INDEX cms_standardpage_picture_id_779f4005 ON public.cms_standardpage USING btree (picture_id);

CREATE INDEX cms_standardpage_social_image_id_05f4ad00 ON public.cms_standardpage USING btree (social_image_id);

CREATE UNIQUE INDEX consent_given_once ON public.cms_consent USING btree (key, purpose) WHERE (is_given AND (withdrawn_at IS NULL));

CREATE INDEX content_object_idx ON public.wagtailcore_revision USING btree (content_type_id, object_id);

CREATE INDEX customers_address_user_id_8fee2cf6 ON public.customers_address USING btree (user_id);

CREATE INDEX customers_level_code_8e66d033_like ON public.customers_level USING btree (code varchar_pattern_ops);

CREATE INDEX customers_memberinvitation_invited_by_id_3fadb004 ON public.customers_memberinvitation USING btree (invited_by_id);

CREATE INDEX customers_memberinvitation_organisation_id_a9074619 ON public.customers_memberinvitation USING btree (organisation_id);

CREATE INDEX customers_membership_organisation_id_1b75840c ON public.customers_membership USING btree (organisation_id);

CREATE INDEX customers_organisation_level_id_e65cc455 ON public.customers_organisation USING btree (level_id);

CREATE INDEX customers_organisation_level_id_e65cc455_like ON public.customers_organisation USING btree (level_id varchar_pattern_ops);

CREATE INDEX customers_organisation_number_dc3d2d4c_like ON public.customers_organisation USING btree (number varchar_pattern_ops);

CREATE INDEX customers_passkey_user_id_a7fac4ac ON public.customers_passkey USING btree (user_id);

CREATE INDEX customers_secondfactorreset_asked_by_id_1ef3d55b ON public.customers_secondfactorreset USING btree (asked_by_id);

CREATE INDEX customers_secondfactorreset_decided_by_id_dbb16a4a ON public.customers_secondfactorreset USING btree (decided_by_id);

CREATE INDEX customers_secondfactorreset_user_id_18e8a5e1 ON public.customers_secondfactorreset USING btree (user_id);

CREATE INDEX customers_user_groups_group_id_f2d1006b ON public.customers_user_groups USING btree (group_id);

CREATE INDEX customers_user_groups_user_id_5d6dd108 ON public.customers_user_groups USING btree (user_id);

CREATE INDEX customers_user_level_id_43ff2dfa ON public.customers_user USING btree (level_id);

CREATE INDEX customers_user_level_id_43ff2dfa_like ON public.customers_user USING btree (level_id varchar_pattern_ops);

CREATE INDEX customers_user_user_permissions_permission_id_2da795e4 ON public.customers_user_user_permissions USING btree (permission_id);

CREATE INDEX customers_user_user_permissions_user_id_f91e86da ON public.customers_user_user_permissions USING btree (user_id);

CREATE INDEX customers_vatcheck_organisation_id_771eb4d3 ON public.customers_vatcheck USING btree (organisation_id);

CREATE INDEX delivery_before ON public.integrations_delivery USING btree (target, subject, id) WHERE ((state)::text = ANY (ARRAY[('waiting'::character varying)::text, ('in_flight'::character varying)::text, ('unknown'::character varying)::text, ('accepted'::character varying)::text, ('stopped'::character varying)::text]));

CREATE INDEX delivery_by_time ON public.integrations_delivery USING btree (target, delivered_at);

CREATE INDEX delivery_in_order ON public.integrations_delivery USING btree (target, subject, id);

CREATE INDEX delivery_not_done ON public.integrations_delivery USING btree (state) WHERE ((state)::text = ANY (ARRAY[('waiting'::character varying)::text, ('in_flight'::character varying)::text, ('unknown'::character varying)::text, ('accepted'::character varying)::text, ('stopped'::character varying)::text]));

CREATE INDEX delivery_to_do ON public.integrations_delivery USING btree (lane, due_at, id) WHERE ((state)::text = ANY (ARRAY[('waiting'::character varying)::text, ('in_flight'::character varying)::text, ('unknown'::character varying)::text, ('accepted'::character varying)::text]));

CREATE UNIQUE INDEX desk_address_follows_once ON public.desk_subscription USING btree (ticket_id, email) WHERE (NOT ((email)::text = ''::text));

CREATE INDEX desk_entry_by_id_fc872a92 ON public.desk_entry USING btree (by_id);

CREATE INDEX desk_entry_ticket_id_8fa7a0e4 ON public.desk_entry USING btree (ticket_id);

CREATE INDEX desk_link_of ON public.desk_ticketlink USING btree (kind, key);

CREATE INDEX desk_notice_entry_id_5cfca077 ON public.desk_notice USING btree (entry_id);

CREATE INDEX desk_notice_subscription_id_29866321 ON public.desk_notice USING btree (subscription_id);

CREATE UNIQUE INDEX desk_one_unfinished_per_source ON public.desk_ticket USING btree (source) WHERE ((NOT ((source)::text = ''::text)) AND ((state)::text = ANY (ARRAY[('new'::character varying)::text, ('accepted'::character varying)::text, ('working'::character varying)::text, ('waiting'::character varying)::text])));

CREATE INDEX desk_solved_at ON public.desk_ticket USING btree (solved_at);

CREATE INDEX desk_subscription_ticket_id_d3204c11 ON public.desk_subscription USING btree (ticket_id);

CREATE INDEX desk_subscription_user_id_daab087e ON public.desk_subscription USING btree (user_id);

CREATE INDEX desk_ticket_assigned_to_id_44dbc005 ON public.desk_ticket USING btree (assigned_to_id);

CREATE INDEX desk_ticket_category_id_4ed4455b ON public.desk_ticket USING btree (category_id);

CREATE INDEX desk_ticket_opened_at_1a8757b1 ON public.desk_ticket USING btree (opened_at);

CREATE INDEX desk_ticket_organisation_id_8137a636 ON public.desk_ticket USING btree (organisation_id);

CREATE INDEX desk_ticket_requester_id_4610e20e ON public.desk_ticket USING btree (requester_id);

CREATE INDEX desk_ticketcategory_name_fafcdc66_like ON public.desk_ticketcategory USING btree (name varchar_pattern_ops);

CREATE INDEX desk_ticketlink_ticket_id_78371d29 ON public.desk_ticketlink USING btree (ticket_id);

CREATE INDEX desk_unfinished ON public.desk_ticket USING btree (priority, solve_due_at) WHERE ((state)::text = ANY (ARRAY[('new'::character varying)::text, ('accepted'::character varying)::text, ('working'::character varying)::text, ('waiting'::character varying)::text]));

CREATE INDEX difference_by_kind ON public.integrations_differencerow USING btree (kind, id DESC);

CREATE INDEX difference_by_state ON public.integrations_differencerow USING btree (state, system, id DESC);

CREATE INDEX difference_by_subject ON public.integrations_differencerow USING btree (subject);

CREATE INDEX difference_by_system ON public.integrations_differencerow USING btree (system, id DESC);

CREATE UNIQUE INDEX difference_live_once ON public.integrations_differencerow USING btree (system, kind, subject) WHERE (gone_at IS NULL);

CREATE INDEX difference_of_order ON public.integrations_differencerow USING btree ("order") WHERE (NOT (("order")::text = ''::text));

CREATE INDEX disturbance_by_time ON public.status_disturbance USING btree (begins_at);

CREATE UNIQUE INDEX disturbance_one_goes_on ON public.status_disturbance USING btree (component) WHERE (ends_at IS NULL);

CREATE INDEX disturbance_versions ON public.status_disturbanceversion USING btree (pgh_obj_id, pgh_id);

CREATE INDEX django_session_expire_date_a5c62663 ON public.django_session USING btree (expire_date);

CREATE INDEX django_session_session_key_c0390e0f_like ON public.django_session USING btree (session_key varchar_pattern_ops);

CREATE INDEX django_task_backend_071754_idx ON public.django_tasks_database_dbtaskresult USING btree (backend_name);

CREATE INDEX django_task_queue_n_99c321_idx ON public.django_tasks_database_dbtaskresult USING btree (queue_name);

CREATE INDEX document_words_en ON public.search_document USING gin (vector) WHERE ((language)::text = 'en'::text);

CREATE INDEX document_words_sv ON public.search_document USING gin (vector) WHERE ((language)::text = 'sv'::text);

CREATE INDEX drill_by_time ON public.backup_drill USING btree (begun_at DESC);

CREATE INDEX event_by_kind ON public.events_event USING btree (kind, id);

CREATE INDEX event_by_subject ON public.events_event USING btree (subject, id);

CREATE INDEX event_unrouted ON public.events_event USING btree (id) WHERE (NOT is_routed);

CREATE INDEX events_version_tag_d361ac8e_like ON public.events_version USING btree (tag varchar_pattern_ops);

CREATE INDEX export_open ON public.integrations_export USING btree (id) WHERE ((state)::text = ANY (ARRAY[('waiting'::character varying)::text, ('making'::character varying)::text]));

CREATE INDEX export_to_forget ON public.integrations_export USING btree (expires_at) WHERE (NOT ((file)::text = ''::text));

CREATE INDEX figure_hour_by_time ON public.monitoring_figurehour USING btree (hour);

CREATE INDEX flow_run_by_end ON public.integrations_flowrun USING btree (flow, finished_at DESC);

CREATE INDEX flow_run_by_time ON public.integrations_flowrun USING btree (flow, started_at DESC);

CREATE INDEX flow_run_unfinished ON public.integrations_flowrun USING btree (started_at) WHERE (finished_at IS NULL);

CREATE INDEX formstate_user_object ON public.wagtailadmin_formstate USING btree (user_id, content_type_id, object_id, parent_object_id);

CREATE INDEX fortnox_document_to_book ON public.integrations_fortnoxdocument USING btree (made_at) WHERE (booking_asked_at IS NULL);

CREATE INDEX fortnox_document_to_settle ON public.integrations_fortnoxdocument USING btree (booked_at) WHERE (NOT is_settled);

CREATE INDEX fortnox_payment_to_book ON public.integrations_fortnoxpayment USING btree (id) WHERE ((booking_asked_at IS NULL) AND (number IS NOT NULL));

CREATE INDEX history_seal_by_stretch ON public.history_historyseal USING btree ("table", after);

CREATE INDEX home_homepage_hero_image_id_5fdd8871 ON public.home_homepage USING btree (hero_image_id);

CREATE INDEX home_homepage_hero_page_id_e38f209d ON public.home_homepage USING btree (hero_page_id);

CREATE INDEX home_homepage_social_image_id_a4820219 ON public.home_homepage USING btree (social_image_id);

CREATE INDEX import_by_checksum ON public.integrations_import USING btree (kind, sha256);

CREATE UNIQUE INDEX import_of_a_file_once ON public.integrations_import USING btree (source_id, sha256) WHERE ((source_id IS NOT NULL) AND (NOT ((state)::text = ANY (ARRAY[('undone'::character varying)::text, ('failed'::character varying)::text, ('put_aside'::character varying)::text]))));

CREATE INDEX import_open ON public.integrations_import USING btree (id) WHERE ((state)::text = ANY (ARRAY[('arrived'::character varying)::text, ('to_try'::character varying)::text, ('to_take'::character varying)::text, ('to_undo'::character varying)::text]));

CREATE INDEX import_rows_as_listed ON public.integrations_importrow USING btree (of_id, stage, outcome, line);

CREATE UNIQUE INDEX import_source_has_its_folder ON public.integrations_importsource USING btree (folder) WHERE (NOT ((folder)::text = ''::text));

CREATE INDEX import_to_forget ON public.integrations_import USING btree (expires_at) WHERE (NOT ((file)::text = ''::text));

CREATE INDEX inbound_by_time ON public.integrations_inboundmessage USING btree (provider, received_at);

CREATE INDEX inbound_due ON public.integrations_inboundmessage USING btree (due_at) WHERE ((state)::text = 'waiting'::text);

CREATE INDEX inbound_open ON public.integrations_inboundmessage USING btree (state) WHERE (NOT ((state)::text = 'processed'::text));

CREATE INDEX incoming_that_is_open ON public.stock_incomingstock USING btree (stock_id, expected_on) WHERE is_open;

CREATE INDEX instruction_open ON public.orders_instruction USING btree (state) WHERE (NOT ((state)::text = 'done'::text));

CREATE INDEX instruction_reference ON public.orders_instruction USING btree (reference) WHERE (NOT ((reference)::text = ''::text));

CREATE INDEX integrations_apicall_token_id_641de036 ON public.integrations_apicall USING btree (token_id);

CREATE INDEX integrations_apitoken_acts_for_id_70f214fe ON public.integrations_apitoken USING btree (acts_for_id);

CREATE INDEX integrations_apitoken_created_by_id_3350f7ef ON public.integrations_apitoken USING btree (created_by_id);

CREATE INDEX integrations_apitoken_name_4428bc13_like ON public.integrations_apitoken USING btree (name varchar_pattern_ops);

CREATE INDEX integrations_apitoken_organisation_id_0989c78e ON public.integrations_apitoken USING btree (organisation_id);

CREATE INDEX integrations_apitoken_prefix_3fe56d77_like ON public.integrations_apitoken USING btree (prefix varchar_pattern_ops);

CREATE INDEX integrations_comparedsystem_asked_by_id_f4c15176 ON public.integrations_comparedsystem USING btree (asked_by_id);

CREATE INDEX integrations_comparedsystem_code_0a6a958d_like ON public.integrations_comparedsystem USING btree (code varchar_pattern_ops);

CREATE INDEX integrations_cursor_stream_b47e3e4c_like ON public.integrations_cursor USING btree (stream varchar_pattern_ops);

CREATE INDEX integrations_delivery_event_id_ef0bc12f ON public.integrations_delivery USING btree (event_id);

CREATE INDEX integrations_differencerow_decided_by_id_05a6114e ON public.integrations_differencerow USING btree (decided_by_id);

CREATE INDEX integrations_export_by_id_87a08e34 ON public.integrations_export USING btree (by_id);

CREATE INDEX integrations_export_saved_id_35fe70d2 ON public.integrations_export USING btree (saved_id);

CREATE INDEX integrations_fortnoxaccess_tenant_4ba8516b_like ON public.integrations_fortnoxaccess USING btree (tenant varchar_pattern_ops);

CREATE INDEX integrations_fortnoxcalls_tenant_aaa460c7_like ON public.integrations_fortnoxcalls USING btree (tenant varchar_pattern_ops);

CREATE INDEX integrations_fortnoxdocument_number_a6ba3310_like ON public.integrations_fortnoxdocument USING btree (number varchar_pattern_ops);

CREATE INDEX integrations_fortnoxpayment_document_id_6e4aa0e2 ON public.integrations_fortnoxpayment USING btree (document_id);

CREATE INDEX integrations_fortnoxpayment_event_id_c059162c ON public.integrations_fortnoxpayment USING btree (event_id);

CREATE INDEX integrations_fortnoxpayment_number_50dc58f7_like ON public.integrations_fortnoxpayment USING btree (number varchar_pattern_ops);

CREATE INDEX integrations_fortnoxtold_subject_eb999fc8_like ON public.integrations_fortnoxtold USING btree (subject varchar_pattern_ops);

CREATE INDEX integrations_givenanswer_at_96a5e66c ON public.integrations_givenanswer USING btree (at);

CREATE INDEX integrations_givenanswer_token_id_885139c4 ON public.integrations_givenanswer USING btree (token_id);

CREATE INDEX integrations_heartbeat_process_384164bf_like ON public.integrations_heartbeat USING btree (process varchar_pattern_ops);

CREATE INDEX integrations_import_approved_by_id_72157f13 ON public.integrations_import USING btree (approved_by_id);

CREATE INDEX integrations_import_by_id_eca4d780 ON public.integrations_import USING btree (by_id);

CREATE INDEX integrations_import_source_id_a2a772b6 ON public.integrations_import USING btree (source_id);

CREATE INDEX integrations_import_undone_by_id_820714e2 ON public.integrations_import USING btree (undone_by_id);

CREATE INDEX integrations_importrow_of_id_620ac63e ON public.integrations_importrow USING btree (of_id);

CREATE INDEX integrations_importsource_folder_dcec27e0 ON public.integrations_importsource USING btree (folder);

CREATE INDEX integrations_importsource_folder_dcec27e0_like ON public.integrations_importsource USING btree (folder varchar_pattern_ops);

CREATE INDEX integrations_importsource_made_by_id_104687a5 ON public.integrations_importsource USING btree (made_by_id);

CREATE INDEX integrations_importsource_mapping_id_218896aa ON public.integrations_importsource USING btree (mapping_id);

CREATE INDEX integrations_importsource_name_94f6cec9_like ON public.integrations_importsource USING btree (name varchar_pattern_ops);

CREATE INDEX integrations_receiver_name_7deee76c_like ON public.integrations_receiver USING btree (name varchar_pattern_ops);

CREATE INDEX integrations_restorequestion_decided_by_id_f5bc4367 ON public.integrations_restorequestion USING btree (decided_by_id);

CREATE INDEX integrations_restorequestion_restoration_id_e02f2303 ON public.integrations_restorequestion USING btree (restoration_id);

CREATE INDEX integrations_savedexport_made_by_id_501275ea ON public.integrations_savedexport USING btree (made_by_id);

CREATE INDEX integrations_savedexport_name_5d63d173_like ON public.integrations_savedexport USING btree (name varchar_pattern_ops);

CREATE INDEX integrations_savedmapping_made_by_id_dbaae5bc ON public.integrations_savedmapping USING btree (made_by_id);

CREATE INDEX integrations_savedmapping_name_3b931c36_like ON public.integrations_savedmapping USING btree (name varchar_pattern_ops);

CREATE INDEX integrations_sender_code_a6653659_like ON public.integrations_sender USING btree (code varchar_pattern_ops);

CREATE INDEX integrations_sender_name_b62f018d_like ON public.integrations_sender USING btree (name varchar_pattern_ops);

CREATE INDEX integrations_system_code_7e606f2d_like ON public.integrations_system USING btree (code varchar_pattern_ops);

CREATE INDEX integrations_warehousearticle_variant_id_e54f4819 ON public.integrations_warehousearticle USING btree (variant_id);

CREATE INDEX integrations_warehouseorder_order_id_3acc387e ON public.integrations_warehouseorder USING btree (order_id);

CREATE INDEX integrations_warehouseorder_warehouse_id_f88bfe97 ON public.integrations_warehouseorder USING btree (warehouse_id);

CREATE INDEX integrations_warehouseorderline_line_id_46962967 ON public.integrations_warehouseorderline USING btree (line_id);

CREATE INDEX integrations_warehouseorderline_part_id_78e64ac7 ON public.integrations_warehouseorderline USING btree (part_id);

CREATE INDEX integrations_warehouseorderline_variant_id_c167d0fa ON public.integrations_warehouseorderline USING btree (variant_id);

CREATE INDEX integrations_warehouseparcel_part_id_941bebf7 ON public.integrations_warehouseparcel USING btree (part_id);

CREATE INDEX integrations_warehousestock_variant_id_fcd26e33 ON public.integrations_warehousestock USING btree (variant_id);

CREATE INDEX integrations_warehousestock_warehouse_id_acfe7e89 ON public.integrations_warehousestock USING btree (warehouse_id);

CREATE INDEX integrations_watchedflow_code_4bec1d8d_like ON public.integrations_watchedflow USING btree (code varchar_pattern_ops);

CREATE INDEX inventory_advisory_file_id_e55fd704 ON public.inventory_advisory USING btree (file_id);

CREATE INDEX inventory_advisory_package_d9fce6ed ON public.inventory_advisory USING btree (package);

CREATE INDEX inventory_advisory_package_d9fce6ed_like ON public.inventory_advisory USING btree (package varchar_pattern_ops);

CREATE INDEX inventory_advisoryfile_read_by_id_82b68771 ON public.inventory_advisoryfile USING btree (read_by_id);

CREATE UNIQUE INDEX invitation_once_per_address ON public.customers_memberinvitation USING btree (organisation_id, lower((email)::text));

CREATE INDEX invoice_by_date ON public.orders_invoice USING btree (issued_on);

CREATE UNIQUE INDEX invoice_once_per_order ON public.orders_invoice USING btree (order_id) WHERE ((kind)::text = 'invoice'::text);

CREATE UNIQUE INDEX list_name_once_per_organisation ON public.lists_savedlist USING btree (organisation_id, lower((name)::text));

CREATE UNIQUE INDEX list_name_once_per_user ON public.lists_savedlist USING btree (user_id, lower((name)::text));

CREATE INDEX listed_by_name ON public.cms_listedproduct USING btree (sort_key);

CREATE INDEX lists_savedline_saved_list_id_549c9cbd ON public.lists_savedline USING btree (saved_list_id);

CREATE INDEX lists_savedline_variant_id_baff579d ON public.lists_savedline USING btree (variant_id);

CREATE INDEX lists_savedlist_organisation_id_0172114c ON public.lists_savedlist USING btree (organisation_id);

CREATE INDEX lists_savedlist_user_id_2a291995 ON public.lists_savedlist USING btree (user_id);

CREATE INDEX manufacturer_versions ON public.catalogue_manufacturerversion USING btree (pgh_obj_id, pgh_id);

CREATE INDEX mapping_by_headings ON public.integrations_savedmapping USING btree (kind, headings);

CREATE INDEX matrixcell_versions ON public.desk_matrixcellversion USING btree (pgh_obj_id, pgh_id);

CREATE INDEX miss_by_time ON public.integrations_miss USING btree (flow, opened_at DESC);

CREATE UNIQUE INDEX miss_open_once_per_flow ON public.integrations_miss USING btree (flow) WHERE (closed_at IS NULL);

CREATE INDEX monitoring_alarm_incident_id_c2d4b573 ON public.monitoring_alarm USING btree (incident_id);

CREATE INDEX monitoring_alarm_threshold_id_648a6849 ON public.monitoring_alarm USING btree (threshold_id);

CREATE INDEX monitoring_reading_code_f5fcbcfd_like ON public.monitoring_reading USING btree (code varchar_pattern_ops);

CREATE INDEX monitoring_threshold_owner_id_823158d1 ON public.monitoring_threshold USING btree (owner_id);

CREATE INDEX movement_by_reference ON public.stock_stockmovement USING btree (reference);

CREATE INDEX notice_to_handle ON public.orders_notice USING btree (received_at) WHERE (handled_at IS NULL);

CREATE INDEX offer_in_force ON public.pricing_offer USING btree (valid_from, valid_until);

CREATE INDEX offer_of_campaign ON public.pricing_offer USING btree (campaign);

CREATE INDEX order_address_abroad ON public.orders_orderaddress USING btree (order_id) WHERE (((kind)::text = 'delivery'::text) AND (NOT ((country)::text = 'SE'::text)));

CREATE INDEX order_by_email ON public.orders_order USING btree (upper((email)::text));

CREATE UNIQUE INDEX order_change_one_at_a_time ON public.orders_orderchange USING btree (order_id) WHERE ((state)::text = 'proposed'::text);

CREATE UNIQUE INDEX order_once_per_quotation ON public.orders_order USING btree (quotation_id) WHERE (NOT ((state)::text = 'cancelled'::text));

CREATE INDEX order_overcharged ON public.orders_order USING btree (placed_at) WHERE ((paid_state)::text = 'overcharged'::text);

CREATE UNIQUE INDEX order_paid_once ON public.orders_payment USING btree (order_id, change_id) NULLS NOT DISTINCT WHERE ((state)::text = ANY (ARRAY[('authorised'::character varying)::text, ('paid'::character varying)::text, ('invoiced'::character varying)::text]));

CREATE INDEX order_search_newest ON public.orders_ordersearch USING btree (placed_at, order_id);

CREATE INDEX order_search_words ON public.orders_ordersearch USING gin (words) WITH (fastupdate=off);

CREATE INDEX order_to_approve ON public.orders_order USING btree (organisation_id, placed_at) WHERE ((state)::text = 'awaiting'::text);

CREATE INDEX order_to_begin ON public.orders_order USING btree (state, placed_at) WHERE ((state)::text = ANY (ARRAY[('awaiting'::character varying)::text, ('placed'::character varying)::text]));

CREATE INDEX order_to_send ON public.orders_order USING btree (fulfilment, placed_at) WHERE ((state)::text = 'confirmed'::text);

CREATE INDEX order_unpaid ON public.orders_order USING btree (placed_at) WHERE (((paid_state)::text = ANY (ARRAY[('none'::character varying)::text, ('partly_charged'::character varying)::text])) AND ((state)::text = 'completed'::text));

CREATE INDEX orders_booking_anchor_c4369d4c_like ON public.orders_booking USING btree (anchor varchar_pattern_ops);

CREATE INDEX orders_booking_asked_by_id_c9acc002 ON public.orders_booking USING btree (asked_by_id);

CREATE INDEX orders_booking_returned_id_360104ff ON public.orders_booking USING btree (returned_id);

CREATE INDEX orders_booking_shipment_id_b5f01591 ON public.orders_booking USING btree (shipment_id);

CREATE INDEX orders_deliverymethod_code_d62aecef_like ON public.orders_deliverymethod USING btree (code varchar_pattern_ops);

CREATE INDEX orders_instruction_asked_by_id_197be4e7 ON public.orders_instruction USING btree (asked_by_id);

CREATE INDEX orders_instruction_payment_id_c9ce53eb ON public.orders_instruction USING btree (payment_id);

CREATE INDEX orders_invoice_credits_id_9e9b71cc ON public.orders_invoice USING btree (credits_id);

CREATE INDEX orders_invoice_order_id_bc372e79 ON public.orders_invoice USING btree (order_id);

CREATE INDEX orders_invoice_series_id_7b909240 ON public.orders_invoice USING btree (series_id);

CREATE INDEX orders_invoice_series_id_7b909240_like ON public.orders_invoice USING btree (series_id varchar_pattern_ops);

CREATE INDEX orders_invoiceseries_code_442d66a4_like ON public.orders_invoiceseries USING btree (code varchar_pattern_ops);

CREATE INDEX orders_invoiceseries_continued_in_id_722c134f_like ON public.orders_invoiceseries USING btree (continued_in_id varchar_pattern_ops);

CREATE INDEX orders_notice_handled_by_id_f3538227 ON public.orders_notice USING btree (handled_by_id);

CREATE INDEX orders_order_number_abc9e0f2_like ON public.orders_order USING btree (number varchar_pattern_ops);

CREATE INDEX orders_order_organisation_id_46ef4fe7 ON public.orders_order USING btree (organisation_id);

CREATE INDEX orders_order_placed_at_c2de8920 ON public.orders_order USING btree (placed_at);

CREATE INDEX orders_order_quotation_id_2ac58d60 ON public.orders_order USING btree (quotation_id);

CREATE INDEX orders_order_user_id_e9b59eb1 ON public.orders_order USING btree (user_id);

CREATE INDEX orders_orderaddress_order_id_b1392cb3 ON public.orders_orderaddress USING btree (order_id);

CREATE INDEX orders_orderchange_asked_by_id_d5563e03 ON public.orders_orderchange USING btree (asked_by_id);

CREATE INDEX orders_orderchange_order_id_74ca8946 ON public.orders_orderchange USING btree (order_id);

CREATE INDEX orders_orderline_order_id_17f8f3ef ON public.orders_orderline USING btree (order_id);

CREATE INDEX orders_orderline_variant_id_0aa9a0d5 ON public.orders_orderline USING btree (variant_id);

CREATE INDEX orders_ordernote_by_id_9952292f ON public.orders_ordernote USING btree (by_id);

CREATE INDEX orders_ordernote_order_id_debc8134 ON public.orders_ordernote USING btree (order_id);

CREATE INDEX orders_payment_change_id_9e838279 ON public.orders_payment USING btree (change_id);

CREATE INDEX orders_payment_order_id_bdccf250 ON public.orders_payment USING btree (order_id);

CREATE INDEX orders_paymentevent_payment_id_7b3552b0 ON public.orders_paymentevent USING btree (payment_id);

CREATE INDEX orders_return_handled_by_id_a8cde7dc ON public.orders_return USING btree (handled_by_id);

CREATE INDEX orders_return_order_id_cde1ef50 ON public.orders_return USING btree (order_id);

CREATE INDEX orders_returnline_line_id_16b08051 ON public.orders_returnline USING btree (line_id);

CREATE INDEX orders_returnline_returned_id_11ebc085 ON public.orders_returnline USING btree (returned_id);

CREATE INDEX orders_scan_shipment_id_c30c55e5 ON public.orders_scan USING btree (shipment_id);

CREATE INDEX orders_sentmail_asked_by_id_ed246e5b ON public.orders_sentmail USING btree (asked_by_id);

CREATE INDEX orders_sentmail_event_id_4b06d761 ON public.orders_sentmail USING btree (event_id);

CREATE INDEX orders_sentmail_message_id_4a93bd6c_like ON public.orders_sentmail USING btree (message_id varchar_pattern_ops);

CREATE INDEX orders_sentmail_order_id_dbe4d200 ON public.orders_sentmail USING btree (order_id);

CREATE INDEX orders_shipment_order_id_661ed8ed ON public.orders_shipment USING btree (order_id);

CREATE INDEX orders_shipmentline_line_id_199620aa ON public.orders_shipmentline USING btree (line_id);

CREATE INDEX orders_shipmentline_shipment_id_fa484a42 ON public.orders_shipmentline USING btree (shipment_id);

CREATE INDEX otp_static_staticdevice_user_id_7f9cff2b ON public.otp_static_staticdevice USING btree (user_id);

CREATE INDEX otp_static_statictoken_device_id_74b7c7d1 ON public.otp_static_statictoken USING btree (device_id);

CREATE INDEX otp_static_statictoken_token_d0a51866 ON public.otp_static_statictoken USING btree (token);

CREATE INDEX otp_static_statictoken_token_d0a51866_like ON public.otp_static_statictoken USING btree (token varchar_pattern_ops);

CREATE INDEX otp_totp_totpdevice_user_id_0fb18292 ON public.otp_totp_totpdevice USING btree (user_id);

CREATE INDEX outage_coming ON public.status_plannedoutage USING btree (ends_at) WHERE ((state)::text = 'approved'::text);

CREATE INDEX page_by_address ON public.wagtailcore_page USING hash (url_path);

CREATE INDEX page_by_depth_and_path ON public.wagtailcore_page USING btree (depth, path);

CREATE INDEX page_expires ON public.wagtailcore_page USING btree (expire_at) WHERE (live AND (expire_at IS NOT NULL));

CREATE INDEX payment_unsettled ON public.orders_payment USING btree (state) WHERE ((state)::text = ANY (ARRAY[('pending'::character varying)::text, ('declined'::character varying)::text, ('owed'::character varying)::text]));

CREATE INDEX picture_batch_file_waiting ON public.cms_picturebatchfile USING btree (batch_id, place) WHERE ((outcome)::text = 'waiting'::text);

CREATE INDEX picture_batch_open ON public.cms_picturebatch USING btree (id) WHERE (ended_at IS NULL);

CREATE INDEX plannedoutage_versions ON public.status_plannedoutageversion USING btree (pgh_obj_id, pgh_id);

CREATE INDEX preview_comment_of_link ON public.cms_previewcomment USING btree (link_id, written_at);

CREATE UNIQUE INDEX preview_own_once ON public.cms_previewlink USING btree (made_by_id) WHERE is_own;

CREATE INDEX price_begins ON public.pricing_price USING btree (valid_from) WHERE (valid_from IS NOT NULL);

CREATE INDEX price_by_variant ON public.pricing_price USING btree (variant_id, price_list_id);

CREATE INDEX price_ends ON public.pricing_price USING btree (valid_until) WHERE (valid_until IS NOT NULL);

CREATE INDEX price_record_of_variant ON public.pricing_pricerecord USING btree (variant_id, recorded_at);

CREATE INDEX pricechange_versions ON public.pricing_pricechangeversion USING btree (change_set_id, pgh_id);

CREATE INDEX pricechangeset_versions ON public.pricing_pricechangesetversion USING btree (pgh_obj_id, pgh_id);

CREATE INDEX pricing_price_price_list_id_618540d7 ON public.pricing_price USING btree (price_list_id);

CREATE INDEX pricing_pricechange_price_list_id_298a67f8 ON public.pricing_pricechange USING btree (price_list_id);

CREATE INDEX pricing_pricechange_variant_id_ea78c828 ON public.pricing_pricechange USING btree (variant_id);

CREATE INDEX pricing_pricechangeset_approver_id_46c281cb ON public.pricing_pricechangeset USING btree (approver_id);

CREATE INDEX pricing_pricechangeset_author_id_e17aa1a8 ON public.pricing_pricechangeset USING btree (author_id);

CREATE INDEX pricing_pricelist_code_20c779a3_like ON public.pricing_pricelist USING btree (code varchar_pattern_ops);

CREATE INDEX pricing_pricelist_level_id_3b824709 ON public.pricing_pricelist USING btree (level_id);

CREATE INDEX pricing_pricelist_level_id_3b824709_like ON public.pricing_pricelist USING btree (level_id varchar_pattern_ops);

CREATE INDEX pricing_pricelist_organisation_id_31424313 ON public.pricing_pricelist USING btree (organisation_id);

CREATE INDEX priority_versions ON public.desk_priorityversion USING btree (pgh_obj_id, pgh_id);

CREATE UNIQUE INDEX privacy_one_erasure_waits ON public.privacy_privacyrequest USING btree (address_hash) WHERE (((kind)::text = 'erasure'::text) AND ((state)::text = 'waiting'::text));

CREATE INDEX privacy_privacylink_asked_at_c41574cd ON public.privacy_privacylink USING btree (asked_at);

CREATE INDEX privacy_privacyrequest_handled_by_id_d4a941bc ON public.privacy_privacyrequest USING btree (handled_by_id);

CREATE INDEX privacy_privacyrequest_user_id_1e7b25bc ON public.privacy_privacyrequest USING btree (user_id);

CREATE INDEX privacy_request_by_address ON public.privacy_privacyrequest USING btree (address_hash);

CREATE INDEX privacy_request_waits ON public.privacy_privacyrequest USING btree (due_at) WHERE ((state)::text = 'waiting'::text);

CREATE INDEX product_alphabetical ON public.catalogue_product USING btree (translate(lower((name_sv)::text), 'åäæöøéèü'::text, '{||}}eeu'::text), id);

CREATE INDEX product_english_name_search ON public.catalogue_product USING gin (upper((name_en)::text) public.gin_trgm_ops);

CREATE INDEX product_facets ON public.catalogue_product USING gin (facet_values);

CREATE INDEX product_name_search ON public.catalogue_product USING gin (upper((name_sv)::text) public.gin_trgm_ops);

CREATE UNIQUE INDEX product_one_primary_category ON public.catalogue_productcategory USING btree (product_id) WHERE is_primary;

CREATE INDEX product_replaced_by ON public.catalogue_product USING btree (replaced_by_id) WHERE (replaced_by_id IS NOT NULL);

CREATE INDEX product_versions ON public.catalogue_productversion USING btree (pgh_obj_id, pgh_id);

CREATE INDEX productattribute_versions ON public.catalogue_productattributeversion USING btree (product_id, pgh_id);

CREATE INDEX productcategory_versions ON public.catalogue_productcategoryversion USING btree (product_id, pgh_id);

CREATE INDEX productoption_versions ON public.catalogue_productoptionversion USING btree (product_id, pgh_id);

CREATE INDEX promotions_at_work ON public.cms_promotion USING btree (state) WHERE ((state)::text = ANY (ARRAY[('fetching'::character varying)::text, ('trying'::character varying)::text, ('taking'::character varying)::text, ('undoing'::character varying)::text]));

CREATE UNIQUE INDEX quotation_one_version_stands ON public.quotations_quotation USING btree (number) WHERE ((state)::text = ANY (ARRAY[('sent'::character varying)::text, ('accepted'::character varying)::text]));

CREATE INDEX quotation_to_answer ON public.quotations_quotation USING btree (created_at) WHERE ((state)::text = 'draft'::text);

CREATE INDEX quotation_to_expire ON public.quotations_quotation USING btree (valid_until) WHERE ((state)::text = 'sent'::text);

CREATE INDEX quotations_quotation_created_at_5b677ef9 ON public.quotations_quotation USING btree (created_at);

CREATE INDEX quotations_quotation_made_by_id_a29c1e77 ON public.quotations_quotation USING btree (made_by_id);

CREATE INDEX quotations_quotation_organisation_id_1235015f ON public.quotations_quotation USING btree (organisation_id);

CREATE INDEX quotations_quotation_user_id_6009db47 ON public.quotations_quotation USING btree (user_id);

CREATE INDEX quotations_quotationline_quotation_id_e02774d5 ON public.quotations_quotationline USING btree (quotation_id);

CREATE INDEX quotations_quotationline_variant_id_85d54546 ON public.quotations_quotationline USING btree (variant_id);

CREATE INDEX receipt_by_remote_id ON public.integrations_deliveryreceipt USING btree (remote_id) WHERE (NOT ((remote_id)::text = ''::text));

CREATE INDEX referenceindex_source_object ON public.wagtailcore_referenceindex USING btree (base_content_type_id, object_id);

CREATE INDEX referenceindex_target_object ON public.wagtailcore_referenceindex USING btree (to_content_type_id, to_object_id);

CREATE INDEX register_bulkrun_user_id_8bd6433d ON public.register_bulkrun USING btree (user_id);

CREATE INDEX register_savedfilter_user_id_c8567340 ON public.register_savedfilter USING btree (user_id);

CREATE INDEX release_due ON public.cms_release USING btree (starts_at) WHERE ((state)::text = 'scheduled'::text);

CREATE INDEX release_item_of ON public.cms_releaseitem USING btree (content_type_id, object_id);

CREATE UNIQUE INDEX release_item_once ON public.cms_releaseitem USING btree (release_id, content_type_id, object_id) WHERE (change_set_id IS NULL);

CREATE INDEX reservation_by_origin ON public.stock_reservation USING btree (origin) WHERE (NOT ((origin)::text = ''::text));

CREATE UNIQUE INDEX reset_one_waiting_per_user ON public.customers_secondfactorreset USING btree (user_id) WHERE ((state)::text = 'asked'::text);

CREATE INDEX restore_question_open ON public.integrations_restorequestion USING btree (asked_at) WHERE (decided_at IS NULL);

CREATE INDEX return_to_handle ON public.orders_return USING btree (state) WHERE (NOT ((state)::text = ANY (ARRAY[('settled'::character varying)::text, ('refused'::character varying)::text])));

CREATE INDEX saved_export_due ON public.integrations_savedexport USING btree (next_at) WHERE (next_at IS NOT NULL);

CREATE UNIQUE INDEX saved_filter_name_once_per_user ON public.register_savedfilter USING btree (register, user_id, lower((name)::text));

CREATE UNIQUE INDEX saved_filter_name_once_shared ON public.register_savedfilter USING btree (register, lower((name)::text)) WHERE is_shared;

CREATE INDEX sent_mail_of_order ON public.orders_sentmail USING btree (order_id, id);

CREATE UNIQUE INDEX services_one_draft_at_a_time ON public.services_serviceversion USING btree (service_id) WHERE (published_at IS NULL);

CREATE INDEX services_service_code_2ec5ef92_like ON public.services_service USING btree (code varchar_pattern_ops);

CREATE INDEX services_servicechoice_user_id_e25c1f21 ON public.services_servicechoice USING btree (user_id);

CREATE INDEX services_servicechoice_version_id_4de6071f ON public.services_servicechoice USING btree (version_id);

CREATE INDEX services_serviceorder_organisation_id_6fd3a43e ON public.services_serviceorder USING btree (organisation_id);

CREATE INDEX services_serviceorder_placed_at_611cad26 ON public.services_serviceorder USING btree (placed_at);

CREATE INDEX services_serviceorder_requester_id_47940104 ON public.services_serviceorder USING btree (requester_id);

CREATE INDEX services_servicepart_decided_by_id_a259015b ON public.services_servicepart USING btree (decided_by_id);

CREATE INDEX services_servicepart_order_id_ba9096ce ON public.services_servicepart USING btree (order_id);

CREATE INDEX services_servicepart_version_id_a98ea755 ON public.services_servicepart USING btree (version_id);

CREATE INDEX services_serviceversion_category_id_4b6f3144 ON public.services_serviceversion USING btree (category_id);

CREATE INDEX services_serviceversion_made_by_id_8bfe0f7b ON public.services_serviceversion USING btree (made_by_id);

CREATE INDEX services_serviceversion_published_by_id_30e2685f ON public.services_serviceversion USING btree (published_by_id);

CREATE INDEX services_serviceversion_service_id_fa6099f1 ON public.services_serviceversion USING btree (service_id);

CREATE INDEX shipment_to_follow ON public.orders_shipment USING btree (followed_at) WHERE (((state)::text = 'shipped'::text) AND (NOT ((tracking_number)::text = ''::text)));

CREATE INDEX shop_image_made ON public.cms_shopimage USING btree (made_at);

CREATE INDEX shop_image_unreadable ON public.cms_shopimage USING btree (id) WHERE (sources ? 'unreadable'::text);

CREATE INDEX shop_image_waiting ON public.cms_shopimage USING btree (queued_at) WHERE (made_at IS NULL);

CREATE INDEX status_disturbance_written_by_id_a8e09692 ON public.status_disturbance USING btree (written_by_id);

CREATE INDEX status_plannedoutage_approved_by_id_e6bab7be ON public.status_plannedoutage USING btree (approved_by_id);

CREATE INDEX status_plannedoutage_proposed_by_id_c3a2db65 ON public.status_plannedoutage USING btree (proposed_by_id);

CREATE INDEX status_plannedoutage_withdrawn_by_id_48b3e24a ON public.status_plannedoutage USING btree (withdrawn_by_id);

CREATE INDEX stock_allocation_reference_b82d2892 ON public.stock_allocation USING btree (reference);

CREATE INDEX stock_allocation_reference_b82d2892_like ON public.stock_allocation USING btree (reference varchar_pattern_ops);

CREATE INDEX stock_allocation_stock_id_a8a1b5e6 ON public.stock_allocation USING btree (stock_id);

CREATE INDEX stock_allocation_warehouse_id_c8498f12 ON public.stock_allocation USING btree (warehouse_id);

CREATE INDEX stock_drift_stock_id_0b003484 ON public.stock_drift USING btree (stock_id);

CREATE INDEX stock_drift_warehouse_id_e5169849 ON public.stock_drift USING btree (warehouse_id);

CREATE INDEX stock_incomingstock_stock_id_191198f3 ON public.stock_incomingstock USING btree (stock_id);

CREATE INDEX stock_incomingstock_warehouse_id_95bc844e ON public.stock_incomingstock USING btree (warehouse_id);

CREATE INDEX stock_reservation_expires_at_80443b0e ON public.stock_reservation USING btree (expires_at);

CREATE INDEX stock_reservation_stock_id_70711106 ON public.stock_reservation USING btree (stock_id);

CREATE INDEX stock_stocklevel_warehouse_id_5676388a ON public.stock_stocklevel USING btree (warehouse_id);

CREATE INDEX stock_stockmovement_stock_id_ae980684 ON public.stock_stockmovement USING btree (stock_id);

CREATE INDEX stock_stockmovement_warehouse_id_184481f8 ON public.stock_stockmovement USING btree (warehouse_id);

CREATE INDEX stock_stockwatch_person_d8c73424 ON public.stock_stockwatch USING btree (person);

CREATE INDEX stock_stockwatch_person_d8c73424_like ON public.stock_stockwatch USING btree (person varchar_pattern_ops);

CREATE INDEX stock_stockwatch_variant_id_7cbe3ec1 ON public.stock_stockwatch USING btree (variant_id);

CREATE INDEX stock_warehouse_code_f3eafe81_like ON public.stock_warehouse USING btree (code varchar_pattern_ops);

CREATE INDEX taggit_tag_name_58eb2ed9_like ON public.taggit_tag USING btree (name varchar_pattern_ops);

CREATE INDEX taggit_tag_slug_6be58b2c_like ON public.taggit_tag USING btree (slug varchar_pattern_ops);

CREATE INDEX taggit_tagg_content_8fc721_idx ON public.taggit_taggeditem USING btree (content_type_id, object_id);

CREATE INDEX taggit_taggeditem_content_type_id_9957a03c ON public.taggit_taggeditem USING btree (content_type_id);

CREATE INDEX taggit_taggeditem_object_id_e2d7d1df ON public.taggit_taggeditem USING btree (object_id);

CREATE INDEX taggit_taggeditem_tag_id_f4f5b767 ON public.taggit_taggeditem USING btree (tag_id);

CREATE INDEX tasks_db_new_ordering_idx ON public.django_tasks_database_dbtaskresult USING btree (status, priority DESC, run_after, enqueued_at) WHERE ((status)::text = 'READY'::text);

CREATE INDEX threshold_versions ON public.monitoring_thresholdversion USING btree (pgh_obj_id, pgh_id);

CREATE INDEX ticketcategory_versions ON public.desk_ticketcategoryversion USING btree (pgh_obj_id, pgh_id);

CREATE UNIQUE INDEX unique_in_progress_workflow ON public.wagtailcore_workflowstate USING btree (base_content_type_id, object_id) WHERE ((status)::text = ANY (ARRAY[('in_progress'::character varying)::text, ('needs_changes'::character varying)::text]));

CREATE UNIQUE INDEX unique_primary_email ON public.account_emailaddress USING btree (user_id, "primary") WHERE "primary";

CREATE UNIQUE INDEX unique_verified_email ON public.account_emailaddress USING btree (email) WHERE verified;

CREATE UNIQUE INDEX user_email_unique ON public.customers_user USING btree (lower((email)::text));

CREATE INDEX usersessions_usersession_session_key_fd35de43_like ON public.usersessions_usersession USING btree (session_key varchar_pattern_ops);

CREATE INDEX usersessions_usersession_user_id_af5e0a6d ON public.usersessions_usersession USING btree (user_id);

CREATE INDEX variant_label_search ON public.catalogue_variant USING gin (upper((label_sv)::text) public.gin_trgm_ops);

CREATE INDEX variant_sku_search ON public.catalogue_variant USING gin (upper((sku)::text) public.gin_trgm_ops);

CREATE INDEX variant_versions ON public.catalogue_variantversion USING btree (pgh_obj_id, pgh_id);

CREATE INDEX variantvalue_versions ON public.catalogue_variantvalueversion USING btree (variant_id, pgh_id);

CREATE INDEX vat_check_latest ON public.customers_vatcheck USING btree (organisation_id, number, asked_at DESC);

CREATE INDEX wagtail_localize_localesynchronization_sync_from_id_1bc4c2eb ON public.wagtail_localize_localesynchronization USING btree (sync_from_id);

CREATE INDEX wagtail_localize_overridablesegment_context_id_eed8c388 ON public.wagtail_localize_overridablesegment USING btree (context_id);

CREATE INDEX wagtail_localize_overridablesegment_source_id_5720ac20 ON public.wagtail_localize_overridablesegment USING btree (source_id);

CREATE INDEX wagtail_localize_relatedobjectsegment_context_id_c0a725be ON public.wagtail_localize_relatedobjectsegment USING btree (context_id);

CREATE INDEX wagtail_localize_relatedobjectsegment_object_id_6c7b58df ON public.wagtail_localize_relatedobjectsegment USING btree (object_id);

CREATE INDEX wagtail_localize_relatedobjectsegment_source_id_9a3b1373 ON public.wagtail_localize_relatedobjectsegment USING btree (source_id);

CREATE INDEX wagtail_localize_segmentoverride_context_id_f827efe0 ON public.wagtail_localize_segmentoverride USING btree (context_id);

CREATE INDEX wagtail_localize_segmentoverride_last_translated_by_id_a86448fc ON public.wagtail_localize_segmentoverride USING btree (last_translated_by_id);

CREATE INDEX wagtail_localize_segmentoverride_locale_id_b1673d41 ON public.wagtail_localize_segmentoverride USING btree (locale_id);

CREATE INDEX wagtail_localize_string_locale_id_2cded126 ON public.wagtail_localize_string USING btree (locale_id);

CREATE INDEX wagtail_localize_stringsegment_context_id_63235539 ON public.wagtail_localize_stringsegment USING btree (context_id);

CREATE INDEX wagtail_localize_stringsegment_source_id_5804129f ON public.wagtail_localize_stringsegment USING btree (source_id);

CREATE INDEX wagtail_localize_stringsegment_string_id_6356d5ec ON public.wagtail_localize_stringsegment USING btree (string_id);

CREATE INDEX wagtail_localize_stringtra_last_translated_by_id_764c7a3f ON public.wagtail_localize_stringtranslation USING btree (last_translated_by_id);

CREATE INDEX wagtail_localize_stringtranslation_context_id_3cc13049 ON public.wagtail_localize_stringtranslation USING btree (context_id);

CREATE INDEX wagtail_localize_stringtranslation_locale_id_b9e3730d ON public.wagtail_localize_stringtranslation USING btree (locale_id);

CREATE INDEX wagtail_localize_stringtranslation_translation_of_id_8eef01d0 ON public.wagtail_localize_stringtranslation USING btree (translation_of_id);

CREATE INDEX wagtail_localize_templatesegment_context_id_81456b25 ON public.wagtail_localize_templatesegment USING btree (context_id);

CREATE INDEX wagtail_localize_templatesegment_source_id_26b89dc6 ON public.wagtail_localize_templatesegment USING btree (source_id);

CREATE INDEX wagtail_localize_templatesegment_template_id_c370b3c8 ON public.wagtail_localize_templatesegment USING btree (template_id);

CREATE INDEX wagtail_localize_translatableobject_content_type_id_0d6c5139 ON public.wagtail_localize_translatableobject USING btree (content_type_id);

CREATE INDEX wagtail_localize_translati_specific_content_type_id_3095eb76 ON public.wagtail_localize_translationsource USING btree (specific_content_type_id);

CREATE INDEX wagtail_localize_translation_source_id_e326e1e3 ON public.wagtail_localize_translation USING btree (source_id);

CREATE INDEX wagtail_localize_translation_target_locale_id_8c524f73 ON public.wagtail_localize_translation USING btree (target_locale_id);

CREATE INDEX wagtail_localize_translationcontext_object_id_86263ce7 ON public.wagtail_localize_translationcontext USING btree (object_id);

CREATE INDEX wagtail_localize_translationlog_locale_id_37619cb4 ON public.wagtail_localize_translationlog USING btree (locale_id);

CREATE INDEX wagtail_localize_translationlog_page_revision_id_b036eea6 ON public.wagtail_localize_translationlog USING btree (revision_id);

CREATE INDEX wagtail_localize_translationlog_source_id_7228923e ON public.wagtail_localize_translationlog USING btree (source_id);

CREATE INDEX wagtail_localize_translationsource_locale_id_0ac264c0 ON public.wagtail_localize_translationsource USING btree (locale_id);

CREATE INDEX wagtail_localize_translationsource_object_id_6a078fd2 ON public.wagtail_localize_translationsource USING btree (object_id);

CREATE INDEX wagtailadmi_content_717955_idx ON public.wagtailadmin_editingsession USING btree (content_type_id, object_id);

CREATE INDEX wagtailadmin_editingsession_content_type_id_4df7730e ON public.wagtailadmin_editingsession USING btree (content_type_id);

CREATE INDEX wagtailadmin_editingsession_user_id_6e1a9b70 ON public.wagtailadmin_editingsession USING btree (user_id);

CREATE INDEX wagtailadmin_formstate_content_type_id_e32438b3 ON public.wagtailadmin_formstate USING btree (content_type_id);

CREATE INDEX wagtailadmin_formstate_user_id_b910adc2 ON public.wagtailadmin_formstate USING btree (user_id);

CREATE INDEX wagtailcore_apitoken_key_hash_65979b78_like ON public.wagtailcore_apitoken USING btree (key_hash varchar_pattern_ops);

CREATE INDEX wagtailcore_apitoken_user_id_49b1141b ON public.wagtailcore_apitoken USING btree (user_id);

CREATE INDEX wagtailcore_collection_path_d848dc19_like ON public.wagtailcore_collection USING btree (path varchar_pattern_ops);

CREATE INDEX wagtailcore_collectionview_collectionviewrestriction__47320efd ON public.wagtailcore_collectionviewrestriction_groups USING btree (collectionviewrestriction_id);

CREATE INDEX wagtailcore_collectionviewrestriction_collection_id_761908ec ON public.wagtailcore_collectionviewrestriction USING btree (collection_id);

CREATE INDEX wagtailcore_collectionviewrestriction_groups_group_id_1823f2a3 ON public.wagtailcore_collectionviewrestriction_groups USING btree (group_id);

CREATE INDEX wagtailcore_comment_page_id_108444b5 ON public.wagtailcore_comment USING btree (page_id);

CREATE INDEX wagtailcore_comment_resolved_by_id_a282aa0e ON public.wagtailcore_comment USING btree (resolved_by_id);

CREATE INDEX wagtailcore_comment_revision_created_id_1d058279 ON public.wagtailcore_comment USING btree (revision_created_id);

CREATE INDEX wagtailcore_comment_user_id_0c577ca6 ON public.wagtailcore_comment USING btree (user_id);

CREATE INDEX wagtailcore_commentreply_comment_id_afc7e027 ON public.wagtailcore_commentreply USING btree (comment_id);

CREATE INDEX wagtailcore_commentreply_user_id_d0b3b9c3 ON public.wagtailcore_commentreply USING btree (user_id);

CREATE INDEX wagtailcore_groupapprovalt_groupapprovaltask_id_9a9255ea ON public.wagtailcore_groupapprovaltask_groups USING btree (groupapprovaltask_id);

CREATE INDEX wagtailcore_groupapprovaltask_groups_group_id_2e64b61f ON public.wagtailcore_groupapprovaltask_groups USING btree (group_id);

CREATE INDEX wagtailcore_groupcollectionpermission_collection_id_5423575a ON public.wagtailcore_groupcollectionpermission USING btree (collection_id);

CREATE INDEX wagtailcore_groupcollectionpermission_group_id_05d61460 ON public.wagtailcore_groupcollectionpermission USING btree (group_id);

CREATE INDEX wagtailcore_groupcollectionpermission_permission_id_1b626275 ON public.wagtailcore_groupcollectionpermission USING btree (permission_id);

CREATE INDEX wagtailcore_grouppagepermission_group_id_fc07e671 ON public.wagtailcore_grouppagepermission USING btree (group_id);

CREATE INDEX wagtailcore_grouppagepermission_page_id_710b114a ON public.wagtailcore_grouppagepermission USING btree (page_id);

CREATE INDEX wagtailcore_grouppagepermission_permission_id_05acb22e ON public.wagtailcore_grouppagepermission USING btree (permission_id);

CREATE INDEX wagtailcore_groupsitepermission_group_id_e5cdbee4 ON public.wagtailcore_groupsitepermission USING btree (group_id);

CREATE INDEX wagtailcore_groupsitepermission_permission_id_459b1f38 ON public.wagtailcore_groupsitepermission USING btree (permission_id);

CREATE INDEX wagtailcore_groupsitepermission_site_id_245de488 ON public.wagtailcore_groupsitepermission USING btree (site_id);

CREATE INDEX wagtailcore_locale_language_code_03149338_like ON public.wagtailcore_locale USING btree (language_code varchar_pattern_ops);

CREATE INDEX wagtailcore_modellogentry_action_d2d856ee ON public.wagtailcore_modellogentry USING btree (action);

CREATE INDEX wagtailcore_modellogentry_action_d2d856ee_like ON public.wagtailcore_modellogentry USING btree (action varchar_pattern_ops);

CREATE INDEX wagtailcore_modellogentry_content_changed_8bc39742 ON public.wagtailcore_modellogentry USING btree (content_changed);

CREATE INDEX wagtailcore_modellogentry_content_type_id_68849e77 ON public.wagtailcore_modellogentry USING btree (content_type_id);

CREATE INDEX wagtailcore_modellogentry_object_id_e0e7d4ef ON public.wagtailcore_modellogentry USING btree (object_id);

CREATE INDEX wagtailcore_modellogentry_object_id_e0e7d4ef_like ON public.wagtailcore_modellogentry USING btree (object_id varchar_pattern_ops);

CREATE INDEX wagtailcore_modellogentry_revision_id_df6ca33a ON public.wagtailcore_modellogentry USING btree (revision_id);

CREATE INDEX wagtailcore_modellogentry_timestamp_9694521b ON public.wagtailcore_modellogentry USING btree ("timestamp");

CREATE INDEX wagtailcore_modellogentry_user_id_0278d1bf ON public.wagtailcore_modellogentry USING btree (user_id);

CREATE INDEX wagtailcore_page_alias_of_id_12945502 ON public.wagtailcore_page USING btree (alias_of_id) WHERE (alias_of_id IS NOT NULL);

CREATE INDEX wagtailcore_page_content_type_id_c28424df ON public.wagtailcore_page USING btree (content_type_id);

CREATE INDEX wagtailcore_page_first_published_at_2b5dd637 ON public.wagtailcore_page USING btree (first_published_at);

CREATE INDEX wagtailcore_page_latest_revision_id_e60fef51 ON public.wagtailcore_page USING btree (latest_revision_id) WHERE (latest_revision_id IS NOT NULL);

CREATE INDEX wagtailcore_page_live_revision_id_930bd822 ON public.wagtailcore_page USING btree (live_revision_id) WHERE (live_revision_id IS NOT NULL);

CREATE INDEX wagtailcore_page_locale_id_3c7e30a6 ON public.wagtailcore_page USING btree (locale_id);

CREATE INDEX wagtailcore_page_locked_by_id_bcb86245 ON public.wagtailcore_page USING btree (locked_by_id) WHERE (locked_by_id IS NOT NULL);

CREATE INDEX wagtailcore_page_owner_id_fbf7c332 ON public.wagtailcore_page USING btree (owner_id) WHERE (owner_id IS NOT NULL);

CREATE INDEX wagtailcore_page_path_98eba2c8_like ON public.wagtailcore_page USING btree (path varchar_pattern_ops);

CREATE INDEX wagtailcore_page_slug_e7c11b8f ON public.wagtailcore_page USING btree (slug);

CREATE INDEX wagtailcore_pagelogentry_action_c2408198 ON public.wagtailcore_pagelogentry USING btree (action);

CREATE INDEX wagtailcore_pagelogentry_action_c2408198_like ON public.wagtailcore_pagelogentry USING btree (action varchar_pattern_ops);

CREATE INDEX wagtailcore_pagelogentry_content_changed_99f27ade ON public.wagtailcore_pagelogentry USING btree (content_changed);

CREATE INDEX wagtailcore_pagelogentry_content_type_id_74e7708a ON public.wagtailcore_pagelogentry USING btree (content_type_id);

CREATE INDEX wagtailcore_pagelogentry_page_id_8464e327 ON public.wagtailcore_pagelogentry USING btree (page_id);

CREATE INDEX wagtailcore_pagelogentry_revision_id_8043d103 ON public.wagtailcore_pagelogentry USING btree (revision_id);

CREATE INDEX wagtailcore_pagelogentry_timestamp_deb774c4 ON public.wagtailcore_pagelogentry USING btree ("timestamp");

CREATE INDEX wagtailcore_pagelogentry_user_id_604ccfd8 ON public.wagtailcore_pagelogentry USING btree (user_id);

CREATE INDEX wagtailcore_pagerevision_approved_go_live_at_e56afc67 ON public.wagtailcore_revision USING btree (approved_go_live_at);

CREATE INDEX wagtailcore_pagerevision_created_at_66954e3b ON public.wagtailcore_revision USING btree (created_at);

CREATE INDEX wagtailcore_pagerevision_user_id_2409d2f4 ON public.wagtailcore_revision USING btree (user_id);

CREATE INDEX wagtailcore_pagesubscription_page_id_a085e7a6 ON public.wagtailcore_pagesubscription USING btree (page_id);

CREATE INDEX wagtailcore_pagesubscription_user_id_89d7def9 ON public.wagtailcore_pagesubscription USING btree (user_id);

CREATE INDEX wagtailcore_pageviewrestri_pageviewrestriction_id_f147a99a ON public.wagtailcore_pageviewrestriction_groups USING btree (pageviewrestriction_id);

CREATE INDEX wagtailcore_pageviewrestriction_groups_group_id_6460f223 ON public.wagtailcore_pageviewrestriction_groups USING btree (group_id);

CREATE INDEX wagtailcore_pageviewrestriction_page_id_15a8bea6 ON public.wagtailcore_pageviewrestriction USING btree (page_id);

CREATE INDEX wagtailcore_revision_base_content_type_id_5b4ef7bd ON public.wagtailcore_revision USING btree (base_content_type_id);

CREATE INDEX wagtailcore_revision_content_type_id_c8cb69c0 ON public.wagtailcore_revision USING btree (content_type_id);

CREATE INDEX wagtailcore_site_hostname_96b20b46 ON public.wagtailcore_site USING btree (hostname);

CREATE INDEX wagtailcore_site_hostname_96b20b46_like ON public.wagtailcore_site USING btree (hostname varchar_pattern_ops);

CREATE INDEX wagtailcore_site_root_page_id_e02fb95c ON public.wagtailcore_site USING btree (root_page_id);

CREATE INDEX wagtailcore_task_content_type_id_249ab8ba ON public.wagtailcore_task USING btree (content_type_id);

CREATE INDEX wagtailcore_taskstate_content_type_id_0a758fdc ON public.wagtailcore_taskstate USING btree (content_type_id);

CREATE INDEX wagtailcore_taskstate_finished_by_id_13f98229 ON public.wagtailcore_taskstate USING btree (finished_by_id);

CREATE INDEX wagtailcore_taskstate_page_revision_id_9f52c88e ON public.wagtailcore_taskstate USING btree (revision_id);

CREATE INDEX wagtailcore_taskstate_task_id_c3677c34 ON public.wagtailcore_taskstate USING btree (task_id);

CREATE INDEX wagtailcore_taskstate_workflow_state_id_9239a775 ON public.wagtailcore_taskstate USING btree (workflow_state_id);

CREATE INDEX wagtailcore_uploadedfile_for_content_type_id_b0fc87b2 ON public.wagtailcore_uploadedfile USING btree (for_content_type_id);

CREATE INDEX wagtailcore_uploadedfile_uploaded_by_user_id_c7580fe8 ON public.wagtailcore_uploadedfile USING btree (uploaded_by_user_id);

CREATE INDEX wagtailcore_uuid_06a44d_idx ON public.wagtailcore_pagelogentry USING btree (uuid, action, "timestamp" DESC);

CREATE INDEX wagtailcore_uuid_d6363b_idx ON public.wagtailcore_modellogentry USING btree (uuid, action, "timestamp" DESC);

CREATE INDEX wagtailcore_workflowcontenttype_workflow_id_9aad7cd2 ON public.wagtailcore_workflowcontenttype USING btree (workflow_id);

CREATE INDEX wagtailcore_workflowpage_workflow_id_56f56ff6 ON public.wagtailcore_workflowpage USING btree (workflow_id);

CREATE INDEX wagtailcore_workflowstate_base_content_type_id_a30dc576 ON public.wagtailcore_workflowstate USING btree (base_content_type_id);

CREATE INDEX wagtailcore_workflowstate_content_type_id_2bb78ce1 ON public.wagtailcore_workflowstate USING btree (content_type_id);

CREATE INDEX wagtailcore_workflowstate_requested_by_id_4090bca3 ON public.wagtailcore_workflowstate USING btree (requested_by_id);

CREATE INDEX wagtailcore_workflowstate_workflow_id_1f18378f ON public.wagtailcore_workflowstate USING btree (workflow_id);

CREATE INDEX wagtailcore_workflowtask_task_id_ce7716fe ON public.wagtailcore_workflowtask USING btree (task_id);

CREATE INDEX wagtailcore_workflowtask_workflow_id_b9717175 ON public.wagtailcore_workflowtask USING btree (workflow_id);

CREATE INDEX wagtaildocs_document_collection_id_23881625 ON public.wagtaildocs_document USING btree (collection_id);

CREATE INDEX wagtaildocs_document_uploaded_by_user_id_17258b41 ON public.wagtaildocs_document USING btree (uploaded_by_user_id);

CREATE INDEX wagtailembeds_embed_cache_until_26c94bb0 ON public.wagtailembeds_embed USING btree (cache_until);

CREATE INDEX wagtailembeds_embed_hash_c9bd8c9a_like ON public.wagtailembeds_embed USING btree (hash varchar_pattern_ops);

CREATE INDEX wagtailforms_formsubmission_page_id_e48e93e7 ON public.wagtailforms_formsubmission USING btree (page_id);

CREATE INDEX wagtailimages_image_collection_id_c2f8af7e ON public.wagtailimages_image USING btree (collection_id);

CREATE INDEX wagtailimages_image_created_at_86fa6cd4 ON public.wagtailimages_image USING btree (created_at);

CREATE INDEX wagtailimages_image_file_hash_fb5bbb23 ON public.wagtailimages_image USING btree (file_hash);

CREATE INDEX wagtailimages_image_file_hash_fb5bbb23_like ON public.wagtailimages_image USING btree (file_hash varchar_pattern_ops);

CREATE INDEX wagtailimages_image_uploaded_by_user_id_5d73dc75 ON public.wagtailimages_image USING btree (uploaded_by_user_id);

CREATE INDEX wagtailimages_rendition_filter_spec_1cba3201 ON public.wagtailimages_rendition USING btree (filter_spec);

CREATE INDEX wagtailimages_rendition_filter_spec_1cba3201_like ON public.wagtailimages_rendition USING btree (filter_spec varchar_pattern_ops);

CREATE INDEX wagtailimages_rendition_image_id_3e1fd774 ON public.wagtailimages_rendition USING btree (image_id);

CREATE INDEX wagtailredirects_redirect_old_path_bb35247b ON public.wagtailredirects_redirect USING btree (old_path);

CREATE INDEX wagtailredirects_redirect_old_path_bb35247b_like ON public.wagtailredirects_redirect USING btree (old_path varchar_pattern_ops);

CREATE INDEX wagtailredirects_redirect_redirect_page_id_b5728a8f ON public.wagtailredirects_redirect USING btree (redirect_page_id);

CREATE INDEX wagtailredirects_redirect_site_id_780a0e1e ON public.wagtailredirects_redirect USING btree (site_id);

CREATE INDEX wagtailsear_autocom_476c89_gin ON public.wagtailsearch_indexentry USING gin (autocomplete);

CREATE INDEX wagtailsear_body_90c85d_gin ON public.wagtailsearch_indexentry USING gin (body);

CREATE INDEX wagtailsear_title_9caae0_gin ON public.wagtailsearch_indexentry USING gin (title);

CREATE INDEX warehouse_file_awaited ON public.integrations_warehousefile USING btree (at) WHERE ((state)::text = ANY (ARRAY[('made'::character varying)::text, ('written'::character varying)::text]));

CREATE UNIQUE INDEX warehouse_file_in_taken_once ON public.integrations_warehousefile USING btree (number) WHERE (((direction)::text = 'in'::text) AND ((state)::text = 'taken'::text));

CREATE UNIQUE INDEX warehouse_file_out_number_once ON public.integrations_warehousefile USING btree (number) WHERE ((direction)::text = 'out'::text);

CREATE UNIQUE INDEX warehouse_file_per_delivery ON public.integrations_warehousefile USING btree (delivery_key) WHERE (delivery_key IS NOT NULL);

CREATE UNIQUE INDEX warehouse_has_its_own_system ON public.stock_warehouse USING btree (run_by) WHERE (NOT ((run_by)::text = ''::text));

CREATE INDEX warehouse_order_open ON public.integrations_warehouseorder USING btree (warehouse_id, id) WHERE ((state)::text = ANY (ARRAY[('asked'::character varying)::text, ('acknowledged'::character varying)::text, ('begun'::character varying)::text, ('picked'::character varying)::text]));

CREATE INDEX warehouse_order_to_look_at ON public.integrations_warehouseorder USING btree (problem) WHERE (NOT ((problem)::text = ''::text));

CREATE INDEX warehouse_stock_missing ON public.integrations_warehousestock USING btree (missing) WHERE (missing > 0);

CREATE INDEX warehouse_stock_unsure ON public.integrations_warehousestock USING btree (warehouse_id) WHERE (NOT is_sure);

CREATE UNIQUE INDEX watch_once_for_each ON public.stock_stockwatch USING btree (variant_id, person) WHERE (told_at IS NULL);

CREATE INDEX watch_that_waits ON public.stock_stockwatch USING btree (variant_id, asked_at) WHERE (told_at IS NULL);

CREATE INDEX watch_that_was_told ON public.stock_stockwatch USING btree (told_at) WHERE (told_at IS NOT NULL);

CREATE INDEX word_likeness ON public.search_word USING gin (word public.gin_trgm_ops);

CREATE INDEX workflowstate_base_ct_id_idx ON public.wagtailcore_workflowstate USING btree (base_content_type_id, object_id);

CREATE INDEX workflowstate_ct_id_idx ON public.wagtailcore_workflowstate USING btree (content_type_id, object_id);

CREATE TRIGGER a_listed_catalogue_attributevalue_update AFTER UPDATE ON public.catalogue_attributevalue REFERENCING NEW TABLE AS changed FOR EACH STATEMENT EXECUTE FUNCTION public.listed_by_value();

CREATE TRIGGER a_listed_catalogue_brand_update AFTER UPDATE ON public.catalogue_brand REFERENCING NEW TABLE AS changed FOR EACH STATEMENT EXECUTE FUNCTION public.listed_by_brand();

CREATE TRIGGER a_listed_catalogue_category_update AFTER UPDATE ON public.catalogue_category REFERENCING NEW TABLE AS changed FOR EACH STATEMENT EXECUTE FUNCTION public.listed_by_category();

CREATE TRIGGER a_listed_catalogue_product_update AFTER UPDATE ON public.catalogue_product REFERENCING NEW TABLE AS changed FOR EACH STATEMENT EXECUTE FUNCTION public.listed_by_id();

CREATE TRIGGER a_listed_catalogue_productcategory_delete AFTER DELETE ON public.catalogue_productcategory REFERENCING OLD TABLE AS changed FOR EACH STATEMENT EXECUTE FUNCTION public.listed_by_product();

CREATE TRIGGER a_listed_catalogue_productcategory_insert AFTER INSERT ON public.catalogue_productcategory REFERENCING NEW TABLE AS changed FOR EACH STATEMENT EXECUTE FUNCTION public.listed_by_product();

CREATE TRIGGER a_listed_catalogue_productcategory_update AFTER UPDATE ON public.catalogue_productcategory REFERENCING NEW TABLE AS changed FOR EACH STATEMENT EXECUTE FUNCTION public.listed_by_product();

CREATE TRIGGER a_listed_catalogue_variant_delete AFTER DELETE ON public.catalogue_variant REFERENCING OLD TABLE AS changed FOR EACH STATEMENT EXECUTE FUNCTION public.listed_by_product();

CREATE TRIGGER a_listed_catalogue_variant_insert AFTER INSERT ON public.catalogue_variant REFERENCING NEW TABLE AS changed FOR EACH STATEMENT EXECUTE FUNCTION public.listed_by_product();

CREATE TRIGGER a_listed_catalogue_variant_update AFTER UPDATE ON public.catalogue_variant REFERENCING NEW TABLE AS changed FOR EACH STATEMENT EXECUTE FUNCTION public.listed_by_product();

CREATE TRIGGER a_listed_cms_campaignpage_update AFTER UPDATE ON public.cms_campaignpage REFERENCING NEW TABLE AS changed FOR EACH STATEMENT EXECUTE FUNCTION public.other_pages_changed();

CREATE TRIGGER a_listed_cms_categorypage_insert AFTER INSERT ON public.cms_categorypage REFERENCING NEW TABLE AS changed FOR EACH STATEMENT EXECUTE FUNCTION public.categorypages_changed();

CREATE TRIGGER a_listed_cms_categorypage_update AFTER UPDATE ON public.cms_categorypage REFERENCING NEW TABLE AS changed FOR EACH STATEMENT EXECUTE FUNCTION public.categorypages_changed();

CREATE TRIGGER a_listed_cms_productlink_delete AFTER DELETE ON public.cms_productlink REFERENCING OLD TABLE AS changed FOR EACH STATEMENT EXECUTE FUNCTION public.listed_by_product();

CREATE TRIGGER a_listed_cms_productlink_insert AFTER INSERT ON public.cms_productlink REFERENCING NEW TABLE AS changed FOR EACH STATEMENT EXECUTE FUNCTION public.listed_by_product();

CREATE TRIGGER a_listed_cms_productlink_update AFTER UPDATE ON public.cms_productlink REFERENCING OLD TABLE AS old_rows NEW TABLE AS new_rows FOR EACH STATEMENT EXECUTE FUNCTION public.links_updated();

CREATE TRIGGER a_listed_cms_productpage_delete AFTER DELETE ON public.cms_productpage REFERENCING OLD TABLE AS changed FOR EACH STATEMENT EXECUTE FUNCTION public.productpages_changed();

CREATE TRIGGER a_listed_cms_productpage_insert AFTER INSERT ON public.cms_productpage REFERENCING NEW TABLE AS changed FOR EACH STATEMENT EXECUTE FUNCTION public.productpages_changed();

CREATE TRIGGER a_listed_cms_productpage_update AFTER UPDATE ON public.cms_productpage REFERENCING NEW TABLE AS changed FOR EACH STATEMENT EXECUTE FUNCTION public.productpages_changed();

CREATE TRIGGER a_listed_cms_shopimage_update AFTER UPDATE ON public.cms_shopimage REFERENCING OLD TABLE AS old_rows NEW TABLE AS new_rows FOR EACH STATEMENT EXECUTE FUNCTION public.pictures_updated();

CREATE TRIGGER a_listed_cms_standardpage_update AFTER UPDATE ON public.cms_standardpage REFERENCING NEW TABLE AS changed FOR EACH STATEMENT EXECUTE FUNCTION public.other_pages_changed();

CREATE TRIGGER a_listed_wagtailcore_page_delete AFTER DELETE ON public.wagtailcore_page REFERENCING OLD TABLE AS changed FOR EACH STATEMENT EXECUTE FUNCTION public.pages_deleted();

CREATE TRIGGER a_listed_wagtailcore_page_insert AFTER INSERT ON public.wagtailcore_page REFERENCING NEW TABLE AS changed FOR EACH STATEMENT EXECUTE FUNCTION public.pages_inserted();

CREATE TRIGGER a_listed_wagtailcore_page_update AFTER UPDATE ON public.wagtailcore_page REFERENCING OLD TABLE AS old_rows NEW TABLE AS new_rows FOR EACH STATEMENT EXECUTE FUNCTION public.pages_updated();

CREATE TRIGGER acceptance_claim_rules BEFORE INSERT OR DELETE OR UPDATE ON public.acceptance_claim FOR EACH ROW EXECUTE FUNCTION public.acceptance_claim_rules();

CREATE TRIGGER acceptance_handover_rules BEFORE INSERT OR DELETE OR UPDATE ON public.acceptance_handover FOR EACH ROW EXECUTE FUNCTION public.acceptance_handover_rules();

CREATE TRIGGER acceptance_requirement_rules BEFORE INSERT OR DELETE OR UPDATE ON public.acceptance_handedrequirement FOR EACH ROW EXECUTE FUNCTION public.acceptance_requirement_rules();

CREATE TRIGGER acceptance_sprint_rules BEFORE INSERT OR DELETE OR UPDATE ON public.acceptance_sprintnote FOR EACH ROW EXECUTE FUNCTION public.acceptance_sprint_rules();

CREATE TRIGGER acceptance_two_sides BEFORE INSERT OR UPDATE ON public.acceptance_handedrequirement FOR EACH ROW WHEN ((new.signed_by_id IS NOT NULL)) EXECUTE FUNCTION public.acceptance_two_sides();

CREATE TRIGGER catalogue_attribute_version AFTER INSERT OR DELETE OR UPDATE ON public.catalogue_attribute FOR EACH STATEMENT EXECUTE FUNCTION public.catalogue_names_changed();

CREATE TRIGGER catalogue_attributevalue_version AFTER INSERT OR DELETE OR UPDATE ON public.catalogue_attributevalue FOR EACH STATEMENT EXECUTE FUNCTION public.catalogue_names_changed();

CREATE TRIGGER catalogue_brand_version AFTER INSERT OR DELETE OR UPDATE ON public.catalogue_brand FOR EACH STATEMENT EXECUTE FUNCTION public.catalogue_names_changed();

CREATE TRIGGER catalogue_category_version AFTER INSERT OR DELETE OR UPDATE ON public.catalogue_category FOR EACH STATEMENT EXECUTE FUNCTION public.catalogue_names_changed();

CREATE TRIGGER catalogue_manufacturer_version AFTER INSERT OR DELETE OR UPDATE ON public.catalogue_manufacturer FOR EACH STATEMENT EXECUTE FUNCTION public.catalogue_names_changed();

CREATE TRIGGER catalogue_product_version_delete AFTER DELETE ON public.catalogue_product REFERENCING OLD TABLE AS changed FOR EACH STATEMENT EXECUTE FUNCTION public.catalogue_product_changed();

CREATE TRIGGER catalogue_product_version_insert AFTER INSERT ON public.catalogue_product REFERENCING NEW TABLE AS changed FOR EACH STATEMENT EXECUTE FUNCTION public.catalogue_product_changed();

CREATE TRIGGER catalogue_product_version_update AFTER UPDATE ON public.catalogue_product REFERENCING NEW TABLE AS changed FOR EACH STATEMENT EXECUTE FUNCTION public.catalogue_product_changed();

CREATE TRIGGER catalogue_productattribute_version_delete AFTER DELETE ON public.catalogue_productattribute REFERENCING OLD TABLE AS changed FOR EACH STATEMENT EXECUTE FUNCTION public.catalogue_part_changed();

CREATE TRIGGER catalogue_productattribute_version_insert AFTER INSERT ON public.catalogue_productattribute REFERENCING NEW TABLE AS changed FOR EACH STATEMENT EXECUTE FUNCTION public.catalogue_part_changed();

CREATE TRIGGER catalogue_productattribute_version_update AFTER UPDATE ON public.catalogue_productattribute REFERENCING NEW TABLE AS changed FOR EACH STATEMENT EXECUTE FUNCTION public.catalogue_part_changed();

CREATE TRIGGER catalogue_productcategory_version_delete AFTER DELETE ON public.catalogue_productcategory REFERENCING OLD TABLE AS changed FOR EACH STATEMENT EXECUTE FUNCTION public.catalogue_part_changed();

CREATE TRIGGER catalogue_productcategory_version_insert AFTER INSERT ON public.catalogue_productcategory REFERENCING NEW TABLE AS changed FOR EACH STATEMENT EXECUTE FUNCTION public.catalogue_part_changed();

CREATE TRIGGER catalogue_productcategory_version_update AFTER UPDATE ON public.catalogue_productcategory REFERENCING NEW TABLE AS changed FOR EACH STATEMENT EXECUTE FUNCTION public.catalogue_part_changed();

CREATE TRIGGER catalogue_productoption_version_delete AFTER DELETE ON public.catalogue_productoption REFERENCING OLD TABLE AS changed FOR EACH STATEMENT EXECUTE FUNCTION public.catalogue_part_changed();

CREATE TRIGGER catalogue_productoption_version_insert AFTER INSERT ON public.catalogue_productoption REFERENCING NEW TABLE AS changed FOR EACH STATEMENT EXECUTE FUNCTION public.catalogue_part_changed();

CREATE TRIGGER catalogue_productoption_version_update AFTER UPDATE ON public.catalogue_productoption REFERENCING NEW TABLE AS changed FOR EACH STATEMENT EXECUTE FUNCTION public.catalogue_part_changed();

CREATE TRIGGER catalogue_variant_version_delete AFTER DELETE ON public.catalogue_variant REFERENCING OLD TABLE AS changed FOR EACH STATEMENT EXECUTE FUNCTION public.catalogue_part_changed();

CREATE TRIGGER catalogue_variant_version_insert AFTER INSERT ON public.catalogue_variant REFERENCING NEW TABLE AS changed FOR EACH STATEMENT EXECUTE FUNCTION public.catalogue_part_changed();

CREATE TRIGGER catalogue_variant_version_update AFTER UPDATE ON public.catalogue_variant REFERENCING NEW TABLE AS changed FOR EACH STATEMENT EXECUTE FUNCTION public.catalogue_part_changed();

CREATE TRIGGER catalogue_variantvalue_version_delete AFTER DELETE ON public.catalogue_variantvalue REFERENCING OLD TABLE AS changed FOR EACH STATEMENT EXECUTE FUNCTION public.catalogue_variantvalue_changed();

CREATE TRIGGER catalogue_variantvalue_version_insert AFTER INSERT ON public.catalogue_variantvalue REFERENCING NEW TABLE AS changed FOR EACH STATEMENT EXECUTE FUNCTION public.catalogue_variantvalue_changed();

CREATE TRIGGER catalogue_variantvalue_version_update AFTER UPDATE ON public.catalogue_variantvalue REFERENCING NEW TABLE AS changed FOR EACH STATEMENT EXECUTE FUNCTION public.catalogue_variantvalue_changed();

CREATE TRIGGER category_changed AFTER UPDATE ON public.catalogue_productcategory REFERENCING NEW TABLE AS moved FOR EACH STATEMENT EXECUTE FUNCTION public.category_of_product_changed();

CREATE TRIGGER category_given AFTER INSERT ON public.catalogue_productcategory REFERENCING NEW TABLE AS moved FOR EACH STATEMENT EXECUTE FUNCTION public.category_of_product_changed();

CREATE TRIGGER category_taken AFTER DELETE ON public.catalogue_productcategory REFERENCING OLD TABLE AS moved FOR EACH STATEMENT EXECUTE FUNCTION public.category_of_product_changed();

CREATE TRIGGER document_delete AFTER DELETE ON public.cms_listedproduct REFERENCING OLD TABLE AS changed FOR EACH STATEMENT EXECUTE FUNCTION public.documents_deleted();

CREATE TRIGGER document_insert AFTER INSERT ON public.cms_listedproduct REFERENCING NEW TABLE AS changed FOR EACH STATEMENT EXECUTE FUNCTION public.documents_inserted();

CREATE TRIGGER document_update AFTER UPDATE ON public.cms_listedproduct REFERENCING OLD TABLE AS old_rows NEW TABLE AS new_rows FOR EACH STATEMENT EXECUTE FUNCTION public.documents_updated();

CREATE TRIGGER keep_order_change BEFORE DELETE OR UPDATE ON public.orders_orderchange FOR EACH ROW WHEN ((NOT public.forgetting())) EXECUTE FUNCTION public.keep_order_change();

CREATE TRIGGER listed_came AFTER INSERT ON public.cms_listedproduct REFERENCING NEW TABLE AS new_rows FOR EACH STATEMENT EXECUTE FUNCTION public.listed_came();

CREATE TRIGGER listed_home_homepage_update AFTER UPDATE ON public.home_homepage REFERENCING NEW TABLE AS changed FOR EACH STATEMENT EXECUTE FUNCTION public.other_pages_changed();

CREATE TRIGGER listed_turned AFTER UPDATE ON public.cms_listedproduct REFERENCING OLD TABLE AS old_rows NEW TABLE AS new_rows FOR EACH STATEMENT EXECUTE FUNCTION public.listed_turned();

CREATE TRIGGER listed_went AFTER DELETE ON public.cms_listedproduct REFERENCING OLD TABLE AS old_rows FOR EACH STATEMENT EXECUTE FUNCTION public.listed_went();

CREATE TRIGGER movements_counted AFTER INSERT ON public.stock_stockmovement REFERENCING NEW TABLE AS added FOR EACH STATEMENT EXECUTE FUNCTION public.stock_movements_counted();

CREATE TRIGGER one_address_in_a_parcel BEFORE INSERT OR UPDATE ON public.orders_shipmentline FOR EACH ROW EXECUTE FUNCTION public.refuse_to_mix_groups();

CREATE TRIGGER only_added_to BEFORE DELETE OR UPDATE ON public.desk_entry FOR EACH ROW EXECUTE FUNCTION public.desk_entry_stays();

CREATE TRIGGER only_added_to BEFORE DELETE OR UPDATE ON public.orders_invoice FOR EACH ROW EXECUTE FUNCTION public.invoice_stays();

CREATE TRIGGER only_added_to BEFORE DELETE OR UPDATE ON public.orders_ordernote FOR EACH ROW WHEN ((NOT public.forgetting())) EXECUTE FUNCTION public.refuse_to_change();

CREATE TRIGGER only_added_to BEFORE DELETE OR UPDATE ON public.orders_paymentevent FOR EACH ROW EXECUTE FUNCTION public.refuse_to_change();

CREATE TRIGGER only_added_to BEFORE DELETE OR UPDATE ON public.stock_stockmovement FOR EACH ROW EXECUTE FUNCTION public.stock_movement_stays();

CREATE TRIGGER only_allowed_moves BEFORE INSERT OR DELETE OR UPDATE ON public.desk_ticket FOR EACH ROW EXECUTE FUNCTION public.desk_ticket_moves();

CREATE TRIGGER order_search AFTER INSERT ON public.orders_invoice FOR EACH ROW EXECUTE FUNCTION public.order_search_of_part();

CREATE TRIGGER order_search AFTER INSERT ON public.orders_orderaddress REFERENCING NEW TABLE AS changed FOR EACH STATEMENT EXECUTE FUNCTION public.order_search_of_addresses();

CREATE TRIGGER order_search AFTER INSERT ON public.orders_orderline REFERENCING NEW TABLE AS changed FOR EACH STATEMENT EXECUTE FUNCTION public.order_search_of_parts();

CREATE TRIGGER order_search AFTER INSERT ON public.orders_payment FOR EACH ROW WHEN (((new.reference)::text <> ''::text)) EXECUTE FUNCTION public.order_search_of_part();

CREATE TRIGGER order_search AFTER INSERT ON public.orders_return FOR EACH ROW EXECUTE FUNCTION public.order_search_of_part();

CREATE TRIGGER order_search AFTER INSERT ON public.orders_shipment FOR EACH ROW WHEN (((new.tracking_number)::text <> ''::text)) EXECUTE FUNCTION public.order_search_of_part();

CREATE TRIGGER order_search_changed AFTER UPDATE OF name, number ON public.customers_organisation FOR EACH ROW WHEN ((((new.name)::text <> (old.name)::text) OR ((new.number)::text IS DISTINCT FROM (old.number)::text))) EXECUTE FUNCTION public.order_search_of_organisation();

CREATE TRIGGER order_search_changed AFTER UPDATE OF number, email, phone, po_number, buyer_reference, cost_centre, vat_number, organisation_id, placed_at ON public.orders_order FOR EACH ROW EXECUTE FUNCTION public.order_search_of_order();

CREATE TRIGGER order_search_changed AFTER UPDATE ON public.orders_orderaddress FOR EACH ROW EXECUTE FUNCTION public.order_search_of_part();

CREATE TRIGGER order_search_changed AFTER UPDATE OF sku, name, label ON public.orders_orderline FOR EACH ROW EXECUTE FUNCTION public.order_search_of_part();

CREATE TRIGGER order_search_changed AFTER UPDATE OF reference ON public.orders_payment FOR EACH ROW WHEN ((((old.reference)::text <> ''::text) AND ((new.reference)::text <> (old.reference)::text))) EXECUTE FUNCTION public.order_search_of_part();

CREATE TRIGGER order_search_changed AFTER UPDATE OF tracking_number ON public.orders_shipment FOR EACH ROW WHEN (((new.tracking_number)::text <> (old.tracking_number)::text)) EXECUTE FUNCTION public.order_search_of_part();

CREATE TRIGGER order_search_given AFTER UPDATE OF reference ON public.orders_payment FOR EACH ROW WHEN ((((old.reference)::text = ''::text) AND ((new.reference)::text <> ''::text))) EXECUTE FUNCTION public.order_search_of_reference();

CREATE TRIGGER order_search_gone AFTER DELETE ON public.orders_orderline REFERENCING OLD TABLE AS changed FOR EACH STATEMENT EXECUTE FUNCTION public.order_search_of_parts();

CREATE TRIGGER ordered_stays BEFORE INSERT OR DELETE OR UPDATE ON public.services_servicepart FOR EACH ROW EXECUTE FUNCTION public.services_part_stays();

CREATE CONSTRAINT TRIGGER organisation_keeps_administrator AFTER DELETE ON public.customers_membership DEFERRABLE INITIALLY IMMEDIATE FOR EACH ROW WHEN (((old.role)::text = 'administrator'::text)) EXECUTE FUNCTION public.organisation_keeps_administrator();

CREATE CONSTRAINT TRIGGER organisation_keeps_administrator_changed AFTER UPDATE OF role, organisation_id ON public.customers_membership DEFERRABLE INITIALLY IMMEDIATE FOR EACH ROW WHEN ((((old.role)::text = 'administrator'::text) AND (((new.role)::text IS DISTINCT FROM (old.role)::text) OR (new.organisation_id IS DISTINCT FROM old.organisation_id)))) EXECUTE FUNCTION public.organisation_keeps_administrator();

CREATE TRIGGER outage_rules BEFORE INSERT OR DELETE OR UPDATE ON public.status_plannedoutage FOR EACH ROW EXECUTE FUNCTION public.outage_rules();

CREATE TRIGGER outage_shown AFTER INSERT OR UPDATE ON public.status_plannedoutage FOR EACH ROW EXECUTE FUNCTION public.outage_shown();

CREATE TRIGGER pgtrigger_append_only_0811d BEFORE DELETE OR UPDATE ON public.pricing_pricechangesetversion FOR EACH ROW EXECUTE FUNCTION public.pgtrigger_append_only_0811d();

COMMENT ON TRIGGER pgtrigger_append_only_0811d ON public.pricing_pricechangesetversion IS 'b6783a714f5788d70dbda22aad481f1655ed2f09';

CREATE TRIGGER pgtrigger_append_only_086a4 BEFORE DELETE OR UPDATE ON public.catalogue_attributeversion FOR EACH ROW EXECUTE FUNCTION public.pgtrigger_append_only_086a4();

COMMENT ON TRIGGER pgtrigger_append_only_086a4 ON public.catalogue_attributeversion IS '9a9b7a7bce1faf2de32193f8514af4f36fe3c5cd';

CREATE TRIGGER pgtrigger_append_only_0dc67 BEFORE DELETE OR UPDATE ON public.integrations_apitokenversion FOR EACH ROW EXECUTE FUNCTION public.pgtrigger_append_only_0dc67();

COMMENT ON TRIGGER pgtrigger_append_only_0dc67 ON public.integrations_apitokenversion IS '781ea06217950e2780485103e5d7a512bef95475';

CREATE TRIGGER pgtrigger_append_only_353cb BEFORE DELETE OR UPDATE ON public.catalogue_productattributeversion FOR EACH ROW EXECUTE FUNCTION public.pgtrigger_append_only_353cb();

COMMENT ON TRIGGER pgtrigger_append_only_353cb ON public.catalogue_productattributeversion IS '508590d09e4be2c5ef2cf54849a6e32f13904f36';

CREATE TRIGGER pgtrigger_append_only_3afb2 BEFORE DELETE OR UPDATE ON public.catalogue_productcategoryversion FOR EACH ROW EXECUTE FUNCTION public.pgtrigger_append_only_3afb2();

COMMENT ON TRIGGER pgtrigger_append_only_3afb2 ON public.catalogue_productcategoryversion IS '2154ea55dd09807486c952e487764c03b12f91cb';

CREATE TRIGGER pgtrigger_append_only_44367 BEFORE DELETE OR UPDATE ON public.catalogue_variantvalueversion FOR EACH ROW EXECUTE FUNCTION public.pgtrigger_append_only_44367();

COMMENT ON TRIGGER pgtrigger_append_only_44367 ON public.catalogue_variantvalueversion IS '947154deeeb3fb281f2b0238a6826afb0a486385';

CREATE TRIGGER pgtrigger_append_only_4f5a9 BEFORE DELETE OR UPDATE ON public.desk_priorityversion FOR EACH ROW EXECUTE FUNCTION public.pgtrigger_append_only_4f5a9();

COMMENT ON TRIGGER pgtrigger_append_only_4f5a9 ON public.desk_priorityversion IS '7ba31c8d58ee5bedc85634ccc697213072341a9c';

CREATE TRIGGER pgtrigger_append_only_64270 BEFORE DELETE OR UPDATE ON public.desk_matrixcellversion FOR EACH ROW EXECUTE FUNCTION public.pgtrigger_append_only_64270();

COMMENT ON TRIGGER pgtrigger_append_only_64270 ON public.desk_matrixcellversion IS '8d260bd73e6c450ba7215b5a39cb2ffb1fcda6a1';

CREATE TRIGGER pgtrigger_append_only_95b1e BEFORE DELETE OR UPDATE ON public.catalogue_attributevalueversion FOR EACH ROW EXECUTE FUNCTION public.pgtrigger_append_only_95b1e();

COMMENT ON TRIGGER pgtrigger_append_only_95b1e ON public.catalogue_attributevalueversion IS '107f2dba44fe2bc531c8122c2bc03f627338d16e';

CREATE TRIGGER pgtrigger_append_only_969a3 BEFORE DELETE OR UPDATE ON public.catalogue_manufacturerversion FOR EACH ROW EXECUTE FUNCTION public.pgtrigger_append_only_969a3();

COMMENT ON TRIGGER pgtrigger_append_only_969a3 ON public.catalogue_manufacturerversion IS 'a9ba16e2ab927c5a780992351ca4258052f09849';

CREATE TRIGGER pgtrigger_append_only_9c423 BEFORE DELETE OR UPDATE ON public.catalogue_productversion FOR EACH ROW EXECUTE FUNCTION public.pgtrigger_append_only_9c423();

COMMENT ON TRIGGER pgtrigger_append_only_9c423 ON public.catalogue_productversion IS '01287f86cf601cbea6969fa399bc16525cb09a94';

CREATE TRIGGER pgtrigger_append_only_9c8a3 BEFORE DELETE OR UPDATE ON public.monitoring_thresholdversion FOR EACH ROW EXECUTE FUNCTION public.pgtrigger_append_only_9c8a3();

COMMENT ON TRIGGER pgtrigger_append_only_9c8a3 ON public.monitoring_thresholdversion IS 'f82475b80aff29d63e1ade535a71af42c713f351';

CREATE TRIGGER pgtrigger_append_only_a5686 BEFORE DELETE OR UPDATE ON public.status_disturbanceversion FOR EACH ROW EXECUTE FUNCTION public.pgtrigger_append_only_a5686();

COMMENT ON TRIGGER pgtrigger_append_only_a5686 ON public.status_disturbanceversion IS 'ca6aadd35f020acb61711c21e792313586d1eeab';

CREATE TRIGGER pgtrigger_append_only_aa9e4 BEFORE DELETE OR UPDATE ON public.catalogue_categoryversion FOR EACH ROW EXECUTE FUNCTION public.pgtrigger_append_only_aa9e4();

COMMENT ON TRIGGER pgtrigger_append_only_aa9e4 ON public.catalogue_categoryversion IS '54e936d565548d9b5a6543e37ec387d8e546e419';

CREATE TRIGGER pgtrigger_append_only_b0172 BEFORE DELETE OR UPDATE ON public.status_plannedoutageversion FOR EACH ROW EXECUTE FUNCTION public.pgtrigger_append_only_b0172();

COMMENT ON TRIGGER pgtrigger_append_only_b0172 ON public.status_plannedoutageversion IS '8bcd410cc22d7534bb258b4fcc04bf27a5bef4a0';

CREATE TRIGGER pgtrigger_append_only_d5316 BEFORE DELETE OR UPDATE ON public.catalogue_variantversion FOR EACH ROW EXECUTE FUNCTION public.pgtrigger_append_only_d5316();

COMMENT ON TRIGGER pgtrigger_append_only_d5316 ON public.catalogue_variantversion IS 'ffe20e48c4aed8d91868bf9eb15ef6eb279ce35e';

CREATE TRIGGER pgtrigger_append_only_dc082 BEFORE DELETE OR UPDATE ON public.desk_ticketcategoryversion FOR EACH ROW EXECUTE FUNCTION public.pgtrigger_append_only_dc082();

COMMENT ON TRIGGER pgtrigger_append_only_dc082 ON public.desk_ticketcategoryversion IS '1dbb5942692722d532ecff2e8b5633d275a20c1a';

CREATE TRIGGER pgtrigger_append_only_eb177 BEFORE DELETE OR UPDATE ON public.pricing_pricechangeversion FOR EACH ROW EXECUTE FUNCTION public.pgtrigger_append_only_eb177();

COMMENT ON TRIGGER pgtrigger_append_only_eb177 ON public.pricing_pricechangeversion IS '73b64ce589b04aeb070b168937b9470736c3515e';

CREATE TRIGGER pgtrigger_append_only_f6406 BEFORE DELETE OR UPDATE ON public.catalogue_productoptionversion FOR EACH ROW EXECUTE FUNCTION public.pgtrigger_append_only_f6406();

COMMENT ON TRIGGER pgtrigger_append_only_f6406 ON public.catalogue_productoptionversion IS '1ca38ec6e94890ac8ee00d5ccdb73713da35348f';

CREATE TRIGGER pgtrigger_append_only_f687f BEFORE DELETE OR UPDATE ON public.history_historyseal FOR EACH ROW EXECUTE FUNCTION public.pgtrigger_append_only_f687f();

COMMENT ON TRIGGER pgtrigger_append_only_f687f ON public.history_historyseal IS '389e5a97748482f500d1f1fc75f6e257a64a91ab';

CREATE TRIGGER pgtrigger_append_only_fdc00 BEFORE DELETE OR UPDATE ON public.catalogue_brandversion FOR EACH ROW EXECUTE FUNCTION public.pgtrigger_append_only_fdc00();

COMMENT ON TRIGGER pgtrigger_append_only_fdc00 ON public.catalogue_brandversion IS 'e0f072741c59dd8219117e2134737c0ddf0f9427';

CREATE TRIGGER pgtrigger_delete_delete_09526 AFTER DELETE ON public.pricing_pricechange REFERENCING OLD TABLE AS old_values FOR EACH STATEMENT EXECUTE FUNCTION public.pgtrigger_delete_delete_09526();

COMMENT ON TRIGGER pgtrigger_delete_delete_09526 ON public.pricing_pricechange IS '577348338cd05cdc49f970c55778f39c0caa278f';

CREATE TRIGGER pgtrigger_delete_delete_0d78e AFTER DELETE ON public.desk_matrixcell REFERENCING OLD TABLE AS old_values FOR EACH STATEMENT EXECUTE FUNCTION public.pgtrigger_delete_delete_0d78e();

COMMENT ON TRIGGER pgtrigger_delete_delete_0d78e ON public.desk_matrixcell IS 'bc6c49fe25d9538b67334c4558223e1229eadaf7';

CREATE TRIGGER pgtrigger_delete_delete_0f0b3 AFTER DELETE ON public.desk_ticketcategory REFERENCING OLD TABLE AS old_values FOR EACH STATEMENT EXECUTE FUNCTION public.pgtrigger_delete_delete_0f0b3();

COMMENT ON TRIGGER pgtrigger_delete_delete_0f0b3 ON public.desk_ticketcategory IS '5fe5a6925761339a9313dc177546c24069816113';

CREATE TRIGGER pgtrigger_delete_delete_2d31b AFTER DELETE ON public.catalogue_variant REFERENCING OLD TABLE AS old_values FOR EACH STATEMENT EXECUTE FUNCTION public.pgtrigger_delete_delete_2d31b();

COMMENT ON TRIGGER pgtrigger_delete_delete_2d31b ON public.catalogue_variant IS '7d2794a3c90b5c12cf695db9a866c1d30df75a8f';

CREATE TRIGGER pgtrigger_delete_delete_3ab99 AFTER DELETE ON public.integrations_apitoken REFERENCING OLD TABLE AS old_values FOR EACH STATEMENT EXECUTE FUNCTION public.pgtrigger_delete_delete_3ab99();

COMMENT ON TRIGGER pgtrigger_delete_delete_3ab99 ON public.integrations_apitoken IS '062f9aebc7d5dfb5ada5c9e793502d4049a5fe32';

CREATE TRIGGER pgtrigger_delete_delete_41657 AFTER DELETE ON public.catalogue_productattribute REFERENCING OLD TABLE AS old_values FOR EACH STATEMENT EXECUTE FUNCTION public.pgtrigger_delete_delete_41657();

COMMENT ON TRIGGER pgtrigger_delete_delete_41657 ON public.catalogue_productattribute IS 'a9ed3ae4ef1616a045f56bcf5adc50cd9b0549fb';

CREATE TRIGGER pgtrigger_delete_delete_4565d AFTER DELETE ON public.catalogue_productoption REFERENCING OLD TABLE AS old_values FOR EACH STATEMENT EXECUTE FUNCTION public.pgtrigger_delete_delete_4565d();

COMMENT ON TRIGGER pgtrigger_delete_delete_4565d ON public.catalogue_productoption IS 'aff9e821398857561e9c41ffc2c6f58ba413c5ea';

CREATE TRIGGER pgtrigger_delete_delete_54d03 AFTER DELETE ON public.catalogue_attributevalue REFERENCING OLD TABLE AS old_values FOR EACH STATEMENT EXECUTE FUNCTION public.pgtrigger_delete_delete_54d03();

COMMENT ON TRIGGER pgtrigger_delete_delete_54d03 ON public.catalogue_attributevalue IS '1c33c87969b0956860b59ac099f47603e911c249';

CREATE TRIGGER pgtrigger_delete_delete_7cc82 AFTER DELETE ON public.catalogue_product REFERENCING OLD TABLE AS old_values FOR EACH STATEMENT EXECUTE FUNCTION public.pgtrigger_delete_delete_7cc82();

COMMENT ON TRIGGER pgtrigger_delete_delete_7cc82 ON public.catalogue_product IS '48b122a10cb834fbd6474071acfeffe17239f479';

CREATE TRIGGER pgtrigger_delete_delete_7f35d AFTER DELETE ON public.pricing_pricechangeset REFERENCING OLD TABLE AS old_values FOR EACH STATEMENT EXECUTE FUNCTION public.pgtrigger_delete_delete_7f35d();

COMMENT ON TRIGGER pgtrigger_delete_delete_7f35d ON public.pricing_pricechangeset IS '4810bc1715065cfcac38f26a858746ba746adbc7';

CREATE TRIGGER pgtrigger_delete_delete_909f1 AFTER DELETE ON public.status_plannedoutage REFERENCING OLD TABLE AS old_values FOR EACH STATEMENT EXECUTE FUNCTION public.pgtrigger_delete_delete_909f1();

COMMENT ON TRIGGER pgtrigger_delete_delete_909f1 ON public.status_plannedoutage IS 'ede5bacb94a896927c73cf2d59020fe9d3c3c9db';

CREATE TRIGGER pgtrigger_delete_delete_92e91 AFTER DELETE ON public.catalogue_category REFERENCING OLD TABLE AS old_values FOR EACH STATEMENT EXECUTE FUNCTION public.pgtrigger_delete_delete_92e91();

COMMENT ON TRIGGER pgtrigger_delete_delete_92e91 ON public.catalogue_category IS 'a092c718ab8f9bed52f8db58a79b975fbde7c41c';

CREATE TRIGGER pgtrigger_delete_delete_9ca9f AFTER DELETE ON public.catalogue_variantvalue REFERENCING OLD TABLE AS old_values FOR EACH STATEMENT EXECUTE FUNCTION public.pgtrigger_delete_delete_9ca9f();

COMMENT ON TRIGGER pgtrigger_delete_delete_9ca9f ON public.catalogue_variantvalue IS '174dbdc1bd176f4691bd88e34b1bdb08d1d0c76a';

CREATE TRIGGER pgtrigger_delete_delete_ba585 AFTER DELETE ON public.catalogue_manufacturer REFERENCING OLD TABLE AS old_values FOR EACH STATEMENT EXECUTE FUNCTION public.pgtrigger_delete_delete_ba585();

COMMENT ON TRIGGER pgtrigger_delete_delete_ba585 ON public.catalogue_manufacturer IS 'c43edfe7716d8f6fde58db5439c73d7ce35cf1a5';

CREATE TRIGGER pgtrigger_delete_delete_c1268 AFTER DELETE ON public.status_disturbance REFERENCING OLD TABLE AS old_values FOR EACH STATEMENT EXECUTE FUNCTION public.pgtrigger_delete_delete_c1268();

COMMENT ON TRIGGER pgtrigger_delete_delete_c1268 ON public.status_disturbance IS '1a1fe503d7724c3fa01926a7606a46add0f0aba9';

CREATE TRIGGER pgtrigger_delete_delete_db615 AFTER DELETE ON public.desk_priority REFERENCING OLD TABLE AS old_values FOR EACH STATEMENT EXECUTE FUNCTION public.pgtrigger_delete_delete_db615();

COMMENT ON TRIGGER pgtrigger_delete_delete_db615 ON public.desk_priority IS '081c69030a9792ce6dee9d4ceb1373ff2724c67a';

CREATE TRIGGER pgtrigger_delete_delete_e6f57 AFTER DELETE ON public.catalogue_attribute REFERENCING OLD TABLE AS old_values FOR EACH STATEMENT EXECUTE FUNCTION public.pgtrigger_delete_delete_e6f57();

COMMENT ON TRIGGER pgtrigger_delete_delete_e6f57 ON public.catalogue_attribute IS '23efa6d1d43b158f125a129d8d555a043f1d0caf';

CREATE TRIGGER pgtrigger_delete_delete_ec9ed AFTER DELETE ON public.monitoring_threshold REFERENCING OLD TABLE AS old_values FOR EACH STATEMENT EXECUTE FUNCTION public.pgtrigger_delete_delete_ec9ed();

COMMENT ON TRIGGER pgtrigger_delete_delete_ec9ed ON public.monitoring_threshold IS '51b8b1dcd3c239333cad6655fdea190081c68198';

CREATE TRIGGER pgtrigger_delete_delete_f2910 AFTER DELETE ON public.catalogue_productcategory REFERENCING OLD TABLE AS old_values FOR EACH STATEMENT EXECUTE FUNCTION public.pgtrigger_delete_delete_f2910();

COMMENT ON TRIGGER pgtrigger_delete_delete_f2910 ON public.catalogue_productcategory IS '4cf2859f6d2526a43c3552ed31074e441f607708';

CREATE TRIGGER pgtrigger_delete_delete_fe014 AFTER DELETE ON public.catalogue_brand REFERENCING OLD TABLE AS old_values FOR EACH STATEMENT EXECUTE FUNCTION public.pgtrigger_delete_delete_fe014();

COMMENT ON TRIGGER pgtrigger_delete_delete_fe014 ON public.catalogue_brand IS '9b9da31e942f7d0c1b92abefa40c08645203ab8b';

CREATE TRIGGER pgtrigger_insert_insert_03e61 AFTER INSERT ON public.status_plannedoutage REFERENCING NEW TABLE AS new_values FOR EACH STATEMENT EXECUTE FUNCTION public.pgtrigger_insert_insert_03e61();

COMMENT ON TRIGGER pgtrigger_insert_insert_03e61 ON public.status_plannedoutage IS 'f0ec3b6bc3b42ba534db94c2c052ec8f46dcfe63';

CREATE TRIGGER pgtrigger_insert_insert_179b8 AFTER INSERT ON public.catalogue_productoption REFERENCING NEW TABLE AS new_values FOR EACH STATEMENT EXECUTE FUNCTION public.pgtrigger_insert_insert_179b8();

COMMENT ON TRIGGER pgtrigger_insert_insert_179b8 ON public.catalogue_productoption IS 'a4185338a8ba24949917e8c9917d82bd733e53d1';

CREATE TRIGGER pgtrigger_insert_insert_21c06 AFTER INSERT ON public.status_disturbance REFERENCING NEW TABLE AS new_values FOR EACH STATEMENT EXECUTE FUNCTION public.pgtrigger_insert_insert_21c06();

COMMENT ON TRIGGER pgtrigger_insert_insert_21c06 ON public.status_disturbance IS 'd792fa2a5d38d4c648b51b59f026fcd5972f23d6';

CREATE TRIGGER pgtrigger_insert_insert_412c3 AFTER INSERT ON public.catalogue_attributevalue REFERENCING NEW TABLE AS new_values FOR EACH STATEMENT EXECUTE FUNCTION public.pgtrigger_insert_insert_412c3();

COMMENT ON TRIGGER pgtrigger_insert_insert_412c3 ON public.catalogue_attributevalue IS '48e883c67a55540973cb1b23d32ed3c3b689f007';

CREATE TRIGGER pgtrigger_insert_insert_4a160 AFTER INSERT ON public.pricing_pricechangeset REFERENCING NEW TABLE AS new_values FOR EACH STATEMENT EXECUTE FUNCTION public.pgtrigger_insert_insert_4a160();

COMMENT ON TRIGGER pgtrigger_insert_insert_4a160 ON public.pricing_pricechangeset IS '0bb6a8e12922abc29266b3dd60bf89d0357552cb';

CREATE TRIGGER pgtrigger_insert_insert_57f82 AFTER INSERT ON public.monitoring_threshold REFERENCING NEW TABLE AS new_values FOR EACH STATEMENT EXECUTE FUNCTION public.pgtrigger_insert_insert_57f82();

COMMENT ON TRIGGER pgtrigger_insert_insert_57f82 ON public.monitoring_threshold IS '5ed165273529659a66e9418b6e7d480f9363b6ab';

CREATE TRIGGER pgtrigger_insert_insert_5cd30 AFTER INSERT ON public.catalogue_variant REFERENCING NEW TABLE AS new_values FOR EACH STATEMENT EXECUTE FUNCTION public.pgtrigger_insert_insert_5cd30();

COMMENT ON TRIGGER pgtrigger_insert_insert_5cd30 ON public.catalogue_variant IS '3449a413178385909c0ea56fd6b0b205b3f6c0c2';

CREATE TRIGGER pgtrigger_insert_insert_8be93 AFTER INSERT ON public.catalogue_brand REFERENCING NEW TABLE AS new_values FOR EACH STATEMENT EXECUTE FUNCTION public.pgtrigger_insert_insert_8be93();

COMMENT ON TRIGGER pgtrigger_insert_insert_8be93 ON public.catalogue_brand IS '21444ea49b266e098e8483db729329f56dcb9881';

CREATE TRIGGER pgtrigger_insert_insert_8ebf5 AFTER INSERT ON public.desk_priority REFERENCING NEW TABLE AS new_values FOR EACH STATEMENT EXECUTE FUNCTION public.pgtrigger_insert_insert_8ebf5();

COMMENT ON TRIGGER pgtrigger_insert_insert_8ebf5 ON public.desk_priority IS 'd2b8475d24c12fd07fcef965f51f98f4f48003fa';

CREATE TRIGGER pgtrigger_insert_insert_a2fda AFTER INSERT ON public.catalogue_manufacturer REFERENCING NEW TABLE AS new_values FOR EACH STATEMENT EXECUTE FUNCTION public.pgtrigger_insert_insert_a2fda();

COMMENT ON TRIGGER pgtrigger_insert_insert_a2fda ON public.catalogue_manufacturer IS '868d1249a8805b8e578c04f07fcd5166783da0a6';

CREATE TRIGGER pgtrigger_insert_insert_a50e6 AFTER INSERT ON public.pricing_pricechange REFERENCING NEW TABLE AS new_values FOR EACH STATEMENT EXECUTE FUNCTION public.pgtrigger_insert_insert_a50e6();

COMMENT ON TRIGGER pgtrigger_insert_insert_a50e6 ON public.pricing_pricechange IS 'f59d8dface6c613230a7ef4ca96d01ee2ee0ee3a';

CREATE TRIGGER pgtrigger_insert_insert_a9480 AFTER INSERT ON public.integrations_apitoken REFERENCING NEW TABLE AS new_values FOR EACH STATEMENT EXECUTE FUNCTION public.pgtrigger_insert_insert_a9480();

COMMENT ON TRIGGER pgtrigger_insert_insert_a9480 ON public.integrations_apitoken IS '5263f8fa8acd7c241b50bb08067a24a7f0b49436';

CREATE TRIGGER pgtrigger_insert_insert_ab65b AFTER INSERT ON public.catalogue_productattribute REFERENCING NEW TABLE AS new_values FOR EACH STATEMENT EXECUTE FUNCTION public.pgtrigger_insert_insert_ab65b();

COMMENT ON TRIGGER pgtrigger_insert_insert_ab65b ON public.catalogue_productattribute IS '6beeaf75acb0931332f29d0a29262317df622244';

CREATE TRIGGER pgtrigger_insert_insert_cd102 AFTER INSERT ON public.catalogue_product REFERENCING NEW TABLE AS new_values FOR EACH STATEMENT EXECUTE FUNCTION public.pgtrigger_insert_insert_cd102();

COMMENT ON TRIGGER pgtrigger_insert_insert_cd102 ON public.catalogue_product IS '8973f3e08e91cccd474cec18340836f625714b22';

CREATE TRIGGER pgtrigger_insert_insert_d0cb3 AFTER INSERT ON public.desk_matrixcell REFERENCING NEW TABLE AS new_values FOR EACH STATEMENT EXECUTE FUNCTION public.pgtrigger_insert_insert_d0cb3();

COMMENT ON TRIGGER pgtrigger_insert_insert_d0cb3 ON public.desk_matrixcell IS '5941aac34180be78d5f7158d80f24ca5109155c6';

CREATE TRIGGER pgtrigger_insert_insert_e10b6 AFTER INSERT ON public.catalogue_attribute REFERENCING NEW TABLE AS new_values FOR EACH STATEMENT EXECUTE FUNCTION public.pgtrigger_insert_insert_e10b6();

COMMENT ON TRIGGER pgtrigger_insert_insert_e10b6 ON public.catalogue_attribute IS 'e2df60d235354f06da135ce235d4709a02be3eb7';

CREATE TRIGGER pgtrigger_insert_insert_e7ba8 AFTER INSERT ON public.catalogue_category REFERENCING NEW TABLE AS new_values FOR EACH STATEMENT EXECUTE FUNCTION public.pgtrigger_insert_insert_e7ba8();

COMMENT ON TRIGGER pgtrigger_insert_insert_e7ba8 ON public.catalogue_category IS '678750e474f64bf140140c5b61b45439a1825ba7';

CREATE TRIGGER pgtrigger_insert_insert_ed523 AFTER INSERT ON public.catalogue_productcategory REFERENCING NEW TABLE AS new_values FOR EACH STATEMENT EXECUTE FUNCTION public.pgtrigger_insert_insert_ed523();

COMMENT ON TRIGGER pgtrigger_insert_insert_ed523 ON public.catalogue_productcategory IS '37ff35565b5c22c7a031386858337e809ff54ead';

CREATE TRIGGER pgtrigger_insert_insert_ee6b6 AFTER INSERT ON public.desk_ticketcategory REFERENCING NEW TABLE AS new_values FOR EACH STATEMENT EXECUTE FUNCTION public.pgtrigger_insert_insert_ee6b6();

COMMENT ON TRIGGER pgtrigger_insert_insert_ee6b6 ON public.desk_ticketcategory IS 'a70f9fc591a64854c3618beb6479e2d27e7461fb';

CREATE TRIGGER pgtrigger_insert_insert_f9ab5 AFTER INSERT ON public.catalogue_variantvalue REFERENCING NEW TABLE AS new_values FOR EACH STATEMENT EXECUTE FUNCTION public.pgtrigger_insert_insert_f9ab5();

COMMENT ON TRIGGER pgtrigger_insert_insert_f9ab5 ON public.catalogue_variantvalue IS '6e7512a2d4c035ffb188585e99f1b6f6b4b411f9';

CREATE TRIGGER pgtrigger_update_update_0454b AFTER UPDATE ON public.catalogue_product REFERENCING OLD TABLE AS old_values NEW TABLE AS new_values FOR EACH STATEMENT EXECUTE FUNCTION public.pgtrigger_update_update_0454b();

COMMENT ON TRIGGER pgtrigger_update_update_0454b ON public.catalogue_product IS '8f6392da84e026389270c4a6e70e9b9fbef9012c';

CREATE TRIGGER pgtrigger_update_update_061ed AFTER UPDATE ON public.catalogue_category REFERENCING OLD TABLE AS old_values NEW TABLE AS new_values FOR EACH STATEMENT EXECUTE FUNCTION public.pgtrigger_update_update_061ed();

COMMENT ON TRIGGER pgtrigger_update_update_061ed ON public.catalogue_category IS '0475659692d42d5abad48e5501e3c22882f448be';

CREATE TRIGGER pgtrigger_update_update_0af83 AFTER UPDATE ON public.catalogue_variant REFERENCING OLD TABLE AS old_values NEW TABLE AS new_values FOR EACH STATEMENT EXECUTE FUNCTION public.pgtrigger_update_update_0af83();

COMMENT ON TRIGGER pgtrigger_update_update_0af83 ON public.catalogue_variant IS '0dfb0663e060712a51abd26ea3b162159bf2773a';

CREATE TRIGGER pgtrigger_update_update_149a2 AFTER UPDATE ON public.catalogue_attributevalue REFERENCING OLD TABLE AS old_values NEW TABLE AS new_values FOR EACH STATEMENT EXECUTE FUNCTION public.pgtrigger_update_update_149a2();

COMMENT ON TRIGGER pgtrigger_update_update_149a2 ON public.catalogue_attributevalue IS 'f20fd5f73a283d6e8ebb7cce829383f396180fed';

CREATE TRIGGER pgtrigger_update_update_1f5b2 AFTER UPDATE ON public.desk_matrixcell REFERENCING OLD TABLE AS old_values NEW TABLE AS new_values FOR EACH STATEMENT EXECUTE FUNCTION public.pgtrigger_update_update_1f5b2();

COMMENT ON TRIGGER pgtrigger_update_update_1f5b2 ON public.desk_matrixcell IS 'cb435787817c4971fde9b88503c1a4d8e8da2edf';

CREATE TRIGGER pgtrigger_update_update_2f6b6 AFTER UPDATE ON public.catalogue_attribute REFERENCING OLD TABLE AS old_values NEW TABLE AS new_values FOR EACH STATEMENT EXECUTE FUNCTION public.pgtrigger_update_update_2f6b6();

COMMENT ON TRIGGER pgtrigger_update_update_2f6b6 ON public.catalogue_attribute IS '899cc74d072d8c63f7aa45a69620cf3b6eac6eeb';

CREATE TRIGGER pgtrigger_update_update_5749f AFTER UPDATE ON public.catalogue_productoption REFERENCING OLD TABLE AS old_values NEW TABLE AS new_values FOR EACH STATEMENT EXECUTE FUNCTION public.pgtrigger_update_update_5749f();

COMMENT ON TRIGGER pgtrigger_update_update_5749f ON public.catalogue_productoption IS 'e276ae4e8b4d25ad0020a67a96c373ac4309f8d2';

CREATE TRIGGER pgtrigger_update_update_5a6ef AFTER UPDATE ON public.pricing_pricechangeset REFERENCING OLD TABLE AS old_values NEW TABLE AS new_values FOR EACH STATEMENT EXECUTE FUNCTION public.pgtrigger_update_update_5a6ef();

COMMENT ON TRIGGER pgtrigger_update_update_5a6ef ON public.pricing_pricechangeset IS '325ae85dae90fdd06c0809f6cc6b4f178d256280';

CREATE TRIGGER pgtrigger_update_update_7055a AFTER UPDATE ON public.catalogue_productcategory REFERENCING OLD TABLE AS old_values NEW TABLE AS new_values FOR EACH STATEMENT EXECUTE FUNCTION public.pgtrigger_update_update_7055a();

COMMENT ON TRIGGER pgtrigger_update_update_7055a ON public.catalogue_productcategory IS '00a01a45a44ae214f54d0e4fa7aaed2bb635e20f';

CREATE TRIGGER pgtrigger_update_update_9dcf3 AFTER UPDATE ON public.desk_priority REFERENCING OLD TABLE AS old_values NEW TABLE AS new_values FOR EACH STATEMENT EXECUTE FUNCTION public.pgtrigger_update_update_9dcf3();

COMMENT ON TRIGGER pgtrigger_update_update_9dcf3 ON public.desk_priority IS 'bbad40fbbc54b64b7c8a3d3febbe2a366699ff2e';

CREATE TRIGGER pgtrigger_update_update_b0bc1 AFTER UPDATE ON public.status_plannedoutage REFERENCING OLD TABLE AS old_values NEW TABLE AS new_values FOR EACH STATEMENT EXECUTE FUNCTION public.pgtrigger_update_update_b0bc1();

COMMENT ON TRIGGER pgtrigger_update_update_b0bc1 ON public.status_plannedoutage IS 'e7e5d726cb496620fb719623f90f3d6435d759b1';

CREATE TRIGGER pgtrigger_update_update_b2887 AFTER UPDATE ON public.catalogue_manufacturer REFERENCING OLD TABLE AS old_values NEW TABLE AS new_values FOR EACH STATEMENT EXECUTE FUNCTION public.pgtrigger_update_update_b2887();

COMMENT ON TRIGGER pgtrigger_update_update_b2887 ON public.catalogue_manufacturer IS 'a88afd9f02bf25c52fea0c1a5577e0d5b531860f';

CREATE TRIGGER pgtrigger_update_update_b2cde AFTER UPDATE ON public.monitoring_threshold REFERENCING OLD TABLE AS old_values NEW TABLE AS new_values FOR EACH STATEMENT EXECUTE FUNCTION public.pgtrigger_update_update_b2cde();

COMMENT ON TRIGGER pgtrigger_update_update_b2cde ON public.monitoring_threshold IS '9218d8e81c036e0741349415f16beb9e4088c269';

CREATE TRIGGER pgtrigger_update_update_b5f5b AFTER UPDATE ON public.pricing_pricechange REFERENCING OLD TABLE AS old_values NEW TABLE AS new_values FOR EACH STATEMENT EXECUTE FUNCTION public.pgtrigger_update_update_b5f5b();

COMMENT ON TRIGGER pgtrigger_update_update_b5f5b ON public.pricing_pricechange IS '720629fb1786d1975b20440bbd33d0b7be2203cb';

CREATE TRIGGER pgtrigger_update_update_ba619 AFTER UPDATE ON public.status_disturbance REFERENCING OLD TABLE AS old_values NEW TABLE AS new_values FOR EACH STATEMENT EXECUTE FUNCTION public.pgtrigger_update_update_ba619();

COMMENT ON TRIGGER pgtrigger_update_update_ba619 ON public.status_disturbance IS '646fd3ac33ab0172e5fd51687134310dcd318662';

CREATE TRIGGER pgtrigger_update_update_be75f AFTER UPDATE ON public.desk_ticketcategory REFERENCING OLD TABLE AS old_values NEW TABLE AS new_values FOR EACH STATEMENT EXECUTE FUNCTION public.pgtrigger_update_update_be75f();

COMMENT ON TRIGGER pgtrigger_update_update_be75f ON public.desk_ticketcategory IS '236a0d66001a47c9472708d5fbd6105fa2d7c078';

CREATE TRIGGER pgtrigger_update_update_c036b AFTER UPDATE ON public.integrations_apitoken REFERENCING OLD TABLE AS old_values NEW TABLE AS new_values FOR EACH STATEMENT EXECUTE FUNCTION public.pgtrigger_update_update_c036b();

COMMENT ON TRIGGER pgtrigger_update_update_c036b ON public.integrations_apitoken IS 'ac36cc408ef97e2a3aef2c2dfdd2c42a7b98c8c6';

CREATE TRIGGER pgtrigger_update_update_d3664 AFTER UPDATE ON public.catalogue_brand REFERENCING OLD TABLE AS old_values NEW TABLE AS new_values FOR EACH STATEMENT EXECUTE FUNCTION public.pgtrigger_update_update_d3664();

COMMENT ON TRIGGER pgtrigger_update_update_d3664 ON public.catalogue_brand IS '5ae256aa78cfd4428576ec7a76b8d2fd94e2d906';

CREATE TRIGGER pgtrigger_update_update_d3b91 AFTER UPDATE ON public.catalogue_productattribute REFERENCING OLD TABLE AS old_values NEW TABLE AS new_values FOR EACH STATEMENT EXECUTE FUNCTION public.pgtrigger_update_update_d3b91();

COMMENT ON TRIGGER pgtrigger_update_update_d3b91 ON public.catalogue_productattribute IS '7f5530de677f885f0f440cd292133f33317c014c';

CREATE TRIGGER pgtrigger_update_update_f4c78 AFTER UPDATE ON public.catalogue_variantvalue REFERENCING OLD TABLE AS old_values NEW TABLE AS new_values FOR EACH STATEMENT EXECUTE FUNCTION public.pgtrigger_update_update_f4c78();

COMMENT ON TRIGGER pgtrigger_update_update_f4c78 ON public.catalogue_variantvalue IS 'c6a3b0d6fdee433e10a484f9bc674af1ad972e43';

CREATE TRIGGER pricing_offer_says_the_same BEFORE DELETE OR UPDATE ON public.pricing_offer FOR EACH ROW EXECUTE FUNCTION public.offer_says_the_same();

CREATE TRIGGER pricing_offer_version AFTER INSERT OR UPDATE OF valid_until ON public.pricing_offer FOR EACH STATEMENT EXECUTE FUNCTION public.pricing_offer_changed();

CREATE TRIGGER pricing_price_recorded_delete AFTER DELETE ON public.pricing_price REFERENCING OLD TABLE AS changed FOR EACH STATEMENT EXECUTE FUNCTION public.prices_recorded();

CREATE TRIGGER pricing_price_recorded_insert AFTER INSERT ON public.pricing_price REFERENCING NEW TABLE AS changed FOR EACH STATEMENT EXECUTE FUNCTION public.prices_recorded();

CREATE TRIGGER pricing_price_recorded_update AFTER UPDATE ON public.pricing_price REFERENCING OLD TABLE AS old_rows NEW TABLE AS new_rows FOR EACH STATEMENT EXECUTE FUNCTION public.prices_recorded();

CREATE TRIGGER pricing_price_version_delete AFTER DELETE ON public.pricing_price REFERENCING OLD TABLE AS changed FOR EACH STATEMENT EXECUTE FUNCTION public.pricing_price_changed();

CREATE TRIGGER pricing_price_version_insert AFTER INSERT ON public.pricing_price REFERENCING NEW TABLE AS changed FOR EACH STATEMENT EXECUTE FUNCTION public.pricing_price_changed();

CREATE TRIGGER pricing_price_version_update AFTER UPDATE ON public.pricing_price REFERENCING NEW TABLE AS changed FOR EACH STATEMENT EXECUTE FUNCTION public.pricing_price_changed();

CREATE TRIGGER pricing_pricechange_drafted_delete AFTER DELETE ON public.pricing_pricechange REFERENCING OLD TABLE AS changed FOR EACH STATEMENT EXECUTE FUNCTION public.changes_are_drafted();

CREATE TRIGGER pricing_pricechange_drafted_insert AFTER INSERT ON public.pricing_pricechange REFERENCING NEW TABLE AS changed FOR EACH STATEMENT EXECUTE FUNCTION public.changes_are_drafted();

CREATE TRIGGER pricing_pricechange_drafted_update AFTER UPDATE OF change_set_id, variant_id, price_list_id, min_quantity, amount ON public.pricing_pricechange FOR EACH ROW EXECUTE FUNCTION public.change_is_drafted();

CREATE TRIGGER pricing_pricelist_fixed BEFORE UPDATE ON public.pricing_pricelist FOR EACH ROW EXECUTE FUNCTION public.price_list_is_fixed();

CREATE TRIGGER pricing_pricelist_recorded AFTER UPDATE ON public.pricing_pricelist REFERENCING OLD TABLE AS old_rows NEW TABLE AS new_rows FOR EACH STATEMENT EXECUTE FUNCTION public.price_lists_recorded();

CREATE TRIGGER pricing_pricelist_version AFTER INSERT OR DELETE OR UPDATE ON public.pricing_pricelist FOR EACH STATEMENT EXECUTE FUNCTION public.pricing_pricelist_changed();

CREATE TRIGGER pricing_pricerecord_only_grows BEFORE DELETE OR UPDATE ON public.pricing_pricerecord FOR EACH STATEMENT EXECUTE FUNCTION public.ledger_only_grows();

CREATE TRIGGER published_stays BEFORE DELETE OR UPDATE ON public.services_serviceversion FOR EACH ROW EXECUTE FUNCTION public.services_version_stays();

CREATE TRIGGER site_cms_categorylink AFTER INSERT OR DELETE OR UPDATE ON public.cms_categorylink FOR EACH STATEMENT EXECUTE FUNCTION public.site_changed();

CREATE TRIGGER site_cms_menu AFTER INSERT OR DELETE ON public.cms_menu FOR EACH STATEMENT EXECUTE FUNCTION public.site_changed();

CREATE TRIGGER site_cms_menu_update AFTER UPDATE OF place, entries, live, locale_id ON public.cms_menu FOR EACH STATEMENT EXECUTE FUNCTION public.site_changed();

CREATE TRIGGER site_cms_shopimage AFTER DELETE ON public.cms_shopimage FOR EACH STATEMENT EXECUTE FUNCTION public.site_changed();

CREATE TRIGGER site_cms_sitesettings AFTER INSERT OR DELETE ON public.cms_sitesettings FOR EACH STATEMENT EXECUTE FUNCTION public.site_changed();

CREATE TRIGGER site_cms_sitesettings_update AFTER UPDATE OF live, locale_id, tagline, email, phone, opening_hours, social_links, shared_picture_id, announcement, announcement_page_id, announcement_address, announcement_from, announcement_until ON public.cms_sitesettings FOR EACH STATEMENT EXECUTE FUNCTION public.site_changed();

CREATE TRIGGER site_orders_deliverymethod AFTER INSERT OR DELETE OR UPDATE ON public.orders_deliverymethod FOR EACH STATEMENT EXECUTE FUNCTION public.site_changed();

CREATE TRIGGER site_wagtailcore_locale AFTER INSERT OR DELETE OR UPDATE ON public.wagtailcore_locale FOR EACH STATEMENT EXECUTE FUNCTION public.site_changed();

CREATE TRIGGER site_wagtailcore_pageviewrestriction AFTER INSERT OR DELETE OR UPDATE ON public.wagtailcore_pageviewrestriction FOR EACH STATEMENT EXECUTE FUNCTION public.site_changed();

CREATE TRIGGER site_wagtailcore_site AFTER INSERT OR DELETE OR UPDATE ON public.wagtailcore_site FOR EACH STATEMENT EXECUTE FUNCTION public.site_changed();

CREATE TRIGGER stay_as_sent BEFORE INSERT OR DELETE OR UPDATE ON public.quotations_quotationline FOR EACH ROW WHEN ((NOT public.forgetting())) EXECUTE FUNCTION public.quotation_lines_stay();

CREATE TRIGGER stays_as_sent BEFORE DELETE OR UPDATE ON public.quotations_quotation FOR EACH ROW WHEN ((NOT public.forgetting())) EXECUTE FUNCTION public.quotation_stays();

CREATE TRIGGER stock_version_delete AFTER DELETE ON public.stock_stock REFERENCING OLD TABLE AS changed FOR EACH STATEMENT EXECUTE FUNCTION public.stock_set();

CREATE TRIGGER stock_version_insert AFTER INSERT ON public.stock_stock REFERENCING NEW TABLE AS changed FOR EACH STATEMENT EXECUTE FUNCTION public.stock_set();

CREATE TRIGGER stock_version_update AFTER UPDATE ON public.stock_stock REFERENCING OLD TABLE AS before_rows NEW TABLE AS after_rows FOR EACH STATEMENT EXECUTE FUNCTION public.stock_moved();

ALTER TABLE ONLY public.acceptance_claim
    ADD CONSTRAINT acceptance_claim_handover_id_ad4aef80_fk_acceptance_handover_id FOREIGN KEY (handover_id) REFERENCES public.acceptance_handover(id) DEFERRABLE INITIALLY DEFERRED;

ALTER TABLE ONLY public.acceptance_claim
    ADD CONSTRAINT acceptance_claim_ticket_id_e8592ab7_fk_desk_ticket_id FOREIGN KEY (ticket_id) REFERENCES public.desk_ticket(id) DEFERRABLE INITIALLY DEFERRED;

ALTER TABLE ONLY public.acceptance_handedrequirement
    ADD CONSTRAINT acceptance_handedreq_handover_id_d1b6a522_fk_acceptanc FOREIGN KEY (handover_id) REFERENCES public.acceptance_handover(id) DEFERRABLE INITIALLY DEFERRED;

ALTER TABLE ONLY public.acceptance_handedrequirement
    ADD CONSTRAINT acceptance_handedreq_signed_by_id_ff190d38_fk_customers FOREIGN KEY (signed_by_id) REFERENCES public.customers_user(id) DEFERRABLE INITIALLY DEFERRED;

ALTER TABLE ONLY public.acceptance_handover
    ADD CONSTRAINT acceptance_handover_answered_by_id_6dda5eb4_fk_customers FOREIGN KEY (answered_by_id) REFERENCES public.customers_user(id) DEFERRABLE INITIALLY DEFERRED;

ALTER TABLE ONLY public.acceptance_handover
    ADD CONSTRAINT acceptance_handover_drafted_by_id_88265316_fk_customers_user_id FOREIGN KEY (drafted_by_id) REFERENCES public.customers_user(id) DEFERRABLE INITIALLY DEFERRED;

ALTER TABLE ONLY public.acceptance_handover
    ADD CONSTRAINT acceptance_handover_handed_over_by_id_13fd01ca_fk_customers FOREIGN KEY (handed_over_by_id) REFERENCES public.customers_user(id) DEFERRABLE INITIALLY DEFERRED;

ALTER TABLE ONLY public.acceptance_sprintnote
    ADD CONSTRAINT acceptance_sprintnot_handover_id_6d5d2397_fk_acceptanc FOREIGN KEY (handover_id) REFERENCES public.acceptance_handover(id) DEFERRABLE INITIALLY DEFERRED;

ALTER TABLE ONLY public.acceptance_sprintnote
    ADD CONSTRAINT acceptance_sprintnot_written_by_id_6158387b_fk_customers FOREIGN KEY (written_by_id) REFERENCES public.customers_user(id) DEFERRABLE INITIALLY DEFERRED;

ALTER TABLE ONLY public.account_emailaddress
    ADD CONSTRAINT account_emailaddress_user_id_2c513194_fk_customers_user_id FOREIGN KEY (user_id) REFERENCES public.customers_user(id) DEFERRABLE INITIALLY DEFERRED;

ALTER TABLE ONLY public.account_emailconfirmation
    ADD CONSTRAINT account_emailconfirm_email_address_id_5b7f8c58_fk_account_e FOREIGN KEY (email_address_id) REFERENCES public.account_emailaddress(id) DEFERRABLE INITIALLY DEFERRED;

ALTER TABLE ONLY public.auth_group_permissions
    ADD CONSTRAINT auth_group_permissio_permission_id_84c5c92e_fk_auth_perm FOREIGN KEY (permission_id) REFERENCES public.auth_permission(id) DEFERRABLE INITIALLY DEFERRED;

ALTER TABLE ONLY public.auth_group_permissions
    ADD CONSTRAINT auth_group_permissions_group_id_b120cbf9_fk_auth_group_id FOREIGN KEY (group_id) REFERENCES public.auth_group(id) DEFERRABLE INITIALLY DEFERRED;

ALTER TABLE ONLY public.auth_permission
    ADD CONSTRAINT auth_permission_content_type_id_2f476e4b_fk_django_co FOREIGN KEY (content_type_id) REFERENCES public.django_content_type(id) DEFERRABLE INITIALLY DEFERRED;

ALTER TABLE ONLY public.cart_cart
    ADD CONSTRAINT cart_cart_quotation_id_a7b1c953_fk_quotations_quotation_id FOREIGN KEY (quotation_id) REFERENCES public.quotations_quotation(id) DEFERRABLE INITIALLY DEFERRED;

ALTER TABLE ONLY public.cart_cart
    ADD CONSTRAINT cart_cart_user_id_9b4220b9_fk_customers_user_id FOREIGN KEY (user_id) REFERENCES public.customers_user(id) DEFERRABLE INITIALLY DEFERRED;

ALTER TABLE ONLY public.cart_cartline
    ADD CONSTRAINT cart_cartline_cart_id_c7b9981e_fk_cart_cart_token FOREIGN KEY (cart_id) REFERENCES public.cart_cart(token) DEFERRABLE INITIALLY DEFERRED;

ALTER TABLE ONLY public.cart_cartline
    ADD CONSTRAINT cart_cartline_variant_id_dbca56c9_fk_catalogue_variant_id FOREIGN KEY (variant_id) REFERENCES public.catalogue_variant(id) DEFERRABLE INITIALLY DEFERRED;

ALTER TABLE ONLY public.catalogue_attributevalue
    ADD CONSTRAINT catalogue_attributev_attribute_id_950863c4_fk_catalogue FOREIGN KEY (attribute_id) REFERENCES public.catalogue_attribute(id) DEFERRABLE INITIALLY DEFERRED;

ALTER TABLE ONLY public.catalogue_category
    ADD CONSTRAINT catalogue_category_parent_id_4479cbbf_fk_catalogue_category_id FOREIGN KEY (parent_id) REFERENCES public.catalogue_category(id) DEFERRABLE INITIALLY DEFERRED;

ALTER TABLE ONLY public.catalogue_product
    ADD CONSTRAINT catalogue_product_brand_id_74599134_fk_catalogue_brand_id FOREIGN KEY (brand_id) REFERENCES public.catalogue_brand(id) DEFERRABLE INITIALLY DEFERRED;

ALTER TABLE ONLY public.catalogue_product
    ADD CONSTRAINT catalogue_product_manufacturer_id_543b3e04_fk_catalogue FOREIGN KEY (manufacturer_id) REFERENCES public.catalogue_manufacturer(id) DEFERRABLE INITIALLY DEFERRED;

ALTER TABLE ONLY public.catalogue_product
    ADD CONSTRAINT catalogue_product_replaced_by_id_85e5e9bb_fk_catalogue FOREIGN KEY (replaced_by_id) REFERENCES public.catalogue_product(id) DEFERRABLE INITIALLY DEFERRED;

ALTER TABLE ONLY public.catalogue_productattribute
    ADD CONSTRAINT catalogue_productatt_attribute_id_ce9859ad_fk_catalogue FOREIGN KEY (attribute_id) REFERENCES public.catalogue_attribute(id) DEFERRABLE INITIALLY DEFERRED;

ALTER TABLE ONLY public.catalogue_productattribute
    ADD CONSTRAINT catalogue_productatt_product_id_cd919863_fk_catalogue FOREIGN KEY (product_id) REFERENCES public.catalogue_product(id) DEFERRABLE INITIALLY DEFERRED;

ALTER TABLE ONLY public.catalogue_productattribute
    ADD CONSTRAINT catalogue_productatt_value_id_d32b43a3_fk_catalogue FOREIGN KEY (value_id) REFERENCES public.catalogue_attributevalue(id) DEFERRABLE INITIALLY DEFERRED;

ALTER TABLE ONLY public.catalogue_productcategory
    ADD CONSTRAINT catalogue_productcat_category_id_176db535_fk_catalogue FOREIGN KEY (category_id) REFERENCES public.catalogue_category(id) DEFERRABLE INITIALLY DEFERRED;

ALTER TABLE ONLY public.catalogue_productcategory
    ADD CONSTRAINT catalogue_productcat_product_id_846a4061_fk_catalogue FOREIGN KEY (product_id) REFERENCES public.catalogue_product(id) DEFERRABLE INITIALLY DEFERRED;

ALTER TABLE ONLY public.catalogue_productoption
    ADD CONSTRAINT catalogue_productopt_attribute_id_39e977cc_fk_catalogue FOREIGN KEY (attribute_id) REFERENCES public.catalogue_attribute(id) DEFERRABLE INITIALLY DEFERRED;

ALTER TABLE ONLY public.catalogue_productoption
    ADD CONSTRAINT catalogue_productopt_product_id_e2b8226c_fk_catalogue FOREIGN KEY (product_id) REFERENCES public.catalogue_product(id) DEFERRABLE INITIALLY DEFERRED;

ALTER TABLE ONLY public.catalogue_variant
    ADD CONSTRAINT catalogue_variant_product_id_dac9d2b5_fk_catalogue_product_id FOREIGN KEY (product_id) REFERENCES public.catalogue_product(id) DEFERRABLE INITIALLY DEFERRED;

ALTER TABLE ONLY public.catalogue_variantvalue
    ADD CONSTRAINT catalogue_variantval_value_id_1ed61d1e_fk_catalogue FOREIGN KEY (value_id) REFERENCES public.catalogue_attributevalue(id) DEFERRABLE INITIALLY DEFERRED;

ALTER TABLE ONLY public.catalogue_variantvalue
    ADD CONSTRAINT catalogue_variantval_variant_id_70b6e71f_fk_catalogue FOREIGN KEY (variant_id) REFERENCES public.catalogue_variant(id) DEFERRABLE INITIALLY DEFERRED;

ALTER TABLE ONLY public.cms_campaignoffer
    ADD CONSTRAINT cms_campaignoffer_page_id_f7bdb28e_fk_cms_campa FOREIGN KEY (page_id) REFERENCES public.cms_campaignpage(page_ptr_id) DEFERRABLE INITIALLY DEFERRED;

ALTER TABLE ONLY public.cms_campaignpage
    ADD CONSTRAINT cms_campaignpage_action_page_id_bca4c057_fk_wagtailcore_page_id FOREIGN KEY (action_page_id) REFERENCES public.wagtailcore_page(id) DEFERRABLE INITIALLY DEFERRED;

ALTER TABLE ONLY public.cms_campaignpage
    ADD CONSTRAINT cms_campaignpage_page_ptr_id_74d80490_fk_wagtailcore_page_id FOREIGN KEY (page_ptr_id) REFERENCES public.wagtailcore_page(id) DEFERRABLE INITIALLY DEFERRED;

ALTER TABLE ONLY public.cms_campaignpage
    ADD CONSTRAINT cms_campaignpage_picture_id_49b527f1_fk_cms_shopimage_id FOREIGN KEY (picture_id) REFERENCES public.cms_shopimage(id) DEFERRABLE INITIALLY DEFERRED;

ALTER TABLE ONLY public.cms_campaignpage
    ADD CONSTRAINT cms_campaignpage_social_image_id_55b34028_fk_cms_shopimage_id FOREIGN KEY (social_image_id) REFERENCES public.cms_shopimage(id) DEFERRABLE INITIALLY DEFERRED;

ALTER TABLE ONLY public.cms_categorylink
    ADD CONSTRAINT cms_categorylink_category_id_972a831a_fk_catalogue_category_id FOREIGN KEY (category_id) REFERENCES public.catalogue_category(id) DEFERRABLE INITIALLY DEFERRED;

ALTER TABLE ONLY public.cms_categorypage
    ADD CONSTRAINT cms_categorypage_page_ptr_id_67ebc557_fk_wagtailcore_page_id FOREIGN KEY (page_ptr_id) REFERENCES public.wagtailcore_page(id) DEFERRABLE INITIALLY DEFERRED;

ALTER TABLE ONLY public.cms_categorypage
    ADD CONSTRAINT cms_categorypage_picture_id_9bf6246a_fk_cms_shopimage_id FOREIGN KEY (picture_id) REFERENCES public.cms_shopimage(id) DEFERRABLE INITIALLY DEFERRED;

ALTER TABLE ONLY public.cms_categorypage
    ADD CONSTRAINT cms_categorypage_social_image_id_4810414e_fk_cms_shopimage_id FOREIGN KEY (social_image_id) REFERENCES public.cms_shopimage(id) DEFERRABLE INITIALLY DEFERRED;

ALTER TABLE ONLY public.cms_formfield
    ADD CONSTRAINT cms_formfield_page_id_0c959edf_fk_cms_formpage_page_ptr_id FOREIGN KEY (page_id) REFERENCES public.cms_formpage(page_ptr_id) DEFERRABLE INITIALLY DEFERRED;

ALTER TABLE ONLY public.cms_formpage
    ADD CONSTRAINT cms_formpage_page_ptr_id_889a9b49_fk_wagtailcore_page_id FOREIGN KEY (page_ptr_id) REFERENCES public.wagtailcore_page(id) DEFERRABLE INITIALLY DEFERRED;

ALTER TABLE ONLY public.cms_formpage
    ADD CONSTRAINT cms_formpage_social_image_id_7d2fd1d1_fk_cms_shopimage_id FOREIGN KEY (social_image_id) REFERENCES public.cms_shopimage(id) DEFERRABLE INITIALLY DEFERRED;

ALTER TABLE ONLY public.cms_formsent
    ADD CONSTRAINT cms_formsent_page_id_bb9995b1_fk_wagtailcore_page_id FOREIGN KEY (page_id) REFERENCES public.wagtailcore_page(id) DEFERRABLE INITIALLY DEFERRED;

ALTER TABLE ONLY public.cms_livefault
    ADD CONSTRAINT cms_livefault_page_id_bfb0ecc6_fk_wagtailcore_page_id FOREIGN KEY (page_id) REFERENCES public.wagtailcore_page(id) DEFERRABLE INITIALLY DEFERRED;

ALTER TABLE ONLY public.cms_menu
    ADD CONSTRAINT cms_menu_latest_revision_id_68788c6f_fk_wagtailcore_revision_id FOREIGN KEY (latest_revision_id) REFERENCES public.wagtailcore_revision(id) DEFERRABLE INITIALLY DEFERRED;

ALTER TABLE ONLY public.cms_menu
    ADD CONSTRAINT cms_menu_live_revision_id_f2bbcf1f_fk_wagtailcore_revision_id FOREIGN KEY (live_revision_id) REFERENCES public.wagtailcore_revision(id) DEFERRABLE INITIALLY DEFERRED;

ALTER TABLE ONLY public.cms_menu
    ADD CONSTRAINT cms_menu_locale_id_e2be62d4_fk_wagtailcore_locale_id FOREIGN KEY (locale_id) REFERENCES public.wagtailcore_locale(id) DEFERRABLE INITIALLY DEFERRED;

ALTER TABLE ONLY public.cms_menu
    ADD CONSTRAINT cms_menu_locked_by_id_85ee1c8c_fk_customers_user_id FOREIGN KEY (locked_by_id) REFERENCES public.customers_user(id) DEFERRABLE INITIALLY DEFERRED;

ALTER TABLE ONLY public.cms_picturebatch
    ADD CONSTRAINT cms_picturebatch_by_id_394ec5d3_fk_customers_user_id FOREIGN KEY (by_id) REFERENCES public.customers_user(id) DEFERRABLE INITIALLY DEFERRED;

ALTER TABLE ONLY public.cms_picturebatchfile
    ADD CONSTRAINT cms_picturebatchfile_batch_id_86d54f81_fk_cms_picturebatch_id FOREIGN KEY (batch_id) REFERENCES public.cms_picturebatch(id) DEFERRABLE INITIALLY DEFERRED;

ALTER TABLE ONLY public.cms_picturebatchfile
    ADD CONSTRAINT cms_picturebatchfile_image_id_10811afa_fk_cms_shopimage_id FOREIGN KEY (image_id) REFERENCES public.cms_shopimage(id) DEFERRABLE INITIALLY DEFERRED;

ALTER TABLE ONLY public.cms_picturebatchfile
    ADD CONSTRAINT cms_picturebatchfile_product_id_cf0361e2_fk_catalogue FOREIGN KEY (product_id) REFERENCES public.catalogue_product(id) DEFERRABLE INITIALLY DEFERRED;

ALTER TABLE ONLY public.cms_previewcomment
    ADD CONSTRAINT cms_previewcomment_done_by_id_3c1da9c2_fk_customers_user_id FOREIGN KEY (done_by_id) REFERENCES public.customers_user(id) DEFERRABLE INITIALLY DEFERRED;

ALTER TABLE ONLY public.cms_previewcomment
    ADD CONSTRAINT cms_previewcomment_link_id_22415768_fk_cms_previewlink_id FOREIGN KEY (link_id) REFERENCES public.cms_previewlink(id) DEFERRABLE INITIALLY DEFERRED;

ALTER TABLE ONLY public.cms_previewcomment
    ADD CONSTRAINT cms_previewcomment_page_id_4388854e_fk_wagtailcore_page_id FOREIGN KEY (page_id) REFERENCES public.wagtailcore_page(id) DEFERRABLE INITIALLY DEFERRED;

ALTER TABLE ONLY public.cms_previewlink
    ADD CONSTRAINT cms_previewlink_made_by_id_df61f0c3_fk_customers_user_id FOREIGN KEY (made_by_id) REFERENCES public.customers_user(id) DEFERRABLE INITIALLY DEFERRED;

ALTER TABLE ONLY public.cms_productlink
    ADD CONSTRAINT cms_productlink_product_id_e2061e74_fk_catalogue_product_id FOREIGN KEY (product_id) REFERENCES public.catalogue_product(id) DEFERRABLE INITIALLY DEFERRED;

ALTER TABLE ONLY public.cms_productpage
    ADD CONSTRAINT cms_productpage_page_ptr_id_946b01fe_fk_wagtailcore_page_id FOREIGN KEY (page_ptr_id) REFERENCES public.wagtailcore_page(id) DEFERRABLE INITIALLY DEFERRED;

ALTER TABLE ONLY public.cms_productpage
    ADD CONSTRAINT cms_productpage_social_image_id_c542a49b_fk_cms_shopimage_id FOREIGN KEY (social_image_id) REFERENCES public.cms_shopimage(id) DEFERRABLE INITIALLY DEFERRED;

ALTER TABLE ONLY public.cms_promotion
    ADD CONSTRAINT cms_promotion_acted_by_id_9e81e445_fk_customers_user_id FOREIGN KEY (acted_by_id) REFERENCES public.customers_user(id) DEFERRABLE INITIALLY DEFERRED;

ALTER TABLE ONLY public.cms_promotion
    ADD CONSTRAINT cms_promotion_key_id_8a794485_fk_cms_promotionkey_id FOREIGN KEY (key_id) REFERENCES public.cms_promotionkey(id) DEFERRABLE INITIALLY DEFERRED;

ALTER TABLE ONLY public.cms_promotion
    ADD CONSTRAINT cms_promotion_received_by_id_af5f57ab_fk_customers_user_id FOREIGN KEY (received_by_id) REFERENCES public.customers_user(id) DEFERRABLE INITIALLY DEFERRED;

ALTER TABLE ONLY public.cms_promotionitem
    ADD CONSTRAINT cms_promotionitem_promotion_id_2f9ace1f_fk_cms_promotion_id FOREIGN KEY (promotion_id) REFERENCES public.cms_promotion(id) DEFERRABLE INITIALLY DEFERRED;

ALTER TABLE ONLY public.cms_publishedanyway
    ADD CONSTRAINT cms_publishedanyway_by_id_a56ea148_fk_customers_user_id FOREIGN KEY (by_id) REFERENCES public.customers_user(id) DEFERRABLE INITIALLY DEFERRED;

ALTER TABLE ONLY public.cms_release
    ADD CONSTRAINT cms_release_author_id_72db9ca0_fk_customers_user_id FOREIGN KEY (author_id) REFERENCES public.customers_user(id) DEFERRABLE INITIALLY DEFERRED;

ALTER TABLE ONLY public.cms_release
    ADD CONSTRAINT cms_release_latest_revision_id_386efac9_fk_wagtailco FOREIGN KEY (latest_revision_id) REFERENCES public.wagtailcore_revision(id) DEFERRABLE INITIALLY DEFERRED;

ALTER TABLE ONLY public.cms_release
    ADD CONSTRAINT cms_release_live_revision_id_6886787c_fk_wagtailco FOREIGN KEY (live_revision_id) REFERENCES public.wagtailcore_revision(id) DEFERRABLE INITIALLY DEFERRED;

ALTER TABLE ONLY public.cms_release
    ADD CONSTRAINT cms_release_publisher_id_eb3b0696_fk_customers_user_id FOREIGN KEY (publisher_id) REFERENCES public.customers_user(id) DEFERRABLE INITIALLY DEFERRED;

ALTER TABLE ONLY public.cms_release
    ADD CONSTRAINT cms_release_undone_by_id_1867a7dc_fk_customers_user_id FOREIGN KEY (undone_by_id) REFERENCES public.customers_user(id) DEFERRABLE INITIALLY DEFERRED;

ALTER TABLE ONLY public.cms_releaseitem
    ADD CONSTRAINT cms_releaseitem_added_by_id_44f1323a_fk_customers_user_id FOREIGN KEY (added_by_id) REFERENCES public.customers_user(id) DEFERRABLE INITIALLY DEFERRED;

ALTER TABLE ONLY public.cms_releaseitem
    ADD CONSTRAINT cms_releaseitem_before_id_f7c8e2a3_fk_wagtailcore_revision_id FOREIGN KEY (before_id) REFERENCES public.wagtailcore_revision(id) DEFERRABLE INITIALLY DEFERRED;

ALTER TABLE ONLY public.cms_releaseitem
    ADD CONSTRAINT cms_releaseitem_change_set_id_939249be_fk_pricing_p FOREIGN KEY (change_set_id) REFERENCES public.pricing_pricechangeset(id) DEFERRABLE INITIALLY DEFERRED;

ALTER TABLE ONLY public.cms_releaseitem
    ADD CONSTRAINT cms_releaseitem_content_type_id_c3319024_fk_django_co FOREIGN KEY (content_type_id) REFERENCES public.django_content_type(id) DEFERRABLE INITIALLY DEFERRED;

ALTER TABLE ONLY public.cms_releaseitem
    ADD CONSTRAINT cms_releaseitem_release_id_8fcd5691_fk_cms_release_id FOREIGN KEY (release_id) REFERENCES public.cms_release(id) DEFERRABLE INITIALLY DEFERRED;

ALTER TABLE ONLY public.cms_releaseitem
    ADD CONSTRAINT cms_releaseitem_revision_id_65b0c919_fk_wagtailcore_revision_id FOREIGN KEY (revision_id) REFERENCES public.wagtailcore_revision(id) DEFERRABLE INITIALLY DEFERRED;

ALTER TABLE ONLY public.cms_rulechoice
    ADD CONSTRAINT cms_rulechoice_changed_by_id_df0969ed_fk_customers_user_id FOREIGN KEY (changed_by_id) REFERENCES public.customers_user(id) DEFERRABLE INITIALLY DEFERRED;

ALTER TABLE ONLY public.cms_shardpage
    ADD CONSTRAINT cms_shardpage_page_ptr_id_0f1ca808_fk_wagtailcore_page_id FOREIGN KEY (page_ptr_id) REFERENCES public.wagtailcore_page(id) DEFERRABLE INITIALLY DEFERRED;

ALTER TABLE ONLY public.cms_shopimage
    ADD CONSTRAINT cms_shopimage_collection_id_86a898cc_fk_wagtailco FOREIGN KEY (collection_id) REFERENCES public.wagtailcore_collection(id) DEFERRABLE INITIALLY DEFERRED;

ALTER TABLE ONLY public.cms_shopimage
    ADD CONSTRAINT cms_shopimage_uploaded_by_user_id_550541c6_fk_customers_user_id FOREIGN KEY (uploaded_by_user_id) REFERENCES public.customers_user(id) DEFERRABLE INITIALLY DEFERRED;

ALTER TABLE ONLY public.cms_shoprendition
    ADD CONSTRAINT cms_shoprendition_image_id_973a9ebe_fk_cms_shopimage_id FOREIGN KEY (image_id) REFERENCES public.cms_shopimage(id) DEFERRABLE INITIALLY DEFERRED;

ALTER TABLE ONLY public.cms_sitesettings
    ADD CONSTRAINT cms_sitesettings_announcement_page_id_8e74c64a_fk_wagtailco FOREIGN KEY (announcement_page_id) REFERENCES public.wagtailcore_page(id) DEFERRABLE INITIALLY DEFERRED;

ALTER TABLE ONLY public.cms_sitesettings
    ADD CONSTRAINT cms_sitesettings_latest_revision_id_3f396bad_fk_wagtailco FOREIGN KEY (latest_revision_id) REFERENCES public.wagtailcore_revision(id) DEFERRABLE INITIALLY DEFERRED;

ALTER TABLE ONLY public.cms_sitesettings
    ADD CONSTRAINT cms_sitesettings_live_revision_id_d6d8ec34_fk_wagtailco FOREIGN KEY (live_revision_id) REFERENCES public.wagtailcore_revision(id) DEFERRABLE INITIALLY DEFERRED;

ALTER TABLE ONLY public.cms_sitesettings
    ADD CONSTRAINT cms_sitesettings_locale_id_6a19b9ef_fk_wagtailcore_locale_id FOREIGN KEY (locale_id) REFERENCES public.wagtailcore_locale(id) DEFERRABLE INITIALLY DEFERRED;

ALTER TABLE ONLY public.cms_sitesettings
    ADD CONSTRAINT cms_sitesettings_locked_by_id_b05739db_fk_customers_user_id FOREIGN KEY (locked_by_id) REFERENCES public.customers_user(id) DEFERRABLE INITIALLY DEFERRED;

ALTER TABLE ONLY public.cms_sitesettings
    ADD CONSTRAINT cms_sitesettings_shared_picture_id_9767c242_fk_cms_shopimage_id FOREIGN KEY (shared_picture_id) REFERENCES public.cms_shopimage(id) DEFERRABLE INITIALLY DEFERRED;

ALTER TABLE ONLY public.cms_standardpage
    ADD CONSTRAINT cms_standardpage_page_ptr_id_8b8ef421_fk_wagtailcore_page_id FOREIGN KEY (page_ptr_id) REFERENCES public.wagtailcore_page(id) DEFERRABLE INITIALLY DEFERRED;

ALTER TABLE ONLY public.cms_standardpage
    ADD CONSTRAINT cms_standardpage_picture_id_779f4005_fk_cms_shopimage_id FOREIGN KEY (picture_id) REFERENCES public.cms_shopimage(id) DEFERRABLE INITIALLY DEFERRED;

ALTER TABLE ONLY public.cms_standardpage
    ADD CONSTRAINT cms_standardpage_social_image_id_05f4ad00_fk_cms_shopimage_id FOREIGN KEY (social_image_id) REFERENCES public.cms_shopimage(id) DEFERRABLE INITIALLY DEFERRED;

ALTER TABLE ONLY public.customers_address
    ADD CONSTRAINT customers_address_user_id_8fee2cf6_fk_customers_user_id FOREIGN KEY (user_id) REFERENCES public.customers_user(id) DEFERRABLE INITIALLY DEFERRED;

ALTER TABLE ONLY public.customers_emailproof
    ADD CONSTRAINT customers_emailproof_user_id_cabebb1a_fk_customers_user_id FOREIGN KEY (user_id) REFERENCES public.customers_user(id) DEFERRABLE INITIALLY DEFERRED;

ALTER TABLE ONLY public.customers_memberinvitation
    ADD CONSTRAINT customers_memberinvi_invited_by_id_3fadb004_fk_customers FOREIGN KEY (invited_by_id) REFERENCES public.customers_user(id) DEFERRABLE INITIALLY DEFERRED;

ALTER TABLE ONLY public.customers_memberinvitation
    ADD CONSTRAINT customers_memberinvi_organisation_id_a9074619_fk_customers FOREIGN KEY (organisation_id) REFERENCES public.customers_organisation(id) DEFERRABLE INITIALLY DEFERRED;

ALTER TABLE ONLY public.customers_membership
    ADD CONSTRAINT customers_membership_organisation_id_1b75840c_fk_customers FOREIGN KEY (organisation_id) REFERENCES public.customers_organisation(id) DEFERRABLE INITIALLY DEFERRED;

ALTER TABLE ONLY public.customers_membership
    ADD CONSTRAINT customers_membership_user_id_1557442f_fk_customers_user_id FOREIGN KEY (user_id) REFERENCES public.customers_user(id) DEFERRABLE INITIALLY DEFERRED;

ALTER TABLE ONLY public.customers_organisation
    ADD CONSTRAINT customers_organisati_level_id_e65cc455_fk_customers FOREIGN KEY (level_id) REFERENCES public.customers_level(code) DEFERRABLE INITIALLY DEFERRED;

ALTER TABLE ONLY public.customers_passkey
    ADD CONSTRAINT customers_passkey_user_id_a7fac4ac_fk_customers_user_id FOREIGN KEY (user_id) REFERENCES public.customers_user(id) DEFERRABLE INITIALLY DEFERRED;

ALTER TABLE ONLY public.customers_secondfactorreset
    ADD CONSTRAINT customers_secondfact_asked_by_id_1ef3d55b_fk_customers FOREIGN KEY (asked_by_id) REFERENCES public.customers_user(id) DEFERRABLE INITIALLY DEFERRED;

ALTER TABLE ONLY public.customers_secondfactorreset
    ADD CONSTRAINT customers_secondfact_decided_by_id_dbb16a4a_fk_customers FOREIGN KEY (decided_by_id) REFERENCES public.customers_user(id) DEFERRABLE INITIALLY DEFERRED;

ALTER TABLE ONLY public.customers_secondfactorreset
    ADD CONSTRAINT customers_secondfact_user_id_18e8a5e1_fk_customers FOREIGN KEY (user_id) REFERENCES public.customers_user(id) DEFERRABLE INITIALLY DEFERRED;

ALTER TABLE ONLY public.customers_user_groups
    ADD CONSTRAINT customers_user_groups_group_id_f2d1006b_fk_auth_group_id FOREIGN KEY (group_id) REFERENCES public.auth_group(id) DEFERRABLE INITIALLY DEFERRED;

ALTER TABLE ONLY public.customers_user_groups
    ADD CONSTRAINT customers_user_groups_user_id_5d6dd108_fk_customers_user_id FOREIGN KEY (user_id) REFERENCES public.customers_user(id) DEFERRABLE INITIALLY DEFERRED;

ALTER TABLE ONLY public.customers_user
    ADD CONSTRAINT customers_user_level_id_43ff2dfa_fk_customers_level_code FOREIGN KEY (level_id) REFERENCES public.customers_level(code) DEFERRABLE INITIALLY DEFERRED;

ALTER TABLE ONLY public.customers_user_user_permissions
    ADD CONSTRAINT customers_user_user__permission_id_2da795e4_fk_auth_perm FOREIGN KEY (permission_id) REFERENCES public.auth_permission(id) DEFERRABLE INITIALLY DEFERRED;

ALTER TABLE ONLY public.customers_user_user_permissions
    ADD CONSTRAINT customers_user_user__user_id_f91e86da_fk_customers FOREIGN KEY (user_id) REFERENCES public.customers_user(id) DEFERRABLE INITIALLY DEFERRED;

ALTER TABLE ONLY public.customers_vatcheck
    ADD CONSTRAINT customers_vatcheck_organisation_id_771eb4d3_fk_customers FOREIGN KEY (organisation_id) REFERENCES public.customers_organisation(id) DEFERRABLE INITIALLY DEFERRED;

ALTER TABLE ONLY public.desk_attachment
    ADD CONSTRAINT desk_attachment_entry_id_1ba711fe_fk_desk_entry_id FOREIGN KEY (entry_id) REFERENCES public.desk_entry(id) DEFERRABLE INITIALLY DEFERRED;

ALTER TABLE ONLY public.desk_entry
    ADD CONSTRAINT desk_entry_by_id_fc872a92_fk_customers_user_id FOREIGN KEY (by_id) REFERENCES public.customers_user(id) DEFERRABLE INITIALLY DEFERRED;

ALTER TABLE ONLY public.desk_entry
    ADD CONSTRAINT desk_entry_ticket_id_8fa7a0e4_fk_desk_ticket_id FOREIGN KEY (ticket_id) REFERENCES public.desk_ticket(id) DEFERRABLE INITIALLY DEFERRED;

ALTER TABLE ONLY public.desk_notice
    ADD CONSTRAINT desk_notice_entry_id_5cfca077_fk_desk_entry_id FOREIGN KEY (entry_id) REFERENCES public.desk_entry(id) DEFERRABLE INITIALLY DEFERRED;

ALTER TABLE ONLY public.desk_notice
    ADD CONSTRAINT desk_notice_subscription_id_29866321_fk_desk_subscription_id FOREIGN KEY (subscription_id) REFERENCES public.desk_subscription(id) DEFERRABLE INITIALLY DEFERRED;

ALTER TABLE ONLY public.desk_subscription
    ADD CONSTRAINT desk_subscription_ticket_id_d3204c11_fk_desk_ticket_id FOREIGN KEY (ticket_id) REFERENCES public.desk_ticket(id) DEFERRABLE INITIALLY DEFERRED;

ALTER TABLE ONLY public.desk_subscription
    ADD CONSTRAINT desk_subscription_user_id_daab087e_fk_customers_user_id FOREIGN KEY (user_id) REFERENCES public.customers_user(id) DEFERRABLE INITIALLY DEFERRED;

ALTER TABLE ONLY public.desk_ticket
    ADD CONSTRAINT desk_ticket_assigned_to_id_44dbc005_fk_customers_user_id FOREIGN KEY (assigned_to_id) REFERENCES public.customers_user(id) DEFERRABLE INITIALLY DEFERRED;

ALTER TABLE ONLY public.desk_ticket
    ADD CONSTRAINT desk_ticket_category_id_4ed4455b_fk_desk_ticketcategory_id FOREIGN KEY (category_id) REFERENCES public.desk_ticketcategory(id) DEFERRABLE INITIALLY DEFERRED;

ALTER TABLE ONLY public.desk_ticket
    ADD CONSTRAINT desk_ticket_organisation_id_8137a636_fk_customers FOREIGN KEY (organisation_id) REFERENCES public.customers_organisation(id) DEFERRABLE INITIALLY DEFERRED;

ALTER TABLE ONLY public.desk_ticket
    ADD CONSTRAINT desk_ticket_requester_id_4610e20e_fk_customers_user_id FOREIGN KEY (requester_id) REFERENCES public.customers_user(id) DEFERRABLE INITIALLY DEFERRED;

ALTER TABLE ONLY public.desk_ticketlink
    ADD CONSTRAINT desk_ticketlink_ticket_id_78371d29_fk_desk_ticket_id FOREIGN KEY (ticket_id) REFERENCES public.desk_ticket(id) DEFERRABLE INITIALLY DEFERRED;

ALTER TABLE ONLY public.desk_watcher
    ADD CONSTRAINT desk_watcher_user_id_e960787e_fk_customers_user_id FOREIGN KEY (user_id) REFERENCES public.customers_user(id) DEFERRABLE INITIALLY DEFERRED;

ALTER TABLE ONLY public.home_homepage
    ADD CONSTRAINT home_homepage_hero_image_id_5fdd8871_fk_cms_shopimage_id FOREIGN KEY (hero_image_id) REFERENCES public.cms_shopimage(id) DEFERRABLE INITIALLY DEFERRED;

ALTER TABLE ONLY public.home_homepage
    ADD CONSTRAINT home_homepage_hero_page_id_e38f209d_fk_wagtailcore_page_id FOREIGN KEY (hero_page_id) REFERENCES public.wagtailcore_page(id) DEFERRABLE INITIALLY DEFERRED;

ALTER TABLE ONLY public.home_homepage
    ADD CONSTRAINT home_homepage_page_ptr_id_e5b77cf7_fk_wagtailcore_page_id FOREIGN KEY (page_ptr_id) REFERENCES public.wagtailcore_page(id) DEFERRABLE INITIALLY DEFERRED;

ALTER TABLE ONLY public.home_homepage
    ADD CONSTRAINT home_homepage_social_image_id_a4820219_fk_cms_shopimage_id FOREIGN KEY (social_image_id) REFERENCES public.cms_shopimage(id) DEFERRABLE INITIALLY DEFERRED;

ALTER TABLE ONLY public.integrations_apicall
    ADD CONSTRAINT integrations_apicall_token_id_641de036_fk_integrati FOREIGN KEY (token_id) REFERENCES public.integrations_apitoken(id) DEFERRABLE INITIALLY DEFERRED;

ALTER TABLE ONLY public.integrations_apitoken
    ADD CONSTRAINT integrations_apitoke_created_by_id_3350f7ef_fk_customers FOREIGN KEY (created_by_id) REFERENCES public.customers_user(id) DEFERRABLE INITIALLY DEFERRED;

ALTER TABLE ONLY public.integrations_apitoken
    ADD CONSTRAINT integrations_apitoke_organisation_id_0989c78e_fk_customers FOREIGN KEY (organisation_id) REFERENCES public.customers_organisation(id) DEFERRABLE INITIALLY DEFERRED;

ALTER TABLE ONLY public.integrations_apitoken
    ADD CONSTRAINT integrations_apitoken_acts_for_id_70f214fe_fk_customers_user_id FOREIGN KEY (acts_for_id) REFERENCES public.customers_user(id) DEFERRABLE INITIALLY DEFERRED;

ALTER TABLE ONLY public.integrations_attempt
    ADD CONSTRAINT integrations_attempt_delivery_id_6229bb9d_fk_integrati FOREIGN KEY (delivery_id) REFERENCES public.integrations_delivery(id) DEFERRABLE INITIALLY DEFERRED;

ALTER TABLE ONLY public.integrations_comparedsystem
    ADD CONSTRAINT integrations_compare_asked_by_id_f4c15176_fk_customers FOREIGN KEY (asked_by_id) REFERENCES public.customers_user(id) DEFERRABLE INITIALLY DEFERRED;

ALTER TABLE ONLY public.integrations_deliveryreceipt
    ADD CONSTRAINT integrations_deliver_delivery_id_f099f4a2_fk_integrati FOREIGN KEY (delivery_id) REFERENCES public.integrations_delivery(id) DEFERRABLE INITIALLY DEFERRED;

ALTER TABLE ONLY public.integrations_delivery
    ADD CONSTRAINT integrations_delivery_event_id_ef0bc12f_fk_events_event_id FOREIGN KEY (event_id) REFERENCES public.events_event(id) DEFERRABLE INITIALLY DEFERRED;

ALTER TABLE ONLY public.integrations_differencerow
    ADD CONSTRAINT integrations_differe_decided_by_id_05a6114e_fk_customers FOREIGN KEY (decided_by_id) REFERENCES public.customers_user(id) DEFERRABLE INITIALLY DEFERRED;

ALTER TABLE ONLY public.integrations_export
    ADD CONSTRAINT integrations_export_by_id_87a08e34_fk_customers_user_id FOREIGN KEY (by_id) REFERENCES public.customers_user(id) DEFERRABLE INITIALLY DEFERRED;

ALTER TABLE ONLY public.integrations_export
    ADD CONSTRAINT integrations_export_saved_id_35fe70d2_fk_integrati FOREIGN KEY (saved_id) REFERENCES public.integrations_savedexport(id) DEFERRABLE INITIALLY DEFERRED;

ALTER TABLE ONLY public.integrations_fortnoxpayment
    ADD CONSTRAINT integrations_fortnox_document_id_6e4aa0e2_fk_integrati FOREIGN KEY (document_id) REFERENCES public.integrations_fortnoxdocument(id) DEFERRABLE INITIALLY DEFERRED;

ALTER TABLE ONLY public.integrations_fortnoxpayment
    ADD CONSTRAINT integrations_fortnox_event_id_c059162c_fk_orders_pa FOREIGN KEY (event_id) REFERENCES public.orders_paymentevent(id) DEFERRABLE INITIALLY DEFERRED;

ALTER TABLE ONLY public.integrations_fortnoxdocument
    ADD CONSTRAINT integrations_fortnox_invoice_id_a978af52_fk_orders_in FOREIGN KEY (invoice_id) REFERENCES public.orders_invoice(id) DEFERRABLE INITIALLY DEFERRED;

ALTER TABLE ONLY public.integrations_givenanswer
    ADD CONSTRAINT integrations_givenan_token_id_885139c4_fk_integrati FOREIGN KEY (token_id) REFERENCES public.integrations_apitoken(id) DEFERRABLE INITIALLY DEFERRED;

ALTER TABLE ONLY public.integrations_import
    ADD CONSTRAINT integrations_import_approved_by_id_72157f13_fk_customers FOREIGN KEY (approved_by_id) REFERENCES public.customers_user(id) DEFERRABLE INITIALLY DEFERRED;

ALTER TABLE ONLY public.integrations_import
    ADD CONSTRAINT integrations_import_by_id_eca4d780_fk_customers_user_id FOREIGN KEY (by_id) REFERENCES public.customers_user(id) DEFERRABLE INITIALLY DEFERRED;

ALTER TABLE ONLY public.integrations_import
    ADD CONSTRAINT integrations_import_source_id_a2a772b6_fk_integrati FOREIGN KEY (source_id) REFERENCES public.integrations_importsource(id) DEFERRABLE INITIALLY DEFERRED;

ALTER TABLE ONLY public.integrations_import
    ADD CONSTRAINT integrations_import_undone_by_id_820714e2_fk_customers_user_id FOREIGN KEY (undone_by_id) REFERENCES public.customers_user(id) DEFERRABLE INITIALLY DEFERRED;

ALTER TABLE ONLY public.integrations_importrow
    ADD CONSTRAINT integrations_importrow_of_id_620ac63e_fk_integrations_import_id FOREIGN KEY (of_id) REFERENCES public.integrations_import(id) DEFERRABLE INITIALLY DEFERRED;

ALTER TABLE ONLY public.integrations_importsource
    ADD CONSTRAINT integrations_imports_made_by_id_104687a5_fk_customers FOREIGN KEY (made_by_id) REFERENCES public.customers_user(id) DEFERRABLE INITIALLY DEFERRED;

ALTER TABLE ONLY public.integrations_importsource
    ADD CONSTRAINT integrations_imports_mapping_id_218896aa_fk_integrati FOREIGN KEY (mapping_id) REFERENCES public.integrations_savedmapping(id) DEFERRABLE INITIALLY DEFERRED;

ALTER TABLE ONLY public.integrations_restorequestion
    ADD CONSTRAINT integrations_restore_decided_by_id_f5bc4367_fk_customers FOREIGN KEY (decided_by_id) REFERENCES public.customers_user(id) DEFERRABLE INITIALLY DEFERRED;

ALTER TABLE ONLY public.integrations_restorequestion
    ADD CONSTRAINT integrations_restore_restoration_id_e02f2303_fk_integrati FOREIGN KEY (restoration_id) REFERENCES public.integrations_restoration(id) DEFERRABLE INITIALLY DEFERRED;

ALTER TABLE ONLY public.integrations_savedexport
    ADD CONSTRAINT integrations_savedex_made_by_id_501275ea_fk_customers FOREIGN KEY (made_by_id) REFERENCES public.customers_user(id) DEFERRABLE INITIALLY DEFERRED;

ALTER TABLE ONLY public.integrations_savedmapping
    ADD CONSTRAINT integrations_savedma_made_by_id_dbaae5bc_fk_customers FOREIGN KEY (made_by_id) REFERENCES public.customers_user(id) DEFERRABLE INITIALLY DEFERRED;

ALTER TABLE ONLY public.integrations_warehouseorderline
    ADD CONSTRAINT integrations_warehou_line_id_46962967_fk_orders_or FOREIGN KEY (line_id) REFERENCES public.orders_orderline(id) DEFERRABLE INITIALLY DEFERRED;

ALTER TABLE ONLY public.integrations_warehouseorder
    ADD CONSTRAINT integrations_warehou_order_id_3acc387e_fk_orders_or FOREIGN KEY (order_id) REFERENCES public.orders_order(id) DEFERRABLE INITIALLY DEFERRED;

ALTER TABLE ONLY public.integrations_warehouseorderline
    ADD CONSTRAINT integrations_warehou_part_id_78e64ac7_fk_integrati FOREIGN KEY (part_id) REFERENCES public.integrations_warehouseorder(id) DEFERRABLE INITIALLY DEFERRED;

ALTER TABLE ONLY public.integrations_warehouseparcel
    ADD CONSTRAINT integrations_warehou_part_id_941bebf7_fk_integrati FOREIGN KEY (part_id) REFERENCES public.integrations_warehouseorder(id) DEFERRABLE INITIALLY DEFERRED;

ALTER TABLE ONLY public.integrations_warehouseparcel
    ADD CONSTRAINT integrations_warehou_shipment_id_dc653b50_fk_orders_sh FOREIGN KEY (shipment_id) REFERENCES public.orders_shipment(id) DEFERRABLE INITIALLY DEFERRED;

ALTER TABLE ONLY public.integrations_warehouseorderline
    ADD CONSTRAINT integrations_warehou_variant_id_c167d0fa_fk_catalogue FOREIGN KEY (variant_id) REFERENCES public.catalogue_variant(id) DEFERRABLE INITIALLY DEFERRED;

ALTER TABLE ONLY public.integrations_warehousearticle
    ADD CONSTRAINT integrations_warehou_variant_id_e54f4819_fk_catalogue FOREIGN KEY (variant_id) REFERENCES public.catalogue_variant(id) DEFERRABLE INITIALLY DEFERRED;

ALTER TABLE ONLY public.integrations_warehousestock
    ADD CONSTRAINT integrations_warehou_variant_id_fcd26e33_fk_catalogue FOREIGN KEY (variant_id) REFERENCES public.catalogue_variant(id) DEFERRABLE INITIALLY DEFERRED;

ALTER TABLE ONLY public.integrations_warehousestock
    ADD CONSTRAINT integrations_warehou_warehouse_id_acfe7e89_fk_stock_war FOREIGN KEY (warehouse_id) REFERENCES public.stock_warehouse(id) DEFERRABLE INITIALLY DEFERRED;

ALTER TABLE ONLY public.integrations_warehouseorder
    ADD CONSTRAINT integrations_warehou_warehouse_id_f88bfe97_fk_stock_war FOREIGN KEY (warehouse_id) REFERENCES public.stock_warehouse(id) DEFERRABLE INITIALLY DEFERRED;

ALTER TABLE ONLY public.inventory_advisory
    ADD CONSTRAINT inventory_advisory_file_id_e55fd704_fk_inventory FOREIGN KEY (file_id) REFERENCES public.inventory_advisoryfile("only") DEFERRABLE INITIALLY DEFERRED;

ALTER TABLE ONLY public.inventory_advisoryfile
    ADD CONSTRAINT inventory_advisoryfile_read_by_id_82b68771_fk_customers_user_id FOREIGN KEY (read_by_id) REFERENCES public.customers_user(id) DEFERRABLE INITIALLY DEFERRED;

ALTER TABLE ONLY public.lists_savedline
    ADD CONSTRAINT lists_savedline_saved_list_id_549c9cbd_fk_lists_savedlist_id FOREIGN KEY (saved_list_id) REFERENCES public.lists_savedlist(id) DEFERRABLE INITIALLY DEFERRED;

ALTER TABLE ONLY public.lists_savedline
    ADD CONSTRAINT lists_savedline_variant_id_baff579d_fk_catalogue_variant_id FOREIGN KEY (variant_id) REFERENCES public.catalogue_variant(id) DEFERRABLE INITIALLY DEFERRED;

ALTER TABLE ONLY public.lists_savedlist
    ADD CONSTRAINT lists_savedlist_organisation_id_0172114c_fk_customers FOREIGN KEY (organisation_id) REFERENCES public.customers_organisation(id) DEFERRABLE INITIALLY DEFERRED;

ALTER TABLE ONLY public.lists_savedlist
    ADD CONSTRAINT lists_savedlist_user_id_2a291995_fk_customers_user_id FOREIGN KEY (user_id) REFERENCES public.customers_user(id) DEFERRABLE INITIALLY DEFERRED;

ALTER TABLE ONLY public.monitoring_alarm
    ADD CONSTRAINT monitoring_alarm_incident_id_c2d4b573_fk_desk_ticket_id FOREIGN KEY (incident_id) REFERENCES public.desk_ticket(id) DEFERRABLE INITIALLY DEFERRED;

ALTER TABLE ONLY public.monitoring_alarm
    ADD CONSTRAINT monitoring_alarm_threshold_id_648a6849_fk_monitorin FOREIGN KEY (threshold_id) REFERENCES public.monitoring_threshold(id) DEFERRABLE INITIALLY DEFERRED;

ALTER TABLE ONLY public.monitoring_threshold
    ADD CONSTRAINT monitoring_threshold_owner_id_823158d1_fk_customers_user_id FOREIGN KEY (owner_id) REFERENCES public.customers_user(id) DEFERRABLE INITIALLY DEFERRED;

ALTER TABLE ONLY public.orders_booking
    ADD CONSTRAINT orders_booking_asked_by_id_c9acc002_fk_customers_user_id FOREIGN KEY (asked_by_id) REFERENCES public.customers_user(id) DEFERRABLE INITIALLY DEFERRED;

ALTER TABLE ONLY public.orders_booking
    ADD CONSTRAINT orders_booking_returned_id_360104ff_fk_orders_return_id FOREIGN KEY (returned_id) REFERENCES public.orders_return(id) DEFERRABLE INITIALLY DEFERRED;

ALTER TABLE ONLY public.orders_booking
    ADD CONSTRAINT orders_booking_shipment_id_b5f01591_fk_orders_shipment_id FOREIGN KEY (shipment_id) REFERENCES public.orders_shipment(id) DEFERRABLE INITIALLY DEFERRED;

ALTER TABLE ONLY public.orders_chosenpoint
    ADD CONSTRAINT orders_chosenpoint_order_id_76be1985_fk_orders_order_id FOREIGN KEY (order_id) REFERENCES public.orders_order(id) DEFERRABLE INITIALLY DEFERRED;

ALTER TABLE ONLY public.orders_instruction
    ADD CONSTRAINT orders_instruction_asked_by_id_197be4e7_fk_customers_user_id FOREIGN KEY (asked_by_id) REFERENCES public.customers_user(id) DEFERRABLE INITIALLY DEFERRED;

ALTER TABLE ONLY public.orders_instruction
    ADD CONSTRAINT orders_instruction_payment_id_c9ce53eb_fk_orders_payment_id FOREIGN KEY (payment_id) REFERENCES public.orders_payment(id) DEFERRABLE INITIALLY DEFERRED;

ALTER TABLE ONLY public.orders_invoice
    ADD CONSTRAINT orders_invoice_credits_id_9e9b71cc_fk_orders_invoice_id FOREIGN KEY (credits_id) REFERENCES public.orders_invoice(id) DEFERRABLE INITIALLY DEFERRED;

ALTER TABLE ONLY public.orders_invoice
    ADD CONSTRAINT orders_invoice_order_id_bc372e79_fk_orders_order_id FOREIGN KEY (order_id) REFERENCES public.orders_order(id) DEFERRABLE INITIALLY DEFERRED;

ALTER TABLE ONLY public.orders_invoice
    ADD CONSTRAINT orders_invoice_series_id_7b909240_fk_orders_invoiceseries_code FOREIGN KEY (series_id) REFERENCES public.orders_invoiceseries(code) DEFERRABLE INITIALLY DEFERRED;

ALTER TABLE ONLY public.orders_invoiceseries
    ADD CONSTRAINT orders_invoiceseries_continued_in_id_722c134f_fk_orders_in FOREIGN KEY (continued_in_id) REFERENCES public.orders_invoiceseries(code) DEFERRABLE INITIALLY DEFERRED;

ALTER TABLE ONLY public.orders_notice
    ADD CONSTRAINT orders_notice_handled_by_id_f3538227_fk_customers_user_id FOREIGN KEY (handled_by_id) REFERENCES public.customers_user(id) DEFERRABLE INITIALLY DEFERRED;

ALTER TABLE ONLY public.orders_notice
    ADD CONSTRAINT orders_notice_returned_id_e8ecc273_fk_orders_return_id FOREIGN KEY (returned_id) REFERENCES public.orders_return(id) DEFERRABLE INITIALLY DEFERRED;

ALTER TABLE ONLY public.orders_order
    ADD CONSTRAINT orders_order_organisation_id_46ef4fe7_fk_customers FOREIGN KEY (organisation_id) REFERENCES public.customers_organisation(id) DEFERRABLE INITIALLY DEFERRED;

ALTER TABLE ONLY public.orders_order
    ADD CONSTRAINT orders_order_quotation_id_2ac58d60_fk_quotations_quotation_id FOREIGN KEY (quotation_id) REFERENCES public.quotations_quotation(id) DEFERRABLE INITIALLY DEFERRED;

ALTER TABLE ONLY public.orders_order
    ADD CONSTRAINT orders_order_user_id_e9b59eb1_fk_customers_user_id FOREIGN KEY (user_id) REFERENCES public.customers_user(id) DEFERRABLE INITIALLY DEFERRED;

ALTER TABLE ONLY public.orders_orderaddress
    ADD CONSTRAINT orders_orderaddress_order_id_b1392cb3_fk_orders_order_id FOREIGN KEY (order_id) REFERENCES public.orders_order(id) DEFERRABLE INITIALLY DEFERRED;

ALTER TABLE ONLY public.orders_orderchange
    ADD CONSTRAINT orders_orderchange_asked_by_id_d5563e03_fk_customers_user_id FOREIGN KEY (asked_by_id) REFERENCES public.customers_user(id) DEFERRABLE INITIALLY DEFERRED;

ALTER TABLE ONLY public.orders_orderchange
    ADD CONSTRAINT orders_orderchange_order_id_74ca8946_fk_orders_order_id FOREIGN KEY (order_id) REFERENCES public.orders_order(id) DEFERRABLE INITIALLY DEFERRED;

ALTER TABLE ONLY public.orders_orderline
    ADD CONSTRAINT orders_orderline_order_id_17f8f3ef_fk_orders_order_id FOREIGN KEY (order_id) REFERENCES public.orders_order(id) DEFERRABLE INITIALLY DEFERRED;

ALTER TABLE ONLY public.orders_orderline
    ADD CONSTRAINT orders_orderline_variant_id_0aa9a0d5_fk_catalogue_variant_id FOREIGN KEY (variant_id) REFERENCES public.catalogue_variant(id) DEFERRABLE INITIALLY DEFERRED;

ALTER TABLE ONLY public.orders_ordernote
    ADD CONSTRAINT orders_ordernote_by_id_9952292f_fk_customers_user_id FOREIGN KEY (by_id) REFERENCES public.customers_user(id) DEFERRABLE INITIALLY DEFERRED;

ALTER TABLE ONLY public.orders_ordernote
    ADD CONSTRAINT orders_ordernote_order_id_debc8134_fk_orders_order_id FOREIGN KEY (order_id) REFERENCES public.orders_order(id) DEFERRABLE INITIALLY DEFERRED;

ALTER TABLE ONLY public.orders_ordersearch
    ADD CONSTRAINT orders_ordersearch_order_id_4a86feea_fk_orders_order_id FOREIGN KEY (order_id) REFERENCES public.orders_order(id) DEFERRABLE INITIALLY DEFERRED;

ALTER TABLE ONLY public.orders_payment
    ADD CONSTRAINT orders_payment_change_id_9e838279_fk_orders_orderchange_id FOREIGN KEY (change_id) REFERENCES public.orders_orderchange(id) DEFERRABLE INITIALLY DEFERRED;

ALTER TABLE ONLY public.orders_payment
    ADD CONSTRAINT orders_payment_order_id_bdccf250_fk_orders_order_id FOREIGN KEY (order_id) REFERENCES public.orders_order(id) DEFERRABLE INITIALLY DEFERRED;

ALTER TABLE ONLY public.orders_paymentevent
    ADD CONSTRAINT orders_paymentevent_payment_id_7b3552b0_fk_orders_payment_id FOREIGN KEY (payment_id) REFERENCES public.orders_payment(id) DEFERRABLE INITIALLY DEFERRED;

ALTER TABLE ONLY public.orders_return
    ADD CONSTRAINT orders_return_credit_note_id_2573698a_fk_orders_invoice_id FOREIGN KEY (credit_note_id) REFERENCES public.orders_invoice(id) DEFERRABLE INITIALLY DEFERRED;

ALTER TABLE ONLY public.orders_return
    ADD CONSTRAINT orders_return_handled_by_id_a8cde7dc_fk_customers_user_id FOREIGN KEY (handled_by_id) REFERENCES public.customers_user(id) DEFERRABLE INITIALLY DEFERRED;

ALTER TABLE ONLY public.orders_return
    ADD CONSTRAINT orders_return_order_id_cde1ef50_fk_orders_order_id FOREIGN KEY (order_id) REFERENCES public.orders_order(id) DEFERRABLE INITIALLY DEFERRED;

ALTER TABLE ONLY public.orders_returnline
    ADD CONSTRAINT orders_returnline_line_id_16b08051_fk_orders_orderline_id FOREIGN KEY (line_id) REFERENCES public.orders_orderline(id) DEFERRABLE INITIALLY DEFERRED;

ALTER TABLE ONLY public.orders_returnline
    ADD CONSTRAINT orders_returnline_returned_id_11ebc085_fk_orders_return_id FOREIGN KEY (returned_id) REFERENCES public.orders_return(id) DEFERRABLE INITIALLY DEFERRED;

ALTER TABLE ONLY public.orders_scan
    ADD CONSTRAINT orders_scan_shipment_id_c30c55e5_fk_orders_shipment_id FOREIGN KEY (shipment_id) REFERENCES public.orders_shipment(id) DEFERRABLE INITIALLY DEFERRED;

ALTER TABLE ONLY public.orders_sentmail
    ADD CONSTRAINT orders_sentmail_asked_by_id_ed246e5b_fk_customers_user_id FOREIGN KEY (asked_by_id) REFERENCES public.customers_user(id) DEFERRABLE INITIALLY DEFERRED;

ALTER TABLE ONLY public.orders_sentmail
    ADD CONSTRAINT orders_sentmail_event_id_4b06d761_fk_events_event_id FOREIGN KEY (event_id) REFERENCES public.events_event(id) DEFERRABLE INITIALLY DEFERRED;

ALTER TABLE ONLY public.orders_sentmail
    ADD CONSTRAINT orders_sentmail_order_id_dbe4d200_fk_orders_order_id FOREIGN KEY (order_id) REFERENCES public.orders_order(id) DEFERRABLE INITIALLY DEFERRED;

ALTER TABLE ONLY public.orders_shipment
    ADD CONSTRAINT orders_shipment_order_id_661ed8ed_fk_orders_order_id FOREIGN KEY (order_id) REFERENCES public.orders_order(id) DEFERRABLE INITIALLY DEFERRED;

ALTER TABLE ONLY public.orders_shipmentline
    ADD CONSTRAINT orders_shipmentline_line_id_199620aa_fk_orders_orderline_id FOREIGN KEY (line_id) REFERENCES public.orders_orderline(id) DEFERRABLE INITIALLY DEFERRED;

ALTER TABLE ONLY public.orders_shipmentline
    ADD CONSTRAINT orders_shipmentline_shipment_id_fa484a42_fk_orders_shipment_id FOREIGN KEY (shipment_id) REFERENCES public.orders_shipment(id) DEFERRABLE INITIALLY DEFERRED;

ALTER TABLE ONLY public.otp_static_staticdevice
    ADD CONSTRAINT otp_static_staticdevice_user_id_7f9cff2b_fk_customers_user_id FOREIGN KEY (user_id) REFERENCES public.customers_user(id) DEFERRABLE INITIALLY DEFERRED;

ALTER TABLE ONLY public.otp_static_statictoken
    ADD CONSTRAINT otp_static_statictok_device_id_74b7c7d1_fk_otp_stati FOREIGN KEY (device_id) REFERENCES public.otp_static_staticdevice(id) DEFERRABLE INITIALLY DEFERRED;

ALTER TABLE ONLY public.otp_totp_totpdevice
    ADD CONSTRAINT otp_totp_totpdevice_user_id_0fb18292_fk_customers_user_id FOREIGN KEY (user_id) REFERENCES public.customers_user(id) DEFERRABLE INITIALLY DEFERRED;

ALTER TABLE ONLY public.pricing_price
    ADD CONSTRAINT pricing_price_price_list_id_618540d7_fk_pricing_pricelist_id FOREIGN KEY (price_list_id) REFERENCES public.pricing_pricelist(id) DEFERRABLE INITIALLY DEFERRED;

ALTER TABLE ONLY public.pricing_price
    ADD CONSTRAINT pricing_price_variant_id_eedde902_fk_catalogue_variant_id FOREIGN KEY (variant_id) REFERENCES public.catalogue_variant(id) DEFERRABLE INITIALLY DEFERRED;

ALTER TABLE ONLY public.pricing_pricechange
    ADD CONSTRAINT pricing_pricechange_change_set_id_a81b19aa_fk_pricing_p FOREIGN KEY (change_set_id) REFERENCES public.pricing_pricechangeset(id) DEFERRABLE INITIALLY DEFERRED;

ALTER TABLE ONLY public.pricing_pricechange
    ADD CONSTRAINT pricing_pricechange_price_list_id_298a67f8_fk_pricing_p FOREIGN KEY (price_list_id) REFERENCES public.pricing_pricelist(id) DEFERRABLE INITIALLY DEFERRED;

ALTER TABLE ONLY public.pricing_pricechange
    ADD CONSTRAINT pricing_pricechange_variant_id_ea78c828_fk_catalogue_variant_id FOREIGN KEY (variant_id) REFERENCES public.catalogue_variant(id) DEFERRABLE INITIALLY DEFERRED;

ALTER TABLE ONLY public.pricing_pricechangeset
    ADD CONSTRAINT pricing_pricechanges_approver_id_46c281cb_fk_customers FOREIGN KEY (approver_id) REFERENCES public.customers_user(id) DEFERRABLE INITIALLY DEFERRED;

ALTER TABLE ONLY public.pricing_pricechangeset
    ADD CONSTRAINT pricing_pricechangeset_author_id_e17aa1a8_fk_customers_user_id FOREIGN KEY (author_id) REFERENCES public.customers_user(id) DEFERRABLE INITIALLY DEFERRED;

ALTER TABLE ONLY public.pricing_pricelist
    ADD CONSTRAINT pricing_pricelist_level_id_3b824709_fk_customers_level_code FOREIGN KEY (level_id) REFERENCES public.customers_level(code) DEFERRABLE INITIALLY DEFERRED;

ALTER TABLE ONLY public.pricing_pricelist
    ADD CONSTRAINT pricing_pricelist_organisation_id_31424313_fk_customers FOREIGN KEY (organisation_id) REFERENCES public.customers_organisation(id) DEFERRABLE INITIALLY DEFERRED;

ALTER TABLE ONLY public.privacy_privacyrequest
    ADD CONSTRAINT privacy_privacyreque_handled_by_id_d4a941bc_fk_customers FOREIGN KEY (handled_by_id) REFERENCES public.customers_user(id) DEFERRABLE INITIALLY DEFERRED;

ALTER TABLE ONLY public.privacy_privacyrequest
    ADD CONSTRAINT privacy_privacyrequest_user_id_1e7b25bc_fk_customers_user_id FOREIGN KEY (user_id) REFERENCES public.customers_user(id) DEFERRABLE INITIALLY DEFERRED;

ALTER TABLE ONLY public.quotations_quotation
    ADD CONSTRAINT quotations_quotation_made_by_id_a29c1e77_fk_customers_user_id FOREIGN KEY (made_by_id) REFERENCES public.customers_user(id) DEFERRABLE INITIALLY DEFERRED;

ALTER TABLE ONLY public.quotations_quotation
    ADD CONSTRAINT quotations_quotation_organisation_id_1235015f_fk_customers FOREIGN KEY (organisation_id) REFERENCES public.customers_organisation(id) DEFERRABLE INITIALLY DEFERRED;

ALTER TABLE ONLY public.quotations_quotationline
    ADD CONSTRAINT quotations_quotation_quotation_id_e02774d5_fk_quotation FOREIGN KEY (quotation_id) REFERENCES public.quotations_quotation(id) DEFERRABLE INITIALLY DEFERRED;

ALTER TABLE ONLY public.quotations_quotation
    ADD CONSTRAINT quotations_quotation_user_id_6009db47_fk_customers_user_id FOREIGN KEY (user_id) REFERENCES public.customers_user(id) DEFERRABLE INITIALLY DEFERRED;

ALTER TABLE ONLY public.quotations_quotationline
    ADD CONSTRAINT quotations_quotation_variant_id_85d54546_fk_catalogue FOREIGN KEY (variant_id) REFERENCES public.catalogue_variant(id) DEFERRABLE INITIALLY DEFERRED;

ALTER TABLE ONLY public.register_bulkrun
    ADD CONSTRAINT register_bulkrun_user_id_8bd6433d_fk_customers_user_id FOREIGN KEY (user_id) REFERENCES public.customers_user(id) DEFERRABLE INITIALLY DEFERRED;

ALTER TABLE ONLY public.register_savedfilter
    ADD CONSTRAINT register_savedfilter_user_id_c8567340_fk_customers_user_id FOREIGN KEY (user_id) REFERENCES public.customers_user(id) DEFERRABLE INITIALLY DEFERRED;

ALTER TABLE ONLY public.services_servicechoice
    ADD CONSTRAINT services_servicechoi_version_id_4de6071f_fk_services_ FOREIGN KEY (version_id) REFERENCES public.services_serviceversion(id) DEFERRABLE INITIALLY DEFERRED;

ALTER TABLE ONLY public.services_servicechoice
    ADD CONSTRAINT services_servicechoice_user_id_e25c1f21_fk_customers_user_id FOREIGN KEY (user_id) REFERENCES public.customers_user(id) DEFERRABLE INITIALLY DEFERRED;

ALTER TABLE ONLY public.services_serviceorder
    ADD CONSTRAINT services_serviceorde_organisation_id_6fd3a43e_fk_customers FOREIGN KEY (organisation_id) REFERENCES public.customers_organisation(id) DEFERRABLE INITIALLY DEFERRED;

ALTER TABLE ONLY public.services_serviceorder
    ADD CONSTRAINT services_serviceorde_requester_id_47940104_fk_customers FOREIGN KEY (requester_id) REFERENCES public.customers_user(id) DEFERRABLE INITIALLY DEFERRED;

ALTER TABLE ONLY public.services_serviceorder
    ADD CONSTRAINT services_serviceorder_goods_id_c257937c_fk_orders_order_id FOREIGN KEY (goods_id) REFERENCES public.orders_order(id) DEFERRABLE INITIALLY DEFERRED;

ALTER TABLE ONLY public.services_servicepart
    ADD CONSTRAINT services_servicepart_decided_by_id_a259015b_fk_customers FOREIGN KEY (decided_by_id) REFERENCES public.customers_user(id) DEFERRABLE INITIALLY DEFERRED;

ALTER TABLE ONLY public.services_servicepart
    ADD CONSTRAINT services_servicepart_order_id_ba9096ce_fk_services_ FOREIGN KEY (order_id) REFERENCES public.services_serviceorder(id) DEFERRABLE INITIALLY DEFERRED;

ALTER TABLE ONLY public.services_servicepart
    ADD CONSTRAINT services_servicepart_ticket_id_cb788819_fk_desk_ticket_id FOREIGN KEY (ticket_id) REFERENCES public.desk_ticket(id) DEFERRABLE INITIALLY DEFERRED;

ALTER TABLE ONLY public.services_servicepart
    ADD CONSTRAINT services_servicepart_version_id_a98ea755_fk_services_ FOREIGN KEY (version_id) REFERENCES public.services_serviceversion(id) DEFERRABLE INITIALLY DEFERRED;

ALTER TABLE ONLY public.services_serviceversion
    ADD CONSTRAINT services_servicevers_category_id_4b6f3144_fk_desk_tick FOREIGN KEY (category_id) REFERENCES public.desk_ticketcategory(id) DEFERRABLE INITIALLY DEFERRED;

ALTER TABLE ONLY public.services_serviceversion
    ADD CONSTRAINT services_servicevers_made_by_id_8bfe0f7b_fk_customers FOREIGN KEY (made_by_id) REFERENCES public.customers_user(id) DEFERRABLE INITIALLY DEFERRED;

ALTER TABLE ONLY public.services_serviceversion
    ADD CONSTRAINT services_servicevers_published_by_id_30e2685f_fk_customers FOREIGN KEY (published_by_id) REFERENCES public.customers_user(id) DEFERRABLE INITIALLY DEFERRED;

ALTER TABLE ONLY public.services_serviceversion
    ADD CONSTRAINT services_servicevers_service_id_fa6099f1_fk_services_ FOREIGN KEY (service_id) REFERENCES public.services_service(id) DEFERRABLE INITIALLY DEFERRED;

ALTER TABLE ONLY public.status_disturbance
    ADD CONSTRAINT status_disturbance_written_by_id_a8e09692_fk_customers_user_id FOREIGN KEY (written_by_id) REFERENCES public.customers_user(id) DEFERRABLE INITIALLY DEFERRED;

ALTER TABLE ONLY public.status_outagefollower
    ADD CONSTRAINT status_outagefollower_user_id_051cfc5e_fk_customers_user_id FOREIGN KEY (user_id) REFERENCES public.customers_user(id) DEFERRABLE INITIALLY DEFERRED;

ALTER TABLE ONLY public.status_plannedoutage
    ADD CONSTRAINT status_plannedoutage_approved_by_id_e6bab7be_fk_customers FOREIGN KEY (approved_by_id) REFERENCES public.customers_user(id) DEFERRABLE INITIALLY DEFERRED;

ALTER TABLE ONLY public.status_plannedoutage
    ADD CONSTRAINT status_plannedoutage_proposed_by_id_c3a2db65_fk_customers FOREIGN KEY (proposed_by_id) REFERENCES public.customers_user(id) DEFERRABLE INITIALLY DEFERRED;

ALTER TABLE ONLY public.status_plannedoutage
    ADD CONSTRAINT status_plannedoutage_withdrawn_by_id_48b3e24a_fk_customers FOREIGN KEY (withdrawn_by_id) REFERENCES public.customers_user(id) DEFERRABLE INITIALLY DEFERRED;

ALTER TABLE ONLY public.stock_allocation
    ADD CONSTRAINT stock_allocation_stock_id_a8a1b5e6_fk_stock_stock_variant_id FOREIGN KEY (stock_id) REFERENCES public.stock_stock(variant_id) DEFERRABLE INITIALLY DEFERRED;

ALTER TABLE ONLY public.stock_allocation
    ADD CONSTRAINT stock_allocation_warehouse_id_c8498f12_fk_stock_warehouse_id FOREIGN KEY (warehouse_id) REFERENCES public.stock_warehouse(id) DEFERRABLE INITIALLY DEFERRED;

ALTER TABLE ONLY public.stock_drift
    ADD CONSTRAINT stock_drift_stock_id_0b003484_fk_stock_stock_variant_id FOREIGN KEY (stock_id) REFERENCES public.stock_stock(variant_id) DEFERRABLE INITIALLY DEFERRED;

ALTER TABLE ONLY public.stock_drift
    ADD CONSTRAINT stock_drift_warehouse_id_e5169849_fk_stock_warehouse_id FOREIGN KEY (warehouse_id) REFERENCES public.stock_warehouse(id) DEFERRABLE INITIALLY DEFERRED;

ALTER TABLE ONLY public.stock_incomingstock
    ADD CONSTRAINT stock_incomingstock_stock_id_191198f3_fk_stock_stock_variant_id FOREIGN KEY (stock_id) REFERENCES public.stock_stock(variant_id) DEFERRABLE INITIALLY DEFERRED;

ALTER TABLE ONLY public.stock_incomingstock
    ADD CONSTRAINT stock_incomingstock_warehouse_id_95bc844e_fk_stock_warehouse_id FOREIGN KEY (warehouse_id) REFERENCES public.stock_warehouse(id) DEFERRABLE INITIALLY DEFERRED;

ALTER TABLE ONLY public.stock_reservation
    ADD CONSTRAINT stock_reservation_stock_id_70711106_fk_stock_stock_variant_id FOREIGN KEY (stock_id) REFERENCES public.stock_stock(variant_id) DEFERRABLE INITIALLY DEFERRED;

ALTER TABLE ONLY public.stock_stock
    ADD CONSTRAINT stock_stock_variant_id_b94b00ad_fk_catalogue_variant_id FOREIGN KEY (variant_id) REFERENCES public.catalogue_variant(id) DEFERRABLE INITIALLY DEFERRED;

ALTER TABLE ONLY public.stock_stocklevel
    ADD CONSTRAINT stock_stocklevel_stock_id_92fe2040_fk_stock_stock_variant_id FOREIGN KEY (stock_id) REFERENCES public.stock_stock(variant_id) DEFERRABLE INITIALLY DEFERRED;

ALTER TABLE ONLY public.stock_stocklevel
    ADD CONSTRAINT stock_stocklevel_warehouse_id_5676388a_fk_stock_warehouse_id FOREIGN KEY (warehouse_id) REFERENCES public.stock_warehouse(id) DEFERRABLE INITIALLY DEFERRED;

ALTER TABLE ONLY public.stock_stockmovement
    ADD CONSTRAINT stock_stockmovement_stock_id_ae980684_fk_stock_stock_variant_id FOREIGN KEY (stock_id) REFERENCES public.stock_stock(variant_id) DEFERRABLE INITIALLY DEFERRED;

ALTER TABLE ONLY public.stock_stockmovement
    ADD CONSTRAINT stock_stockmovement_warehouse_id_184481f8_fk_stock_warehouse_id FOREIGN KEY (warehouse_id) REFERENCES public.stock_warehouse(id) DEFERRABLE INITIALLY DEFERRED;

ALTER TABLE ONLY public.stock_stockwatch
    ADD CONSTRAINT stock_stockwatch_variant_id_7cbe3ec1_fk_catalogue_variant_id FOREIGN KEY (variant_id) REFERENCES public.catalogue_variant(id) DEFERRABLE INITIALLY DEFERRED;

ALTER TABLE ONLY public.taggit_taggeditem
    ADD CONSTRAINT taggit_taggeditem_content_type_id_9957a03c_fk_django_co FOREIGN KEY (content_type_id) REFERENCES public.django_content_type(id) DEFERRABLE INITIALLY DEFERRED;

ALTER TABLE ONLY public.taggit_taggeditem
    ADD CONSTRAINT taggit_taggeditem_tag_id_f4f5b767_fk_taggit_tag_id FOREIGN KEY (tag_id) REFERENCES public.taggit_tag(id) DEFERRABLE INITIALLY DEFERRED;

ALTER TABLE ONLY public.usersessions_usersession
    ADD CONSTRAINT usersessions_usersession_user_id_af5e0a6d_fk_customers_user_id FOREIGN KEY (user_id) REFERENCES public.customers_user(id) DEFERRABLE INITIALLY DEFERRED;

ALTER TABLE ONLY public.wagtail_localize_localesynchronization
    ADD CONSTRAINT wagtail_localize_loc_locale_id_036a3a20_fk_wagtailco FOREIGN KEY (locale_id) REFERENCES public.wagtailcore_locale(id) DEFERRABLE INITIALLY DEFERRED;

ALTER TABLE ONLY public.wagtail_localize_localesynchronization
    ADD CONSTRAINT wagtail_localize_loc_sync_from_id_1bc4c2eb_fk_wagtailco FOREIGN KEY (sync_from_id) REFERENCES public.wagtailcore_locale(id) DEFERRABLE INITIALLY DEFERRED;

ALTER TABLE ONLY public.wagtail_localize_overridablesegment
    ADD CONSTRAINT wagtail_localize_ove_context_id_eed8c388_fk_wagtail_l FOREIGN KEY (context_id) REFERENCES public.wagtail_localize_translationcontext(id) DEFERRABLE INITIALLY DEFERRED;

ALTER TABLE ONLY public.wagtail_localize_overridablesegment
    ADD CONSTRAINT wagtail_localize_ove_source_id_5720ac20_fk_wagtail_l FOREIGN KEY (source_id) REFERENCES public.wagtail_localize_translationsource(id) DEFERRABLE INITIALLY DEFERRED;

ALTER TABLE ONLY public.wagtail_localize_relatedobjectsegment
    ADD CONSTRAINT wagtail_localize_rel_context_id_c0a725be_fk_wagtail_l FOREIGN KEY (context_id) REFERENCES public.wagtail_localize_translationcontext(id) DEFERRABLE INITIALLY DEFERRED;

ALTER TABLE ONLY public.wagtail_localize_relatedobjectsegment
    ADD CONSTRAINT wagtail_localize_rel_object_id_6c7b58df_fk_wagtail_l FOREIGN KEY (object_id) REFERENCES public.wagtail_localize_translatableobject(translation_key) DEFERRABLE INITIALLY DEFERRED;

ALTER TABLE ONLY public.wagtail_localize_relatedobjectsegment
    ADD CONSTRAINT wagtail_localize_rel_source_id_9a3b1373_fk_wagtail_l FOREIGN KEY (source_id) REFERENCES public.wagtail_localize_translationsource(id) DEFERRABLE INITIALLY DEFERRED;

ALTER TABLE ONLY public.wagtail_localize_segmentoverride
    ADD CONSTRAINT wagtail_localize_seg_context_id_f827efe0_fk_wagtail_l FOREIGN KEY (context_id) REFERENCES public.wagtail_localize_translationcontext(id) DEFERRABLE INITIALLY DEFERRED;

ALTER TABLE ONLY public.wagtail_localize_segmentoverride
    ADD CONSTRAINT wagtail_localize_seg_last_translated_by_i_a86448fc_fk_customers FOREIGN KEY (last_translated_by_id) REFERENCES public.customers_user(id) DEFERRABLE INITIALLY DEFERRED;

ALTER TABLE ONLY public.wagtail_localize_segmentoverride
    ADD CONSTRAINT wagtail_localize_seg_locale_id_b1673d41_fk_wagtailco FOREIGN KEY (locale_id) REFERENCES public.wagtailcore_locale(id) DEFERRABLE INITIALLY DEFERRED;

ALTER TABLE ONLY public.wagtail_localize_stringtranslation
    ADD CONSTRAINT wagtail_localize_str_context_id_3cc13049_fk_wagtail_l FOREIGN KEY (context_id) REFERENCES public.wagtail_localize_translationcontext(id) DEFERRABLE INITIALLY DEFERRED;

ALTER TABLE ONLY public.wagtail_localize_stringsegment
    ADD CONSTRAINT wagtail_localize_str_context_id_63235539_fk_wagtail_l FOREIGN KEY (context_id) REFERENCES public.wagtail_localize_translationcontext(id) DEFERRABLE INITIALLY DEFERRED;

ALTER TABLE ONLY public.wagtail_localize_stringtranslation
    ADD CONSTRAINT wagtail_localize_str_last_translated_by_i_764c7a3f_fk_customers FOREIGN KEY (last_translated_by_id) REFERENCES public.customers_user(id) DEFERRABLE INITIALLY DEFERRED;

ALTER TABLE ONLY public.wagtail_localize_string
    ADD CONSTRAINT wagtail_localize_str_locale_id_2cded126_fk_wagtailco FOREIGN KEY (locale_id) REFERENCES public.wagtailcore_locale(id) DEFERRABLE INITIALLY DEFERRED;

ALTER TABLE ONLY public.wagtail_localize_stringtranslation
    ADD CONSTRAINT wagtail_localize_str_locale_id_b9e3730d_fk_wagtailco FOREIGN KEY (locale_id) REFERENCES public.wagtailcore_locale(id) DEFERRABLE INITIALLY DEFERRED;

ALTER TABLE ONLY public.wagtail_localize_stringsegment
    ADD CONSTRAINT wagtail_localize_str_source_id_5804129f_fk_wagtail_l FOREIGN KEY (source_id) REFERENCES public.wagtail_localize_translationsource(id) DEFERRABLE INITIALLY DEFERRED;

ALTER TABLE ONLY public.wagtail_localize_stringsegment
    ADD CONSTRAINT wagtail_localize_str_string_id_6356d5ec_fk_wagtail_l FOREIGN KEY (string_id) REFERENCES public.wagtail_localize_string(id) DEFERRABLE INITIALLY DEFERRED;

ALTER TABLE ONLY public.wagtail_localize_stringtranslation
    ADD CONSTRAINT wagtail_localize_str_translation_of_id_8eef01d0_fk_wagtail_l FOREIGN KEY (translation_of_id) REFERENCES public.wagtail_localize_string(id) DEFERRABLE INITIALLY DEFERRED;

ALTER TABLE ONLY public.wagtail_localize_templatesegment
    ADD CONSTRAINT wagtail_localize_tem_context_id_81456b25_fk_wagtail_l FOREIGN KEY (context_id) REFERENCES public.wagtail_localize_translationcontext(id) DEFERRABLE INITIALLY DEFERRED;

ALTER TABLE ONLY public.wagtail_localize_templatesegment
    ADD CONSTRAINT wagtail_localize_tem_source_id_26b89dc6_fk_wagtail_l FOREIGN KEY (source_id) REFERENCES public.wagtail_localize_translationsource(id) DEFERRABLE INITIALLY DEFERRED;

ALTER TABLE ONLY public.wagtail_localize_templatesegment
    ADD CONSTRAINT wagtail_localize_tem_template_id_c370b3c8_fk_wagtail_l FOREIGN KEY (template_id) REFERENCES public.wagtail_localize_template(id) DEFERRABLE INITIALLY DEFERRED;

ALTER TABLE ONLY public.wagtail_localize_translatableobject
    ADD CONSTRAINT wagtail_localize_tra_content_type_id_0d6c5139_fk_django_co FOREIGN KEY (content_type_id) REFERENCES public.django_content_type(id) DEFERRABLE INITIALLY DEFERRED;

ALTER TABLE ONLY public.wagtail_localize_translationsource
    ADD CONSTRAINT wagtail_localize_tra_locale_id_0ac264c0_fk_wagtailco FOREIGN KEY (locale_id) REFERENCES public.wagtailcore_locale(id) DEFERRABLE INITIALLY DEFERRED;

ALTER TABLE ONLY public.wagtail_localize_translationlog
    ADD CONSTRAINT wagtail_localize_tra_locale_id_37619cb4_fk_wagtailco FOREIGN KEY (locale_id) REFERENCES public.wagtailcore_locale(id) DEFERRABLE INITIALLY DEFERRED;

ALTER TABLE ONLY public.wagtail_localize_translationsource
    ADD CONSTRAINT wagtail_localize_tra_object_id_6a078fd2_fk_wagtail_l FOREIGN KEY (object_id) REFERENCES public.wagtail_localize_translatableobject(translation_key) DEFERRABLE INITIALLY DEFERRED;

ALTER TABLE ONLY public.wagtail_localize_translationcontext
    ADD CONSTRAINT wagtail_localize_tra_object_id_86263ce7_fk_wagtail_l FOREIGN KEY (object_id) REFERENCES public.wagtail_localize_translatableobject(translation_key) DEFERRABLE INITIALLY DEFERRED;

ALTER TABLE ONLY public.wagtail_localize_translationlog
    ADD CONSTRAINT wagtail_localize_tra_revision_id_e3b62278_fk_wagtailco FOREIGN KEY (revision_id) REFERENCES public.wagtailcore_revision(id) DEFERRABLE INITIALLY DEFERRED;

ALTER TABLE ONLY public.wagtail_localize_translationlog
    ADD CONSTRAINT wagtail_localize_tra_source_id_7228923e_fk_wagtail_l FOREIGN KEY (source_id) REFERENCES public.wagtail_localize_translationsource(id) DEFERRABLE INITIALLY DEFERRED;

ALTER TABLE ONLY public.wagtail_localize_translation
    ADD CONSTRAINT wagtail_localize_tra_source_id_e326e1e3_fk_wagtail_l FOREIGN KEY (source_id) REFERENCES public.wagtail_localize_translationsource(id) DEFERRABLE INITIALLY DEFERRED;

ALTER TABLE ONLY public.wagtail_localize_translationsource
    ADD CONSTRAINT wagtail_localize_tra_specific_content_typ_3095eb76_fk_django_co FOREIGN KEY (specific_content_type_id) REFERENCES public.django_content_type(id) DEFERRABLE INITIALLY DEFERRED;

ALTER TABLE ONLY public.wagtail_localize_translation
    ADD CONSTRAINT wagtail_localize_tra_target_locale_id_8c524f73_fk_wagtailco FOREIGN KEY (target_locale_id) REFERENCES public.wagtailcore_locale(id) DEFERRABLE INITIALLY DEFERRED;

ALTER TABLE ONLY public.wagtailadmin_editingsession
    ADD CONSTRAINT wagtailadmin_editing_content_type_id_4df7730e_fk_django_co FOREIGN KEY (content_type_id) REFERENCES public.django_content_type(id) DEFERRABLE INITIALLY DEFERRED;

ALTER TABLE ONLY public.wagtailadmin_editingsession
    ADD CONSTRAINT wagtailadmin_editing_user_id_6e1a9b70_fk_customers FOREIGN KEY (user_id) REFERENCES public.customers_user(id) DEFERRABLE INITIALLY DEFERRED;

ALTER TABLE ONLY public.wagtailadmin_formstate
    ADD CONSTRAINT wagtailadmin_formsta_content_type_id_e32438b3_fk_django_co FOREIGN KEY (content_type_id) REFERENCES public.django_content_type(id) DEFERRABLE INITIALLY DEFERRED;

ALTER TABLE ONLY public.wagtailadmin_formstate
    ADD CONSTRAINT wagtailadmin_formstate_user_id_b910adc2_fk_customers_user_id FOREIGN KEY (user_id) REFERENCES public.customers_user(id) DEFERRABLE INITIALLY DEFERRED;

ALTER TABLE ONLY public.wagtailcore_apitoken
    ADD CONSTRAINT wagtailcore_apitoken_user_id_49b1141b_fk_customers_user_id FOREIGN KEY (user_id) REFERENCES public.customers_user(id) DEFERRABLE INITIALLY DEFERRED;

ALTER TABLE ONLY public.wagtailcore_collectionviewrestriction
    ADD CONSTRAINT wagtailcore_collecti_collection_id_761908ec_fk_wagtailco FOREIGN KEY (collection_id) REFERENCES public.wagtailcore_collection(id) DEFERRABLE INITIALLY DEFERRED;

ALTER TABLE ONLY public.wagtailcore_collectionviewrestriction_groups
    ADD CONSTRAINT wagtailcore_collecti_collectionviewrestri_47320efd_fk_wagtailco FOREIGN KEY (collectionviewrestriction_id) REFERENCES public.wagtailcore_collectionviewrestriction(id) DEFERRABLE INITIALLY DEFERRED;

ALTER TABLE ONLY public.wagtailcore_collectionviewrestriction_groups
    ADD CONSTRAINT wagtailcore_collecti_group_id_1823f2a3_fk_auth_grou FOREIGN KEY (group_id) REFERENCES public.auth_group(id) DEFERRABLE INITIALLY DEFERRED;

ALTER TABLE ONLY public.wagtailcore_comment
    ADD CONSTRAINT wagtailcore_comment_page_id_108444b5_fk_wagtailcore_page_id FOREIGN KEY (page_id) REFERENCES public.wagtailcore_page(id) DEFERRABLE INITIALLY DEFERRED;

ALTER TABLE ONLY public.wagtailcore_comment
    ADD CONSTRAINT wagtailcore_comment_resolved_by_id_a282aa0e_fk_customers FOREIGN KEY (resolved_by_id) REFERENCES public.customers_user(id) DEFERRABLE INITIALLY DEFERRED;

ALTER TABLE ONLY public.wagtailcore_comment
    ADD CONSTRAINT wagtailcore_comment_revision_created_id_1d058279_fk_wagtailco FOREIGN KEY (revision_created_id) REFERENCES public.wagtailcore_revision(id) DEFERRABLE INITIALLY DEFERRED;

ALTER TABLE ONLY public.wagtailcore_comment
    ADD CONSTRAINT wagtailcore_comment_user_id_0c577ca6_fk_customers_user_id FOREIGN KEY (user_id) REFERENCES public.customers_user(id) DEFERRABLE INITIALLY DEFERRED;

ALTER TABLE ONLY public.wagtailcore_commentreply
    ADD CONSTRAINT wagtailcore_commentr_comment_id_afc7e027_fk_wagtailco FOREIGN KEY (comment_id) REFERENCES public.wagtailcore_comment(id) DEFERRABLE INITIALLY DEFERRED;

ALTER TABLE ONLY public.wagtailcore_commentreply
    ADD CONSTRAINT wagtailcore_commentreply_user_id_d0b3b9c3_fk_customers_user_id FOREIGN KEY (user_id) REFERENCES public.customers_user(id) DEFERRABLE INITIALLY DEFERRED;

ALTER TABLE ONLY public.wagtailcore_groupapprovaltask_groups
    ADD CONSTRAINT wagtailcore_groupapp_group_id_2e64b61f_fk_auth_grou FOREIGN KEY (group_id) REFERENCES public.auth_group(id) DEFERRABLE INITIALLY DEFERRED;

ALTER TABLE ONLY public.wagtailcore_groupapprovaltask_groups
    ADD CONSTRAINT wagtailcore_groupapp_groupapprovaltask_id_9a9255ea_fk_wagtailco FOREIGN KEY (groupapprovaltask_id) REFERENCES public.wagtailcore_groupapprovaltask(task_ptr_id) DEFERRABLE INITIALLY DEFERRED;

ALTER TABLE ONLY public.wagtailcore_groupapprovaltask
    ADD CONSTRAINT wagtailcore_groupapp_task_ptr_id_cfe58781_fk_wagtailco FOREIGN KEY (task_ptr_id) REFERENCES public.wagtailcore_task(id) DEFERRABLE INITIALLY DEFERRED;

ALTER TABLE ONLY public.wagtailcore_groupcollectionpermission
    ADD CONSTRAINT wagtailcore_groupcol_collection_id_5423575a_fk_wagtailco FOREIGN KEY (collection_id) REFERENCES public.wagtailcore_collection(id) DEFERRABLE INITIALLY DEFERRED;

ALTER TABLE ONLY public.wagtailcore_groupcollectionpermission
    ADD CONSTRAINT wagtailcore_groupcol_group_id_05d61460_fk_auth_grou FOREIGN KEY (group_id) REFERENCES public.auth_group(id) DEFERRABLE INITIALLY DEFERRED;

ALTER TABLE ONLY public.wagtailcore_groupcollectionpermission
    ADD CONSTRAINT wagtailcore_groupcol_permission_id_1b626275_fk_auth_perm FOREIGN KEY (permission_id) REFERENCES public.auth_permission(id) DEFERRABLE INITIALLY DEFERRED;

ALTER TABLE ONLY public.wagtailcore_grouppagepermission
    ADD CONSTRAINT wagtailcore_grouppag_group_id_fc07e671_fk_auth_grou FOREIGN KEY (group_id) REFERENCES public.auth_group(id) DEFERRABLE INITIALLY DEFERRED;

ALTER TABLE ONLY public.wagtailcore_grouppagepermission
    ADD CONSTRAINT wagtailcore_grouppag_page_id_710b114a_fk_wagtailco FOREIGN KEY (page_id) REFERENCES public.wagtailcore_page(id) DEFERRABLE INITIALLY DEFERRED;

ALTER TABLE ONLY public.wagtailcore_grouppagepermission
    ADD CONSTRAINT wagtailcore_grouppag_permission_id_05acb22e_fk_auth_perm FOREIGN KEY (permission_id) REFERENCES public.auth_permission(id) DEFERRABLE INITIALLY DEFERRED;

ALTER TABLE ONLY public.wagtailcore_groupsitepermission
    ADD CONSTRAINT wagtailcore_groupsit_group_id_e5cdbee4_fk_auth_grou FOREIGN KEY (group_id) REFERENCES public.auth_group(id) DEFERRABLE INITIALLY DEFERRED;

ALTER TABLE ONLY public.wagtailcore_groupsitepermission
    ADD CONSTRAINT wagtailcore_groupsit_permission_id_459b1f38_fk_auth_perm FOREIGN KEY (permission_id) REFERENCES public.auth_permission(id) DEFERRABLE INITIALLY DEFERRED;

ALTER TABLE ONLY public.wagtailcore_groupsitepermission
    ADD CONSTRAINT wagtailcore_groupsit_site_id_245de488_fk_wagtailco FOREIGN KEY (site_id) REFERENCES public.wagtailcore_site(id) DEFERRABLE INITIALLY DEFERRED;

ALTER TABLE ONLY public.wagtailcore_modellogentry
    ADD CONSTRAINT wagtailcore_modellog_content_type_id_68849e77_fk_django_co FOREIGN KEY (content_type_id) REFERENCES public.django_content_type(id) DEFERRABLE INITIALLY DEFERRED;

ALTER TABLE ONLY public.wagtailcore_page
    ADD CONSTRAINT wagtailcore_page_alias_of_id_12945502_fk_wagtailcore_page_id FOREIGN KEY (alias_of_id) REFERENCES public.wagtailcore_page(id) DEFERRABLE INITIALLY DEFERRED;

ALTER TABLE ONLY public.wagtailcore_page
    ADD CONSTRAINT wagtailcore_page_content_type_id_c28424df_fk_django_co FOREIGN KEY (content_type_id) REFERENCES public.django_content_type(id) DEFERRABLE INITIALLY DEFERRED;

ALTER TABLE ONLY public.wagtailcore_page
    ADD CONSTRAINT wagtailcore_page_latest_revision_id_e60fef51_fk_wagtailco FOREIGN KEY (latest_revision_id) REFERENCES public.wagtailcore_revision(id) DEFERRABLE INITIALLY DEFERRED;

ALTER TABLE ONLY public.wagtailcore_page
    ADD CONSTRAINT wagtailcore_page_live_revision_id_930bd822_fk_wagtailco FOREIGN KEY (live_revision_id) REFERENCES public.wagtailcore_revision(id) DEFERRABLE INITIALLY DEFERRED;

ALTER TABLE ONLY public.wagtailcore_page
    ADD CONSTRAINT wagtailcore_page_locale_id_3c7e30a6_fk_wagtailcore_locale_id FOREIGN KEY (locale_id) REFERENCES public.wagtailcore_locale(id) DEFERRABLE INITIALLY DEFERRED;

ALTER TABLE ONLY public.wagtailcore_page
    ADD CONSTRAINT wagtailcore_page_locked_by_id_bcb86245_fk_customers_user_id FOREIGN KEY (locked_by_id) REFERENCES public.customers_user(id) DEFERRABLE INITIALLY DEFERRED;

ALTER TABLE ONLY public.wagtailcore_page
    ADD CONSTRAINT wagtailcore_page_owner_id_fbf7c332_fk_customers_user_id FOREIGN KEY (owner_id) REFERENCES public.customers_user(id) DEFERRABLE INITIALLY DEFERRED;

ALTER TABLE ONLY public.wagtailcore_pagelogentry
    ADD CONSTRAINT wagtailcore_pageloge_content_type_id_74e7708a_fk_django_co FOREIGN KEY (content_type_id) REFERENCES public.django_content_type(id) DEFERRABLE INITIALLY DEFERRED;

ALTER TABLE ONLY public.wagtailcore_revision
    ADD CONSTRAINT wagtailcore_pagerevision_user_id_2409d2f4_fk_customers_user_id FOREIGN KEY (user_id) REFERENCES public.customers_user(id) DEFERRABLE INITIALLY DEFERRED;

ALTER TABLE ONLY public.wagtailcore_pagesubscription
    ADD CONSTRAINT wagtailcore_pagesubs_page_id_a085e7a6_fk_wagtailco FOREIGN KEY (page_id) REFERENCES public.wagtailcore_page(id) DEFERRABLE INITIALLY DEFERRED;

ALTER TABLE ONLY public.wagtailcore_pagesubscription
    ADD CONSTRAINT wagtailcore_pagesubs_user_id_89d7def9_fk_customers FOREIGN KEY (user_id) REFERENCES public.customers_user(id) DEFERRABLE INITIALLY DEFERRED;

ALTER TABLE ONLY public.wagtailcore_pageviewrestriction_groups
    ADD CONSTRAINT wagtailcore_pageview_group_id_6460f223_fk_auth_grou FOREIGN KEY (group_id) REFERENCES public.auth_group(id) DEFERRABLE INITIALLY DEFERRED;

ALTER TABLE ONLY public.wagtailcore_pageviewrestriction
    ADD CONSTRAINT wagtailcore_pageview_page_id_15a8bea6_fk_wagtailco FOREIGN KEY (page_id) REFERENCES public.wagtailcore_page(id) DEFERRABLE INITIALLY DEFERRED;

ALTER TABLE ONLY public.wagtailcore_pageviewrestriction_groups
    ADD CONSTRAINT wagtailcore_pageview_pageviewrestriction__f147a99a_fk_wagtailco FOREIGN KEY (pageviewrestriction_id) REFERENCES public.wagtailcore_pageviewrestriction(id) DEFERRABLE INITIALLY DEFERRED;

ALTER TABLE ONLY public.wagtailcore_revision
    ADD CONSTRAINT wagtailcore_revision_base_content_type_id_5b4ef7bd_fk_django_co FOREIGN KEY (base_content_type_id) REFERENCES public.django_content_type(id) DEFERRABLE INITIALLY DEFERRED;

ALTER TABLE ONLY public.wagtailcore_revision
    ADD CONSTRAINT wagtailcore_revision_content_type_id_c8cb69c0_fk_django_co FOREIGN KEY (content_type_id) REFERENCES public.django_content_type(id) DEFERRABLE INITIALLY DEFERRED;

ALTER TABLE ONLY public.wagtailcore_site
    ADD CONSTRAINT wagtailcore_site_root_page_id_e02fb95c_fk_wagtailcore_page_id FOREIGN KEY (root_page_id) REFERENCES public.wagtailcore_page(id) DEFERRABLE INITIALLY DEFERRED;

ALTER TABLE ONLY public.wagtailcore_task
    ADD CONSTRAINT wagtailcore_task_content_type_id_249ab8ba_fk_django_co FOREIGN KEY (content_type_id) REFERENCES public.django_content_type(id) DEFERRABLE INITIALLY DEFERRED;

ALTER TABLE ONLY public.wagtailcore_taskstate
    ADD CONSTRAINT wagtailcore_taskstat_content_type_id_0a758fdc_fk_django_co FOREIGN KEY (content_type_id) REFERENCES public.django_content_type(id) DEFERRABLE INITIALLY DEFERRED;

ALTER TABLE ONLY public.wagtailcore_taskstate
    ADD CONSTRAINT wagtailcore_taskstat_finished_by_id_13f98229_fk_customers FOREIGN KEY (finished_by_id) REFERENCES public.customers_user(id) DEFERRABLE INITIALLY DEFERRED;

ALTER TABLE ONLY public.wagtailcore_taskstate
    ADD CONSTRAINT wagtailcore_taskstat_revision_id_df25a499_fk_wagtailco FOREIGN KEY (revision_id) REFERENCES public.wagtailcore_revision(id) DEFERRABLE INITIALLY DEFERRED;

ALTER TABLE ONLY public.wagtailcore_taskstate
    ADD CONSTRAINT wagtailcore_taskstat_workflow_state_id_9239a775_fk_wagtailco FOREIGN KEY (workflow_state_id) REFERENCES public.wagtailcore_workflowstate(id) DEFERRABLE INITIALLY DEFERRED;

ALTER TABLE ONLY public.wagtailcore_taskstate
    ADD CONSTRAINT wagtailcore_taskstate_task_id_c3677c34_fk_wagtailcore_task_id FOREIGN KEY (task_id) REFERENCES public.wagtailcore_task(id) DEFERRABLE INITIALLY DEFERRED;

ALTER TABLE ONLY public.wagtailcore_uploadedfile
    ADD CONSTRAINT wagtailcore_uploaded_for_content_type_id_b0fc87b2_fk_django_co FOREIGN KEY (for_content_type_id) REFERENCES public.django_content_type(id) DEFERRABLE INITIALLY DEFERRED;

ALTER TABLE ONLY public.wagtailcore_uploadedfile
    ADD CONSTRAINT wagtailcore_uploaded_uploaded_by_user_id_c7580fe8_fk_customers FOREIGN KEY (uploaded_by_user_id) REFERENCES public.customers_user(id) DEFERRABLE INITIALLY DEFERRED;

ALTER TABLE ONLY public.wagtailcore_workflowstate
    ADD CONSTRAINT wagtailcore_workflow_base_content_type_id_a30dc576_fk_django_co FOREIGN KEY (base_content_type_id) REFERENCES public.django_content_type(id) DEFERRABLE INITIALLY DEFERRED;

ALTER TABLE ONLY public.wagtailcore_workflowstate
    ADD CONSTRAINT wagtailcore_workflow_content_type_id_2bb78ce1_fk_django_co FOREIGN KEY (content_type_id) REFERENCES public.django_content_type(id) DEFERRABLE INITIALLY DEFERRED;

ALTER TABLE ONLY public.wagtailcore_workflowcontenttype
    ADD CONSTRAINT wagtailcore_workflow_content_type_id_b261bb37_fk_django_co FOREIGN KEY (content_type_id) REFERENCES public.django_content_type(id) DEFERRABLE INITIALLY DEFERRED;

ALTER TABLE ONLY public.wagtailcore_workflowstate
    ADD CONSTRAINT wagtailcore_workflow_current_task_state_i_3a1a0632_fk_wagtailco FOREIGN KEY (current_task_state_id) REFERENCES public.wagtailcore_taskstate(id) DEFERRABLE INITIALLY DEFERRED;

ALTER TABLE ONLY public.wagtailcore_workflowpage
    ADD CONSTRAINT wagtailcore_workflow_page_id_81e7bab6_fk_wagtailco FOREIGN KEY (page_id) REFERENCES public.wagtailcore_page(id) DEFERRABLE INITIALLY DEFERRED;

ALTER TABLE ONLY public.wagtailcore_workflowstate
    ADD CONSTRAINT wagtailcore_workflow_requested_by_id_4090bca3_fk_customers FOREIGN KEY (requested_by_id) REFERENCES public.customers_user(id) DEFERRABLE INITIALLY DEFERRED;

ALTER TABLE ONLY public.wagtailcore_workflowtask
    ADD CONSTRAINT wagtailcore_workflow_task_id_ce7716fe_fk_wagtailco FOREIGN KEY (task_id) REFERENCES public.wagtailcore_task(id) DEFERRABLE INITIALLY DEFERRED;

ALTER TABLE ONLY public.wagtailcore_workflowstate
    ADD CONSTRAINT wagtailcore_workflow_workflow_id_1f18378f_fk_wagtailco FOREIGN KEY (workflow_id) REFERENCES public.wagtailcore_workflow(id) DEFERRABLE INITIALLY DEFERRED;

ALTER TABLE ONLY public.wagtailcore_workflowpage
    ADD CONSTRAINT wagtailcore_workflow_workflow_id_56f56ff6_fk_wagtailco FOREIGN KEY (workflow_id) REFERENCES public.wagtailcore_workflow(id) DEFERRABLE INITIALLY DEFERRED;

ALTER TABLE ONLY public.wagtailcore_workflowcontenttype
    ADD CONSTRAINT wagtailcore_workflow_workflow_id_9aad7cd2_fk_wagtailco FOREIGN KEY (workflow_id) REFERENCES public.wagtailcore_workflow(id) DEFERRABLE INITIALLY DEFERRED;

ALTER TABLE ONLY public.wagtailcore_workflowtask
    ADD CONSTRAINT wagtailcore_workflow_workflow_id_b9717175_fk_wagtailco FOREIGN KEY (workflow_id) REFERENCES public.wagtailcore_workflow(id) DEFERRABLE INITIALLY DEFERRED;

ALTER TABLE ONLY public.wagtaildocs_document
    ADD CONSTRAINT wagtaildocs_document_collection_id_23881625_fk_wagtailco FOREIGN KEY (collection_id) REFERENCES public.wagtailcore_collection(id) DEFERRABLE INITIALLY DEFERRED;

ALTER TABLE ONLY public.wagtaildocs_document
    ADD CONSTRAINT wagtaildocs_document_uploaded_by_user_id_17258b41_fk_customers FOREIGN KEY (uploaded_by_user_id) REFERENCES public.customers_user(id) DEFERRABLE INITIALLY DEFERRED;

ALTER TABLE ONLY public.wagtailforms_formsubmission
    ADD CONSTRAINT wagtailforms_formsub_page_id_e48e93e7_fk_wagtailco FOREIGN KEY (page_id) REFERENCES public.wagtailcore_page(id) DEFERRABLE INITIALLY DEFERRED;

ALTER TABLE ONLY public.wagtailimages_image
    ADD CONSTRAINT wagtailimages_image_collection_id_c2f8af7e_fk_wagtailco FOREIGN KEY (collection_id) REFERENCES public.wagtailcore_collection(id) DEFERRABLE INITIALLY DEFERRED;

ALTER TABLE ONLY public.wagtailimages_image
    ADD CONSTRAINT wagtailimages_image_uploaded_by_user_id_5d73dc75_fk_customers FOREIGN KEY (uploaded_by_user_id) REFERENCES public.customers_user(id) DEFERRABLE INITIALLY DEFERRED;

ALTER TABLE ONLY public.wagtailimages_rendition
    ADD CONSTRAINT wagtailimages_rendit_image_id_3e1fd774_fk_wagtailim FOREIGN KEY (image_id) REFERENCES public.wagtailimages_image(id) DEFERRABLE INITIALLY DEFERRED;

ALTER TABLE ONLY public.wagtailredirects_redirect
    ADD CONSTRAINT wagtailredirects_red_redirect_page_id_b5728a8f_fk_wagtailco FOREIGN KEY (redirect_page_id) REFERENCES public.wagtailcore_page(id) DEFERRABLE INITIALLY DEFERRED;

ALTER TABLE ONLY public.wagtailredirects_redirect
    ADD CONSTRAINT wagtailredirects_red_site_id_780a0e1e_fk_wagtailco FOREIGN KEY (site_id) REFERENCES public.wagtailcore_site(id) DEFERRABLE INITIALLY DEFERRED;

ALTER TABLE ONLY public.wagtailusers_userprofile
    ADD CONSTRAINT wagtailusers_userprofile_user_id_59c92331_fk_customers_user_id FOREIGN KEY (user_id) REFERENCES public.customers_user(id) DEFERRABLE INITIALLY DEFERRED;
