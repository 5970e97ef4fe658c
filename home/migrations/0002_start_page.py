"""Replace Wagtail's welcome page by the Swedish start page, create the site and the English locale with its start page."""

from django.db import migrations


def create_start_pages(apps, schema_editor):
    # The tree needs treebeard's methods, which historical models do not have; page and site are written by hand.
    ContentType = apps.get_model("contenttypes", "ContentType")
    Page = apps.get_model("wagtailcore", "Page")
    Locale = apps.get_model("wagtailcore", "Locale")
    Site = apps.get_model("wagtailcore", "Site")
    HomePage = apps.get_model("home", "HomePage")

    root = Page.objects.get(depth=1)
    Site.objects.all().delete()
    Page.objects.filter(depth=2).delete()
    kind, _ = ContentType.objects.get_or_create(app_label="home", model="homepage")
    swedish, _ = Locale.objects.get_or_create(language_code="sv")
    english, _ = Locale.objects.get_or_create(language_code="en")
    swedish_home = None
    for number, (locale, title, slug) in enumerate(
        [(swedish, "Lykta & Lera", "hem"), (english, "Lykta & Lera", "home-en")], start=1
    ):
        home = HomePage(
            title=title,
            draft_title=title,
            slug=slug,
            content_type=kind,
            locale=locale,
            path=f"{root.path}{number:04d}",
            depth=2,
            numchild=0,
            url_path=f"/{slug}/",
            live=True,
        )
        if swedish_home:
            home.translation_key = swedish_home.translation_key
        home.save()
        swedish_home = swedish_home or home
    root.numchild = 2
    root.save()
    Site.objects.create(hostname="localhost", port=80, root_page_id=swedish_home.pk, site_name="Lykta & Lera",
                        is_default_site=True)


class Migration(migrations.Migration):
    dependencies = [
        ("home", "0001_initial"),
        ("search", "0001_swedish_unaccent"),
        ("wagtailcore", "0098_apitoken"),
        ("contenttypes", "0002_remove_content_type_name"),
    ]
    operations = [migrations.RunPython(create_start_pages, migrations.RunPython.noop)]
