from django.db import migrations

from thidua.foundation.search import searchable


class Migration(migrations.Migration):

    dependencies = [("organisation", "0001_initial"), ("foundation", "0002_guards_and_vocabulary")]

    operations = [searchable("organisation_recipient"), searchable("organisation_unit")]
